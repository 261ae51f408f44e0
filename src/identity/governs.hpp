// Rights over a territory: who may do something in a commune may be told by the commune itself or by the committee that governs it.
#pragma once

#include "identity/actor.hpp"

namespace motcua::identity {

// In the unit, or in the committee that governs it when it is a territory, on the actor's day. The system may do all.
bool may_for(const Actor& actor, web::Permission permission, UnitId unit);

// Where somebody works by this right: the acting unit where it holds there, else the first unit where it does; 0: nowhere.
UnitId unit_with(const Actor& actor, web::Permission permission);

}  // namespace motcua::identity
