// The demonstration's surveys and dialogues: one survey closed, one that takes answers, a dialogue to come and one with
// promises; a periodic report signed and one being written; a desk the post is taking over.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// After the dossiers and the accounts are made; stands on the clock of the services.
Status make_demo_survey(Services& services);

}  // namespace motcua::app
