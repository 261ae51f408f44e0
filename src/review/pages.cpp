#include "review/pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "review/exports.hpp"
#include "review/page_views.hpp"
#include "views/review/review_form.hpp"
#include "views/review/review_item.hpp"
#include "views/review/review_list.hpp"
#include "views/review/review_plan.hpp"
#include "views/review/review_wages.hpp"

namespace motcua::review {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr int kPageRows = 30;
const std::pair<std::string, std::string> kHome{"Rà soát thủ tục", "/ra-soat"};

std::int64_t number_of(std::string_view text) { return parse_vn_integer(text).value_or(0); }
PlanId plan_of(const Call& call) { return {number_of(call.request.param("so"))}; }
ItemId item_of(const Call& call) { return {number_of(call.request.param("muc"))}; }
std::string plan_path(PlanId id) { return fmt::format("/ra-soat/{}", id.value); }
std::string item_path(PlanId plan, ItemId id) { return fmt::format("{}/thu-tuc/{}", plan_path(plan), id.value); }

// Reads fields one by one and gathers what is wrong.
struct Reader {
  const web::Fields& form;
  std::vector<FieldError> wrong{};

  std::string text(std::string_view name) const { return std::string(form.get(name)); }
  Milli milli(std::string_view name, Milli otherwise) {
    const auto typed = form.get(name);
    if (typed.empty()) return otherwise;
    const auto n = parse_vn_decimal(typed, 3);
    if (!n) wrong.push_back({std::string(name), fmt::format("Không hiểu số “{}”. Viết như 1,5.", typed)});
    return n.value_or(otherwise);
  }
  Dong money(std::string_view name) {
    const auto typed = form.get(name);
    if (typed.empty()) return {};
    const auto n = parse_money(typed);
    if (!n) wrong.push_back({std::string(name), "Nhập số đồng, ví dụ 10.000."});
    return n.value_or(Dong{});
  }
  std::int64_t whole(std::string_view name, std::int64_t otherwise = 0) {
    const auto typed = form.get(name);
    if (typed.empty()) return otherwise;
    const auto n = parse_vn_integer(typed);
    if (!n) wrong.push_back({std::string(name), fmt::format("Không hiểu số “{}”. Viết như 1.200.", typed)});
    return n.value_or(otherwise);
  }
  std::optional<int> days(std::string_view name) {
    if (form.get(name).empty()) return std::nullopt;
    return static_cast<int>(std::clamp<std::int64_t>(whole(name), -1, 10'000));
  }
  Day day(std::string_view name) {
    const auto d = parse_vn_date(form.get(name));
    if (!d) wrong.push_back({std::string(name), "Nhập ngày, ví dụ 30/11/2026."});
    return d.value_or(Day{});
  }
};
}  // namespace

template <class View>
Response Pages::page(Call& call, std::string title, std::vector<std::pair<std::string, std::string>> crumbs, View&& view,
                     std::span<const FieldError> errors) {
  std::vector<web::ui::Link> links;
  for (auto& [label, href] : crumbs) links.push_back({.label = std::move(label), .href = std::move(href)});
  web::Html out(web::lang_of(call.lang), 64 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = std::move(title), .crumbs = std::move(links), .errors = errors}, view);
  return Response::html(std::move(out).take(), errors.empty() ? 200 : 422);
}

std::vector<UnitId> Pages::own_places(const Call& call) const {
  std::vector<UnitId> places;
  for (const auto u : reports_.units(actor_of(call)))
    if (identity::may_for(actor_of(call), identity::kReportMake, u)) places.push_back(u);
  return places;
}

// ---- plans and the wage base
// -------------------------------------------------------------------------------------------------------------

Response Pages::list(Call& call) {
  ListView v;
  v.rows = reviews_.plans(actor_of(call), number_of(call.request.query.get("sau")), kPageRows + 1);
  if (v.rows.size() > kPageRows) {
    v.rows.pop_back();
    v.older = fmt::format("/ra-soat?sau={}", v.rows.back().row.id.value);
  }
  v.may_make = !own_places(call).empty();
  return page(call, "Rà soát thủ tục hành chính", {}, [&](web::Html& body) { views::review_list(body, v); });
}

Response Pages::show_form(Call& call, const std::vector<FieldError>& errors) {
  PlanFormView v{.call = &call, .errors = &errors};
  const auto tree = identity_.tree();
  for (const auto u : own_places(call))
    v.units.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, identity_.today()))});
  v.year = std::to_string(int{std::chrono::year_month_day{identity_.today()}.year()});
  return page(
      call, "Lập kế hoạch rà soát", {kHome}, [&](web::Html& body) { views::review_form(body, v); }, errors);
}
Response Pages::form(Call& call) { return show_form(call, {}); }

Response Pages::create(Call& call) {
  Reader r{call.request.form};
  const NewPlan wish{.unit = {number_of(r.form.get("don_vi"))},
                     .year = static_cast<int>(std::clamp<std::int64_t>(r.whole("nam"), 0, 9999)),
                     .name = r.text("ten"),
                     .decision = r.text("quyet_dinh"),
                     .basis = r.form.get("theo") == "government" ? Basis::government : Basis::province};
  if (!r.wrong.empty()) return show_form(call, r.wrong);
  const auto made = reviews_.create(actor_of(call), wish);
  if (!made) return made.error().fields.empty() ? web::error_response(call, made.error()) : show_form(call, made.error().fields);
  auto response = Response::see_other(plan_path(*made));
  response.flash = "Đã lập kế hoạch. Thêm các thủ tục phải rà soát.";
  return response;
}

Response Pages::show_wages(Call& call, const std::vector<FieldError>& errors) {
  const WagesView v{reviews_.wages(), &call, &errors, actor_of(call).permits(identity::kReportMake)};
  return page(
      call, "Mức thu nhập bình quân một giờ", {kHome}, [&](web::Html& body) { views::review_wages(body, v); }, errors);
}
Response Pages::wages(Call& call) { return show_wages(call, {}); }

Response Pages::add_wage(Call& call) {
  Reader r{call.request.form};
  const auto from = r.day("tu");
  const auto hourly = r.money("muc");
  if (!r.wrong.empty()) return show_wages(call, r.wrong);
  const auto added = reviews_.add_wage(actor_of(call), from, hourly, r.form.get("nguon"));
  if (!added) return added.error().fields.empty() ? web::error_response(call, added.error()) : show_wages(call, added.error().fields);
  auto response = Response::see_other("/ra-soat/thu-nhap");
  response.flash = "Đã ghi mức thu nhập. Bảng tính đã lập giữ mức cũ.";
  return response;
}

Response Pages::show_plan(Call& call, const std::vector<FieldError>& errors) {
  auto plan = reviews_.plan(actor_of(call), plan_of(call));
  if (!plan) return web::error_response(call, plan.error());
  const PlanPageView v{*std::move(plan), plan_path(plan_of(call)), &call, &errors};
  return page(
      call, v.plan.row.name, {kHome}, [&](web::Html& body) { views::review_plan(body, v); }, errors);
}
Response Pages::plan(Call& call) { return show_plan(call, {}); }

Response Pages::plan_xlsx(Call& call) {
  const auto plan = reviews_.plan(actor_of(call), plan_of(call));
  if (!plan) return web::error_response(call, plan.error());
  return Response::bytes(print::xlsx(result_sheet(*plan)), std::string(kXlsx), "04b-ra-soat.xlsx");
}
Response Pages::plan_pdf(Call& call) {
  const auto plan = reviews_.plan(actor_of(call), plan_of(call));
  if (!plan) return web::error_response(call, plan.error());
  return Response::bytes(result_pdf(*plan), "application/pdf", "ket-qua-ra-soat.pdf");
}

Response Pages::add_item(Call& call) {
  Reader r{call.request.form};
  NewItem wish{.procedure_code = r.text("ma"),
               .procedure_name = r.text("ten_thu_tuc"),
               .level = r.text("cap"),
               .reason = r.text("ly_do"),
               .due = r.day("han")};
  if (!r.wrong.empty()) return show_plan(call, r.wrong);
  const auto added = reviews_.add(actor_of(call), plan_of(call), wish);
  if (!added) return added.error().fields.empty() ? web::error_response(call, added.error()) : show_plan(call, added.error().fields);
  auto response = Response::see_other(plan_path(plan_of(call)));
  response.flash = "Đã thêm thủ tục vào kế hoạch.";
  return response;
}

// ---- one procedure
// -----------------------------------------------------------------------------------------------------------------------

Response Pages::show_item(Call& call, std::string_view form, const std::vector<FieldError>& errors) {
  auto item = reviews_.item(actor_of(call), plan_of(call), item_of(call));
  if (!item) return web::error_response(call, item.error());
  ItemPageView v{.view = *std::move(item),
                 .base = item_path(plan_of(call), item_of(call)),
                 .form = std::string(form),
                 .call = &call,
                 .errors = &errors};
  const auto& fields = call.request.method == Method::post ? call.request.form : call.request.query;
  for (const auto& s : v.view.item.sheet.steps)
    if (s.id == number_of(fields.get("buoc"))) v.step = &s;
  return page(
      call, v.view.item.procedure_name, {kHome, {v.view.plan.name, plan_path(plan_of(call))}},
      [&](web::Html& body) { views::review_item(body, v); }, errors);
}
Response Pages::item(Call& call) { return show_item(call, "", {}); }

Response Pages::item_xlsx(Call& call) {
  const auto item = reviews_.item(actor_of(call), plan_of(call), item_of(call));
  if (!item) return web::error_response(call, item.error());
  return Response::bytes(print::xlsx(cost_sheet(*item)), std::string(kXlsx), "chi-phi-tuan-thu.xlsx");
}

Response Pages::done(Call& call, const Status& status, std::string_view form, std::string_view words) {
  if (!status)
    return status.error().fields.empty() ? web::error_response(call, status.error()) : show_item(call, form, status.error().fields);
  auto response = Response::see_other(item_path(plan_of(call), item_of(call)));
  response.flash = words;
  return response;
}

Response Pages::findings(Call& call) {
  Reader r{call.request.form};
  Findings f{.necessary = r.text("can_thiet"),
             .reasonable = r.text("hop_ly"),
             .legal = r.text("hop_phap"),
             .findings = r.text("nhan_xet"),
             .outcome = outcome_from(r.form.get("phuong_an")).value_or(Outcome::none),
             .proposal = r.text("noi_dung"),
             .recommendation = r.text("kien_nghi"),
             .documents = static_cast<int>(std::clamp<std::int64_t>(r.whole("so_van_ban"), -1, 10'000))};
  f.days_now = r.days("ngay_nay");
  f.days_after = r.days("ngay_sau");
  if (!r.wrong.empty()) return show_item(call, "phieu", r.wrong);
  return done(call, reviews_.record_findings(actor_of(call), plan_of(call), item_of(call), f), "phieu", "Đã ghi phiếu rà soát.");
}

Response Pages::put_step(Call& call) {
  Reader r{call.request.form};
  Step s{.id = number_of(r.form.get("buoc")),
         .work = work_from(r.form.get("nhom")).value_or(Work::other),
         .name = r.text("cong_viec"),
         .way = r.text("cach_thuc")};
  s.now = {.hours = r.milli("gio", 0), .times = r.milli("lan", kOnce), .hired = r.money("thue"), .fee = r.money("phi")};
  const auto change = r.form.get("thay_doi");
  s.cut = change == "cat";
  if (change == "doi")
    s.after =
        Cells{.hours = r.milli("gio_sau", 0), .times = r.milli("lan_sau", kOnce), .hired = r.money("thue_sau"), .fee = r.money("phi_sau")};
  if (!r.wrong.empty()) return show_item(call, "viec", r.wrong);
  return done(call, reviews_.put_step(actor_of(call), plan_of(call), item_of(call), s), "viec", "Đã ghi dòng chi phí.");
}

Response Pages::drop_step(Call& call) {
  return done(call, reviews_.drop_step(actor_of(call), plan_of(call), item_of(call), number_of(call.request.param("buoc"))), "viec",
              "Đã xóa dòng chi phí.");
}

Response Pages::volumes(Call& call) {
  Reader r{call.request.form};
  Volumes v{.wage = r.money("thu_nhap"), .wage_source = r.text("nguon_thu_nhap"), .subjects_source = r.text("nguon_doi_tuong")};
  v.now = {r.milli("tan_suat", kOnce), r.whole("doi_tuong")};
  v.after = {r.milli("tan_suat_sau", v.now.frequency), r.whole("doi_tuong_sau", v.now.subjects)};
  if (!r.wrong.empty()) return show_item(call, "so-luong", r.wrong);
  return done(call, reviews_.set_volumes(actor_of(call), plan_of(call), item_of(call), v), "so-luong", "Đã ghi mức thu nhập và số lượng.");
}

Response Pages::propose(Call& call) {
  return done(call, reviews_.propose(actor_of(call), plan_of(call), item_of(call)), "", "Đã gửi phương án để thẩm định.");
}
Response Pages::check(Call& call) {
  return done(call, reviews_.check(actor_of(call), plan_of(call), item_of(call)), "", "Phương án đạt yêu cầu, chờ phê duyệt.");
}
Response Pages::send_back(Call& call) {
  return done(call, reviews_.send_back(actor_of(call), plan_of(call), item_of(call), call.request.form.get("ly_do")), "tra-lai",
              "Đã trả lại để làm lại.");
}
Response Pages::approve(Call& call) {
  return done(call, reviews_.approve(actor_of(call), plan_of(call), item_of(call), call.request.form.get("quyet_dinh")), "phe-duyet",
              "Đã phê duyệt phương án.");
}
Response Pages::carry_out(Call& call) {
  Reader r{call.request.form};
  const auto on = r.day("ngay_thuc_thi");
  if (!r.wrong.empty()) return show_item(call, "thuc-thi", r.wrong);
  return done(call, reviews_.carry_out(actor_of(call), plan_of(call), item_of(call), on, r.form.get("van_ban")), "thuc-thi",
              "Đã ghi thực thi. Khoản tiết kiệm thật được tính từ hồ sơ từ ngày này.");
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using identity::kDirectiveGive;
  using identity::kReportMake;
  using identity::kReportRead;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/ra-soat", kReportRead, &Pages::list},
      {Method::get, "/ra-soat/them", kReportMake, &Pages::form},
      {Method::post, "/ra-soat/them", kReportMake, &Pages::create},
      {Method::get, "/ra-soat/thu-nhap", kReportRead, &Pages::wages},
      {Method::post, "/ra-soat/thu-nhap", kReportMake, &Pages::add_wage},
      {Method::get, "/ra-soat/{so}", kReportRead, &Pages::plan},
      {Method::get, "/ra-soat/{so}/ket-qua.xlsx", kReportRead, &Pages::plan_xlsx},
      {Method::get, "/ra-soat/{so}/ket-qua.pdf", kReportRead, &Pages::plan_pdf},
      {Method::post, "/ra-soat/{so}", kReportMake, &Pages::add_item},
      {Method::get, "/ra-soat/{so}/thu-tuc/{muc}", kReportRead, &Pages::item},
      {Method::get, "/ra-soat/{so}/thu-tuc/{muc}/chi-phi.xlsx", kReportRead, &Pages::item_xlsx},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/phieu", kReportMake, &Pages::findings},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/viec", kReportMake, &Pages::put_step},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/viec/{buoc}/xoa", kReportMake, &Pages::drop_step},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/so-luong", kReportMake, &Pages::volumes},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/de-xuat", kReportMake, &Pages::propose},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/dat", kReportMake, &Pages::check},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/tra-lai", kReportMake, &Pages::send_back},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/phe-duyet", kDirectiveGive, &Pages::approve},
      {Method::post, "/ra-soat/{so}/thu-tuc/{muc}/thuc-thi", kReportMake, &Pages::carry_out},
  });
  return kRoutes;
}

}  // namespace motcua::review
