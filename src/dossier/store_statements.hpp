// SQL of what was revoked. Private.
#pragma once

#include <string_view>
#include <vector>

#include "dossier/statement.hpp"
#include "store/db.hpp"

namespace motcua::dossier {

// Results that were corrected, dossiers that were withdrawn: newest first.
std::vector<Revocation> revocations_of(store::ReadTx& tx, int limit);
std::vector<Revocation> revocations_for(store::ReadTx& tx, std::string_view code);

}  // namespace motcua::dossier
