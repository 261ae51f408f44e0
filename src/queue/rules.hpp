// Rules of the waiting room: whom to call next, how long it may take, which times can be booked. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "calendar/work_calendar.hpp"

namespace motcua::queue {

// ---- who goes first (data/priority.txt) ----

struct PriorityKind {
  std::string word, label, source;
  Day from{};
  std::optional<Day> until;
};
struct PriorityRules {
  std::vector<PriorityKind> kinds;  // on the day asked for
  int run = 0;                      // priority tickets called in a row before an ordinary one that waits
  std::string run_source;
  const PriorityKind* find(std::string_view word) const;
};
// Error: queue.rules_unreadable.
Result<PriorityRules> read_priority_rules(std::string_view text, Day day);
PriorityRules priority_rules(Day day);  // those that ship with the program

// A ticket as the choice sees it.
struct Waiting {
  std::int64_t number{};
  Instant issued_at;
  bool priority = false;              // by law
  std::optional<Instant> booked_for;  // came with a booked time; goes first once that time has come
};
// Index of the one to call. `run`: priority tickets this counter called last, without an ordinary one between.
// Priority first, by the moment it began; after `most` of them one ordinary ticket, when one waits.
std::optional<std::size_t> choose_next(std::span<const Waiting> waiting, int run, int most, Instant now);

// ---- how long ----

inline constexpr std::size_t kEnoughServices = 5;  // fewer say nothing
// Nearest rank: of the sorted values the one at ceil(share * n). Nothing for none.
std::optional<std::chrono::seconds> quantile(std::vector<std::chrono::seconds> values, double share);
// Minutes until somebody with `ahead` people before them is called; nothing when the record is too short.
std::optional<int> expected_minutes(std::span<const std::chrono::seconds> services, std::int64_t ahead, int counters);

// ---- booking ----

inline constexpr int kSlotMinutes = 30;
// Beginnings of the half hours of the day's sessions (reception sessions too) that fit whole and have not begun.
std::vector<Instant> slots_of(const calendar::DayInfo& day, Instant now);

}  // namespace motcua::queue
