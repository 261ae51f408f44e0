#include "base/csv.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace motcua {

std::vector<CsvRow> csv_rows(std::string_view bytes, char separator) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::vector<CsvRow> rows;
  CsvRow row{.line = 1};
  std::string cell;
  bool quoted = false;
  int line = 1;
  const auto end_cell = [&] {
    row.cells.push_back(clean(cell));
    cell.clear();
  };
  const auto end_row = [&] {
    end_cell();
    if (std::ranges::any_of(row.cells, [](const std::string& c) { return !c.empty(); })) rows.push_back(std::move(row));
    row = {.line = line};
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < bytes.size() && bytes[i + 1] == '"') {
        cell += bytes[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == separator) {
      end_cell();
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !row.cells.empty()) end_row();
  return rows;
}

char csv_separator(std::string_view bytes) {
  const auto count = [&](char c) { return std::ranges::count(bytes.substr(0, 20'000), c); };
  const auto commas = count(','), semicolons = count(';'), tabs = count('\t');
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

}  // namespace motcua
