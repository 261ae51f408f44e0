#include "reform/report_records.hpp"
#include "reform/store_record.hpp"

namespace motcua::reform {

MOTCUA_REFORM_TABLE(PlanReport)
MOTCUA_REFORM_TABLE(ReportText)
MOTCUA_REFORM_TABLE(ReportLine)

namespace rows {

namespace {
MOTCUA_REFORM_LIST(kReportTexts, ReportText, "WHERE report = $1 ORDER BY part, number");
MOTCUA_REFORM_LIST(kReportLines, ReportLine, "WHERE report = $1 AND frozen = $2 ORDER BY id");
MOTCUA_REFORM_LIST(kPlanReport, PlanReport, "WHERE unit_id = $1 AND year = $2 AND kind = $3 AND quarter = $4");
}  // namespace

std::vector<PlanReport> plan_reports(store::ReadTx& tx, std::span<const identity::UnitId> units, int limit) {
  store::Query q{"reform.reports", kSelect<PlanReport, "WHERE unit_id IN (NULL">.chars.data()};
  for (const auto u : units) q.add(", ?", u);
  q.add(") ORDER BY to_day DESC, id DESC LIMIT ?", limit);
  std::vector<PlanReport> out;
  tx.each(q, [&](const store::Row& r) { out.push_back(from_row<PlanReport>(r)); });
  return out;
}
std::vector<ReportText> report_texts(store::ReadTx& tx, std::int64_t report) {
  return tx.all<ReportText>(kReportTexts, from_row<ReportText>, report);
}
std::vector<ReportLine> report_lines(store::ReadTx& tx, std::int64_t report, bool frozen) {
  return tx.all<ReportLine>(kReportLines, from_row<ReportLine>, report, frozen);
}
std::optional<PlanReport> plan_report(store::ReadTx& tx, identity::UnitId unit, int year, ReportKind kind, int quarter) {
  return tx.one<PlanReport>(kPlanReport, from_row<PlanReport>, unit, year, word(kind), quarter);
}

}  // namespace rows
}  // namespace motcua::reform
