// Headings of several levels over the columns of a table, as official forms have them.
#pragma once

#include <string>
#include <vector>

namespace motcua::print {

// A cell of a heading: where it begins and how far it reaches.
struct HeadCell {
  std::string text;
  int column = 0;
  int columns = 1;
  int rows = 1;
};
// Rows from top to bottom; every column is covered once in each row, by a cell of it or of a row above.
using Heading = std::vector<std::vector<HeadCell>>;

}  // namespace motcua::print
