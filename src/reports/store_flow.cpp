#include "reports/store_flow.hpp"
#include "store/lists.hpp"

namespace motcua::reports {

MOTCUA_SQL(kLearned, "SELECT procedure_code, step, minutes, samples FROM reports_standard");
MOTCUA_SQL(kLearnedAt, "SELECT MAX(learned_at) FROM reports_standard HAVING COUNT(*) > 0");
MOTCUA_SQL(kSaveLearned,
           "INSERT INTO reports_standard (procedure_code, step, minutes, samples, learned_at) VALUES ($1, $2, $3, $4, $5) "
           "ON CONFLICT (procedure_code, step) DO UPDATE SET minutes = excluded.minutes, samples = excluded.samples, "
           "learned_at = excluded.learned_at");
MOTCUA_SQL(kSetStandard,
           "INSERT INTO reports_standard_set (id, unit, procedure_code, step, minutes, from_day, source, set_at, set_by_name) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kStandardRows,
           "SELECT id, unit, procedure_code, step, minutes, from_day, source, set_at, set_by_name FROM reports_standard_set ORDER BY id");

std::map<StepKey, Learned> learned_standards(store::ReadTx& tx) {
  std::map<StepKey, Learned> learned;
  tx.each(kLearned, [&](const store::Row& r) { learned[{r.text(0), r.text(1)}] = {r.i64(2), r.i64(3)}; });
  return learned;
}

std::optional<Instant> learned_at(store::ReadTx& tx) {
  return tx.one<Instant>(kLearnedAt, [](const store::Row& r) { return r.instant(0); });
}

void save_learned(store::Tx& tx, const std::map<StepKey, Learned>& learned, Instant at) {
  for (const auto& [key, l] : learned) tx.send(kSaveLearned, key.first, key.second, l.minutes, l.samples, at);
}

void insert(store::Tx& tx, const StandardRow& r) {
  tx.send(kSetStandard, r.id, r.unit, r.procedure, r.step, r.minutes, r.from, r.source, r.set_at, r.set_by_name);
}

std::vector<StandardRow> standard_rows(store::ReadTx& tx) {
  return tx.all<StandardRow>(kStandardRows, [](const store::Row& r) {
    return StandardRow{r.i64(0), UnitId{r.i64(1)}, r.text(2), r.text(3), r.i64(4), r.day(5), r.text(6), r.instant(7), r.text(8)};
  });
}

MOTCUA_SQL(kSetTarget,
           "INSERT INTO reports_target (id, unit, indicator, kind, permille, from_day, source, set_at, set_by_name) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kTargetRows,
           "SELECT id, unit, indicator, kind, permille, from_day, source, set_at, set_by_name FROM reports_target ORDER BY id");

void insert(store::Tx& tx, const TargetRow& r) {
  tx.send(kSetTarget, r.id, r.unit, r.indicator, word(r.kind), r.permille, r.from, r.source, r.set_at, r.set_by_name);
}

std::vector<TargetRow> target_rows(store::ReadTx& tx) {
  return tx.all<TargetRow>(kTargetRows, [](const store::Row& r) {
    const auto kind = target_kind_from(r.view(3));
    ensure(kind.has_value(), "a kind of reports_target is known");
    return TargetRow{r.i64(0), UnitId{r.i64(1)}, r.text(2), *kind, r.i32(4), r.day(5), r.text(6), r.instant(7), r.text(8)};
  });
}

namespace {
void add_ended(store::Query& q, const Narrow& narrow, Instant from, Instant to, std::optional<Account> outcome) {
  q.add(" AND closed_at >= ? AND closed_at < ?", from, to);
  if (outcome) q.add(" AND outcome = ?", word(*outcome));
  add_narrow(q, narrow);
}
}  // namespace

EndedCases ended_cases(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to, std::optional<Account> outcome, int limit) {
  EndedCases e;
  if (narrow.units.empty()) return e;
  store::Query count{"reports.count_ended", "SELECT COUNT(*) FROM reports_case WHERE closed_at IS NOT NULL"};
  add_ended(count, narrow, from, to, outcome);
  tx.each(count, [&](const store::Row& r) { e.count = r.i64(0); });
  store::Query latest{"reports.latest_ended", "SELECT dossier FROM reports_case WHERE closed_at IS NOT NULL"};
  add_ended(latest, narrow, from, to, outcome);
  latest.add(" ORDER BY closed_at DESC, dossier DESC LIMIT ?", limit);
  tx.each(latest, [&](const store::Row& r) { e.latest.push_back({r.i64(0)}); });
  return e;
}

}  // namespace motcua::reports
