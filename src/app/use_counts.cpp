#include "app/use_counts.hpp"

#include <algorithm>

#include "portal/boards.hpp"
#include "reform/services.hpp"
#include "reports/uses.hpp"
#include "visit/visit.hpp"

namespace motcua::app {

namespace {
std::int64_t counted(Services& s, const reform::UseAsk& ask) {
  // The place as it was when the counting begins: its units may have been merged since.
  const auto units = s.identity.tree()->within(ask.place, ask.from);
  switch (ask.source) {
    case reform::CountSource::manual: return 0;
    case reform::CountSource::scans:
      return s.db->read(
          [&](store::ReadTx& tx) { return portal::scans_between(tx, units, portal::month_of(ask.from), portal::month_of(ask.to)); });
    case reform::CountSource::same_visit:
      return s.db->read([&](store::ReadTx& tx) {
        const auto period = reports::free_period(ask.from, ask.to);
        return visit::kept_between(tx, units, period.begin(), period.end());
      });
    case reform::CountSource::dossiers: {
      const reports::Uses uses(*s.db, s.clock, s.identity, s.catalog);
      reports::Question q;
      // A place that has been merged since has its dossiers until its last day.
      const auto* unit = s.identity.tree()->find(ask.place);
      const auto last = unit && unit->span.to ? std::min(ask.to, *unit->span.to - std::chrono::days{1}) : ask.to;
      if (last < ask.from) return 0;
      q.period = reports::free_period(ask.from, last);
      q.unit = ask.place;
      q.procedure = ask.procedure;
      std::int64_t n = 0;
      for (const auto& [d, received] : uses.received(s.identity.system_actor(), q)) n += received;
      return n;
    }
  }
  return 0;
}
}  // namespace

void count_uses(Services& services) {
  services.reform.services().initiatives.count_with([&services](const reform::UseAsk& ask) { return counted(services, ask); });
}

}  // namespace motcua::app
