// What everybody sees without an account: the front page, where a dossier is, the waiting room's display.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/dossier.hpp"
#include "dossier/replies.hpp"
#include "identity/identity.hpp"
#include "money/money.hpp"
#include "queue/queue.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::portal {

// The centre whose front page this is: the unit with this key, else the first one-stop unit of a commune that exists today.
identity::UnitId front_unit(const identity::Identity& identity, std::string_view key);

// Where the QR of a receipt leads: "TOKEN/CODE/…" to the page of the dossier, "TOKEN/BO-SUNG" and "TOKEN/NOP-PHI" (in any case) to its
// part.
std::string page_of_code(std::string_view rest);

struct Parts {
  catalog::Catalog& catalog;
  dossier::Dossiers& dossiers;
  identity::Identity& identity;
  calendar::Calendars& calendars;
  const web::Shells& shells;
  const Clock& clock;
  std::string unit_key;    // of the centre on the front page; empty: the first of a commune
  std::string hotline;     // "1022"
  std::string public_url;  // front of links in codes; empty: none
  dossier::Replies& replies;
  money::Money& money;
  queue::Queue& queue;
};

class Pages {
 public:
  explicit Pages(Parts parts) : parts_(std::move(parts)) {}

  web::Response home(web::Call& call);                // GET /
  web::Response look_up(web::Call& call);             // GET /tra-cuu, ?ma=… keeps the code
  web::Response find(web::Call& call);                // POST /tra-cuu: code and look-up code of the receipt
  web::Response by_link(web::Call& call);             // GET /t/{token}
  web::Response by_code_of_receipt(web::Call& call);  // GET /T/{rest}: what the QR of a receipt says (capitals) → /t/{token}
  web::Response display(web::Call& call);             // GET /man-hinh/{don_vi}
  web::Response displays(web::Call& call);            // GET /man-hinh: choose the place

  static std::span<const web::RouteOf<Pages>> routes();

 private:
  web::Response look_up_page(web::Call& call, std::span<const FieldError> errors);
  Parts parts_;
};

}  // namespace motcua::portal
