// What the gateway tells us, and the list of what went over it.
#pragma once

#include <span>

#include "money/gateway.hpp"
#include "money/pages.hpp"

namespace motcua::money {

struct OrdersView {
  OrderPage page;
  std::vector<web::ui::Link> tabs;
  std::string older;
};
web::ui::Tone tone_of(OrderState s);

class GatewayPages {
 public:
  // `gateway`: none is set up when null; what went over an earlier one is still listed.
  GatewayPages(GatewayOrders& orders, const Gateway* gateway, const web::Shells& shells)
      : orders_(orders), gateway_(gateway), shells_(shells) {}
  static std::span<const web::RouteOf<GatewayPages>> routes();

  web::Response told(web::Call& call);  // POST /thanh-toan/ket-qua, by the gateway
  web::Response list(web::Call& call);  // GET  /thu-phi/cong

 private:
  GatewayOrders& orders_;
  const Gateway* gateway_;
  const web::Shells& shells_;
};

}  // namespace motcua::money
