// What the record says of the time a dossier took: its stretches, and who answers for how much of the lateness.
#include <algorithm>
#include <map>

#include "dossier/service.hpp"

namespace motcua::dossier {

namespace {
// Adds the working time of [from, to] of a step, less the pauses, which become stretches of their own outside the term.
class Stretches {
 public:
  Stretches(const Dossiers::Impl& s, const CaseRecord& c, const calendar::WorkCalendar& calendar, Instant end)
      : s_(s), c_(c), calendar_(calendar), end_(end), start_(clock_start(c)) {}

  void wait(Instant from, Instant to, std::string_view name, Party party) {
    from = std::max(from, c_.received_at);
    to = std::min(to, end_);
    if (from >= to) return;
    waits_.push_back({from, to});
    add(name, party, minutes(from, to), 0, true);
  }

  void step(const StepRecord& r) {
    const auto begin = r.started_at, finish = std::min(r.finished_at.value_or(end_), end_);
    if (begin >= end_) return;
    if (begin < start_) {  // before the term (began anew): time, not lateness
      const auto until = std::min(finish, start_);
      add(r, unpaused(begin, until), 0, true);
    }
    if (finish <= start_) return;
    auto& left = left_.try_emplace(r.step, r.allotted_minutes).first->second;  // a step done twice has its part once
    const auto used = unpaused(std::max(begin, start_), finish);
    add(r, used, left, false);
    left = std::max<std::int64_t>(0, left - used);
  }

  std::vector<Stretch> take() { return std::move(out_); }

 private:
  struct Span {
    Instant from, to;
  };
  std::int64_t minutes(Instant from, Instant to) const { return from < to ? calendar_.working_minutes(from, to) : 0; }
  std::int64_t unpaused(Instant from, Instant to) const {
    auto left = minutes(from, to);
    for (const auto& w : waits_) left -= minutes(std::max(from, w.from), std::min(to, w.to));
    return std::max<std::int64_t>(0, left);
  }
  void add(const StepRecord& r, std::int64_t used, std::int64_t allotted, bool outside) {
    if (used == 0 && outside) return;
    Stretch x;
    x.step = r.step;
    x.name = r.name;
    x.unit = r.unit.value;
    x.unit_name = s_.unit_name(r.unit);
    x.holder = r.holder_name;
    x.allotted = allotted;
    x.used = used;
    x.outside_term = outside;
    out_.push_back(std::move(x));
  }
  void add(std::string_view name, Party party, std::int64_t used, std::int64_t allotted, bool outside) {
    Stretch x;
    x.name = std::string(name);
    x.party = party;
    x.used = used;
    x.allotted = allotted;
    x.outside_term = outside;
    out_.push_back(std::move(x));
  }

  const Dossiers::Impl& s_;
  const CaseRecord& c_;
  const calendar::WorkCalendar& calendar_;
  Instant end_, start_;
  std::vector<Span> waits_;
  std::map<std::string, std::int64_t, std::less<>> left_;
  std::vector<Stretch> out_;
};
}  // namespace

Instant clock_start(const CaseRecord& c) {
  const auto restart = clock_from(c.clock).restart;
  return restart ? std::max(restart->at, c.legal_start) : c.legal_start;
}

Instant unpaused_start(const CaseRecord& c, const calendar::WorkCalendar& calendar) {
  const auto start = clock_start(c);
  std::int64_t paused = 0;
  for (const auto& p : clock_from(c.clock).pauses)
    if (p.to && *p.to > start) paused += calendar.working_minutes(std::max(p.from, start), *p.to);
  return paused > 0 ? calendar.add_working_minutes(start, paused).value_or(start) : start;
}

std::optional<LateView> late_view(const Dossiers::Impl& s, const CaseRecord& c, const std::vector<StepRecord>& steps) {
  const auto now = s.clock.now();
  if (!c.done_at && (!is_open(c.state.biz) || clock_paused(c.state.biz))) return std::nullopt;
  LateView v;
  v.due = c.original_due.value_or(c.due_at);
  v.running = !c.done_at;
  const auto end = c.done_at.value_or(now);
  if (end <= v.due) return std::nullopt;
  const auto calendar = s.calendar_of(Dossiers::Impl::clock_unit(c));
  if (!calendar) return std::nullopt;
  Stretches all(s, c, **calendar, end);
  if (c.elsewhere && c.taken_over_at) all.wait(c.received_at, *c.taken_over_at, "Chuyển đến cơ quan giải quyết", Party::post);
  for (const auto& p : clock_from(c.clock).pauses) all.wait(p.from, p.to.value_or(end), "Chờ người nộp: " + p.reason, Party::applicant);
  for (const auto& r : steps) all.step(r);
  v.stretches = all.take();
  v.split = split_lateness(v.stretches, (*calendar)->working_minutes(v.due, end));
  if (v.split.late == 0) return std::nullopt;
  return v;
}

}  // namespace motcua::dossier
