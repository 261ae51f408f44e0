// Data files of this slice: lines of parts between bars; empty lines and those that begin with # are left out. Private to the slice.
#pragma once

#include <string_view>
#include <vector>

namespace motcua::reform {

std::vector<std::vector<std::string_view>> data_lines(std::string_view file);

}  // namespace motcua::reform
