// Work that does not look like work, in one commune of the demo: what the signals find.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After make_demo, before its last moment: dossiers entered in one go after closing, others received and settled in the same minute. The
// number of signals found.
Result<int> make_demo_signals(Services& services, FixedClock& clock, Instant now);

}  // namespace motcua::app
