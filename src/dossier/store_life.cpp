#include "dossier/store_life.hpp"
#include "store/lists.hpp"

#include <fmt/core.h>

namespace motcua::dossier {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kProposal, "SELECT kind, content, by_account, by_person, by_name, at FROM dossier_proposal WHERE dossier = $1");
MOTCUA_SQL(kInsertProposal,
           "INSERT INTO dossier_proposal (dossier, kind, content, by_account, by_person, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kDeleteProposal, "DELETE FROM dossier_proposal WHERE dossier = $1");

MOTCUA_SQL(
    kSupplements,
    "SELECT seq, state, reason, again_reason, late_basis, special_days, special_basis, officer, officer_name, approved_name, asked_at, "
    "number, sent_at, sent_name, sent_how, answer_by, warned, due_before, due_after, ended_at FROM dossier_supplement "
    "WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(
    kSupplementItems,
    "SELECT request, seq, component, paper, reason, legal_basis, todo, register_note, answer, answer_note, answered_at, answered_name "
    "FROM dossier_supplement_item WHERE dossier = $1 ORDER BY request, seq");
MOTCUA_SQL(
    kInsertSupplement,
    "INSERT INTO dossier_supplement (dossier, seq, state, reason, again_reason, late_basis, special_days, special_basis, officer, "
    "officer_name, approved_name, asked_at, number, sent_at, sent_name, sent_how, answer_by, warned, due_before, due_after, ended_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)");
MOTCUA_SQL(
    kSaveSupplement,
    "UPDATE dossier_supplement SET state = $3, number = $4, sent_at = $5, sent_name = $6, sent_how = $7, answer_by = $8, warned = $9, "
    "due_after = $10, ended_at = $11 WHERE dossier = $1 AND seq = $2");
MOTCUA_SQL(
    kInsertItem,
    "INSERT INTO dossier_supplement_item (dossier, request, seq, component, paper, reason, legal_basis, todo, register_note, answer, "
    "answer_note, answered_at, answered_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
MOTCUA_SQL(kSaveAnswer,
           "UPDATE dossier_supplement_item SET answer = $4, answer_note = $5, answered_at = $6, answered_name = $7 WHERE dossier = $1 AND "
           "request = $2 AND seq = $3");
MOTCUA_SQL(kAddPaper,
           "INSERT INTO dossier_paper (dossier, seq, component, name, kind, originals, copies, from_register) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8)");
#define SUPPLEMENT_LINE                                                                                                                   \
  "SELECT s.dossier, s.seq, c.code, c.applicant_name, c.procedure_name, s.state, s.asked_at, s.sent_at, s.answer_by, s.warned, "          \
  "s.special_days, (SELECT COUNT(*) FROM dossier_supplement_item i WHERE i.dossier = s.dossier AND i.request = s.seq), "                  \
  "(SELECT COUNT(*) FROM dossier_supplement_item i WHERE i.dossier = s.dossier AND i.request = s.seq AND i.answer = 'none'), "            \
  "(SELECT COUNT(DISTINCT r.item) FROM dossier_supplement_reply r JOIN dossier_supplement_item i ON i.dossier = r.dossier AND i.request " \
  "= r.request AND i.seq = r.item WHERE r.dossier = s.dossier AND r.request = s.seq AND r.returned_at IS NULL AND i.answer = 'none') "    \
  "FROM dossier_supplement s JOIN dossier_case c ON c.id = s.dossier WHERE s.state IN ('asked', 'sent') AND c.biz_state = 'supplement'"
MOTCUA_SQL(kToWarn,
           SUPPLEMENT_LINE " AND s.state = 'sent' AND s.warned < $1 AND s.answer_by <= $2 ORDER BY s.answer_by, s.dossier LIMIT 500");

MOTCUA_SQL(
    kEndings,
    "SELECT seq, kind, state, reason_code, reason, legal_basis, guidance, from_state, requested_at, requested_name, number, decided_at, "
    "decided_name, answer, originals, originals_back_at, originals_receiver, refund, refund_note, refunded_at FROM dossier_ending "
    "WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(
    kInsertEnding,
    "INSERT INTO dossier_ending (dossier, seq, kind, state, reason_code, reason, legal_basis, guidance, from_state, requested_at, "
    "requested_name, number, decided_at, decided_name, answer, originals, originals_back_at, originals_receiver, refund, refund_note, "
    "refunded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)");
MOTCUA_SQL(
    kSaveEnding,
    "UPDATE dossier_ending SET state = $3, legal_basis = $4, guidance = $5, number = $6, decided_at = $7, decided_name = $8, answer = $9, "
    "originals = $10, originals_back_at = $11, originals_receiver = $12, refund = $13, refund_note = $14, refunded_at = $15 "
    "WHERE dossier = $1 AND seq = $2");

MOTCUA_SQL(kObligations,
           "SELECT seq, name, payee, notice, amount, legal_basis, pay_by, asked_at, asked_name, due_before, paid_document, paid_at, "
           "confirmed_name, due_after FROM dossier_obligation WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(
    kInsertObligation,
    "INSERT INTO dossier_obligation (dossier, seq, name, payee, notice, amount, legal_basis, pay_by, asked_at, asked_name, due_before, "
    "paid_document, paid_at, confirmed_name, due_after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', NULL, '', NULL)");
MOTCUA_SQL(
    kSaveObligation,
    "UPDATE dossier_obligation SET paid_document = $3, paid_at = $4, confirmed_name = $5, due_after = $6 WHERE dossier = $1 AND seq = $2");
MOTCUA_SQL(kSiteChecks,
           "SELECT seq, planned_at, place, members, content, applicant_present, begun_at, begun_name, finished_at, findings "
           "FROM dossier_site_check WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(kInsertSiteCheck,
           "INSERT INTO dossier_site_check (dossier, seq, planned_at, place, members, content, applicant_present, begun_at, begun_name, "
           "finished_at, findings) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, '')");
MOTCUA_SQL(kSaveSiteCheck, "UPDATE dossier_site_check SET finished_at = $3, findings = $4 WHERE dossier = $1 AND seq = $2");
MOTCUA_SQL(kCorrections,
           "SELECT seq, reason, legal_basis, decided_at, decided_name, old_number, old_due_at, old_done_at, old_punctuality, old_result, "
           "old_return FROM dossier_correction WHERE dossier = $1 ORDER BY seq");
MOTCUA_SQL(
    kInsertCorrection,
    "INSERT INTO dossier_correction (dossier, seq, reason, legal_basis, decided_at, decided_name, old_number, old_due_at, old_done_at, "
    "old_punctuality, old_result, old_return) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kReopenResult,
           "UPDATE dossier_result SET signed_by = 0, signed_name = '', signed_at = NULL, number = '', dated = NULL, file_hash = '', "
           "recorded_name = '', arrangement = NULL WHERE dossier = $1");
MOTCUA_SQL(kForgetReturn, "DELETE FROM dossier_return WHERE dossier = $1");
MOTCUA_SQL(kDeleteDraft, "DELETE FROM dossier_result WHERE dossier = $1");
MOTCUA_SQL(
    kReroutes,
    "SELECT seq, from_agency, to_agency, to_unit, reason, legal_basis, at, by_name, old_draft FROM dossier_reroute WHERE dossier = $1 "
    "ORDER BY seq");
MOTCUA_SQL(kInsertReroute,
           "INSERT INTO dossier_reroute (dossier, seq, from_agency, to_agency, to_unit, reason, legal_basis, at, by_name, old_draft) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kArchive, "SELECT folder, retention, papers, files, at, by_name FROM dossier_archive WHERE dossier = $1");
MOTCUA_SQL(kInsertArchive,
           "INSERT INTO dossier_archive (dossier, folder, retention, papers, files, at, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kCountFiles, "SELECT COUNT(*) FROM dossier_file WHERE dossier = $1");

// Numbers of LifeTable.
MOTCUA_SQL(kLifeTables,
           "SELECT 0 AS t WHERE EXISTS (SELECT 1 FROM dossier_proposal WHERE dossier = $1) "
           "UNION ALL SELECT 1 WHERE EXISTS (SELECT 1 FROM dossier_supplement WHERE dossier = $1) "
           "UNION ALL SELECT 2 WHERE EXISTS (SELECT 1 FROM dossier_ending WHERE dossier = $1) "
           "UNION ALL SELECT 3 WHERE EXISTS (SELECT 1 FROM dossier_obligation WHERE dossier = $1) "
           "UNION ALL SELECT 4 WHERE EXISTS (SELECT 1 FROM dossier_site_check WHERE dossier = $1) "
           "UNION ALL SELECT 5 WHERE EXISTS (SELECT 1 FROM dossier_opinion WHERE dossier = $1) "
           "UNION ALL SELECT 6 WHERE EXISTS (SELECT 1 FROM dossier_correction WHERE dossier = $1) "
           "UNION ALL SELECT 7 WHERE EXISTS (SELECT 1 FROM dossier_reroute WHERE dossier = $1) "
           "UNION ALL SELECT 8 WHERE EXISTS (SELECT 1 FROM dossier_archive WHERE dossier = $1) "
           "UNION ALL SELECT 9 WHERE EXISTS (SELECT 1 FROM dossier_supplement_reply WHERE dossier = $1)");

// What must never be found.
MOTCUA_SQL(kSupplementWithoutState,
           "SELECT s.dossier FROM dossier_supplement s JOIN dossier_case c ON c.id = s.dossier WHERE s.state IN ('asked', 'sent') AND "
           "c.biz_state NOT IN ('supplement', 'withdraw_requested') LIMIT 1");
MOTCUA_SQL(
    kStateWithoutSupplement,
    "SELECT c.id FROM dossier_case c WHERE c.running AND c.biz_state = 'supplement' AND 1 <> (SELECT COUNT(*) FROM dossier_supplement s "
    "WHERE s.dossier = c.id AND s.state IN ('asked', 'sent')) LIMIT 1");
MOTCUA_SQL(
    kStateWithoutWithdrawal,
    "SELECT c.id FROM dossier_case c WHERE c.running AND (c.biz_state = 'withdraw_requested') <> EXISTS (SELECT 1 FROM dossier_ending e "
    "WHERE e.dossier = c.id AND e.state = 'asked') LIMIT 1");
MOTCUA_SQL(kStateWithoutObligation,
           "SELECT c.id FROM dossier_case c WHERE c.running AND c.biz_state = 'fin_obligation' AND 1 <> (SELECT COUNT(*) FROM "
           "dossier_obligation o WHERE o.dossier = c.id AND o.paid_at IS NULL) LIMIT 1");
MOTCUA_SQL(kClosedWithoutMoment,
           "SELECT id FROM dossier_case WHERE (closed_at IS NOT NULL AND (running OR done_at IS NOT NULL)) OR "
           "(closed_at IS NULL AND biz_state IN ('withdrawn', 'stopped')) LIMIT 1");
MOTCUA_SQL(kProposalAtRest,
           "SELECT p.dossier FROM dossier_proposal p JOIN dossier_case c ON c.id = p.dossier WHERE c.biz_state <> 'in_process' LIMIT 1");

SupplementLine line_from(const Row& r) {
  SupplementLine l;
  l.id = r.id<DossierTag>(0);
  l.seq = r.i32(1);
  l.code = r.text(2);
  l.applicant_name = r.text(3);
  l.procedure_name = r.text(4);
  l.state = supplement_state_from(r.view(5)).value();
  l.asked_at = r.instant(6);
  l.sent_at = r.opt_instant(7);
  l.answer_by = r.opt_instant(8);
  l.warned = r.i32(9);
  l.special_days = r.i32(10);
  l.items = r.i32(11);
  l.missing = r.i32(12);
  l.replied = r.i32(13);
  return l;
}
}  // namespace

// ---- proposals ----

std::optional<ProposalRecord> proposal_of(ReadTx& tx, DossierId id) {
  return tx.one<ProposalRecord>(
      kProposal,
      [](const Row& r) {
        return ProposalRecord{proposal_kind_from(r.view(0)).value(), r.text(1), AccountId{r.i64(2)},
                              identity::PersonId{r.i64(3)},          r.text(4), r.instant(5)};
      },
      id);
}
void insert(Tx& tx, DossierId id, const ProposalRecord& p) {
  tx.send(kInsertProposal, id, word(p.kind), p.content, p.by, p.person, p.by_name, p.at);
}
void delete_proposal(Tx& tx, DossierId id) { tx.send(kDeleteProposal, id); }

std::vector<ProposalLine> open_proposals(ReadTx& tx, const std::vector<UnitId>& holder_units, int limit) {
  Query q("dossier.open_proposals",
          "SELECT p.dossier, c.code, c.applicant_name, c.procedure_name, c.holder_unit, p.by_name, p.kind, p.at, c.due_at FROM "
          "dossier_proposal p "
          "JOIN dossier_case c ON c.id = p.dossier WHERE c.running");
  store::add_list(q, " AND c.holder_unit IN (", holder_units);
  q.add(" ORDER BY c.due_at, p.dossier LIMIT ?", limit);
  std::vector<ProposalLine> lines;
  tx.each(q, [&](const Row& r) {
    ProposalLine l;
    l.id = r.id<DossierTag>(0);
    l.code = r.text(1);
    l.applicant_name = r.text(2);
    l.procedure_name = r.text(3);
    l.holder_unit = UnitId{r.i64(4)};
    l.by = r.text(5);
    l.kind = proposal_kind_from(r.view(6)).value();
    l.at = r.instant(7);
    l.due_at = r.instant(8);
    lines.push_back(std::move(l));
  });
  return lines;
}

// ---- supplement ----

std::vector<SupplementRecord> supplements_of(ReadTx& tx, DossierId id) {
  auto records = tx.all<SupplementRecord>(
      kSupplements,
      [](const Row& r) {
        SupplementRecord s;
        auto& v = s.view;
        v.seq = r.i32(0);
        v.state = supplement_state_from(r.view(1)).value();
        v.reason = r.text(2);
        v.again_reason = r.text(3);
        v.late_basis = r.text(4);
        v.special_days = r.i32(5);
        v.special_basis = r.text(6);
        s.officer = AccountId{r.i64(7)};
        v.officer_name = r.text(8);
        v.approved_by = r.text(9);
        v.asked_at = r.instant(10);
        v.number = r.i64(11);
        v.sent_at = r.opt_instant(12);
        v.sent_by = r.text(13);
        v.sent_how = r.text(14);
        v.answer_by = r.opt_instant(15);
        s.warned = r.i32(16);
        v.due_before = r.instant(17);
        v.due_after = r.opt_instant(18);
        v.ended_at = r.opt_instant(19);
        return s;
      },
      id);
  if (records.empty()) return records;
  tx.each(
      kSupplementItems,
      [&](const Row& r) {
        SupplementItemView i;
        i.seq = r.i32(1);
        i.asked = {r.text(2), r.text(3), r.text(4), r.text(5), r.text(6), r.text(7)};
        i.answer = item_answer_from(r.view(8)).value();
        i.note = r.text(9);
        i.answered_at = r.opt_instant(10);
        i.answered_by = r.text(11);
        for (auto& s : records)
          if (s.view.seq == r.i32(0)) s.view.items.push_back(i);
      },
      id);
  return records;
}

std::optional<SupplementView> open_supplement(ReadTx& tx, DossierId id) {
  for (auto& s : supplements_of(tx, id))
    if (s.view.open()) return std::move(s.view);
  return std::nullopt;
}

void insert(Tx& tx, DossierId id, const SupplementRecord& s) {
  const auto& v = s.view;
  tx.send(kInsertSupplement, id, v.seq, word(v.state), v.reason, v.again_reason, v.late_basis, v.special_days, v.special_basis, s.officer,
          v.officer_name, v.approved_by, v.asked_at, v.number, v.sent_at, v.sent_by, v.sent_how, v.answer_by, s.warned, v.due_before,
          v.due_after, v.ended_at);
  for (const auto& i : v.items)
    tx.send(kInsertItem, id, v.seq, i.seq, i.asked.component, i.asked.paper, i.asked.reason, i.asked.legal_basis, i.asked.todo,
            i.asked.register_note, word(i.answer), i.note, i.answered_at, i.answered_by);
}
void save(Tx& tx, DossierId id, const SupplementRecord& s) {
  const auto& v = s.view;
  tx.send(kSaveSupplement, id, v.seq, word(v.state), v.number, v.sent_at, v.sent_by, v.sent_how, v.answer_by, s.warned, v.due_after,
          v.ended_at);
}
void save_answer(Tx& tx, DossierId id, int request, const SupplementItemView& i) {
  tx.send(kSaveAnswer, id, request, i.seq, word(i.answer), i.note, i.answered_at, i.answered_by);
}
void add_papers(Tx& tx, DossierId id, int first_seq, const std::vector<PaperRecord>& papers) {
  for (const auto& p : papers) tx.send(kAddPaper, id, first_seq++, p.component, p.name, p.kind, p.originals, p.copies, p.from_register);
}

std::vector<SupplementLine> open_supplements(ReadTx& tx, const std::vector<UnitId>& received_units, int limit) {
  Query q("dossier.open_supplements", SUPPLEMENT_LINE);
  store::add_list(q, " AND c.received_unit IN (", received_units);
  q.add(" ORDER BY s.state, s.answer_by, s.dossier LIMIT ?", limit);
  std::vector<SupplementLine> lines;
  tx.each(q, [&](const Row& r) { lines.push_back(line_from(r)); });
  return lines;
}
std::vector<SupplementLine> supplements_to_warn(ReadTx& tx, int most, Instant until) {
  return tx.all<SupplementLine>(kToWarn, line_from, most, until);
}

// ---- endings ----

std::vector<EndingRecord> endings_of(ReadTx& tx, DossierId id) {
  return tx.all<EndingRecord>(
      kEndings,
      [](const Row& r) {
        EndingRecord e;
        auto& v = e.view;
        v.seq = r.i32(0);
        v.kind = ending_kind_from(r.view(1)).value();
        v.state = ending_state_from(r.view(2)).value();
        v.ground = {r.text(3), r.text(4), r.text(5), r.text(6)};
        e.from_state = r.text(7);
        v.requested_at = r.opt_instant(8);
        v.requested_by = r.text(9);
        v.number = r.i64(10);
        v.decided_at = r.opt_instant(11);
        v.decided_by = r.text(12);
        v.answer = r.text(13);
        v.originals = r.text(14);
        v.originals_back_at = r.opt_instant(15);
        v.originals_receiver = r.text(16);
        v.refund = r.i64(17);
        v.refund_note = r.text(18);
        v.refunded_at = r.opt_instant(19);
        return e;
      },
      id);
}
void insert(Tx& tx, DossierId id, const EndingRecord& e) {
  const auto& v = e.view;
  tx.send(kInsertEnding, id, v.seq, word(v.kind), word(v.state), v.ground.code, v.ground.reason, v.ground.legal_basis, v.ground.guidance,
          e.from_state, v.requested_at, v.requested_by, v.number, v.decided_at, v.decided_by, v.answer, v.originals, v.originals_back_at,
          v.originals_receiver, v.refund, v.refund_note, v.refunded_at);
}
void save(Tx& tx, DossierId id, const EndingRecord& e) {
  const auto& v = e.view;
  tx.send(kSaveEnding, id, v.seq, word(v.state), v.ground.legal_basis, v.ground.guidance, v.number, v.decided_at, v.decided_by, v.answer,
          v.originals, v.originals_back_at, v.originals_receiver, v.refund, v.refund_note, v.refunded_at);
}

// ---- the rest ----

std::vector<ObligationView> obligations_of(ReadTx& tx, DossierId id) {
  return tx.all<ObligationView>(
      kObligations,
      [](const Row& r) {
        ObligationView o;
        o.seq = r.i32(0);
        o.name = r.text(1);
        o.payee = r.text(2);
        o.notice = r.text(3);
        o.amount = r.i64(4);
        o.legal_basis = r.text(5);
        o.pay_by = r.opt_day(6);
        o.asked_at = r.instant(7);
        o.asked_by = r.text(8);
        o.due_before = r.instant(9);
        o.paid_document = r.text(10);
        o.paid_at = r.opt_instant(11);
        o.confirmed_by = r.text(12);
        o.due_after = r.opt_instant(13);
        return o;
      },
      id);
}
void insert(Tx& tx, DossierId id, const ObligationView& o) {
  tx.send(kInsertObligation, id, o.seq, o.name, o.payee, o.notice, o.amount, o.legal_basis, o.pay_by, o.asked_at, o.asked_by, o.due_before);
}
void save(Tx& tx, DossierId id, const ObligationView& o) {
  tx.send(kSaveObligation, id, o.seq, o.paid_document, o.paid_at, o.confirmed_by, o.due_after);
}

std::vector<SiteCheckView> site_checks_of(ReadTx& tx, DossierId id) {
  return tx.all<SiteCheckView>(
      kSiteChecks,
      [](const Row& r) {
        return SiteCheckView{r.i32(0),     r.instant(1), r.text(2), r.text(3),        r.text(4),
                             r.boolean(5), r.instant(6), r.text(7), r.opt_instant(8), r.text(9)};
      },
      id);
}
void insert(Tx& tx, DossierId id, const SiteCheckView& s) {
  tx.send(kInsertSiteCheck, id, s.seq, s.planned_at, s.place, s.members, s.content, s.applicant_present, s.begun_at, s.begun_by);
}
void save(Tx& tx, DossierId id, const SiteCheckView& s) { tx.send(kSaveSiteCheck, id, s.seq, s.finished_at, s.findings); }

std::vector<CorrectionRecord> corrections_of(ReadTx& tx, DossierId id) {
  return tx.all<CorrectionRecord>(
      kCorrections,
      [](const Row& r) {
        CorrectionRecord c;
        c.view = {r.i32(0),     r.text(1),    r.text(2),
                  r.instant(3), r.text(4),    r.text(5),
                  r.instant(6), r.instant(7), punctuality_from(r.view(8)).value()};
        c.old_result = r.text(9);
        c.old_return = r.text(10);
        return c;
      },
      id);
}
void insert(Tx& tx, DossierId id, const CorrectionRecord& c) {
  const auto& v = c.view;
  tx.send(kInsertCorrection, id, v.seq, v.reason, v.legal_basis, v.decided_at, v.decided_by, v.old_number, v.old_due_at, v.old_done_at,
          word(v.old_punctuality), c.old_result, c.old_return);
}
void reopen_result(Tx& tx, DossierId id) {
  tx.send(kReopenResult, id);
  tx.send(kForgetReturn, id);
}
void delete_draft(Tx& tx, DossierId id) { tx.send(kDeleteDraft, id); }

std::vector<RerouteRecord> reroutes_of(ReadTx& tx, DossierId id) {
  return tx.all<RerouteRecord>(
      kReroutes,
      [](const Row& r) {
        return RerouteRecord{r.i32(0),  UnitId{r.i64(1)}, UnitId{r.i64(2)}, UnitId{r.i64(3)}, r.text(4),
                             r.text(5), r.instant(6),     r.text(7),        r.text(8)};
      },
      id);
}
void insert(Tx& tx, DossierId id, const RerouteRecord& r) {
  tx.send(kInsertReroute, id, r.seq, r.from_agency, r.to_agency, r.to_unit, r.reason, r.legal_basis, r.at, r.by, r.old_draft);
}

std::optional<ArchiveView> archive_of(ReadTx& tx, DossierId id) {
  return tx.one<ArchiveView>(
      kArchive, [](const Row& r) { return ArchiveView{r.text(0), r.text(1), r.i32(2), r.i32(3), r.instant(4), r.text(5)}; }, id);
}
void insert(Tx& tx, DossierId id, const ArchiveView& a) {
  tx.send(kInsertArchive, id, a.folder, a.retention, a.papers, a.files, a.at, a.by);
}
int count_files(ReadTx& tx, DossierId id) { return static_cast<int>(tx.number(kCountFiles, id)); }

std::vector<LifeTable> life_tables_of(ReadTx& tx, DossierId id) {
  return tx.all<LifeTable>(
      kLifeTables, [](const Row& r) { return static_cast<LifeTable>(r.i32(0)); }, id);
}

std::optional<std::string> broken_life(ReadTx& tx) {
  const auto first = [&](const store::Sql& sql, std::string_view what) -> std::optional<std::string> {
    std::optional<std::string> found;
    tx.each(sql, [&](const Row& r) { found = fmt::format("dossier_case {}: {}", r.i64(0), what); });
    return found;
  };
  if (auto b = first(kSupplementWithoutState, "a supplement request is open, the dossier does not wait for it")) return b;
  if (auto b = first(kStateWithoutSupplement, "waits for a supplement that nobody asked for")) return b;
  if (auto b = first(kStateWithoutWithdrawal, "withdrawal asked for in one place only")) return b;
  if (auto b = first(kStateWithoutObligation, "waits for a payment that nobody asked for")) return b;
  if (auto b = first(kClosedWithoutMoment, "closed without a moment, or not closed with one")) return b;
  return first(kProposalAtRest, "a proposal is open, the dossier is not worked on");
}

}  // namespace motcua::dossier
