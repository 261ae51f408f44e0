#include "money/store_orders.hpp"

#include <fmt/core.h>

#include "money/store.hpp"
#include "store/lists.hpp"

namespace motcua::money {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define ORDER_COLUMNS \
  "o.id, o.version, o.token, o.subject, o.unit, o.amount, o.state, o.begun_at, o.told_at, o.gateway_ref, o.told_amount, o.receipt"
MOTCUA_SQL(
    kInsertOrder,
    "INSERT INTO money_gateway_order (id, version, token, subject, unit, amount, state, begun_at, told_at, gateway_ref, told_amount, "
    "receipt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(
    kSaveOrder,
    "UPDATE money_gateway_order SET version = $2, state = $3, told_at = $4, gateway_ref = $5, told_amount = $6, receipt = $7 WHERE id "
    "= $1 AND version = $8");
MOTCUA_SQL(kOrderByToken, "SELECT " ORDER_COLUMNS " FROM money_gateway_order AS o WHERE o.token = $1");
MOTCUA_SQL(kOrder, "SELECT " ORDER_COLUMNS " FROM money_gateway_order AS o WHERE o.id = $1");
MOTCUA_SQL(kOrderByTransaction, "SELECT " ORDER_COLUMNS " FROM money_gateway_order AS o WHERE o.gateway_ref = $1");
MOTCUA_SQL(kOpenOrder,
           "SELECT " ORDER_COLUMNS
           " FROM money_gateway_order AS o WHERE o.subject = $1 AND o.amount = $2 AND o.state = 'open' AND o.begun_at >= $3 ORDER BY o.id "
           "DESC LIMIT 1");
MOTCUA_SQL(kOrderIds, "SELECT id FROM money_gateway_order ORDER BY id");

OrderState order_state_from(std::string_view w) {
  for (const auto s : {OrderState::open, OrderState::paid, OrderState::unowed, OrderState::failed, OrderState::differs})
    if (word(s) == w) return s;
  throw BrokenInvariant("state of an order at the gateway");
}

OrderRecord order_from(const Row& r) {
  OrderRecord x;
  auto& o = x.order;
  int i = 0;
  o.id = r.id<OrderTag>(i++);
  x.version = r.i64(i++);
  o.token = r.text(i++);
  o.subject = r.id<SubjectTag>(i++);
  o.unit = r.id<identity::UnitTag>(i++);
  o.amount = Dong{r.i64(i++)};
  o.state = order_state_from(r.view(i++));
  o.begun_at = r.instant(i++);
  o.told_at = r.opt_instant(i++);
  o.transaction = r.opt_text(i++).value_or("");
  o.told_amount = Dong{r.i64(i++)};
  o.receipt = r.id<ReceiptTag>(i++);
  return x;
}

std::optional<std::string> transaction_of(const Order& o) { return o.transaction.empty() ? std::nullopt : std::optional(o.transaction); }
std::optional<std::int64_t> receipt_id(const Order& o) { return o.receipt ? std::optional(o.receipt.value) : std::nullopt; }
}  // namespace

bool insert(Tx& tx, const OrderRecord& x) {
  const auto& o = x.order;
  return tx.try_exec(kInsertOrder, o.id, x.version, o.token, o.subject, o.unit, o.amount.value, word(o.state), o.begun_at, o.told_at,
                     transaction_of(o), o.told_amount.value, receipt_id(o))
             .value_or(0) == 1;
}
bool save(Tx& tx, const OrderRecord& x, std::int64_t old_version) {
  const auto& o = x.order;
  // The same money told twice at once meets the rule that its name is unique.
  return tx.try_exec(kSaveOrder, o.id, x.version, word(o.state), o.told_at, transaction_of(o), o.told_amount.value, receipt_id(o),
                     old_version)
             .value_or(0) == 1;
}
std::optional<OrderRecord> find_order(ReadTx& tx, std::string_view token) { return tx.one<OrderRecord>(kOrderByToken, order_from, token); }
std::optional<OrderRecord> find_order(ReadTx& tx, OrderId id) { return tx.one<OrderRecord>(kOrder, order_from, id); }
std::optional<OrderRecord> order_of_transaction(ReadTx& tx, std::string_view transaction) {
  return tx.one<OrderRecord>(kOrderByTransaction, order_from, transaction);
}
std::optional<OrderRecord> open_order(ReadTx& tx, SubjectId subject, Dong amount, Instant since) {
  return tx.one<OrderRecord>(kOpenOrder, order_from, subject, amount.value, since);
}
std::vector<OrderRow> orders_of(ReadTx& tx, const std::vector<UnitId>& units, std::int64_t before, int limit) {
  Query q{"money.gateway_orders",
          "SELECT " ORDER_COLUMNS
          ", c.code, c.title, r.number FROM money_gateway_order AS o JOIN money_claim AS c ON c.subject = o.subject "
          "LEFT JOIN money_receipt AS r ON r.id = o.receipt WHERE o.id < "};
  q.add("?", before);
  store::add_list(q, " AND o.unit IN (", units);
  q.add(" ORDER BY o.id DESC LIMIT ?", limit);
  std::vector<OrderRow> rows;
  tx.each(q, [&](const Row& r) {
    const auto number = r.i64(14);
    rows.push_back({order_from(r).order, r.text(12), r.text(13), number > 0 ? fmt::format("{:07}", number) : std::string()});
  });
  return rows;
}
std::vector<std::int64_t> ids_of_orders(ReadTx& tx) {
  return tx.all<std::int64_t>(kOrderIds, [](const Row& r) { return r.i64(0); });
}

}  // namespace motcua::money
