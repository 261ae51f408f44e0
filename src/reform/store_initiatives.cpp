#include "reform/store_initiatives.hpp"

#include "reform/store_record.hpp"
#include "store/lists.hpp"

namespace motcua::reform {

MOTCUA_REFORM_TABLE(Initiative)
MOTCUA_REFORM_TABLE(HandTally)
MOTCUA_REFORM_TABLE(Measure)

namespace rows {

using store::Query;
using store::ReadTx;

namespace {
MOTCUA_REFORM_LIST(kTallies, HandTally, "WHERE initiative = $1 ORDER BY year, month");
MOTCUA_REFORM_LIST(kTallyOf, HandTally, "WHERE initiative = $1 AND year = $2 AND month = $3");
MOTCUA_REFORM_LIST(kMeasures, Measure, "WHERE initiative = $1 ORDER BY id");
}  // namespace

std::vector<Initiative> initiatives(ReadTx& tx, std::span<const UnitId> units) {
  Query q{"reform.initiatives", kSelect<Initiative, "WHERE ">.chars.data()};
  store::add_list(q, "unit_id IN (", units);
  q.add(" ORDER BY started_on DESC, id DESC LIMIT 300");
  std::vector<Initiative> out;
  tx.each(q, [&](const store::Row& r) { out.push_back(from_row<Initiative>(r)); });
  return out;
}
std::vector<HandTally> tallies(ReadTx& tx, std::int64_t initiative) { return tx.all<HandTally>(kTallies, from_row<HandTally>, initiative); }
std::optional<HandTally> tally_of(ReadTx& tx, std::int64_t initiative, int year, int month) {
  return tx.one<HandTally>(kTallyOf, from_row<HandTally>, initiative, year, month);
}
std::vector<Measure> measures(ReadTx& tx, std::int64_t initiative) { return tx.all<Measure>(kMeasures, from_row<Measure>, initiative); }

}  // namespace rows
}  // namespace motcua::reform
