// Reviews as spreadsheets and papers.
#pragma once

#include <string>

#include "print/sheet.hpp"
#include "review/review.hpp"

namespace motcua::review {

print::Sheet result_sheet(const PlanView& plan);  // columns of Biểu số 04b/BTP/KSTT, then the procedures
print::Sheet cost_sheet(const ItemView& item);    // Bảng tính chi phí tuân thủ, today and after
std::string result_pdf(const PlanView& plan);     // A4 landscape

}  // namespace motcua::review
