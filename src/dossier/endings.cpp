#include "dossier/endings.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/life_parts.hpp"
#include "dossier/money_link.hpp"
#include "dossier/work_parts.hpp"

namespace motcua::dossier {

namespace {
Result<Ground> tidy(ProposalKind kind, const Ground& sent) {
  Ground g{sent.code, clean(sent.reason), clean(sent.legal_basis), clean(sent.guidance)};
  const auto codes = kind == ProposalKind::refuse ? refusal_codes() : stop_codes();
  std::vector<FieldError> wrong;
  if (std::none_of(codes.begin(), codes.end(), [&](const auto& c) { return c.code == g.code; }))
    wrong.push_back({"loai", "Chọn một loại lý do."});
  if (g.reason.empty()) wrong.push_back({"ly_do", "Ghi lý do cụ thể để người nộp hiểu; mã lỗi kỹ thuật không phải là lý do."});
  if (g.legal_basis.empty()) wrong.push_back({"can_cu", "Ghi căn cứ pháp lý: điều, khoản, văn bản."});
  if (g.code == "ngoai-tham-quyen" && g.guidance.empty())
    wrong.push_back({"huong_dan", "Ghi cơ quan có thẩm quyền để người nộp biết nộp ở đâu."});
  if (!wrong.empty()) return errors::invalid_fields("dossier.ground_incomplete", std::move(wrong));
  return g;
}

Result<EndingRecord> asked_withdrawal(Work& w) {
  for (auto& e : endings_of(w.tx, w.c.id))
    if (e.view.state == EndingState::asked) return std::move(e);
  return errors::illegal_transition("dossier.no_withdrawal_asked", fmt::format("Hồ sơ đang “{}”, không có yêu cầu rút.", label(w.c.state)));
}

int next_ending(Work& w) { return static_cast<int>(endings_of(w.tx, w.c.id).size()) + 1; }

// An ending whose papers or money are still with us.
Result<EndingRecord> last_ending(Work& w, std::string_view what) {
  auto all = endings_of(w.tx, w.c.id);
  if (all.empty() || all.back().view.state != EndingState::done)
    return errors::illegal_transition("dossier.not_ended", fmt::format("Hồ sơ chưa kết thúc theo cách này nên không có gì để {}.", what));
  return std::move(all.back());
}

bool signed_result(Work& w) {
  const auto r = result_of(w.tx, w.c.id);
  return r && r->signed_at;
}
}  // namespace

Endings::Endings(Dossiers& dossiers) : s_(inside(dossiers)) {}

Result<std::int64_t> Endings::propose(const Actor& actor, Ref ref, ProposalKind kind, const Ground& sent) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    ensure(kind != ProposalKind::supplement, "supplements have their own form");
    TRY_VOID(actor.require(identity::kDossierPropose, w.c.holder_unit));
    TRY_VOID(w.require_holder(identity::kDossierPropose));
    TRY_VOID(require_free_to_propose(w, kind == ProposalKind::refuse ? Action::refuse : Action::stop));
    TRY(const auto ground, tidy(kind, sent));
    insert(w.tx, w.c.id, {kind, ground_content(ground), actor.account(), actor.person(), actor.display_name, w.now});
    return w.record(events::kProposed, {{"kind", std::string(word(kind))}, {"what", std::string(label(kind))}, {"reason", ground.reason}});
  });
}

Result<std::int64_t> Endings::refuse(const Actor& actor, Ref ref) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY(const auto proposal, require_proposal(w, ProposalKind::refuse, Action::refuse));
    TRY_VOID(actor.require(identity::kDossierApprove, w.c.holder_unit));
    TRY_VOID(identity::different_person(proposal.person, actor, identity::kDossierApprove, w.c.holder_unit));
    EndingRecord e;
    e.view.seq = next_ending(w);
    e.view.kind = EndingKind::refused;
    e.view.state = EndingState::done;
    e.view.ground = ground_of_proposal(proposal.content);
    e.view.number = take_form_number(w, "03");
    e.view.decided_at = w.now;
    e.view.decided_by = actor.display_name;
    e.view.originals = originals_of(papers_of(w.tx, w.c.id));
    // The letter is the result: it waits at the desk from now on, and it too is early, on time or late (118/2025/NĐ-CP Đ19.3).
    w.c.done_at = w.now;
    w.c.punctuality = punctuality(w.now, w.c.due_at);
    w.c.delivery = DeliveryState::ready;
    TRY_VOID(w.move(Action::refuse, events::kRefused,
                    {{"reason", e.view.ground.reason},
                     {"ground", e.view.ground.code},
                     {"number", std::to_string(e.view.number)},
                     {"punctuality", std::string(word(*w.c.punctuality))}}));
    delete_proposal(w.tx, w.c.id);
    insert(w.tx, w.c.id, e);
    return w.next_step(kReturnDesk, w.c.received_unit, {}, "", "tu-choi", true);
  });
}

Result<std::int64_t> Endings::stop(const Actor& actor, Ref ref) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY(const auto proposal, require_proposal(w, ProposalKind::stop, Action::stop));
    TRY_VOID(actor.require(identity::kDossierApprove, w.c.holder_unit));
    TRY_VOID(identity::different_person(proposal.person, actor, identity::kDossierApprove, w.c.holder_unit));
    EndingRecord e;
    e.view.seq = next_ending(w);
    e.view.kind = EndingKind::stopped;
    e.view.state = EndingState::done;
    e.view.ground = ground_of_proposal(proposal.content);
    return end_without_result(w, std::move(e), Action::stop, events::kStopped);
  });
}

Status keep_withdrawal(Work& w, State from, const WithdrawalWish& wish) {
  EndingRecord e;
  auto& v = e.view;
  v.seq = next_ending(w);
  v.kind = EndingKind::withdrawn;
  v.state = EndingState::asked;
  v.requested_at = w.now;
  v.requested_by = wish.who;
  v.ground = {"yeu-cau-rut", wish.reason, "118/2025/NĐ-CP Điều 21", ""};
  e.from_state = std::string(word(from.biz));
  auto facts = clock_from(w.c.clock);
  facts.pause(w.now, "người nộp xin rút hồ sơ (118/2025/NĐ-CP Điều 21)");
  w.c.clock = clock_json(facts);
  if (from.biz == BizState::in_process || from.biz == BizState::received) w.end_step("cho-rut");
  if (proposal_of(w.tx, w.c.id)) delete_proposal(w.tx, w.c.id);  // made for a way that may end here; proposed again if it goes on
  insert(w.tx, w.c.id, e);
  return {};
}

Result<std::int64_t> Endings::ask_withdrawal(const Actor& actor, Ref ref, const WithdrawalWish& sent) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    const WithdrawalWish wish{clean(sent.who), clean(sent.reason)};
    const auto from = w.c.state;
    TRY_VOID(w.move(Action::ask_withdrawal, events::kWithdrawalAsked, {{"reason", wish.reason}, {"text", wish.who}}));
    std::vector<FieldError> wrong;
    if (wish.who.empty()) wrong.push_back({"nguoi_xin", "Ghi họ tên người yêu cầu rút, đúng như trong đơn."});
    if (wish.reason.empty()) wrong.push_back({"ly_do", "Ghi lý do trong đơn; không có lý do thì ghi “không nêu lý do”."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.withdrawal_incomplete", std::move(wrong));
    return keep_withdrawal(w, from, wish);
  });
}

Result<std::int64_t> Endings::grant_withdrawal(const Actor& actor, Ref ref, const WithdrawalGrant& grant) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierNotify, w.c.received_unit));
    TRY(auto e, asked_withdrawal(w));
    if (signed_result(w))
      return errors::illegal_transition(
          "dossier.withdrawn_too_late",
          "Kết quả đã ký nên không cho rút được (118/2025/NĐ-CP Điều 21.1). Lãnh đạo phòng trả lời người nộp.");
    const auto paid = paid_of(w).value;
    if (grant.refund < 0 || grant.refund > paid)
      return errors::invalid_fields("dossier.refund_too_much",
                                    {{"hoan", paid > 0 ? fmt::format("Hoàn tối đa {} ₫ đã nộp.", vn_number(paid))
                                                       : std::string("Người nộp chưa nộp tiền nên không hoàn.")}});
    e.view.refund = grant.refund;
    e.view.refund_note = clean(grant.refund_note);
    if (grant.refund > 0 && e.view.refund_note.empty())
      return errors::invalid_fields("dossier.refund_without_basis", {{"hoan_can_cu", "Ghi văn bản quy định hoàn khoản này."}});
    return end_without_result(w, std::move(e), Action::grant_withdrawal, events::kWithdrawn);
  });
}

Result<std::int64_t> Endings::decline_withdrawal(const Actor& actor, Ref ref, std::string_view reason, std::string_view legal_basis) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierAssign, place_of(Action::decline_withdrawal, w.c)));
    TRY(auto e, asked_withdrawal(w));
    // Whoever has no result yet may withdraw: from the desk, from a wait for papers or money nothing is declined.
    if (biz_state_from(e.from_state) != BizState::in_process)
      return errors::illegal_transition(
          "dossier.withdrawal_is_a_right",
          "Hồ sơ chưa có kết quả, đang ở quầy hoặc chờ người nộp: người nộp có quyền rút (118/2025/NĐ-CP Điều 21.1).");
    e.view.answer = clean(reason);
    const auto basis = clean(legal_basis);
    std::vector<FieldError> wrong;
    if (e.view.answer.empty()) wrong.push_back({"ly_do_khong_rut", "Ghi lý do không cho rút; người nộp nhận câu trả lời này."});
    if (basis.empty()) wrong.push_back({"can_cu_khong_rut", "Ghi căn cứ: kết quả đã ký, hoặc điều luật chuyên ngành không cho rút."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.decline_incomplete", std::move(wrong));
    e.view.state = EndingState::declined;
    e.view.ground.legal_basis = basis;
    e.view.decided_at = w.now;
    e.view.decided_by = actor.display_name;
    auto facts = clock_from(w.c.clock);
    facts.resume(w.now);
    TRY(auto told, w.recount(facts));
    told.emplace_back("reason", e.view.answer);
    TRY_VOID(w.move(Action::decline_withdrawal, events::kWithdrawalDeclined, told));
    save(w.tx, w.c.id, e);
    w.begin_step_anew();
    return {};
  });
}

Result<std::int64_t> Endings::give_originals_back(const Actor& actor, Ref ref, std::string_view receiver) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierReturn, w.c.received_unit));
    TRY(auto e, last_ending(w, "trả lại"));
    if (e.view.originals.empty() || e.view.originals_back_at)
      return errors::illegal_transition("dossier.no_originals_left", "Hồ sơ này không còn bản chính phải trả lại.");
    e.view.originals_receiver = clean(receiver);
    if (e.view.originals_receiver.empty())
      return errors::invalid_fields("dossier.originals_without_receiver", {{"nguoi_nhan_lai", "Ghi họ tên người nhận lại giấy tờ."}});
    e.view.originals_back_at = w.now;
    save(w.tx, w.c.id, e);
    return w.record(events::kOriginalsBack, {{"receiver", e.view.originals_receiver}, {"text", e.view.originals}});
  });
}

Status refund_ending(Work& w, money::Way way, std::string_view document) {
  TRY_VOID(w.actor.require(identity::kFeeRefund, w.c.received_unit));
  if (w.c.fin != FinState::refund_due)
    return errors::illegal_transition("dossier.nothing_to_refund", "Hồ sơ này không có khoản phải hoàn.");
  const auto paper = clean(document);
  if (paper.empty())
    return errors::invalid_fields("dossier.refund_without_document", {{"chung_tu", "Ghi số phiếu chi hoặc chứng từ hoàn tiền."}});
  const auto amount = book_of(w).balances().to_refund();
  TRY_VOID(pay_refund_of(w, way, paper));
  // Money that was never owed (paid twice) is given back without an ending.
  if (auto e = last_ending(w, "hoàn"); e && e->view.refund > 0 && !e->view.refunded_at) {
    e->view.refunded_at = w.now;
    save(w.tx, w.c.id, *e);
  }
  return w.record(events::kRefunded, {{"amount", std::to_string(amount.value)}, {"text", paper}});
}

Result<std::int64_t> Endings::refund(const Actor& actor, Ref ref, std::string_view document) {
  return s_.change(actor, ref, [&](Work& w) { return refund_ending(w, money::Way::cash, document); });
}

EndingsFile Endings::of(DossierId id) {
  EndingsFile f;
  std::vector<RerouteRecord> reroutes;
  s_.db.read([&](store::ReadTx& tx) {
    for (auto& e : endings_of(tx, id)) f.endings.push_back(std::move(e.view));
    for (auto& c : corrections_of(tx, id)) f.corrections.push_back(std::move(c.view));
    reroutes = reroutes_of(tx, id);
    f.archive = archive_of(tx, id);
  });
  for (auto& r : reroutes)
    f.reroutes.push_back(
        {r.seq, s_.unit_name(r.from_agency), s_.unit_name(r.to_agency), s_.unit_name(r.to_unit), r.reason, r.legal_basis, r.at, r.by});
  return f;
}

}  // namespace motcua::dossier
