// Biên bản kiểm tra and Thông báo kết luận kiểm tra as PDF.
#pragma once

#include <string>

#include "reform/inspections.hpp"
#include "reform/letters.hpp"

namespace motcua::reform {

std::string points_text(std::int64_t hundredths);  // 350 -> "3,5"
std::string inspection_minutes(const VisitView& v, const Issuer& inspecting);
std::string inspection_conclusion(const VisitView& v, const Issuer& inspecting);

}  // namespace motcua::reform
