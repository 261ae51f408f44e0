// The leader's board: a few figures with the change on the period before, series, fields, ranks. Each figure opens its list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/reports.hpp"
#include "reports/targets.hpp"

namespace motcua::reports {

// An indicator as columns of form 07a: part over whole.
struct Indicator {
  std::string_view id, title, part, whole, formula;
  bool lower_is_better = false;
  int part_column = 0, whole_column = 0;  // of the form "chi-so": their dossiers
};
std::span<const Indicator> indicators();
const Indicator* indicator(std::string_view id);

struct IndicatorValue {
  const Indicator* indicator{};
  Rate now{}, before{}, year_ago{};
  std::optional<Target> target{};
};
// A rate of facts that the ledger does not hold: charges, letters, requests for papers.
struct FactRate {
  std::string_view id, title, formula;  // id: of its lists (fact_lists.hpp)
  Rate now{}, before{}, year_ago{};
};

struct BoardMonth {
  Period period{};
  std::int64_t received = 0, settled = 0, in_time = 0;
};
struct BoardField {
  std::string id, name;
  std::int64_t received = 0;
};
// A commune (or the province's own agencies), in the whole country a province, in the rank by on-time rate; ranks only where something
// was settled.
struct BoardUnit {
  UnitId unit{};
  std::string name{};
  std::int64_t received = 0, overdue = 0;
  Rate on_time{};
  int rank = 0;  // 0: nothing settled, no rank
  std::optional<int> rank_before{};
};
struct Waiting {
  std::int64_t returned = 0;
  std::int64_t median_hours = 0, p90_hours = 0;
};
struct Board {
  Question question{};
  Cut cut{};
  std::string unit_name{};
  std::int64_t received = 0, received_before = 0, received_year_ago = 0;
  std::int64_t settled = 0, pending = 0, overdue = 0, overdue_days = 0;  // overdue_days: overdue by more than five days
  std::vector<IndicatorValue> indicators{};
  std::vector<FactRate> facts{};
  Waiting waiting{};
  std::vector<BoardMonth> months{};  // twelve, the last one is the month of the period's end
  std::vector<BoardField> fields{};  // most dossiers first
  std::vector<BoardUnit> units{};    // by rank; empty when there is only one
  Rate average{};                    // on-time rate of all units together
  struct Today {
    Day day{};
    std::int64_t received = 0, settled = 0, due = 0;
  } today{};
};

struct UnusedProcedure {
  std::string code, name, field_name;
  std::optional<Day> last;  // of the last dossier, nothing: never
};
struct ProcedureCoverage {
  Rate used;  // procedures with dossiers in the period, of those in force
  std::vector<UnusedProcedure> unused;
};

}  // namespace motcua::reports
