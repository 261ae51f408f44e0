#include "reform/store_unit_indicators.hpp"

#include "reform/store_record.hpp"
#include "store/lists.hpp"

namespace motcua::reform {

MOTCUA_REFORM_TABLE(UnitValue)

namespace rows {

using store::Query;
using store::ReadTx;

namespace {
MOTCUA_REFORM_LIST(kSeries, UnitValue, "WHERE unit_id = $1 AND key = $2 ORDER BY month");
MOTCUA_REFORM_LIST(kValue, UnitValue, "WHERE unit_id = $1 AND key = $2 AND month = $3");
}  // namespace

std::vector<UnitValue> series(ReadTx& tx, UnitId unit, std::string_view key) {
  return tx.all<UnitValue>(kSeries, from_row<UnitValue>, unit, key);
}
std::optional<UnitValue> value(ReadTx& tx, UnitId unit, std::string_view key, int month) {
  return tx.one<UnitValue>(kValue, from_row<UnitValue>, unit, key, month);
}
std::vector<UnitValue> values(ReadTx& tx, std::span<const UnitId> units, std::string_view key) {
  Query q{"reform.unit_values", kSelect<UnitValue, "WHERE ">.chars.data()};
  store::add_list(q, "unit_id IN (", units);
  if (!key.empty()) q.add(" AND key = ?", key);
  q.add(" ORDER BY key, month DESC, unit_id");
  std::vector<UnitValue> out;
  tx.each(q, [&](const store::Row& r) { out.push_back(from_row<UnitValue>(r)); });
  return out;
}

}  // namespace rows
}  // namespace motcua::reform
