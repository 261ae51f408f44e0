#include "app/desk_services.hpp"

#include <algorithm>
#include <iterator>

#include "app/config_outside.hpp"
#include "web/fetch.hpp"

namespace motcua::app {

namespace {
std::unique_ptr<money::Gateway> gateway_of(const Config& config) {
  const auto url = config.text("pay_gateway");
  if (url.empty()) return nullptr;
  ensure(web::private_address(url), "the payment gateway is at an https address (http only on this machine)");
  return money::signed_gateway({.url = url,
                                .merchant = config.text("pay_merchant"),
                                .secret = first_line(config.path("pay_secret")),
                                .name = config.text("pay_name"),
                                .home = public_url(config, static_cast<int>(config.number("port")))});
}
}  // namespace

DeskServices::DeskServices(Services& s)
    : money(*s.db, s.clock, s.ids, s.identity),
      payments(*s.db, s.clock, s.ids, s.catalog, s.calendars, s.identity),
      gateway(gateway_of(s.config)),
      orders(*s.db, s.clock, s.ids, s.identity, payments),
      custody(*s.db, s.clock, s.ids, s.dossiers, s.identity),
      visits(*s.db, s.clock, s.ids, s.dossiers, s.catalog, s.identity),
      post(*s.db, s.clock, s.ids, s.dossiers, s.catalog, s.identity),
      queue(*s.db, s.clock, s.ids, s.dossiers, s.identity),
      contacts(*s.db, s.clock, s.ids),
      settlements(*s.db, s.clock, s.ids) {
  money.set_subjects(payments);
}

std::vector<store::Verifier> DeskServices::verifiers() const {
  auto all = money.verifiers();
  const auto add = [&](std::vector<store::Verifier> more) { std::ranges::move(more, std::back_inserter(all)); };
  add(payments.verifiers());
  add(orders.verifiers());
  add(post.verifiers());
  add(settlements.verifiers());
  add(custody.verifiers());
  add(visits.verifiers());
  add(queue.verifiers());
  add(contacts.verifiers());
  return all;
}

}  // namespace motcua::app
