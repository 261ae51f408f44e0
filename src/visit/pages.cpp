#include "visit/pages.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "dossier/desk_form.hpp"
#include "identity/governs.hpp"
#include "views/visit/board.hpp"
#include "views/visit/sessions.hpp"

namespace motcua::visit {

using identity::actor_of;
using identity::kDossierAccept;
using identity::kDossierAllocate;
using identity::kDossierRead;
using identity::unit_with;
using web::Call;
using web::Method;
using web::Response;

namespace {
std::vector<web::ui::Link> tabs(const Actor& actor, std::string_view current) {
  if (!actor.permits(kDossierAccept)) return {};
  return {{.label = "Không hẹn", .href = "/khong-hen", .current = current == "/khong-hen"},
          {.label = "Phiên ngoài quầy, nộp hộ", .href = "/phien-ngoai-quay", .current = current == "/phien-ngoai-quay"}};
}
Response back(std::string to, std::string said) {
  auto response = Response::see_other(std::move(to));
  response.flash = std::move(said);
  return response;
}
}  // namespace

std::string left_words(Instant now, Instant promised) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(promised - now).count();
  return minutes >= 0 ? fmt::format("còn {} phút", minutes) : fmt::format("quá {} phút", -minutes);
}

Response Pages::board_page(Call& call, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  BoardView v;
  // A unit without a desk has nothing promised: the page says so.
  if (auto board = visits_.board(actor)) v.board = *std::move(board);
  const auto unit = v.board.place;
  v.csrf = call.csrf_token;
  v.tabs = tabs(actor, "/khong-hen");
  if (unit) v.unit_name = identity_.tree()->name(unit, identity_.today());
  v.promises = visits_.promises(unit);
  v.may_promise = unit && actor.permits_in(kDossierAllocate, unit);
  v.now = clock_.now();
  v.today = vn_date(identity_.today());
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Không hẹn", .errors = v.errors},
                      [&](web::Html& body) { views::board(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::board(Call& call) { return board_page(call, {}, 200); }

Response Pages::promise(Call& call) {
  const auto& form = call.request.form;
  const auto& actor = actor_of(call);
  Promise p;
  const auto desk = visits_.desk_of(actor);  // the one the page shows
  if (!desk) return web::error_response(call, desk.error());
  p.unit = *desk;
  p.procedure_code = dossier::procedure_code_in(form.get("thu_tuc"));
  const auto minutes = parse_vn_integer(form.get("phut"));
  p.minutes = minutes && *minutes >= 0 && *minutes < 1000 ? static_cast<int>(*minutes) : -1;
  p.source = std::string(form.get("can_cu"));
  const auto from = parse_vn_date(form.get("tu_ngay"));
  if (!from) return board_page(call, {{"tu_ngay", "Ghi ngày bắt đầu, ví dụ 01/12/2026."}}, 422);
  p.valid_from = *from;
  const auto done = visits_.set_promise(actor, p);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return board_page(call, done.error().fields, 422);
  }
  return back("/khong-hen", "Đã ghi lời hứa.");
}

Response Pages::sessions_page(Call& call, SessionId wrong, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto unit = unit_with(actor, kDossierAccept);
  SessionsView v;
  v.csrf = call.csrf_token;
  v.tabs = tabs(actor, "/phien-ngoai-quay");
  v.unit_name = identity_.tree()->name(unit, identity_.today());
  v.sessions = visits_.sessions(actor, unit);
  v.today = vn_date(identity_.today());
  v.wrong = wrong;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Phiên ngoài quầy", .errors = v.errors},
                      [&](web::Html& body) { views::sessions(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::sessions(Call& call) { return sessions_page(call, {}, {}, 200); }

Response Pages::add_session(Call& call) {
  const auto& form = call.request.form;
  const auto& actor = actor_of(call);
  Session s;
  s.unit = unit_with(actor, kDossierAccept);
  s.kind = session_kind_from(form.get("loai")).value_or(SessionKind::saturday);
  s.place = std::string(form.get("noi"));
  s.hours = std::string(form.get("gio"));
  s.team = std::string(form.get("to"));
  s.source = std::string(form.get("can_cu"));
  const auto day = parse_vn_date(form.get("ngay"));
  if (!day) return sessions_page(call, {}, {{"ngay", "Ghi ngày, ví dụ 28/11/2026."}}, 422);
  s.day = *day;
  const auto done = visits_.add_session(actor, s);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return sessions_page(call, {}, done.error().fields, 422);
  }
  return back("/phien-ngoai-quay", "Đã ghi phiên.");
}

Response Pages::add_case(Call& call) {
  const auto& form = call.request.form;
  const SessionId session{plain_number(call.request.param("so"))};
  const auto done = visits_.add_case(actor_of(call), session, form.get("ma"), form.get("nguoi_giup"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return sessions_page(call, session, done.error().fields, 422);
  }
  return back("/phien-ngoai-quay", "Đã ghi hồ sơ vào phiên.");
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/khong-hen", kDossierRead, &Pages::board},
      {Method::post, "/khong-hen/loi-hua", kDossierAllocate, &Pages::promise},
      {Method::get, "/phien-ngoai-quay", kDossierAccept, &Pages::sessions},
      {Method::post, "/phien-ngoai-quay", kDossierAccept, &Pages::add_session},
      {Method::post, "/phien-ngoai-quay/{so}", kDossierAccept, &Pages::add_case},
  });
  return kRoutes;
}

}  // namespace motcua::visit
