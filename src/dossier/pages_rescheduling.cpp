#include "dossier/pages_rescheduling.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/case_view.hpp"
#include "views/dossier/reschedule.hpp"
#include "views/dossier/reschedules.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
std::int64_t plan_of(const Call& call) { return plain_number(call.request.param("dot")); }
constexpr std::size_t kRows = 200;
}  // namespace

std::string told_words(const Movement& m) {
  std::string text;
  const auto add = [&text](int n, std::string_view how) {
    if (n > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", n, how);
  };
  add(m.sms, "nhắn tin");
  add(m.phone, "gọi điện");
  add(m.desk, "báo tại quầy");
  return text.empty() ? text : text + ".";
}

Response ReschedulingPages::list(Call& call) {
  const PlansView v{rescheduling_.plans(actor_of(call))};
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Đổi hẹn theo lịch làm việc", .crumbs = {{.label = "Lịch làm việc", .href = "/quan-tri/lich"}}},
                      [&](web::Html& body) { views::reschedules(body, v); });
  return Response::html(std::move(out).take());
}

Response ReschedulingPages::page(Call& call, std::vector<FieldError> errors, int status) {
  auto plan = rescheduling_.plan(actor_of(call), plan_of(call), kRows);
  if (!plan) return web::error_response(call, plan.error());
  PlanPageView v;
  v.plan = *std::move(plan);
  v.csrf = call.csrf_token;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Đổi hẹn: " + v.plan.title,
                       .crumbs = {{.label = "Lịch làm việc", .href = "/quan-tri/lich"}, {.label = "Đổi hẹn", .href = "/doi-hen"}},
                       .crumb = v.plan.title,
                       .errors = v.errors},
                      [&](web::Html& body) { views::reschedule(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response ReschedulingPages::show(Call& call) { return page(call, {}, 200); }

Response ReschedulingPages::apply(Call& call) {
  const auto moved = rescheduling_.apply(actor_of(call), plan_of(call));
  if (!moved) return web::error_response(call, moved.error());
  auto response = Response::see_other(fmt::format("/doi-hen/{}", plan_of(call)));
  response.flash = fmt::format("Đã đổi hẹn {} hồ sơ. Người nộp được báo ngày mới.", *moved);
  return response;
}

Response ReschedulingPages::undo(Call& call) {
  const auto back = rescheduling_.undo(actor_of(call), plan_of(call), call.request.form.get("ly_do"));
  if (!back) {
    if (back.error().fields.empty()) return web::error_response(call, back.error());
    return page(call, back.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/doi-hen/{}", plan_of(call)));
  response.flash = fmt::format("Đã trả lại ngày hẹn cũ cho {} hồ sơ.", *back);
  return response;
}

std::span<const web::RouteOf<ReschedulingPages>> ReschedulingPages::routes() {
  using identity::kDossierChangeDue;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<ReschedulingPages>>({
      {Method::get, "/doi-hen", kDossierChangeDue, &ReschedulingPages::list},
      {Method::get, "/doi-hen/{dot}", kDossierChangeDue, &ReschedulingPages::show},
      {Method::post, "/doi-hen/{dot}/ap-dung", kDossierChangeDue, &ReschedulingPages::apply},
      {Method::post, "/doi-hen/{dot}/hoan-lai", kDossierChangeDue, &ReschedulingPages::undo},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
