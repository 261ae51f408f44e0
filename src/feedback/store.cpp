#include "feedback/store.hpp"

#include "base/json.hpp"
#include "feedback/period.hpp"
#include "store/lists.hpp"

namespace motcua::feedback {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define RATING_COLUMNS                                                                                                                  \
  "SELECT dossier, code, procedure_code, procedure_name, received_unit, settling_unit, received_by, officer, channel, place, answers, " \
  "score, overall, comment, at FROM feedback_rating "
MOTCUA_SQL(kRating, RATING_COLUMNS "WHERE dossier = $1");
MOTCUA_SQL(
    kInsertRating,
    "INSERT INTO feedback_rating (dossier, code, procedure_code, procedure_name, received_unit, settling_unit, received_by, officer, "
    "channel, place, answers, score, overall, comment, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
    "ON CONFLICT (dossier) DO NOTHING");
MOTCUA_SQL(kEachRating, RATING_COLUMNS "WHERE dossier > $1 ORDER BY dossier LIMIT 500");

#define REPORT_COLUMNS                                                                                                              \
  "SELECT id, number, version, kind, state, unit, handler, citizen, sender, contact, address, dossier_code, content, received_at, " \
  "due_at, forwarded_to, answer, verdict, answered_at, answered_by, is_public, public_content FROM feedback_report "
MOTCUA_SQL(kReport, REPORT_COLUMNS "WHERE number = $1");
MOTCUA_SQL(kReportById, REPORT_COLUMNS "WHERE id = $1");
MOTCUA_SQL(kPublic, REPORT_COLUMNS "WHERE is_public ORDER BY answered_at DESC, id DESC LIMIT $1");
MOTCUA_SQL(kReportsOf, REPORT_COLUMNS "WHERE citizen = $1 ORDER BY id DESC LIMIT $2");
MOTCUA_SQL(kEachReport, REPORT_COLUMNS "WHERE id > $1 ORDER BY id LIMIT 500");
MOTCUA_SQL(kInsertReport,
           "INSERT INTO feedback_report (id, number, version, kind, state, unit, handler, citizen, sender, contact, address, dossier_code, "
           "content, received_at, due_at, forwarded_to, answer, verdict, answered_at, answered_by, is_public, public_content) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)");
MOTCUA_SQL(
    kSaveReport,
    "UPDATE feedback_report SET version = $3, state = $4, handler = $5, forwarded_to = $6, answer = $7, verdict = $8, answered_at = $9, "
    "answered_by = $10, is_public = $11, public_content = $12 WHERE id = $1 AND version = $2");

RatingAnswers answers_in(std::string_view text) {
  RatingAnswers answers;
  if (const auto json = Json::parse(text))
    for (const auto& [key, value] : json->members()) answers.emplace(key, value.text().value_or(""));
  return answers;
}

Rating rating_from(const Row& r) {
  Rating x;
  x.dossier = r.id<dossier::DossierTag>(0);
  x.code = r.text(1);
  x.procedure_code = r.text(2);
  x.procedure_name = r.text(3);
  x.received_unit = r.id<identity::UnitTag>(4);
  x.settling_unit = r.id<identity::UnitTag>(5);
  x.received_by = r.text(6);
  x.officer = r.text(7);
  x.channel = r.text(8);
  x.at_counter = r.view(9) == "counter";
  x.answers = answers_in(r.view(10));
  x.score = r.i32(11);
  x.overall = r.i32(12);
  x.comment = r.text(13);
  x.at = r.instant(14);
  return x;
}
Report report_from(const Row& r) {
  Report x;
  x.id = r.id<ReportTag>(0);
  x.number = r.text(1);
  x.version = r.i64(2);
  x.kind = report_kind_from(r.view(3)).value_or(ReportKind::other);
  for (const auto s : {ReportState::received, ReportState::assigned, ReportState::forwarded, ReportState::answered})
    if (word(s) == r.view(4)) x.state = s;
  x.unit = r.id<identity::UnitTag>(5);
  x.handler = r.i64(6);
  x.citizen = r.i64(7);
  x.sender = r.text(8);
  x.contact = r.text(9);
  x.address = r.text(10);
  x.dossier_code = r.text(11);
  x.content = r.text(12);
  x.received_at = r.instant(13);
  x.due_at = r.instant(14);
  x.forwarded_to = r.text(15);
  x.answer = r.text(16);
  x.verdict = r.text(17);
  x.answered_at = r.opt_instant(18);
  x.answered_by = r.text(19);
  x.is_public = r.boolean(20);
  x.public_content = r.text(21);
  return x;
}
template <class T, class F> std::vector<T> all_of(ReadTx& tx, const Query& q, F&& map) {
  std::vector<T> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(map(r)); });
  return rows;
}
}  // namespace

std::string answers_text(const RatingAnswers& answers) {
  JsonWriter j;
  j.begin_object();
  for (const auto& [key, value] : answers) j.field(key, value);
  return j.end_object().take();
}

std::optional<Rating> rating_of(ReadTx& tx, dossier::DossierId id) { return tx.one<Rating>(kRating, rating_from, id); }
bool insert(Tx& tx, const Rating& r) {
  return tx.exec(kInsertRating, r.dossier, r.code, r.procedure_code, r.procedure_name, r.received_unit, r.settling_unit, r.received_by,
                 r.officer, r.channel, r.at_counter ? "counter" : "link", answers_text(r.answers), r.score, r.overall, r.comment,
                 r.at) == 1;
}
std::vector<Rating> ratings_between(ReadTx& tx, const std::vector<UnitId>* units, Instant from, Instant until) {
  if (units && units->empty()) return {};
  Query q("feedback.ratings", RATING_COLUMNS "WHERE ");
  q.add("at >= ?", from).add(" AND at < ?", until);
  if (units) store::add_list(q, " AND received_unit IN (", *units);
  q.add(" ORDER BY at DESC, dossier DESC LIMIT ?", 100'000);
  return all_of<Rating>(tx, q, rating_from);
}
void each_rating(ReadTx& tx, const std::function<bool(const Rating&)>& on) {
  for (dossier::DossierId after;;) {
    const auto some = tx.all<Rating>(kEachRating, rating_from, after);
    if (some.empty()) return;
    for (const auto& r : some)
      if (!on(r)) return;
    after = some.back().dossier;
  }
}

void insert(Tx& tx, const Report& r) {
  tx.send(kInsertReport, r.id, r.number, r.version, word(r.kind), word(r.state), r.unit, r.handler, r.citizen, r.sender, r.contact,
          r.address, r.dossier_code, r.content, r.received_at, r.due_at, r.forwarded_to, r.answer, r.verdict, r.answered_at, r.answered_by,
          r.is_public, r.public_content);
}
bool save(Tx& tx, const Report& r, std::int64_t old_version) {
  return tx.exec(kSaveReport, r.id, old_version, r.version, word(r.state), r.handler, r.forwarded_to, r.answer, r.verdict, r.answered_at,
                 r.answered_by, r.is_public, r.public_content) == 1;
}
std::optional<Report> find_report(ReadTx& tx, ReportId id) { return tx.one<Report>(kReportById, report_from, id); }
std::optional<Report> report_numbered(ReadTx& tx, std::string_view number) { return tx.one<Report>(kReport, report_from, number); }
std::vector<Report> open_reports(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  if (units.empty()) return {};
  Query q("feedback.open_reports", REPORT_COLUMNS "WHERE state <> 'answered'");
  store::add_list(q, " AND unit IN (", units);
  q.add(" ORDER BY due_at, id LIMIT ?", limit);
  return all_of<Report>(tx, q, report_from);
}
std::vector<Report> answered_reports(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  if (units.empty()) return {};
  Query q("feedback.answered_reports", REPORT_COLUMNS "WHERE state = 'answered'");
  store::add_list(q, " AND unit IN (", units);
  q.add(" ORDER BY answered_at DESC, id DESC LIMIT ?", limit);
  return all_of<Report>(tx, q, report_from);
}
std::vector<Report> reports_between(ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to) {
  if (units.empty()) return {};
  Query q("feedback.reports_between", REPORT_COLUMNS "WHERE kind IN ('behaviour', 'regulation')");
  q.add(" AND received_at < ? AND (answered_at IS NULL OR answered_at >= ?)", to, from);
  store::add_list(q, " AND unit IN (", units);
  q.add(" ORDER BY received_at, id");
  return all_of<Report>(tx, q, report_from);
}
std::set<std::string> discontent(ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to) {
  std::set<std::string> codes;
  Query ratings("feedback.discontent_rated", "SELECT code FROM feedback_rating WHERE overall <= 2");
  ratings.add(" AND at >= ? AND at < ?", from, to);
  store::add_list(ratings, " AND received_unit IN (", units);
  Query reports("feedback.discontent_reported", "SELECT dossier_code FROM feedback_report WHERE kind = 'behaviour' AND dossier_code <> ''");
  reports.add(" AND received_at >= ? AND received_at < ?", from, to);
  store::add_list(reports, " AND unit IN (", units);
  for (auto* q : {&ratings, &reports}) tx.each(*q, [&](const Row& r) { codes.insert(r.text(0)); });
  return codes;
}
std::vector<Report> public_reports(ReadTx& tx, int limit) { return tx.all<Report>(kPublic, report_from, limit); }
std::vector<Report> reports_of(ReadTx& tx, std::int64_t citizen, int limit) {
  return tx.all<Report>(kReportsOf, report_from, citizen, limit);
}
void each_report(ReadTx& tx, const std::function<bool(const Report&)>& on) {
  for (ReportId after;;) {
    const auto some = tx.all<Report>(kEachReport, report_from, after);
    if (some.empty()) return;
    for (const auto& r : some)
      if (!on(r)) return;
    after = some.back().id;
  }
}

}  // namespace motcua::feedback
