#include "dossier/life_views.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"

namespace motcua::dossier {

namespace {
using web::ui::Link;

Link link(const CaseView& v, std::string_view label, std::string_view end) {
  return {.label = std::string(label), .href = v.base() + std::string(end)};
}

class FactList {
 public:
  FactList& add(std::string_view term, std::string value) {
    if (!value.empty()) facts_.rows.push_back({.term = std::string(term), .value = std::move(value)});
    return *this;
  }
  FactList& add(std::string_view term, const std::optional<Instant>& at) { return add(term, at ? moment(*at) : std::string{}); }
  web::ui::Facts take() { return std::move(facts_); }

 private:
  web::ui::Facts facts_;
};

void add_proposals(const CaseView& v, LifeLinks& links) {
  if (const auto& p = v.file.proposal) {
    if (p->kind == ProposalKind::supplement && v.may(Action::ask_supplement))
      links.next.push_back(link(v, "Quyết định đề nghị bổ sung", "/bo-sung"));
    if (p->kind == ProposalKind::refuse && v.may(Action::refuse)) links.next.push_back(link(v, "Quyết định đề nghị từ chối", "/tu-choi"));
    if (p->kind == ProposalKind::stop && v.may(Action::stop)) links.next.push_back(link(v, "Quyết định đề nghị dừng", "/dung"));
  }
  if (v.file.may_propose) {
    links.others.push_back(link(v, "Đề nghị bổ sung", "/bo-sung"));
    links.others.push_back(link(v, "Đề nghị từ chối", "/tu-choi"));
    links.others.push_back(link(v, "Đề nghị dừng", "/dung"));
  }
}

void add_supplement(const CaseView& v, LifeLinks& links) {
  const auto& request = v.file.supplement;
  if (!request) return;
  if (request->number > 0) links.papers.push_back(link(v, "Phiếu yêu cầu bổ sung (Mẫu 02)", "/bo-sung.pdf"));
  const bool lapsed = request->answer_by && v.now > *request->answer_by;
  if (!v.may(Action::confirm_supplement))
    links.others.push_back(link(v, "Xem yêu cầu bổ sung", "/bo-sung"));
  else if (request->state == SupplementState::asked)
    links.next.push_back(link(v, "Gửi phiếu yêu cầu bổ sung", "/bo-sung"));
  else
    links.next.push_back(link(v, lapsed ? "Bổ sung hoặc đóng hồ sơ" : "Ghi phần bổ sung", "/bo-sung"));
}
}  // namespace

web::Response private_pdf(web::Call& call, const Result<std::string>& made, std::string_view file_name) {
  if (!made) return web::error_response(call, made.error());
  auto response = web::Response::bytes(*made, "application/pdf", file_name);
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}

std::string holder_of(const CaseView& v) {
  const auto& d = v.file.dossier;
  return d.holder_name.empty() ? d.holder_unit_name : d.holder_name + ", " + d.holder_unit_name;
}

LifeLinks life_links(const CaseView& v) {
  LifeLinks links;
  const auto biz = v.file.dossier.state.biz;
  add_proposals(v, links);
  add_supplement(v, links);
  if (v.may(Action::grant_withdrawal) || v.may(Action::decline_withdrawal)) links.next.push_back(link(v, "Xử lý yêu cầu rút", "/rut"));
  if (v.may(Action::ask_withdrawal)) links.others.push_back(link(v, "Người nộp xin rút", "/rut"));
  if (v.may(Action::reroute)) links.others.push_back(link(v, "Chuyển đúng cơ quan", "/chuyen-co-quan"));
  if (v.may(Action::correct)) links.others.push_back(link(v, "Sửa kết quả sai sót", "/sau-ket-thuc"));
  if (v.may(Action::archive)) links.next.push_back(link(v, "Đưa vào lưu trữ", "/sau-ket-thuc"));
  const bool closed = biz == BizState::withdrawn || biz == BizState::stopped;
  if (closed) links.papers.push_back(link(v, "Thông báo dừng giải quyết (Mẫu 05)", "/dung.pdf"));
  if (biz == BizState::refused_result) links.papers.push_back(link(v, "Phiếu từ chối (Mẫu 03)", "/tu-choi.pdf"));
  if (closed || biz == BizState::refused_result || biz == BizState::returned || biz == BizState::archived)
    links.others.push_back(link(v, "Việc sau khi kết thúc", "/sau-ket-thuc"));
  return links;
}

std::string life_words(const CaseView& v) {
  const auto& d = v.file.dossier;
  if (v.file.proposal)
    return fmt::format("{} đề nghị {} lúc {}, đang chờ quyết định.", v.file.proposal->by, label(v.file.proposal->kind),
                       moment(v.file.proposal->at));
  if (const auto& s = v.file.supplement) {
    const auto items = static_cast<int>(s->items.size());
    if (s->state == SupplementState::asked) return fmt::format("Chờ Bộ phận Một cửa gửi phiếu yêu cầu bổ sung {} nội dung.", items);
    auto words = fmt::format("Người nộp đã bổ sung {} trên {} nội dung.", items - s->missing(), items);
    if (s->answer_by) words += fmt::format(" Hạn bổ sung {}.", moment(*s->answer_by));
    return words;
  }
  if (d.state.biz == BizState::withdraw_requested) return "Người nộp xin rút hồ sơ. Thời hạn tạm dừng đến khi trả lời.";
  if (d.closed_at) return fmt::format("Hồ sơ kết thúc lúc {} mà không có kết quả.", moment(*d.closed_at));
  return {};
}

// ---- supplement ----

std::vector<SupplementItemView> items_of(const SupplementWish& wish) {
  std::vector<SupplementItemView> items;
  for (const auto& i : wish.items) {
    SupplementItemView item;
    item.seq = static_cast<int>(items.size()) + 1;
    item.asked = i;
    items.push_back(std::move(item));
  }
  return items;
}

web::ui::Facts request_facts(const SupplementView& r) {
  FactList facts;
  facts.add("Tình trạng", std::string(label(r.state))).add("Lý do", r.reason);
  facts.add("Lý do yêu cầu thêm lần nữa", r.again_reason).add("Căn cứ yêu cầu muộn", r.late_basis);
  if (r.special_days > 0) facts.add("Thời hạn riêng", fmt::format("{} ngày, {}", r.special_days, r.special_basis));
  facts.add("Người đề nghị", r.officer_name).add("Người quyết định", r.approved_by + ", " + moment(r.asked_at));
  if (r.sent_at) facts.add("Gửi phiếu", fmt::format("{}, {}, {}", r.sent_by, moment(*r.sent_at), r.sent_how));
  facts.add("Hạn bổ sung", r.answer_by).add("Kết thúc", r.ended_at).add("Hẹn trả trước", moment(r.due_before));
  return facts.add("Hẹn trả mới", r.due_after).take();
}

std::vector<web::ui::Option> way_options() {
  std::vector<web::ui::Option> options;
  for (const auto& w : notice_ways()) options.push_back({.value = std::string(w.code), .label = std::string(w.label)});
  return options;
}

std::vector<web::ui::Option> answer_options() {
  std::vector<web::ui::Option> options;
  for (const auto a : {ItemAnswer::none, ItemAnswer::given, ItemAnswer::replaced})
    options.push_back({.value = std::string(word(a)), .label = std::string(label(a))});
  return options;
}

const ReplyView* SupplementPageView::reply_to(int item) const {
  const auto at = std::find_if(replies.begin(), replies.end(), [&](const auto& r) { return r.item == item; });
  return at == replies.end() ? nullptr : &*at;
}
std::vector<web::ui::Option> SupplementPageView::unread_items(const SupplementView& request) const {
  std::vector<web::ui::Option> options;
  for (const auto& i : request.items)
    if (const auto* r = reply_to(i.seq); r && !r->returned_at && i.answer == ItemAnswer::none)
      options.push_back({.value = std::to_string(i.seq), .label = item_title(i)});
  return options;
}
std::string reply_words(const ReplyView& r, const SupplementItemView& item) {
  if (r.returned_at) return fmt::format(". {} báo chưa đạt {}: {}", r.returned_by, moment(*r.returned_at), r.return_reason);
  return item.answer == ItemAnswer::none ? ", chờ xem" : ", đã ghi nhận";
}

std::string item_title(const SupplementItemView& item) { return fmt::format("{}. {}: {}", item.seq, item.asked.paper, item.asked.reason); }

std::string proposal_address(const ProposalRow& row) {
  const std::string_view end = row.kind == ProposalKind::supplement ? "bo-sung" : row.kind == ProposalKind::refuse ? "tu-choi" : "dung";
  return fmt::format("/ho-so/{}/{}", row.code, end);
}

std::string days_words(const SupplementRow& row) {
  if (!row.answer_by) return "Không có hạn";
  if (row.lapsed) return row.days_left < 0 ? fmt::format("Quá hạn {} ngày", -row.days_left) : "Quá hạn hôm nay";
  return row.days_left == 0 ? "Hạn hôm nay" : fmt::format("Còn {} ngày", row.days_left);
}

// ---- ends ----

web::ui::Facts ground_facts(const Ground& g) {
  FactList facts;
  facts.add("Loại lý do", std::string(ground_label(g.code))).add("Lý do", g.reason).add("Căn cứ", g.legal_basis);
  return facts.add("Hướng dẫn người nộp", g.guidance).take();
}

web::ui::Facts ending_facts(const EndingView& e) {
  FactList facts;
  if (e.requested_at) facts.add("Người yêu cầu", e.requested_by + ", " + moment(*e.requested_at));
  facts.add("Loại lý do", std::string(ground_label(e.ground.code))).add("Lý do", e.ground.reason).add("Căn cứ", e.ground.legal_basis);
  facts.add("Hướng dẫn người nộp", e.ground.guidance).add("Trả lời", e.answer);
  if (e.decided_at) facts.add("Người quyết định", e.decided_by + ", " + moment(*e.decided_at));
  if (e.number > 0) facts.add("Số văn bản", std::to_string(e.number));
  if (!e.originals.empty())
    facts.add("Bản chính trả lại",
              e.originals + (e.originals_back_at ? fmt::format(". {} nhận lúc {}", e.originals_receiver, moment(*e.originals_back_at))
                                                 : std::string(". Chưa trả")));
  if (e.refund > 0)
    facts.add("Tiền hoàn", fmt::format("{}, {}. {}", vn_money_short(motcua::Dong{e.refund}), e.refund_note,
                                       e.refunded_at ? "Đã hoàn lúc " + moment(*e.refunded_at) : std::string("Chưa hoàn")));
  return facts.take();
}

web::ui::Facts correction_facts(const CorrectionView& c) {
  FactList facts;
  facts.add("Sai sót", c.reason).add("Căn cứ", c.legal_basis).add("Người quyết định", c.decided_by + ", " + moment(c.decided_at));
  facts.add("Kết quả cũ", c.old_number).add("Hẹn trả cũ", moment(c.old_due_at));
  return facts.add("Kết quả cũ có lúc", fmt::format("{}, {}", moment(c.old_done_at), label(c.old_punctuality))).take();
}

web::ui::Facts reroute_facts(const RerouteView& r) {
  FactList facts;
  facts.add("Từ", r.from_agency).add("Đến", r.to_unit.empty() || r.to_unit == r.to_agency ? r.to_agency : r.to_unit + ", " + r.to_agency);
  return facts.add("Lý do", r.reason).add("Căn cứ", r.legal_basis).add("Người quyết định", r.by + ", " + moment(r.at)).take();
}

web::ui::Facts archive_facts(const ArchiveView& a) {
  FactList facts;
  facts.add("Cặp, hộp", a.folder).add("Thời hạn bảo quản", a.retention);
  facts.add("Trong hồ sơ có", fmt::format("{} giấy tờ, {} tệp", a.papers, a.files));
  return facts.add("Người lưu trữ", a.by + ", " + moment(a.at)).take();
}

}  // namespace motcua::dossier
