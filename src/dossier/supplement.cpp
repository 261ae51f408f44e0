#include "dossier/supplement.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "dossier/life_parts.hpp"
#include "dossier/service.hpp"
#include "dossier/store_life.hpp"
#include "dossier/store_replies.hpp"

namespace motcua::dossier {

namespace {
using namespace std::chrono;

constexpr std::array<SupplementRule, 2> kRules{{
    {Day{2018y / June / 21}, "61/2018/NĐ-CP Điều 19.4", 3, true, std::nullopt},
    // "15 ngày": calendar days as written (elsewhere the decree says "ngày làm việc").
    {Day{2025y / July / 1}, "118/2025/NĐ-CP Điều 19.5", 3, true, 15},
}};

constexpr std::array<NamedCode, 6> kWays{{{"tai-quay", "Tại quầy"},
                                          {"dien-thoai", "Gọi điện thoại"},
                                          {"tin-nhan", "Tin nhắn"},
                                          {"thu-dien-tu", "Thư điện tử"},
                                          {"tai-khoan-dvcqg", "Tài khoản Cổng Dịch vụ công quốc gia"},
                                          {"buu-chinh", "Bưu chính công ích"}}};

std::string wish_json(const SupplementWish& w) {
  JsonWriter json;
  json.begin_object().field("reason", w.reason).field("special_days", w.special_days).field("special_basis", w.special_basis);
  json.field("late_basis", w.late_basis).key("items").begin_array();
  for (const auto& i : w.items)
    json.begin_object()
        .field("component", i.component)
        .field("paper", i.paper)
        .field("reason", i.reason)
        .field("legal_basis", i.legal_basis)
        .field("todo", i.todo)
        .field("register_note", i.register_note)
        .end_object();
  json.end_array().end_object();
  return json.take();
}
SupplementWish wish_from(const Json& json) {
  const auto text = [](const Json& j) { return std::string(j.text().value_or("")); };
  SupplementWish w;
  w.reason = text(json["reason"]);
  w.special_days = static_cast<int>(json["special_days"].integer().value_or(0));
  w.special_basis = text(json["special_basis"]);
  w.late_basis = text(json["late_basis"]);
  for (const auto& i : json["items"].elements())
    w.items.push_back(
        {text(i["component"]), text(i["paper"]), text(i["reason"]), text(i["legal_basis"]), text(i["todo"]), text(i["register_note"])});
  return w;
}

// What a register has of a component: the catalogue names it, or the desk took the paper from there.
std::string in_register(const catalog::Component& component, const std::vector<PaperRecord>& papers) {
  if (!component.digital_source.empty()) return component.digital_source;
  for (const auto& p : papers)
    if (p.component == component.id && p.from_register) return "cơ sở dữ liệu đã khai thác khi tiếp nhận";
  return {};
}

SupplementWish tidy(const SupplementWish& wish, const catalog::ProcedureVersion& version) {
  SupplementWish w;
  w.reason = clean(wish.reason);
  w.special_days = wish.special_days;
  w.special_basis = clean(wish.special_basis);
  w.late_basis = clean(wish.late_basis);
  for (const auto& i : wish.items) {
    AskedItem item{i.component, {}, clean(i.reason), clean(i.legal_basis), clean(i.todo), clean(i.register_note)};
    if (const auto* component = version.component(item.component)) item.paper = component->name;
    w.items.push_back(std::move(item));
  }
  return w;
}

constexpr std::size_t kMostItems = 20;

std::vector<FieldError> mistakes(const Work& w, const SupplementWish& wish) {
  std::vector<FieldError> errors;
  if (wish.reason.empty()) errors.push_back({"ly_do", "Ghi lý do yêu cầu bổ sung; người nộp đọc được lý do này."});
  if (wish.items.empty()) errors.push_back({"giay_1", "Chọn ít nhất một giấy tờ cần bổ sung, hoàn thiện."});
  if (wish.items.size() > kMostItems) errors.push_back({"giay_1", "Một phiếu tối đa 20 nội dung."});
  const auto papers = papers_of(w.tx, w.c.id);
  int n = 0;
  for (const auto& i : wish.items) {
    ++n;
    const auto wrong = [&](std::string_view field, std::string message) {
      errors.push_back({fmt::format("{}_{}", field, n), std::move(message)});
    };
    const auto* component = w.procedure->component(i.component);
    if (!component) {
      wrong("giay", "Chọn giấy tờ trong thành phần hồ sơ đã công bố; không yêu cầu giấy tờ ngoài danh mục.");
      continue;
    }
    if (i.reason.empty()) wrong("vi_sao", "Ghi giấy này thiếu hoặc sai ở chỗ nào.");
    if (i.legal_basis.empty()) wrong("can_cu", "Ghi căn cứ pháp lý của yêu cầu này.");
    if (i.todo.empty()) wrong("can_lam", "Ghi người nộp phải làm gì, ví dụ: nộp lại bản chính.");
    // 309/2026/NĐ-CP Điều 2, Điều 8.1: what a published register has is not asked for, unless it cannot be fetched or is wrong there.
    if (const auto source = in_register(*component, papers); !source.empty() && i.register_note.empty())
      wrong("kho",
            fmt::format("Giấy này có trong {}. Ghi vì sao không khai thác được hoặc dữ liệu sai ở đâu, nếu không thì không được yêu cầu.",
                        source));
  }
  if (wish.special_days != 0) {
    if (wish.special_days < 1 || wish.special_days > 365) errors.push_back({"ngay_rieng", "Thời hạn bổ sung từ 1 đến 365 ngày."});
    if (wish.special_basis.empty()) errors.push_back({"can_cu_ngay", "Ghi văn bản chuyên ngành quy định thời hạn bổ sung riêng."});
  }
  const auto& rule = supplement_rule(day_of(w.c.received_at));
  const auto facts = clock_from(w.c.clock);
  const auto since = facts.restart ? facts.restart->at : w.c.legal_start;
  const auto last = w.calendar->add_working_days(day_of(since), rule.notice_within);
  if (last && day_of(w.now) > *last && wish.late_basis.empty())
    errors.push_back(
        {"can_cu_tre", fmt::format("Đã quá {} ngày làm việc kể từ khi nhận hồ sơ ({}). Ghi văn bản chuyên ngành cho phép yêu cầu muộn hơn.",
                                   rule.notice_within, rule.basis)});
  return errors;
}

std::string items_words(const std::vector<AskedItem>& items) {
  std::string words;
  for (const auto& i : items) words += (words.empty() ? "" : "; ") + i.paper;
  return words;
}

// The request the dossier waits for.
Result<SupplementRecord> open_request(Work& w) {
  for (auto& r : supplements_of(w.tx, w.c.id))
    if (r.view.open()) return std::move(r);
  return errors::illegal_transition("dossier.no_open_supplement", fmt::format("Hồ sơ đang “{}”, không chờ bổ sung.", label(w.c.state)));
}

Status require_waiting(const Work& w) {
  if (w.c.state.biz == BizState::supplement) return {};
  return errors::illegal_transition("dossier.not_waiting_for_supplement",
                                    fmt::format("Hồ sơ đang “{}”, không chờ bổ sung.", label(w.c.state)));
}

// Up to when the applicant may answer: calendar days from the notice, at the end of a working day (Bộ luật Dân sự Điều 147, 148).
Result<std::optional<Instant>> answer_by(const Work& w, const SupplementView& v) {
  const auto& rule = supplement_rule(day_of(w.c.received_at));
  const int days = v.special_days > 0 ? v.special_days : rule.close_after_days.value_or(0);
  if (days == 0) return std::optional<Instant>{};
  TRY(const auto due, calendar::due(*w.calendar, {.start = w.now, .term = calendar::Term::calendar_days(days)}));
  return std::optional<Instant>{due.moment};
}
}  // namespace

const SupplementRule& supplement_rule(Day received) {
  const auto* rule = &kRules.front();
  for (const auto& r : kRules)
    if (received >= r.from) rule = &r;
  return *rule;
}
std::span<const NamedCode> notice_ways() { return kWays; }

std::string supplement_content(const SupplementWish& wish) { return wish_json(wish); }
SupplementWish supplement_of_proposal(std::string_view content) {
  const auto json = Json::parse(content);
  return json ? wish_from(*json) : SupplementWish{};
}

Supplements::Supplements(Dossiers& dossiers) : s_(inside(dossiers)) {}

Result<std::int64_t> Supplements::propose(const Actor& actor, Ref ref, const SupplementWish& sent) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierPropose, w.c.holder_unit));
    TRY_VOID(w.require_holder(identity::kDossierPropose));
    TRY_VOID(require_free_to_propose(w, Action::ask_supplement));
    const auto wish = tidy(sent, *w.procedure);
    if (auto wrong = mistakes(w, wish); !wrong.empty()) return errors::invalid_fields("dossier.supplement_incomplete", std::move(wrong));
    insert(w.tx, w.c.id, {ProposalKind::supplement, wish_json(wish), actor.account(), actor.person(), actor.display_name, w.now});
    return w.record(events::kProposed, {{"kind", "supplement"},
                                        {"what", std::string(label(ProposalKind::supplement))},
                                        {"reason", wish.reason},
                                        {"text", items_words(wish.items)}});
  });
}

Result<std::int64_t> Supplements::decline(const Actor& actor, Ref ref, std::string_view reason) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    const auto proposal = proposal_of(w.tx, w.c.id);
    if (!proposal) return errors::illegal_transition("dossier.nothing_proposed", "Hồ sơ này không có đề nghị nào chờ quyết định.");
    const auto permission = proposal->kind == ProposalKind::supplement ? identity::kDossierReview : identity::kDossierApprove;
    TRY_VOID(actor.require(permission, w.c.holder_unit));
    const auto why = clean(reason);
    if (why.empty())
      return errors::invalid_fields("dossier.decline_without_reason", {{"ly_do_khong", "Ghi lý do để người đề nghị biết phải làm gì."}});
    delete_proposal(w.tx, w.c.id);
    return w.record(events::kProposalDeclined,
                    {{"kind", std::string(word(proposal->kind))}, {"what", std::string(label(proposal->kind))}, {"reason", why}});
  });
}

Result<std::int64_t> Supplements::ask(const Actor& actor, Ref ref, std::string_view again) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY(const auto proposal, require_proposal(w, ProposalKind::supplement, Action::ask_supplement));
    TRY_VOID(actor.require(identity::kDossierReview, w.c.holder_unit));
    // Four eyes: who proposed does not decide.
    TRY_VOID(identity::different_person(proposal.person, actor, identity::kDossierReview, w.c.holder_unit));
    const auto before = supplements_of(w.tx, w.c.id);
    const auto again_reason = clean(again);
    if (!before.empty() && again_reason.empty())
      return errors::invalid_fields(
          "dossier.supplement_second_without_reason",
          {{"ly_do_lan_hai", fmt::format("Hồ sơ đã được yêu cầu bổ sung {} lần. Yêu cầu chỉ được làm một lần (118/2025/NĐ-CP Điều 11.2c): "
                                         "ghi lý do phải yêu cầu thêm, người quyết định chịu trách nhiệm.",
                                         before.size())}});
    const auto wish = supplement_of_proposal(proposal.content);
    SupplementRecord r;
    r.officer = w.c.holder;
    auto& v = r.view;
    v.seq = static_cast<int>(before.size()) + 1;
    v.state = SupplementState::asked;
    v.reason = wish.reason;
    v.again_reason = before.empty() ? "" : again_reason;
    v.late_basis = wish.late_basis;
    v.special_days = wish.special_days;
    v.special_basis = wish.special_basis;
    v.officer_name = w.c.holder_name;
    v.approved_by = actor.display_name;
    v.asked_at = w.now;
    v.due_before = w.c.due_at;
    int n = 0;
    for (const auto& i : wish.items) v.items.push_back({.seq = ++n, .asked = i, .note = {}, .answered_at = {}, .answered_by = {}});
    Work::Extra told{{"reason", v.reason},
                     {"text", items_words(wish.items)},
                     {"request", std::to_string(v.seq)},
                     {"due_before", std::to_string(to_us(v.due_before))}};
    if (!v.again_reason.empty()) told.emplace_back("again", v.again_reason);
    TRY_VOID(w.move(Action::ask_supplement, events::kSupplementAsked, told));
    w.end_step("bo-sung");
    delete_proposal(w.tx, w.c.id);
    insert(w.tx, w.c.id, r);
    // The agency gives the dossier back to the one-stop with the written notice.
    w.pass(w.c.received_unit, {}, "", true, "Trả về để yêu cầu bổ sung");
    return {};
  });
}

Result<std::int64_t> Supplements::send(const Actor& actor, Ref ref, std::string_view way) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierNotify, w.c.received_unit));
    TRY_VOID(require_waiting(w));
    TRY(auto r, open_request(w));
    if (r.view.state != SupplementState::asked)
      return errors::illegal_transition("dossier.supplement_sent_already", fmt::format("Phiếu đã được {} gửi cho người nộp lúc {}.",
                                                                                       r.view.sent_by, vn_datetime(*r.view.sent_at)));
    const auto known = std::find_if(kWays.begin(), kWays.end(), [&](const auto& k) { return k.code == way; });
    if (known == kWays.end()) return errors::invalid_fields("dossier.no_such_way", {{"cach", "Chọn cách đã báo cho người nộp."}});
    r.view.state = SupplementState::sent;
    r.view.number = take_form_number(w, "02");
    r.view.sent_at = w.now;
    r.view.sent_by = actor.display_name;
    r.view.sent_how = std::string(known->label);
    TRY(r.view.answer_by, answer_by(w, r.view));
    save(w.tx, w.c.id, r);
    Work::Extra told{{"number", std::to_string(r.view.number)}, {"way", std::string(known->label)}};
    if (r.view.answer_by) {
      told.emplace_back("answer_by", std::to_string(to_us(*r.view.answer_by)));
      told.emplace_back("text", "bổ sung trước " + vn_datetime(*r.view.answer_by));
    }
    return w.record(events::kSupplementSent, told);
  });
}

Result<std::int64_t> Supplements::answer(const Actor& actor, Ref ref, std::span<const SupplementAnswer> answers) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierAccept, w.c.received_unit));
    TRY_VOID(require_waiting(w));
    TRY(auto r, open_request(w));
    if (r.view.state != SupplementState::sent)
      return errors::illegal_transition("dossier.supplement_not_sent", "Gửi phiếu cho người nộp trước, rồi mới ghi phần bổ sung.");
    int changed = 0;
    for (const auto& a : answers) {
      const auto item = std::find_if(r.view.items.begin(), r.view.items.end(), [&](const auto& i) { return i.seq == a.item; });
      if (item == r.view.items.end()) return errors::invalid("dossier.no_such_item", "Phiếu này không có nội dung đó. Tải lại trang.");
      const auto note = clean(a.note);
      if (a.answer == ItemAnswer::replaced && note.empty())
        return errors::invalid_fields("dossier.replaced_without_note",
                                      {{fmt::format("ghi_chu_{}", a.item), "Ghi đã khai thác từ đâu, hoặc vì sao không cần nộp nữa."}});
      if (item->answer == a.answer && item->note == note) continue;
      item->answer = a.answer;
      item->note = note;
      item->answered_at = a.answer == ItemAnswer::none ? std::nullopt : std::optional(w.now);
      item->answered_by = a.answer == ItemAnswer::none ? "" : actor.display_name;
      save_answer(w.tx, w.c.id, r.view.seq, *item);
      ++changed;
    }
    if (changed == 0) return errors::invalid_fields("dossier.nothing_answered", {{"tra_loi_1", "Chưa có nội dung nào thay đổi."}});
    const int all = static_cast<int>(r.view.items.size());
    return w.record(events::kSupplementAnswered, {{"request", std::to_string(r.view.seq)},
                                                  {"text", fmt::format("đã có {} trên {} nội dung", all - r.view.missing(), all)}});
  });
}

Result<std::int64_t> Supplements::confirm(const Actor& actor, Ref ref) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierAccept, w.c.received_unit));
    TRY_VOID(require_waiting(w));
    TRY(auto r, open_request(w));
    if (r.view.state != SupplementState::sent)
      return errors::illegal_transition("dossier.supplement_not_sent_yet", "Phiếu chưa gửi cho người nộp nên chưa thể bổ sung đủ.");
    if (const int missing = r.view.missing(); missing > 0)
      return errors::illegal_transition("dossier.supplement_not_full",
                                        fmt::format("Còn {} nội dung chưa bổ sung. Ghi từng nội dung trước khi xác nhận đủ.", missing));
    const auto& rule = supplement_rule(day_of(w.c.received_at));
    auto facts = clock_from(w.c.clock);
    if (rule.restarts) {
      facts.begin_anew(w.now, fmt::format("hồ sơ bổ sung đủ ({})", rule.basis));
      // What was extended is gone with the term it extended; that it was extended once stays known (form 04).
      w.c.extension.clear();
      w.c.original_due.reset();
    } else {
      facts.pause(r.view.asked_at, fmt::format("chờ bổ sung ({})", rule.basis));
      facts.resume(w.now);
    }
    TRY(auto told, w.recount(facts));
    told.emplace_back("request", std::to_string(r.view.seq));
    TRY_VOID(w.move(Action::confirm_supplement, events::kSupplementComplete, told));
    delete_drafts(w.tx, w.c.id);
    r.view.state = SupplementState::complete;
    r.view.ended_at = w.now;
    r.view.due_after = w.c.due_at;
    save(w.tx, w.c.id, r);
    std::vector<PaperRecord> brought;
    for (const auto& i : r.view.items)
      if (i.answer == ItemAnswer::given) brought.push_back({i.asked.component, i.asked.paper + " (bổ sung)", "Bổ sung", 1, 0, false});
    add_papers(w.tx, w.c.id, static_cast<int>(papers_of(w.tx, w.c.id).size()) + 1, brought);
    w.pass(w.c.settling_unit, r.officer, r.view.officer_name, true, "Chuyển lại hồ sơ đã bổ sung đủ");
    w.begin_step_anew();
    return {};
  });
}

Result<std::int64_t> Supplements::close(const Actor& actor, Ref ref, std::string_view guidance) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierAccept, w.c.received_unit));
    TRY_VOID(require_waiting(w));
    TRY(auto r, open_request(w));
    if (!r.view.answer_by)
      return errors::illegal_transition(
          "dossier.supplement_never_lapses",
          r.view.state == SupplementState::asked
              ? "Phiếu chưa gửi cho người nộp nên chưa tính thời hạn bổ sung."
              : std::string("Hồ sơ nhận trước 01/7/2025: Nghị định 61/2018/NĐ-CP không cho đóng hồ sơ vì chưa bổ sung."));
    if (w.now <= *r.view.answer_by)
      return errors::illegal_transition(
          "dossier.supplement_not_lapsed",
          fmt::format("Người nộp còn được bổ sung đến {}. Chưa đóng hồ sơ được.", vn_datetime(*r.view.answer_by)));
    if (unread_replies(w.tx, w.c.id) > 0)
      return errors::illegal_transition("dossier.reply_unread",
                                        "Người nộp đã gửi bổ sung qua mạng. Xem, ghi đã nộp hoặc báo chưa đạt rồi mới đóng được hồ sơ.");
    EndingRecord e;
    e.view.seq = static_cast<int>(endings_of(w.tx, w.c.id).size()) + 1;
    e.view.kind = EndingKind::closed;
    e.view.ground = {"khong-bo-sung",
                     fmt::format("Không bổ sung đủ hồ sơ trong thời hạn đến {} theo phiếu yêu cầu số {}.", vn_datetime(*r.view.answer_by),
                                 r.view.number),
                     r.view.special_basis.empty() ? std::string(supplement_rule(day_of(w.c.received_at)).basis) : r.view.special_basis,
                     clean(guidance)};
    if (e.view.ground.guidance.empty()) e.view.ground.guidance = "Khi đủ giấy tờ, nộp hồ sơ mới tại bất kỳ điểm tiếp nhận nào.";
    r.view.state = SupplementState::closed;
    r.view.ended_at = w.now;
    delete_drafts(w.tx, w.c.id);
    save(w.tx, w.c.id, r);
    return end_without_result(w, std::move(e), Action::close_unsupplemented, events::kSupplementClosed);
  });
}

std::vector<SupplementView> Supplements::of(DossierId id) {
  std::vector<SupplementView> views;
  for (auto& r : s_.db.read([&](store::ReadTx& tx) { return supplements_of(tx, id); })) views.push_back(std::move(r.view));
  return views;
}

std::vector<Supplements::Askable> Supplements::askable(const CaseFile& file) {
  std::vector<Askable> list;
  for (const auto& c : file.procedure->components) {
    Askable a{c.id, c.name, c.digital_source};
    for (const auto& p : file.papers)
      if (a.register_name.empty() && p.component == c.id && p.from_register) a.register_name = "cơ sở dữ liệu đã khai thác khi tiếp nhận";
    list.push_back(std::move(a));
  }
  return list;
}

SupplementBoard Supplements::board(const Actor& actor) {
  constexpr int kMostLines = 200;
  const auto desks = actor.units_with(identity::kDossierNotify);
  const auto heads = actor.units_with(identity::kDossierReview);
  std::vector<SupplementLine> lines;
  std::vector<ProposalLine> proposals;
  s_.db.read([&](store::ReadTx& tx) {
    lines = open_supplements(tx, desks, kMostLines);
    proposals = open_proposals(tx, heads, kMostLines);
  });
  SupplementBoard board;
  const auto now = s_.clock.now();
  for (const auto& l : lines) {
    SupplementRow row{l.code,      l.applicant_name, l.procedure_name, l.state,   l.asked_at, l.sent_at,
                      l.answer_by, l.items,          l.missing,        l.replied, 0,          false};
    if (l.answer_by) {
      row.days_left = static_cast<int>((day_of(*l.answer_by) - day_of(now)).count());
      row.lapsed = now > *l.answer_by;
    }
    (l.state == SupplementState::asked ? board.to_send : row.lapsed ? board.lapsed : board.waiting).push_back(std::move(row));
  }
  for (const auto& p : proposals) {
    if (p.kind != ProposalKind::supplement && !actor.permits_in(identity::kDossierApprove, p.holder_unit)) continue;
    board.proposals.push_back({p.code, p.applicant_name, p.procedure_name, s_.unit_name(p.holder_unit), p.by, p.kind, p.at, p.due_at});
  }
  return board;
}

int Supplements::warn_lapsing() {
  const auto now = s_.clock.now();
  // Nobody is warned earlier than a third of the longest special term before its end.
  const auto lines = s_.db.read([&](store::ReadTx& tx) { return supplements_to_warn(tx, 2, now + days{122}); });
  int warned = 0;
  const auto actor = identity::Actor::system(s_.identity.tree(), s_.identity.today());
  for (const auto& l : lines) {
    const auto whole = day_of(*l.answer_by) - day_of(*l.sent_at);
    const auto first = *l.sent_at + whole * 2 / 3, last = *l.answer_by - days{1};
    const int level = now >= last ? 2 : now >= first ? 1 : 0;
    if (level <= l.warned || now > *l.answer_by) continue;
    if (l.replied == l.missing) continue;  // the applicant did his part: the desk is to look at it
    const auto done = s_.db.write([&](store::Tx& tx) -> Status {
      auto c = find_case(tx, l.id);
      if (!c || c->state.biz != BizState::supplement) return {};
      Work w(tx, s_, actor, *std::move(c), nullptr, nullptr, now);
      for (auto& r : supplements_of(tx, l.id)) {
        if (r.view.seq != l.seq || r.view.state != SupplementState::sent || r.warned >= level) continue;
        r.warned = level;
        save(tx, l.id, r);
        TRY_VOID(w.record(events::kSupplementLapsing,
                          {{"text", fmt::format("còn {} nội dung, hạn bổ sung {}", r.view.missing(), vn_datetime(*r.view.answer_by))},
                           {"answer_by", std::to_string(to_us(*r.view.answer_by))},
                           {"level", std::to_string(level)}}));
        ++warned;
      }
      return w.save();
    });
    // Somebody changed the dossier at this moment: the next run looks again.
    if (!done && done.error().code != Errc::conflict) break;
  }
  return warned;
}

}  // namespace motcua::dossier
