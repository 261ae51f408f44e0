// Money the post took for a unit (account `post`), and the lines of a bank statement with which it hands that over. For the slice that
// settles with the post, inside its transaction.
#pragma once

#include <string>
#include <vector>

#include "money/money.hpp"

namespace motcua::money {

struct PostTaking {
  SubjectId subject;
  std::string code, fee, document, actor_name;
  Dong amount{};  // below zero: a receipt of the post was undone
  Instant at;
};
struct PostSum {
  int entries = 0;
  Dong amount{};
};
// By when the entry was made: entries are never edited, so a month that is over stays what it was.
PostSum post_sum(store::ReadTx& tx, UnitId unit, Instant from, Instant to);
std::vector<PostTaking> post_takings(store::ReadTx& tx, UnitId unit, Instant from, Instant to, int limit = 500);

// Lines nobody has accounted for yet, oldest first.
std::vector<BankLine> lines_to_account_for(store::ReadTx& tx, UnitId unit, int limit = 50);
// Takes one of them out of the list: it pays for no single claim, `note` says for what. Errors: money.no_such_line, money.line_taken.
Result<BankLine> account_for(store::Tx& tx, const Actor& actor, Instant now, UnitId unit, BankLineId id, std::string_view note);

}  // namespace motcua::money
