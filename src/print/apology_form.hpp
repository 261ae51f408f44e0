// Form 04: the apology with the new date (Circular 03/2025/TT-VPCP; 01/2018/TT-VPCP for dossiers received until 30/6/2025). A5.
#pragma once

#include <optional>
#include <string>

#include "print/forms.hpp"

namespace motcua::print {

struct ApologyForm {
  Letterhead head;        // its number is that of the letter: "12/PXL"
  std::string title;      // as the circular of its date names it
  std::string form_name;  // "Mẫu số 04, Thông tư 03/2025/TT-VPCP", in small print
  std::string qr_text;
  std::string agency;  // that settles and apologises: "Ủy ban nhân dân xã Tân Phú"
  std::string applicant, identifier, dossier_code, procedure_name;
  Day received;
  Instant due_before;
  std::string reason;
  Instant due_after;
  std::string signer_title, signer;  // "CHỦ TỊCH" is not known: "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"
  std::optional<Instant> signed_at;  // nothing: a draft, and the paper says so
};
Result<std::string> apology_pdf(const ApologyForm& form);

}  // namespace motcua::print
