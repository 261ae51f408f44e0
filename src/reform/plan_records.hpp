// What is kept of plans, goals, tasks, activities, proofs, notes and reminders. Private to the slice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/record.hpp"
#include "reform/rules.hpp"

namespace motcua::reform {

using identity::UnitId;

struct Plan {
  std::int64_t id{}, version{};
  UnitId unit{};
  PlanKind kind = PlanKind::yearly;
  int year{}, last_year{};  // a yearly plan begins and ends in one year
  std::string number{}, title{}, basis{};
  std::optional<Day> issued_on{};
  std::optional<Day> issue_by{};
  PlanState state{};
  std::int64_t parent{};     // programme or plan of the higher level
  std::int64_t budget{};     // đồng; of a scheme
  bool budget_more = false;  // "hơn 6,3 tỷ": the printed sum is a lower bound
  std::string exception{};   // why it was issued though too general
  std::string hash{}, file_name{};
  std::string made_by{};
  Instant made_at{};
};
template <> struct Table<Plan> {
  static constexpr std::string_view name = "reform_plan";
  static constexpr std::tuple columns{Column{"id", &Plan::id},
                                      Column{"version", &Plan::version},
                                      Column{"unit_id", &Plan::unit},
                                      Column{"kind", &Plan::kind},
                                      Column{"year", &Plan::year},
                                      Column{"last_year", &Plan::last_year},
                                      Column{"number", &Plan::number},
                                      Column{"title", &Plan::title},
                                      Column{"basis", &Plan::basis},
                                      Column{"issued_on", &Plan::issued_on},
                                      Column{"issue_by", &Plan::issue_by},
                                      Column{"state", &Plan::state},
                                      Column{"parent", &Plan::parent},
                                      Column{"budget", &Plan::budget},
                                      Column{"budget_more", &Plan::budget_more},
                                      Column{"exception", &Plan::exception},
                                      Column{"hash", &Plan::hash},
                                      Column{"file_name", &Plan::file_name},
                                      Column{"made_by", &Plan::made_by},
                                      Column{"made_at", &Plan::made_at}};
};

// A year of a scheme.
struct Budget {
  std::int64_t id{}, version{}, plan{};
  int year{};
  std::int64_t planned{}, spent{};
  std::string source{};
};
template <> struct Table<Budget> {
  static constexpr std::string_view name = "reform_budget";
  static constexpr std::tuple columns{Column{"id", &Budget::id},           Column{"version", &Budget::version},
                                      Column{"plan", &Budget::plan},       Column{"year", &Budget::year},
                                      Column{"planned", &Budget::planned}, Column{"spent", &Budget::spent},
                                      Column{"source", &Budget::source}};
};

struct Goal {
  std::int64_t id{}, version{}, plan{};
  int number{};
  std::string text{};
  Content content{};
  std::string metric{};
  TargetKind target_kind{};
  std::int64_t target{};
  std::optional<Day> due{};
  Course course{};
  std::optional<Day> done_on{};
  std::string proof{};  // document that shows it, where no figure does
};
template <> struct Table<Goal> {
  static constexpr std::string_view name = "reform_goal";
  static constexpr std::tuple columns{Column{"id", &Goal::id},         Column{"version", &Goal::version},
                                      Column{"plan", &Goal::plan},     Column{"number", &Goal::number},
                                      Column{"text", &Goal::text},     Column{"content", &Goal::content},
                                      Column{"metric", &Goal::metric}, Column{"target_kind", &Goal::target_kind},
                                      Column{"target", &Goal::target}, Column{"due", &Goal::due},
                                      Column{"course", &Goal::course}, Column{"done_on", &Goal::done_on},
                                      Column{"proof", &Goal::proof}};
};

struct Task {
  std::int64_t id{}, version{};
  UnitId owner{};         // whose follow-up it is: the unit of the plan, the committee, the team
  std::int64_t plan{};    // 0: from outside a plan
  std::int64_t parent{};  // task of the higher level it carries out
  std::int64_t goal{};
  int number{};
  std::string text{};
  Content content{};
  TaskKind kind{};
  UnitId lead{};
  std::string partners{};  // ids of co-operating units, ",12,34,"
  std::string official{};
  std::optional<Day> start{}, due{}, first_due{};  // first_due: before it was extended
  std::string product{};
  std::int64_t budget{};
  Origin origin{};
  std::string document{};    // number, date, paragraph it comes from
  std::int64_t origin_id{};  // session or finding
  Day given_on{};
  std::optional<Instant> received_at{};
  std::string metric{};
  TargetKind target_kind{};
  std::int64_t target{};
  Course course{};
  std::optional<Day> done_on{};
  std::string closing{};  // why it was stopped, or how it ended
  Evaluation evaluation{};
  std::optional<Day> wanted_due{};
  std::string wanted_reason{};
  UnitId follow_up{};
};
template <> struct Table<Task> {
  static constexpr std::string_view name = "reform_task";
  static constexpr std::tuple columns{Column{"id", &Task::id},
                                      Column{"version", &Task::version},
                                      Column{"owner_unit", &Task::owner},
                                      Column{"plan", &Task::plan},
                                      Column{"parent", &Task::parent},
                                      Column{"goal", &Task::goal},
                                      Column{"number", &Task::number},
                                      Column{"text", &Task::text},
                                      Column{"content", &Task::content},
                                      Column{"kind", &Task::kind},
                                      Column{"lead_unit", &Task::lead},
                                      Column{"partners", &Task::partners},
                                      Column{"official", &Task::official},
                                      Column{"start_on", &Task::start},
                                      Column{"due", &Task::due},
                                      Column{"first_due", &Task::first_due},
                                      Column{"product", &Task::product},
                                      Column{"budget", &Task::budget},
                                      Column{"origin", &Task::origin},
                                      Column{"document", &Task::document},
                                      Column{"origin_id", &Task::origin_id},
                                      Column{"given_on", &Task::given_on},
                                      Column{"received_at", &Task::received_at},
                                      Column{"metric", &Task::metric},
                                      Column{"target_kind", &Task::target_kind},
                                      Column{"target", &Task::target},
                                      Column{"course", &Task::course},
                                      Column{"done_on", &Task::done_on},
                                      Column{"closing", &Task::closing},
                                      Column{"evaluation", &Task::evaluation},
                                      Column{"wanted_due", &Task::wanted_due},
                                      Column{"wanted_reason", &Task::wanted_reason},
                                      Column{"follow_up", &Task::follow_up}};
};

struct Activity {
  std::int64_t id{}, version{}, task{};
  int number{};
  std::string text{}, official{}, product{};
  std::optional<Day> due{};
  Course course{};
  std::optional<Day> done_on{};
};
template <> struct Table<Activity> {
  static constexpr std::string_view name = "reform_activity";
  static constexpr std::tuple columns{Column{"id", &Activity::id},           Column{"version", &Activity::version},
                                      Column{"task", &Activity::task},       Column{"number", &Activity::number},
                                      Column{"text", &Activity::text},       Column{"official", &Activity::official},
                                      Column{"product", &Activity::product}, Column{"due", &Activity::due},
                                      Column{"course", &Activity::course},   Column{"done_on", &Activity::done_on}};
};

// A product registered for a task or one of its activities: the only thing progress follows from.
struct Proof {
  std::int64_t id{}, version{}, task{}, activity{};
  ProofKind kind{};
  std::string text{}, number{};
  Day day{};
  std::string hash{}, file_name{};
  std::string metric{};
  std::optional<std::int64_t> figure{};  // as it stood when registered, hundredths
  ProofState state{};
  std::string answer{};  // why it was returned
  std::string made_by{};
  Instant made_at{};
};
template <> struct Table<Proof> {
  static constexpr std::string_view name = "reform_proof";
  static constexpr std::tuple columns{Column{"id", &Proof::id},           Column{"version", &Proof::version},
                                      Column{"task", &Proof::task},       Column{"activity", &Proof::activity},
                                      Column{"kind", &Proof::kind},       Column{"text", &Proof::text},
                                      Column{"number", &Proof::number},   Column{"day", &Proof::day},
                                      Column{"hash", &Proof::hash},       Column{"file_name", &Proof::file_name},
                                      Column{"metric", &Proof::metric},   Column{"figure", &Proof::figure},
                                      Column{"state", &Proof::state},     Column{"answer", &Proof::answer},
                                      Column{"made_by", &Proof::made_by}, Column{"made_at", &Proof::made_at}};
};

struct Note {
  std::int64_t id{}, version{}, task{};
  std::string text{}, made_by{};
  Instant made_at{};
};
template <> struct Table<Note> {
  static constexpr std::string_view name = "reform_note";
  static constexpr std::tuple columns{Column{"id", &Note::id},     Column{"version", &Note::version}, Column{"task", &Note::task},
                                      Column{"text", &Note::text}, Column{"made_by", &Note::made_by}, Column{"made_at", &Note::made_at}};
};

struct Reminder {
  std::int64_t id{}, version{}, task{};
  ReminderRule rule{};
  Recipient recipient{};
  UnitId unit{};  // whose people are reminded
  Day day{};
  std::string text{};
  std::optional<Instant> read_at{};
  std::string read_by{};
};
template <> struct Table<Reminder> {
  static constexpr std::string_view name = "reform_reminder";
  static constexpr std::tuple columns{
      Column{"id", &Reminder::id},          Column{"version", &Reminder::version},     Column{"task", &Reminder::task},
      Column{"rule", &Reminder::rule},      Column{"recipient", &Reminder::recipient}, Column{"unit_id", &Reminder::unit},
      Column{"day", &Reminder::day},        Column{"text", &Reminder::text},           Column{"read_at", &Reminder::read_at},
      Column{"read_by", &Reminder::read_by}};
};

// A change of an issued plan, with its decision; what changed stands in the journals of its goals and tasks.
struct Adjustment {
  std::int64_t id{}, version{}, plan{};
  Day day{};
  std::string number{}, reason{}, made_by{};
};
template <> struct Table<Adjustment> {
  static constexpr std::string_view name = "reform_adjustment";
  static constexpr std::tuple columns{Column{"id", &Adjustment::id},          Column{"version", &Adjustment::version},
                                      Column{"plan", &Adjustment::plan},      Column{"day", &Adjustment::day},
                                      Column{"number", &Adjustment::number},  Column{"reason", &Adjustment::reason},
                                      Column{"made_by", &Adjustment::made_by}};
};

// Co-operating units of a task.
std::vector<UnitId> partners_of(const Task& t);
std::string partner_list(const std::vector<UnitId>& units);

}  // namespace motcua::reform
