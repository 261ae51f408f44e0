// What changes units: the import of files and changes with an effective date. Journal rows of object "unit" carry the whole state.
#pragma once

#include "identity/identity.hpp"
#include "identity/unit_change.hpp"
#include "identity/units_import.hpp"

namespace motcua::identity {

struct ImportReport {
  int added = 0;
  int known = 0;  // keys that were there already; left as they are
};

// Scopes are those of today; a unit to come is judged by the unit above it.
bool may_manage(const Actor& by, const UnitTree& tree, UnitId unit);

class UnitRegister {
 public:
  explicit UnitRegister(Identity& identity) : identity_(identity) {}

  // Adds the units whose keys are not there yet, with their links and successions; refused as a whole when the tree would have faults.
  Result<ImportReport> import(const Actor& by, const UnitPack& pack);
  // The change on paper, for the preview: the tree as it would be.
  Result<UnitTree> preview(const Actor& by, const UnitChange& change) const;
  // The id of the unit changed (the new one for AddUnit, whose id may be 0).
  Result<UnitId> apply(const Actor& by, UnitChange change);

 private:
  Status may_change(const Actor& by, const UnitTree& tree, const UnitChange& change) const;
  Status store(store::Tx& tx, const Actor& by, const UnitTree& before, ChangedUnits changes, std::string_view kind);
  Identity& identity_;
};

}  // namespace motcua::identity
