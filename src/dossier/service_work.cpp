// Work on a dossier after its reception: hand-over, assignment, verification, draft, review, signature, number.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "dossier/link_parts.hpp"
#include "dossier/notes.hpp"
#include "dossier/service.hpp"
#include "dossier/store_life.hpp"
#include "dossier/work_parts.hpp"

namespace motcua::dossier {

namespace {
// The account if it may do `permission` in `unit`.
Result<identity::AccountView> person_for(Work& w, AccountId account, web::Permission permission, UnitId unit, std::string_view what) {
  for (auto& candidate : w.s.identity.accounts_with(w.tx, permission, unit))
    if (candidate.id == account) return std::move(candidate);
  return errors::invalid_fields("dossier.wrong_person", {{"nguoi", fmt::format("Chọn {} trong danh sách.", what)}});
}

// Where a permission can be used for this dossier: the first of these units somebody has it in.
UnitId place_for(const Dossiers::Impl& s, store::ReadTx& tx, web::Permission permission, std::initializer_list<UnitId> units) {
  for (const auto u : units)
    if (u && !s.identity.accounts_with(tx, permission, u).empty()) return u;
  return *units.begin();
}
// What is proposed is decided while the officer has the dossier: it does not go on to review or signature meanwhile.
Status require_nothing_proposed(Work& w) {
  const auto open = proposal_of(w.tx, w.c.id);
  if (!open) return {};
  return errors::illegal_transition(
      "dossier.proposal_waits", fmt::format("{} đã đề nghị {} lúc {}. Chờ quyết định đề nghị này, rồi mới trình kết quả.", open->by_name,
                                            label(open->kind), vn_datetime(open->at)));
}

Status require_draft(Work& w) {
  if (result_of(w.tx, w.c.id)) return {};
  return errors::invalid_fields("dossier.no_draft", {{"title", "Soạn dự thảo kết quả trước khi trình."}});
}

// Verification may be passed over on the way to the draft: each move is written down all the same.
Status to_drafting(Work& w) {
  if (w.c.state.sub == WorkSub::assigned) TRY_VOID(w.move(Action::begin_work, w.c.holder_unit, events::kWorkBegun));
  if (w.c.state.sub == WorkSub::verifying) TRY_VOID(w.move(Action::begin_drafting, w.c.holder_unit, events::kStepCompleted));
  return {};
}

Status submit_to(Work& w, Action action, std::string_view action_event, AccountId to, web::Permission permission, UnitId unit,
                 std::string_view what) {
  TRY(const auto person, person_for(w, to, permission, unit, what));
  TRY_VOID(w.move(action, w.c.holder_unit, action_event, {{"receiver", person.name}}));
  return w.next_step(kLeader, unit, person.id, person.name, "dat", true);
}
}  // namespace

UnitId signing_place(const Dossiers::Impl& s, store::ReadTx& tx, const CaseRecord& c) {
  return place_for(s, tx, identity::kDossierApprove, {c.competent_unit, c.settling_unit, c.received_unit});
}

Result<std::int64_t> Dossiers::hand_over(const Actor& actor, Ref ref, UnitId to, std::string_view note) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    const auto today = day_of(w.now);
    if (!to || !w.s.identity.tree()->exists(to, today))
      return errors::invalid_fields("dossier.no_such_unit", {{"don_vi", "Chọn đơn vị nhận hồ sơ."}});
    const auto name = w.s.unit_name(to);
    TRY_VOID(require_turn(w));
    TRY_VOID(w.move(Action::hand_over, w.c.holder_unit, events::kHandedOver, {{"to_unit", name}, {"note", clean(note)}}));
    w.c.settling_unit = to;
    w.c.handed_at = w.now;
    return w.next_step(kSpecialist, to, {}, "", "du-ho-so", false, clean(note));
  });
}

namespace {
// The receiving side takes the bundle over; the line of the control slip is closed.
void take_bundle(Work& w) {
  for (auto& line : handovers_of(w.tx, w.c.id)) {
    if (line.received_at) continue;
    line.received_at = w.now;
    line.to_name = w.actor.display_name;
    finish_handover(w.tx, w.c.id, line);
  }
}
bool bundle_waits(Work& w) {
  const auto lines = handovers_of(w.tx, w.c.id);
  return std::any_of(lines.begin(), lines.end(), [](const auto& l) { return !l.received_at; });
}
}  // namespace

Result<std::int64_t> Dossiers::confirm_receipt(const Actor& actor, Ref ref) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    if (w.c.state != State{BizState::in_process, WorkSub::to_transfer} || !bundle_waits(w))
      return errors::illegal_transition("dossier.nothing_to_take", "Hồ sơ này không chờ nhận bàn giao.");
    if (!actor.permits_in(identity::kDossierAssign, w.c.holder_unit)) TRY_VOID(actor.require(identity::kDossierHandOver, w.c.holder_unit));
    TRY(const auto clock, w.take_over());
    take_bundle(w);
    return w.record(events::kBundleReceived, clock);
  });
}

Result<std::int64_t> Dossiers::assign(const Actor& actor, Ref ref, AccountId officer) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY(const auto person, person_for(w, officer, identity::kDossierWork, w.c.holder_unit, "người thụ lý"));
    TRY(auto told, w.take_over());
    told.emplace_back("officer", person.name);
    TRY_VOID(w.move(Action::assign, w.c.holder_unit, events::kAssigned, told));
    take_bundle(w);
    w.hold(w.c.holder_unit, person.id, person.name);
    set_step_holder(w.tx, w.c.id, w.c.step_seq, w.c.holder_unit, person.id, person.name);
    return {};
  });
}

Result<std::int64_t> Dossiers::begin_work(const Actor& actor, Ref ref) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(w.require_holder(identity::kDossierWork));
    return w.move(Action::begin_work, w.c.holder_unit, events::kWorkBegun);
  });
}

Result<std::int64_t> Dossiers::complete_step(const Actor& actor, Ref ref, std::string_view outcome) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(w.require_holder(identity::kDossierWork));
    const auto* step = w.procedure->step(w.c.step);
    const auto* result = step ? step->outcome(outcome) : nullptr;
    if (!result) return errors::invalid_fields("dossier.no_such_outcome", {{"ket_qua", "Chọn kết quả của bước này."}});
    if (result->stops_clock || outcome == "tu-choi" || outcome == "khong-dat")
      return errors::illegal_transition(
          "dossier.outcome_is_a_decision",
          "Bước này kết thúc bằng yêu cầu bổ sung hoặc từ chối: dùng việc “Yêu cầu bổ sung” hay “Từ chối giải quyết” của hồ sơ.");
    const auto* next = w.procedure->step(result->to);
    if (w.c.state.sub == WorkSub::assigned) TRY_VOID(w.move(Action::begin_work, w.c.holder_unit, events::kWorkBegun));
    if (next && next->role == kSpecialist) {  // a further step of the same specialist: the state stays, the clock of the step starts anew
      TRY_VOID(actor.require(identity::kDossierWork, w.c.holder_unit));
      w.end_step(outcome);
      w.begin_step(*next, w.c.holder_unit, w.c.holder, w.c.holder_name);
      return w.record(events::kStepCompleted, {{"step", step->name}, {"outcome", std::string(outcome)}});
    }
    return w.move(Action::begin_drafting, w.c.holder_unit, events::kStepCompleted,
                  {{"step", step->name}, {"outcome", std::string(outcome)}});
  });
}

Status put_draft(Work& w, const Draft& draft) {
  ResultRecord r;
  r.title = clean(draft.title);
  r.summary = clean(draft.summary);
  r.body = nfc(trim(draft.body));
  if (r.title.empty()) return errors::invalid_fields("dossier.draft_without_title", {{"title", "Ghi tên kết quả, ví dụ: Giấy khai sinh."}});
  TRY_VOID(to_drafting(w));
  if (w.c.state != State{BizState::in_process, WorkSub::drafting})
    return errors::illegal_transition("dossier.not_drafting", fmt::format("Hồ sơ đang “{}” nên không sửa dự thảo được.", label(w.c.state)));
  r.drafted_by = w.actor.account();
  r.drafted_person = w.actor.person();
  r.drafted_name = w.actor.display_name;
  r.drafted_at = w.now;
  upsert_draft(w.tx, w.c.id, r);
  return w.record(events::kDrafted, {{"title", r.title}});
}

Result<std::int64_t> Dossiers::save_draft_result(const Actor& actor, Ref ref, const Draft& draft) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierWork, w.c.holder_unit));
    TRY_VOID(w.require_holder(identity::kDossierWork));
    return put_draft(w, draft);
  });
}

Result<std::int64_t> Dossiers::submit_for_review(const Actor& actor, Ref ref, AccountId reviewer) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(w.require_holder(identity::kDossierWork));
    TRY_VOID(require_draft(w));
    TRY_VOID(require_nothing_proposed(w));
    TRY(const auto person, person_for(w, reviewer, identity::kDossierReview, w.c.settling_unit, "lãnh đạo phòng"));
    TRY_VOID(w.move(Action::submit_for_review, w.c.holder_unit, events::kSubmitted, {{"receiver", person.name}}));
    w.hold(w.c.settling_unit, person.id, person.name);  // the step of the pack goes on: review is part of it
    return {};
  });
}

Result<std::int64_t> Dossiers::submit_for_signature(const Actor& actor, Ref ref, AccountId signer) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(w.require_holder(identity::kDossierWork));
    TRY_VOID(require_draft(w));
    TRY_VOID(require_nothing_proposed(w));
    return submit_to(w, Action::submit_for_signature, events::kSubmitted, signer, identity::kDossierApprove, signing_place(w.s, w.tx, w.c),
                     "người ký");
  });
}

Result<std::int64_t> Dossiers::endorse(const Actor& actor, Ref ref, AccountId signer) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(w.require_holder(identity::kDossierReview));
    const auto draft = result_of(w.tx, w.c.id);
    if (draft) TRY_VOID(identity::different_person(draft->drafted_person, actor, identity::kDossierReview, w.c.holder_unit));
    return submit_to(w, Action::endorse, events::kEndorsed, signer, identity::kDossierApprove, signing_place(w.s, w.tx, w.c), "người ký");
  });
}

Result<std::int64_t> Dossiers::send_back(const Actor& actor, Ref ref, std::string_view reason) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    const auto why = clean(reason);
    if (why.empty()) return errors::invalid_fields("dossier.send_back_without_reason", {{"ly_do", "Ghi lý do trả lại để người soạn sửa."}});
    const bool at_review = w.c.state.sub == WorkSub::review;
    TRY_VOID(w.require_holder(at_review ? identity::kDossierReview : identity::kDossierApprove));
    const auto draft = result_of(w.tx, w.c.id);
    TRY_VOID(w.move(Action::send_back, w.c.holder_unit, events::kSentBack, {{"reason", why}}));
    if (!draft) return {};
    if (at_review) {
      w.hold(w.c.settling_unit, draft->drafted_by, draft->drafted_name);
    } else {
      w.step_back(kSpecialist, w.c.settling_unit, draft->drafted_by, draft->drafted_name, why);
    }
    return {};
  });
}

Result<std::int64_t> Dossiers::approve(const Actor& actor, Ref ref) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(w.require_holder(identity::kDossierApprove));
    auto draft = result_of(w.tx, w.c.id);
    if (!draft) return require_draft(w);
    // Four eyes: nobody signs what he drafted, nor in the right of who did.
    TRY_VOID(identity::different_person(draft->drafted_person, actor, identity::kDossierApprove, w.c.holder_unit));
    draft->signed_by = actor.account();
    draft->signed_name = actor.display_name;
    return put_signature(w, *std::move(draft), {}, "");
  });
}

Status put_signature(Work& w, ResultRecord result, const Work::Extra& told, std::string_view note) {
  Work::Extra extra{{"title", result.title}};
  extra.insert(extra.end(), told.begin(), told.end());
  TRY_VOID(w.move(Action::approve, w.c.holder_unit, events::kApproved, extra));
  result.signed_at = w.now;
  sign_result(w.tx, w.c.id, result);
  const auto desk = place_for(w.s, w.tx, identity::kDossierIssue, {w.c.competent_unit, w.c.settling_unit, w.c.received_unit});
  return w.next_step(kClerk, desk, {}, "Văn thư", "ky", true, note);
}

Status put_number(Work& w, std::string_view symbol) {
  TRY_VOID(w.require(identity::kDossierIssue, w.c.holder_unit));
  auto r = result_of(w.tx, w.c.id);
  if (w.c.state != State{BizState::in_process, WorkSub::to_number} || !r)
    return errors::illegal_transition("dossier.not_to_number", "Hồ sơ chưa được ký nên chưa vào số được.");
  if (!r->number.empty())
    return errors::illegal_transition("dossier.already_numbered",
                                      fmt::format("Kết quả đã có số {}. Một kết quả chỉ vào số một lần.", r->number));
  const auto sign = clean(symbol);
  if (sign.size() > kLongestSymbol) return errors::invalid_fields("dossier.symbol_too_long", {{"ky_hieu", "Ký hiệu dài quá 40 ký tự."}});
  const auto day = day_of(w.now);
  const int year{std::chrono::year_month_day{day}.year()};
  const auto n = take_number(w.tx, "result", fmt::format("{}-{}-{}", w.c.competent_unit.value, year, fold(sign)));
  r->number = sign.empty() ? fmt::format("{}/{}", n, year) : fmt::format("{}/{}/{}", n, year, sign);
  r->dated = day;
  number_result(w.tx, w.c.id, *r);
  w.hold(w.c.holder_unit, w.actor.account(), w.actor.display_name);
  set_step_holder(w.tx, w.c.id, w.c.step_seq, w.c.holder_unit, w.actor.account(), w.actor.display_name);
  return w.record(events::kNumbered, {{"number", r->number}});
}

Result<std::int64_t> Dossiers::number_result(const Actor& actor, Ref ref, std::string_view symbol) {
  return impl_->change(actor, ref, [&](Work& w) { return put_number(w, symbol); });
}

Status put_ready(Work& w) {
  const auto r = result_of(w.tx, w.c.id);
  if (!r || r->number.empty())
    return errors::illegal_transition("dossier.not_numbered", "Vào số kết quả trước, rồi mới chuyển về nơi trả.");
  w.c.done_at = w.now;
  w.c.punctuality = punctuality(w.now, w.c.due_at);
  w.c.delivery = DeliveryState::ready;
  TRY_VOID(w.move(Action::mark_ready, w.c.holder_unit, events::kReady, {{"punctuality", std::string(word(*w.c.punctuality))}}));
  return w.next_step(kReturnDesk, w.c.received_unit, {}, "", "phat-hanh", true);
}

Result<std::int64_t> Dossiers::mark_ready(const Actor& actor, Ref ref) {
  return impl_->change(actor, ref, [](Work& w) { return put_ready(w); });
}

namespace {
Status put_note(Work& w, std::string_view text) {
  const auto note = clean(text);
  if (note.empty()) return errors::invalid_fields("dossier.empty_note", {{"noi_dung", "Ghi nội dung trao đổi."}});
  return w.record(events::kNoted, {{"text", note}});
}
}  // namespace

Result<std::int64_t> Dossiers::add_note(const Actor& actor, Ref ref, std::string_view text) {
  return impl_->change(actor, ref, [&](Work& w) -> Status { return put_note(w, text); });
}

Result<std::int64_t> add_note(Dossiers& dossiers, store::Tx& tx, const Actor& actor, Ref ref, std::string_view text) {
  const auto& s = inside(dossiers);
  TRY(auto c, s.load(tx, actor, ref.id));
  if (c.version != ref.version) return tl::make_unexpected(s.changed_meanwhile(tx, ref.id, ref.version));
  // No step ends and no term runs here: neither procedure nor calendar is asked for.
  Work w(tx, s, actor, std::move(c), nullptr, nullptr, s.clock.now());
  TRY_VOID(put_note(w, text));
  TRY_VOID(w.save());
  return w.c.version;
}

Result<std::int64_t> Dossiers::refuse_unbuilt(Action action) const {
  return errors::illegal_transition("dossier.action_not_built", fmt::format("Phiên bản này chưa làm được việc “{}”.", label(action)));
}

std::vector<identity::AccountView> Dossiers::officers(const DossierView& d) {
  return impl_->db.read([&](store::ReadTx& tx) { return impl_->identity.accounts_with(tx, identity::kDossierWork, d.holder_unit); });
}
std::vector<identity::AccountView> Dossiers::reviewers(const DossierView& d) {
  return impl_->db.read([&](store::ReadTx& tx) { return impl_->identity.accounts_with(tx, identity::kDossierReview, d.settling_unit); });
}
std::vector<identity::AccountView> Dossiers::signers(const DossierView& d) {
  return impl_->db.read([&](store::ReadTx& tx) {
    const auto place = place_for(*impl_, tx, identity::kDossierApprove, {d.competent_unit, d.settling_unit, d.received_unit});
    return impl_->identity.accounts_with(tx, identity::kDossierApprove, place);
  });
}

}  // namespace motcua::dossier
