// What stands on the services and is asked by pages, commands and demo alone: money, the post, custody, the same visit. They keep no state
// of their own.
#pragma once

#include <vector>

#include "app/compose.hpp"
#include "dossier/payments.hpp"
#include "money/money.hpp"
#include "post/custody.hpp"
#include "post/post.hpp"
#include "post/settlement.hpp"
#include "visit/visit.hpp"

namespace motcua::app {

struct DeskServices {
  explicit DeskServices(Services& services);

  money::Money money;
  dossier::Payments payments;
  post::Custody custody;
  visit::Visits visits;
  post::Post post;
  post::Settlements settlements;

  // What they add to `motcua verify`.
  std::vector<store::Verifier> verifiers() const;
};

}  // namespace motcua::app
