// Changes of the unit tree with an effective date: new, renamed, moved, ended with successors. Pure: the change on paper,
// for the preview and for the service that stores it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "identity/units.hpp"

namespace motcua::identity {

struct AddUnit {
  UnitId id;
  std::string name;
  UnitKind kind{};
  UnitId parent;  // 0: at the top
  Day from;
  std::string gso_code;
  std::string eid;
  std::string legal_basis;
};
struct RenameUnit {
  UnitId unit;
  Day on;
  std::string name;
  UnitKind kind{};
  std::string legal_basis;
};
struct MoveUnit {
  UnitId unit;
  Day on;
  UnitId parent;
  std::string legal_basis;
};
// From `on` the unit is no more; `into` carry on (none: it simply ends). Merging is ending several units into one.
struct EndUnit {
  UnitId unit;
  Day on;
  std::vector<UnitId> into;
  SuccessionKind kind{};
  bool whole = true;
  std::string legal_basis;
};
using UnitChange = std::variant<AddUnit, RenameUnit, MoveUnit, EndUnit>;

struct ChangedUnits {
  std::vector<Unit> units;              // whole new state of each unit that changed
  std::vector<Succession> successions;  // new ones
};

// Refused with fields (name, on, parent, into, legal_basis) when incomplete, and when the tree would have faults.
Result<ChangedUnits> changed(const UnitTree& tree, const UnitChange& change);
// The tree as it would be.
UnitTree with(const UnitTree& tree, const ChangedUnits& changes);

}  // namespace motcua::identity
