// The head of a paper of a unit: who issues it, where.
#pragma once

#include <string>

#include "identity/units.hpp"
#include "print/forms.hpp"

namespace motcua::identity {

// `superior`: the body above ("ỦY BAN NHÂN DÂN" over its place); names as of the day.
print::Letterhead letterhead(const UnitTree& tree, UnitId superior, UnitId office, std::string number, Day date);
// What stands before the date of a paper: "Tân Phú", without the kind of the place, unless the name is a number ("Phường 1").
std::string place_before_date(const UnitTree& tree, UnitId unit, Day day);
// The nearest committee above, else the unit itself.
UnitId committee_above(const UnitTree& tree, UnitId unit, Day day);
// The one-stop desk of somebody's place: the unit itself when it receives, else that of its committee; 0: there is none.
UnitId desk_of(const UnitTree& tree, UnitId unit, Day day);

}  // namespace motcua::identity
