#include "dossier/pages_at_once.hpp"

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "dossier/case_view.hpp"
#include "dossier/desk_form.hpp"
#include "views/dossier/at_once.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
// The newest word on a desk and a procedure stands; what it replaced is history.
bool is_last(const std::vector<Arrangement>& all, const Arrangement& a) {
  return std::ranges::none_of(all, [&](const Arrangement& other) {
    return other.desk == a.desk && other.procedure_code == a.procedure_code &&
           std::pair(other.valid_from, other.id.value) > std::pair(a.valid_from, a.id.value);
  });
}
}  // namespace

Response AtOncePages::page(Call& call, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto today = identity_.today();
  const auto tree = identity_.tree();
  AtOnceView v;
  v.csrf = call.csrf_token;
  v.today = vn_date(today);
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  for (const auto u : desk_.desks(actor)) v.desks.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  const auto all = desk_.own(actor);
  for (const auto& a : all) {
    if (!is_last(all, a)) continue;
    AtOnceView::Line line{a, std::string(tree->name(a.desk, today)), a.active, {}};
    line.words = !a.active ? "Thôi từ " + vn_date(a.valid_from) : a.valid_from > today ? "Từ " + vn_date(a.valid_from) : "Đang dùng";
    v.lines.push_back(std::move(line));
  }
  v.signatures = desk_.signed_on_paper(actor);
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Ký tại quầy", .errors = v.errors},
                      [&](web::Html& body) { views::at_once(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response AtOncePages::show(Call& call) { return page(call, {}, 200); }

Response AtOncePages::arrange(Call& call) {
  const auto& form = call.request.form;
  Arrangement wish;
  wish.desk = UnitId{plain_number(form.get("don_vi"))};
  wish.procedure_code = procedure_code_in(form.get("thu_tuc"));
  wish.symbol = std::string(form.get("ky_hieu"));
  wish.source = std::string(form.get("can_cu"));
  const auto from = parse_vn_date(form.get("tu_ngay"));
  if (!from) return page(call, {{"tu_ngay", from.error().message}}, 422);
  wish.valid_from = *from;
  if (const auto done = desk_.arrange(actor_of(call), wish); !done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, done.error().fields, 422);
  }
  auto response = Response::see_other("/ky-tai-quay");
  response.flash = "Đã ghi. Quầy giải quyết và trả ngay được thủ tục này khi bạn đã ký bản giấy.";
  return response;
}

Response AtOncePages::end(Call& call) {
  const auto& actor = actor_of(call);
  const auto all = desk_.own(actor);
  const auto wanted = plain_number(call.request.form.get("so"));
  const auto a = std::ranges::find_if(all, [&](const Arrangement& x) { return x.id.value == wanted; });
  if (a == all.end() || !a->active)
    return web::error_response(call, errors::not_found("dossier.no_arrangement", "Không có phân công này.").value());
  auto ended = *a;
  ended.active = false;
  ended.valid_from = std::max(identity_.today(), a->valid_from);
  if (const auto done = desk_.arrange(actor, ended); !done) return web::error_response(call, done.error());
  auto response = Response::see_other("/ky-tai-quay");
  response.flash = "Đã thôi. Từ nay kết quả của thủ tục này trình ký trên hệ thống.";
  return response;
}

std::span<const web::RouteOf<AtOncePages>> AtOncePages::routes() {
  using identity::kDossierApprove;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<AtOncePages>>({
      {Method::get, "/ky-tai-quay", kDossierApprove, &AtOncePages::show},
      {Method::post, "/ky-tai-quay", kDossierApprove, &AtOncePages::arrange},
      {Method::post, "/ky-tai-quay/thoi", kDossierApprove, &AtOncePages::end},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
