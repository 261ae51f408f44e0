// What verify asks of the ledger.
#include "money/store.hpp"

namespace motcua::money {

using store::ReadTx;
using store::Row;

namespace {
MOTCUA_SQL(kReceiptSeries,
           "SELECT unit, year, count(*), min(number), max(number) FROM money_receipt GROUP BY unit, year ORDER BY unit, year");
MOTCUA_SQL(kSheetSeries, "SELECT unit, year, count(*), min(number), max(number) FROM money_sheet GROUP BY unit, year ORDER BY unit, year");
MOTCUA_SQL(kSubjectsAfter, "SELECT subject FROM money_claim WHERE subject > $1 ORDER BY subject LIMIT $2");
MOTCUA_SQL(kSheetIds, "SELECT id FROM money_sheet ORDER BY id");
// Later than its sheet was closed, or not later than the sheet before was.
MOTCUA_SQL(
    kOffSheet,
    "SELECT e.id FROM money_entry AS e WHERE (e.sheet > 0 AND NOT EXISTS (SELECT 1 FROM money_till AS t WHERE t.unit = e.unit AND "
    "t.cashier = e.actor AND t.sheet >= e.sheet)) OR (e.sheet = 0 AND e.actor <> 0 AND (e.kind IN ('payment', 'refund', 'hand_in') OR "
    "(e.kind = 'counter' AND e.receipt IS NOT NULL))) OR EXISTS (SELECT 1 FROM money_sheet AS s WHERE s.unit = e.unit AND s.cashier = "
    "e.actor AND ((s.sheet = e.sheet AND e.at > s.closed_at) OR (s.sheet = e.sheet - 1 AND e.at < s.closed_at))) ORDER BY e.id LIMIT "
    "1");
MOTCUA_SQL(kNoClaim,
           "SELECT e.id FROM money_entry AS e WHERE (e.subject <> 0 OR e.kind <> 'hand_in') AND NOT EXISTS (SELECT 1 FROM money_claim AS c "
           "WHERE c.subject = e.subject) ORDER BY e.id LIMIT 1");
MOTCUA_SQL(kTills,
           "SELECT t.unit, t.cashier, t.sheet, (SELECT count(*) FROM money_sheet AS s WHERE s.unit = t.unit AND s.cashier = t.cashier) "
           "FROM money_till AS t ORDER BY t.unit, t.cashier");

ReceiptSeries series_from(const Row& r) { return {r.i64(0), r.i32(1), r.i64(2), r.i64(3), r.i64(4)}; }
std::int64_t id_from(const Row& r) { return r.i64(0); }
}  // namespace

std::vector<ReceiptSeries> receipt_series(ReadTx& tx) { return tx.all<ReceiptSeries>(kReceiptSeries, series_from); }
std::vector<ReceiptSeries> sheet_series(ReadTx& tx) { return tx.all<ReceiptSeries>(kSheetSeries, series_from); }
std::vector<SubjectId> subjects_after(ReadTx& tx, SubjectId after, int limit) {
  return tx.all<SubjectId>(
      kSubjectsAfter, [](const Row& r) { return r.id<SubjectTag>(0); }, after, limit);
}
std::vector<std::int64_t> ids_of_sheets(ReadTx& tx) { return tx.all<std::int64_t>(kSheetIds, id_from); }
std::optional<std::int64_t> entry_off_its_sheet(ReadTx& tx) { return tx.one<std::int64_t>(kOffSheet, id_from); }
std::optional<std::int64_t> entry_without_claim(ReadTx& tx) { return tx.one<std::int64_t>(kNoClaim, id_from); }
std::vector<TillRow> tills(ReadTx& tx) {
  return tx.all<TillRow>(kTills, [](const Row& r) { return TillRow{r.i64(0), r.i64(1), r.i32(2), r.i32(3)}; });
}

}  // namespace motcua::money
