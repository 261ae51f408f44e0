// What the demo adds for indices and reviews: people of a province, an open scoring round, a review of one procedure.
#pragma once

#include "app/compose.hpp"

namespace motcua::app {

// Accounts kiemsoat.dongthap and chutich.dongthap; `maker` works for the commune the demo is about.
Status demo_indices(Services& services, const identity::Actor& maker, std::string_view password);

}  // namespace motcua::app
