// Planning and applying an import of packs. Private to this slice.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/pack.hpp"
#include "store/db.hpp"

namespace motcua::catalog {

// All packs together; a procedure in two packs is a mistake.
Result<std::vector<PackProcedure>> read_packs(std::span<const PackFile> packs, const Units& units);

struct PlanInput {
  std::optional<Day> effective;
  Day today{};
  const RunningCases* running = nullptr;
};
// conflict when a version that dossiers stand on begins on that very day with another content.
Result<ImportPlan> plan_import(store::ReadTx& tx, const std::vector<PackProcedure>& read, const PlanInput& input);

struct ApplyInput {
  Instant now;
  Importer by;
};
Status apply_import(store::Tx& tx, const std::vector<PackProcedure>& read, const ImportPlan& plan, const ApplyInput& input, IdSource& ids);

}  // namespace motcua::catalog
