// SQL ↔ types of this context. Private.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "money/ledger.hpp"
#include "money/money.hpp"
#include "store/db.hpp"

namespace motcua::money {

struct ClaimRecord {
  Debtor debtor;
  std::int64_t version{};
  Instant opened_at;
  bool open = false;
};
// New, or over the version that was read.
void put_claim(store::Tx& tx, const ClaimRecord& c, std::int64_t old_version);
std::optional<ClaimRecord> find_claim(store::ReadTx& tx, SubjectId subject);
std::optional<SubjectId> subject_of_code(store::ReadTx& tx, std::string_view code);
// Claims with something due, oldest first, with their sums.
std::vector<DueRow> open_claims(store::ReadTx& tx, const std::vector<UnitId>& units, std::pair<Instant, std::int64_t> after, int limit);

void insert(store::Tx& tx, const Receipt& r);
void insert(store::Tx& tx, const Entry& e, bool on_sheet);
std::vector<Entry> entries_of(store::ReadTx& tx, SubjectId subject);
std::vector<Receipt> receipts_of(store::ReadTx& tx, SubjectId subject);
std::optional<Receipt> find_receipt(store::ReadTx& tx, ReceiptId id);

// Locks the row of the till until the commit.
void touch_till(store::Tx& tx, UnitId unit, std::int64_t cashier);
int open_sheet(store::ReadTx& tx, UnitId unit, std::int64_t cashier);  // 0: never moved money
// False: closed meanwhile.
bool next_sheet(store::Tx& tx, UnitId unit, std::int64_t cashier, int sheet);
std::vector<Entry> entries_on_sheet(store::ReadTx& tx, UnitId unit, std::int64_t cashier, int sheet);
// Cash the cashier holds from sheets before this one.
Dong cash_before(store::ReadTx& tx, UnitId unit, std::int64_t cashier, int sheet);
struct EntryFacts {
  std::string code, payer, symbol;
  std::int64_t receipt_number{};
};
EntryFacts facts_of(store::ReadTx& tx, const Entry& e);

struct SheetRecord {
  SheetId id;
  UnitId unit;
  std::int64_t cashier{};
  std::string cashier_name;
  int sheet{}, year{};
  std::int64_t number{};
  Instant closed_at;
  Dong counted{};
  std::string document, note;
};
void insert(store::Tx& tx, const SheetRecord& s);
std::optional<SheetRecord> find_sheet(store::ReadTx& tx, SheetId id);
std::vector<SheetRecord> sheets_of(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);

struct AccountRecord {
  std::int64_t id{};
  BankAccount account;
  Instant set_at;
  std::int64_t set_by{};
};
void insert(store::Tx& tx, const AccountRecord& a, const Error& taken);
std::optional<AccountRecord> account_on(store::ReadTx& tx, UnitId unit, Day day);
std::vector<AccountRecord> accounts_of(store::ReadTx& tx, UnitId unit);

struct BankLineRecord {
  BankLine line;
  std::int64_t version{};
  std::string line_key;
};
// False: this line was taken before.
bool insert_new(store::Tx& tx, const BankLineRecord& l);
bool decide(store::Tx& tx, const BankLineRecord& l, std::int64_t old_version);
std::optional<BankLineRecord> find_line(store::ReadTx& tx, BankLineId id);
std::vector<BankLineRecord> open_lines(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);
std::vector<BankLineRecord> newest_lines(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);

// For verify.
struct ReceiptSeries {
  std::int64_t unit{};
  int year{};
  std::int64_t count{}, lowest{}, highest{};
};
std::vector<ReceiptSeries> receipt_series(store::ReadTx& tx);
std::vector<ReceiptSeries> sheet_series(store::ReadTx& tx);
std::vector<SubjectId> subjects_after(store::ReadTx& tx, SubjectId after, int limit);
std::optional<std::int64_t> entry_off_its_sheet(store::ReadTx& tx);
std::optional<std::int64_t> entry_without_claim(store::ReadTx& tx);
struct TillRow {
  std::int64_t unit{}, cashier{};
  int sheet{}, closed{};
};
std::vector<TillRow> tills(store::ReadTx& tx);
std::vector<std::int64_t> ids_of_sheets(store::ReadTx& tx);
std::vector<std::int64_t> ids_of_accounts(store::ReadTx& tx);
std::vector<std::int64_t> ids_of_lines(store::ReadTx& tx);
std::optional<AccountRecord> find_account(store::ReadTx& tx, std::int64_t id);

}  // namespace motcua::money
