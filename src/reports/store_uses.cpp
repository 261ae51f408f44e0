#include "reports/store_uses.hpp"

#include <algorithm>

namespace motcua::reports {

// One unit at a time: the sums are ordered by unit and day.
MOTCUA_SQL(
    kReceived,
    "SELECT field, procedure_code, channel, CAST(SUM(amount) AS BIGINT) FROM reports_daily "
    "WHERE unit = $1 AND account = 'received' AND day >= $2 AND day < $3 AND (CAST($4 AS BIGINT) IS NULL OR known <= CAST($4 AS BIGINT)) "
    "GROUP BY field, procedure_code, channel");
MOTCUA_SQL(kUnitsOfCases, "SELECT DISTINCT unit FROM reports_case ORDER BY unit");

void received_by_procedure(store::ReadTx& tx, const Narrow& narrow, const DaySpanKnown& span,
                           const std::function<void(const Dimensions&, std::int64_t)>& visit) {
  ensure(span.from && span.to, "what is received is asked for a period");
  for (const auto unit : tx.all<std::int64_t>(kUnitsOfCases, [](const store::Row& r) { return r.i64(0); })) {
    if (!std::binary_search(narrow.units.begin(), narrow.units.end(), UnitId{unit})) continue;
    tx.each(
        kReceived,
        [&](const store::Row& r) {
          const auto channel = dossier::channel_from(r.view(2));
          ensure(channel.has_value(), "a channel of the sums is known");
          Dimensions d{r.text(0), r.text(1), *channel, UnitId{unit}};
          if (!narrow.field.empty() && d.field != narrow.field) return;
          if (!narrow.procedure.empty() && d.procedure != narrow.procedure) return;
          visit(d, r.i64(3));
        },
        unit, *span.from, *span.to, span.known_to);
  }
}

}  // namespace motcua::reports
