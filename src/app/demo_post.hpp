// The post, the custody of paper and the same visit in the demo: slips handed over and signed for, results delivered, on their way and
// brought back, a count with a folder missing, promises running, kept and broken, a help session.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After make_demo, in the commune the demo is about; `clock` is moved through the hours before `now` and left there. The number of slips.
Result<int> make_demo_post(Services& services, FixedClock& clock, Instant now);

}  // namespace motcua::app
