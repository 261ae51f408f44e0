#include "store/counters.hpp"

namespace motcua::store {

MOTCUA_SQL(kNextNumber,
           "INSERT INTO store_counter AS c (scope, name, value) VALUES ($1, $2, 1) "
           "ON CONFLICT (scope, name) DO UPDATE SET value = c.value + 1 RETURNING value");
MOTCUA_SQL(kLastNumber, "SELECT value FROM store_counter WHERE scope = $1 AND name = $2");

std::int64_t next_number(Tx& tx, std::string_view scope, std::string_view name) { return tx.number(kNextNumber, scope, name); }
std::int64_t last_number(ReadTx& tx, std::string_view scope, std::string_view name) { return tx.number(kLastNumber, scope, name); }

}  // namespace motcua::store
