// What figures of work and flow and the lists behind them share, so that they cannot differ. Private.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <vector>

#include "dossier/facts.hpp"
#include "reports/flow.hpp"
#include "reports/store_flow.hpp"

namespace motcua::reports {

inline constexpr std::int64_t kUnknownMinutes = 20;  // where too little was done to learn from, and the unit set nothing
inline constexpr std::int64_t kLeastSamples = 5;
inline constexpr int kMostSteps = 100'000, kMostCases = 2'000, kMostLate = 1'000;

struct FlowSpan {
  Instant from, to;
};
FlowSpan span_of(const Question& q, Instant now);

// All moves of each dossier, one dossier after the other.
using MovesVisit = std::function<void(std::span<const dossier::JournalMove>)>;
void each_dossier_moves(store::ReadTx& tx, std::span<const DossierId> dossiers, const MovesVisit& visit);
std::int64_t minutes_of(const calendar::WorkCalendar& calendar, const Stay& stay);  // working minutes; beyond the calendar: 0

// What holds for a step in a unit: its own or the nearest above, else what was learned.
struct Flow::Standards {
  std::map<StepKey, Learned> learned;
  std::vector<StandardRow> own;
  std::shared_ptr<const identity::UnitTree> tree;
  Day day{};

  const StandardRow* set_for(UnitId unit, const StepKey& key) const;
  std::int64_t minutes(UnitId unit, const StepKey& key) const;
};

}  // namespace motcua::reports
