#include "post/pages_settlement.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "views/post/settlement.hpp"
#include "views/post/settlements.hpp"

namespace motcua::post {

using identity::actor_of;
using identity::kFeeReconcile;
using identity::unit_with;
using web::Call;
using web::Method;
using web::Response;

std::string month_address(Day first) {
  const std::chrono::year_month_day ymd{first};
  return fmt::format("{:04}-{:02}", int{ymd.year()}, unsigned{ymd.month()});
}
std::string month_title(Day first) {
  const std::chrono::year_month_day ymd{first};
  return fmt::format("Tháng {:02}/{}", unsigned{ymd.month()}, int{ymd.year()});
}
std::string difference_words(const Month& m) {
  if (m.missing() == Dong{}) return "Khớp";
  return m.missing() > Dong{} ? "Nộp thiếu " + vn_money_short(m.missing()) : "Nộp thừa " + vn_money_short(Dong{} - m.missing());
}
std::string MonthPageView::base() const { return "/thu-phi/buu-chinh/" + month_address(view.month.first); }

namespace {
// "2026-10": the first day of that month.
Result<Day> month_in(const Call& call) {
  if (const auto day = parse_day(std::string(call.request.param("thang")) + "-01")) return *day;
  return errors::not_found("post.no_such_month", "Không có tháng này.");
}
Response back(std::string to, std::string said) {
  auto response = Response::see_other(std::move(to));
  response.flash = std::move(said);
  return response;
}
}  // namespace

Response SettlementPages::list(Call& call) {
  const auto& actor = actor_of(call);
  const auto unit = unit_with(actor, kFeeReconcile);
  MonthsView v;
  v.unit_name = identity_.tree()->name(unit, identity_.today());
  v.months = settlements_.months(actor, unit);
  v.tabs = {{.label = "Chờ thu", .href = "/thu-phi"},
            {.label = "Sổ thu", .href = "/thu-phi/so-thu"},
            {.label = "Sao kê ngân hàng", .href = "/thu-phi/sao-ke"},
            {.label = "Bưu điện nộp", .href = "/thu-phi/buu-chinh", .current = true}};
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Bưu điện nộp tiền thu hộ", .crumbs = {{.label = "Thu phí, lệ phí", .href = "/thu-phi"}}},
                      [&](web::Html& body) { views::settlements(body, v); });
  return Response::html(std::move(out).take());
}

Response SettlementPages::page(Call& call, Day first, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto unit = unit_with(actor, kFeeReconcile);
  auto month = settlements_.month(actor, unit, first);
  if (!month) return web::error_response(call, month.error());
  MonthPageView v;
  v.csrf = call.csrf_token;
  v.unit_name = identity_.tree()->name(unit, identity_.today());
  v.view = *std::move(month);
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(
      out, shells_.staff(call),
      {.title = "Bưu điện thu hộ: " + month_title(first),
       .crumbs = {{.label = "Thu phí, lệ phí", .href = "/thu-phi"}, {.label = "Bưu điện nộp", .href = "/thu-phi/buu-chinh"}},
       .crumb = month_title(first),
       .errors = v.errors},
      [&](web::Html& body) { views::settlement(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response SettlementPages::show(Call& call) {
  const auto first = month_in(call);
  return first ? page(call, *first, {}, 200) : web::error_response(call, first.error());
}

Response SettlementPages::transfer(Call& call) {
  const auto first = month_in(call);
  if (!first) return web::error_response(call, first.error());
  const auto& actor = actor_of(call);
  const auto done = settlements_.add_transfer(actor, unit_with(actor, kFeeReconcile), *first,
                                              money::BankLineId{plain_number(call.request.form.get("khoan"))});
  if (!done) return web::error_response(call, done.error());
  return back("/thu-phi/buu-chinh/" + month_address(*first), "Đã ghi khoản bưu điện nộp.");
}

Response SettlementPages::close(Call& call) {
  const auto first = month_in(call);
  if (!first) return web::error_response(call, first.error());
  const auto& actor = actor_of(call);
  const auto done = settlements_.close(actor, unit_with(actor, kFeeReconcile), *first, call.request.form.get("ghi_chu"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, *first, done.error().fields, 422);
  }
  return back("/thu-phi/buu-chinh/" + month_address(*first), "Đã khóa đối soát của tháng.");
}

std::span<const web::RouteOf<SettlementPages>> SettlementPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<SettlementPages>>({
      {Method::get, "/thu-phi/buu-chinh", kFeeReconcile, &SettlementPages::list},
      {Method::get, "/thu-phi/buu-chinh/{thang}", kFeeReconcile, &SettlementPages::show},
      {Method::post, "/thu-phi/buu-chinh/{thang}/khoan", kFeeReconcile, &SettlementPages::transfer},
      {Method::post, "/thu-phi/buu-chinh/{thang}/khoa", kFeeReconcile, &SettlementPages::close},
  });
  return kRoutes;
}

}  // namespace motcua::post
