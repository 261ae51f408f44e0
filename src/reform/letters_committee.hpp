// Thông báo kết luận of a session of the steering committee, as PDF.
#pragma once

#include <string>

#include "reform/committees.hpp"
#include "reform/letters.hpp"

namespace motcua::reform {

std::string conclusion_notice(const SessionView& v, const Base& base);

}  // namespace motcua::reform
