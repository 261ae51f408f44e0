// Tables people save from a spreadsheet: RFC 4180 with the separator that was found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua {

struct CsvRow {
  int line = 0;  // where it begins, the first is 1
  std::vector<std::string> cells{};
};
// Cells are cleaned (text.hpp); rows without anything in them are left out, a byte order mark too.
std::vector<CsvRow> csv_rows(std::string_view bytes, char separator);

// Semicolon, comma or tab: what there is most of at the beginning.
char csv_separator(std::string_view bytes);

}  // namespace motcua
