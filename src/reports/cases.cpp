#include "reports/cases.hpp"

namespace motcua::reports {

std::vector<Step> Case::plain_steps() const {
  std::vector<Step> plain;
  plain.reserve(steps.size());
  for (const auto& s : steps) plain.push_back(s.step);
  return plain;
}

std::vector<Posting> enter(Case& c, const dossier::JournalMove& move) {
  const auto effect = effect_of(move, c.row.has_value());
  if (effect == Effect::none) return {};
  if (effect == Effect::opened) {
    if (!move.facts || !move.due_at) return {};
    const auto& f = *move.facts;
    c.row = CaseRow{.dossier = move.dossier,
                    .code = f.code,
                    .dimensions = {f.field, f.procedure, f.channel, f.competent_unit ? f.competent_unit : f.received_unit},
                    .version = f.version,
                    .received_unit = f.received_unit,
                    .received_by = move.actor,
                    .entered_late = f.entered_late,
                    .received_at = move.at,
                    .received_recorded = move.recorded_at,
                    .due_at = *move.due_at};
  }
  c.steps.push_back({{move.seq, move.at, move.recorded_at, effect, move.due_at}, move.actor, move.reason});
  const auto plain = c.plain_steps();
  auto& row = *c.row;
  const auto was_closed = row.closed_at.has_value();
  const auto e = ends(plain);
  row.due_at = e.due_at;
  row.closed_at = e.closed;
  row.outcome = e.outcome;
  if (!was_closed && row.closed_at) {
    row.closed_recorded = move.recorded_at;
    row.settled_by = move.actor;
    row.paused = false;
  }
  if (!row.closed_at) {
    if (effect == Effect::paused) row.paused = true;
    if (effect == Effect::resumed) row.paused = false;
    if (effect == Effect::paused && move.to.biz == dossier::BizState::supplement) ++row.supplements;
  }
  if (effect == Effect::returned && !row.returned_at) row.returned_at = move.at;
  return postings_of_last(plain);
}

}  // namespace motcua::reports
