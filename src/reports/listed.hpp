// A list of dossiers behind a figure that is no cell of a form: as many rows as the figure says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace motcua::reports {

struct ListedRow {
  std::string code{}, procedure_name{}, unit_name{};
  Instant received_at{}, due_at{};
  std::string detail{};  // why it is here: the stage, the paper, how long it took
};
struct Listed {
  std::string title{}, rule{};
  std::int64_t figure = 0;
  std::string counted = "hồ sơ";  // what a row is: "hồ sơ", "lượt", "bước"
  std::vector<ListedRow> rows{};
  std::string next{};  // cursor of the next page; empty: the last one
};

}  // namespace motcua::reports
