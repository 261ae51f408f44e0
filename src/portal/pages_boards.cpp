#include "portal/pages_boards.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "views/portal/boards.hpp"
#include "web/forms.hpp"

namespace motcua::portal {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
BoardId id_of(const Call& call) { return BoardId{plain_number(call.request.param("so"))}; }
// "11/2026" → 202611; nothing for anything else.
std::optional<int> month_in(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto month = plain_number(text.substr(0, slash)), year = plain_number(text.substr(slash + 1));
  if (month < 1 || month > 12 || year < 2000 || year > 2200) return std::nullopt;
  return static_cast<int>(year * 100 + month);
}
}  // namespace

Response BoardPages::read(Call& call) { return Response::see_other(boards_.read(call.request.param("bang"), call.request.param("ma"))); }

Response BoardPages::page(Call& call, std::vector<FieldError> errors) {
  const auto& actor = actor_of(call);
  BoardsView v;
  v.call = &call;
  v.errors = std::move(errors);
  const auto typed = call.request.query.get("thang");
  const auto month = month_in(typed);
  if (!typed.empty() && !month) v.errors.push_back({"thang", "Viết tháng dạng 11/2026."});
  const int shown = month.value_or(month_of(identity_.today()));
  v.month = fmt::format("{:02}/{}", shown % 100, shown / 100);
  v.boards = boards_.list(actor, shown);
  for (const auto& b : v.boards) {
    v.scans += b.scans;
    v.scans_of_month += b.scans_of_month;
  }
  for (const auto unit : actor.units_with(identity::kDossierAllocate))
    v.units.push_back({.value = std::to_string(unit.value), .label = std::string(identity_.tree()->name(unit, identity_.today()))});
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Bảng mã QR", .errors = v.errors},
                      [&](web::Html& body) { views::boards(body, v); });
  return Response::html(std::move(out).take(), v.errors.empty() ? 200 : 422);
}
Response BoardPages::list(Call& call) { return page(call, {}); }

Response BoardPages::add(Call& call) {
  const auto& form = call.request.form;
  const auto done = boards_.add(actor_of(call), UnitId{plain_number(form.get("don_vi"))}, form.get("noi_treo"), form.get("thu_tuc"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, done.error().fields);
  }
  auto response = Response::see_other("/quan-tri/bang-ma");
  response.flash = "Đã đăng ký bảng. In phiếu rồi treo đúng nơi đã ghi.";
  return response;
}

Response BoardPages::sheet(Call& call) {
  auto pdf = boards_.sheet(actor_of(call), id_of(call), call.request.query.get("kho") != "a4");
  if (!pdf) return web::error_response(call, pdf.error());
  Response response;
  response.content_type = "application/pdf";
  response.body = *std::move(pdf);
  response.headers.emplace_back("content-disposition", "inline; filename=\"phieu-huong-dan.pdf\"");
  return response;
}

Response BoardPages::after(Call& call, const Status& done, std::string flash) {
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other("/quan-tri/bang-ma");
  response.flash = std::move(flash);
  return response;
}
Response BoardPages::reprint(Call& call) {
  return after(call, boards_.reprint(actor_of(call), id_of(call)), "Đã ghi in lại hôm nay. In phiếu rồi thay bản cũ.");
}
Response BoardPages::end(Call& call) { return after(call, boards_.end(actor_of(call), id_of(call)), "Đã ghi tháo bảng."); }

std::span<const web::RouteOf<BoardPages>> BoardPages::routes() {
  using identity::kDossierAllocate;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<BoardPages>>({
      {Method::get, "/B/{bang}/{ma}", web::kOpen, &BoardPages::read},
      {Method::get, "/quan-tri/bang-ma", kDossierAllocate, &BoardPages::list},
      {Method::post, "/quan-tri/bang-ma", kDossierAllocate, &BoardPages::add},
      {Method::get, "/quan-tri/bang-ma/{so}/phieu.pdf", kDossierAllocate, &BoardPages::sheet},
      {Method::post, "/quan-tri/bang-ma/{so}/in-lai", kDossierAllocate, &BoardPages::reprint},
      {Method::post, "/quan-tri/bang-ma/{so}/thao", kDossierAllocate, &BoardPages::end},
  });
  return kRoutes;
}

}  // namespace motcua::portal
