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
// Two signature columns: title, hint below it, name after the space to sign in.
void signatures(Document& doc, const std::string& left_title, const std::string& left_name, const std::string& right_title,
                const std::string& right_name, double size, double room);

}  // namespace motcua::print
