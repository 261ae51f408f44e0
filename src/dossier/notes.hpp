// A note on a dossier in the transaction of somebody else's record: both are stored, or neither.
#pragma once

#include <string_view>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

// Who sees the dossier may note. Errors: not visible, changed meanwhile, an empty note. The new version.
Result<std::int64_t> add_note(Dossiers& dossiers, store::Tx& tx, const Actor& actor, Ref ref, std::string_view text);

}  // namespace motcua::dossier
