// Who holds each paper folder; the count at the end of the day.
#include <fmt/core.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/governs.hpp"
#include "post/pages.hpp"
#include "views/post/custody.hpp"
#include "views/post/folder.hpp"
#include "web/forms.hpp"

namespace motcua::post {

using identity::actor_of;
using identity::kDossierHandOver;
using identity::unit_with;
using web::Call;
using web::Method;
using web::Response;

Response CustodyPages::page(Call& call, AlarmId wrong, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  const auto unit = unit_with(actor, kDossierHandOver);
  CustodyView v;
  v.csrf = call.csrf_token;
  v.unit_name = identity_.tree()->name(unit, identity_.today());
  v.folders = custody_.folders(actor, unit);
  v.alarms = custody_.alarms(actor);
  v.counts = custody_.counts(actor, unit);
  v.wrong = wrong;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Hồ sơ giấy", .errors = v.errors},
                      [&](web::Html& body) { views::custody(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response CustodyPages::list(Call& call) {
  // The search by code leads to the folder.
  if (const auto code = dossier::tidy_dossier_code(call.request.query.get("ma")); !code.empty())
    return Response::see_other("/ho-so-giay/" + web::percent_encode(code));
  return page(call, {}, {}, 200);
}

Response CustodyPages::story(Call& call) {
  const auto story = custody_.story(actor_of(call), call.request.param("ma"));
  if (!story) return web::error_response(call, story.error());
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Túi hồ sơ " + story->folder.code, .crumbs = {{.label = "Hồ sơ giấy", .href = "/ho-so-giay"}}},
                      [&](web::Html& body) { views::folder(body, *story); });
  return Response::html(std::move(out).take(), 200);
}

Response CustodyPages::count(Call& call) {
  const auto& form = call.request.form;
  const auto& actor = actor_of(call);
  std::vector<std::string> seen;
  for (const auto& code : form.all("thay")) seen.emplace_back(code);
  // Scanned ones, one a line or with blanks between.
  std::string word;
  for (const char c : std::string(form.get("quet")) + "\n") {
    if (c != '\n' && c != '\r' && c != ' ' && c != ',' && c != ';') {
      word += c;
    } else if (!word.empty()) {
      seen.push_back(to_upper(word));
      word.clear();
    }
  }
  const auto done = custody_.count(actor, unit_with(actor, kDossierHandOver), seen);
  if (!done) return web::error_response(call, done.error());
  auto said = fmt::format("Đã kiểm đếm: thấy {}, thiếu {}, để sai chỗ {}", done->seen, done->missing, done->elsewhere);
  if (done->found > 0) said += fmt::format(", tìm lại {}", done->found);
  if (!done->unknown.empty()) said += fmt::format(". Không đọc được {} mã, mã đầu là {}", done->unknown.size(), done->unknown.front());
  return back_to("/ho-so-giay", said + ".");
}

Response CustodyPages::end_alarm(Call& call) {
  const AlarmId id{plain_number(call.request.param("so"))};
  const auto done = custody_.end_alarm(actor_of(call), id, call.request.form.get("ket_thuc"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return page(call, id, done.error().fields, 422);
  }
  return back_to("/ho-so-giay", "Đã ghi kết thúc cảnh báo.");
}

std::span<const web::RouteOf<CustodyPages>> CustodyPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<CustodyPages>>({
      {Method::get, "/ho-so-giay", kDossierHandOver, &CustodyPages::list},
      {Method::post, "/ho-so-giay/kiem-dem", kDossierHandOver, &CustodyPages::count},
      {Method::post, "/ho-so-giay/canh-bao/{so}", kDossierHandOver, &CustodyPages::end_alarm},
      {Method::get, "/ho-so-giay/{ma}", kDossierHandOver, &CustodyPages::story},
  });
  return kRoutes;
}

}  // namespace motcua::post
