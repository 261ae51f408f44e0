// Models and initiatives (mô hình, sáng kiến, giải pháp): registered, tried, counted, evaluated, recognised, carried to other units.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/initiative_words.hpp"
#include "reform/plans.hpp"

namespace motcua::reform {

struct Initiative {
  std::int64_t id{}, version{};
  UnitId unit{};
  std::string name{};
  InitiativeKind kind{};
  Content content{};
  std::string problem{}, way{}, places{}, owner{};
  Day started_on{};
  std::string counted{};  // what is counted: "lượt quét", "trường hợp"
  CountSource source{};
  std::string procedure{};  // code; of CountSource::dossiers
  InitiativeState state{};
  std::string opinion{};   // of the people, at the evaluation
  std::string decision{};  // of recognition, or why it was stopped
};
template <> struct Table<Initiative> {
  static constexpr std::string_view name = "reform_initiative";
  static constexpr std::tuple columns{Column{"id", &Initiative::id},
                                      Column{"version", &Initiative::version},
                                      Column{"unit_id", &Initiative::unit},
                                      Column{"name", &Initiative::name},
                                      Column{"kind", &Initiative::kind},
                                      Column{"content", &Initiative::content},
                                      Column{"problem", &Initiative::problem},
                                      Column{"way", &Initiative::way},
                                      Column{"places", &Initiative::places},
                                      Column{"owner", &Initiative::owner},
                                      Column{"started_on", &Initiative::started_on},
                                      Column{"counted", &Initiative::counted},
                                      Column{"source", &Initiative::source},
                                      Column{"procedure_code", &Initiative::procedure},
                                      Column{"state", &Initiative::state},
                                      Column{"opinion", &Initiative::opinion},
                                      Column{"decision", &Initiative::decision}};
};
struct HandTally {
  std::int64_t id{}, version{}, initiative{};
  int year{}, month{};
  std::int64_t count{};
  std::string note{};
};
template <> struct Table<HandTally> {
  static constexpr std::string_view name = "reform_tally";
  static constexpr std::tuple columns{
      Column{"id", &HandTally::id},     Column{"version", &HandTally::version}, Column{"initiative", &HandTally::initiative},
      Column{"year", &HandTally::year}, Column{"month", &HandTally::month},     Column{"count", &HandTally::count},
      Column{"note", &HandTally::note}};
};
struct Measure {
  std::int64_t id{}, version{}, initiative{};
  std::string what{}, unit{};      // "Thời gian chờ", "phút"
  std::int64_t before{}, after{};  // hundredths of the unit
  std::string source{};
};
template <> struct Table<Measure> {
  static constexpr std::string_view name = "reform_measure";
  static constexpr std::tuple columns{Column{"id", &Measure::id},
                                      Column{"version", &Measure::version},
                                      Column{"initiative", &Measure::initiative},
                                      Column{"what", &Measure::what},
                                      Column{"unit", &Measure::unit},
                                      Column{"before_value", &Measure::before},
                                      Column{"after_value", &Measure::after},
                                      Column{"source", &Measure::source}};
};

// May an initiative go from here to there? Stopped ones stay; recognition follows an evaluation.
bool may_follow(InitiativeState from, InitiativeState to);

// What the record counts, filled in by app: scans of boards, promises of the same visit, dossiers, all of a place.
struct UseAsk {
  CountSource source{};
  UnitId place{};
  std::string procedure{};
  Day from{}, to{};  // both included
};
using CountUse = std::function<std::int64_t(const UseAsk&)>;

struct MonthUse {
  int year{}, month{};
  std::int64_t recorded = 0, by_hand = 0;
  std::string note{};
};
struct InitiativeView {
  Initiative initiative{};
  std::string unit_name{};
  std::int64_t recorded = 0, by_hand = 0;  // since it began
  bool unused = false;                     // running, and nothing counted for three months
  std::vector<MonthUse> months{};          // newest first; of one initiative opened
  std::vector<Measure> measures{};
  std::vector<TaskView> replications{};
  bool may_work = false, may_manage = false;
  std::int64_t used() const { return recorded + by_hand; }
};

class Initiatives {
 public:
  Initiatives(const Base& base, Plans& plans) : b_(base), plans_(plans) {}
  void count_with(CountUse count) { count_ = std::move(count); }

  // Since it began, without what hands counted.
  std::int64_t recorded(const Initiative& i) const { return recorded(i, i.started_on, b_.today()); }
  std::vector<InitiativeView> list(const Actor& actor);
  Result<InitiativeView> open(const Actor& actor, std::int64_t id);
  Result<std::int64_t> add(const Actor& actor, Initiative wish);
  // A month again replaces the count, the journal keeps the earlier one.
  Status tally(const Actor& actor, std::int64_t id, HandTally wish);
  Result<std::int64_t> measure(const Actor& actor, std::int64_t id, Measure wish);
  // Evaluated only with something measured before and after; recognised and stopped only with a decision.
  Status move(const Actor& actor, std::int64_t id, InitiativeState to, std::string opinion, std::string decision);
  // A recognised one becomes a task of another unit.
  Result<std::int64_t> replicate(const Actor& actor, std::int64_t id, UnitId to, std::optional<Day> due);

 private:
  Result<Initiative> visible(store::ReadTx& tx, const Actor& actor, std::int64_t id) const;
  InitiativeView base_view(const Actor& actor, const Initiative& i) const;
  void count(InitiativeView& v, const std::vector<HandTally>& tallies) const;
  std::int64_t recorded(const Initiative& i, Day from, Day to) const;
  Base b_;
  Plans& plans_;
  CountUse count_;
};

}  // namespace motcua::reform
