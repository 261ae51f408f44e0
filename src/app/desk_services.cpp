#include "app/desk_services.hpp"

#include <algorithm>
#include <iterator>

namespace motcua::app {

DeskServices::DeskServices(Services& s)
    : money(*s.db, s.clock, s.ids, s.identity),
      payments(*s.db, s.clock, s.ids, s.catalog, s.calendars, s.identity),
      custody(*s.db, s.clock, s.ids, s.dossiers, s.identity),
      visits(*s.db, s.clock, s.ids, s.dossiers, s.catalog, s.identity),
      post(*s.db, s.clock, s.ids, s.dossiers, s.catalog, s.identity),
      settlements(*s.db, s.clock, s.ids) {
  money.set_subjects(payments);
}

std::vector<store::Verifier> DeskServices::verifiers() const {
  auto all = money.verifiers();
  const auto add = [&](std::vector<store::Verifier> more) { std::ranges::move(more, std::back_inserter(all)); };
  add(payments.verifiers());
  add(post.verifiers());
  add(settlements.verifiers());
  add(custody.verifiers());
  add(visits.verifiers());
  return all;
}

}  // namespace motcua::app
