// Numbers that are never given twice and leave no gap: taken in the transaction that uses them.
#pragma once

#include <cstdint>
#include <string_view>

#include "store/db.hpp"

namespace motcua::store {

// The next number of the series (`scope`, `name`), from 1. Rolled back with the transaction, hence dense.
// On PostgreSQL the series stays locked until the commit: take it first, then send the rest.
// Example: next_number(tx, "dossier", "000.00.12.H43-261005").
std::int64_t next_number(Tx& tx, std::string_view scope, std::string_view name);

// The last number given; 0 when none was.
std::int64_t last_number(ReadTx& tx, std::string_view scope, std::string_view name);

}  // namespace motcua::store
