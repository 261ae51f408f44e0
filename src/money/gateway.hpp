// Paying over a payment gateway: the port, and the orders that go over it.
//
// The payer's browser is led to the gateway with what to pay, signed by us; the gateway tells us, signed by it, what became of it, as often
// as it likes. Only that tells: what the browser says on its way back counts for nothing. Money that came is never lost: when nothing (or
// something else) is owed by then, it is kept as money to give back.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "money/money.hpp"
#include "web/http.hpp"

namespace motcua::money {

using OrderId = Id<struct OrderTag>;

enum class OrderState : std::uint8_t {
  open,     // led to the gateway, nothing heard
  paid,     // taken, with a receipt
  unowed,   // money came that nobody owed: to be given back
  failed,   // refused, cancelled, expired there
  differs,  // another sum than was asked for: somebody has to look
};
std::string_view word(OrderState s);
std::string_view label(OrderState s);

struct Order {
  OrderId id;
  std::string token;  // its name towards the gateway and in addresses; cannot be guessed
  SubjectId subject;
  UnitId unit;
  Dong amount{};
  OrderState state{};
  Instant begun_at;
  std::optional<Instant> told_at;
  std::string transaction{};  // of the gateway
  Dong told_amount{};
  ReceiptId receipt{};
};

// What a gateway tells of an order.
struct GatewayNotice {
  std::string order, transaction;
  Dong amount{};
  bool paid = false;
};

class Gateway {
 public:
  virtual ~Gateway() = default;
  virtual std::string_view name() const = 0;  // "Cổng thanh toán quốc gia", on buttons
  // Where the payer goes. `description` is shown there: nothing personal.
  virtual std::string pay_url(const Order& order, std::string_view description) const = 0;
  // A notice as it came. Error money.gateway_signature: not from the gateway, or changed on the way.
  virtual Result<GatewayNotice> read(const web::Fields& form, std::string_view authorization) const = 0;
};

// Fields and their HMAC-SHA256: what most gateways speak, with other names. Fields in a fixed order, "name=value" (values percent-encoded),
// joined by '&', signed as hex in `signature` (there) and in the header "Authorization: MC-HMAC-SHA256 …" (here).
struct SignedGatewaySettings {
  std::string url, merchant, secret, name;
  std::string home;  // our own address
};
std::unique_ptr<Gateway> signed_gateway(SignedGatewaySettings settings);
inline constexpr std::string_view kNoticePath = "/thanh-toan/ket-qua";

struct OrderRow {
  Order order;
  std::string code, title, receipt_number;
};
struct OrderPage {
  std::vector<OrderRow> rows;  // newest first
  std::string next;
};

class GatewayOrders {
 public:
  GatewayOrders(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity, Subjects& subjects)
      : db_(db), clock_(clock), ids_(ids), identity_(identity), subjects_(subjects) {}

  // All that is due for a dossier. One that was begun a little while ago is gone on with, so that two clicks are one order.
  // Error money.nothing_to_pay.
  Result<Order> begin(std::string_view code);
  std::optional<Order> find(std::string_view token);
  // Told any number of times, in any order. Errors: money.no_such_order, money.amount_differs (written down first).
  Status told(const GatewayNotice& notice);
  OrderPage list(const Actor& actor, std::string_view before, int limit = 50);

  std::vector<store::Verifier> verifiers() const;

 private:
  Status gone_wrong(const Order& order);
  Status paid(const GatewayNotice& notice, const Order& order);
  Status keep(store::Tx& tx, const Order& order, std::int64_t version, std::string_view event) const;
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  identity::Identity& identity_;
  Subjects& subjects_;
};

}  // namespace motcua::money
