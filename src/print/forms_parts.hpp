// Parts the official forms share.
#pragma once

#include <string>

#include "print/document.hpp"
#include "print/forms.hpp"

namespace motcua::print {

// The letterhead with the code at the top left corner (Circular 01/2023/TT-VPCP); moves below it.
Status letterhead(Document& doc, const Letterhead& head, const std::string& qr_text, double size, const std::string& look_up_code = {});
std::string written_moment(Instant t);  // "15 giờ 20 phút, ngày 20 tháng 11 năm 2026"
std::string written_day(Day d);         // "ngày 20 tháng 11 năm 2026"
// The signed statement as a code with two lines below it that say what it is for; returns the y below. Its modules are half a millimetre
// with a usual address.
inline constexpr double kProofSide = 24 * kMm;
Result<double> proof_code(Document& doc, double x, double y, std::string_view proof, double size);
// Two signature columns: title, hint below it, name after the space to sign in.
void signatures(Document& doc, const std::string& left_title, const std::string& left_name, const std::string& right_title,
                const std::string& right_name, double size, double room);

}  // namespace motcua::print
