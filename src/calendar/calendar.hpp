// Working time: sessions, holidays, lunar calendar, terms, due moments with their proof. The public header of the context.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/command.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "calendar/due.hpp"
#include "calendar/holidays.hpp"
#include "calendar/lunar.hpp"
#include "calendar/term.hpp"
#include "calendar/work_calendar.hpp"
#include "store/db.hpp"

namespace motcua::calendar {

// Where a rule is in force: the nation (both 0), a province, or a unit. Ids are those of identity.
struct Scope {
  ScopeLevel level = ScopeLevel::nation;
  std::int64_t unit = 0;  // 0 for the nation
  friend bool operator==(const Scope&, const Scope&) = default;
};

// Whose calendar: the unit and those above it whose rules it inherits, from general to particular; the nation is implied.
// A unit without its own rules shares the calendar of the one above.
struct CalendarOf {
  std::vector<Scope> chain;
};

struct Actor {
  std::int64_t account{};
  std::int64_t unit{};
};

// A closure, swap or special hours, entered by a person with its legal basis.
struct NewException {
  Scope scope;
  DayException exception;
  bool active = true;  // false: proposed, shown but not counted
};

struct NewWeekdayRule {
  Scope scope;
  WeekdayRule rule;
};

struct StoredException {
  std::int64_t id{};
  Scope scope;
  DayException exception;
  bool active{};
};

struct StoredWeekday {
  std::int64_t id{};
  Scope scope;
  WeekdayRule rule;
};

// What is entered together and holds together: a swap is a day off and a day worked.
struct Change {
  std::vector<DayException> exceptions{};
  std::vector<WeekdayRule> weekdays{};
};

// Loads calendars from the database and keeps them by version; thread-safe.
class Calendars {
 public:
  Calendars(store::Database& db, const Clock& clock, IdSource& ids);
  ~Calendars();

  // The calendar in force for a unit. Cached; a change made through this service, or by another instance, makes a new one.
  Result<CalendarPtr> of(const CalendarOf& whose);
  // An earlier version while this instance remembers it; not found: calendar.unknown_version. What must last is the
  // explanation: keep its JSON with the object, it can be counted through without a calendar.
  Result<CalendarPtr> by_version(std::uint64_t version);

  // National data that ships with the program: holiday decisions and swaps with their source. Idempotent.
  Status seed_national(store::Tx& tx);

  // The calendar as it would be with this change of one scope, which stands in the chain (or is the nation). Writes nothing.
  Result<CalendarPtr> preview(const CalendarOf& whose, const Scope& scope, const Change& change);
  // All of it or nothing; gives the ids, exceptions first. Errors: calendar.exception_invalid, calendar.weekday_invalid (fields).
  Result<std::vector<std::int64_t>> apply(const Scope& scope, const Change& change, const Actor& by);
  Result<std::int64_t> add_exception(const NewException& wish, const Actor& by);
  Status withdraw_exception(std::int64_t id, std::string_view reason, const Actor& by);
  Result<std::int64_t> set_weekday(const NewWeekdayRule& wish, const Actor& by);
  // The rule no longer counts, nor did it ever. To let it run out: end_weekday with its last day.
  Status withdraw_weekday(std::int64_t id, std::string_view reason, const Actor& by);
  Status end_weekday(std::int64_t id, Day last, std::string_view reason, const Actor& by);
  // What the scope itself says, not what it inherits; withdrawn rows are not among them.
  std::vector<StoredException> exceptions(const Scope& scope, int year);
  std::vector<StoredWeekday> weekdays(const Scope& scope);
  std::optional<StoredException> exception(std::int64_t id);
  std::optional<StoredWeekday> weekday(std::int64_t id);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

store::MigrationSet migrations();
// `motcua due`, `motcua calendar`.
std::span<const Command> commands();

}  // namespace motcua::calendar
