// Lists of values of units. Private to the slice.
#pragma once

#include <span>

#include "reform/unit_indicators.hpp"

namespace motcua::reform::rows {

std::vector<UnitValue> series(store::ReadTx& tx, UnitId unit, std::string_view key);
std::optional<UnitValue> value(store::ReadTx& tx, UnitId unit, std::string_view key, int month);
// Newest month first within each indicator; an empty key: all.
std::vector<UnitValue> values(store::ReadTx& tx, std::span<const UnitId> units, std::string_view key);

}  // namespace motcua::reform::rows
