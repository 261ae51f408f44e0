#include "app/calendar_running.hpp"

#include "base/log.hpp"
#include "dossier/pages_rescheduling.hpp"

namespace motcua::app {

CalendarRunning::Moved CalendarRunning::moved(const calendar::Place& place, const calendar::Change& change, Day first) const {
  const auto paper = rescheduling_.on_paper({place.scope, place.name, change, first, {}}, 12);
  Moved out;
  out.moved = paper.moved;
  out.kept = paper.kept;
  if (paper.moved > 0) out.told = "Báo người nộp: " + dossier::told_words(paper);
  for (const auto& r : paper.rows) out.examples.push_back({r.code, r.before, r.after});
  return out;
}

std::string CalendarRunning::applied(const web::Call& call, const calendar::Place& place, const calendar::Change& change, Day first,
                                     std::string_view title) const {
  const auto& actor = identity::actor_of(call);
  const auto plan = rescheduling_.propose(actor, {place.scope, place.name, change, first, std::string(title)});
  if (!plan) {
    log::warn("dossier.reschedule_not_proposed", log::kv("error", plan.error().key));
    return {};
  }
  const bool nation = place.scope.level == calendar::ScopeLevel::nation;
  if (!rescheduling_.may_apply(actor, identity::UnitId{nation ? 0 : place.scope.unit})) return {};
  return "/doi-hen/" + std::to_string(*plan);
}

}  // namespace motcua::app
