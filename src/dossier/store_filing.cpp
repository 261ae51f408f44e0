#include "dossier/store_filing.hpp"

#include "base/json.hpp"
#include "dossier/service.hpp"
#include "store/lists.hpp"

namespace motcua::dossier {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define FILING_COLUMNS                                                                                                              \
  "id, version, number, state, citizen, unit, procedure_code, procedure_version, procedure_name, applicant_name, content, answer, " \
  "rounds, made_at, saved_at, submitted_at, alert_by, answer_by, alerted_at, escalated_at, answered_at, answered_name, dossier "    \
  "FROM dossier_filing"
MOTCUA_SQL(kFiling, "SELECT " FILING_COLUMNS " WHERE id = $1");
MOTCUA_SQL(kNumbered, "SELECT " FILING_COLUMNS " WHERE number = $1");
MOTCUA_SQL(kBecame, "SELECT " FILING_COLUMNS " WHERE dossier = $1");
MOTCUA_SQL(kEach, "SELECT " FILING_COLUMNS " WHERE id > $1 AND state NOT IN ('draft', 'discarded') ORDER BY id LIMIT 200");
MOTCUA_SQL(kInsert,
           "INSERT INTO dossier_filing (id, version, number, state, citizen, unit, procedure_code, procedure_version, procedure_name, "
           "applicant_name, content, answer, rounds, made_at, saved_at, submitted_at, alert_by, answer_by, alerted_at, escalated_at, "
           "answered_at, answered_name, dossier) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
           "$19, $20, $21, $22, $23)");
MOTCUA_SQL(kSave,
           "UPDATE dossier_filing SET version = $4, number = $5, state = $6, procedure_version = $7, applicant_name = $8, content = $9, "
           "answer = $10, rounds = $11, saved_at = $12, submitted_at = $13, alert_by = $14, answer_by = $15, alerted_at = $16, "
           "escalated_at = $17, answered_at = $18, answered_name = $19, dossier = $20 WHERE id = $1 AND version = $2 AND saved_at = $3");
MOTCUA_SQL(kFiles, "SELECT seq, component, name, hash, type, size, added_at FROM dossier_filing_file WHERE filing = $1 ORDER BY seq");
MOTCUA_SQL(kInsertFile,
           "INSERT INTO dossier_filing_file (filing, seq, component, name, hash, type, size, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, "
           "$8)");
MOTCUA_SQL(kDeleteFile, "DELETE FROM dossier_filing_file WHERE filing = $1 AND seq = $2");
#define FILING_LINE                                                                                                           \
  "SELECT f.id, f.number, f.procedure_name, f.applicant_name, f.answered_name, c.code, f.state, f.saved_at, f.submitted_at, " \
  "f.answer_by, f.answered_at, f.escalated_at, f.rounds, f.dossier, f.procedure_code, c.biz_state FROM dossier_filing AS f "  \
  "LEFT JOIN dossier_case AS c ON c.id = f.dossier "
MOTCUA_SQL(kMine, FILING_LINE "WHERE f.citizen = $1 AND f.state <> 'discarded' ORDER BY f.id DESC LIMIT $2");
MOTCUA_SQL(
    kKept,
    "SELECT t.seq, t.component, t.name, t.hash, t.type, t.size, t.added_at, f.id, f.procedure_code, f.procedure_name, f.number, "
    "f.submitted_at FROM dossier_filing AS f JOIN dossier_filing_file AS t ON t.filing = f.id WHERE f.citizen = $1 AND f.state NOT IN "
    "('draft', 'discarded') ORDER BY f.id DESC, t.seq LIMIT $2");
MOTCUA_SQL(kDrafts, "SELECT COUNT(*) FROM dossier_filing WHERE citizen = $1 AND state = 'draft'");
MOTCUA_SQL(kToTell,
           "SELECT id FROM dossier_filing WHERE state = 'submitted' AND (alerted_at IS NULL OR (escalated_at IS NULL AND answer_by <= $1)) "
           "ORDER BY id LIMIT $2");

Filing from_row(const Row& r) {
  Filing f;
  f.id = r.id<FilingTag>(0);
  f.version = r.i64(1);
  f.number = r.text(2);
  f.state = filing_state_from(r.view(3)).value();
  f.citizen = r.i64(4);
  f.unit = r.id<identity::UnitTag>(5);
  f.procedure_code = r.text(6);
  f.procedure_version = r.id<catalog::ProcedureVersionTag>(7);
  f.procedure_name = r.text(8);
  f.applicant_name = r.text(9);
  f.content = content_from(r.view(10));
  f.answer = answer_from(r.view(11));
  f.rounds = r.i32(12);
  f.made_at = r.instant(13);
  f.saved_at = r.instant(14);
  f.submitted_at = r.opt_instant(15);
  f.alert_by = r.opt_instant(16);
  f.answer_by = r.opt_instant(17);
  f.alerted_at = r.opt_instant(18);
  f.escalated_at = r.opt_instant(19);
  f.answered_at = r.opt_instant(20);
  f.answered_by = r.text(21);
  f.dossier = r.id<DossierTag>(22);
  return f;
}
std::optional<Filing> with_files(ReadTx& tx, std::optional<Filing> f) {
  if (!f) return f;
  f->files = tx.all<FilingFile>(
      kFiles, [](const Row& r) { return FilingFile{r.i32(0), r.text(1), r.text(2), r.text(3), r.text(4), r.i64(5), r.instant(6), {}}; },
      f->id);
  return f;
}
FilingRow line_from(const Row& r) {
  FilingRow l;
  l.id = r.id<FilingTag>(0);
  l.number = r.text(1);
  l.procedure_name = r.text(2);
  l.applicant_name = r.text(3);
  l.answered_by = r.text(4);
  l.dossier_code = r.text(5);
  l.state = filing_state_from(r.view(6)).value();
  l.saved_at = r.instant(7);
  l.submitted_at = r.opt_instant(8);
  l.answer_by = r.opt_instant(9);
  l.answered_at = r.opt_instant(10);
  l.escalated = !r.is_null(11);
  l.rounds = r.i32(12);
  l.dossier = r.id<DossierTag>(13);
  l.procedure_code = r.text(14);
  l.asks_papers = !r.is_null(15) && r.view(15) == word(BizState::supplement);
  return l;
}
std::optional<std::int64_t> dossier_or_null(DossierId id) { return id ? std::optional(id.value) : std::nullopt; }
}  // namespace

std::string content_json(const FilingContent& c) {
  JsonWriter j;
  j.begin_object().key("answers").raw(answers_json(c.answers)).key("form").raw(answers_json(c.form));
  j.key("applicant").raw(person_json(c.applicant)).field("authorised", c.authorised).key("principal").raw(person_json(c.principal));
  j.field("authority", c.authority).field("return", word(c.return_method)).field("address", c.return_address);
  j.field("filled_by", word(c.filled_by)).field("helper", c.helper).key("seen").begin_array();
  for (const auto& s : c.seen) j.value(s);
  return j.end_array().end_object().take();
}
FilingContent content_from(std::string_view text) {
  FilingContent c;
  const auto json = Json::parse(text);
  if (!json) return c;
  const auto part = [&](std::string_view key) {
    JsonWriter w;
    (*json)[key].write(w);
    return w.take();
  };
  c.answers = answers_from(part("answers"));
  c.form = answers_from(part("form"));
  c.applicant = person_from(part("applicant"));
  c.authorised = (*json)["authorised"].boolean().value_or(false);
  c.principal = person_from(part("principal"));
  c.authority = std::string((*json)["authority"].text().value_or(""));
  c.return_method = return_method_from((*json)["return"].text().value_or("")).value_or(ReturnMethod::counter);
  c.return_address = std::string((*json)["address"].text().value_or(""));
  c.filled_by = filled_by_from((*json)["filled_by"].text().value_or("")).value_or(FilledBy::unknown);
  c.helper = std::string((*json)["helper"].text().value_or(""));
  for (const auto& s : (*json)["seen"].elements()) c.seen.emplace_back(s.text().value_or(""));
  return c;
}
std::string answer_json(const FilingAnswer& a) {
  JsonWriter j;
  j.begin_object().field("reason", a.reason).field("basis", a.legal_basis).field("guidance", a.guidance).key("items").begin_array();
  for (const auto& i : a.items) j.begin_object().field("component", i.component).field("paper", i.paper).field("todo", i.todo).end_object();
  return j.end_array().end_object().take();
}
FilingAnswer answer_from(std::string_view text) {
  FilingAnswer a;
  const auto json = Json::parse(text);
  if (!json) return a;
  const auto get = [](const Json& j) { return std::string(j.text().value_or("")); };
  a.reason = get((*json)["reason"]);
  a.legal_basis = get((*json)["basis"]);
  a.guidance = get((*json)["guidance"]);
  for (const auto& i : (*json)["items"].elements()) a.items.push_back({get(i["component"]), get(i["paper"]), get(i["todo"])});
  return a;
}

std::optional<Filing> find_filing(ReadTx& tx, FilingId id) { return with_files(tx, tx.one<Filing>(kFiling, from_row, id)); }
std::optional<Filing> find_filing_numbered(ReadTx& tx, std::string_view number) {
  if (number.empty()) return std::nullopt;
  return with_files(tx, tx.one<Filing>(kNumbered, from_row, number));
}
std::optional<Filing> find_filing_of(ReadTx& tx, DossierId dossier) { return with_files(tx, tx.one<Filing>(kBecame, from_row, dossier)); }

void insert(Tx& tx, const Filing& f) {
  tx.send(kInsert, f.id, f.version, f.number, word(f.state), f.citizen, f.unit, f.procedure_code, f.procedure_version, f.procedure_name,
          f.applicant_name, content_json(f.content), answer_json(f.answer), f.rounds, f.made_at, f.saved_at, f.submitted_at, f.alert_by,
          f.answer_by, f.alerted_at, f.escalated_at, f.answered_at, f.answered_by, dossier_or_null(f.dossier));
}
bool save(Tx& tx, const Filing& f, std::int64_t old_version, Instant old_saved) {
  return tx.exec(kSave, f.id, old_version, old_saved, f.version, f.number, word(f.state), f.procedure_version, f.applicant_name,
                 content_json(f.content), answer_json(f.answer), f.rounds, f.saved_at, f.submitted_at, f.alert_by, f.answer_by,
                 f.alerted_at, f.escalated_at, f.answered_at, f.answered_by, dossier_or_null(f.dossier)) == 1;
}
void insert(Tx& tx, FilingId id, const FilingFile& f) {
  tx.send(kInsertFile, id, f.seq, f.component, f.name, f.hash, f.type, f.size, f.added_at);
}
void delete_filing_file(Tx& tx, FilingId id, int seq) { tx.send(kDeleteFile, id, seq); }

std::vector<FilingRow> filings_of(ReadTx& tx, std::int64_t citizen, int limit) {
  return tx.all<FilingRow>(kMine, line_from, citizen, limit);
}
std::vector<KeptPaper> kept_of(ReadTx& tx, std::int64_t citizen, int limit) {
  return tx.all<KeptPaper>(
      kKept,
      [](const Row& r) {
        return KeptPaper{{r.i32(0), r.text(1), r.text(2), r.text(3), r.text(4), r.i64(5), r.instant(6), {}},
                         r.id<FilingTag>(7),
                         "",
                         r.text(8),
                         r.text(9),
                         r.text(10),
                         r.instant(11)};
      },
      citizen, limit);
}
int drafts_of(ReadTx& tx, std::int64_t citizen) { return static_cast<int>(tx.number(kDrafts, citizen)); }

std::vector<FilingRow> filings_at(ReadTx& tx, const std::vector<UnitId>& units, FilingState state, int limit) {
  std::vector<FilingRow> lines;
  if (units.empty()) return lines;
  Query q("dossier.filings_at", FILING_LINE "WHERE ");
  q.add("f.state = ?", word(state));
  store::add_list(q, " AND f.unit IN (", units);
  if (state == FilingState::submitted)
    q.add(" ORDER BY f.answer_by, f.id LIMIT ?", limit);
  else
    q.add(" ORDER BY f.answered_at DESC, f.id DESC LIMIT ?", limit);
  tx.each(q, [&](const Row& r) { lines.push_back(line_from(r)); });
  return lines;
}
int count_waiting(ReadTx& tx, const std::vector<UnitId>& units) {
  int count = 0;
  if (units.empty()) return count;
  Query q("dossier.count_filings", "SELECT COUNT(*) FROM dossier_filing WHERE state = 'submitted'");
  store::add_list(q, " AND unit IN (", units);
  tx.each(q, [&](const Row& r) { count = r.i32(0); });
  return count;
}
std::vector<FilingId> filings_to_tell(ReadTx& tx, Instant now, int limit) {
  return tx.all<FilingId>(
      kToTell, [](const Row& r) { return r.id<FilingTag>(0); }, now, limit);
}
void each_filing(ReadTx& tx, const std::function<bool(const Filing&)>& on) {
  for (FilingId after;;) {
    const auto some = tx.all<Filing>(kEach, from_row, after);
    if (some.empty()) return;
    for (const auto& f : some)
      if (!on(*with_files(tx, f))) return;
    after = some.back().id;
  }
}

}  // namespace motcua::dossier
