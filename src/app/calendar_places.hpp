// Whose calendars a caller may see and change: the pages of calendar over the units of identity.
#pragma once

#include "calendar/pages.hpp"
#include "identity/identity.hpp"

namespace motcua::app {

class CalendarPlaces final : public calendar::PlaceSource {
 public:
  explicit CalendarPlaces(const identity::Identity& identity) : identity_(identity) {}
  std::vector<calendar::Place> places(const web::Call& call) const override;
  calendar::CalendarOf chain(const calendar::Place& place) const override;
  std::string name_of(const calendar::Scope& scope) const override;
  calendar::Actor actor(const web::Call& call) const override;
  // The nation: who may in every province (a root of the tree).
  bool may_edit(const web::Call& call, const calendar::Place& place) const override;

 private:
  calendar::Scope scope_of(const identity::UnitTree& tree, identity::UnitId unit) const;
  const identity::Identity& identity_;
};

}  // namespace motcua::app
