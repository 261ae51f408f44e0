// An index on the board: as it stands, and at the end of the year. The slice of indices stands beside this one, so app fills it in.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "identity/identity.hpp"

namespace motcua::reform {

struct IndexNow {
  std::string title{};     // "Chỉ số 766 năm 2026"
  std::string now{};       // "71,25"
  std::string now_note{};  // of how many points nothing is known yet
  std::string forecast{};  // empty: not enough is known
  std::string href{};      // where each point opens what it is made of
};
// Of the reader's place; nothing where he may not read it.
using IndexOfPlace = std::function<std::optional<IndexNow>(const identity::Actor&, identity::UnitId place, Day today)>;

}  // namespace motcua::reform
