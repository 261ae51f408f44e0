// Papers that carry a signed statement as a second code (`proof`: what it says; empty: the paper without it). The first code, at the top
// left, stays what Circular 01/2023/TT-VPCP asks for.
#pragma once

#include "print/apology_form.hpp"
#include "print/forms.hpp"
#include "print/result_form.hpp"

namespace motcua::print {

Result<std::string> signed_receipt_pdf(const ReceiptForm& form, std::string_view proof);
Result<std::string> signed_apology_pdf(const ApologyForm& form, std::string_view proof);
Result<std::string> signed_result_pdf(const ResultForm& form, std::string_view proof);

}  // namespace motcua::print
