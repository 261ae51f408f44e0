#include "reform/store_plans.hpp"

#include <algorithm>
#include <map>

#include "reform/store_record.hpp"

namespace motcua::reform {

MOTCUA_REFORM_TABLE(Plan)
MOTCUA_REFORM_TABLE(Budget)
MOTCUA_REFORM_TABLE(Adjustment)
MOTCUA_REFORM_TABLE(Goal)
MOTCUA_REFORM_TABLE(Task)
MOTCUA_REFORM_TABLE(Activity)
MOTCUA_REFORM_TABLE(Proof)
MOTCUA_REFORM_TABLE(Note)
MOTCUA_REFORM_TABLE(Reminder)

namespace rows {

using store::Query;
using store::ReadTx;
using store::Row;

namespace {
MOTCUA_REFORM_LIST(kIssued, Plan, "WHERE unit_id = $1 AND year <= $2 AND last_year >= $2 AND state <> 'draft' ORDER BY id");
MOTCUA_REFORM_LIST(kOthers, Plan, "WHERE year = $1 AND id <> $2 AND kind = 'yearly' ORDER BY id DESC LIMIT $3");
MOTCUA_REFORM_LIST(kChildren, Plan, "WHERE parent = $1 ORDER BY id");
MOTCUA_REFORM_LIST(kBudgets, Budget, "WHERE plan = $1 ORDER BY year, id");
MOTCUA_REFORM_LIST(kAdjustments, Adjustment, "WHERE plan = $1 ORDER BY id");
MOTCUA_REFORM_LIST(kGoals, Goal, "WHERE plan = $1 ORDER BY number, id");
MOTCUA_REFORM_LIST(kTasksOfPlan, Task, "WHERE plan = $1 ORDER BY number, id");
MOTCUA_REFORM_LIST(kTasksOfOrigin, Task, "WHERE origin = $1 AND origin_id = $2 ORDER BY number, id");
MOTCUA_REFORM_LIST(kChildTasks, Task, "WHERE parent = $1 ORDER BY id");
MOTCUA_REFORM_LIST(kOpenTasks, Task, "WHERE course = 'open' AND id > $1 ORDER BY id LIMIT $2");
MOTCUA_REFORM_LIST(kActivities, Activity, "WHERE task = $1 ORDER BY number, id");
MOTCUA_REFORM_LIST(kActivitiesOfPlan, Activity, "WHERE task IN (SELECT id FROM reform_task WHERE plan = $1) ORDER BY task, number, id");
MOTCUA_REFORM_LIST(kProofs, Proof, "WHERE task = $1 ORDER BY id");
MOTCUA_REFORM_LIST(kNotes, Note, "WHERE task = $1 ORDER BY id DESC");
MOTCUA_REFORM_LIST(kReminders, Reminder, "WHERE task = $1 ORDER BY day DESC, id DESC");
MOTCUA_SQL(kSent, "SELECT COUNT(*) FROM reform_reminder WHERE task = $1 AND rule = $2 AND recipient = $3 AND day = $4");
MOTCUA_SQL(kTimes, "SELECT COUNT(*) FROM reform_reminder WHERE task = $1 AND rule = $2 AND recipient = $3");
MOTCUA_SQL(kWatchedUntil, "SELECT day FROM reform_watch WHERE one = 1");
MOTCUA_SQL(kWatched, "INSERT INTO reform_watch (one, day) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET day = excluded.day");

template <class T> std::vector<T> rows_of(ReadTx& tx, const Query& q) {
  std::vector<T> out;
  tx.each(q, [&](const Row& r) { out.push_back(from_row<T>(r)); });
  return out;
}
// " (?, ?, ?)"; an empty list matches nothing.
template <class V> void add_list(Query& q, std::span<const V> values) {
  q.add(" (NULL");
  for (const auto& v : values) q.add(", ?", v);
  q.add(")");
}
}  // namespace

std::vector<Plan> plans(ReadTx& tx, std::span<const UnitId> units, std::span<const UnitId> above, int limit) {
  Query q{"reform.plans", kSelect<Plan, "WHERE (unit_id IN">.chars.data()};
  add_list(q, units);
  q.add(" OR (state <> 'draft' AND unit_id IN");
  add_list(q, above);
  q.add(")) ORDER BY year DESC, id DESC LIMIT ?", limit);
  return rows_of<Plan>(tx, q);
}
std::vector<Plan> issued_plans(ReadTx& tx, UnitId unit, int year) { return tx.all<Plan>(kIssued, from_row<Plan>, unit, year); }
std::vector<Plan> other_plans(ReadTx& tx, int year, std::int64_t but, int limit) {
  return tx.all<Plan>(kOthers, from_row<Plan>, year, but, limit);
}
std::vector<Plan> children(ReadTx& tx, std::int64_t parent) { return tx.all<Plan>(kChildren, from_row<Plan>, parent); }
std::vector<Budget> budgets(ReadTx& tx, std::int64_t plan) { return tx.all<Budget>(kBudgets, from_row<Budget>, plan); }
std::vector<Adjustment> adjustments(ReadTx& tx, std::int64_t plan) { return tx.all<Adjustment>(kAdjustments, from_row<Adjustment>, plan); }
std::vector<Goal> goals(ReadTx& tx, std::int64_t plan) { return tx.all<Goal>(kGoals, from_row<Goal>, plan); }
std::vector<Task> tasks_of_plan(ReadTx& tx, std::int64_t plan) { return tx.all<Task>(kTasksOfPlan, from_row<Task>, plan); }
std::vector<Task> tasks_of_origin(ReadTx& tx, Origin origin, std::int64_t id) {
  return tx.all<Task>(kTasksOfOrigin, from_row<Task>, word(origin), id);
}
std::vector<Task> children_of_task(ReadTx& tx, std::int64_t task) { return tx.all<Task>(kChildTasks, from_row<Task>, task); }
std::vector<Activity> activities(ReadTx& tx, std::int64_t task) { return tx.all<Activity>(kActivities, from_row<Activity>, task); }
std::vector<Activity> activities_of_plan(ReadTx& tx, std::int64_t plan) {
  return tx.all<Activity>(kActivitiesOfPlan, from_row<Activity>, plan);
}
std::vector<Proof> proofs(ReadTx& tx, std::int64_t task) { return tx.all<Proof>(kProofs, from_row<Proof>, task); }
std::vector<Note> notes(ReadTx& tx, std::int64_t task) { return tx.all<Note>(kNotes, from_row<Note>, task); }
std::vector<Reminder> reminders(ReadTx& tx, std::int64_t task) { return tx.all<Reminder>(kReminders, from_row<Reminder>, task); }

std::vector<Task> tasks(ReadTx& tx, const TaskFilter& f) {
  Query q{"reform.tasks", kSelect<Task, "WHERE (owner_unit IN">.chars.data()};
  add_list(q, f.owners);
  q.add(" OR lead_unit IN");
  add_list(q, f.leads);
  for (const auto u : f.leads) q.add(" OR partners LIKE ? ESCAPE '\\'", "%," + std::to_string(u.value) + ",%");
  q.add(")");
  // A task of a draft plan is nobody's yet.
  q.add(" AND (plan = 0 OR plan IN (SELECT id FROM reform_plan WHERE state <> 'draft'))");
  if (f.origin) q.add(" AND origin = ?", word(*f.origin));
  if (f.course) q.add(" AND course = ?", word(*f.course));
  if (f.due_before) q.add(" AND due < ?", *f.due_before);
  if (f.due_from) q.add(" AND due >= ?", *f.due_from);
  if (f.due_to) q.add(" AND due <= ?", *f.due_to);
  if (f.after != 0) q.add(" AND (coalesce(due, 2000000), id) > (?, ?)", f.after_due ? to_number(*f.after_due) : 2'000'000, f.after);
  q.add(" ORDER BY coalesce(due, 2000000), id LIMIT ?", f.limit);
  return rows_of<Task>(tx, q);
}

std::vector<TaskSign> signs(ReadTx& tx, std::span<const std::int64_t> tasks) {
  std::map<std::int64_t, TaskSign> by_task;
  for (const auto t : tasks) by_task[t].task = t;
  Query q{
      "reform.signs",
      "SELECT t.id, (SELECT COUNT(*) FROM reform_activity a WHERE a.task = t.id AND a.course = 'done'), (SELECT COUNT(*) FROM reform_proof "
      "p WHERE p.task = "
      "t.id AND p.state <> 'returned'), (SELECT MAX(n.made_at) FROM reform_note n WHERE n.task = t.id) FROM reform_task t WHERE t.id IN"};
  add_list(q, tasks);
  tx.each(q, [&](const Row& r) {
    auto& s = by_task[r.i64(0)];
    if (!r.is_null(3)) s.last_note = day_of(r.instant(3));
    s.deployed = r.i64(2) > 0;
    s.begun = r.i64(1) > 0 || s.deployed || s.last_note.has_value();
  });
  std::vector<TaskSign> out;
  for (auto& [id, s] : by_task) out.push_back(s);
  return out;
}

std::vector<Reminder> unread(ReadTx& tx, std::span<const UnitId> units, int limit) {
  Query q{"reform.unread", kSelect<Reminder, "WHERE read_at IS NULL AND unit_id IN">.chars.data()};
  add_list(q, units);
  q.add(" ORDER BY day DESC, id DESC LIMIT ?", limit);
  return rows_of<Reminder>(tx, q);
}
std::vector<Reminder> reminders_of_units(ReadTx& tx, std::span<const UnitId> units, int limit) {
  Query q{"reform.reminders", kSelect<Reminder, "WHERE unit_id IN">.chars.data()};
  add_list(q, units);
  q.add(" ORDER BY day DESC, id DESC LIMIT ?", limit);
  return rows_of<Reminder>(tx, q);
}
bool sent(ReadTx& tx, std::int64_t task, ReminderRule rule, Recipient to, Day day) {
  return tx.number(kSent, task, word(rule), word(to), day) > 0;
}
std::int64_t times_reminded(ReadTx& tx, std::int64_t task, ReminderRule rule, Recipient to) {
  return tx.number(kTimes, task, word(rule), word(to));
}
std::optional<Day> watched_until(ReadTx& tx) {
  return tx.one<Day>(kWatchedUntil, [](const Row& r) { return r.day(0); });
}
void watched(store::Tx& tx, Day day) { tx.exec(kWatched, day); }
std::vector<Task> open_tasks(ReadTx& tx, std::int64_t after, int limit) { return tx.all<Task>(kOpenTasks, from_row<Task>, after, limit); }

}  // namespace rows
}  // namespace motcua::reform
