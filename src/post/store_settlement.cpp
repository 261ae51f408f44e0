#include "post/store_settlement.hpp"

#include <fmt/core.h>

#include "base/json.hpp"
#include "store/kept_rows.hpp"
#include "web/crypto.hpp"

namespace motcua::post {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define TRANSFER_COLUMNS "id, unit, month, bank_line, amount, booked_on, bank_ref, added_by_name, added_at, added_by"
MOTCUA_SQL(kInsertTransfer, "INSERT INTO post_transfer (" TRANSFER_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kTransfersOf, "SELECT " TRANSFER_COLUMNS " FROM post_transfer WHERE unit = $1 AND month = $2 ORDER BY id");
MOTCUA_SQL(kTransfer, "SELECT " TRANSFER_COLUMNS " FROM post_transfer WHERE id = $1");
MOTCUA_SQL(kTransferIds, "SELECT id FROM post_transfer ORDER BY id");
#define SETTLEMENT_COLUMNS "id, unit, month, entries, taken, transferred, note, closed_by_name, closed_at, closed_by"
MOTCUA_SQL(kInsertSettlement, "INSERT INTO post_settlement (" SETTLEMENT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kSettlementOf, "SELECT " SETTLEMENT_COLUMNS " FROM post_settlement WHERE unit = $1 AND month = $2");
MOTCUA_SQL(kSettlement, "SELECT " SETTLEMENT_COLUMNS " FROM post_settlement WHERE id = $1");
MOTCUA_SQL(kSettlementIds, "SELECT id FROM post_settlement ORDER BY id");

Transfer transfer_from(const Row& r) {
  return {r.i64(0), UnitId{r.i64(1)}, r.day(2), r.id<money::BankLineTag>(3), Dong{r.i64(4)}, r.day(5), r.text(6), r.text(7), r.instant(8)};
}
Settlement settlement_from(const Row& r) {
  return {r.i64(0), UnitId{r.i64(1)}, r.day(2), r.i32(3), Dong{r.i64(4)}, Dong{r.i64(5)}, r.text(6), r.text(7), r.instant(8)};
}
std::int64_t first_number(const Row& r) { return r.i64(0); }
}  // namespace

void insert(Tx& tx, const Transfer& t, std::int64_t by) {
  tx.send(kInsertTransfer, t.id, t.unit, t.month, t.line, t.amount.value, t.booked_on, t.bank_ref, t.added_by_name, t.added_at, by);
}
void insert(Tx& tx, const Settlement& s, std::int64_t by, const Error& taken) {
  tx.send_or_refuse(taken, kInsertSettlement, s.id, s.unit, s.month, s.entries, s.taken.value, s.transferred.value, s.note,
                    s.closed_by_name, s.closed_at, by);
}
std::vector<Transfer> transfers_of(ReadTx& tx, UnitId unit, Day month) {
  return tx.all<Transfer>(kTransfersOf, transfer_from, unit, month);
}
std::optional<Settlement> settlement_of(ReadTx& tx, UnitId unit, Day month) {
  return tx.one<Settlement>(kSettlementOf, settlement_from, unit, month);
}

std::string content_of(const Transfer& t, std::int64_t by) {
  JsonWriter j;
  j.begin_array().value(t.id).value(t.unit.value).value(to_number(t.month)).value(t.line.value).value(t.amount.value);
  j.value(to_number(t.booked_on)).value(t.bank_ref).value(t.added_by_name).value(to_us(t.added_at)).value(by);
  return web::sha256_hex(j.end_array().take());
}
std::string content_of(const Settlement& s, std::int64_t by) {
  JsonWriter j;
  j.begin_array().value(s.id).value(s.unit.value).value(to_number(s.month)).value(s.entries).value(s.taken.value);
  j.value(s.transferred.value).value(s.note).value(s.closed_by_name).value(to_us(s.closed_at)).value(by);
  return web::sha256_hex(j.end_array().take());
}

std::optional<std::string> broken_settlements(ReadTx& tx) {
  using Kept = std::pair<std::string, std::int64_t>;
  if (auto broken = store::check_kept_rows(tx, "post_transfer", tx.all<std::int64_t>(kTransferIds, first_number), [&](std::int64_t id) {
        return tx.one<Kept>(
            kTransfer,
            [](const Row& r) {
              return Kept{content_of(transfer_from(r), r.i64(9)), 1};
            },
            id);
      }))
    return broken;
  const auto ids = tx.all<std::int64_t>(kSettlementIds, first_number);
  if (auto broken = store::check_kept_rows(tx, "post_settlement", ids, [&](std::int64_t id) {
        return tx.one<Kept>(
            kSettlement,
            [](const Row& r) {
              return Kept{content_of(settlement_from(r), r.i64(9)), 1};
            },
            id);
      }))
    return broken;
  // What a month was closed with is what ledger and transfers say today.
  for (const auto id : ids) {
    const auto s = tx.one<Settlement>(kSettlement, settlement_from, id);
    const auto sum = money::post_sum(tx, s->unit, to_instant(LocalTime{s->month}), to_instant(LocalTime{month_after(s->month)}));
    Dong came;
    for (const auto& t : transfers_of(tx, s->unit, s->month)) came += t.amount;
    if (sum.entries != s->entries || sum.amount != s->taken || came != s->transferred)
      return fmt::format("post_settlement {}: the month was closed with other sums than its entries and transfers have", id);
  }
  return std::nullopt;
}

}  // namespace motcua::post
