// A linked case as it is read: its parts, the receipts of each hand-over, and who caused how much of a delay against the promise.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "dossier/link_parts.hpp"
#include "dossier/links.hpp"
#include "dossier/service.hpp"
#include "dossier/store_links.hpp"

namespace motcua::dossier {

namespace {

// An agency that kept its own term is charged nothing; a term of calendar days that begins later has more working minutes in it than the
// plan, and those go to who made it begin later.
std::int64_t forgiven(const LinkLegView& leg, const Stretch& work) {
  const bool kept = leg.done_at && leg.punctuality != Punctuality::late;
  return kept ? std::max<std::int64_t>(0, work.used - work.allotted) : 0;
}
void carry(std::vector<Stretch>& all, std::int64_t minutes) {
  std::int64_t overruns = 0;
  const auto over = [](const Stretch& s) { return s.outside_term ? 0 : std::max<std::int64_t>(0, s.used - s.allotted); };
  for (const auto& s : all) overruns += over(s);
  if (overruns == 0) return;
  for (auto& s : all) s.used += minutes * over(s) / overruns;
}

// The stretches of one part between its turn and its end; the minutes an agency within its own term is not charged with.
std::int64_t add_stretches(std::vector<Stretch>& all, const LinkView& v, const LinkLegView& leg, const CaseRecord& c,
                           const calendar::WorkCalendar& calendar, Instant end) {
  const auto minutes = [&](Instant from, Instant to) { return from < to ? calendar.working_minutes(from, to) : 0; };
  const auto add = [&](std::string name, UnitId unit, std::string unit_name, Party party, std::int64_t allotted, std::int64_t used,
                       bool outside) {
    Stretch s;
    s.name = std::move(name);
    s.unit = unit.value;
    s.unit_name = std::move(unit_name);
    s.party = party;
    s.allotted = allotted;
    s.used = used;
    s.outside_term = outside;
    all.push_back(std::move(s));
  };
  if (!leg.turn_at) return 0;
  auto begin = *leg.turn_at;
  // On the way it has the time of the plan: a working day after the turn (118/2025/NĐ-CP Đ20.1a).
  const auto n = static_cast<std::size_t>(leg.seq - 1);
  const auto planned_turn = v.ordered && n > 0 ? v.legs[n - 1].planned_due : v.received_at;
  const auto finish = std::min(leg.done_at.value_or(end), end);
  if (leg.elsewhere || leg.undetermined) {
    const auto there = std::min(leg.taken_at.value_or(finish), finish);
    add(fmt::format("Chuyển phần {} đến {}", leg.seq, leg.undetermined ? "cơ quan chưa xác định" : leg.agency_name), v.received_unit,
        v.unit_name, Party::agency, minutes(planned_turn, leg.planned_start), minutes(begin, there), false);
    begin = there;
  }
  std::int64_t paused = 0;
  for (const auto& p : clock_from(c.clock).pauses) {
    const auto waited = minutes(std::max(begin, p.from), std::min(finish, p.to.value_or(finish)));
    if (waited == 0) continue;
    paused += waited;
    add("Chờ người nộp: " + p.reason, {}, {}, Party::applicant, 0, waited, true);
  }
  add(fmt::format("Phần {}: {}", leg.seq, leg.procedure), leg.agency, leg.agency_name, Party::agency,
      minutes(leg.planned_start, leg.planned_due), std::max<std::int64_t>(0, minutes(begin, finish) - paused), false);
  return forgiven(leg, all.back());
}

std::optional<LateView> late_of(const LinkView& v, const std::vector<CaseRecord>& cases, const calendar::WorkCalendar& calendar,
                                Instant now) {
  LateView late;
  late.due = v.promised_at;
  late.running = !v.done_at;
  const auto end = v.done_at.value_or(now);
  if (end <= v.promised_at) return std::nullopt;
  std::vector<Stretch> charged;  // what is shown is what was; this is what it is shared by
  std::int64_t carried = 0;
  if (v.ordered) {
    for (std::size_t n = 0; n < v.legs.size(); ++n) {
      const auto minutes = add_stretches(late.stretches, v, v.legs[n], cases[n], calendar, end);
      std::copy(late.stretches.begin() + static_cast<std::ptrdiff_t>(charged.size()), late.stretches.end(), std::back_inserter(charged));
      if (minutes > 0) charged.back().allotted += minutes;
      carried += minutes;
    }
    carry(charged, carried);
  } else {
    // All at once: the part that ends last makes the delay.
    std::size_t last = 0;
    for (std::size_t n = 1; n < v.legs.size(); ++n)
      if (v.legs[n].done_at.value_or(end) > v.legs[last].done_at.value_or(end)) last = n;
    add_stretches(late.stretches, v, v.legs[last], cases[last], calendar, end);
    charged = late.stretches;
  }
  late.split = split_lateness(charged, calendar.working_minutes(v.promised_at, end));
  return late.split.late == 0 ? std::nullopt : std::optional(std::move(late));
}

LinkLegView leg_view(const Dossiers::Impl& s, store::ReadTx& tx, const LegRecord& g, const CaseRecord& c) {
  LinkLegView l;
  l.seq = g.seq;
  l.code = c.code;
  l.procedure = c.procedure_name;
  l.agency = g.agency;
  l.undetermined = !g.agency;
  l.agency_name = g.agency ? s.unit_name(g.agency) : std::string("Chưa xác định");
  l.basis = g.basis;
  l.holder = c.holder_name.empty() ? s.unit_name(c.holder_unit) : c.holder_name + ", " + s.unit_name(c.holder_unit);
  l.state = c.state;
  l.state_words = label(c.state);
  l.elsewhere = c.elsewhere;
  l.planned_start = g.planned_start;
  l.planned_due = g.planned_due;
  l.handed_at = c.handed_at;
  l.taken_at = c.elsewhere ? c.taken_over_at : std::nullopt;
  l.done_at = c.done_at ? c.done_at : c.closed_at;
  l.due_at = c.due_at;
  l.punctuality = c.punctuality;
  for (auto& h : handovers_of(tx, c.id)) {
    if (h.seq == 1) continue;  // from the applicant
    if (!l.taken_at && !c.elsewhere && h.received_at) l.taken_at = h.received_at;
    l.receipts.push_back({h.seq, s.unit_name(h.from_unit), s.unit_name(h.to_unit), h.from_name, h.to_name, h.given_at, h.received_at,
                          h.allotted_minutes, h.used_minutes, h.result, h.note});
  }
  return l;
}
}  // namespace

Result<LinkView> Links::open(const Actor& actor, std::string_view code) {
  LinkView v;
  std::vector<CaseRecord> cases;
  const auto found = s_.db.read([&](store::ReadTx& tx) {
    const auto link = find_link(tx, code);
    if (!link) return false;
    v = {link->id,
         link->code,
         link->applicant_name,
         s_.unit_name(link->received_unit),
         link->received_by,
         link->received_unit,
         link->ordered,
         link->received_at,
         link->promised_at,
         {},
         {},
         {}};
    bool visible = false;
    for (const auto& g : legs_of(tx, link->id)) {
      auto c = find_case(tx, g.dossier);
      if (!c) return false;
      visible = visible || s_.visible(actor, *c);
      auto leg = leg_view(s_, tx, g, *c);
      if (const auto note = link_note(tx, g.dossier); note && c->state.biz == BizState::received) leg.waits = note->waits;
      v.legs.push_back(std::move(leg));
      cases.push_back(*std::move(c));
    }
    return visible;
  });
  if (!found) return errors::not_found("dossier.link_not_found", "Không có hồ sơ liên thông này, hoặc nó không thuộc phạm vi của bạn.");
  bool all_done = true;
  for (std::size_t n = 0; n < v.legs.size(); ++n) {
    auto& leg = v.legs[n];
    leg.turn_at = !v.ordered || n == 0 ? std::optional(v.received_at) : v.legs[n - 1].done_at;
    all_done = all_done && leg.done_at;
    if (leg.done_at) v.done_at = std::max(v.done_at.value_or(*leg.done_at), *leg.done_at);
  }
  if (!all_done) v.done_at.reset();
  TRY(const auto calendar, s_.calendar_of(v.received_unit));
  v.late = late_of(v, cases, *calendar, s_.clock.now());
  return v;
}

std::vector<LinkRow> Links::list(const Actor& actor) {
  const auto units = actor.units_with(identity::kDossierRead);
  std::vector<LinkRow> rows;
  for (const auto& l : s_.db.read([&](store::ReadTx& tx) { return links_at(tx, units, kMostLegs); }))
    rows.push_back({l.link.code, l.link.applicant_name, s_.unit_name(l.link.received_unit), l.link.received_at, l.link.promised_at, l.parts,
                    l.parts - l.running, l.undetermined > 0});
  return rows;
}

}  // namespace motcua::dossier
