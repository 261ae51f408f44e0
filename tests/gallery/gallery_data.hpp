// Invented people and dossiers of the sample pages.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "web/ui.hpp"

namespace motcua::gallery {

struct WorkRow {
  std::string due, moment, procedure, code, person, channel, next, next_note;
  web::ui::Tone tone = web::ui::Tone::good;
  bool chosen = false;
  std::string note{};
};
struct WorkGroup {
  std::string name;
  bool late = false;
  std::vector<WorkRow> rows;
};

}  // namespace motcua::gallery
