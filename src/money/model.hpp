// Accounts, entries and what follows from them: pure.
//
// An entry passes an amount from one account to another, so all accounts of a claim always sum to nothing:
//   charge            fee -> due        a fee is fixed, with the tariff of that day
//   relief            due -> exempt     exemption, reduction
//   payment           due -> cash | bank | gateway | post
//   refund_promised   refund -> fee     a decision to give back; `refund` is then below zero
//                     refund -> due     the same for money that came although it was not owed
//   refund            cash | bank | gateway -> refund
//   counter           the other way round of the entry it undoes
//   hand_in           cash -> handed_in (of a till, without a claim)
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/result.hpp"

namespace motcua::money {

using SubjectId = Id<struct SubjectTag>;  // what money is owed for: the id of a dossier
using ReceiptId = Id<struct ReceiptTag>;
using EntryId = Id<struct EntryTag>;
using SheetId = Id<struct SheetTag>;
using BankLineId = Id<struct BankLineTag>;

enum class Account : std::uint8_t { fee, due, exempt, cash, bank, gateway, post, refund, handed_in };
inline constexpr std::size_t kAccounts = 9;
std::string_view word(Account a);
std::optional<Account> account_from(std::string_view word);
std::string_view label(Account a);  // "Tiền mặt"

// How money comes: the account it comes to.
enum class Way : std::uint8_t { cash, bank, gateway, post };
Account account_of(Way way);
std::string_view word(Way way);
std::string_view label(Way way);  // "Chuyển khoản"
std::optional<Way> way_from(std::string_view word);

enum class Kind : std::uint8_t { charge, relief, payment, refund_promised, refund, counter, hand_in };
std::string_view word(Kind k);
std::optional<Kind> kind_from(std::string_view word);
std::string_view label(Kind k);  // "Thu"

struct Entry {
  EntryId id;
  SubjectId subject;  // 0: of a till
  std::int64_t unit{};
  Kind kind{};
  Account source{}, target{};
  Dong amount{};
  std::string fee, name;  // id and name of the fee
  ReceiptId receipt;      // of payments and what undoes them
  EntryId counters;       // the entry it undoes
  std::string document;   // transaction of the bank, voucher of a refund
  std::string reason;     // law of a relief, why it is undone
  Instant at;
  std::int64_t actor{};
  std::string actor_name;
  int sheet = 0;
};

struct Balances {
  std::array<Dong, kAccounts> amounts{};
  Dong of(Account a) const { return amounts[static_cast<std::size_t>(a)]; }
  Dong received() const;   // taken and not given back, by any way
  Dong to_refund() const;  // promised and not paid out
  bool zero_sum() const;
};
Balances balances(std::span<const Entry> entries);

// Where a claim stands, told from its entries alone.
enum class Standing : std::uint8_t { none, due, paid, exempt, refund_due, refunded };
Standing standing(std::span<const Entry> entries);
std::string_view label(Standing s);

// Entries that were not undone and undo nothing, of this kind; what a correction may still undo.
std::vector<const Entry*> in_force(std::span<const Entry> entries, Kind kind);

// ---- the reference a payer's bank carries --------------------------------------------------------------------------------------

// "MC0C8H3J5K7M9PQ4": id of the subject in 13 letters of Crockford's alphabet and a check letter. Told from the id, stored nowhere.
std::string reference_of(SubjectId subject);
// The first reference with a right check letter in a bank's text, whatever blanks, points and small letters the bank made of it.
std::optional<SubjectId> subject_in(std::string_view text);

// ---- sums of a day sheet --------------------------------------------------------------------------------------------------------

struct SheetSums {
  struct Line {
    std::string label;
    Dong amount{};
    int count = 0;
  };
  std::vector<Line> by_way;  // what came in less what was undone or given back, by account
  std::vector<Line> by_fee;
  Dong total{};  // of by_way
  Dong cash{};   // that should lie in the till at the end: carried over, taken, given back, handed in
  int receipts = 0;
  int undone = 0;
};
// `carried`: cash left from sheets before.
SheetSums sums_of(std::span<const Entry> entries, Dong carried);

}  // namespace motcua::money
