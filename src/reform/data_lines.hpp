// Tables that ship with the slice (data/*.txt): a row a line, parts between bars, comments after #. Private to the slice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::reform {

// Every row has that many parts, else the program is broken.
std::vector<std::vector<std::string>> data_lines(std::string_view file, std::size_t parts);

}  // namespace motcua::reform
