// Tables for spreadsheets: XLSX and CSV from the same rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "print/heading.hpp"

namespace motcua::print {

// Empty, words, whole number (counts, đồng), fraction, day, moment (shown at +07:00).
using Cell = std::variant<std::monostate, std::string, std::int64_t, double, Day, Instant>;

struct SheetColumn {
  std::string heading;
  double width = 14;  // in characters
};

struct Sheet {
  std::string name;                // of the tab; at most 31 characters, []:*?/\ are replaced
  std::vector<std::string> title;  // lines above the table
  std::vector<SheetColumn> columns;
  std::vector<std::vector<Cell>> rows;
  Heading heading{};  // of several levels, instead of one row of headings; CSV keeps the one row
};

// Landscape A4, heading row frozen and repeated on each printed page.
std::string xlsx(const Sheet& sheet);
// RFC 4180, UTF-8 with byte order mark. Words that a spreadsheet would run as a formula (= + - @ tab) get an apostrophe in front.
std::string csv(const Sheet& sheet);

}  // namespace motcua::print
