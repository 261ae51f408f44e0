// Settling with the post month by month (118/2025/NĐ-CP Điều 12.9): what it took for the unit by the ledger, what came in by transfer, the
// difference, closed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.hpp"
#include "money/post_money.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::post {

using identity::Actor;
using identity::UnitId;

struct Transfer {
  std::int64_t id{};
  UnitId unit;
  Day month{};  // its first day
  money::BankLineId line;
  Dong amount{};
  Day booked_on{};
  std::string bank_ref, added_by_name;
  Instant added_at;
};
struct Settlement {
  std::int64_t id{};
  UnitId unit;
  Day month{};
  int entries = 0;
  Dong taken{}, transferred{};
  std::string note, closed_by_name;
  Instant closed_at;
};
struct Month {
  Day first{};
  int entries = 0;
  Dong taken{}, transferred{};
  std::optional<Settlement> closed;
  Dong missing() const { return taken - transferred; }  // below zero: more came than was taken
};
struct MonthView {
  Month month;
  bool over = false;  // the month has ended: it can be closed
  std::vector<money::PostTaking> takings;
  std::vector<Transfer> transfers;
  std::vector<money::BankLine> open_lines;  // that may be the post's; none once it is closed
};

Day month_of(Day day);
Day month_after(Day first);

class Settlements {
 public:
  Settlements(store::Database& db, const Clock& clock, IdSource& ids) : db_(db), clock_(clock), ids_(ids) {}

  // This month and those before in which anything was taken, came in or was closed; newest first.
  std::vector<Month> months(const Actor& actor, UnitId unit, int how_many = 13);
  Result<MonthView> month(const Actor& actor, UnitId unit, Day first);
  // A line of the statement is money of that month. Errors: post.month_closed, those of money::account_for.
  Status add_transfer(const Actor& actor, UnitId unit, Day first, money::BankLineId line);
  // Errors: post.month_not_over, post.month_empty, post.month_closed. A difference needs a reason. Later corrections are entries of the
  // month they are made in.
  Status close(const Actor& actor, UnitId unit, Day first, std::string_view note);

  std::vector<store::Verifier> verifiers() const;

 private:
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace motcua::post
