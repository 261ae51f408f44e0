#include "portal/pages_pay.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "dossier/public_end.hpp"
#include "print/qr.hpp"
#include "views/portal/order.hpp"
#include "views/portal/pay.hpp"

namespace motcua::portal {

using web::Call;
using web::Method;
using web::Response;

namespace {
// Which order this browser began and for which link: the gateway knows the order's address, the link is none of its business.
constexpr std::string_view kPayCookie = "mc_nop";

web::Cookie pay_cookie(const std::string& order, const std::string& link) {
  return {std::string(kPayCookie), order + "." + link, "Lax", std::chrono::seconds{7200}, true};
}
std::string link_of(const Call& call, const money::Order& order) {
  const auto kept = call.request.cookie(kPayCookie);
  const auto dot = kept.find('.');
  return dot != std::string_view::npos && kept.substr(0, dot) == order.token ? std::string(kept.substr(dot + 1)) : std::string();
}

Response private_page(web::Html&& out) {
  auto response = Response::html(std::move(out).take());
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}
}  // namespace

Response PayPages::ways(Call& call) {
  auto found = dossiers_.look_up_link(call.request.param("token"));
  if (!found) return web::error_response(call, found.error());
  PayView v;
  v.dossier = *std::move(found);
  const auto claim = money_.public_claim(v.dossier.code);
  // Paid meanwhile, or nothing is asked for: the page of the dossier says how it stands.
  if (!claim || claim->due <= Dong{}) return Response::see_other("/t/" + v.dossier.link_token);
  v.claim = *claim;
  if (gateway_) v.gateway = gateway_->name();
  if (auto order = money_.public_transfer(v.dossier.code)) v.order = *std::move(order);
  v.call = &call;
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(
      out, shells_.citizen(call),
      {.title = "Nộp phí, lệ phí", .back = {.label = "Hồ sơ đang ở đâu", .href = "/t/" + v.dossier.link_token}, .narrow = true},
      [&](web::Html& body) { views::pay(body, v); });
  return private_page(std::move(out));
}

Response PayPages::begin(Call& call) {
  const auto found = dossiers_.look_up_link(call.request.param("token"));
  if (!found) return web::error_response(call, found.error());
  if (!gateway_)
    return web::error_response(call, errors::not_found("portal.no_gateway", "Nơi này chưa nhận thanh toán trực tuyến.").value());
  const auto order = orders_.begin(found->code);
  if (!order) return web::error_response(call, order.error());
  auto response = Response::see_other("/thanh-toan/" + order->token);
  response.cookies.push_back(pay_cookie(order->token, found->link_token));
  return response;
}

Response PayPages::qr(Call& call) {
  const auto found = dossiers_.look_up_link(call.request.param("token"));
  if (!found) return web::error_response(call, found.error());
  const auto order = money_.public_transfer(found->code);
  if (!order) return web::error_response(call, order.error());
  const auto symbol = print::encode_qr(order->payload);
  if (!symbol) return web::error_response(call, symbol.error());
  return Response::bytes(print::qr_svg(*symbol, "Mã VietQR chuyển " + vn_money(order->amount)), "image/svg+xml");
}

Response PayPages::receipt(Call& call) {
  const auto found = dossiers_.look_up_link(call.request.param("token"));
  if (!found) return web::error_response(call, found.error());
  const auto form = money_.public_receipt(found->code, money::ReceiptId{plain_number(call.request.param("so"))});
  if (!form) return web::error_response(call, form.error());
  const auto pdf = print::fee_receipt_pdf(*form);
  if (!pdf) return web::error_response(call, pdf.error());
  auto response = Response::bytes(*pdf, "application/pdf", fmt::format("bien-lai-{}.pdf", form->number));
  response.headers.emplace_back("cache-control", "private, no-store");
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

Response PayPages::order(Call& call) {
  const auto order = orders_.find(call.request.param("don"));
  if (!order) return web::error_response(call, errors::not_found("portal.no_order", "Không có lượt thanh toán này.").value());
  OrderView v{*order, {}, {}, order->state == money::OrderState::open && call.request.query.has("ve"), link_of(call, *order)};
  if (gateway_) v.gateway = gateway_->name();
  if (gateway_ && order->state == money::OrderState::open)
    v.pay_url = gateway_->pay_url(*order, "Phi, le phi " + money::reference_of(order->subject));
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, shells_.citizen(call), {.title = "Thanh toán trực tuyến", .narrow = true},
                        [&](web::Html& body) { views::order(body, v); });
  auto page = private_page(std::move(out));
  if (v.waiting) page.headers.emplace_back("Refresh", "5");
  return page;
}

std::span<const web::RouteOf<PayPages>> PayPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<PayPages>>({
      {Method::get, "/t/{token}/nop-phi", web::kOpen, &PayPages::ways},
      {Method::post, "/t/{token}/nop-phi", web::kOpen, &PayPages::begin},
      {Method::get, "/t/{token}/nop-phi/ma-qr.svg", web::kOpen, &PayPages::qr},
      {Method::get, "/t/{token}/bien-lai/{so}", web::kOpen, &PayPages::receipt},
      {Method::get, "/thanh-toan/{don}", web::kOpen, &PayPages::order},
  });
  return kRoutes;
}

}  // namespace motcua::portal
