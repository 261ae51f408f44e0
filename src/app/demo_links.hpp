// In the demo: a land case of two procedures, one part of which waits for the dispatcher; opinions asked; a wait for money.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

struct DemoLinks {
  std::string link;  // code of the linked case
  int consulted = 0, waiting_for_money = 0;
};
// After make_demo, at its last moment, in the commune the demo is about.
Result<DemoLinks> make_demo_links(Services& services);

}  // namespace motcua::app
