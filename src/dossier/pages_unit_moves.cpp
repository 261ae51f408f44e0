#include "dossier/pages_unit_moves.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/case_view.hpp"
#include "views/dossier/merged_units.hpp"
#include "views/dossier/merger.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
UnitId unit_in(std::string_view text) { return UnitId{plain_number(text)}; }
// "dich_12" = "34": the work of unit 12 goes to unit 34.
UnitMap chosen_in(const web::Fields& form) {
  constexpr std::string_view kFront = "dich_";
  UnitMap map;
  for (const auto& [name, value] : form.items())
    if (name.starts_with(kFront))
      if (const auto to = unit_in(value)) map[unit_in(std::string_view(name).substr(kFront.size()))] = to;
  return map;
}
}  // namespace

Response UnitMovePages::list(Call& call) {
  const EndedUnitsView v{moves_.ended(actor_of(call))};
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Sắp xếp đơn vị", .crumbs = {{.label = "Đơn vị", .href = "/quan-tri/don-vi"}}},
                      [&](web::Html& body) { views::merged_units(body, v); });
  return Response::html(std::move(out).take());
}

Response UnitMovePages::page(Call& call, std::vector<FieldError> errors, int status) {
  auto merger = moves_.view(actor_of(call), unit_in(call.request.param("don_vi")), chosen_in(call.request.form));
  if (!merger) return web::error_response(call, merger.error());
  MergerPageView v;
  v.merger = *std::move(merger);
  v.csrf = call.csrf_token;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  const auto tree = identity_.tree();
  const auto today = identity_.today();
  for (const auto successor : tree->successors(v.merger.unit, today))
    for (const auto u : tree->within(successor, today))
      v.heirs.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(
      out, shells_.staff(call),
      {.title = "Bàn giao " + v.merger.name,
       .crumbs = {{.label = "Đơn vị", .href = "/quan-tri/don-vi"}, {.label = "Sắp xếp đơn vị", .href = "/quan-tri/sap-xep"}},
       .crumb = v.merger.name,
       .errors = v.errors},
      [&](web::Html& body) { views::merger(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response UnitMovePages::show(Call& call) { return page(call, {}, 200); }

Response UnitMovePages::apply(Call& call) {
  const auto unit = unit_in(call.request.param("don_vi"));
  const auto done = moves_.apply(actor_of(call), unit, chosen_in(call.request.form), call.request.form.get("can_cu"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, done.error().fields, 422);
  }
  auto response = Response::see_other(fmt::format("/quan-tri/sap-xep/{}", unit.value));
  response.flash = fmt::format("Đã bàn giao {} hồ sơ, {} quyền. In biên bản để hai bên ký.", done->cases_total, done->rights.size());
  return response;
}

Response UnitMovePages::protocol(Call& call) {
  const auto form = moves_.protocol(actor_of(call), unit_in(call.request.param("don_vi")));
  if (!form) return web::error_response(call, form.error());
  const auto made = print::merger_pdf(*form);
  if (!made) return web::error_response(call, made.error());
  auto response = Response::bytes(*made, "application/pdf", "bien-ban-ban-giao.pdf");
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}

std::span<const web::RouteOf<UnitMovePages>> UnitMovePages::routes() {
  using identity::kIdentityManage;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<UnitMovePages>>({
      {Method::get, "/quan-tri/sap-xep", kIdentityManage, &UnitMovePages::list},
      {Method::get, "/quan-tri/sap-xep/{don_vi}", kIdentityManage, &UnitMovePages::show},
      {Method::post, "/quan-tri/sap-xep/{don_vi}", kIdentityManage, &UnitMovePages::apply},
      {Method::get, "/quan-tri/sap-xep/{don_vi}/bien-ban.pdf", kIdentityManage, &UnitMovePages::protocol},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
