// Paying the fee of a dossier from home, by whoever holds the link of the receipt: over the gateway, or by a transfer with VietQR.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "dossier/dossier.hpp"
#include "money/gateway.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

struct PayView {
  dossier::PublicView dossier;
  money::PublicClaim claim;
  std::string gateway;                        // name; empty: none
  std::optional<money::TransferOrder> order;  // the unit takes transfers
  const web::Call* call = nullptr;
  std::string base() const { return "/t/" + dossier.link_token + "/nop-phi"; }
};
struct OrderView {
  money::Order order;
  std::string gateway, pay_url;  // where the payer goes; empty: nothing to do there
  bool waiting = false;          // back from the gateway, which has told nothing yet
  std::string link;              // back to the dossier, in the browser that began it
};

class PayPages {
 public:
  PayPages(dossier::Dossiers& dossiers, money::Money& money, money::GatewayOrders& orders, const money::Gateway* gateway,
           const web::Shells& shells)
      : dossiers_(dossiers), money_(money), orders_(orders), gateway_(gateway), shells_(shells) {}
  static std::span<const web::RouteOf<PayPages>> routes();

  web::Response ways(web::Call& call);     // GET  /t/{token}/nop-phi
  web::Response begin(web::Call& call);    // POST
  web::Response qr(web::Call& call);       // GET  /t/{token}/nop-phi/ma-qr.svg
  web::Response receipt(web::Call& call);  // GET  /t/{token}/bien-lai/{so}
  web::Response order(web::Call& call);    // GET  /thanh-toan/{don}: to the gateway, and what became of it

 private:
  dossier::Dossiers& dossiers_;
  money::Money& money_;
  money::GatewayOrders& orders_;
  const money::Gateway* gateway_;
  const web::Shells& shells_;
};

}  // namespace motcua::portal
