// What stands on the services and is asked by pages, commands and demo alone: money, the post, custody. They keep no state of their own.
#pragma once

#include <vector>

#include "app/compose.hpp"
#include "dossier/payments.hpp"
#include "money/money.hpp"

namespace motcua::app {

struct DeskServices {
  explicit DeskServices(Services& services);

  money::Money money;
  dossier::Payments payments;

  // What they add to `motcua verify`.
  std::vector<store::Verifier> verifiers() const;
};

}  // namespace motcua::app
