#include "reform/store_inspections.hpp"

#include "reform/store_record.hpp"
#include "store/lists.hpp"

namespace motcua::reform {

MOTCUA_REFORM_TABLE(Round)
MOTCUA_REFORM_TABLE(Visit)
MOTCUA_REFORM_TABLE(Score)
MOTCUA_REFORM_TABLE(Sample)
MOTCUA_REFORM_TABLE(Finding)
MOTCUA_REFORM_TABLE(Recheck)
MOTCUA_REFORM_TABLE(Evidence)

namespace rows {

using store::Query;
using store::ReadTx;
using store::Row;

namespace {
MOTCUA_REFORM_LIST(kVisits, Visit, "WHERE round = $1 ORDER BY month, id");
MOTCUA_REFORM_LIST(kScores, Score, "WHERE visit = $1 ORDER BY code");
MOTCUA_REFORM_LIST(kScore, Score, "WHERE visit = $1 AND code = $2");
MOTCUA_REFORM_LIST(kSamples, Sample, "WHERE visit = $1 ORDER BY drawn, id");
MOTCUA_REFORM_LIST(kFindingsOfVisit, Finding, "WHERE visit = $1 ORDER BY code, id");
MOTCUA_REFORM_LIST(kFindingsOfRound, Finding, "WHERE visit IN (SELECT id FROM reform_visit WHERE round = $1) ORDER BY code, id");
MOTCUA_REFORM_LIST(kFindingsOfUnit, Finding, "WHERE unit_id = $1 AND code = $2 ORDER BY id");
MOTCUA_REFORM_LIST(kRechecksOfVisit, Recheck, "WHERE visit = $1 ORDER BY id");
MOTCUA_REFORM_LIST(kRechecksOfFinding, Recheck, "WHERE finding = $1 ORDER BY id");
MOTCUA_REFORM_LIST(kRecheck, Recheck, "WHERE visit = $1 AND finding = $2");
MOTCUA_REFORM_LIST(kEvidence, Evidence, "WHERE finding = $1 ORDER BY id");

template <class T> std::vector<T> rows_of(ReadTx& tx, const Query& q) {
  std::vector<T> out;
  tx.each(q, [&](const Row& r) { out.push_back(from_row<T>(r)); });
  return out;
}
}  // namespace

std::vector<Round> rounds(ReadTx& tx, std::span<const UnitId> units, int limit) {
  Query q{"reform.rounds", kSelect<Round, "WHERE">.chars.data()};
  store::add_list(q, " unit_id IN (", units);
  q.add(" ORDER BY year DESC, id DESC LIMIT ?", limit);
  return rows_of<Round>(tx, q);
}
std::vector<Visit> visits(ReadTx& tx, std::int64_t round) { return tx.all<Visit>(kVisits, from_row<Visit>, round); }
std::vector<Score> scores(ReadTx& tx, std::int64_t visit) { return tx.all<Score>(kScores, from_row<Score>, visit); }
std::optional<Score> score(ReadTx& tx, std::int64_t visit, std::string_view code) {
  return tx.one<Score>(kScore, from_row<Score>, visit, code);
}
std::vector<Sample> samples(ReadTx& tx, std::int64_t visit) { return tx.all<Sample>(kSamples, from_row<Sample>, visit); }
std::vector<Finding> findings_of_visit(ReadTx& tx, std::int64_t visit) {
  return tx.all<Finding>(kFindingsOfVisit, from_row<Finding>, visit);
}
std::vector<Finding> findings_of_round(ReadTx& tx, std::int64_t round) {
  return tx.all<Finding>(kFindingsOfRound, from_row<Finding>, round);
}
std::vector<Finding> findings_of_unit(ReadTx& tx, UnitId unit, std::string_view code) {
  return tx.all<Finding>(kFindingsOfUnit, from_row<Finding>, unit, code);
}
std::vector<Finding> findings(ReadTx& tx, std::span<const UnitId> units, bool only_open, int limit) {
  Query q{"reform.findings", kSelect<Finding, "WHERE">.chars.data()};
  store::add_list(q, " (unit_id IN (", units);
  store::add_list(q, " OR responsible IN (", units);
  store::add_list(q, " OR visit IN (SELECT v.id FROM reform_visit v JOIN reform_round r ON r.id = v.round WHERE r.unit_id IN (", units);
  q.add("))");
  if (only_open) q.add(" AND state <> 'confirmed'");
  q.add(" ORDER BY coalesce(deadline, 2000000), id LIMIT ?", limit);
  return rows_of<Finding>(tx, q);
}
std::vector<Recheck> rechecks_of_visit(ReadTx& tx, std::int64_t visit) {
  return tx.all<Recheck>(kRechecksOfVisit, from_row<Recheck>, visit);
}
std::vector<Recheck> rechecks_of_finding(ReadTx& tx, std::int64_t finding) {
  return tx.all<Recheck>(kRechecksOfFinding, from_row<Recheck>, finding);
}
std::optional<Recheck> recheck(ReadTx& tx, std::int64_t visit, std::int64_t finding) {
  return tx.one<Recheck>(kRecheck, from_row<Recheck>, visit, finding);
}
std::vector<Evidence> evidence(ReadTx& tx, std::int64_t finding) { return tx.all<Evidence>(kEvidence, from_row<Evidence>, finding); }

}  // namespace rows
}  // namespace motcua::reform
