// SQL ↔ types of settling with the post. Private.
#pragma once

#include <optional>
#include <vector>

#include "post/settlement.hpp"

namespace motcua::post {

void insert(store::Tx& tx, const Transfer& t, std::int64_t by);
void insert(store::Tx& tx, const Settlement& s, std::int64_t by, const Error& taken);
std::vector<Transfer> transfers_of(store::ReadTx& tx, UnitId unit, Day month);
std::optional<Settlement> settlement_of(store::ReadTx& tx, UnitId unit, Day month);
std::string content_of(const Transfer& t, std::int64_t by);
std::string content_of(const Settlement& s, std::int64_t by);
std::optional<std::string> broken_settlements(store::ReadTx& tx);

}  // namespace motcua::post
