// Orders at the gateway: begun by whoever holds the link of a dossier, told of by the gateway.
#include <algorithm>
#include <charconv>

#include "base/json.hpp"
#include "base/log.hpp"
#include "money/gateway.hpp"
#include "money/store.hpp"
#include "money/store_orders.hpp"
#include "store/kept_rows.hpp"
#include "web/crypto.hpp"

namespace motcua::money {

using namespace std::chrono_literals;

namespace {
constexpr auto kGoneOnWith = 15min;
constexpr int kTries = 4;  // against others who change the same dossier meanwhile

std::string digest_of_order(const OrderRecord& x) {
  const auto& o = x.order;
  JsonWriter j;
  j.begin_array().value(o.id.value).value(x.version).value(o.token).value(o.subject.value).value(o.unit.value).value(o.amount.value);
  j.value(word(o.state)).value(to_us(o.begun_at)).value(o.told_at ? std::optional(to_us(*o.told_at)) : std::nullopt).value(o.transaction);
  return web::sha256_hex(j.value(o.told_amount.value).value(o.receipt.value).end_array().take());
}

tl::unexpected<Error> amount_differs() {
  return errors::invalid("money.amount_differs", "Số tiền cổng báo khác số tiền của đơn. Đơn được giữ lại để người đối soát xem.");
}
}  // namespace

Status GatewayOrders::keep(store::Tx& tx, const Order& order, std::int64_t version, std::string_view event) const {
  const OrderRecord record{order, version + 1};
  if (!(version == 0 ? insert(tx, record) : save(tx, record, version)))
    return errors::conflict("money.order_changed", "Đơn thanh toán vừa thay đổi. Thử lại.");
  return store::append(tx, store::RowChange{"money_gateway_order", order.id.value, version, clock_.now(), 0, order.unit.value, "", event,
                                            digest_of_order(record)});
}

Result<Order> GatewayOrders::begin(std::string_view code) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<Order> {
    const auto subject = subject_of_code(tx, code);
    const auto book = subject ? Book::find(tx, *subject) : std::nullopt;
    if (!book || book->due() <= Dong{})
      return errors::illegal_transition("money.nothing_to_pay", "Hồ sơ này không còn khoản nào phải nộp.");
    if (auto begun = open_order(tx, *subject, book->due(), now - kGoneOnWith)) return std::move(begun->order);
    const Order order{.id = ids_.next<OrderTag>(),
                      .token = web::random_token(16),
                      .subject = *subject,
                      .unit = book->debtor().unit,
                      .amount = book->due(),
                      .state = OrderState::open,
                      .begun_at = now,
                      .told_at = {}};
    TRY_VOID(keep(tx, order, 0, events::kOrderBegun));
    return order;
  });
}

std::optional<Order> GatewayOrders::find(std::string_view token) {
  auto found = db_.read([&](store::ReadTx& tx) { return find_order(tx, token); });
  return found ? std::optional(std::move(found->order)) : std::nullopt;
}

Status GatewayOrders::told(const GatewayNotice& notice) {
  for (int tries = 1;; ++tries) {
    const auto order = find(notice.order);
    if (!order) return errors::not_found("money.no_such_order", "Không có đơn thanh toán này.");
    const auto done = notice.paid ? paid(notice, *order) : gone_wrong(*order);
    if (done || done.error().code != Errc::conflict || tries == kTries) return done;
  }
}

// Refused, cancelled, expired there. Money that was told of before stays.
Status GatewayOrders::gone_wrong(const Order& order) {
  return db_.write([&](store::Tx& tx) -> Status {
    auto now = find_order(tx, order.id);
    if (now->order.state != OrderState::open) return {};
    now->order.state = OrderState::failed;
    now->order.told_at = clock_.now();
    return keep(tx, now->order, now->version, events::kOrderTold);
  });
}

Status GatewayOrders::paid(const GatewayNotice& notice, const Order& order) {
  const auto [known, current] = db_.read(
      [&](store::ReadTx& tx) { return std::pair(order_of_transaction(tx, notice.transaction), find_order(tx, order.id).value()); });
  if (known) {
    // The same money again. Under another order or with another sum it is not the same, and nothing is taken.
    const bool same = known->order.subject == order.subject && known->order.told_amount == notice.amount;
    if (same && known->order.state != OrderState::differs) return {};
    return amount_differs();
  }
  auto changed = current.order;
  auto version = current.version;
  if (changed.state != OrderState::open && changed.state != OrderState::failed) {  // paid a second time: a row of its own
    changed = {.id = ids_.next<OrderTag>(),
               .token = web::random_token(16),
               .subject = order.subject,
               .unit = order.unit,
               .amount = order.amount,
               .state = OrderState::open,
               .begun_at = order.begun_at,
               .told_at = {}};
    version = 0;
  }
  changed.told_at = clock_.now();
  changed.transaction = notice.transaction;
  changed.told_amount = notice.amount;
  if (notice.amount != order.amount) {
    changed.state = OrderState::differs;
    TRY_VOID(db_.write([&](store::Tx& tx) { return keep(tx, changed, version, events::kOrderTold); }));
    return amount_differs();
  }
  const auto taken = subjects_.take_reported(changed.subject, notice.amount, {.way = Way::gateway, .document = notice.transaction},
                                             [&](store::Tx& tx, const Subjects::Reported& reported) -> Status {
                                               changed.state = reported.unowed ? OrderState::unowed : OrderState::paid;
                                               changed.receipt = reported.receipt;
                                               return keep(tx, changed, version, events::kOrderTold);
                                             });
  if (!taken) return tl::make_unexpected(taken.error());
  if (taken->unowed) log::warn("money.unowed_by_gateway", log::kv("order", changed.id.value));
  return {};
}

OrderPage GatewayOrders::list(const Actor& actor, std::string_view before, int limit) {
  std::int64_t last = INT64_MAX;
  if (!before.empty()) std::from_chars(before.data(), before.data() + before.size(), last);
  OrderPage page;
  const auto units = actor.units_with(identity::kFeeReconcile);
  page.rows = db_.read([&](store::ReadTx& tx) { return orders_of(tx, units, last, limit + 1); });
  if (std::cmp_greater(page.rows.size(), limit)) {
    page.rows.pop_back();
    page.next = std::to_string(page.rows.back().order.id.value);
  }
  return page;
}

std::vector<store::Verifier> GatewayOrders::verifiers() const {
  return {{"money: orders at the gateway", [](store::ReadTx& tx) {
             return store::check_kept_rows(tx, "money_gateway_order", ids_of_orders(tx), [&](std::int64_t id) -> store::KeptRow {
               try {
                 const auto o = find_order(tx, OrderId{id});
                 return o ? store::KeptRow{{digest_of_order(*o), o->version}} : std::nullopt;
               } catch (const BrokenInvariant&) {  // a word that is none of ours
                 return std::nullopt;
               }
             });
           }}};
}

}  // namespace motcua::money
