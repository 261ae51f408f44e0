// A request sent twice (double click, retry after a lost answer) is done once: the key is kept with the answer of the first.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

// What was answered to `key` of `scope` (account, token or session) before; nothing when the key is new.
// An answer to another request (`request_hash` differs) is an error of the caller: Errc::conflict.
Result<std::optional<std::string>> earlier_answer(ReadTx& tx, std::string_view scope, std::string_view key, std::string_view request_hash);
// Keeps the answer, in the transaction that did the work. When another transaction has just used the key, write() returns
// Errc::conflict, and the caller reads the earlier answer.
void keep_answer(Tx& tx, std::string_view scope, std::string_view key, std::string_view request_hash, std::string_view answer, Instant now);
// Forgets keys older than `before`; number of keys forgotten.
std::int64_t forget_answers(Tx& tx, Instant before);

}  // namespace motcua::store
