// The demonstration's management of reform: a plan of the province, one of a commune carried out halfway, an inspection with findings.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After the accounts are made; stands on the clock of the services.
Status make_demo_reform(Services& services);

}  // namespace motcua::app
