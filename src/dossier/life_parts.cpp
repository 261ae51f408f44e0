#include "dossier/life_parts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "dossier/deliveries.hpp"
#include "dossier/money_link.hpp"
#include "dossier/payments.hpp"
#include "dossier/store_replies.hpp"

namespace motcua::dossier {

Status require_free_to_propose(Work& w, Action action) {
  if (!transition(w.c.state, action))
    return errors::illegal_transition("dossier.cannot_propose_now",
                                      fmt::format("Hồ sơ đang “{}” nên không thể đề nghị “{}”.", label(w.c.state), label(action)));
  if (const auto open = proposal_of(w.tx, w.c.id))
    return errors::illegal_transition("dossier.proposed_already", fmt::format("{} đã đề nghị {} lúc {}, đang chờ quyết định.",
                                                                              open->by_name, label(open->kind), vn_datetime(open->at)));
  return {};
}

Result<ProposalRecord> require_proposal(Work& w, ProposalKind kind, Action action) {
  if (!transition(w.c.state, action))
    return errors::illegal_transition("dossier.cannot_decide_now",
                                      fmt::format("Hồ sơ đang ở trạng thái “{}” nên không thể “{}”.", label(w.c.state), label(action)));
  auto proposal = proposal_of(w.tx, w.c.id);
  if (!proposal || proposal->kind != kind)
    return errors::illegal_transition("dossier.not_proposed",
                                      fmt::format("Người thụ lý chưa đề nghị {}. Việc này quyết định trên đề nghị của "
                                                  "người thụ lý.",
                                                  label(kind)));
  return *std::move(proposal);
}

std::string ground_content(const Ground& g) {
  JsonWriter json;
  json.begin_object()
      .field("code", g.code)
      .field("reason", g.reason)
      .field("legal_basis", g.legal_basis)
      .field("guidance", g.guidance)
      .end_object();
  return json.take();
}
Ground ground_of_proposal(std::string_view content) {
  const auto json = Json::parse(content);
  if (!json) return {};
  const auto text = [&](std::string_view key) { return std::string((*json)[key].text().value_or("")); };
  return {text("code"), text("reason"), text("legal_basis"), text("guidance")};
}

std::optional<ProposalView> proposal_view(const std::optional<ProposalRecord>& p) {
  if (!p) return std::nullopt;
  ProposalView v{p->kind, {}, {}, p->by_name, p->at};
  if (p->kind == ProposalKind::supplement) {
    v.supplement = supplement_of_proposal(p->content);
  } else {
    v.ground = ground_of_proposal(p->content);
  }
  return v;
}

std::int64_t take_form_number(Work& w, std::string_view form) {
  const int year{std::chrono::year_month_day{day_of(w.now)}.year()};
  return take_number(w.tx, fmt::format("form{}", form), fmt::format("{}-{}", w.c.received_unit.value, year));
}

std::string originals_of(const std::vector<PaperRecord>& papers) {
  std::string words;
  for (const auto& p : papers)
    if (p.originals > 0 && p.kind != catalog::label_of(catalog::PaperKind::present_only))
      words += fmt::format("{}{}: {:02} bản chính", words.empty() ? "" : "; ", p.name, p.originals);
  return words;
}

Status end_without_result(Work& w, EndingRecord e, Action action, std::string_view event) {
  auto& v = e.view;
  const bool asked_before = v.requested_at.has_value();  // a withdrawal has its row since it was asked for
  v.state = EndingState::done;
  v.number = take_form_number(w, "05");
  v.decided_at = w.now;
  v.decided_by = w.actor.display_name;
  v.originals = originals_of(papers_of(w.tx, w.c.id));
  // What was not paid is not owed any more; what was paid goes back only where the law says so (refund, Endings).
  TRY_VOID(end_book(w, Dong{v.refund}, v.refund_note));
  auto facts = clock_from(w.c.clock);
  facts.resume(w.now);
  w.c.clock = clock_json(facts);
  w.c.closed_at = w.now;
  w.end_step("dung");
  if (proposal_of(w.tx, w.c.id)) delete_proposal(w.tx, w.c.id);
  for (auto& s : supplements_of(w.tx, w.c.id))
    if (s.view.open()) {
      s.view.state = SupplementState::void_;
      s.view.ended_at = w.now;
      save(w.tx, w.c.id, s);
      delete_drafts(w.tx, w.c.id);
    }
  TRY_VOID(w.move(action, event,
                  {{"reason", v.ground.reason},
                   {"number", std::to_string(v.number)},
                   {"kind", std::string(word(v.kind))},
                   {"refund", std::to_string(v.refund)}}));
  w.pass(w.c.received_unit, {}, "", true, std::string(label(v.kind)));
  if (asked_before) {
    save(w.tx, w.c.id, e);
  } else {
    insert(w.tx, w.c.id, e);
  }
  return {};
}

std::string_view life_event_label(std::string_view kind) {
  using namespace events;
  constexpr std::pair<std::string_view, std::string_view> kLabels[] = {{kProposed, "Đề nghị"},
                                                                       {kProposalDeclined, "Không đồng ý đề nghị"},
                                                                       {kSupplementAsked, "Yêu cầu bổ sung"},
                                                                       {kSupplementSent, "Gửi phiếu yêu cầu bổ sung"},
                                                                       {kSupplementReplied, "Người nộp gửi bổ sung qua mạng"},
                                                                       {kReplyReturned, "Phần bổ sung chưa đạt, báo người nộp"},
                                                                       {kSupplementAnswered, "Ghi phần đã bổ sung"},
                                                                       {kSupplementComplete, "Bổ sung đủ, thời hạn tính lại"},
                                                                       {kSupplementLapsing, "Nhắc sắp hết hạn bổ sung"},
                                                                       {kSupplementClosed, "Đóng hồ sơ không bổ sung"},
                                                                       {kRefused, "Từ chối giải quyết"},
                                                                       {kStopped, "Dừng giải quyết"},
                                                                       {kWithdrawalAsked, "Xin rút hồ sơ"},
                                                                       {kWithdrawn, "Cho rút hồ sơ"},
                                                                       {kWithdrawalDeclined, "Không cho rút"},
                                                                       {kOriginalsBack, "Trả lại bản chính"},
                                                                       {kRefunded, "Hoàn phí, lệ phí"},
                                                                       {kPaymentUndone, "Hủy biên lai"},
                                                                       {kUnowedReceived, "Nhận tiền không phải nộp, chờ hoàn"},
                                                                       {kDelivered, "Bưu điện đã phát kết quả"},
                                                                       {kUndelivered, "Bưu điện không phát được, chuyển lại"},
                                                                       {kSentAgain, "Gửi lại kết quả qua bưu chính"},
                                                                       {kFetched, "Nhận kết quả tại quầy sau khi bưu điện chuyển lại"},
                                                                       {kPaymentAsked, "Thông báo nghĩa vụ tài chính"},
                                                                       {kPaymentConfirmed, "Đã thực hiện nghĩa vụ tài chính"},
                                                                       {kSiteCheckBegun, "Kiểm tra thực địa"},
                                                                       {kSiteCheckFinished, "Kết quả kiểm tra thực địa"},
                                                                       {kConsulted, "Lấy ý kiến"},
                                                                       {kOpinionGiven, "Nhận ý kiến"},
                                                                       {"dossier.opinion_silent", "Im lặng quá hạn cho ý kiến"},
                                                                       {kOpinionsClosed, "Đã đủ ý kiến"},
                                                                       {kCorrectionBegun, "Sửa kết quả sai sót"},
                                                                       {"dossier.linked", "Ghép vào hồ sơ liên thông"},
                                                                       {"dossier.agency_determined", "Xác định cơ quan giải quyết"},
                                                                       {kRerouted, "Chuyển đúng cơ quan"},
                                                                       {"dossier.unit_merged", "Bàn giao khi sắp xếp đơn vị"},
                                                                       {kArchived, "Đưa vào lưu trữ"}};
  for (const auto& [k, l] : kLabels)
    if (k == kind) return l;
  return kind;
}

}  // namespace motcua::dossier
