#include "dossier/store_standstill.hpp"
#include "store/lists.hpp"

namespace motcua::dossier {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kUsuals, "SELECT procedure_code, step, median, upper, samples FROM dossier_usual");
MOTCUA_SQL(kUsual, "SELECT procedure_code, step, median, upper, samples FROM dossier_usual WHERE procedure_code = $1 AND step = $2");
MOTCUA_SQL(kUsualAt, "SELECT MAX(learned_at) FROM dossier_usual HAVING COUNT(*) > 0");
MOTCUA_SQL(kForgetUsual, "DELETE FROM dossier_usual");
MOTCUA_SQL(kInsertUsual,
           "INSERT INTO dossier_usual (procedure_code, step, median, upper, samples, learned_at) VALUES ($1, $2, $3, $4, $5, $6)");
MOTCUA_SQL(
    kUsedInUnit,
    "SELECT c.procedure_code, s.step, s.used_minutes FROM dossier_step s JOIN dossier_case c ON c.id = s.dossier WHERE s.unit = $1 AND "
    "s.finished_at >= $2 AND s.outcome NOT IN ('bo-sung', 'cho-rut', 'dung') ORDER BY s.finished_at DESC, s.dossier DESC, s.seq DESC "
    "LIMIT $3");
#define RUNNING_STEP                                                                                                                \
  "SELECT c.code, c.procedure_name, s.name, s.holder_name, s.unit, s.started_at, c.due_at, c.procedure_code, s.step, c.biz_state, " \
  "c.work_sub, s.holder FROM dossier_step s JOIN dossier_case c ON c.id = s.dossier WHERE s.finished_at IS NULL AND c.running AND " \
  "c.biz_state IN ('received', 'in_process')"
MOTCUA_SQL(kRunningStep, RUNNING_STEP " AND s.dossier = $1 ORDER BY s.seq DESC LIMIT 1");

std::pair<StepName, Usual> usual_from(const Row& r) { return {{r.text(0), r.text(1)}, {r.i64(2), r.i64(3), r.i64(4)}}; }
RunningStep running_from(const Row& r) {
  RunningStep x;
  x.still.code = r.text(0);
  x.still.procedure_name = r.text(1);
  x.still.step_name = r.text(2);
  x.still.holder_name = r.text(3);
  x.still.unit = r.id<identity::UnitTag>(4);
  x.still.since = r.instant(5);
  x.still.due_at = r.instant(6);
  x.key = {r.text(7), r.text(8)};
  x.state = {biz_state_from(r.view(9)).value(), work_sub_from(r.view(10)).value_or(WorkSub::none)};
  x.held = r.i64(11) != 0;
  return x;
}
}  // namespace

std::map<StepName, Usual> usual_steps(ReadTx& tx) {
  std::map<StepName, Usual> all;
  tx.each(kUsuals, [&](const Row& r) { all.insert(usual_from(r)); });
  return all;
}
std::optional<Usual> usual_step(ReadTx& tx, std::string_view procedure, std::string_view step) {
  return tx.one<Usual>(
      kUsual, [](const Row& r) { return usual_from(r).second; }, procedure, step);
}
std::optional<Instant> usual_learned_at(ReadTx& tx) {
  return tx.one<Instant>(kUsualAt, [](const Row& r) { return r.instant(0); });
}
void save_usual(Tx& tx, const std::map<StepName, Usual>& usual, Instant at) {
  tx.send(kForgetUsual);
  for (const auto& [key, u] : usual) tx.send(kInsertUsual, key.first, key.second, u.median, u.upper, u.samples, at);
}
void used_in_unit(ReadTx& tx, UnitId unit, Instant since, int limit, std::map<StepName, std::vector<std::int64_t>>& used) {
  tx.each(
      kUsedInUnit,
      [&](const Row& r) {
        used[{r.text(0), r.text(1)}].push_back(r.i64(2));
      },
      unit, since, limit);
}

std::vector<RunningStep> running_steps(ReadTx& tx, const std::vector<UnitId>& units, Instant begun_before, int limit) {
  std::vector<RunningStep> steps;
  if (units.empty()) return steps;
  store::Query q("dossier.running_steps", RUNNING_STEP);
  q.add(" AND s.started_at <= ?", begun_before);
  store::add_list(q, " AND s.unit IN (", units).add(" ORDER BY s.started_at, s.dossier, s.seq LIMIT ?", limit);
  tx.each(q, [&](const Row& r) { steps.push_back(running_from(r)); });
  return steps;
}
std::optional<RunningStep> running_step(ReadTx& tx, DossierId id) { return tx.one<RunningStep>(kRunningStep, running_from, id); }

}  // namespace motcua::dossier
