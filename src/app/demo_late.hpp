// Lateness in the demo: warnings given, letters drafted, every second one signed.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After make_demo, at its last moment. The number of letters signed.
Result<int> make_demo_lateness(Services& services);

}  // namespace motcua::app
