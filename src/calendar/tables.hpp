// The tables behind WorkCalendar: every question about working time in constant time. Private to the context.
// Inside, a moment is a count of minutes of wall-clock time since 1970 and a day an index from the first day of the calendar.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calendar/work_calendar.hpp"

namespace motcua::calendar {

using Minute = std::int64_t;
inline constexpr int kMinutesPerDay = 24 * 60;

inline Minute to_minute(Instant t) { return std::chrono::floor<std::chrono::minutes>(to_local(t)).time_since_epoch().count(); }
inline Instant to_instant_of(Minute m) { return to_instant(LocalTime{std::chrono::minutes{m}}); }

// The sessions of kind work of a day.
struct Schedule {
  static constexpr std::size_t kMost = 6;
  struct Span {
    std::int16_t from{};
    std::int16_t to{};
    friend bool operator==(const Span&, const Span&) = default;
  };
  std::array<Span, kMost> spans{};
  std::int16_t count{};
  std::int16_t total{};           // working minutes
  std::vector<Session> sessions;  // of both kinds, in order

  int opening() const { return spans[0].from; }
  int closing() const { return spans[static_cast<std::size_t>(count) - 1].to; }
  // Working minutes before this clock time.
  int worked_before(int clock) const {
    int sum = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count) && clock > spans[i].from; ++i)
      sum += std::min<int>(clock, spans[i].to) - spans[i].from;
    return sum;
  }
  // The earliest clock time when that many working minutes (1 … total) are done.
  int clock_after(int minutes) const {
    std::size_t i = 0;
    for (; minutes > spans[i].to - spans[i].from; ++i) minutes -= spans[i].to - spans[i].from;
    return spans[i].from + minutes;
  }
};

struct WorkCalendar::Tables {
  struct Cell {
    std::int32_t rank{};     // working days before this day
    std::int32_t minutes{};  // working minutes before this day
    std::uint16_t schedule{};
    DayKind kind{};
    bool noted{};  // has a row in notes
  };
  struct Note {
    std::int32_t day{};
    std::string reason{};
    std::string source{};
    bool swap_work{};
    bool default_choice{};
  };

  Day first;                            // day 0
  std::int32_t size{};                  // days
  std::vector<Cell> cells;              // size + 1: the last one closes the sums
  std::vector<std::int32_t> work_days;  // index of the n-th working day
  std::vector<Schedule> schedules;
  std::vector<Note> notes;  // in order of day
  std::uint64_t version{};
  int first_year{};
  int last_year{};

  std::int32_t index(Day day) const { return static_cast<std::int32_t>(to_number(day) - to_number(first)); }
  Day day(std::int32_t i) const { return first + std::chrono::days{i}; }
  bool covers(std::int64_t i) const { return i >= 0 && i < size; }
  std::int64_t index_of(Minute m) const {
    const auto days = m >= 0 ? m / kMinutesPerDay : (m - kMinutesPerDay + 1) / kMinutesPerDay;
    return days - to_number(first);
  }
  Minute midnight(std::int64_t i) const { return (to_number(first) + i) * kMinutesPerDay; }
  const Schedule& schedule(std::int32_t i) const { return schedules[cells[static_cast<std::size_t>(i)].schedule]; }
  bool works(std::int32_t i) const { return schedule(i).count > 0; }
  std::int32_t rank(std::int64_t i) const { return cells[static_cast<std::size_t>(i)].rank; }
  const Note* note(std::int32_t i) const;

  // First working day at or after the index; -1 past the end.
  std::int32_t working_day_from(std::int64_t i) const {
    const auto n = static_cast<std::size_t>(rank(i));
    return n < work_days.size() ? work_days[n] : -1;
  }
  // The n-th working day after the index (n ≥ 1); -1 past the end.
  std::int32_t working_day_after(std::int32_t i, std::int32_t n) const {
    const auto target = static_cast<std::size_t>(rank(i + 1) + n - 1);
    return target < work_days.size() ? work_days[target] : -1;
  }
  Minute opening(std::int32_t i) const { return midnight(i) + schedule(i).opening(); }
  Minute closing(std::int32_t i) const { return midnight(i) + schedule(i).closing(); }

  // A clock time on another working day, kept inside its sessions.
  Minute same_clock(std::int32_t d, int clock) const;
  // The day with the same number so many months on; the last of the month when there is none (Bộ luật Dân sự 2015, Điều 148).
  std::int64_t months_later(std::int32_t d, int months) const;

  struct StartAt {
    Minute at{};
    std::int32_t day{};
    StartNote note{};
  };
  std::optional<StartAt> normalise(Minute m) const;
  // Working minutes from the first day of the calendar to this moment, which must be covered.
  std::int64_t worked_until(Minute m) const;
  // The earliest moment when that sum is reached (sum ≥ 1).
  std::optional<Minute> when_worked(std::int64_t sum) const;
};

}  // namespace motcua::calendar
