#include "dossier/inquiries.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/service.hpp"
#include "dossier/store_inquiries.hpp"
#include "dossier/store_life.hpp"

namespace motcua::dossier {

namespace {
constexpr std::string_view kConsultRule = "118/2025/NĐ-CP Điều 19.4c";
constexpr std::string_view kSilentEvent = "dossier.opinion_silent";
constexpr int kMostBodies = 10;

Status unlawful(const Work& w, Action action) {
  return errors::illegal_transition("dossier.inquiry_not_now",
                                    fmt::format("Hồ sơ đang “{}” nên không thể “{}”.", label(w.c.state), label(action)));
}
// The move is lawful from here and the person has the dossier: asked before what was typed is looked at.
Status require_officer(Work& w, Action action) {
  if (!transition(w.c.state, action)) return unlawful(w, action);
  TRY_VOID(w.actor.require(identity::kDossierWork, w.c.holder_unit));
  return w.require_holder(identity::kDossierWork);
}

// A body that is asked: of the tree, or outside with its name.
struct Body {
  UnitId unit;
  std::string name;
  Instant reply_by;
};

Result<std::vector<Body>> bodies_of(const Work& w, const ConsultWish& wish) {
  const auto today = day_of(w.now);
  const auto tree = w.s.identity.tree();
  std::vector<FieldError> wrong;
  std::vector<Body> bodies;
  if (clean(wish.content).empty()) wrong.push_back({"hoi", "Ghi nội dung cần cho ý kiến."});
  int n = 0;
  for (const auto& asked : wish.bodies) {
    ++n;
    Body b{asked.unit, clean(asked.body), {}};
    const auto bad = [&](std::string_view field, std::string message) {
      wrong.push_back({fmt::format("{}_{}", field, asked.row > 0 ? asked.row : n), std::move(message)});
    };
    if (b.unit) {
      if (!tree->exists(b.unit, today)) bad("co_quan", "Chọn cơ quan trong danh sách.");
      if (b.unit == w.c.settling_unit) bad("co_quan", "Đây là đơn vị đang thụ lý hồ sơ; chọn cơ quan khác.");
      b.name = w.s.unit_name(b.unit);
    } else if (b.name.empty()) {
      bad("co_quan", "Chọn cơ quan, hoặc ghi tên cơ quan ngoài hệ thống.");
    }
    if (asked.days < 1 || asked.days > 90) {
      bad("so_ngay", "Thời hạn trả lời từ 1 đến 90 ngày làm việc.");
    } else {
      TRY(const auto due, calendar::due(*w.calendar, {.start = w.now, .term = calendar::Term::working_days(asked.days)}));
      b.reply_by = due.moment;
      // The term of the dossier runs on while others are asked (T10).
      if (b.reply_by > w.c.due_at)
        bad("so_ngay", fmt::format("Hạn trả lời {} sau ngày hẹn trả {}: thời gian lấy ý kiến nằm trong thời hạn giải quyết.",
                                   vn_datetime(b.reply_by), vn_datetime(w.c.due_at)));
    }
    for (const auto& other : bodies)
      if (fold(other.name) == fold(b.name)) bad("co_quan", "Cơ quan này đã có ở dòng trên.");
    bodies.push_back(std::move(b));
  }
  if (bodies.empty()) wrong.push_back({"co_quan_1", "Chọn ít nhất một cơ quan."});
  if (n > kMostBodies) wrong.push_back({"co_quan_1", "Một lượt hỏi tối đa 10 cơ quan."});
  if (!wrong.empty()) return errors::invalid_fields("dossier.consultation_incomplete", std::move(wrong));
  return bodies;
}

std::string names_of(const std::vector<Body>& bodies) {
  std::string names;
  for (const auto& b : bodies) names += fmt::format("{}{} (trước {})", names.empty() ? "" : "; ", b.name, vn_datetime(b.reply_by));
  return names;
}

Status write_answer(Work& w, int seq, std::string_view text, std::string_view field) {
  const auto answer = nfc(trim(text));
  if (answer.empty()) return errors::invalid_fields("dossier.answer_empty", {{std::string(field), "Ghi ý kiến của cơ quan."}});
  for (auto& o : opinions_of(w.tx, w.c.id)) {
    if (o.view.seq != seq) continue;
    if (o.view.answered_at)
      return errors::illegal_transition("dossier.answered_already", fmt::format("{} đã trả lời lúc {}, do {} ghi.", o.view.body,
                                                                                vn_datetime(*o.view.answered_at), o.answered_by));
    o.view.answered_at = w.now;
    o.view.answer = answer;
    o.answered_by = w.actor.display_name;
    save(w.tx, w.c.id, o);
    const bool late = w.now > o.view.reply_by;
    return w.record(events::kOpinionGiven,
                    {{"opinion", std::to_string(seq)}, {"text", o.view.body + (late ? ", trả lời sau hạn: " : ": ") + answer}});
  }
  return errors::not_found("dossier.no_such_opinion", "Hồ sơ này không có câu hỏi đó. Tải lại trang.");
}

std::string amount_words(std::int64_t amount) { return vn_number(amount) + " ₫"; }
}  // namespace

const SiteCheckView* InquiriesFile::open_site_check() const {
  return !site_checks.empty() && !site_checks.back().finished_at ? &site_checks.back() : nullptr;
}
const ObligationView* InquiriesFile::open_obligation() const {
  return !obligations.empty() && !obligations.back().paid_at ? &obligations.back() : nullptr;
}
int InquiriesFile::waiting(Instant now) const {
  return static_cast<int>(std::count_if(opinions.begin(), opinions.end(),
                                        [&](const auto& o) { return !o.view.answered_at && !o.view.silent && !o.overdue(now); }));
}

Inquiries::Inquiries(Dossiers& dossiers) : s_(inside(dossiers)) {}

// ---- on site ----

Result<std::int64_t> Inquiries::begin_site_check(const Actor& actor, Ref ref, const SiteCheckPlan& plan) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(require_officer(w, Action::go_on_site));
    SiteCheckView v;
    v.place = clean(plan.place);
    v.members = clean(plan.members);
    v.content = clean(plan.content);
    v.applicant_present = plan.applicant_needed;
    std::vector<FieldError> wrong;
    if (!plan.at) wrong.push_back({"ngay", "Ghi ngày, giờ kiểm tra, ví dụ 06/10/2026 và 08:30."});
    if (plan.at && *plan.at < clock_start(w.c)) wrong.push_back({"ngay", "Ngày kiểm tra trước khi nhận hồ sơ."});
    if (v.place.empty()) wrong.push_back({"dia_diem", "Ghi địa điểm kiểm tra."});
    if (v.members.empty()) wrong.push_back({"thanh_phan", "Ghi thành phần kiểm tra: ai, đơn vị nào."});
    if (v.content.empty()) wrong.push_back({"noi_dung", "Ghi nội dung cần kiểm tra."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.site_check_incomplete", std::move(wrong));
    v.planned_at = *plan.at;
    v.begun_at = w.now;
    v.begun_by = actor.display_name;
    v.seq = static_cast<int>(site_checks_of(w.tx, w.c.id).size()) + 1;
    insert(w.tx, w.c.id, v);
    // Whose presence is needed is told (118/2025/NĐ-CP Đ19.4d): the message carries when and where.
    return w.move(Action::go_on_site, events::kSiteCheckBegun,
                  {{"text", fmt::format("{}, {}{}", vn_datetime(v.planned_at), v.place, v.applicant_present ? ", mời người nộp" : "")},
                   {"tell_applicant", v.applicant_present ? "1" : ""}});
  });
}

Result<std::int64_t> Inquiries::finish_site_check(const Actor& actor, Ref ref, std::string_view findings) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(require_officer(w, Action::finish_site_check));
    auto all = site_checks_of(w.tx, w.c.id);
    ensure(!all.empty() && !all.back().finished_at, "a dossier on site has a check under way");
    auto& v = all.back();
    v.findings = nfc(trim(findings));
    if (v.findings.empty()) return errors::invalid_fields("dossier.findings_empty", {{"ket_qua", "Ghi kết quả kiểm tra."}});
    if (w.now < v.planned_at)
      return errors::invalid_fields("dossier.not_yet_on_site",
                                    {{"ket_qua", fmt::format("Lịch kiểm tra là {}, chưa đến.", vn_datetime(v.planned_at))}});
    v.finished_at = w.now;
    save(w.tx, w.c.id, v);
    return w.move(Action::finish_site_check, events::kSiteCheckFinished, {{"text", v.findings}});
  });
}

// ---- opinions ----

Result<std::int64_t> Inquiries::consult(const Actor& actor, Ref ref, const ConsultWish& wish) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(require_officer(w, Action::consult));
    TRY(const auto bodies, bodies_of(w, wish));
    int seq = static_cast<int>(opinions_of(w.tx, w.c.id).size());
    for (const auto& b : bodies) {
      OpinionOf o;
      o.unit = b.unit;
      o.view.seq = ++seq;
      o.view.body = b.name;
      o.view.content = clean(wish.content);
      o.view.reply_by = b.reply_by;
      o.view.asked_at = w.now;
      o.view.asked_by = actor.display_name;
      insert(w.tx, w.c.id, o);
    }
    return w.move(Action::consult, events::kConsulted, {{"text", names_of(bodies)}});
  });
}

Result<std::int64_t> Inquiries::write_down(const Actor& actor, Ref ref, int opinion, std::string_view answer) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(require_officer(w, Action::finish_consulting));
    return write_answer(w, opinion, answer, fmt::format("y_kien_{}", opinion));
  });
}

Result<std::int64_t> Inquiries::finish_consulting(const Actor& actor, Ref ref) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(require_officer(w, Action::finish_consulting));
    std::string waiting;
    int answered = 0, silent = 0;
    for (auto& o : opinions_of(w.tx, w.c.id)) {
      if (o.view.answered_at) {
        ++answered;
        continue;
      }
      if (!o.overdue(w.now)) {
        waiting += fmt::format("{}{} (hạn {})", waiting.empty() ? "" : "; ", o.view.body, vn_datetime(o.view.reply_by));
        continue;
      }
      ++silent;
      if (o.view.silent) continue;
      o.view.silent = true;  // the job has not come by yet
      save(w.tx, w.c.id, o);
    }
    if (!waiting.empty())
      return errors::illegal_transition("dossier.opinions_awaited",
                                        fmt::format("Chưa hết hạn trả lời: {}. Chờ đủ ý kiến hoặc hết hạn ({}).", waiting, kConsultRule));
    return w.move(Action::finish_consulting, events::kOpinionsClosed,
                  {{"text", fmt::format("{} cơ quan trả lời, {} im lặng quá hạn", answered, silent)}});
  });
}

Status Inquiries::answer(const Actor& actor, std::string_view code, int opinion, std::string_view text) {
  const auto now = s_.clock.now();
  return s_.db.write([&](store::Tx& tx) -> Status {
    auto c = find_case_by_code(tx, code);
    bool ours = false;
    if (c)
      for (const auto& o : opinions_of(tx, c->id))
        ours = ours || (o.view.seq == opinion && o.unit && actor.permits_in(identity::kDossierConsult, o.unit));
    if (!ours) return errors::not_found("dossier.no_such_question", "Không có câu hỏi này cho đơn vị của bạn. Xem danh sách “Lấy ý kiến”.");
    if (c->state != State{BizState::in_process, WorkSub::consulting})
      return errors::illegal_transition("dossier.opinion_too_late", "Cơ quan thụ lý đã kết thúc lấy ý kiến hồ sơ này.");
    Work w(tx, s_, actor, *std::move(c), nullptr, nullptr, now);
    TRY_VOID(write_answer(w, opinion, text, "y_kien"));
    return w.save();
  });
}

std::vector<OpinionRow> Inquiries::asked_of(const Actor& actor) {
  constexpr int kMostLines = 200;
  const auto units = actor.units_with(identity::kDossierConsult);
  std::vector<OpinionRow> rows;
  for (auto& l : s_.db.read([&](store::ReadTx& tx) { return open_opinions(tx, units, kMostLines); })) {
    l.row.asked_unit = s_.unit_name(l.settling_unit);
    l.row.overdue = s_.clock.now() > l.row.reply_by;
    rows.push_back(std::move(l.row));
  }
  return rows;
}

std::vector<OpinionRow> Inquiries::silent(const Actor& actor) {
  constexpr int kMostLines = 200;
  const auto units = actor.units_with(identity::kDossierRemind);
  std::vector<OpinionRow> rows;
  for (auto& l : s_.db.read([&](store::ReadTx& tx) { return silent_opinions(tx, units, kMostLines); })) {
    l.row.asked_unit = s_.unit_name(l.settling_unit);
    rows.push_back(std::move(l.row));
  }
  return rows;
}

int Inquiries::report_silence() {
  constexpr int kBatch = 500;
  const auto now = s_.clock.now();
  const auto past = s_.db.read([&](store::ReadTx& tx) { return opinions_past(tx, now, kBatch); });
  const auto actor = identity::Actor::system(s_.identity.tree(), s_.identity.today());
  int reported = 0;
  for (const auto& l : past) {
    const auto done = s_.db.write([&](store::Tx& tx) -> Status {
      auto c = find_case(tx, l.id);
      if (!c || c->state != State{BizState::in_process, WorkSub::consulting}) return {};
      Work w(tx, s_, actor, *std::move(c), nullptr, nullptr, now);
      for (auto& o : opinions_of(tx, l.id)) {
        if (o.view.seq != l.row.seq || o.view.silent || !o.overdue(now)) continue;
        o.view.silent = true;
        save(tx, l.id, o);
        TRY_VOID(w.record(kSilentEvent, {{"opinion", std::to_string(o.view.seq)},
                                         {"text", fmt::format("{} không trả lời trước {}, báo người đứng đầu Bộ phận Một cửa ({})",
                                                              o.view.body, vn_datetime(o.view.reply_by), kConsultRule)}}));
        ++reported;
      }
      return w.save();
    });
    // Somebody changed the dossier at this moment: the next run looks again.
    if (!done && done.error().code != Errc::conflict) break;
  }
  return reported;
}

// ---- money owed by a special law ----

Result<std::int64_t> Inquiries::ask_payment(const Actor& actor, Ref ref, const ObligationWish& wish) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(require_officer(w, Action::ask_payment));
    ObligationView v;
    v.name = clean(wish.name);
    v.payee = clean(wish.payee);
    v.notice = clean(wish.notice);
    v.legal_basis = clean(wish.legal_basis);
    v.amount = wish.amount;
    v.pay_by = wish.pay_by;
    std::vector<FieldError> wrong;
    if (v.name.empty()) wrong.push_back({"khoan", "Ghi khoản phải nộp, ví dụ: Lệ phí trước bạ."});
    if (v.payee.empty()) wrong.push_back({"noi_thu", "Ghi cơ quan thu, ví dụ: Thuế cơ sở 5."});
    if (v.notice.empty()) wrong.push_back({"thong_bao", "Ghi số, ngày của thông báo nộp tiền."});
    if (v.amount <= 0) wrong.push_back({"so_tien", "Ghi số tiền phải nộp, ví dụ 1.250.000."});
    if (v.legal_basis.empty())
      wrong.push_back({"can_cu", "Ghi điều luật chuyên ngành không tính thời gian này vào thời hạn; không có thì không được tạm dừng."});
    if (v.pay_by && *v.pay_by < day_of(w.now)) wrong.push_back({"nop_truoc", "Hạn nộp đã qua."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.obligation_incomplete", std::move(wrong));
    v.asked_at = w.now;
    v.asked_by = actor.display_name;
    v.due_before = w.c.due_at;
    v.seq = static_cast<int>(obligations_of(w.tx, w.c.id).size()) + 1;
    auto facts = clock_from(w.c.clock);
    facts.pause(w.now, fmt::format("thực hiện nghĩa vụ tài chính ({})", v.legal_basis));
    TRY_VOID(w.move(Action::ask_payment, events::kPaymentAsked,
                    {{"text", fmt::format("{}, {}, nộp cho {}, thông báo {}", v.name, amount_words(v.amount), v.payee, v.notice)},
                     {"due_before", std::to_string(to_us(v.due_before))}}));
    w.c.clock = clock_json(facts);
    w.end_step("nghia-vu-tai-chinh");  // the wait is the applicant's, no step's
    if (proposal_of(w.tx, w.c.id)) delete_proposal(w.tx, w.c.id);
    insert(w.tx, w.c.id, v);
    return {};
  });
}

Result<std::int64_t> Inquiries::confirm_payment(const Actor& actor, Ref ref, std::string_view document, std::int64_t amount) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(require_officer(w, Action::confirm_payment));
    auto all = obligations_of(w.tx, w.c.id);
    ensure(!all.empty() && !all.back().paid_at, "a dossier that waits for money has an obligation");
    auto& v = all.back();
    v.paid_document = clean(document);
    std::vector<FieldError> wrong;
    if (v.paid_document.empty()) wrong.push_back({"chung_tu", "Ghi số chứng từ, giấy nộp tiền, mã giao dịch."});
    if (amount != v.amount)
      wrong.push_back(
          {"da_nop", fmt::format("Thông báo ghi {}. Số đã nộp phải khớp; nộp thiếu thì chưa xác nhận.", amount_words(v.amount))});
    if (!wrong.empty()) return errors::invalid_fields("dossier.payment_unmatched", std::move(wrong));
    auto facts = clock_from(w.c.clock);
    facts.resume(w.now);
    TRY(auto told, w.recount(facts));
    told.emplace_back("text", fmt::format("{}, {}", amount_words(v.amount), v.paid_document));
    TRY_VOID(w.move(Action::confirm_payment, events::kPaymentConfirmed, told));
    v.paid_at = w.now;
    v.confirmed_by = actor.display_name;
    v.due_after = w.c.due_at;
    save(w.tx, w.c.id, v);
    w.begin_step_anew();
    return {};
  });
}

// ---- reading ----

InquiriesFile Inquiries::of(DossierId id) {
  return s_.db.read([&](store::ReadTx& tx) {
    InquiriesFile f;
    f.site_checks = site_checks_of(tx, id);
    f.opinions = opinions_of(tx, id);
    f.obligations = obligations_of(tx, id);
    return f;
  });
}

std::vector<UnitId> Inquiries::bodies(const DossierView& dossier) const {
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  std::vector<UnitId> near, far;
  for (const auto& u : tree->units()) {
    if (!tree->exists(u.id, today) || u.id == dossier.settling_unit) continue;
    const auto kind = tree->kind(u.id, today);
    using enum identity::UnitKind;
    const bool works =
        kind == division || kind == office || kind == department || kind == public_unit || kind == vertical_agency || kind == committee;
    if (works) (tree->is_within(u.id, dossier.competent_unit, today) ? near : far).push_back(u.id);
  }
  near.insert(near.end(), far.begin(), far.end());
  return near;
}

}  // namespace motcua::dossier
