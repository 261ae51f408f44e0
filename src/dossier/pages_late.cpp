#include "dossier/pages_late.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "dossier/case_view.hpp"
#include "dossier/desk_form.hpp"
#include "dossier/statements.hpp"
#include "print/apology_form.hpp"
#include "print/signed_forms.hpp"
#include "views/dossier/apology.hpp"
#include "views/dossier/late_lists.hpp"
#include "views/dossier/late_public.hpp"
#include "web/forms.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr std::string_view kMissingTab = "chua-xin-loi";

// The same address with the next cursor.
std::string older_of(std::string_view path, const web::Fields& q, std::string_view cursor) {
  if (cursor.empty()) return {};
  web::Fields next;
  for (const auto& [name, value] : q.items())
    if (name != "sau" && !value.empty()) next.add(name, value);
  next.add("sau", std::string(cursor));
  return fmt::format("{}?{}", path, web::to_urlencoded(next));
}

// Three months back to today, unless the reader asks otherwise.
LateFilter filter_of(const web::Fields& q, Day today) {
  LateFilter f;
  f.unit = UnitId{plain_number(q.get("don_vi"))};
  f.to = today;
  if (const auto day = parse_vn_date(q.get("den"))) f.to = *day;
  f.from = f.to - std::chrono::days{92};
  if (const auto day = parse_vn_date(q.get("tu"))) f.from = *day;
  f.after = std::string(q.get("sau"));
  return f;
}

web::ui::Facts letter_facts(const ApologyView& a) {
  web::ui::Facts facts;
  const auto add = [&](std::string term, std::string value) {
    if (!value.empty()) facts.rows.push_back({.term = std::move(term), .value = std::move(value)});
  };
  add("Số", a.number);
  add("Lý do", a.cause_words);
  add("Hẹn đầu", moment(a.due_before));
  add("Hẹn mới", moment(a.due_after));
  if (a.sent_at) {
    add("Người ký", a.signed_by + ", " + moment(*a.sent_at));
    if (a.timeliness) add("Thời điểm báo", std::string(label(*a.timeliness)));
  } else {
    add("Người ký", a.signer_name);
    add("Gửi trước", moment(a.limit) + " thì đúng luật");
    add("Người soạn", a.edited_by.empty() ? "Hệ thống soạn sẵn" : a.edited_by);
  }
  return facts;
}
}  // namespace

namespace {
// To the minute, so that the parts are seen to add up: "1 ngày 1 giờ 3 phút".
std::string exact_words(std::int64_t minutes) {
  constexpr std::int64_t kDay = 480;
  auto text = duration_words(minutes);
  if (minutes >= kDay && minutes % 60 != 0) text += fmt::format(" {} phút", minutes % 60);
  return text;
}
}  // namespace

LateCard late_card(const LateView& late) {
  LateCard card;
  card.total = exact_words(late.split.late);
  card.against = (late.running ? "đến lúc này, so với hẹn " : "so với hẹn ") + moment(late.due);
  card.running = late.running;
  for (std::size_t i = 0; i < late.stretches.size(); ++i) {
    const auto& s = late.stretches[i];
    if (s.used == 0 && s.allotted == 0) continue;
    LateCard::Line line;
    line.what = s.name;
    line.who = s.party == Party::agency ? s.unit_name + (s.holder.empty() ? "" : ", " + s.holder) : std::string(label(s.party));
    line.used = exact_words(s.used);
    line.outside = s.outside_term;
    line.allotted = s.outside_term ? "không tính vào thời hạn" : exact_words(s.allotted);
    line.share = late.split.shares[i] > 0 ? exact_words(late.split.shares[i]) : "";
    card.lines.push_back(std::move(line));
  }
  if (late.split.unexplained > 0) card.lines.push_back({"Không có ghi chép", "", "", "", exact_words(late.split.unexplained), false});
  for (const auto& u : sum_by(LateBy::unit, late.stretches, late.split)) card.units.emplace_back(u.name, exact_words(u.minutes));
  for (const auto& p : sum_by(LateBy::party, late.stretches, late.split)) card.parties.emplace_back(p.name, exact_words(p.minutes));
  return card;
}

// ---- form 04 of a dossier ----

Response LatePages::apology_page(Call& call, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  auto file = dossiers_.open(actor, call.request.param("ma"), call.request.route);
  if (!file) return web::error_response(call, file.error());
  ApologyPageView v;
  v.file = *std::move(file);
  v.csrf = call.csrf_token;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  v.now = clock_.now();
  const auto& d = v.file.dossier;
  const bool open = d.state.biz == BizState::in_process && !d.original_due;
  v.may_edit = open && lateness_.may_edit(actor, d);
  v.may_sign = open && lateness_.may_sign(actor, d) && v.file.apology && v.file.apology->state == ApologyState::draft;
  for (const auto* cause : lateness_.causes(v.file)) v.causes.push_back({.value = cause->code, .label = cause->words});
  for (const auto& s : dossiers_.signers(d))
    v.signers.push_back({.value = std::to_string(s.id.value), .label = s.title.empty() ? s.name : s.name + ", " + s.title});
  v.proposed_days = std::to_string(v.file.apology ? v.file.apology->days : 1);
  if (v.file.late) v.late = late_card(*v.file.late);
  if (v.file.apology) v.facts = letter_facts(*v.file.apology);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Xin lỗi và gia hạn – " + d.code,
                       .crumbs = {{.label = "Việc của tôi", .href = "/ho-so"}, {.label = d.code, .href = v.base()}},
                       .crumb = "Xin lỗi và gia hạn",
                       .errors = v.errors},
                      [&](web::Html& body) { views::apology(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response LatePages::apology(Call& call) { return apology_page(call, {}, 200); }

namespace {
Response back_to_apology(std::string_view code, std::string said) {
  auto response = Response::see_other(fmt::format("/ho-so/{}/xin-loi", code));
  response.flash = std::move(said);
  return response;
}
}  // namespace

Response LatePages::save(Call& call) {
  const auto& form = call.request.form;
  const auto code = call.request.param("ma");
  const auto file = dossiers_.open(actor_of(call), code, call.request.route);
  if (!file) return web::error_response(call, file.error());
  const auto saved = lateness_.save_apology(
      actor_of(call), file->dossier.id, plain_number(form.get("av")),
      {std::string(form.get("ly_do")), std::string(form.get("ly_do_ghi")),
       static_cast<int>(std::min<std::int64_t>(plain_number(form.get("so_ngay")), 1000)), AccountId{plain_number(form.get("nguoi_ky"))}});
  if (!saved) {
    if (saved.error().fields.empty()) return web::error_response(call, saved.error());
    return apology_page(call, saved.error().fields, 422);
  }
  return back_to_apology(code, "Đã lưu dự thảo văn bản xin lỗi.");
}

Response LatePages::send(Call& call) {
  const auto& form = call.request.form;
  const auto code = call.request.param("ma");
  const auto file = dossiers_.open(actor_of(call), code, call.request.route);
  if (!file) return web::error_response(call, file.error());
  const auto sent = lateness_.send_apology(actor_of(call), {file->dossier.id, plain_number(form.get("v"))}, plain_number(form.get("av")));
  if (!sent) {
    if (sent.error().fields.empty()) return web::error_response(call, sent.error());
    return apology_page(call, sent.error().fields, 422);
  }
  return back_to_apology(code, "Đã ký. Ngày hẹn mới có hiệu lực; Bộ phận Một cửa gửi văn bản cho người nộp.");
}

Response LatePages::apology_pdf(Call& call) {
  const auto code = call.request.param("ma");
  const auto form = lateness_.apology_form(actor_of(call), code);
  if (!form) return web::error_response(call, form.error());
  const auto made = print::signed_apology_pdf(*form, proof_link(dossiers_, *form));
  if (!made) return web::error_response(call, made.error());
  auto response = Response::bytes(*made, "application/pdf", fmt::format("xin-loi-{}.pdf", code));
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}

// ---- lists of the staff ----

Response LatePages::lists(Call& call) {
  const auto& actor = actor_of(call);
  const auto& q = call.request.query;
  LateListsView v;
  v.csrf = call.csrf_token;
  v.now = clock_.now();
  v.tab = std::string(q.get("muc"));
  if (v.tab != "cho-ky" && v.tab != "dung-lau" && v.tab != kMissingTab) v.tab = "canh-bao";
  v.alerts = lateness_.alerts(actor);
  v.drafts = lateness_.unsigned_apologies(actor);
  auto filter = filter_of(q, day_of(v.now));
  if (const auto own = lateness_.agency_of(actor)) filter.unit = own;
  v.missing = lateness_.missing(filter);
  v.still = Standstills(dossiers_).list(actor);
  v.older = v.tab == kMissingTab ? older_of("/tre-han", q, v.missing.next) : std::string{};
  const auto tab = [&](std::string_view word, std::string name, std::int64_t count, bool alarm) {
    v.tabs.push_back({.label = std::move(name),
                      .href = fmt::format("/tre-han?muc={}", word),
                      .current = v.tab == word,
                      .count = std::to_string(count),
                      .count_alarm = alarm && count > 0});
  };
  tab("canh-bao", "Cảnh báo của tôi", static_cast<std::int64_t>(v.alerts.size()), false);
  tab("cho-ky", "Văn bản xin lỗi chờ ký", static_cast<std::int64_t>(v.drafts.size()), true);
  tab(kMissingTab, "Trễ hạn chưa xin lỗi", v.missing.total, true);
  tab("dung-lau", "Đứng lâu hơn thường lệ", static_cast<std::int64_t>(v.still.size()), false);
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Trễ hạn và cảnh báo"}, [&](web::Html& body) { views::late_lists(body, v); });
  return Response::html(std::move(out).take());
}

Response LatePages::seen(Call& call) {
  if (const auto done = lateness_.mark_seen(actor_of(call), plain_number(call.request.form.get("canh_bao"))); !done)
    return web::error_response(call, done.error());
  return Response::see_other("/tre-han");
}

// ---- for everybody ----

Response LatePages::for_all(Call& call) {
  const auto& q = call.request.query;
  PublicLateView v;
  v.query = q;
  v.missing_tab = q.get("muc") == kMissingTab;
  const auto filter = filter_of(q, day_of(clock_.now()));
  v.from = vn_date(filter.from);
  v.to = vn_date(filter.to);
  v.sent = lateness_.sent(filter);
  v.missing = lateness_.missing(filter);
  const auto today = identity_.today();
  const auto tree = identity_.tree();
  for (const auto u : lateness_.units_with_lateness())
    v.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  web::Fields same;
  for (const auto& [name, value] : q.items())
    if (name != "sau" && name != "muc" && !value.empty()) same.add(name, value);
  const auto rest = web::to_urlencoded(same);
  v.tabs = {{.label = "Đã xin lỗi", .href = "/xin-loi?" + rest, .current = !v.missing_tab, .count = std::to_string(v.sent.total)},
            {.label = "Trễ hạn chưa xin lỗi",
             .href = fmt::format("/xin-loi?muc={}{}{}", kMissingTab, rest.empty() ? "" : "&", rest),
             .current = v.missing_tab,
             .count = std::to_string(v.missing.total),
             .count_alarm = v.missing.total > 0}};
  v.summary = fmt::format("Từ {} đến {}.", v.from, v.to);
  v.older = older_of("/xin-loi", q, v.missing_tab ? v.missing.next : v.sent.next);
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::citizen_page(out, shells_.citizen(call), {.title = "Danh sách xin lỗi vì trễ hẹn", .back = {.label = "Trang chủ", .href = "/"}},
                        [&](web::Html& body) { views::late_public(body, v); });
  return Response::html(std::move(out).take());
}

std::span<const web::RouteOf<LatePages>> LatePages::routes() {
  using namespace identity;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<LatePages>>({
      {Method::get, "/tre-han", kDossierRead, &LatePages::lists},
      {Method::post, "/tre-han/da-xem", kDossierRead, &LatePages::seen},
      {Method::get, "/ho-so/{ma}/xin-loi", kDossierRead, &LatePages::apology},
      {Method::post, "/ho-so/{ma}/xin-loi", kDossierRead, &LatePages::save},
      {Method::post, "/ho-so/{ma}/xin-loi/gui", kDossierApprove, &LatePages::send},
      {Method::get, "/ho-so/{ma}/xin-loi.pdf", kDossierRead, &LatePages::apology_pdf},
      {Method::get, "/xin-loi", web::kOpen, &LatePages::for_all},
      {Method::get, "/quan-tri/canh-bao", kCatalogRead, &LatePages::ladder},
      {Method::post, "/quan-tri/canh-bao", kCatalogEdit, &LatePages::set_rung},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
