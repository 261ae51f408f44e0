// Reception as the desk and a linked case share it. Private.
#pragma once

#include "dossier/service.hpp"

namespace motcua::dossier {

// `linked`: a part of a linked case, whose code is that of the desk's own agency (118/2025/NĐ-CP Đ28.2).
Result<Accepted> accept_at_desk(Dossiers& dossiers, const Dossiers::Impl& s, const Actor& actor, const Intake& sent, bool linked);

}  // namespace motcua::dossier
