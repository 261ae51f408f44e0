#include "notify/pages.hpp"

#include "base/numbers.hpp"
#include "identity/permissions.hpp"
#include "views/notify/told.hpp"
#include "views/notify/troubled.hpp"

namespace motcua::notify {

using web::Call;
using web::Method;
using web::Response;

Response Pages::told(Call& call) {
  const auto* citizen = identity::citizen_of(call);
  const ToldView v{citizen ? messages_.of(citizen->id) : std::vector<Message>{}};
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, shells_.citizen(call),
                        {.title = "Tin đã gửi cho tôi", .back = {.label = "Hồ sơ của tôi", .href = "/ho-so-cua-toi"}, .narrow = true},
                        [&](web::Html& body) { views::told(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::troubled(Call& call) {
  const TroubledView v{messages_.troubled(), &call};
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Tin chưa gửi được", .crumbs = {{.label = "Thiết lập", .href = "/quan-tri"}}},
                      [&](web::Html& body) { views::troubled(body, v); });
  return Response::html(std::move(out).take());
}

Response Pages::retry(Call& call) {
  if (!messages_.retry(plain_number(call.request.param("so"))))
    return web::error_response(call, errors::not_found("notify.no_message", "Không có tin nào chờ gửi lại với số này.").value());
  auto response = Response::see_other("/quan-tri/tin-nhan");
  response.flash = "Tin sẽ được gửi lại trong ít phút.";
  return response;
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/tin-cua-toi", identity::kDossierOwn, &Pages::told},
      {Method::get, "/quan-tri/tin-nhan", identity::kSystemManage, &Pages::troubled},
      {Method::post, "/quan-tri/tin-nhan/{so}/gui-lai", identity::kSystemManage, &Pages::retry},
  });
  return kRoutes;
}

}  // namespace motcua::notify
