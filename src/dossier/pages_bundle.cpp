#include "dossier/pages_bundle.hpp"

#include <fmt/core.h>

#include "views/dossier/bundle_key.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

Response BundlePages::download(Call& call) {
  const auto code = call.request.param("ma");
  auto made = bundles_.make(actor_of(call), code, call.request.route);
  if (!made) return web::error_response(call, made.error());
  auto response = Response::bytes(*std::move(made), "application/zip", fmt::format("ho-so-tranh-chap-{}.zip", code));
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}

Response BundlePages::key(Call& call) {
  const BundleKeyView v{bundles_.fingerprint()};
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, shells_.citizen(call), {.title = "Khóa ký hồ sơ tranh chấp", .back = {.label = "Trang chủ", .href = "/"}},
                        [&](web::Html& body) { views::bundle_key(body, v); });
  return Response::html(std::move(out).take());
}

std::span<const web::RouteOf<BundlePages>> BundlePages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<BundlePages>>({
      {Method::get, "/ho-so/{ma}/tranh-chap.zip", identity::kDossierHistory, &BundlePages::download},
      {Method::get, "/khoa-ky", web::kOpen, &BundlePages::key},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
