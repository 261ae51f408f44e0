// Steps of dossiers as they were done.
#include <algorithm>

#include "dossier/store.hpp"
#include "store/lists.hpp"

namespace motcua::dossier {

#define DOSSIER_STEP_COLUMNS \
  "seq, step, name, role, unit, holder, holder_name, started_at, limit_at, allotted_minutes, finished_at, used_minutes, outcome"
MOTCUA_SQL(kSteps, "SELECT " DOSSIER_STEP_COLUMNS " FROM dossier_step WHERE dossier = $1 ORDER BY seq");

namespace {
StepRecord step_record(const store::Row& r) {
  return {r.i32(0),     r.text(1),        r.text(2), r.text(3),         UnitId{r.i64(4)}, AccountId{r.i64(5)}, r.text(6),
          r.instant(7), r.opt_instant(8), r.i64(9),  r.opt_instant(10), r.i64(11),        r.text(12)};
}
}  // namespace

std::vector<StepRecord> steps_of(store::ReadTx& tx, DossierId id) { return tx.all<StepRecord>(kSteps, step_record, id); }

std::map<DossierId, std::vector<StepRecord>> steps_of(store::ReadTx& tx, std::span<const DossierId> ids) {
  std::map<DossierId, std::vector<StepRecord>> steps;
  constexpr std::size_t kAtOnce = 400;
  for (std::size_t i = 0; i < ids.size(); i += kAtOnce) {
    store::Query q("dossier.steps_of_many", "SELECT " DOSSIER_STEP_COLUMNS ", dossier FROM dossier_step WHERE");
    store::add_list(q, " dossier IN (", ids.subspan(i, std::min(kAtOnce, ids.size() - i))).add(" ORDER BY dossier, seq");
    tx.each(q, [&](const store::Row& r) { steps[DossierId{r.i64(13)}].push_back(step_record(r)); });
  }
  return steps;
}

}  // namespace motcua::dossier
