// How far away a due moment is, and how much of the time is gone.
#include <fmt/core.h>

#include <algorithm>

#include "calendar/due.hpp"
#include "calendar/tables.hpp"

namespace motcua::calendar {

namespace {

// Working minutes between two moments without the pauses.
std::int64_t unpaused(const WorkCalendar& calendar, const Proof& proof, Instant from, Instant to) {
  auto minutes = calendar.working_minutes(from, to);
  for (const auto& pause : proof.pauses) {
    const Instant a = std::max(from, pause.from);
    const Instant b = std::min(to, pause.to);
    if (a < b) minutes -= calendar.working_minutes(a, b);
  }
  return minutes;
}

}  // namespace

std::string duration_words(std::int64_t working_minutes) {
  const auto days = working_minutes / kMinutesPerWorkingDay;
  const auto hours = working_minutes % kMinutesPerWorkingDay / 60;
  const auto minutes = working_minutes % 60;
  if (days > 0) return hours > 0 ? fmt::format("{} ngày {} giờ", days, hours) : fmt::format("{} ngày", days);
  if (hours > 0) return minutes > 0 ? fmt::format("{} giờ {} phút", hours, minutes) : fmt::format("{} giờ", hours);
  return fmt::format("{} phút", minutes);
}

Distance distance(const WorkCalendar& calendar, Instant now, Instant due) {
  return {.minutes = calendar.working_minutes(now, due), .overdue = to_minute(now) > to_minute(due)};
}

std::string Distance::words() const {
  if (overdue) return minutes == 0 ? "vừa quá hạn" : "quá " + duration_words(-minutes);
  return minutes == 0 ? "đến hạn" : "còn " + duration_words(minutes);
}

std::optional<Instant> moment_at_share(const WorkCalendar& calendar, const Proof& proof, int permille) {
  const Instant start = proof.counted_from;
  const auto total = unpaused(calendar, proof, start, proof.moment);
  auto left = total * std::clamp(permille, 0, 1000) / 1000;
  Instant from = start;
  for (const auto& pause : proof.pauses) {
    if (pause.to <= from || pause.effect == PauseEffect::superseded) continue;
    const auto before = calendar.working_minutes(from, std::max(from, pause.from));
    if (before >= left) break;
    left -= before;
    from = pause.to;
  }
  return calendar.add_working_minutes(from, left);
}

int elapsed_permille(const WorkCalendar& calendar, const Proof& proof, Instant now) {
  const Instant start = proof.counted_from;
  const auto total = unpaused(calendar, proof, start, proof.moment);
  if (now <= start) return 0;
  const auto gone = unpaused(calendar, proof, start, now);
  if (total <= 0) return now >= proof.moment ? 1000 : 0;
  return static_cast<int>(std::min<std::int64_t>(gone * 1000 / total, 1'000'000));
}

}  // namespace motcua::calendar
