#include "identity/governs.hpp"

#include <algorithm>

namespace motcua::identity {

bool may_for(const Actor& actor, web::Permission permission, UnitId unit) {
  if (actor.is_system() || actor.permits_in(permission, unit)) return true;
  const auto& tree = actor.tree();
  const auto children = tree.children(unit, actor.day());
  return std::any_of(children.begin(), children.end(), [&](UnitId child) {
    return tree.kind(child, actor.day()) == UnitKind::committee && actor.permits_in(permission, child);
  });
}

UnitId unit_with(const Actor& actor, web::Permission permission) {
  if (actor.permits_in(permission, actor.acting_unit())) return actor.acting_unit();
  const auto units = actor.units_with(permission);
  return units.empty() ? UnitId{} : units.front();
}

}  // namespace motcua::identity
