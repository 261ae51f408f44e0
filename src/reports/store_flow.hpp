// SQL of work and flow. Private.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/flow.hpp"
#include "reports/store.hpp"
#include "reports/targets.hpp"

namespace motcua::reports {

std::map<StepKey, Learned> learned_standards(store::ReadTx& tx);
std::optional<Instant> learned_at(store::ReadTx& tx);
void save_learned(store::Tx& tx, const std::map<StepKey, Learned>& learned, Instant at);

struct StandardRow {
  std::int64_t id{};
  UnitId unit{};
  std::string procedure{}, step{};
  std::int64_t minutes = 0;
  Day from{};
  std::string source{};
  Instant set_at{};
  std::string set_by_name{};
};
void insert(store::Tx& tx, const StandardRow& row);
std::vector<StandardRow> standard_rows(store::ReadTx& tx);  // in order of id

void insert(store::Tx& tx, const TargetRow& row);
std::vector<TargetRow> target_rows(store::ReadTx& tx);  // in order of id
std::string target_payload(const TargetRow& row);       // as the journal tells it

// Dossiers that ended in [from, to), the latest first; `outcome`: only these.
struct EndedCases {
  std::int64_t count = 0;
  std::vector<DossierId> latest{};
};
EndedCases ended_cases(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to, std::optional<Account> outcome, int limit);

}  // namespace motcua::reports
