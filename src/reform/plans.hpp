// Plans, tasks and their proofs: the use cases. One transaction each; what is shown is computed from the record on the day it is asked.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/figures.hpp"
#include "reform/plan_records.hpp"
#include "reform/rules.hpp"
#include "store/blobs.hpp"

namespace motcua::reform {

using identity::Actor;

// What all services of the slice stand on.
struct Base {
  store::Database& db;
  const Clock& clock;
  IdSource& ids;
  identity::Identity& identity;
  const Figures& figures;
  store::Blobs& blobs;

  Day today() const { return day_of(clock.now()); }
  std::string unit_name(UnitId unit) const;
  // Reads in the unit, or in a unit above or below it whose plan binds it.
  bool may_read(const Actor& actor, UnitId unit) const;
  bool may_work(const Actor& actor, UnitId unit) const;
  bool may_manage(const Actor& actor, UnitId unit) const;
};

struct GoalView {
  Goal goal{};
  TaskState state{};  // done: reached
  Figure figure{}, reference{};
  std::optional<bool> reached{};
};
struct TaskView {
  Task task{};
  TaskState state{};
  std::string lead_name{}, plan_title{};
  int days_over = 0;  // overdue by so many days
  std::int64_t reminded = 0;
};
struct PlanTallies {
  Tally goals{}, tasks{}, activities{};
};
struct PlanView {
  Plan plan{};
  std::string unit_name{}, parent_title{};
  std::vector<GoalView> goals{};
  std::vector<TaskView> tasks{};
  std::vector<Budget> budgets{};
  std::vector<Adjustment> adjustments{};
  std::vector<PlanCheck> checks{};
  std::vector<Task> handed_down{};  // tasks of the higher plan that name the unit and have no child here
  PlanTallies tallies{};
  bool may_manage = false;
  bool open_for_change() const { return may_manage && (plan.state == PlanState::draft || plan.state == PlanState::adjusted); }
};
struct PlanRow {
  Plan plan{};
  std::string unit_name{};
  PlanTallies tallies{};
};
struct TaskPage {
  TaskView view{};
  Plan plan{};  // id 0: from outside a plan
  std::string owner_name{}, follow_up_name{};
  std::vector<std::string> partner_names{};
  std::vector<Activity> activities{};
  std::vector<Proof> proofs{};
  std::vector<Note> notes{};
  std::vector<Reminder> reminders{};
  std::vector<TaskView> children{};
  std::optional<Task> parent{};
  Figure figure{}, reference{};
  std::optional<bool> reached{};
  struct Change {
    Instant at{};
    std::string by{}, what{};
  };
  std::vector<Change> history{};  // newest first
  bool may_work = false, may_manage = false;
};

struct NewPlan {
  UnitId unit{};
  PlanKind kind = PlanKind::yearly;
  int year{}, last_year{};
  std::string title{}, basis{};
  std::int64_t parent{};
  std::optional<Day> issue_by{};
  std::int64_t budget{};
  bool budget_more = false;
};
struct NewProof {
  std::int64_t activity{};
  ProofKind kind{};
  std::string text{}, number{};
  std::optional<Day> day{};
  std::string metric{};
  std::string hash{}, file_name{};
};

class Plans {
 public:
  explicit Plans(const Base& base) : b_(base) {}

  // plans.cpp
  std::vector<PlanRow> list(const Actor& actor, int limit = 100);
  Result<PlanView> open(const Actor& actor, std::int64_t id);
  Result<std::int64_t> draft(const Actor& actor, const NewPlan& wish);
  Result<std::int64_t> add_goal(const Actor& actor, std::int64_t plan, Goal wish);
  Result<std::int64_t> add_task(const Actor& actor, std::int64_t plan, Task wish);
  Result<std::int64_t> add_budget(const Actor& actor, std::int64_t plan, Budget wish);
  // With number and day; a reason when fewer than 95 % of the tasks are complete. Errors: reform.plan_too_general.
  Status issue(const Actor& actor, std::int64_t plan, std::string number, std::optional<Day> day, std::string reason);
  // Opens an issued plan for changes, by a decision.
  Status adjust(const Actor& actor, std::int64_t plan, std::string number, std::optional<Day> day, std::string reason);
  Status end_adjusting(const Actor& actor, std::int64_t plan);
  // A goal without figure is reached when its document is there.
  Status goal_reached(const Actor& actor, std::int64_t goal, std::string document, std::optional<Day> day);
  // A task of the higher plan becomes one of this plan.
  Result<std::int64_t> carry_out(const Actor& actor, std::int64_t plan, std::int64_t higher_task, UnitId lead, std::optional<Day> due,
                                 std::string product);

  // tasks.cpp
  enum class List : std::uint8_t { mine, overdue, soon, assigned, all };
  std::vector<TaskView> tasks(const Actor& actor, List which, std::optional<Day> after_due = {}, std::int64_t after = 0, int limit = 50);
  Result<TaskPage> task(const Actor& actor, std::int64_t id);
  // A task given outside a plan: by the higher level, in a session, after an inspection. In a transaction of the caller.
  Result<std::int64_t> give(store::Tx& tx, const By& by, Task wish);
  Result<std::int64_t> give(const Actor& actor, Task wish);
  Status confirm_receipt(const Actor& actor, std::int64_t task);
  Result<std::int64_t> add_activity(const Actor& actor, std::int64_t task, Activity wish);
  Result<std::int64_t> add_note(const Actor& actor, std::int64_t task, std::string text);
  Result<std::int64_t> register_proof(const Actor& actor, std::int64_t task, NewProof wish);
  // Accepting the proof of an activity ends the activity, on the day of the proof.
  Status judge_proof(const Actor& actor, std::int64_t proof, bool accept, std::string answer);
  // The lead's children being done does not end a task: the follow-up unit does, on an accepted proof and a reached target.
  Status finish(const Actor& actor, std::int64_t task, Evaluation evaluation);
  Status stop(const Actor& actor, std::int64_t task, std::string decision);
  Status ask_extension(const Actor& actor, std::int64_t task, std::optional<Day> due, std::string reason);
  Status decide_extension(const Actor& actor, std::int64_t task, bool grant, std::string reason);

  // watch.cpp
  // Reminders of the days since the last round, at most a week back; how many were made.
  int remind(const std::string& owner);
  std::vector<std::pair<Reminder, Task>> reminders(const Actor& actor, bool only_unread, int limit = 100);
  Status read(const Actor& actor, std::int64_t reminder);
  struct Letter {
    UnitId unit{}, owner{};
    std::string unit_name{}, owner_name{};
    std::vector<TaskView> tasks{};
  };
  // One reminder letter for each unit that has overdue tasks of this owner.
  std::vector<Letter> letters(const Actor& actor);

  // The yearly plan of a unit as it stands today; nothing while none is issued.
  struct PlanTotals {
    Plan plan{};
    PlanTallies tallies{};
  };
  std::optional<PlanTotals> totals(UnitId unit, int year);
  // Tasks from above that this unit or one of its offices leads.
  std::vector<TaskView> assigned_to(UnitId unit);

  // For other parts of the slice. What a tally needs is read in a transaction; figures are read after it.
  struct Loaded {
    Plan plan{};
    std::vector<Goal> goals{};
    std::vector<Task> tasks{};
    std::vector<Activity> activities{};
    std::map<std::int64_t, Dated> dated{};  // by task
  };
  Loaded load(store::ReadTx& tx, const Plan& plan) const;
  PlanTallies tallies(const Loaded& l) const;
  std::vector<GoalView> goal_views(const Loaded& l) const;
  std::vector<TaskView> viewed(store::ReadTx& tx, const std::vector<Task>& tasks) const;
  const Base& base() const { return b_; }

 private:
  Result<Plan> changeable(store::ReadTx& tx, const Actor& actor, std::int64_t plan) const;
  Result<Task> visible(store::ReadTx& tx, const Actor& actor, std::int64_t task) const;
  Result<Task> worked(store::ReadTx& tx, const Actor& actor, std::int64_t task) const;
  Result<Task> managed(store::ReadTx& tx, const Actor& actor, std::int64_t task) const;
  PlanFacts facts(store::ReadTx& tx, const Plan& plan, const std::vector<Task>& tasks, std::vector<Task>* missing) const;
  Base b_;
};

tl::unexpected<Error> no_plan();
tl::unexpected<Error> no_task();
tl::unexpected<Error> not_yours(std::string_view key);

}  // namespace motcua::reform
