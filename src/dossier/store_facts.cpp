#include "dossier/facts.hpp"
#include "store/lists.hpp"

#include <algorithm>

namespace motcua::dossier {

MOTCUA_SQL(kRegisterNumbers,
           "SELECT received_unit, received_at, register_volume, register_number FROM dossier_case "
           "WHERE register_number <> '' AND received_at >= $1 AND received_at < $2 ORDER BY received_at, id");

namespace {
constexpr std::size_t kAtOnce = 400;

}  // namespace

void each_pause_letter(store::ReadTx& tx, std::span<const DossierId> dossiers, const std::function<void(const PauseLetter&)>& visit) {
  const auto told = [&](const store::Row& r) { visit({DossierId{r.i64(0)}, r.instant(1), r.opt_instant(2)}); };
  for (std::size_t i = 0; i < dossiers.size(); i += kAtOnce) {
    const auto some = dossiers.subspan(i, std::min(kAtOnce, dossiers.size() - i));
    store::Query asked{"dossier.facts_supplements", "SELECT dossier, asked_at, sent_at FROM dossier_supplement WHERE"};
    store::add_list(asked, " dossier IN (", some);
    tx.each(asked, told);
    store::Query owed{"dossier.facts_obligations", "SELECT dossier, asked_at, asked_at FROM dossier_obligation WHERE notice <> ''"};
    store::add_list(owed, " AND dossier IN (", some);
    tx.each(owed, told);
    store::Query withdrawn{"dossier.facts_withdrawals",
                           "SELECT dossier, requested_at, requested_at FROM dossier_ending WHERE requested_at IS NOT NULL"};
    store::add_list(withdrawn, " AND dossier IN (", some);
    tx.each(withdrawn, told);
  }
}

void each_register_number(store::ReadTx& tx, Instant from, Instant to, const std::function<void(const RegisterNumber&)>& visit) {
  tx.each(
      kRegisterNumbers,
      [&](const store::Row& r) {
        visit({UnitId{r.i64(0)}, r.instant(1), r.text(2), r.text(3)});
      },
      from, to);
}

#define DOSSIER_STEP_FACTS                                                                                                             \
  "SELECT s.dossier, c.version, c.code, c.procedure_code, c.procedure_name, s.step, s.name, s.role, s.unit, s.holder, s.holder_name, " \
  "s.started_at, c.due_at, s.finished_at FROM dossier_step s JOIN dossier_case c ON c.id = s.dossier WHERE TRUE"

namespace {
StepFact step_from(const store::Row& r) {
  return {.dossier = {r.i64(0)},
          .version = r.i64(1),
          .code = r.text(2),
          .procedure = r.text(3),
          .procedure_name = r.text(4),
          .step = r.text(5),
          .name = r.text(6),
          .role = r.text(7),
          .unit = UnitId{r.i64(8)},
          .holder = {r.i64(9)},
          .holder_name = r.text(10),
          .started_at = r.instant(11),
          .due_at = r.instant(12),
          .finished_at = r.opt_instant(13)};
}

PaperFact paper_from(const store::Row& r) { return {r.text(0), {r.i64(1)}, r.text(2), r.text(3), r.i64(4)}; }
}  // namespace

void each_step_ended(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, Instant from, Instant to, int limit,
                     const StepVisit& visit) {
  if (units.empty()) return;
  store::Query q{"dossier.facts_steps_ended", DOSSIER_STEP_FACTS};
  q.add(" AND s.finished_at >= ? AND s.finished_at < ?", from, to);
  store::add_list(q, " AND s.unit IN (", units);
  if (!field.empty()) q.add(" AND c.field_id = ?", field);
  q.add(" ORDER BY s.finished_at DESC, s.dossier DESC, s.seq DESC LIMIT ?", limit);
  std::vector<StepFact> latest;
  tx.each(q, [&](const store::Row& r) { latest.push_back(step_from(r)); });
  std::for_each(latest.rbegin(), latest.rend(), visit);
}

void each_step_running(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, int limit, const StepVisit& visit) {
  if (units.empty()) return;
  store::Query q{"dossier.facts_steps_running", DOSSIER_STEP_FACTS};
  store::add_list(q, " AND s.finished_at IS NULL AND c.running AND c.biz_state IN ('received', 'in_process') AND s.unit IN (", units);
  if (!field.empty()) q.add(" AND c.field_id = ?", field);
  q.add(" ORDER BY s.started_at, s.dossier, s.seq LIMIT ?", limit);
  tx.each(q, [&](const store::Row& r) { visit(step_from(r)); });
}

void each_missing_paper(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to, const PaperVisit& visit) {
  if (units.empty()) return;
  store::Query q{"dossier.facts_missing",
                 "SELECT c.procedure_code, c.procedure_version, i.component, MAX(i.paper), COUNT(DISTINCT i.dossier) "
                 "FROM dossier_supplement x JOIN dossier_supplement_item i ON i.dossier = x.dossier AND i.request = x.seq "
                 "JOIN dossier_case c ON c.id = x.dossier WHERE x.state <> 'void'"};
  q.add(" AND c.received_at >= ? AND c.received_at < ?", from, to);
  store::add_list(q, " AND c.competent_unit IN (", units);
  q.add(" GROUP BY c.procedure_code, c.procedure_version, i.component");
  tx.each(q, [&](const store::Row& r) { visit(paper_from(r)); });
}

void each_needless_paper(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to, const PaperVisit& visit) {
  if (units.empty()) return;
  store::Query q{"dossier.facts_needless",
                 "SELECT c.procedure_code, c.procedure_version, p.component, p.name, COUNT(DISTINCT p.dossier) "
                 "FROM dossier_case c JOIN dossier_paper p ON p.dossier = c.id WHERE p.kind = 'Ngoài danh mục'"};
  q.add(" AND c.received_at >= ? AND c.received_at < ?", from, to);
  store::add_list(q, " AND c.competent_unit IN (", units);
  q.add(" GROUP BY c.procedure_code, c.procedure_version, p.component, p.name");
  tx.each(q, [&](const store::Row& r) { visit(paper_from(r)); });
}

void each_version_received(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to, const PaperVisit& visit) {
  if (units.empty()) return;
  store::Query q{"dossier.facts_received",
                 "SELECT procedure_code, procedure_version, '', MAX(procedure_name), COUNT(*) FROM dossier_case WHERE TRUE"};
  q.add(" AND received_at >= ? AND received_at < ?", from, to);
  store::add_list(q, " AND competent_unit IN (", units);
  q.add(" GROUP BY procedure_code, procedure_version");
  tx.each(q, [&](const store::Row& r) { visit(paper_from(r)); });
}

PaymentFacts count_payments(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, Instant from, Instant to) {
  PaymentFacts f;
  if (units.empty()) return f;
  store::Query q{
      "dossier.facts_payments",
      "SELECT COUNT(CASE WHEN fin_state IN ('paid', 'reconciled') THEN 1 END), "
      "COUNT(CASE WHEN fin_state IN ('paid', 'reconciled') AND payment IN ('viet_qr', 'transfer', 'online') THEN 1 END), COUNT(*) "
      "FROM dossier_case WHERE fee_total > 0"};
  q.add(" AND received_at >= ? AND received_at < ?", from, to);
  if (!field.empty()) q.add(" AND field_id = ?", field);
  store::add_list(q, " AND competent_unit IN (", units);
  tx.each(q, [&](const store::Row& r) { f = {r.i64(0), r.i64(1), r.i64(2)}; });
  return f;
}

ApologyFacts count_apologies(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, Instant from, Instant to) {
  ApologyFacts f;
  if (units.empty()) return f;
  store::Query q{"dossier.facts_apologies",
                 "SELECT COUNT(*), COUNT(CASE WHEN a.sent_at IS NOT NULL AND a.timeliness <> 'after_due' THEN 1 END) "
                 "FROM dossier_case c LEFT JOIN dossier_apology a ON a.dossier = c.id WHERE (c.running OR c.punctuality = 'late') "
                 "AND c.punctuality = 'late'"};
  q.add(" AND c.done_at >= ? AND c.done_at < ?", from, to);
  if (!field.empty()) q.add(" AND c.field_id = ?", field);
  store::add_list(q, " AND c.competent_unit IN (", units);
  tx.each(q, [&](const store::Row& r) { f = {r.i64(0), r.i64(1)}; });
  return f;
}

std::int64_t count_by_post(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to) {
  if (units.empty()) return 0;
  store::Query q{"dossier.facts_by_post",
                 "SELECT COUNT(*) FROM dossier_case c LEFT JOIN dossier_return r ON r.dossier = c.id "
                 "WHERE (c.channel = 'post' OR r.method = 'post')"};
  q.add(" AND c.received_at >= ? AND c.received_at < ?", from, to);
  store::add_list(q, " AND c.competent_unit IN (", units);
  std::int64_t n = 0;
  tx.each(q, [&](const store::Row& r) { n = r.i64(0); });
  return n;
}

}  // namespace motcua::dossier
