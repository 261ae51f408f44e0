// Where the sun and the moon are, as far as the lunar calendar needs it. Private to the context.
// After Jean Meeus, Astronomical Algorithms (2nd ed.), chapters 25, 49 and appendix III (VSOP87): new moons to some seconds,
// the sun's apparent longitude to about 1" (24 seconds of time). ΔT after Espenak and Meeus (2006).
#pragma once

namespace motcua::calendar {

// Moments are Julian days in universal time.
double new_moon(int lunation);            // lunation 0 is the new moon of 6 January 2000
double sun_longitude(double julian_day);  // apparent, degrees, 0 … 360

}  // namespace motcua::calendar
