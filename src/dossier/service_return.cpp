// Money still due, handing out of results, and what everybody may see.
#include <fmt/core.h>

#include <algorithm>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "dossier/money_link.hpp"
#include "dossier/public_end.hpp"
#include "dossier/service.hpp"
#include "dossier/store_life.hpp"
#include "dossier/work_parts.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

Result<std::int64_t> Dossiers::record_payment(const Actor& actor, Ref ref, PaymentMethod method) {
  return impl_->change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kFeeCollect, w.c.received_unit));
    if (w.c.fin != FinState::due) return errors::illegal_transition("dossier.nothing_to_pay", "Hồ sơ này không còn khoản phải nộp.");
    TRY_VOID(take_due(w, {.way = way_of(method)}));
    return {};
  });
}

namespace {
constexpr std::size_t kMaxSignature = 200 * 1024;
}  // namespace

std::vector<FieldError> missing_of(const Handing& h, std::string_view applicant, bool fee_due) {
  std::vector<FieldError> errors;
  const auto wrong = [&](std::string field, std::string message) { errors.push_back({std::move(field), std::move(message)}); };
  switch (h.method) {
    case ReturnMethod::counter:
    case ReturnMethod::other_centre:
      if (clean(h.receiver).empty()) wrong("receiver", "Nhập họ tên người nhận.");
      if (h.identity_check.empty()) wrong("identity_check", "Chọn giấy tờ đã kiểm tra.");
      // Whoever is not the applicant brings an authorisation (118/2025/NĐ-CP Đ6.2c, Đ22.3).
      if (!clean(h.receiver).empty() && name_key(h.receiver) != name_key(applicant) && clean(h.authority).empty())
        wrong("authority", "Người nhận không phải người nộp hồ sơ: ghi văn bản ủy quyền.");
      if (!h.confirmed && h.signature.empty()) wrong("confirmed", "Cho người nhận ký, hoặc đánh dấu người nhận đã ký nhận.");
      break;
    case ReturnMethod::post:
      if (clean(h.waybill).empty()) wrong("waybill", "Nhập số hiệu bưu gửi.");
      break;
    case ReturnMethod::online: break;
  }
  if (!h.signature.empty() && (!h.signature.starts_with("data:image/png;base64,") || h.signature.size() > kMaxSignature))
    wrong("signature", "Chữ ký không đọc được. Ký lại.");
  if (fee_due && !h.fee_taken) wrong("fee_taken", "Thu phí, lệ phí còn nợ trước khi trả kết quả.");
  return errors;
}

Status hand_out(Work& w, const Handing& h) {
  TRY_VOID(w.actor.require(identity::kDossierReturn, w.c.received_unit));
  // A refusal letter is a result too (118/2025/NĐ-CP Đ19.3).
  const auto action = w.c.state.biz == BizState::refused_result ? Action::return_refusal : Action::return_result;
  if (!transition(w.c.state, action))  // said before the form is read: a wrong state is no fault of the form
    return errors::illegal_transition("dossier.no_result_yet", fmt::format("Hồ sơ đang “{}”, chưa có kết quả để trả.", label(w.c.state)));
  if (auto missing = missing_of(h, w.c.applicant_name, w.c.fin == FinState::due); !missing.empty())
    return errors::invalid_fields("dossier.handing_incomplete", std::move(missing));
  if (w.c.fin == FinState::due) TRY_VOID(take_due(w, {.way = way_of(h.payment)}));
  w.c.returned_at = w.now;
  w.c.delivery = h.method == ReturnMethod::post ? DeliveryState::in_post : DeliveryState::delivered;
  w.c.return_method = h.method;
  TRY_VOID(w.move(action, w.c.received_unit, events::kReturned, {{"method", std::string(word(h.method))}}));
  w.end_step("da-tra");
  ReturnRecord r;
  r.method = h.method;
  r.receiver = clean(h.receiver);
  r.receiver_number = clean(h.receiver_number);
  r.identity_check = h.identity_check;
  r.authority = clean(h.authority);
  r.confirmation = h.confirmed ? "Người nhận đã ký nhận" : "";
  r.signature = h.signature;
  r.waybill = clean(h.waybill);
  r.returned_by = w.actor.account();
  r.returned_by_name = w.actor.display_name;
  r.returned_at = w.now;
  insert(w.tx, w.c.id, r);
  w.hold(w.c.received_unit, w.actor.account(), w.actor.display_name);
  return {};
}

Result<std::int64_t> Dossiers::return_result(const Actor& actor, Ref ref, const Handing& h) {
  return impl_->change(actor, ref, [&](Work& w) { return hand_out(w, h); });
}

// ---- for everybody ----

namespace {
bool in_words(BizState s) { return is_open(s) || s == BizState::done || s == BizState::refused_result; }

using Stages = std::vector<PublicView::Stage>;
constexpr std::string_view kWithdrawn = "Hồ sơ đã rút theo yêu cầu của bạn", kStopped = "Hồ sơ đã dừng giải quyết",
                           kRefused = "Có văn bản từ chối, báo bạn đến nhận";

// A dossier that ended without a result says how far it came and how it ended; nothing more will come.
Stages closed_stages(const CaseRecord& c, bool withdrawn) {
  Stages list{{"Đã nhận hồ sơ", c.received_at, true}};
  if (c.handed_at) list.push_back({"Chuyển đến nơi giải quyết", c.handed_at, true});
  list.push_back({std::string(withdrawn ? kWithdrawn : kStopped), c.closed_at, true});
  return list;
}

// What the dossier waits for, as a stage of its own before the one it stopped at.
std::string_view waiting_words(BizState s) {
  switch (s) {
    case BizState::supplement: return "Chờ bạn bổ sung giấy tờ";
    case BizState::fin_obligation: return "Chờ bạn nộp tiền theo thông báo";
    case BizState::withdraw_requested: return "Bạn xin rút hồ sơ, chờ trả lời";
    default: return {};
  }
}

// Stages a person understands; each is done once the dossier has passed it.
Stages stages(const CaseRecord& c, bool refused) {
  const auto reached = [&] {
    if (c.state.biz == BizState::returned || c.state.biz == BizState::archived) return 5;
    if (c.state.biz == BizState::done || c.state.biz == BizState::refused_result) return 4;
    if (c.state.biz == BizState::received || c.state.sub == WorkSub::to_transfer) return 1;
    if (c.state.sub == WorkSub::review || c.state.sub == WorkSub::to_sign || c.state.sub == WorkSub::to_number) return 3;
    return c.handed_at ? 2 : 1;
  }();
  Stages list{{"Đã nhận hồ sơ", c.received_at},
              {"Chuyển đến nơi giải quyết", c.handed_at},
              {"Kiểm tra, soạn kết quả", {}},
              {"Lãnh đạo ký", {}},
              {refused ? std::string(kRefused) : "Có kết quả, báo bạn đến nhận", c.done_at},
              {refused ? "Bạn nhận văn bản từ chối" : "Bạn nhận kết quả", c.returned_at}};
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].done = static_cast<int>(i) < reached || (reached == 5 && i == 5) || (reached == 4 && i == 4);
    list[i].current = !list[i].done && static_cast<int>(i) == reached;
  }
  if (const auto waits = waiting_words(c.state.biz); !waits.empty()) {
    for (auto& stage : list) stage.current = false;
    list.insert(list.begin() + reached, {std::string(waits), {}, false, true});
  }
  return list;
}

std::string_view next_words(const std::vector<PublicView::Stage>& list) {
  for (const auto& stage : list)
    if (!stage.done && !stage.current) return stage.name;
  return {};
}

tl::unexpected<Error> no_public() {
  return errors::not_found("dossier.no_such_receipt", "Không tìm thấy hồ sơ. Kiểm tra lại mã hồ sơ và mã tra cứu trên giấy hẹn.");
}
}  // namespace

static Result<PublicView> public_view(const Dossiers::Impl& s, const CaseRecord& c) {
  PublicView v;
  v.link_token = s.token_of(c.id);
  v.code = c.code;
  v.procedure_name = c.procedure_name;
  v.received_unit_name = s.unit_name(c.received_unit);
  v.holder_unit_name = s.unit_name(c.holder_unit);
  if (is_open(c.state.biz)) v.holder_name = c.holder_name;
  v.state = c.state;
  if (const auto code = national_status(c.state.biz)) v.status = std::string(national_label(*code));
  v.words = std::string(citizen_words(c.state));
  v.received_at = c.received_at;
  v.due_at = c.due_at;
  v.done_at = c.done_at;
  v.returned_at = c.returned_at;
  const auto now = s.clock.now();
  v.late = c.done_at ? c.punctuality == Punctuality::late : in_words(c.state.biz) && overdue_now(now, c.due_at, clock_paused(c.state.biz));
  if (const auto cal = s.calendar_of(Dossiers::Impl::clock_unit(c)); cal && is_open(c.state.biz) && !clock_paused(c.state.biz))
    v.remaining = remaining_words(calendar::distance(**cal, now, c.due_at).minutes);
  if (c.fin == FinState::due) v.fee_due = s.db.read([&](store::ReadTx& tx) { return due_of_book(tx, c); }).value;
  v.return_place = c.return_method == ReturnMethod::counter ? "Tại quầy, " + v.received_unit_name : std::string(label(c.return_method));
  if (c.tell_by_sms)
    if (const auto phone = Phone::parse(person_from(c.applicant_json).phone)) v.masked_phone = phone->masked();
  v.paused = clock_paused(c.state.biz);
  if (c.state.biz == BizState::supplement) {
    const auto request = s.db.read([&](store::ReadTx& tx) { return open_supplement(tx, c.id); });
    if (request && request->state == SupplementState::sent) {
      v.answer_by = request->answer_by;
      for (const auto& i : request->items) v.asked.push_back({i.asked.paper, i.asked.reason, i.asked.todo, i.answer != ItemAnswer::none});
    }
  }
  const auto ending = s.db.read([&](store::ReadTx& tx) -> std::optional<EndingKind> {
    for (auto& e : endings_of(tx, c.id))
      if (e.view.state == EndingState::done) return e.view.kind;
    return std::nullopt;
  });
  v.stages = c.closed_at ? closed_stages(c, ending == EndingKind::withdrawn) : stages(c, ending == EndingKind::refused);
  v.next = std::string(next_words(v.stages));
  v.why = s.why(c);
  v.first_due = c.original_due;
  return v;
}

PublicEnd public_end(const PublicView& view) {
  PublicEnd end;
  for (const auto& stage : view.stages) {
    if (stage.name == kWithdrawn || stage.name == kStopped) end.closed_at = stage.at;
    end.refused = end.refused || stage.name == kRefused;
  }
  return end;
}

Result<PublicView> Dossiers::look_up(std::string_view code, std::string_view token) {
  const auto& s = *impl_;
  const auto c = s.db.read([&](store::ReadTx& tx) { return find_case_by_code(tx, tidy_dossier_code(code)); });
  const auto typed = to_upper(clean(token));
  // The whole token from the QR, or its first eight characters typed from the receipt.
  if (!c || typed.size() < 8) return no_public();
  const auto token_now = s.token_of(c->id);
  if (typed.size() > token_now.size() || !web::constant_time_equal(token_now.substr(0, typed.size()), typed)) return no_public();
  return public_view(s, *c);
}

Result<PublicView> Dossiers::look_up_link(std::string_view token) {
  const auto& s = *impl_;
  const auto c = s.db.read([&](store::ReadTx& tx) { return find_case_by_token(tx, token_hash(to_upper(token))); });
  if (!c) return no_public();
  return public_view(s, *c);
}

Result<WaitingRoom> Dossiers::waiting_room(UnitId unit) {
  const auto& s = *impl_;
  if (!s.identity.tree()->exists(unit, s.identity.today())) return errors::not_found("dossier.no_waiting_room", "Không có đơn vị này.");
  WaitingRoom room;
  room.unit_name = s.unit_name(unit);
  room.now = s.clock.now();
  const auto today = day_of(room.now);
  const auto midnight = to_instant(LocalTime{today}), next = midnight + std::chrono::days{1};
  const auto day = s.db.read([&](store::ReadTx& tx) { return day_of_desk(tx, unit, midnight, next, 12); });
  room.received_today = day.received;
  room.settled_today = day.settled;
  room.same_day_promised = day.same_day_promised;
  room.same_day_kept = day.same_day_kept;
  for (const auto& l : day.running) room.today.push_back({l.receipt_number, l.code, std::string(citizen_words(l.state)), false});
  for (const auto& l : day.ready) room.ready.push_back({l.receipt_number, l.code, std::string(citizen_words(l.state)), true});
  return room;
}

std::string Dossiers::link_of(std::string_view token) const { return fmt::format("{}/t/{}", impl_->options.public_url, token); }

}  // namespace motcua::dossier
