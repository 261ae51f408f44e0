// What interrupts or ends the way of a dossier, in the demo: papers asked for, refusals, stops, withdrawals.
#pragma once

#include "app/compose.hpp"
#include "base/clock.hpp"

namespace motcua::app {

// After make_demo; `clock` is moved through the days before `now` and left there. How many dossiers were led aside.
Result<int> make_demo_life(Services& services, FixedClock& clock, Instant now);

}  // namespace motcua::app
