// Rules of plans and tasks, without database and clock: state on a day, punctuality, tallies, rates with their words, checks of a plan,
// when to remind whom, targets. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "reform/words.hpp"

namespace motcua::reform {

// What decides the state of a goal, a task or an activity on a day. The day of completion is the day of the accepted proof.
struct Dated {
  Course course{};
  std::optional<Day> due{}, done{};
  bool begun = false;     // an activity, a note
  bool deployed = false;  // a product is registered
};
TaskState state_on(const Dated& d, Day today);
constexpr bool is_done(TaskState s) { return s == TaskState::done_early || s == TaskState::done_on_time || s == TaskState::done_late; }

// A tally counts one kind of thing: goals, tasks and activities are never added up. Cancelled ones leave the numerator and the whole.
struct Tally {
  std::int64_t live = 0, early = 0, on_time = 0, late = 0, overdue = 0, deployed = 0, in_progress = 0, not_started = 0, cancelled = 0;
  std::int64_t done() const { return early + on_time + late; }
  // "Triển khai": a product is there, or it is done; overdue ones with a product count too.
  std::int64_t carried_out = 0;
  void add(const Dated& d, Day today);
};

// A share in hundredths of a per cent, half up: 12 of 23 is 5217. No whole: nothing.
std::optional<std::int64_t> share(std::int64_t part, std::int64_t whole);
// "52,17%"; no whole: "chưa có số liệu".
std::string share_text(std::int64_t part, std::int64_t whole);
// The rounded figure as reports say it: "hơn 52%", "gần 59%", "100%".
std::string share_words(std::int64_t part, std::int64_t whole);
// "đa số" over half, "tất cả" for all; else empty.
std::string_view majority_word(std::int64_t part, std::int64_t whole);

// ---- checks of a plan -------------------------------------------------------------------------------------------------------------------
struct PlanLine {
  std::string text{}, product{};
  TaskKind kind{};
  bool has_lead = false, has_due = false;
};
struct PlanFacts {
  std::vector<PlanLine> tasks{};
  bool issued = false;
  std::optional<Day> issue_by{};                     // day the plan must be issued by
  std::vector<std::string> missing{};                // tasks of the higher plan that name the unit and have no child here
  std::int64_t handed_down = 0;                      // how many tasks of the higher plan name the unit
  std::vector<std::pair<std::string, int>> alike{};  // other plans and how alike they are, per cent
};
struct PlanCheck {
  std::string_view code{}, title{};
  enum class Outcome : std::uint8_t { good, warn, bad } outcome{};
  std::string text{};
  std::vector<std::string> items{};
};
inline constexpr int kCompleteShare = 95;  // per cent of tasks with lead, term and product
inline constexpr int kAlikeShare = 85;
std::vector<PlanCheck> check_plan(const PlanFacts& facts, Day today);
std::int64_t complete_tasks(std::span<const PlanLine> tasks);
// How much of two texts is the same, 0..100: shared runs of three words over all of them. Marks and case do not count.
int likeness(std::string_view a, std::string_view b);

// ---- reminders -------------------------------------------------------------------------------------------------------------------------
struct Watched {
  std::optional<Day> due{};
  Course course{};
  Day last_word{};    // of the last progress note, else the day it was given
  int sent_late = 0;  // overdue reminders so far
};
struct Reminding {
  ReminderRule rule{};
  Recipient to{};
  friend bool operator==(const Reminding&, const Reminding&) = default;
};
// What is to be sent on this day. R1: 15, 7, 3, 1 days before to the official; R2: on the day to him and the head; R3: 1, 3, 7 days
// after, then weekly, to the head with a copy to the standing body; R4: a letter at 7 days; R5: after the third to the chair; R6: no note
// for 30 days, and again each 30.
std::vector<Reminding> reminders_on(const Watched& w, Day today);

// ---- targets ---------------------------------------------------------------------------------------------------------------------------
// A figure in hundredths of its unit with its parts, when they are known.
struct Figure {
  std::optional<std::int64_t> value{};
  std::optional<std::int64_t> part{}, whole{};
  std::string href{};        // the list behind it
  std::string source{};      // "Biểu 07a, cột 10 + cột 11 trên cột 9"
  std::string text() const;  // "57,70%", "chưa có số liệu"
};
Figure figure_of(std::int64_t part, std::int64_t whole);
struct Target {
  TargetKind kind{};
  std::int64_t value = 0;  // hundredths; for fixed kinds
};
// Reached or not; nothing while a figure it needs is unknown. `reference`: the average or last year's figure.
std::optional<bool> reached(const Target& target, const Figure& figure, const Figure& reference);
std::string target_words(const Target& target);  // "ít nhất 80%", "không thấp hơn bình quân của tỉnh"

}  // namespace motcua::reform
