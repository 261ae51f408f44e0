// The waiting room in the demo: kinds and counters, a day of tickets that were called and served, people who wait now, booked times.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After make_demo, in the commune the demo is about; `clock` is moved through the hours before `now` and left there. The number of tickets.
Result<int> make_demo_queue(Services& services, FixedClock& clock, Instant now);

}  // namespace motcua::app
