// The post and the same visit in the demo: slips handed over and signed for, a result delivered and one brought back, a count with a
// folder missing, a promise, a session.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After make_demo, at its last moment. The number of slips.
Result<int> make_demo_post(Services& services);

}  // namespace motcua::app
