#include "reports/store_entries.hpp"

#include "base/json.hpp"
#include "store/lists.hpp"

namespace motcua::reports {

#define REPORTS_ENTRY_COLUMNS \
  "id, form, unit, from_day, to_day, row_key, column_no, amount, told, source, source_day, entered_at, entered_by, entered_by_name"
MOTCUA_SQL(kEnter,
           "INSERT INTO reports_entry (" REPORTS_ENTRY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
MOTCUA_SQL(kAllEntries, "SELECT " REPORTS_ENTRY_COLUMNS " FROM reports_entry ORDER BY id");

namespace {
EntryRow entry_from(const store::Row& r) {
  return {r.i64(0),  r.text(1),     UnitId{r.i64(2)},     r.day(3),  r.day(4), r.text(5), r.i32(6), r.i64(7), r.text(8), r.text(9),
          r.day(10), r.instant(11), AccountId{r.i64(12)}, r.text(13)};
}
}  // namespace

void insert(store::Tx& tx, const EntryRow& e) {
  tx.send(kEnter, e.id, e.form, e.unit, e.from, e.to, e.row, e.column, e.amount, e.told, e.source, e.source_day, e.at, e.by, e.by_name);
}

std::vector<EntryRow> entries_of(store::ReadTx& tx, std::string_view form, Day from, Day to, std::span<const UnitId> units) {
  std::vector<EntryRow> rows;
  if (units.empty()) return rows;
  store::Query q{"reports.entries_of", "SELECT " REPORTS_ENTRY_COLUMNS " FROM reports_entry WHERE TRUE"};
  q.add(" AND form = ? AND to_day = ? AND from_day = ?", form, to, from).add(" AND unit IN (");
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i == 0)
      q.add("?", units[i]);
    else
      q.add(", ?", units[i]);
  }
  q.add(") ORDER BY entered_at, id");
  tx.each(q, [&](const store::Row& r) { rows.push_back(entry_from(r)); });
  return rows;
}

std::vector<EntryRow> all_entries(store::ReadTx& tx) { return tx.all<EntryRow>(kAllEntries, entry_from); }

std::string entry_payload(const EntryRow& e) {
  JsonWriter json;
  json.begin_object().field("form", e.form).field("unit", e.unit.value).field("from", iso(e.from)).field("to", iso(e.to));
  json.field("row", e.row).field("column", e.column).field("amount", e.amount).field("told", e.told).field("source", e.source);
  json.field("source_day", iso(e.source_day)).field("by", e.by_name).field("by_id", e.by.value).end_object();
  return json.take();
}

}  // namespace motcua::reports
