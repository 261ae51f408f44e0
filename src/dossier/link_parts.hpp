// What other use cases ask about the linked case a dossier belongs to. Private.
#pragma once

#include <optional>

#include "dossier/links.hpp"
#include "dossier/service.hpp"

namespace motcua::dossier {

inline constexpr int kMostLegs = 200;  // lines of one list

std::optional<LinkNote> link_note(store::ReadTx& tx, DossierId id);
// A part is handed over when its agency is known and, in a fixed order, the part before it is settled.
Status require_turn(Work& w);

}  // namespace motcua::dossier
