#include "calendar/work_calendar.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "calendar/tables.hpp"

namespace motcua::calendar {

const WorkCalendar::Tables::Note* WorkCalendar::Tables::note(std::int32_t i) const {
  if (!cells[static_cast<std::size_t>(i)].noted) return nullptr;
  return &*std::ranges::lower_bound(notes, i, {}, &Note::day);
}

std::optional<WorkCalendar::Tables::StartAt> WorkCalendar::Tables::normalise(Minute m) const {
  const auto i = index_of(m);
  if (!covers(i)) return std::nullopt;
  const auto d = static_cast<std::int32_t>(i);
  const auto& today = schedule(d);
  const int clock = static_cast<int>(m - midnight(i));
  if (today.count > 0 && clock <= today.closing()) {
    if (clock < today.opening()) return StartAt{midnight(i) + today.opening(), d, StartNote::before_opening};
    for (std::size_t s = 0; s < static_cast<std::size_t>(today.count); ++s) {
      // A session holds both its ends: what ends at 17:00 sharp is still done on that day.
      if (clock < today.spans[s].from) return StartAt{midnight(i) + today.spans[s].from, d, StartNote::between_sessions};
      if (clock <= today.spans[s].to) return StartAt{m, d, StartNote::in_session};
    }
  }
  const auto next = working_day_from(i + 1);
  if (next < 0) return std::nullopt;
  return StartAt{opening(next), next, today.count > 0 ? StartNote::after_hours : StartNote::day_off};
}

Minute WorkCalendar::Tables::same_clock(std::int32_t d, int clock) const {
  const auto& day_schedule = schedule(d);
  for (std::size_t i = 0; i < static_cast<std::size_t>(day_schedule.count); ++i)
    if (clock <= day_schedule.spans[i].to) return midnight(d) + std::max<int>(clock, day_schedule.spans[i].from);
  return closing(d);
}

std::int64_t WorkCalendar::Tables::months_later(std::int32_t d, int months) const {
  auto end = std::chrono::year_month_day{day(d)} + std::chrono::months{months};
  if (!end.ok()) end = end.year() / end.month() / std::chrono::last;
  return to_number(Day{end}) - to_number(first);
}

std::int64_t WorkCalendar::Tables::worked_until(Minute m) const {
  const auto i = index_of(m);
  const auto& cell = cells[static_cast<std::size_t>(i)];
  return cell.minutes + schedules[cell.schedule].worked_before(static_cast<int>(m - midnight(i)));
}

std::optional<Minute> WorkCalendar::Tables::when_worked(std::int64_t sum) const {
  if (sum > cells.back().minutes) return std::nullopt;
  // The last working day that begins with less than `sum`.
  const auto found =
      std::ranges::partition_point(work_days, [&](std::int32_t d) { return cells[static_cast<std::size_t>(d)].minutes < sum; });
  const auto last = *(found - 1);
  return midnight(last) + schedule(last).clock_after(static_cast<int>(sum - cells[static_cast<std::size_t>(last)].minutes));
}

WorkCalendar::WorkCalendar(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
WorkCalendar::~WorkCalendar() = default;

std::uint64_t WorkCalendar::version() const { return tables_->version; }
std::string WorkCalendar::version_text() const { return fmt::format("{:016x}", tables_->version); }
int WorkCalendar::first_year() const { return tables_->first_year; }
int WorkCalendar::last_year() const { return tables_->last_year; }
bool WorkCalendar::covers(Day day) const { return tables_->covers(to_number(day) - to_number(tables_->first)); }

bool WorkCalendar::is_working_day(Day day) const { return covers(day) && tables_->works(tables_->index(day)); }

bool WorkCalendar::is_open(Instant t) const {
  const Minute m = to_minute(t);
  const auto i = tables_->index_of(m);
  if (!tables_->covers(i)) return false;
  const int clock = static_cast<int>(m - tables_->midnight(i));
  return std::ranges::any_of(tables_->schedule(static_cast<std::int32_t>(i)).sessions,
                             [&](const Session& s) { return s.from.minutes <= clock && clock < s.to.minutes; });
}

DayInfo WorkCalendar::info(Day day) const {
  if (!covers(day)) return {.day = day, .kind = DayKind::weekly_rest};
  const auto i = tables_->index(day);
  const auto& schedule = tables_->schedule(i);
  DayInfo out{
      .day = day, .kind = tables_->cells[static_cast<std::size_t>(i)].kind, .sessions = schedule.sessions, .work_minutes = schedule.total};
  if (const auto* note = tables_->note(i)) {
    out.reason = note->reason;
    out.source = note->source;
    out.swap_work = note->swap_work;
    out.default_choice = note->default_choice;
  }
  return out;
}

std::vector<DayInfo> WorkCalendar::days(Day first, Day last) const {
  std::vector<DayInfo> out;
  for (Day day = first; day <= last; day += std::chrono::days{1})
    if (covers(day)) out.push_back(info(day));
  return out;
}

std::optional<Day> WorkCalendar::add_working_days(Day day, int n) const {
  if (!covers(day) || n < 0) return std::nullopt;
  const auto i = tables_->index(day);
  const auto found = n == 0 ? tables_->working_day_from(i) : tables_->working_day_after(i, n);
  return found < 0 ? std::nullopt : std::optional(tables_->day(found));
}

int WorkCalendar::working_days_between(Day after, Day until) const {
  const auto clamp = [&](Day d) { return std::clamp<std::int64_t>(to_number(d) - to_number(tables_->first) + 1, 0, tables_->size); };
  return tables_->rank(clamp(until)) - tables_->rank(clamp(after));
}

std::optional<WorkCalendar::Start> WorkCalendar::normalise(Instant t) const {
  const auto start = tables_->normalise(to_minute(t));
  return start ? std::optional(Start{to_instant_of(start->at), start->note}) : std::nullopt;
}

std::int64_t WorkCalendar::working_minutes(Instant from, Instant to) const {
  const auto inside = [&](Instant t) { return std::clamp(to_minute(t), tables_->midnight(0), tables_->midnight(tables_->size) - 1); };
  return tables_->worked_until(inside(to)) - tables_->worked_until(inside(from));
}

std::optional<Instant> WorkCalendar::add_working_minutes(Instant from, std::int64_t minutes) const {
  const auto start = tables_->normalise(to_minute(from));
  if (!start || minutes < 0) return std::nullopt;
  if (minutes == 0) return to_instant_of(start->at);
  const auto end = tables_->when_worked(tables_->worked_until(start->at) + minutes);
  return end ? std::optional(to_instant_of(*end)) : std::nullopt;
}

std::optional<Instant> WorkCalendar::opening(Day day) const {
  return is_working_day(day) ? std::optional(to_instant_of(tables_->opening(tables_->index(day)))) : std::nullopt;
}
std::optional<Instant> WorkCalendar::closing(Day day) const {
  return is_working_day(day) ? std::optional(to_instant_of(tables_->closing(tables_->index(day)))) : std::nullopt;
}

std::optional<Instant> WorkCalendar::transfer_by(Instant t, TimeOfDay cutoff) const {
  const Minute m = to_minute(t);
  const auto i = tables_->index_of(m);
  if (!tables_->covers(i)) return std::nullopt;
  const auto day = static_cast<std::int32_t>(i);
  const int clock = static_cast<int>(m - tables_->midnight(i));
  if (tables_->works(day) && clock <= cutoff.minutes && clock <= tables_->schedule(day).closing())
    return to_instant_of(tables_->closing(day));
  const auto next = tables_->working_day_from(i + 1);
  return next < 0 ? std::nullopt : std::optional(to_instant_of(tables_->opening(next)));
}

}  // namespace motcua::calendar
