#include "app/calendar_places.hpp"

#include <algorithm>

namespace motcua::app {

using calendar::Place;
using calendar::Scope;
using calendar::ScopeLevel;
using identity::UnitId;
using identity::UnitKind;

static_assert(calendar::kCalendarRead.name == identity::kCalendarRead.name);
static_assert(calendar::kCalendarEdit.name == identity::kCalendarEdit.name);

Scope CalendarPlaces::scope_of(const identity::UnitTree& tree, UnitId unit) const {
  const auto kind = tree.kind(unit, identity_.today());
  const bool province = kind == UnitKind::province || kind == UnitKind::central_city;
  return {province ? ScopeLevel::province : ScopeLevel::unit, unit.value};
}

std::vector<Place> CalendarPlaces::places(const web::Call& call) const {
  const auto& actor = identity::actor_of(call);
  const auto tree = identity_.tree();
  std::vector<Place> out;
  const auto add = [&](UnitId unit) {
    const auto scope = scope_of(*tree, unit);
    if (std::ranges::find(out, scope, &Place::scope) == out.end()) out.push_back({scope, name_of(scope)});
  };
  const auto own = actor.acting_unit();
  if (own) {
    add(own);
    for (const auto above : tree->ancestors(own, identity_.today())) add(above);
  }
  for (const auto unit : actor.units_with(identity::kCalendarRead)) add(unit);
  out.push_back({Scope{}, name_of({})});
  return out;
}

calendar::CalendarOf CalendarPlaces::chain(const Place& place) const {
  if (place.scope.level == ScopeLevel::nation) return {};
  const auto tree = identity_.tree();
  const UnitId unit{place.scope.unit};
  calendar::CalendarOf out{{scope_of(*tree, unit)}};
  for (const auto above : tree->ancestors(unit, identity_.today())) out.chain.insert(out.chain.begin(), scope_of(*tree, above));
  return out;
}

std::string CalendarPlaces::name_of(const Scope& scope) const {
  if (scope.level == ScopeLevel::nation) return "Cả nước";
  return std::string(identity_.tree()->name(UnitId{scope.unit}, identity_.today()));
}

calendar::Actor CalendarPlaces::actor(const web::Call& call) const {
  const auto& actor = identity::actor_of(call);
  return {actor.account().value, actor.acting_unit().value};
}

bool CalendarPlaces::may_edit(const web::Call& call, const Place& place) const {
  const auto& actor = identity::actor_of(call);
  if (place.scope.level != ScopeLevel::nation) return actor.permits_in(identity::kCalendarEdit, UnitId{place.scope.unit});
  const auto roots = identity_.tree()->roots(identity_.today());
  return !roots.empty() && std::ranges::all_of(roots, [&](UnitId root) { return actor.permits_in(identity::kCalendarEdit, root); });
}

}  // namespace motcua::app
