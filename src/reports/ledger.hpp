// The ledger of dossiers: each row of a dossier's journal moves it from one account to another, the clock moves it too (its due moment
// passes). Stocks and flows of any period are sums of those postings, so "carried over + received = settled + pending" holds by
// construction. Pure: no SQL, no clock.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "dossier/moves.hpp"

namespace motcua::reports {

// Where a dossier stands. `received` is the other side of every entry: it only grows, and is always the sum of all others.
enum class Account : std::uint8_t {
  received,
  in_term,         // being settled, due moment not passed
  overdue,         // being settled, due moment passed
  paused_in_term,  // waits for the applicant (supplement, financial obligation, wish to withdraw)
  paused_overdue,  // the same, the due moment had passed before the pause
  early,           // result at the desk on an earlier day than due
  on_time,         // on that day, not after the moment
  late,            // after it
  withdrawn,       // at the applicant's wish, after reception
  stopped          // closed without a result
};
inline constexpr std::size_t kAccounts = 10;
std::string_view word(Account a);  // as stored: "in_term"
std::string_view label(Account a);
std::optional<Account> account_from(std::string_view word);

using Amounts = std::array<std::int64_t, kAccounts>;
constexpr std::size_t at(Account a) { return static_cast<std::size_t>(a); }

// What one row of the journal does to the ledger.
enum class Effect : std::uint8_t { none, opened, paused, resumed, due_changed, settled, withdrawn, stopped, returned };
std::string_view word(Effect e);
std::optional<Effect> effect_from(std::string_view word);

struct Step {
  std::int64_t seq{};
  Instant at, recorded_at;
  Effect effect{};
  std::optional<Instant> due_at{};
  friend bool operator==(const Step&, const Step&) = default;
};
// `open`: the dossier has been received before this row.
Effect effect_of(const dossier::JournalMove& move, bool open);

// `amount` dossiers enter (+1) or leave (-1) an account at a moment. They stand there at T when the moment is before T.
struct Posting {
  Instant at;
  Account account{};
  int amount{};
  friend bool operator==(const Posting&, const Posting&) = default;
};
// All postings of one dossier as far as these rows tell; the passing of the due moment of a running one stands ahead, at that moment.
// A dossier is settled once: what comes after (collection, correction of the result) moves nothing.
std::vector<Posting> timeline(std::span<const Step> steps);
// What the last row adds to the ledger: the timeline with it less the timeline without it. Its rows were learned when that row was.
std::vector<Posting> postings_of_last(std::span<const Step> steps);

// Rows that were known at the end of this day; all when there is none.
std::vector<Step> known_on(std::span<const Step> steps, std::optional<Day> known);
// The account at T (what happened before it); nothing when it had not been received.
std::optional<Account> standing(std::span<const Step> steps, Instant t);
// Moment of the reception and of the end, as far as told.
struct Ends {
  std::optional<Instant> opened{}, closed{};
  std::optional<Account> outcome{};
  Instant due_at{};  // in force at the end, or now
};
Ends ends(std::span<const Step> steps);

}  // namespace motcua::reports
