// Uses of models and initiatives as the record itself counts them.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// Tells reform how: scans of boards (portal), promises kept (visit), dossiers received (reports).
void count_uses(Services& services);

}  // namespace motcua::app
