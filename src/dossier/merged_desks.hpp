// Units that were merged (unit_moves.hpp): who acts now for one that has ended, and whose work a unit carries on. What they settled, sent
// or owe stays theirs on paper and in figures; corrections, returns, postal slips are the successor's.
#pragma once

#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

// The unit itself while it exists; else the one of the protocol, else its only counterpart below the successor; else itself.
UnitId unit_now(Dossiers& dossiers, store::ReadTx& tx, UnitId unit);
// These, and those whose work they carry on by a protocol, through any number of mergers.
std::vector<UnitId> with_merged(store::ReadTx& tx, std::vector<UnitId> units);

}  // namespace motcua::dossier
