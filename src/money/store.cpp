#include "money/store.hpp"
#include "store/lists.hpp"

namespace motcua::money {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kInsertClaim,
           "INSERT INTO money_claim (subject, version, unit, code, title, payer, address, opened_at, open) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kSaveClaim, "UPDATE money_claim SET version = $2, open = $3 WHERE subject = $1 AND version = $4");
MOTCUA_SQL(kClaim, "SELECT subject, version, unit, code, title, payer, address, opened_at, open FROM money_claim WHERE subject = $1");
MOTCUA_SQL(kSubjectOfCode, "SELECT subject FROM money_claim WHERE code = $1 ORDER BY subject DESC LIMIT 1");

#define RECEIPT_COLUMNS "id, subject, unit, year, number, symbol, payer, address, issued_at, issued_by, issued_by_name"
MOTCUA_SQL(kInsertReceipt, "INSERT INTO money_receipt (" RECEIPT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
MOTCUA_SQL(kReceiptsOf, "SELECT " RECEIPT_COLUMNS " FROM money_receipt WHERE subject = $1 ORDER BY id");
MOTCUA_SQL(kReceipt, "SELECT " RECEIPT_COLUMNS " FROM money_receipt WHERE id = $1");

#define ENTRY_COLUMNS \
  "id, subject, unit, kind, source, target, amount, fee, name, receipt, counters, document, reason, at, actor, actor_name, sheet"
// The sheet that is open for who moves money is read in the statement, so that it costs no round trip of its own.
MOTCUA_SQL(kInsertEntry,
           "INSERT INTO money_entry (" ENTRY_COLUMNS
           ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, CASE WHEN $17 THEN (SELECT t.sheet FROM "
           "money_till AS t WHERE t.unit = $3 AND t.cashier = $15) ELSE 0 END)");
MOTCUA_SQL(kEntriesOf, "SELECT " ENTRY_COLUMNS " FROM money_entry WHERE subject = $1 ORDER BY id");
MOTCUA_SQL(kEntriesOnSheet, "SELECT " ENTRY_COLUMNS " FROM money_entry WHERE unit = $1 AND actor = $2 AND sheet = $3 ORDER BY id");
MOTCUA_SQL(kCashBefore,
           "SELECT coalesce(sum(CASE WHEN target = 'cash' THEN amount WHEN source = 'cash' THEN -amount ELSE 0 END), 0) FROM money_entry "
           "WHERE unit = $1 AND actor = $2 AND sheet > 0 AND sheet < $3");
MOTCUA_SQL(kEntryClaim, "SELECT code, payer FROM money_claim WHERE subject = $1");
MOTCUA_SQL(kTouchTill,
           "INSERT INTO money_till AS t (unit, cashier, sheet) VALUES ($1, $2, 1) "
           "ON CONFLICT (unit, cashier) DO UPDATE SET sheet = t.sheet");
MOTCUA_SQL(kOpenSheet, "SELECT sheet FROM money_till WHERE unit = $1 AND cashier = $2");
MOTCUA_SQL(kNextSheet, "UPDATE money_till SET sheet = $3 + 1 WHERE unit = $1 AND cashier = $2 AND sheet = $3");

#define SHEET_COLUMNS "id, unit, cashier, cashier_name, sheet, year, number, closed_at, counted, document, note"
MOTCUA_SQL(kInsertSheet, "INSERT INTO money_sheet (" SHEET_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
MOTCUA_SQL(kSheet, "SELECT " SHEET_COLUMNS " FROM money_sheet WHERE id = $1");

Entry entry_from(const Row& r) {
  Entry e;
  int i = 0;
  e.id = r.id<EntryTag>(i++);
  e.subject = r.id<SubjectTag>(i++);
  e.unit = r.i64(i++);
  e.kind = kind_from(r.view(i++)).value();
  e.source = account_from(r.view(i++)).value();
  e.target = account_from(r.view(i++)).value();
  e.amount = Dong{r.i64(i++)};
  e.fee = r.text(i++);
  e.name = r.text(i++);
  e.receipt = r.id<ReceiptTag>(i++);
  e.counters = r.id<EntryTag>(i++);
  e.document = r.text(i++);
  e.reason = r.text(i++);
  e.at = r.instant(i++);
  e.actor = r.i64(i++);
  e.actor_name = r.text(i++);
  e.sheet = r.i32(i++);
  return e;
}

Receipt receipt_from(const Row& r) {
  Receipt x;
  int i = 0;
  x.id = r.id<ReceiptTag>(i++);
  x.subject = r.id<SubjectTag>(i++);
  x.unit = r.id<identity::UnitTag>(i++);
  x.year = r.i32(i++);
  x.number = r.i64(i++);
  x.symbol = r.text(i++);
  x.payer = r.text(i++);
  x.address = r.text(i++);
  x.issued_at = r.instant(i++);
  x.issued_by = r.i64(i++);
  x.issued_by_name = r.text(i++);
  return x;
}

ClaimRecord claim_from(const Row& r) {
  ClaimRecord c;
  int i = 0;
  c.debtor.subject = r.id<SubjectTag>(i++);
  c.version = r.i64(i++);
  c.debtor.unit = r.id<identity::UnitTag>(i++);
  c.debtor.code = r.text(i++);
  c.debtor.title = r.text(i++);
  c.debtor.payer = r.text(i++);
  c.debtor.address = r.text(i++);
  c.opened_at = r.instant(i++);
  c.open = r.boolean(i++);
  return c;
}

SheetRecord sheet_from(const Row& r) {
  SheetRecord s;
  int i = 0;
  s.id = r.id<SheetTag>(i++);
  s.unit = r.id<identity::UnitTag>(i++);
  s.cashier = r.i64(i++);
  s.cashier_name = r.text(i++);
  s.sheet = r.i32(i++);
  s.year = r.i32(i++);
  s.number = r.i64(i++);
  s.closed_at = r.instant(i++);
  s.counted = Dong{r.i64(i++)};
  s.document = r.text(i++);
  s.note = r.text(i++);
  return s;
}

template <class Tag> std::optional<std::int64_t> or_null(Id<Tag> id) { return id ? std::optional(id.value) : std::nullopt; }
}  // namespace

// ---- claims ----

void put_claim(Tx& tx, const ClaimRecord& c, std::int64_t old_version) {
  const auto changed =
      errors::conflict("money.changed_meanwhile", "Khoản thu này vừa được người khác thay đổi. Tải lại trang rồi làm tiếp.");
  const auto& d = c.debtor;
  if (old_version == 0) {
    tx.send_or_refuse(changed.value(), kInsertClaim, d.subject, c.version, d.unit, d.code, d.title, d.payer, d.address, c.opened_at,
                      c.open);
  } else {
    tx.send(kSaveClaim, d.subject, c.version, c.open, old_version);  // the journal's sequence refuses whoever comes second
  }
}
std::optional<ClaimRecord> find_claim(ReadTx& tx, SubjectId subject) { return tx.one<ClaimRecord>(kClaim, claim_from, subject); }
std::optional<SubjectId> subject_of_code(ReadTx& tx, std::string_view code) {
  return tx.one<SubjectId>(
      kSubjectOfCode, [](const Row& r) { return r.id<SubjectTag>(0); }, code);
}

std::vector<DueRow> open_claims(ReadTx& tx, const std::vector<UnitId>& units, std::pair<Instant, std::int64_t> after, int limit) {
  Query q{
      "money.open_claims",
      "SELECT subject, unit, code, title, payer, opened_at, (SELECT coalesce(sum(CASE WHEN e.target = 'due' THEN e.amount WHEN e.source "
      "= 'due' THEN -e.amount ELSE 0 END), 0) FROM money_entry AS e WHERE e.subject = money_claim.subject) FROM money_claim WHERE open"};
  store::add_list(q, " AND unit IN (", units);
  q.add(" AND (opened_at, subject) > (?, ?) ORDER BY opened_at, subject LIMIT ?", after.first, after.second, limit);
  std::vector<DueRow> rows;
  tx.each(q, [&](const Row& r) {
    rows.push_back({r.id<SubjectTag>(0), r.id<identity::UnitTag>(1), r.text(2), r.text(3), r.text(4), r.instant(5), Dong{r.i64(6)}});
  });
  return rows;
}

// ---- receipts and entries ----

void insert(Tx& tx, const Receipt& r) {
  tx.send(kInsertReceipt, r.id, r.subject, r.unit, r.year, r.number, r.symbol, r.payer, r.address, r.issued_at, r.issued_by,
          r.issued_by_name);
}
void insert(Tx& tx, const Entry& e, bool on_sheet) {
  tx.send(kInsertEntry, e.id, e.subject, e.unit, word(e.kind), word(e.source), word(e.target), e.amount.value, e.fee, e.name,
          or_null(e.receipt), or_null(e.counters), e.document, e.reason, e.at, e.actor, e.actor_name, on_sheet);
}
std::vector<Entry> entries_of(ReadTx& tx, SubjectId subject) { return tx.all<Entry>(kEntriesOf, entry_from, subject); }
std::vector<Receipt> receipts_of(ReadTx& tx, SubjectId subject) { return tx.all<Receipt>(kReceiptsOf, receipt_from, subject); }
std::optional<Receipt> find_receipt(ReadTx& tx, ReceiptId id) { return tx.one<Receipt>(kReceipt, receipt_from, id); }

// ---- tills and sheets ----

void touch_till(Tx& tx, UnitId unit, std::int64_t cashier) { tx.send(kTouchTill, unit, cashier); }
int open_sheet(ReadTx& tx, UnitId unit, std::int64_t cashier) { return static_cast<int>(tx.number(kOpenSheet, unit, cashier)); }
bool next_sheet(Tx& tx, UnitId unit, std::int64_t cashier, int sheet) { return tx.exec(kNextSheet, unit, cashier, sheet) == 1; }
std::vector<Entry> entries_on_sheet(ReadTx& tx, UnitId unit, std::int64_t cashier, int sheet) {
  return tx.all<Entry>(kEntriesOnSheet, entry_from, unit, cashier, sheet);
}
Dong cash_before(ReadTx& tx, UnitId unit, std::int64_t cashier, int sheet) { return Dong{tx.number(kCashBefore, unit, cashier, sheet)}; }
EntryFacts facts_of(ReadTx& tx, const Entry& e) {
  EntryFacts f;
  tx.each(
      kEntryClaim,
      [&](const Row& r) {
        f.code = r.text(0);
        f.payer = r.text(1);
      },
      e.subject);
  if (const auto receipt = e.receipt ? find_receipt(tx, e.receipt) : std::nullopt) {
    f.payer = receipt->payer;
    f.symbol = receipt->symbol;
    f.receipt_number = receipt->number;
  }
  return f;
}

void insert(Tx& tx, const SheetRecord& s) {
  tx.send(kInsertSheet, s.id, s.unit, s.cashier, s.cashier_name, s.sheet, s.year, s.number, s.closed_at, s.counted.value, s.document,
          s.note);
}
std::optional<SheetRecord> find_sheet(ReadTx& tx, SheetId id) { return tx.one<SheetRecord>(kSheet, sheet_from, id); }
std::vector<SheetRecord> sheets_of(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  Query q{"money.sheets", "SELECT " SHEET_COLUMNS " FROM money_sheet WHERE TRUE"};
  store::add_list(q, " AND unit IN (", units);
  q.add(" ORDER BY closed_at DESC, id DESC LIMIT ?", limit);
  std::vector<SheetRecord> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(sheet_from(r)); });
  return rows;
}

}  // namespace motcua::money
