#include "dossier/store.hpp"
#include "store/lists.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace motcua::dossier {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define DOSSIER_COLUMNS                                                                                                             \
  "id, version, code, form_id, token_hash, receipt_year, receipt_number, procedure_version, procedure_code, procedure_name, "       \
  "field_id, field_name, received_unit, competent_unit, settling_unit, holder_unit, holder, holder_name, received_by, "             \
  "received_by_name, channel, applicant_number, applicant_name, applicant, principal, authority, answers, form, biz_state, "        \
  "work_sub, running, fin_state, delivery_state, payment, fee_total, return_method, return_address, sets, tell_by_sms, "            \
  "note, received_at, legal_start, due_at, promised_at, handed_at, done_at, returned_at, term, term_words, term_variant, "          \
  "cutoff, calendar_version, punctuality, step, step_seq, search_text, register_volume, register_number, entered_late, elsewhere, " \
  "taken_over_at, extension, original_due, clock, closed_at"

MOTCUA_SQL(
    kInsertCase,
    "INSERT INTO dossier_case (" DOSSIER_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, "
    "$27, $28, $29, $30, "
    "$31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, "
    "$57, $58, $59, $60, $61, $62, $63, $64, $65)");
MOTCUA_SQL(kCaseById, "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE id = $1");
MOTCUA_SQL(kCaseByCode, "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE code = $1");
MOTCUA_SQL(kCaseByForm, "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE form_id = $1");
MOTCUA_SQL(kCaseByToken, "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE token_hash = $1");
MOTCUA_SQL(kCasesFrom, "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE id > $1 ORDER BY id LIMIT 500");
MOTCUA_SQL(kRunningDueAfter,
           "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE running AND (due_at, id) > ($1, $2) ORDER BY due_at, id LIMIT $3");
// A day of a desk is one range of dossier_case_register; what waits to be fetched one of dossier_case_ready.
MOTCUA_SQL(kCountsOfDay,
           "SELECT COUNT(*), COUNT(done_at), COUNT(CASE WHEN promised_at IS NOT NULL OR due_at < $1 THEN 1 END), "
           "COUNT(CASE WHEN (promised_at IS NOT NULL OR due_at < $1) AND done_at <= COALESCE(promised_at, due_at) THEN 1 END) "
           "FROM dossier_case WHERE received_unit = $2 AND received_at >= $3 AND received_at < $1");
MOTCUA_SQL(kRunningOfDay,
           "SELECT receipt_number, code, biz_state, work_sub FROM dossier_case WHERE received_unit = $1 AND received_at >= $2 AND "
           "received_at < $3 AND running ORDER BY received_at DESC, id DESC LIMIT $4");
MOTCUA_SQL(kReadyAtDesk,
           "SELECT receipt_number, code, biz_state, work_sub FROM dossier_case WHERE received_unit = $1 AND biz_state IN ('done', "
           "'refused_result') "
           "ORDER BY due_at, id LIMIT $2");

// One statement for one, two or four papers: the number of statements of an acceptance stays small.
MOTCUA_SQL(kInsertPaper1,
           "INSERT INTO dossier_paper (dossier, seq, component, name, kind, originals, copies, from_register) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8)");
MOTCUA_SQL(kInsertPaper2,
           "INSERT INTO dossier_paper (dossier, seq, component, name, kind, originals, copies, from_register) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8), ($1, $9, $10, $11, $12, $13, $14, $15)");
MOTCUA_SQL(kInsertPaper4,
           "INSERT INTO dossier_paper (dossier, seq, component, name, kind, originals, copies, from_register) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8), ($1, $9, $10, $11, $12, $13, $14, $15), "
           "($1, $16, $17, $18, $19, $20, $21, $22), ($1, $23, $24, $25, $26, $27, $28, $29)");
MOTCUA_SQL(kPapers, "SELECT component, name, kind, originals, copies, from_register FROM dossier_paper WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(kInsertFee,
           "INSERT INTO dossier_fee (dossier, seq, fee, name, quantity, amount, exemption, basis, how) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kFees, "SELECT fee, name, quantity, amount, exemption, basis, how FROM dossier_fee WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(kInsertStep,
           "INSERT INTO dossier_step (dossier, seq, step, name, role, unit, holder, holder_name, started_at, limit_at, allotted_minutes, "
           "finished_at, used_minutes, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
MOTCUA_SQL(kFinishStep, "UPDATE dossier_step SET finished_at = $3, used_minutes = $4, outcome = $5 WHERE dossier = $1 AND seq = $2");
MOTCUA_SQL(kSetStepHolder, "UPDATE dossier_step SET unit = $3, holder = $4, holder_name = $5 WHERE dossier = $1 AND seq = $2");
MOTCUA_SQL(kSetStepLimit, "UPDATE dossier_step SET limit_at = $3, allotted_minutes = $4 WHERE dossier = $1 AND seq = $2");
MOTCUA_SQL(kInsertHandover,
           "INSERT INTO dossier_handover (dossier, seq, from_unit, to_unit, from_name, to_name, given_at, received_at, allotted_minutes, "
           "used_minutes, result, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kFinishHandover,
           "UPDATE dossier_handover SET to_name = $3, received_at = $4, used_minutes = $5, result = $6 WHERE dossier = $1 AND seq = $2");
MOTCUA_SQL(kHandovers,
           "SELECT seq, from_unit, to_unit, from_name, to_name, given_at, received_at, allotted_minutes, used_minutes, result, note "
           "FROM dossier_handover WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(kUpsertDraft,
           "INSERT INTO dossier_result (dossier, title, summary, body, drafted_by, drafted_person, drafted_name, drafted_at, signed_by, "
           "signed_name, signed_at, number, dated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', NULL, '', NULL) "
           "ON CONFLICT (dossier) DO UPDATE SET title = excluded.title, summary = excluded.summary, body = excluded.body, "
           "drafted_by = excluded.drafted_by, drafted_person = excluded.drafted_person, drafted_name = excluded.drafted_name, "
           "drafted_at = excluded.drafted_at");
MOTCUA_SQL(
    kSignResult,
    "UPDATE dossier_result SET signed_by = $2, signed_name = $3, signed_at = $4, recorded_name = $5, arrangement = $6 WHERE dossier = $1");
MOTCUA_SQL(kNumberResult, "UPDATE dossier_result SET number = $2, dated = $3 WHERE dossier = $1");
MOTCUA_SQL(kResult,
           "SELECT title, summary, body, drafted_by, drafted_person, drafted_name, drafted_at, signed_by, signed_name, signed_at, number, "
           "dated, recorded_name, arrangement FROM dossier_result WHERE dossier = $1");
MOTCUA_SQL(kInsertReturn,
           "INSERT INTO dossier_return (dossier, method, receiver, receiver_number, identity_check, authority, confirmation, signature, "
           "waybill, returned_by, returned_by_name, returned_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kReturn,
           "SELECT method, receiver, receiver_number, identity_check, authority, confirmation, signature, waybill, returned_by, "
           "returned_by_name, returned_at FROM dossier_return WHERE dossier = $1");
MOTCUA_SQL(kSaveMove,
           "UPDATE dossier_case SET version = $3, biz_state = $4, work_sub = $5, running = $6, fin_state = $7, delivery_state = $8, "
           "payment = $9, settling_unit = $10, holder_unit = $11, holder = $12, holder_name = $13, due_at = $14, handed_at = $15, "
           "done_at = $16, returned_at = $17, punctuality = $18, step = $19, step_seq = $20, fee_total = $21, "
           "legal_start = $22, promised_at = $23, calendar_version = $24, taken_over_at = $25, extension = $26, original_due = $27, "
           "clock = $28, closed_at = $29, competent_unit = $30, term = $31, term_words = $32 "
           "WHERE id = $1 AND version = $2");
// The code series is locked before the receipt series by everybody, so two acceptances never wait for each other crosswise.
MOTCUA_SQL(kTakeTwo,
           "INSERT INTO dossier_counter (scope, name, value) VALUES ('code', $1, 1), ('receipt', $2, 1) "
           "ON CONFLICT (scope, name) DO UPDATE SET value = dossier_counter.value + 1 RETURNING scope, value");
MOTCUA_SQL(kTakeOne,
           "INSERT INTO dossier_counter (scope, name, value) VALUES ($1, $2, 1) "
           "ON CONFLICT (scope, name) DO UPDATE SET value = dossier_counter.value + 1 RETURNING value");
MOTCUA_SQL(kCounters, "SELECT scope, name, value FROM dossier_counter ORDER BY scope, name");
MOTCUA_SQL(kRunningByStep, "SELECT step, COUNT(*) FROM dossier_case WHERE running AND procedure_version = $1 GROUP BY step ORDER BY step");

CaseRecord case_from(const Row& r) {
  CaseRecord c;
  int i = 0;
  c.id = r.id<DossierTag>(i++);
  c.version = r.i64(i++);
  c.code = r.text(i++);
  c.form_id = r.text(i++);
  c.token_hash = r.text(i++);
  c.receipt_year = r.i32(i++);
  c.receipt_number = r.i64(i++);
  c.procedure_version = catalog::VersionId{r.i64(i++)};
  c.procedure_code = r.text(i++);
  c.procedure_name = r.text(i++);
  c.field_id = r.text(i++);
  c.field_name = r.text(i++);
  c.received_unit = UnitId{r.i64(i++)};
  c.competent_unit = UnitId{r.i64(i++)};
  c.settling_unit = UnitId{r.i64(i++)};
  c.holder_unit = UnitId{r.i64(i++)};
  c.holder = AccountId{r.i64(i++)};
  c.holder_name = r.text(i++);
  c.received_by = AccountId{r.i64(i++)};
  c.received_by_name = r.text(i++);
  c.channel = channel_from(r.view(i++)).value();
  c.applicant_number = r.text(i++);
  c.applicant_name = r.text(i++);
  c.applicant_json = r.text(i++);
  c.principal_json = r.text(i++);
  c.authority = r.text(i++);
  c.answers_json = r.text(i++);
  c.form_json = r.text(i++);
  c.state.biz = biz_state_from(r.view(i++)).value();
  c.state.sub = work_sub_from(r.view(i++)).value();
  ++i;  // running: told by the state
  c.fin = fin_state_from(r.view(i++)).value();
  c.delivery = delivery_state_from(r.view(i++)).value();
  c.payment = payment_method_from(r.view(i++)).value();
  c.fee_total = r.i64(i++);
  c.return_method = return_method_from(r.view(i++)).value();
  c.return_address = r.text(i++);
  c.sets = r.i32(i++);
  c.tell_by_sms = r.boolean(i++);
  c.note = r.text(i++);
  c.received_at = r.instant(i++);
  c.legal_start = r.instant(i++);
  c.due_at = r.instant(i++);
  c.promised_at = r.opt_instant(i++);
  c.handed_at = r.opt_instant(i++);
  c.done_at = r.opt_instant(i++);
  c.returned_at = r.opt_instant(i++);
  c.term = r.text(i++);
  c.term_words = r.text(i++);
  c.term_variant = r.text(i++);
  c.cutoff_minutes = r.i32(i++);
  c.calendar_version = static_cast<std::uint64_t>(r.i64(i++));
  if (const auto word_of = r.view(i++); !word_of.empty()) c.punctuality = punctuality_from(word_of);
  c.step = r.text(i++);
  c.step_seq = r.i32(i++);
  c.search_text = r.text(i++);
  c.register_volume = r.text(i++);
  c.register_number = r.text(i++);
  c.entered_late = r.text(i++);
  c.elsewhere = r.boolean(i++);
  c.taken_over_at = r.opt_instant(i++);
  c.extension = r.text(i++);
  c.original_due = r.opt_instant(i++);
  c.clock = r.text(i++);
  c.closed_at = r.opt_instant(i++);
  return c;
}

std::optional<std::string_view> stored(std::optional<Punctuality> p) { return p ? std::optional(word(*p)) : std::nullopt; }
std::optional<Punctuality> verdict(const Row& r, int column) { return r.is_null(column) ? std::nullopt : punctuality_from(r.view(column)); }
}  // namespace

Numbers take_numbers(Tx& tx, std::string_view code_series, std::string_view receipt_series) {
  Numbers numbers;
  tx.each(
      kTakeTwo, [&](const Row& r) { (r.view(0) == "code" ? numbers.code : numbers.receipt) = r.i64(1); }, code_series, receipt_series);
  ensure(numbers.code > 0 && numbers.receipt > 0, "both numbers were given");
  return numbers;
}

std::int64_t take_number(Tx& tx, std::string_view scope, std::string_view name) {
  std::int64_t number = 0;
  tx.each(
      kTakeOne, [&](const Row& r) { number = r.i64(0); }, scope, name);
  ensure(number > 0, "a number was given");
  return number;
}

void insert(Tx& tx, const CaseRecord& c, const Error& sent_before) {
  tx.send_or_refuse(
      sent_before, kInsertCase, c.id, c.version, c.code, c.form_id, c.token_hash, c.receipt_year, c.receipt_number, c.procedure_version,
      c.procedure_code, c.procedure_name, c.field_id, c.field_name, c.received_unit, c.competent_unit, c.settling_unit, c.holder_unit,
      c.holder, c.holder_name, c.received_by, c.received_by_name, word(c.channel), c.applicant_number, c.applicant_name, c.applicant_json,
      c.principal_json, c.authority, c.answers_json, c.form_json, word(c.state.biz), word(c.state.sub), is_open(c.state.biz), word(c.fin),
      word(c.delivery), word(c.payment), c.fee_total, word(c.return_method), c.return_address, c.sets, c.tell_by_sms, c.note, c.received_at,
      c.legal_start, c.due_at, c.promised_at, c.handed_at, c.done_at, c.returned_at, c.term, c.term_words, c.term_variant, c.cutoff_minutes,
      static_cast<std::int64_t>(c.calendar_version), stored(c.punctuality), c.step, c.step_seq, c.search_text, c.register_volume,
      c.register_number, c.entered_late, c.elsewhere, c.taken_over_at, c.extension, c.original_due, c.clock, c.closed_at);
}

void insert_papers(Tx& tx, DossierId id, const std::vector<PaperRecord>& p) {
  std::size_t i = 0;
  const auto seq = [](std::size_t n) { return static_cast<int>(n) + 1; };
  for (; p.size() - i >= 4; i += 4)
    tx.send(kInsertPaper4, id, seq(i), p[i].component, p[i].name, p[i].kind, p[i].originals, p[i].copies, p[i].from_register, seq(i + 1),
            p[i + 1].component, p[i + 1].name, p[i + 1].kind, p[i + 1].originals, p[i + 1].copies, p[i + 1].from_register, seq(i + 2),
            p[i + 2].component, p[i + 2].name, p[i + 2].kind, p[i + 2].originals, p[i + 2].copies, p[i + 2].from_register, seq(i + 3),
            p[i + 3].component, p[i + 3].name, p[i + 3].kind, p[i + 3].originals, p[i + 3].copies, p[i + 3].from_register);
  for (; p.size() - i >= 2; i += 2)
    tx.send(kInsertPaper2, id, seq(i), p[i].component, p[i].name, p[i].kind, p[i].originals, p[i].copies, p[i].from_register, seq(i + 1),
            p[i + 1].component, p[i + 1].name, p[i + 1].kind, p[i + 1].originals, p[i + 1].copies, p[i + 1].from_register);
  for (; i < p.size(); ++i)
    tx.send(kInsertPaper1, id, seq(i), p[i].component, p[i].name, p[i].kind, p[i].originals, p[i].copies, p[i].from_register);
}

void insert_fees(Tx& tx, DossierId id, const std::vector<FeeRecord>& fees) {
  int seq = 0;
  for (const auto& f : fees) tx.send(kInsertFee, id, ++seq, f.fee, f.name, f.quantity, f.amount, f.exemption, f.basis, f.how);
}

void insert(Tx& tx, DossierId id, const StepRecord& s) {
  tx.send(kInsertStep, id, s.seq, s.step, s.name, s.role, s.unit, s.holder, s.holder_name, s.started_at, s.limit_at, s.allotted_minutes,
          s.finished_at, s.used_minutes, s.outcome);
}

void insert(Tx& tx, DossierId id, const HandoverRecord& h) {
  tx.send(kInsertHandover, id, h.seq, h.from_unit, h.to_unit, h.from_name, h.to_name, h.given_at, h.received_at, h.allotted_minutes,
          h.used_minutes, stored(h.result), h.note);
}

void finish_step(Tx& tx, DossierId id, const StepRecord& s) { tx.send(kFinishStep, id, s.seq, s.finished_at, s.used_minutes, s.outcome); }

void set_step_holder(Tx& tx, DossierId id, int seq, UnitId unit, AccountId holder, std::string_view name) {
  tx.send(kSetStepHolder, id, seq, unit, holder, name);
}

void set_step_limit(Tx& tx, DossierId id, const StepRecord& s) { tx.send(kSetStepLimit, id, s.seq, s.limit_at, s.allotted_minutes); }

void finish_handover(Tx& tx, DossierId id, const HandoverRecord& h) {
  tx.send(kFinishHandover, id, h.seq, h.to_name, h.received_at, h.used_minutes, stored(h.result));
}

void upsert_draft(Tx& tx, DossierId id, const ResultRecord& r) {
  tx.send(kUpsertDraft, id, r.title, r.summary, r.body, r.drafted_by, r.drafted_person, r.drafted_name, r.drafted_at);
}
void sign_result(Tx& tx, DossierId id, const ResultRecord& r) {
  tx.send(kSignResult, id, r.signed_by, r.signed_name, r.signed_at, r.recorded_name, r.arrangement);
}
void number_result(Tx& tx, DossierId id, const ResultRecord& r) { tx.send(kNumberResult, id, r.number, r.dated); }

void insert(Tx& tx, DossierId id, const ReturnRecord& r) {
  tx.send(kInsertReturn, id, word(r.method), r.receiver, r.receiver_number, r.identity_check, r.authority, r.confirmation, r.signature,
          r.waybill, r.returned_by, r.returned_by_name, r.returned_at);
}

bool save_move(Tx& tx, const CaseRecord& c, std::int64_t old_version) {
  return tx.exec(kSaveMove, c.id, old_version, c.version, word(c.state.biz), word(c.state.sub), is_open(c.state.biz), word(c.fin),
                 word(c.delivery), word(c.payment), c.settling_unit, c.holder_unit, c.holder, c.holder_name, c.due_at, c.handed_at,
                 c.done_at, c.returned_at, stored(c.punctuality), c.step, c.step_seq, c.fee_total, c.legal_start, c.promised_at,
                 static_cast<std::int64_t>(c.calendar_version), c.taken_over_at, c.extension, c.original_due, c.clock, c.closed_at,
                 c.competent_unit, c.term, c.term_words) == 1;
}

std::optional<CaseRecord> find_case(ReadTx& tx, DossierId id) { return tx.one<CaseRecord>(kCaseById, case_from, id); }
std::optional<CaseRecord> find_case_by_code(ReadTx& tx, std::string_view code) { return tx.one<CaseRecord>(kCaseByCode, case_from, code); }
std::optional<CaseRecord> find_case_by_form(ReadTx& tx, std::string_view form_id) {
  return tx.one<CaseRecord>(kCaseByForm, case_from, form_id);
}
std::optional<CaseRecord> find_case_by_token(ReadTx& tx, std::string_view token_hash) {
  return tx.one<CaseRecord>(kCaseByToken, case_from, token_hash);
}

std::vector<PaperRecord> papers_of(ReadTx& tx, DossierId id) {
  return tx.all<PaperRecord>(
      kPapers, [](const Row& r) { return PaperRecord{r.text(0), r.text(1), r.text(2), r.i32(3), r.i32(4), r.boolean(5)}; }, id);
}
std::vector<FeeRecord> fees_of(ReadTx& tx, DossierId id) {
  return tx.all<FeeRecord>(
      kFees, [](const Row& r) { return FeeRecord{r.text(0), r.text(1), r.i32(2), r.i64(3), r.text(4), r.text(5), r.text(6)}; }, id);
}
std::map<DossierId, CaseRecord> cases_of(ReadTx& tx, std::span<const DossierId> ids) {
  std::map<DossierId, CaseRecord> cases;
  constexpr std::size_t kAtOnce = 400;
  for (std::size_t i = 0; i < ids.size(); i += kAtOnce) {
    Query q("dossier.cases_of", "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE");
    store::add_list(q, " id IN (", ids.subspan(i, std::min(kAtOnce, ids.size() - i)));
    tx.each(q, [&](const Row& r) {
      auto c = case_from(r);
      cases.emplace(c.id, std::move(c));
    });
  }
  return cases;
}

std::vector<HandoverRecord> handovers_of(ReadTx& tx, DossierId id) {
  return tx.all<HandoverRecord>(
      kHandovers,
      [](const Row& r) {
        return HandoverRecord{r.i32(0),         UnitId{r.i64(1)}, UnitId{r.i64(2)}, r.text(3),     r.text(4), r.instant(5),
                              r.opt_instant(6), r.i64(7),         r.i64(8),         verdict(r, 9), r.text(10)};
      },
      id);
}
std::optional<ResultRecord> result_of(ReadTx& tx, DossierId id) {
  return tx.one<ResultRecord>(
      kResult,
      [](const Row& r) {
        ResultRecord x;
        x.title = r.text(0);
        x.summary = r.text(1);
        x.body = r.text(2);
        x.drafted_by = AccountId{r.i64(3)};
        x.drafted_person = identity::PersonId{r.i64(4)};
        x.drafted_name = r.text(5);
        x.drafted_at = r.instant(6);
        x.signed_by = AccountId{r.i64(7)};
        x.signed_name = r.text(8);
        x.signed_at = r.opt_instant(9);
        x.number = r.text(10);
        x.dated = r.opt_day(11);
        x.recorded_name = r.text(12);
        if (!r.is_null(13)) x.arrangement = r.i64(13);
        return x;
      },
      id);
}
std::optional<ReturnRecord> return_of(ReadTx& tx, DossierId id) {
  return tx.one<ReturnRecord>(
      kReturn,
      [](const Row& r) {
        return ReturnRecord{return_method_from(r.view(0)).value(),
                            r.text(1),
                            r.text(2),
                            r.text(3),
                            r.text(4),
                            r.text(5),
                            r.text(6),
                            r.text(7),
                            AccountId{r.i64(8)},
                            r.text(9),
                            r.instant(10)};
      },
      id);
}

namespace {

void add_filters(Query& q, const ListQuery& f) {
  if (f.state) q.add(" AND biz_state = ?", word(*f.state));
  if (!f.subs.empty()) {
    std::vector<std::string_view> words;
    for (const auto sub : f.subs) words.push_back(word(sub));
    store::add_list(q, " AND work_sub IN (", words);
  }
  if (!f.field.empty()) q.add(" AND field_id = ?", f.field);
  if (!f.procedure.empty()) q.add(" AND procedure_code = ?", f.procedure);
  if (f.channel) q.add(" AND channel = ?", word(*f.channel));
  if (f.from) q.add(" AND received_at >= ?", *f.from);
  if (f.to) q.add(" AND received_at < ?", *f.to);
  std::size_t begin = 0;
  while (begin < f.text.size()) {  // folded words: letters, digits, and the marks of a code
    auto end = f.text.find(' ', begin);
    if (end == std::string::npos) end = f.text.size();
    std::string pattern = "%";
    for (const char c : std::string_view(f.text).substr(begin, end - begin)) {
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    if (end > begin) q.add(" AND search_text LIKE ? ESCAPE '\\'", pattern + "%");
    begin = end + 1;
  }
}
}  // namespace

std::vector<CaseRecord> list(ReadTx& tx, const ListQuery& f) {
  Query q("dossier.list", "SELECT " DOSSIER_COLUMNS " FROM dossier_case WHERE ");
  bool newest_first = false;
  switch (f.by) {
    case ListQuery::By::holder: q.add("running AND holder = ?", f.holder); break;
    case ListQuery::By::at_units:
      q.add("running");
      store::add_list(q, " AND holder_unit IN (", f.units);
      break;
    case ListQuery::By::ready:
      q.add("biz_state IN ('done', 'refused_result')");
      store::add_list(q, " AND received_unit IN (", f.units);
      break;
    case ListQuery::By::received:
      q.add("TRUE");
      store::add_list(q, " AND received_unit IN (", f.units);
      newest_first = true;
      break;
    case ListQuery::By::competent:
      q.add("TRUE");
      store::add_list(q, " AND competent_unit IN (", f.units);
      newest_first = true;
      break;
  }
  add_filters(q, f);
  if (newest_first) {
    if (f.after) q.add(" AND (received_at, id) < (?, ?)", f.after->first, f.after->second);
    q.add(" ORDER BY received_at DESC, id DESC LIMIT ?", f.limit);
  } else {
    if (f.after) q.add(" AND (due_at, id) > (?, ?)", f.after->first, f.after->second);
    q.add(" ORDER BY due_at, id LIMIT ?", f.limit);
  }
  std::vector<CaseRecord> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(case_from(r)); });
  return rows;
}

TabCounts count_tabs(ReadTx& tx, const TabQuery& t) {
  Query q("dossier.count_tabs", "SELECT ");
  q.add("(SELECT COUNT(*) FROM dossier_case WHERE running AND holder = ?)", t.account);
  q.add(", (SELECT COUNT(*) FROM dossier_case WHERE running");
  store::add_list(q, " AND holder_unit IN (", t.read);
  q.add("), (SELECT COUNT(*) FROM dossier_case WHERE running AND work_sub = 'none' AND biz_state = 'received'");
  store::add_list(q, " AND holder_unit IN (", t.hand_over);
  q.add("), (SELECT COUNT(*) FROM dossier_case WHERE running AND work_sub = 'to_transfer'");
  store::add_list(q, " AND holder_unit IN (", t.assign);
  q.add("), (SELECT COUNT(*) FROM dossier_case WHERE running AND work_sub = 'to_sign'");
  store::add_list(q, " AND holder_unit IN (", t.approve);
  q.add("), (SELECT COUNT(*) FROM dossier_case WHERE running AND work_sub = 'to_number'");
  store::add_list(q, " AND holder_unit IN (", t.issue);
  q.add("), (SELECT COUNT(*) FROM dossier_case WHERE biz_state IN ('done', 'refused_result')");
  store::add_list(q, " AND received_unit IN (", t.give_back);
  q.add(")");
  TabCounts counts;
  tx.each(q, [&](const Row& r) { counts = {r.i64(0), r.i64(1), r.i64(2), r.i64(3), r.i64(4), r.i64(5), r.i64(6)}; });
  return counts;
}

std::vector<CaseRecord> running_due_after(ReadTx& tx, std::pair<Instant, std::int64_t> after, int limit) {
  return tx.all<CaseRecord>(kRunningDueAfter, case_from, after.first, after.second, limit);
}

void each_case(ReadTx& tx, const std::function<bool(const CaseRecord&)>& visit) {
  std::int64_t last = 0;
  for (;;) {
    const auto page = tx.all<CaseRecord>(kCasesFrom, case_from, last);
    for (const auto& c : page)
      if (!visit(c)) return;
    if (page.empty()) return;
    last = page.back().id.value;
  }
}

std::vector<CounterRow> counters(ReadTx& tx) {
  return tx.all<CounterRow>(kCounters, [](const Row& r) { return CounterRow{r.text(0), r.text(1), r.i64(2)}; });
}

std::vector<RunningAtStep> running_by_step(ReadTx& tx, catalog::VersionId version) {
  return tx.all<RunningAtStep>(
      kRunningByStep,
      [](const Row& r) {
        return RunningAtStep{r.text(0), r.i64(1)};
      },
      version);
}

DayOfDesk day_of_desk(ReadTx& tx, UnitId unit, Instant from, Instant to, int lines) {
  DayOfDesk day;
  const auto line = [](const Row& r) {
    return DayOfDesk::Line{r.i64(0), r.text(1), {biz_state_from(r.view(2)).value(), work_sub_from(r.view(3)).value()}};
  };
  tx.each(
      kCountsOfDay,
      [&](const Row& r) {
        day.received = r.i64(0);
        day.settled = r.i64(1);
        day.same_day_promised = r.i64(2);
        day.same_day_kept = r.i64(3);
      },
      to, unit, from);
  day.running = tx.all<DayOfDesk::Line>(kRunningOfDay, line, unit, from, to, lines);
  day.ready = tx.all<DayOfDesk::Line>(kReadyAtDesk, line, unit, lines);
  return day;
}

}  // namespace motcua::dossier
