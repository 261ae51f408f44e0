// SQL of how long steps usually take, and of those that run. Private.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dossier/standstill.hpp"
#include "store/db.hpp"

namespace motcua::dossier {

using StepName = std::pair<std::string, std::string>;  // procedure, step
std::map<StepName, Usual> usual_steps(store::ReadTx& tx);
std::optional<Usual> usual_step(store::ReadTx& tx, std::string_view procedure, std::string_view step);
std::optional<Instant> usual_learned_at(store::ReadTx& tx);
void save_usual(store::Tx& tx, const std::map<StepName, Usual>& usual, Instant at);  // in place of what was learned before
// What steps finished in a unit since then took, the latest ones; those broken off by a wait or an end are left out.
void used_in_unit(store::ReadTx& tx, UnitId unit, Instant since, int limit, std::map<StepName, std::vector<std::int64_t>>& used);

// A step that runs now, with where its dossier stands.
struct RunningStep {
  Standstill still;  // without what is counted
  StepName key;
  State state;
  bool held = false;
};
std::vector<RunningStep> running_steps(store::ReadTx& tx, const std::vector<UnitId>& units, Instant begun_before, int limit);
std::optional<RunningStep> running_step(store::ReadTx& tx, DossierId id);

}  // namespace motcua::dossier
