// The book of one claim inside the transaction of whoever changes it: read, entries added, saved once with a journal row. What a
// dossier, a gateway or the post needs to fix what is owed and to take it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "identity/actor.hpp"
#include "money/model.hpp"
#include "store/db.hpp"

namespace motcua::money {

using identity::Actor;
using identity::UnitId;

// Who writes, and when.
struct Writer {
  store::Tx& tx;
  IdSource& ids;
  const Actor& actor;
  Instant now;
};

// What money is owed for.
struct Debtor {
  SubjectId subject;
  UnitId unit;        // whose receipts are given
  std::string code;   // "H20.39.5-261123-0007"
  std::string title;  // "Đăng ký khai sinh"
  std::string payer, address;
};

// A fee as the tariff of the day fixes it. `relief` (exemption, reduction) is part of `gross`; `why` names what grants it.
struct Charge {
  std::string fee, name;
  Dong gross{};
  Dong relief{};
  std::string basis;  // law of the amount
  std::string why;
};

// Biên lai thu phí, lệ phí. Its amount is the sum of its entries.
struct Receipt {
  ReceiptId id;
  SubjectId subject;
  UnitId unit;
  int year{};
  std::int64_t number{};  // dense in unit and year
  std::string symbol, payer, address;
  Instant issued_at;
  std::int64_t issued_by{};
  std::string issued_by_name;
};

struct Taking {
  Way way = Way::cash;
  std::string document{};  // transaction of the bank or the gateway; slip of the post
  std::string payer{};     // who pays, when it is not the debtor
  Dong amount{};           // part of what is due (advance, deposit); 0: all of it
};

class Book {
 public:
  // Nothing when nothing was ever owed for it.
  static std::optional<Book> find(store::ReadTx& tx, SubjectId subject);
  explicit Book(Debtor debtor) : debtor_(std::move(debtor)) {}

  const Debtor& debtor() const { return debtor_; }
  std::int64_t version() const { return version_; }
  Instant opened_at() const { return opened_at_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Receipt>& receipts() const { return receipts_; }
  Balances balances() const { return money::balances(entries_); }
  Standing standing() const { return money::standing(entries_); }
  Dong due() const { return balances().of(Account::due); }
  std::vector<const Entry*> entries_of(ReceiptId receipt) const;
  bool undone(ReceiptId receipt) const;  // every payment of it has its counter-entry

  void charge(const Writer& w, const Charge& charge);
  // What is due or a part of it, fee by fee in the order they were fixed, one receipt. Errors: money.nothing_due, money.more_than_due.
  Result<ReceiptId> take(const Writer& w, const Taking& taking);
  // Counter-entries for all payments of a receipt. Errors: money.no_such_receipt, money.receipt_undone, money.refund_promised.
  Status undo(const Writer& w, ReceiptId receipt, std::string_view reason);
  // What is still due is owed no more (the case ended); what was paid of it stays paid.
  void drop_due(const Writer& w, std::string_view reason);
  // A decision to give back part of what was paid. Error money.refund_too_much.
  Status promise_refund(const Writer& w, Dong amount, std::string_view reason);
  // Pays out all that was promised. Error money.nothing_to_refund.
  Status pay_refund(const Writer& w, Way way, std::string_view document);

  // Money that nobody owed, kept to be given back: what came and the promise, at once. No receipt: no fee was taken.
  void keep_unowed(const Writer& w, Dong amount, const Taking& taking, std::string_view why);

  // Writes what was added. Error: somebody else changed the book meanwhile.
  Status save(const Writer& w, std::string_view event);
  // All of it, for journal and verify.
  std::string digest() const;

 private:
  Entry entry(const Writer& w, Kind kind, Account from, Account to, Dong amount) const;
  Debtor debtor_;
  std::int64_t version_ = 0;
  Instant opened_at_{};
  bool open_ = false;
  std::vector<Entry> entries_;
  std::vector<Receipt> receipts_;
  std::size_t stored_entries_ = 0, stored_receipts_ = 0;
};

namespace events {
inline constexpr std::string_view kCharged = "money.charged";
inline constexpr std::string_view kReceived = "money.received";
inline constexpr std::string_view kUndone = "money.receipt_undone";
inline constexpr std::string_view kDropped = "money.due_dropped";
inline constexpr std::string_view kRefundPromised = "money.refund_promised";
inline constexpr std::string_view kRefunded = "money.refunded";
inline constexpr std::string_view kUnowed = "money.unowed_received";
inline constexpr std::string_view kOrderBegun = "money.order_begun";
inline constexpr std::string_view kOrderTold = "money.order_told";
inline constexpr std::string_view kSheetClosed = "money.sheet_closed";
inline constexpr std::string_view kAccountSet = "money.account_set";
inline constexpr std::string_view kLineImported = "money.line_imported";
inline constexpr std::string_view kLineMatched = "money.line_matched";
inline constexpr std::string_view kLineSetAside = "money.line_set_aside";
}  // namespace events

}  // namespace motcua::money
