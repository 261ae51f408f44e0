// What stands on the services and is asked by pages, commands and demo alone: money, the post, custody, the same visit, the waiting room.
// They keep no state of their own.
#pragma once

#include <memory>
#include <vector>

#include "app/compose.hpp"
#include "dossier/payments.hpp"
#include "money/gateway.hpp"
#include "money/money.hpp"
#include "portal/contacts.hpp"
#include "post/custody.hpp"
#include "post/post.hpp"
#include "post/settlement.hpp"
#include "queue/queue.hpp"
#include "visit/visit.hpp"

namespace motcua::app {

struct DeskServices {
  explicit DeskServices(Services& services);

  money::Money money;
  dossier::Payments payments;
  std::unique_ptr<money::Gateway> gateway;  // of the settings, or nothing
  money::GatewayOrders orders;
  post::Custody custody;
  visit::Visits visits;
  post::Post post;
  queue::Queue queue;
  portal::Contacts contacts;
  post::Settlements settlements;

  // What they add to `motcua verify`.
  std::vector<store::Verifier> verifiers() const;
};

}  // namespace motcua::app
