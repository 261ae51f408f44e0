#include "reports/cases.hpp"

#include <algorithm>
#include <array>

#include "dossier/events.hpp"

namespace motcua::reports {

namespace {
// What only the person who works on a dossier does.
bool work_of_officer(std::string_view kind) {
  using namespace dossier::events;
  constexpr std::array kKinds{kWorkBegun, kStepCompleted, kDrafted, kSubmitted};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

std::vector<Entry> under(std::span<const Posting> postings, const Hands& hands, int sign = 1) {
  std::vector<Entry> entries;
  entries.reserve(postings.size());
  for (const auto& p : postings) entries.push_back({{p.at, p.account, p.amount * sign}, hands});
  return entries;
}
}  // namespace

std::vector<Step> Case::plain_steps() const {
  std::vector<Step> plain;
  plain.reserve(steps.size());
  for (const auto& s : steps) plain.push_back(s.step);
  return plain;
}

Hands hands_on(std::span<const StepRow> steps, std::optional<Day> known) {
  Hands hands;
  for (const auto& s : steps)
    if (s.takes && (!known || day_of(s.step.recorded_at) <= *known)) hands = {s.unit, s.actor};
  return hands;
}

std::vector<Entry> enter(Case& c, const dossier::JournalMove& move) {
  const auto effect = effect_of(move, c.row.has_value());
  const Hands hands{move.unit, move.actor};
  const bool takes = c.row && !c.row->closed_at && work_of_officer(move.kind) && c.row->dimensions.hands != hands;
  if (effect == Effect::none && !takes) return {};
  if (effect == Effect::opened) {
    if (!move.facts || !move.due_at) return {};
    const auto& f = *move.facts;
    c.row = CaseRow{.dossier = move.dossier,
                    .code = f.code,
                    .dimensions = {f.field, f.procedure, f.channel, f.competent_unit ? f.competent_unit : f.received_unit, f.received_unit},
                    .version = f.version,
                    .received_by = move.actor,
                    .entered_late = f.entered_late,
                    .received_at = move.at,
                    .received_recorded = move.recorded_at,
                    .due_at = *move.due_at};
  }
  // A fact that tells a due moment without changing it in the ledger keeps none.
  const auto due = effect == Effect::none ? std::nullopt : move.due_at;
  c.steps.push_back({{move.seq, move.at, move.recorded_at, effect, due}, move.actor, move.reason, move.unit, takes});
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
  if (!takes) return under(postings_of_last(plain), row.dimensions.hands);
  auto entries = under(timeline(std::span(plain).first(plain.size() - 1)), row.dimensions.hands, -1);
  row.dimensions.hands = hands;
  const auto now = under(timeline(plain), hands);
  entries.insert(entries.end(), now.begin(), now.end());
  return entries;
}

}  // namespace motcua::reports
