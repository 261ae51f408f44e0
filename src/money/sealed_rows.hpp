// Rows with a journal of their own (sheets, accounts, lines of statements): the journal carries the digest of what is stored. Private.
#pragma once

#include <string>
#include <string_view>

#include "money/store.hpp"

namespace motcua::money {

std::string content_of(store::ReadTx& tx, const SheetRecord& s);  // with what was handed in
std::string content_of(const AccountRecord& a);
std::string content_of(const BankLineRecord& l);
// `version`: the one that was read, 0 for a new row.
Status append_row(store::Tx& tx, const Actor& actor, Instant now, std::string_view object, std::int64_t id, std::int64_t version,
                  std::string_view event, const std::string& content);

}  // namespace motcua::money
