#include "dossier/pages_inquiries.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "views/dossier/inquiries.hpp"
#include "views/dossier/opinions.hpp"
#include "views/dossier/silent_opinions.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
int small_number(std::string_view text) { return static_cast<int>(std::clamp<std::int64_t>(plain_number(trim(text)), 0, 100'000)); }

std::optional<Instant> moment_in(std::string_view day, std::string_view time) {
  const auto d = parse_vn_date(trim(day));
  if (!d) return std::nullopt;
  const auto at = parse_instant(iso(*d) + "T" + std::string(trim(time)));
  return at ? std::optional(*at) : std::nullopt;
}
std::int64_t amount_in(std::string_view text) {
  const auto amount = parse_money(text);
  return amount ? amount->value : 0;
}
}  // namespace

web::ui::Tag opinion_tag(const OpinionOf& o, Instant now) {
  using web::ui::Tone;
  if (o.view.answered_at)
    return *o.view.answered_at > o.view.reply_by ? web::ui::Tag{.label = "Trả lời sau hạn", .tone = Tone::warn}
                                                 : web::ui::Tag{.label = "Đã trả lời", .tone = Tone::good};
  if (o.view.silent || o.overdue(now)) return {.label = "Im lặng quá hạn", .tone = Tone::bad};
  return {.label = "Chờ trả lời", .tone = Tone::wait};
}

web::ui::Facts site_facts(const SiteCheckView& s) {
  web::ui::Facts facts;
  facts.rows.push_back({.term = "Thời gian", .value = moment(s.planned_at)});
  facts.rows.push_back({.term = "Địa điểm", .value = s.place});
  facts.rows.push_back({.term = "Thành phần", .value = s.members});
  facts.rows.push_back({.term = "Nội dung", .value = s.content});
  facts.rows.push_back({.term = "Người nộp", .value = std::string(s.applicant_present ? "Mời có mặt" : "Không cần có mặt")});
  if (s.finished_at) {
    facts.rows.push_back({.term = "Kết quả", .value = s.findings});
    facts.rows.push_back({.term = "Ghi lúc", .value = moment(*s.finished_at)});
  }
  return facts;
}

web::ui::Facts obligation_facts(const ObligationView& o) {
  web::ui::Facts facts;
  facts.rows.push_back({.term = "Khoản phải nộp", .value = o.name});
  facts.rows.push_back({.term = "Số tiền", .value = vn_money_short(Dong{o.amount})});
  facts.rows.push_back({.term = "Nộp cho", .value = o.payee});
  facts.rows.push_back({.term = "Thông báo", .value = o.notice});
  if (o.pay_by) facts.rows.push_back({.term = "Hạn nộp", .value = vn_date(*o.pay_by)});
  facts.rows.push_back({.term = "Căn cứ dừng tính", .value = o.legal_basis});
  facts.rows.push_back({.term = "Dừng từ", .value = moment(o.asked_at) + ", " + o.asked_by});
  if (o.paid_at) {
    facts.rows.push_back({.term = "Chứng từ", .value = o.paid_document});
    facts.rows.push_back({.term = "Xác nhận", .value = moment(*o.paid_at) + ", " + o.confirmed_by});
    facts.rows.push_back({.term = "Hẹn trả", .value = moment(*o.due_after) + " (trước là " + moment(o.due_before) + ")"});
  }
  return facts;
}

Response InquiryPages::page(Call& call, std::vector<FieldError> errors, int status) {
  auto file = dossiers_.open(actor_of(call), call.request.param("ma"), call.request.route);
  if (!file) return web::error_response(call, file.error());
  InquiriesView v;
  v.c.file = *std::move(file);
  v.c.csrf = call.csrf_token;
  if (!errors.empty()) v.c.values = call.request.form;
  v.c.errors = std::move(errors);
  v.c.now = clock_.now();
  v.inquiries = inquiries_.of(v.c.file.dossier.id);
  if (v.c.may(Action::consult)) {
    const auto tree = identity_.tree();
    const auto today = identity_.today();
    for (const auto u : inquiries_.bodies(v.c.file.dossier))
      v.c.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  }
  const auto& d = v.c.file.dossier;
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Kiểm tra, lấy ý kiến – " + d.code,
                       .crumbs = {{.label = "Việc của tôi", .href = "/ho-so"}, {.label = d.code, .href = v.c.base()}},
                       .crumb = "Kiểm tra, lấy ý kiến, nghĩa vụ tài chính",
                       .errors = v.c.errors},
                      [&](web::Html& body) { views::inquiries(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response InquiryPages::show(Call& call) { return page(call, {}, 200); }

template <class F> Response InquiryPages::act(Call& call, std::string_view said, F&& use_case) {
  const auto code = call.request.param("ma");
  const auto& form = call.request.form;
  const auto file = dossiers_.open(actor_of(call), code, call.request.route);
  if (!file) return web::error_response(call, file.error());
  const Result<std::int64_t> done = use_case(Ref{file->dossier.id, plain_number(form.get("v"))}, form);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/ho-so/{}/xac-minh", code));
  response.flash = std::string(said);
  return response;
}

Response InquiryPages::go_on_site(Call& call) {
  return act(call, "Đã ghi lịch kiểm tra thực địa.", [&](Ref r, const web::Fields& f) {
    return inquiries_.begin_site_check(actor_of(call), r,
                                       {moment_in(f.get("ngay"), f.get("gio")), std::string(f.get("dia_diem")),
                                        std::string(f.get("thanh_phan")), std::string(f.get("noi_dung")), f.has("co_mat")});
  });
}
Response InquiryPages::findings(Call& call) {
  return act(call, "Đã ghi kết quả kiểm tra thực địa.",
             [&](Ref r, const web::Fields& f) { return inquiries_.finish_site_check(actor_of(call), r, f.get("ket_qua")); });
}
Response InquiryPages::consult(Call& call) {
  return act(call, "Đã gửi câu hỏi đến các cơ quan.", [&](Ref r, const web::Fields& f) {
    ConsultWish wish{std::string(f.get("hoi")), {}};
    for (int i = 1; i <= kConsultRows; ++i) {
      const UnitId unit{plain_number(f.get(fmt::format("co_quan_{}", i)))};
      const auto body = clean(f.get(fmt::format("ngoai_{}", i)));
      if (unit || !body.empty()) wish.bodies.push_back({unit, body, small_number(f.get(fmt::format("so_ngay_{}", i))), i});
    }
    return inquiries_.consult(actor_of(call), r, wish);
  });
}
Response InquiryPages::write_down(Call& call) {
  return act(call, "Đã ghi ý kiến.", [&](Ref r, const web::Fields& f) {
    const auto seq = small_number(f.get("so"));
    return inquiries_.write_down(actor_of(call), r, seq, f.get(fmt::format("y_kien_{}", seq)));
  });
}
Response InquiryPages::enough(Call& call) {
  return act(call, "Đã kết thúc lấy ý kiến.", [&](Ref r, const web::Fields&) { return inquiries_.finish_consulting(actor_of(call), r); });
}
Response InquiryPages::ask_payment(Call& call) {
  return act(call, "Đã ghi nghĩa vụ tài chính. Thời hạn dừng từ lúc này.", [&](Ref r, const web::Fields& f) {
    ObligationWish wish;
    wish.name = std::string(f.get("khoan"));
    wish.payee = std::string(f.get("noi_thu"));
    wish.notice = std::string(f.get("thong_bao"));
    wish.legal_basis = std::string(f.get("can_cu"));
    wish.amount = amount_in(f.get("so_tien"));
    if (const auto day = parse_vn_date(trim(f.get("nop_truoc")))) wish.pay_by = *day;
    return inquiries_.ask_payment(actor_of(call), r, wish);
  });
}
Response InquiryPages::paid(Call& call) {
  return act(call, "Đã xác nhận. Thời hạn chạy tiếp.", [&](Ref r, const web::Fields& f) {
    return inquiries_.confirm_payment(actor_of(call), r, f.get("chung_tu"), amount_in(f.get("da_nop")));
  });
}

// ---- who is asked, who kept silent ----

Response InquiryPages::questions_page(Call& call, OpinionsView v, int status) {
  v.rows = inquiries_.asked_of(actor_of(call));
  v.csrf = call.csrf_token;
  v.now = clock_.now();
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Cho ý kiến", .errors = v.errors},
                      [&](web::Html& body) { views::opinions(body, v); });
  return Response::html(std::move(out).take(), status);
}
Response InquiryPages::questions(Call& call) { return questions_page(call, {}, 200); }
Response InquiryPages::answer(Call& call) {
  const auto code = call.request.param("ma");
  const auto& form = call.request.form;
  const auto seq = small_number(form.get("so"));
  const auto done = inquiries_.answer(actor_of(call), code, seq, form.get("y_kien"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    OpinionsView v;
    v.code = std::string(code);
    v.seq = seq;
    v.values = form;
    v.errors = done.error().fields;
    return questions_page(call, std::move(v), 422);
  }
  auto response = Response::see_other("/y-kien");
  response.flash = "Đã gửi ý kiến cho cơ quan thụ lý.";
  return response;
}
Response InquiryPages::silent(Call& call) {
  OpinionsView v;
  v.rows = inquiries_.silent(actor_of(call));
  v.now = clock_.now();
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Im lặng quá hạn cho ý kiến"},
                      [&](web::Html& body) { views::silent_opinions(body, v); });
  return Response::html(std::move(out).take());
}

std::span<const web::RouteOf<InquiryPages>> InquiryPages::routes() {
  using namespace identity;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<InquiryPages>>({
      {Method::get, "/ho-so/{ma}/xac-minh", kDossierRead, &InquiryPages::show},
      {Method::post, "/ho-so/{ma}/xac-minh/thuc-dia", kDossierWork, &InquiryPages::go_on_site},
      {Method::post, "/ho-so/{ma}/xac-minh/ket-qua", kDossierWork, &InquiryPages::findings},
      {Method::post, "/ho-so/{ma}/xac-minh/hoi", kDossierWork, &InquiryPages::consult},
      {Method::post, "/ho-so/{ma}/xac-minh/tra-loi", kDossierWork, &InquiryPages::write_down},
      {Method::post, "/ho-so/{ma}/xac-minh/du-y-kien", kDossierWork, &InquiryPages::enough},
      {Method::post, "/ho-so/{ma}/xac-minh/nghia-vu", kDossierWork, &InquiryPages::ask_payment},
      {Method::post, "/ho-so/{ma}/xac-minh/da-nop", kDossierWork, &InquiryPages::paid},
      {Method::get, "/y-kien", kDossierConsult, &InquiryPages::questions},
      {Method::post, "/y-kien/{ma}", kDossierConsult, &InquiryPages::answer},
      {Method::get, "/y-kien/im-lang", kDossierRemind, &InquiryPages::silent},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
