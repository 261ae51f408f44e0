// Lists of models and initiatives. Private to the slice.
#pragma once

#include <span>

#include "reform/initiatives.hpp"

namespace motcua::reform::rows {

std::vector<Initiative> initiatives(store::ReadTx& tx, std::span<const UnitId> units);  // the newest 300
std::vector<HandTally> tallies(store::ReadTx& tx, std::int64_t initiative);
std::optional<HandTally> tally_of(store::ReadTx& tx, std::int64_t initiative, int year, int month);
std::vector<Measure> measures(store::ReadTx& tx, std::int64_t initiative);

}  // namespace motcua::reform::rows
