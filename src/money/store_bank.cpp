// Accounts of units and lines of bank statements.
#include "money/store.hpp"
#include "store/lists.hpp"

namespace motcua::money {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define ACCOUNT_COLUMNS "id, unit, bank_bin, bank_name, number, holder, symbol, valid_from, source, set_at, set_by, set_by_name"
MOTCUA_SQL(kInsertAccount, "INSERT INTO money_account (" ACCOUNT_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kAccountOn,
           "SELECT " ACCOUNT_COLUMNS " FROM money_account WHERE unit = $1 AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1");
MOTCUA_SQL(kAccountsOf, "SELECT " ACCOUNT_COLUMNS " FROM money_account WHERE unit = $1 ORDER BY valid_from DESC");
MOTCUA_SQL(kAccount, "SELECT " ACCOUNT_COLUMNS " FROM money_account WHERE id = $1");
MOTCUA_SQL(kAccountIds, "SELECT id FROM money_account ORDER BY id");

#define LINE_COLUMNS                                                                                                                       \
  "id, version, unit, line_key, file_name, imported_at, imported_by_name, booked_on, amount, description, bank_ref, state, why, subject, " \
  "receipt, note, decided_at, decided_by_name"
MOTCUA_SQL(kInsertLine,
           "INSERT INTO money_bank_line (" LINE_COLUMNS
           ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT (unit, line_key) DO "
           "NOTHING");
MOTCUA_SQL(kDecideLine,
           "UPDATE money_bank_line SET version = $2, state = $3, why = $4, subject = $5, receipt = $6, note = $7, decided_at = $8, "
           "decided_by_name = $9 WHERE id = $1 AND version = $10");
MOTCUA_SQL(kLine, "SELECT " LINE_COLUMNS " FROM money_bank_line WHERE id = $1");
MOTCUA_SQL(kLineIds, "SELECT id FROM money_bank_line ORDER BY id");

AccountRecord account_from_row(const Row& r) {
  AccountRecord a;
  int i = 0;
  a.id = r.i64(i++);
  a.account.unit = r.id<identity::UnitTag>(i++);
  a.account.bank_bin = r.text(i++);
  a.account.bank_name = r.text(i++);
  a.account.number = r.text(i++);
  a.account.holder = r.text(i++);
  a.account.symbol = r.text(i++);
  a.account.valid_from = r.day(i++);
  a.account.source = r.text(i++);
  a.set_at = r.instant(i++);
  a.set_by = r.i64(i++);
  a.account.set_by_name = r.text(i++);
  return a;
}

LineState state_from(std::string_view w) {
  for (const auto s : {LineState::open, LineState::matched, LineState::aside})
    if (word(s) == w) return s;
  throw BrokenInvariant("state of a bank line");
}

BankLineRecord line_from(const Row& r) {
  BankLineRecord x;
  auto& l = x.line;
  int i = 0;
  l.id = r.id<BankLineTag>(i++);
  x.version = r.i64(i++);
  l.unit = r.id<identity::UnitTag>(i++);
  x.line_key = r.text(i++);
  l.file_name = r.text(i++);
  l.imported_at = r.instant(i++);
  l.imported_by_name = r.text(i++);
  l.booked_on = r.day(i++);
  l.amount = Dong{r.i64(i++)};
  l.description = r.text(i++);
  l.bank_ref = r.text(i++);
  l.state = state_from(r.view(i++));
  l.why = r.text(i++);
  l.subject = r.id<SubjectTag>(i++);
  l.receipt = r.id<ReceiptTag>(i++);
  l.note = r.text(i++);
  l.decided_at = r.opt_instant(i++);
  l.decided_by_name = r.text(i++);
  return x;
}

std::optional<std::int64_t> receipt_of(const BankLine& l) { return l.receipt ? std::optional(l.receipt.value) : std::nullopt; }

std::vector<BankLineRecord> lines_of(ReadTx& tx, const Query& q) {
  std::vector<BankLineRecord> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(line_from(r)); });
  return rows;
}
}  // namespace

void insert(Tx& tx, const AccountRecord& a, const Error& taken) {
  const auto& x = a.account;
  tx.send_or_refuse(taken, kInsertAccount, a.id, x.unit, x.bank_bin, x.bank_name, x.number, x.holder, x.symbol, x.valid_from, x.source,
                    a.set_at, a.set_by, x.set_by_name);
}
std::optional<AccountRecord> account_on(ReadTx& tx, UnitId unit, Day day) {
  return tx.one<AccountRecord>(kAccountOn, account_from_row, unit, day);
}
std::vector<AccountRecord> accounts_of(ReadTx& tx, UnitId unit) { return tx.all<AccountRecord>(kAccountsOf, account_from_row, unit); }
std::optional<AccountRecord> find_account(ReadTx& tx, std::int64_t id) { return tx.one<AccountRecord>(kAccount, account_from_row, id); }
std::vector<std::int64_t> ids_of_accounts(ReadTx& tx) {
  return tx.all<std::int64_t>(kAccountIds, [](const Row& r) { return r.i64(0); });
}

bool insert_new(Tx& tx, const BankLineRecord& x) {
  const auto& l = x.line;
  return tx.exec(kInsertLine, l.id, x.version, l.unit, x.line_key, l.file_name, l.imported_at, l.imported_by_name, l.booked_on,
                 l.amount.value, l.description, l.bank_ref, word(l.state), l.why, l.subject, receipt_of(l), l.note, l.decided_at,
                 l.decided_by_name) == 1;
}
bool decide(Tx& tx, const BankLineRecord& x, std::int64_t old_version) {
  const auto& l = x.line;
  return tx.exec(kDecideLine, l.id, x.version, word(l.state), l.why, l.subject, receipt_of(l), l.note, l.decided_at, l.decided_by_name,
                 old_version) == 1;
}
std::optional<BankLineRecord> find_line(ReadTx& tx, BankLineId id) { return tx.one<BankLineRecord>(kLine, line_from, id); }
std::vector<BankLineRecord> open_lines(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  Query q{"money.open_lines", "SELECT " LINE_COLUMNS " FROM money_bank_line WHERE state = 'open'"};
  store::add_list(q, " AND unit IN (", units);
  q.add(" ORDER BY booked_on, id LIMIT ?", limit);
  return lines_of(tx, q);
}
std::vector<BankLineRecord> newest_lines(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  Query q{"money.newest_lines", "SELECT " LINE_COLUMNS " FROM money_bank_line WHERE TRUE"};
  store::add_list(q, " AND unit IN (", units);
  q.add(" ORDER BY imported_at DESC, id DESC LIMIT ?", limit);
  return lines_of(tx, q);
}
std::vector<std::int64_t> ids_of_lines(ReadTx& tx) {
  return tx.all<std::int64_t>(kLineIds, [](const Row& r) { return r.i64(0); });
}

}  // namespace motcua::money
