// A bank's statement as CSV: which columns mean what follows from their headings, as the banks write them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/money.hpp"
#include "base/result.hpp"

namespace motcua::money {

struct StatementLine {
  Day booked_on{};
  Dong amount{};  // that came in
  std::string description;
  std::string bank_ref;
};
struct Statement {
  std::vector<StatementLine> lines;
  int skipped = 0;  // lines of money that went out, and sums below the table
};
// Comma, semicolon or tab; quoted cells; any lines above the headings. Errors: money.statement_headings (needed columns are missing),
// money.statement_line (a date or an amount that cannot be read, with its number), money.statement_empty.
Result<Statement> read_statement(std::string_view bytes);

}  // namespace motcua::money
