// Money in the demo: an account for each desk, a few receipts of the cashier, a bank statement with lines that do and do not fit.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After make_demo, at its last moment. The number of receipts the cashiers gave.
Result<int> make_demo_money(Services& services);

}  // namespace motcua::app
