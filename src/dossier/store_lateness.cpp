#include "dossier/store_lateness.hpp"

#include <utility>

#include "base/json.hpp"
#include "store/lists.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kToWatch,
           "SELECT c.id FROM dossier_case AS c LEFT JOIN dossier_watch AS w ON w.dossier = c.id WHERE c.running AND c.id > $1 AND "
           "(w.dossier IS NULL OR w.due_at <> c.due_at OR w.next_at <= $2) ORDER BY c.id LIMIT $3");
MOTCUA_SQL(kSetWatch,
           "INSERT INTO dossier_watch (dossier, due_at, next_at) VALUES ($1, $2, $3) "
           "ON CONFLICT (dossier) DO UPDATE SET due_at = excluded.due_at, next_at = excluded.next_at");
MOTCUA_SQL(kWatchAgain,
           "UPDATE dossier_watch SET next_at = $1 WHERE dossier IN (SELECT id FROM dossier_case WHERE running AND "
           "(received_unit = $2 OR competent_unit = $2 OR settling_unit = $2))");
MOTCUA_SQL(
    kInsertAlert,
    "INSERT INTO dossier_alert (id, dossier, rung, due_at, account, recipient, made_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, "
    "NULL) ON CONFLICT (dossier, rung, due_at, account) DO NOTHING");
MOTCUA_SQL(
    kAlerts,
    "SELECT a.id, c.code, c.procedure_name, a.rung, a.recipient, c.holder_name, a.due_at, a.made_at, c.biz_state, c.work_sub "
    "FROM dossier_alert AS a JOIN dossier_case AS c ON c.id = a.dossier WHERE a.account = $1 AND a.seen_at IS NULL AND c.running AND "
    "c.due_at = a.due_at ORDER BY a.due_at, a.id LIMIT $2");
MOTCUA_SQL(kCountAlerts,
           "SELECT COUNT(*) FROM dossier_alert AS a JOIN dossier_case AS c ON c.id = a.dossier WHERE a.account = $1 AND a.seen_at IS NULL "
           "AND c.running AND c.due_at = a.due_at");
MOTCUA_SQL(kSeen, "UPDATE dossier_alert SET seen_at = $3 WHERE id = $1 AND account = $2 AND seen_at IS NULL");

#define APOLOGY_COLUMNS                                                                                                                   \
  "a.dossier, a.version, a.state, a.unit, a.received_unit, a.made_at, a.step, a.cause, a.cause_text, a.term, a.due_before, a.due_after, " \
  "a.proof, a.signer, a.signer_name, a.edited_by_name, a.edited_at, a.number, a.signed_by, a.signed_by_name, a.sent_at, a.timeliness"

MOTCUA_SQL(kApology, "SELECT " APOLOGY_COLUMNS " FROM dossier_apology AS a WHERE a.dossier = $1");
MOTCUA_SQL(
    kPutApology,
    "INSERT INTO dossier_apology (dossier, version, state, unit, received_unit, made_at, step, cause, cause_text, term, due_before, "
    "due_after, proof, signer, signer_name, edited_by_name, edited_at, number, signed_by, signed_by_name, sent_at, timeliness) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) "
    "ON CONFLICT (dossier) DO UPDATE SET version = excluded.version, state = excluded.state, unit = excluded.unit, "
    "made_at = excluded.made_at, step = excluded.step, cause = excluded.cause, cause_text = excluded.cause_text, "
    "term = excluded.term, due_before = excluded.due_before, due_after = excluded.due_after, proof = excluded.proof, "
    "signer = excluded.signer, signer_name = excluded.signer_name, edited_by_name = excluded.edited_by_name, "
    "edited_at = excluded.edited_at, number = excluded.number, signed_by = excluded.signed_by, "
    "signed_by_name = excluded.signed_by_name, sent_at = excluded.sent_at, timeliness = excluded.timeliness");
MOTCUA_SQL(
    kNeedless,
    "SELECT a.dossier FROM dossier_apology AS a JOIN dossier_case AS c ON c.id = a.dossier WHERE a.state = 'draft' AND NOT c.running "
    "ORDER BY a.dossier LIMIT $1");
MOTCUA_SQL(kEachApology, "SELECT " APOLOGY_COLUMNS " FROM dossier_apology AS a WHERE a.dossier > $1 ORDER BY a.dossier LIMIT 500");
MOTCUA_SQL(kUnitsLate,
           "SELECT unit FROM dossier_apology WHERE state = 'sent' UNION SELECT competent_unit FROM dossier_case WHERE (running OR "
           "punctuality = 'late') AND due_at < $1 ORDER BY 1");

MOTCUA_SQL(kRungs,
           "SELECT id, unit, rung, moment, recipients, valid_from, valid_to, source FROM dossier_warning_rule WHERE unit = $1 "
           "ORDER BY rung, valid_from DESC, id DESC");
MOTCUA_SQL(kKeptRungs,
           "SELECT id, unit, rung, moment, recipients, valid_from, valid_to, source, set_at, set_by FROM dossier_warning_rule ORDER BY id");
MOTCUA_SQL(kInsertRung,
           "INSERT INTO dossier_warning_rule (id, unit, rung, moment, recipients, valid_from, valid_to, source, set_at, set_by) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kEndRung,
           "UPDATE dossier_warning_rule SET valid_to = $3 WHERE unit = $1 AND rung = $2 AND valid_from <= $3 AND (valid_to IS NULL OR "
           "valid_to > $3)");
// Set and taken back on the same day: it never held on a whole day.
MOTCUA_SQL(kDropRung, "DELETE FROM dossier_warning_rule WHERE unit = $1 AND rung = $2 AND valid_from > $3");

std::string_view word_of(ApologyState s) {
  switch (s) {
    case ApologyState::draft: return "draft";
    case ApologyState::sent: return "sent";
    case ApologyState::dropped: return "dropped";
  }
  return {};
}

ApologyRecord apology_from(const Row& r) {
  ApologyRecord a;
  int i = 0;
  a.dossier = r.id<DossierTag>(i++);
  a.version = r.i64(i++);
  const auto state = r.view(i++);
  a.state = state == "sent" ? ApologyState::sent : state == "dropped" ? ApologyState::dropped : ApologyState::draft;
  a.unit = UnitId{r.i64(i++)};
  a.received_unit = UnitId{r.i64(i++)};
  a.made_at = r.instant(i++);
  a.step = r.text(i++);
  a.cause = r.text(i++);
  a.cause_text = r.text(i++);
  a.term = r.text(i++);
  a.due_before = r.instant(i++);
  a.due_after = r.instant(i++);
  a.proof = r.text(i++);
  a.signer = AccountId{r.i64(i++)};
  a.signer_name = r.text(i++);
  a.edited_by_name = r.text(i++);
  a.edited_at = r.opt_instant(i++);
  a.number = r.text(i++);
  a.signed_by = AccountId{r.i64(i++)};
  a.signed_by_name = r.text(i++);
  a.sent_at = r.opt_instant(i++);
  if (!r.is_null(i)) a.timeliness = timeliness_from(r.view(i));
  return a;
}
constexpr int kApologyColumns = 22;
ListedApology listed_from(const Row& r) {
  return {apology_from(r), r.text(kApologyColumns), r.text(kApologyColumns + 1), r.text(kApologyColumns + 2)};
}

void add_sent(Query& q, const LateQuery& f) {
  q.add("a.state = 'sent' AND a.sent_at >= ? AND a.sent_at < ?", f.from, f.to);
  if (f.unit) q.add(" AND a.unit = ?", f.unit);
}

void add_missing(Query& q, const LateQuery& f, Instant now) {
  q.add("(c.running OR c.punctuality = 'late') AND c.due_at >= ? AND c.due_at < ? AND c.due_at < ?", f.from, f.to, now);
  q.add(" AND c.biz_state NOT IN ('supplement', 'fin_obligation', 'withdraw_requested')");  // the clock stands: never overdue
  q.add(" AND NOT EXISTS (SELECT 1 FROM dossier_apology AS a WHERE a.dossier = c.id AND a.state = 'sent')");
  if (f.unit) q.add(" AND c.competent_unit = ?", f.unit);
}
}  // namespace

std::vector<DossierId> to_watch(ReadTx& tx, DossierId after, Instant now, int limit) {
  return tx.all<DossierId>(
      kToWatch, [](const Row& r) { return r.id<DossierTag>(0); }, after, now, limit);
}
void set_watch(Tx& tx, DossierId id, Instant due, std::optional<Instant> next) { tx.send(kSetWatch, id, due, next); }
void watch_again(Tx& tx, UnitId unit, Instant now) { tx.send(kWatchAgain, now, unit); }

bool insert_alert(Tx& tx, const AlertRecord& a) {
  return tx.exec(kInsertAlert, a.id, a.dossier, a.rung, a.due_at, a.account, a.recipient, a.made_at) == 1;
}
std::vector<StoredAlert> alerts_of(ReadTx& tx, AccountId account, int limit) {
  return tx.all<StoredAlert>(
      kAlerts,
      [](const Row& r) {
        return StoredAlert{r.i64(0),     r.text(1),    r.text(2),
                           r.text(3),    r.text(4),    r.text(5),
                           r.instant(6), r.instant(7), {biz_state_from(r.view(8)).value(), work_sub_from(r.view(9)).value()}};
      },
      account, limit);
}
std::int64_t count_alerts_of(ReadTx& tx, AccountId account) { return tx.number(kCountAlerts, account); }
bool mark_alert_seen(Tx& tx, std::int64_t id, AccountId account, Instant now) { return tx.exec(kSeen, id, account, now) == 1; }

std::optional<ApologyRecord> find_apology(ReadTx& tx, DossierId id) { return tx.one<ApologyRecord>(kApology, apology_from, id); }

std::string digest_of(const ApologyRecord& a) {
  const auto moment = [](const std::optional<Instant>& at) { return at ? std::optional(to_us(*at)) : std::nullopt; };
  JsonWriter j;
  j.begin_array().value(a.dossier.value).value(word_of(a.state)).value(a.unit.value).value(a.received_unit.value).value(to_us(a.made_at));
  j.value(a.step).value(a.cause).value(a.cause_text).value(a.term).value(to_us(a.due_before)).value(to_us(a.due_after)).value(a.proof);
  j.value(a.signer.value).value(a.signer_name).value(a.edited_by_name).value(moment(a.edited_at)).value(a.number).value(a.signed_by.value);
  j.value(a.signed_by_name).value(moment(a.sent_at)).value(a.timeliness ? std::optional(word(*a.timeliness)) : std::nullopt);
  return web::sha256_hex(j.end_array().take());
}

void put_apology(Tx& tx, const ApologyRecord& a) {
  tx.send(kPutApology, a.dossier, a.version, word_of(a.state), a.unit, a.received_unit, a.made_at, a.step, a.cause, a.cause_text, a.term,
          a.due_before, a.due_after, a.proof, a.signer, a.signer_name, a.edited_by_name, a.edited_at, a.number, a.signed_by,
          a.signed_by_name, a.sent_at, a.timeliness ? std::optional(word(*a.timeliness)) : std::nullopt);
}

std::vector<DossierId> needless_drafts(ReadTx& tx, int limit) {
  return tx.all<DossierId>(
      kNeedless, [](const Row& r) { return r.id<DossierTag>(0); }, limit);
}

std::vector<ListedApology> drafts_at(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  std::vector<ListedApology> rows;
  if (units.empty()) return rows;
  Query q("dossier.apology_drafts", "SELECT " APOLOGY_COLUMNS
                                    ", c.code, c.procedure_name, c.applicant_name FROM dossier_apology AS a JOIN dossier_case AS c ON "
                                    "c.id = a.dossier WHERE a.state = 'draft' AND c.running");
  store::add_list(q, " AND (a.unit IN (", units);
  store::add_list(q, " OR a.received_unit IN (", units);
  store::add_list(q, " OR c.holder_unit IN (", units);
  q.add(") ORDER BY a.due_before, a.dossier LIMIT ?", limit);
  tx.each(q, [&](const Row& r) { rows.push_back(listed_from(r)); });
  return rows;
}

std::vector<ListedApology> sent_apologies(ReadTx& tx, const LateQuery& f) {
  Query q("dossier.apologies_sent", "SELECT " APOLOGY_COLUMNS
                                    ", c.code, c.procedure_name, c.applicant_name FROM dossier_apology AS a JOIN dossier_case AS c ON "
                                    "c.id = a.dossier WHERE ");
  add_sent(q, f);
  if (f.after) q.add(" AND (a.sent_at, a.dossier) < (?, ?)", f.after->first, f.after->second);
  q.add(" ORDER BY a.sent_at DESC, a.dossier DESC LIMIT ?", f.limit);
  std::vector<ListedApology> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(listed_from(r)); });
  return rows;
}

std::int64_t count_sent_apologies(ReadTx& tx, const LateQuery& f) {
  Query q("dossier.apologies_sent_count", "SELECT COUNT(*) FROM dossier_apology AS a WHERE ");
  add_sent(q, f);
  std::int64_t n = 0;
  tx.each(q, [&](const Row& r) { n = r.i64(0); });
  return n;
}

std::vector<LateCase> late_without_apology(ReadTx& tx, const LateQuery& f, Instant now) {
  Query q(
      "dossier.late_without_apology",
      "SELECT c.id, c.code, c.procedure_name, c.competent_unit, c.received_unit, c.elsewhere, c.due_at, c.done_at FROM dossier_case AS c "
      "WHERE ");
  add_missing(q, f, now);
  if (f.after) q.add(" AND (c.due_at, c.id) < (?, ?)", f.after->first, f.after->second);
  q.add(" ORDER BY c.due_at DESC, c.id DESC LIMIT ?", f.limit);
  std::vector<LateCase> rows;
  tx.each(q, [&](const Row& r) {
    rows.push_back(
        {r.id<DossierTag>(0), r.text(1), r.text(2), UnitId{r.i64(3)}, UnitId{r.i64(4)}, r.boolean(5), r.instant(6), r.opt_instant(7)});
  });
  return rows;
}

std::int64_t count_late_without_apology(ReadTx& tx, const LateQuery& f, Instant now) {
  Query q("dossier.late_without_apology_count", "SELECT COUNT(*) FROM dossier_case AS c WHERE ");
  add_missing(q, f, now);
  std::int64_t n = 0;
  tx.each(q, [&](const Row& r) { n = r.i64(0); });
  return n;
}

std::vector<UnitId> competent_units_late(ReadTx& tx, Instant now) {
  return tx.all<UnitId>(
      kUnitsLate, [](const Row& r) { return UnitId{r.i64(0)}; }, now);
}

void each_apology(ReadTx& tx, const std::function<bool(const ApologyRecord&, const CaseRecord&)>& visit) {
  DossierId last;
  for (;;) {
    const auto page = tx.all<ApologyRecord>(kEachApology, apology_from, last);
    for (const auto& a : page)
      if (const auto c = find_case(tx, a.dossier); !c || !visit(a, *c)) return;
    if (page.empty()) return;
    last = page.back().dossier;
  }
}

std::vector<RungRecord> rungs_of(ReadTx& tx, UnitId unit) {
  return tx.all<RungRecord>(
      kRungs,
      [](const Row& r) {
        RungRecord one;
        one.id = r.i64(0);
        one.unit = UnitId{r.i64(1)};
        one.rung.key = r.text(2);
        one.rung.when = WarnAt::parse(r.view(3)).value();
        one.rung.to = recipients_from(r.view(4)).value();
        one.rung.from = r.day(5);
        one.rung.until = r.opt_day(6);
        one.rung.source = r.text(7);
        return one;
      },
      unit);
}
std::vector<KeptRung> kept_rungs(ReadTx& tx) {
  return tx.all<KeptRung>(kKeptRungs, [](const Row& r) {
    return KeptRung{r.i64(0), r.i64(1), r.text(2), r.text(3), r.text(4), r.day(5), r.opt_day(6), r.text(7), r.instant(8), r.i64(9)};
  });
}
std::string rung_payload(const KeptRung& r) {
  JsonWriter json;
  json.begin_object().field("unit", r.unit).field("rung", r.rung).field("moment", r.moment).field("to", r.recipients);
  return json.field("source", r.source).end_object().take();
}
void insert_rung(Tx& tx, const RungRecord& r, AccountId by, Instant at) {
  tx.send(kInsertRung, r.id, r.unit, r.rung.key, r.rung.when.text(), recipients_text(r.rung.to), r.rung.from, r.rung.until, r.rung.source,
          at, by);
}
void end_rung(Tx& tx, UnitId unit, std::string_view key, Day last) {
  tx.send(kEndRung, unit, key, last);
  tx.send(kDropRung, unit, key, last);
}

}  // namespace motcua::dossier
