#include "money/pages_gateway.hpp"

#include <array>

#include "base/json.hpp"
#include "base/log.hpp"
#include "views/money/gateway.hpp"

namespace motcua::money {

using web::Call;
using web::Response;

namespace {
Response answer(std::string_view result, int status) {
  JsonWriter json;
  return Response::json(json.begin_object().field("result", result).end_object().take(), status);
}
}  // namespace

web::ui::Tone tone_of(OrderState s) {
  switch (s) {
    case OrderState::paid: return web::ui::Tone::good;
    case OrderState::unowed:
    case OrderState::differs: return web::ui::Tone::warn;
    case OrderState::open:
    case OrderState::failed: return web::ui::Tone::none;
  }
  return web::ui::Tone::none;
}

// A gateway that gets no 200 tells again: so a refusal is only what telling again will not mend, or our own trouble.
Response GatewayPages::told(Call& call) {
  if (!gateway_) return web::error_response(call, errors::not_found("money.no_gateway", "Chưa nối cổng thanh toán nào.").value());
  const auto notice = gateway_->read(call.request.form, call.request.header("authorization"));
  if (!notice) {
    log::warn("money.gateway_refused", log::kv("cause", notice.error().detail));
    return answer("signature", 401);
  }
  const auto done = orders_.told(*notice);
  if (done) return answer("ok", 200);
  log::warn("money.gateway_notice_failed", log::kv("key", done.error().key));
  switch (done.error().code) {
    case Errc::not_found: return answer("no_order", 404);
    case Errc::invalid_input: return answer("amount", 422);
    case Errc::forbidden:
    case Errc::conflict:
    case Errc::illegal_transition:
    case Errc::unavailable:
    case Errc::corrupt: return answer("again", 503);
  }
  return answer("again", 503);
}

Response GatewayPages::list(Call& call) {
  const auto& actor = identity::actor_of(call);
  OrdersView v;
  v.page = orders_.list(actor, call.request.query.get("truoc"));
  v.tabs = cashier_tabs(actor, "cong");
  if (!v.page.next.empty()) v.older = "/thu-phi/cong?truoc=" + v.page.next;
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Thanh toán trực tuyến", .crumbs = {{.label = "Thu phí, lệ phí", .href = "/thu-phi"}}},
                      [&](web::Html& body) { views::gateway(body, v); });
  return Response::html(std::move(out).take());
}

std::span<const web::RouteOf<GatewayPages>> GatewayPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<GatewayPages>>({
      {web::Method::post, kNoticePath, web::kOpen, &GatewayPages::told},
      {web::Method::get, "/thu-phi/cong", identity::kFeeReconcile, &GatewayPages::list},
  });
  return kRoutes;
}

}  // namespace motcua::money
