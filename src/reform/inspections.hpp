// Inspections and re-inspections: the use cases. Findings have owners, dates and evidence; repeats are found, not remembered.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/inspection_records.hpp"
#include "reform/inspection_rules.hpp"
#include "reform/plans.hpp"

namespace motcua::reform {

struct RoundView {
  Round round{};
  std::string unit_name{};
  std::vector<Visit> visits{};
  std::vector<UnitId> scope{};
  std::int64_t inspected = 0;  // units of the scope with a visit that took place
  std::vector<UnitId> waiting{};
  std::int64_t findings = 0, open = 0, repeats = 0;
  std::vector<Spread> spread{};
  bool may_manage = false;
};
struct FindingView {
  Finding finding{};
  std::string unit_name{}, responsible_name{}, title{};
  bool overdue = false;
  int days_over = 0;
  std::optional<Finding> earlier{};  // that it repeats
  std::vector<Evidence> evidence{};
  std::vector<Recheck> rechecks{};
  bool may_remedy = false, may_judge = false;
};
struct ItemView {
  CheckItem item{};
  std::optional<Score> score{};
  std::string known{};  // what the system says now; empty: nothing
  std::vector<Finding> findings{};
  std::optional<Finding> earlier{};  // confirmed before and still within the time of a repeat
};
struct VisitView {
  Visit visit{};
  Round round{};
  std::string unit_name{};
  std::vector<ItemView> items{};
  std::vector<Sample> samples{};
  std::vector<FindingView> findings{};
  struct Again {
    Finding finding{};
    std::optional<Recheck> recheck{};
  };
  std::vector<Again> again{};  // of the visit that is re-inspected
  Outcome outcome{};
  std::int64_t points = 0, most = 0, marked = 0;  // hundredths; of what applies
  bool may_inspect = false;
};

struct NewScore {
  std::string code{};
  Mark mark{};
  std::optional<std::int64_t> points{};  // hundredths
  std::string note{};
};
struct NewFinding {
  std::string code{}, text{}, action{}, person{};
  Severity severity = Severity::medium;
  Cause cause{};
  UnitId responsible{};
  std::optional<Day> deadline{};
};

class Inspections {
 public:
  Inspections(const Base& base, Plans& plans, reports::Reports& reports) : b_(base), plans_(plans), reports_(reports) {}

  std::vector<RoundView> rounds(const Actor& actor, int limit = 50);
  Result<RoundView> round(const Actor& actor, std::int64_t id);
  Result<std::int64_t> plan_round(const Actor& actor, Round wish, std::vector<UnitId> scope);
  Status issue_round(const Actor& actor, std::int64_t round, std::string number, std::optional<Day> day);
  Result<std::int64_t> plan_visit(const Actor& actor, std::int64_t round, Visit wish);
  Result<VisitView> visit(const Actor& actor, std::int64_t id);
  // Opens the visit and publishes the seed of the draw before anybody knows which dossiers it will be.
  Status open_visit(const Actor& actor, std::int64_t visit, std::optional<Day> day);
  // Dossiers settled in the unit in the last twelve months, drawn by the seed.
  Result<int> draw_sample(const Actor& actor, std::int64_t visit, std::size_t size);
  Status judge_sample(const Actor& actor, std::int64_t sample, SampleVerdict verdict, std::string note);
  // Marking again replaces the mark, the journal keeps the earlier one: entries kept on a tablet may come twice.
  Status mark(const Actor& actor, std::int64_t visit, NewScore wish);
  Result<std::int64_t> add_finding(const Actor& actor, std::int64_t visit, NewFinding wish);
  Status recheck(const Actor& actor, std::int64_t visit, std::int64_t finding, RecheckResult result, std::string note);
  Status conclude(const Actor& actor, std::int64_t visit, std::string number, std::optional<Day> day, std::string minutes);

  std::vector<FindingView> findings(const Actor& actor, bool only_open, int limit = 200);
  Result<FindingView> finding(const Actor& actor, std::int64_t id);
  Result<std::int64_t> add_evidence(const Actor& actor, std::int64_t finding, bool of_remedy, std::string text, std::string hash,
                                    std::string file_name);
  // By the responsible unit; evidence first.
  Status remedy(const Actor& actor, std::int64_t finding, std::string text, std::optional<Day> day);
  // By the team or the standing body, never by the unit itself.
  Status judge_remedy(const Actor& actor, std::int64_t finding, RecheckResult result, std::string answer);

 private:
  Result<Visit> inspected(store::ReadTx& tx, const Actor& actor, std::int64_t visit, Round* round = nullptr) const;
  std::optional<Finding> earlier_of(store::ReadTx& tx, UnitId unit, std::string_view code, Day day) const;
  std::map<std::string, std::string> known_of(const Actor& actor, const Visit& v) const;
  RoundView view_of(store::ReadTx& tx, const Actor& actor, const Round& r) const;
  FindingView view_of(store::ReadTx& tx, const Actor& actor, const Finding& f, bool whole) const;
  bool may_judge(store::ReadTx& tx, const Actor& actor, const Finding& f) const;
  Base b_;
  Plans& plans_;
  reports::Reports& reports_;
};

}  // namespace motcua::reform
