// SQL ↔ orders at the gateway. Private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "money/gateway.hpp"

namespace motcua::money {

struct OrderRecord {
  Order order;
  std::int64_t version{};
};
// False: changed meanwhile, or the gateway's name of the money is known already.
bool insert(store::Tx& tx, const OrderRecord& o);
bool save(store::Tx& tx, const OrderRecord& o, std::int64_t old_version);
std::optional<OrderRecord> find_order(store::ReadTx& tx, std::string_view token);
std::optional<OrderRecord> find_order(store::ReadTx& tx, OrderId id);
std::optional<OrderRecord> order_of_transaction(store::ReadTx& tx, std::string_view transaction);
// The open one of this sum begun last, not before `since`.
std::optional<OrderRecord> open_order(store::ReadTx& tx, SubjectId subject, Dong amount, Instant since);
std::vector<OrderRow> orders_of(store::ReadTx& tx, const std::vector<UnitId>& units, std::int64_t before, int limit);
std::vector<std::int64_t> ids_of_orders(store::ReadTx& tx);

}  // namespace motcua::money
