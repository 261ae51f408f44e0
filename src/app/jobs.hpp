// What `serve` does by itself beside answering: lateness is watched.
#pragma once

#include <stop_token>

#include "app/compose.hpp"

namespace motcua::app {

// A round each minute until stopped; a lease in the database elects one of several instances.
void keep_watching(Services& services, const std::stop_token& stop);

}  // namespace motcua::app
