// The index on the board of reform.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// Tells reform how index 766 stands and where it goes.
void show_index(Services& services);

}  // namespace motcua::app
