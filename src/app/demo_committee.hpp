// The demonstration's steering committee, unit indicators, models and initiatives of one commune.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// By the person who manages reform there, after its people are made.
Status make_demo_committee(Services& services, const identity::Actor& steward, std::string_view place);

}  // namespace motcua::app
