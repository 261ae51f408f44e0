// What is working time: layers (nation, province, unit) merged into one immutable calendar. Public through calendar.hpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "calendar/holidays.hpp"
#include "calendar/term.hpp"

namespace motcua::calendar {

inline constexpr int kLastCalendarYear = 2199;  // as far as the lunar calendar reaches

enum class SessionKind : std::uint8_t {
  work,           // counts as working time
  reception_only  // dossiers are received and results returned, but terms do not run (Saturday, evening)
};

struct Session {
  TimeOfDay from;
  TimeOfDay to;
  SessionKind kind = SessionKind::work;
  friend bool operator==(const Session&, const Session&) = default;
};

// "07:30-11:30,13:00-17:00": in order, not overlapping.
Result<std::vector<Session>> parse_sessions(std::string_view text, SessionKind kind = SessionKind::work);

// The sessions of one weekday while the rule is valid; no sessions: closed on that weekday.
struct WeekdayRule {
  std::chrono::weekday weekday;
  std::vector<Session> sessions{};
  std::optional<Day> valid_from{};  // inclusive
  std::optional<Day> valid_to{};    // inclusive
  std::string source{};             // legal basis
};

enum class ExceptionKind : std::uint8_t {
  holiday,           // nghỉ lễ, tết
  compensatory,      // nghỉ bù
  swap_off,          // hoán đổi: a working day that is off
  swap_work,         // hoán đổi: a day of rest that is worked
  emergency_closed,  // nghỉ do thiên tai, sự cố
  special_hours      // other sessions on these days (half day, longer evening)
};

struct DayException {
  Day first;
  Day last;  // inclusive
  ExceptionKind kind{};
  std::string reason{};
  std::string source{};             // legal basis
  std::vector<Session> sessions{};  // special_hours: these; swap_work: these, or those of `as_on`, or those of a Monday
  std::optional<Day> as_on{};       // swap_work: the day it stands in for
  bool default_choice = false;      // the rule chose, the yearly decision is not known
};

enum class ScopeLevel : std::uint8_t { nation, province, unit };

// What one level says; a more particular level wins: weekday by weekday for sessions, day by day for exceptions.
struct CalendarLayer {
  ScopeLevel level{};
  std::string name;  // "Cả nước", name of the province or unit
  std::vector<WeekdayRule> week{};
  std::vector<DayException> exceptions{};
};

// Monday to Friday 07:30–11:30, 13:00–17:00.
std::vector<WeekdayRule> standard_week(std::span<const Session> sessions = {});
// The national layer: standard week and the holidays by rule of these years.
CalendarLayer national_layer(int first_year, int last_year, const HolidayDecisions& decisions);

enum class DayKind : std::uint8_t {
  work,
  weekly_rest,
  holiday,
  compensatory,
  swap_off,
  emergency_closed,
  reception_only  // open, but terms do not run
};

struct DayInfo {
  Day day;
  DayKind kind{};
  std::vector<Session> sessions{};
  int work_minutes{};
  std::string reason{};  // name of the holiday, of the swap; empty on an ordinary day
  std::string source{};
  bool swap_work{};
  bool default_choice{};
};

enum class StartNote : std::uint8_t { in_session, before_opening, between_sessions, after_hours, day_off };

// Immutable; share it between threads. Answers in constant time from tables of its years. Moments are taken to the minute:
// seconds are dropped, as on the receipt.
class WorkCalendar {
 public:
  // Layers from general to particular. Days outside [first_year, last_year] are unknown to the calendar.
  static Result<std::shared_ptr<const WorkCalendar>> build(std::span<const CalendarLayer> layers, int first_year, int last_year);
  ~WorkCalendar();
  WorkCalendar(const WorkCalendar&) = delete;
  WorkCalendar& operator=(const WorkCalendar&) = delete;

  // The same content gives the same version, on every machine: 16 hexadecimal digits.
  std::uint64_t version() const;
  std::string version_text() const;
  int first_year() const;
  int last_year() const;
  bool covers(Day day) const;
  bool covers(Instant t) const { return covers(day_of(t)); }

  bool is_working_day(Day day) const;  // has a session of kind work
  bool is_open(Instant t) const;       // in a session of either kind
  DayInfo info(Day day) const;
  std::vector<DayInfo> days(Day first, Day last) const;  // inclusive, within the years
  // The n-th working day after `day` (n ≥ 1); n = 0 gives `day` or the next working day. Nothing past the last year.
  std::optional<Day> add_working_days(Day day, int n) const;
  int working_days_between(Day after, Day until) const;  // working days d with after < d ≤ until

  // The moment work on something that came at `t` begins; a moment inside a session is itself.
  struct Start {
    Instant at;
    StartNote note;
  };
  std::optional<Start> normalise(Instant t) const;
  // Working minutes in [from, to]; negative when to < from.
  std::int64_t working_minutes(Instant from, Instant to) const;
  // The moment when `minutes` of working time have passed since `from`; 0 gives the normalised start.
  std::optional<Instant> add_working_minutes(Instant from, std::int64_t minutes) const;
  std::optional<Instant> opening(Day day) const;  // first session of kind work
  std::optional<Instant> closing(Day day) const;  // end of the last session of kind work

  // Latest moment to hand over what the counter received at `t`: that day if received by the cut-off on a working day, else
  // the opening of the next working day (Nghị định 309/2026, Điều 9).
  std::optional<Instant> transfer_by(Instant t, TimeOfDay cutoff = TimeOfDay::of(15)) const;

  struct Tables;
  const Tables& tables() const { return *tables_; }

 private:
  explicit WorkCalendar(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

using CalendarPtr = std::shared_ptr<const WorkCalendar>;

}  // namespace motcua::calendar
