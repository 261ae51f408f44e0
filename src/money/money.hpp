// THE header of this context: what is owed, what came in, what goes back; receipts, day sheets, bank statements.
//
// A slice above (dossier) opens a claim and takes money through a Book (ledger.hpp) in its own transaction. What begins here, at the
// cashier's, reaches that slice through Subjects, which it fills in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.hpp"
#include "money/ledger.hpp"
#include "print/money_forms.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::money {

store::MigrationSet migrations();

// Where the money of a unit goes by transfer, and the symbol its receipts carry, since a day.
struct BankAccount {
  UnitId unit;
  std::string bank_bin, bank_name, number, holder;
  std::string symbol;
  Day valid_from{};
  std::string source;       // decision it rests on
  std::string set_by_name;  // read only
};

// What a transfer of this sum needs: the payload of a VietQR code, and the same in words for who types it.
struct TransferOrder {
  std::string payload;    // EMVCo text for the QR code
  std::string reference;  // "MC0C8H3J5K7M9PQ4"
  Dong amount{};
  BankAccount to;
};
// Error money.no_account: the unit has not said where money goes.
Result<TransferOrder> transfer_order(store::ReadTx& tx, UnitId unit, SubjectId subject, Dong amount, Day day);

// The side that owns what is paid for. Each call is one transaction of that side: its state, its journal and the entries together.
class Subjects {
 public:
  virtual ~Subjects() = default;
  // Takes what is due, or a part of it (Taking::amount). `also` runs in the same transaction.
  virtual Result<ReceiptId> pay(const Actor& actor, SubjectId subject, const Taking& taking,
                                const std::function<Status(store::Tx&, ReceiptId)>& also) = 0;
  // Money that is there already (a gateway reports it), whoever asks: taken of what is due; more than is due is
  // money to give back.
  struct Reported {
    ReceiptId receipt;
    bool unowed = false;
  };
  virtual Result<Reported> take_reported(SubjectId subject, Dong amount, const Taking& taking,
                                         const std::function<Status(store::Tx&, const Reported&)>& also) = 0;
  // A receipt is undone by counter-entries: it is due again.
  virtual Status undo(const Actor& actor, SubjectId subject, ReceiptId receipt, std::string_view reason) = 0;
  virtual Status pay_refund(const Actor& actor, SubjectId subject, Way way, std::string_view document) = 0;
};

// What whoever holds the link of a dossier sees of its money; nothing about people.
struct PublicClaim {
  struct Paid {
    ReceiptId id;
    std::string number;  // "0000012"
    Dong amount{};
    Way way{};
    Instant at;
    bool undone = false;
  };
  SubjectId subject;
  UnitId unit;
  Dong due{}, to_refund{}, refunded{};
  std::vector<Paid> receipts;
};

struct DueRow {
  SubjectId subject;
  UnitId unit;
  std::string code, title, payer;
  Instant opened_at;
  Dong due{};
};
struct DuePage {
  std::vector<DueRow> rows;
  std::string next;
};

struct EntryLine {
  Entry entry;
  bool undone = false;
  std::string receipt;  // "12/2026"
};
struct ReceiptView {
  Receipt receipt;
  Dong amount{};
  Way way{};
  bool undone = false;
  bool may_undo = false;
  std::string number;  // "0000012"
};
struct ClaimView {
  Debtor debtor;
  std::string unit_name;
  Instant opened_at;
  Standing standing{};
  Dong due{}, received{}, exempt{}, to_refund{};
  std::vector<EntryLine> entries;
  std::vector<ReceiptView> receipts;
  std::optional<TransferOrder> order;  // while something is due and the unit has an account
  bool may_take = false, may_refund = false;
};

struct SheetLine {
  Entry entry;
  std::string code, payer, receipt;
  Dong signed_amount{};
};
struct SheetView {
  SheetId id;  // 0: still open
  UnitId unit;
  std::string unit_name, cashier_name;
  std::int64_t cashier{};
  int sheet{};
  std::int64_t number{};  // once closed
  std::optional<Instant> closed_at;
  std::vector<SheetLine> lines;
  SheetSums sums;
  Dong carried{};  // cash from before
  Dong counted{};
  std::string document, note;
};
struct Closing {
  UnitId unit;
  int sheet{};  // as the cashier saw it
  Dong counted{};
  std::string document;  // voucher of the handing in
  std::string note;      // why counted and computed differ
};

enum class LineState : std::uint8_t { open, matched, aside };
std::string_view word(LineState s);
std::string_view label(LineState s);
struct BankLine {
  BankLineId id;
  UnitId unit;
  std::string file_name, imported_by_name;
  Instant imported_at;
  Day booked_on{};
  Dong amount{};
  std::string description, bank_ref;
  LineState state{};
  std::string why;  // nothing was found by itself: what stands in the way
  SubjectId subject;
  ReceiptId receipt;
  std::string note;
  std::optional<Instant> decided_at;
  std::string decided_by_name;
};
struct Import {
  int lines = 0, new_lines = 0, matched = 0, skipped = 0;  // skipped: money that went out
};

class Money {
 public:
  Money(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity)
      : db_(db), clock_(clock), ids_(ids), identity_(identity) {}
  // Once, before anything is asked; without it nothing can be taken at the cashier's.
  void set_subjects(Subjects& subjects) { subjects_ = &subjects; }

  // --- the cashier ---
  DuePage due(const Actor& actor, std::string_view after, int limit = 50);
  // A code, a reference from a bank's text, or the end of a receipt's QR.
  Result<SubjectId> find(const Actor& actor, std::string_view typed);
  // Reading is logged with `purpose`. Not visible: money.no_such_claim.
  Result<ClaimView> open(const Actor& actor, SubjectId subject, std::string_view purpose);
  Result<ReceiptId> take(const Actor& actor, SubjectId subject, const Taking& taking);
  Result<SubjectId> undo(const Actor& actor, ReceiptId receipt, std::string_view reason);
  Status pay_refund(const Actor& actor, SubjectId subject, Way way, std::string_view document);
  Result<print::FeeReceiptForm> receipt_form(const Actor& actor, ReceiptId receipt);

  // --- whoever holds the link of the dossier with this code ---
  std::optional<PublicClaim> public_claim(std::string_view code);
  Result<TransferOrder> public_transfer(std::string_view code);  // of all that is due
  Result<print::FeeReceiptForm> public_receipt(std::string_view code, ReceiptId receipt);

  // --- day sheets ---
  SheetView open_sheet(const Actor& actor, UnitId unit);
  std::vector<SheetView> closed_sheets(const Actor& actor, int limit = 50);  // newest first, without lines
  Result<SheetView> sheet(const Actor& actor, SheetId id);
  Result<SheetId> close(const Actor& actor, const Closing& closing);
  Result<print::DaySheetForm> sheet_form(const Actor& actor, SheetId id);

  // --- bank ---
  std::optional<BankAccount> account_on(UnitId unit, Day day);
  std::vector<BankAccount> accounts(UnitId unit);
  Status set_account(const Actor& actor, const BankAccount& account);
  // Lines of a CSV statement; those with a reference and the right sum are taken at once. The same file twice changes nothing.
  Result<Import> import_statement(const Actor& actor, UnitId unit, std::string_view bytes, std::string_view file_name);
  std::vector<BankLine> unmatched(const Actor& actor, int limit = 200);
  std::vector<BankLine> lines(const Actor& actor, int limit = 100);  // newest first
  Status assign(const Actor& actor, BankLineId line, std::string_view code);
  Status set_aside(const Actor& actor, BankLineId line, std::string_view note);

  std::vector<store::Verifier> verifiers() const;

 private:
  bool visible(const Actor& actor, UnitId unit) const;
  print::FeeReceiptForm form_of(store::ReadTx& tx, const Receipt& receipt) const;
  SheetView view_of(store::ReadTx& tx, UnitId unit, std::int64_t cashier, int sheet) const;
  Result<std::string> match(const Actor& actor, BankLineId id, std::optional<SubjectId> chosen);
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  identity::Identity& identity_;
  Subjects* subjects_ = nullptr;
};

}  // namespace motcua::money
