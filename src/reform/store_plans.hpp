// Rows of plans and tasks ↔ types: lists. Single records: find, put, all_of of record.hpp. Private to the slice.
#pragma once

#include <span>

#include "reform/plan_records.hpp"

namespace motcua::reform::rows {

// Plans of these units and issued ones of `above`; newest year first.
std::vector<Plan> plans(store::ReadTx& tx, std::span<const UnitId> units, std::span<const UnitId> above, int limit);
// Plans of a unit and year that count: issued or later.
std::vector<Plan> issued_plans(store::ReadTx& tx, UnitId unit, int year);
std::vector<Plan> other_plans(store::ReadTx& tx, int year, std::int64_t but, int limit);
std::vector<Plan> children(store::ReadTx& tx, std::int64_t parent);
std::vector<Budget> budgets(store::ReadTx& tx, std::int64_t plan);
std::vector<Adjustment> adjustments(store::ReadTx& tx, std::int64_t plan);
std::vector<Goal> goals(store::ReadTx& tx, std::int64_t plan);
std::vector<Task> tasks_of_plan(store::ReadTx& tx, std::int64_t plan);
std::vector<Task> tasks_of_origin(store::ReadTx& tx, Origin origin, std::int64_t id);
std::vector<Task> children_of_task(store::ReadTx& tx, std::int64_t task);
std::vector<Activity> activities(store::ReadTx& tx, std::int64_t task);
std::vector<Activity> activities_of_plan(store::ReadTx& tx, std::int64_t plan);
std::vector<Proof> proofs(store::ReadTx& tx, std::int64_t task);
std::vector<Note> notes(store::ReadTx& tx, std::int64_t task);
std::vector<Reminder> reminders(store::ReadTx& tx, std::int64_t task);

struct TaskFilter {
  std::span<const UnitId> owners{}, leads{};  // in one of them; both empty: none
  std::optional<Origin> origin{};
  std::optional<Course> course{};
  std::optional<Day> due_before{};  // overdue ones
  std::optional<Day> due_from{}, due_to{};
  std::optional<Day> after_due{};  // keyset: due and id of the last row seen
  std::int64_t after{};
  int limit = 50;
};
// In order of due day; those without one last.
std::vector<Task> tasks(store::ReadTx& tx, const TaskFilter& filter);

// What the tally of many tasks needs, without reading each of them whole.
struct TaskSign {
  std::int64_t task{};
  bool begun = false, deployed = false;
  std::optional<Day> last_note{};
};
std::vector<TaskSign> signs(store::ReadTx& tx, std::span<const std::int64_t> tasks);

std::vector<Reminder> unread(store::ReadTx& tx, std::span<const UnitId> units, int limit);
std::vector<Reminder> reminders_of_units(store::ReadTx& tx, std::span<const UnitId> units, int limit);
// False when it had been sent before.
bool sent(store::ReadTx& tx, std::int64_t task, ReminderRule rule, Recipient to, Day day);
std::int64_t times_reminded(store::ReadTx& tx, std::int64_t task, ReminderRule rule, Recipient to);
std::optional<Day> watched_until(store::ReadTx& tx);
void watched(store::Tx& tx, Day day);
// Open tasks with a due day from `from` on or without notes, page by page for the watch.
std::vector<Task> open_tasks(store::ReadTx& tx, std::int64_t after, int limit);

}  // namespace motcua::reform::rows
