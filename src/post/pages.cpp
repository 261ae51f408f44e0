// Pages of the postal clerk, and papers both sides print.
#include "post/pages.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "views/post/clerk.hpp"
#include "views/post/slip.hpp"
#include "web/forms.hpp"

namespace motcua::post {

using identity::actor_of;
using identity::kDossierAccept;
using identity::kDossierAllocate;
using identity::kDossierReturn;
using identity::kDossierTicket;
using identity::unit_with;
using web::Call;
using web::Method;
using web::Response;

namespace {
Response pdf(const Result<std::string>& made, const Call& call, const std::string& name) {
  if (!made) return web::error_response(call, made.error());
  auto response = Response::bytes(*made, "application/pdf", name);
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}
}  // namespace

Response back_to(std::string address, std::string said) {
  auto response = Response::see_other(std::move(address));
  response.flash = std::move(said);
  return response;
}

std::string lines_as_words(std::string papers) {
  std::string words;
  for (const char c : papers) words += c == '\n' ? std::string("; ") : std::string(1, c);
  return words;
}

std::string fees_words(const FeesTaken& fees) {
  if (fees.slips == 0) return "Tháng này bưu điện chưa thu hộ phí, lệ phí.";
  return fmt::format("Tháng này bưu điện thu hộ {} của {} phiếu.", vn_money(fees.amount), fees.slips);
}

web::ui::Tone tone_of(SlipState s) {
  switch (s) {
    case SlipState::accepted:
    case SlipState::delivered:
    case SlipState::fetched: return web::ui::Tone::good;
    case SlipState::sent_back:
    case SlipState::undelivered:
    case SlipState::back: return web::ui::Tone::warn;
    case SlipState::waiting:
    case SlipState::handed:
    case SlipState::on_way: return web::ui::Tone::info;
    case SlipState::resent: return web::ui::Tone::none;
  }
  return web::ui::Tone::none;
}

FeesTaken Pages::fees_of_month(const Actor& actor, UnitId unit) {
  const auto now = clock_.now();
  const std::chrono::year_month_day today{day_of(now)};
  const Day first = std::chrono::local_days{today.year() / today.month() / 1};
  return post_.fees_taken(actor, unit, to_instant(LocalTime{first}), now + std::chrono::minutes{1});
}

Response Pages::clerk_page(Call& call, SlipId wrong, std::vector<FieldError> errors, int status) {
  const auto& actor = actor_of(call);
  ClerkView v;
  v.csrf = call.csrf_token;
  v.waiting = post_.slips(actor, Direction::in, SlipState::waiting);
  v.handed = post_.slips(actor, Direction::in, SlipState::handed);
  v.sent_back = post_.slips(actor, Direction::in, SlipState::sent_back, 20);
  v.on_way = post_.slips(actor, Direction::out, SlipState::on_way);
  v.undelivered = post_.slips(actor, Direction::out, SlipState::undelivered);
  v.to_take = post_.to_sign(actor, Direction::out);
  v.fees = fees_of_month(actor, unit_with(actor, kDossierTicket));
  v.wrong = wrong;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Bưu chính công ích", .errors = v.errors},
                      [&](web::Html& body) { views::clerk(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::clerk(Call& call) { return clerk_page(call, {}, {}, 200); }

Response Pages::slip_page(Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status) {
  SlipPageView v;
  v.csrf = call.csrf_token;
  v.values = fields;
  v.errors = std::move(errors);
  if (const auto counted = post_.count({unit_with(actor_of(call), kDossierTicket), fields, ""})) {
    v.counted = *counted;
    v.values = counted->values;
  }
  web::Html out(web::lang_of(call.lang), 24 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = "Phiếu gửi hồ sơ", .crumbs = {{.label = "Bưu chính công ích", .href = "/buu-chinh"}}, .errors = v.errors},
                      [&](web::Html& body) { views::slip(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::new_slip(Call& call) {
  const auto& query = call.request.query;
  // Once more, from a slip that came back.
  if (query.has("tu")) {
    const auto old = post_.slip(actor_of(call), SlipId{plain_number(query.get("tu"))});
    if (!old || old->content.empty())
      return web::error_response(call, old ? errors::not_found("post.no_content", "Phiếu này không lập lại được.").value() : old.error());
    return slip_page(call, web::parse_urlencoded(old->content).value_or(web::Fields{}), {}, 200);
  }
  std::vector<FieldError> errors;
  if (query.has("thu_tuc") && !post_.count({unit_with(actor_of(call), kDossierTicket), query, ""}))
    errors.push_back({"thu_tuc", "Không có thủ tục này. Gõ tên hoặc mã thủ tục, ví dụ 1.001193."});
  const int status = errors.empty() ? 200 : 422;
  return slip_page(call, query, std::move(errors), status);
}

Response Pages::write_slip(Call& call) {
  const auto& form = call.request.form;
  if (form.has("dem")) return slip_page(call, form, {}, 200);  // counted anew, nothing written
  const auto written = post_.write(actor_of(call), {unit_with(actor_of(call), kDossierTicket), form, std::string(form.get("bien_lai"))});
  if (!written) {
    if (written.error().fields.empty()) return web::error_response(call, written.error());
    return slip_page(call, form, written.error().fields, 422);
  }
  return back_to("/buu-chinh", "Đã lập phiếu gửi. In phiếu, cùng người gửi ký.");
}

Response Pages::hand_over(Call& call) {
  const auto& actor = actor_of(call);
  const auto done = post_.hand_over(actor, unit_with(actor, kDossierTicket));
  if (!done) return web::error_response(call, done.error());
  return back_to("/buu-chinh", "Đã lập biên bản giao nhận. Bộ phận Một cửa kiểm đếm và ký.");
}

Response Pages::take_over(Call& call) {
  const auto done = post_.take_over(actor_of(call), ProtocolId{plain_number(call.request.param("so"))});
  if (!done) return web::error_response(call, done.error());
  return back_to("/buu-chinh", "Đã ký nhận, kết quả đang trên đường.");
}

Response Pages::delivered(Call& call) {
  const SlipId slip{plain_number(call.request.param("so"))};
  const auto done = post_.delivered(actor_of(call), slip, call.request.form.get("nguoi_nhan"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return clerk_page(call, slip, done.error().fields, 422);
  }
  return back_to("/buu-chinh", "Đã ghi: đã phát.");
}

Response Pages::undelivered(Call& call) {
  const SlipId slip{plain_number(call.request.param("so"))};
  const auto done = post_.undelivered(actor_of(call), slip, call.request.form.get("ly_do"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return clerk_page(call, slip, done.error().fields, 422);
  }
  return back_to("/buu-chinh", "Đã ghi: không phát được. Mang kết quả về Bộ phận Một cửa.");
}

Response Pages::slip_pdf(Call& call) {
  const auto form = post_.slip_form(actor_of(call), SlipId{plain_number(call.request.param("so"))});
  if (!form) return web::error_response(call, form.error());
  return pdf(print::postal_slip_pdf(*form), call, "phieu-gui.pdf");
}

Response Pages::protocol_pdf(Call& call) {
  const auto form = post_.protocol_form(actor_of(call), ProtocolId{plain_number(call.request.param("so"))});
  if (!form) return web::error_response(call, form.error());
  return pdf(print::postal_protocol_pdf(*form), call, "bien-ban-giao-nhan.pdf");
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/buu-chinh", kDossierTicket, &Pages::clerk},
      {Method::get, "/buu-chinh/phieu-gui", kDossierTicket, &Pages::new_slip},
      {Method::post, "/buu-chinh/phieu-gui", kDossierTicket, &Pages::write_slip},
      {Method::post, "/buu-chinh/giao", kDossierTicket, &Pages::hand_over},
      {Method::post, "/buu-chinh/bien-ban/{so}/nhan", kDossierTicket, &Pages::take_over},
      {Method::post, "/buu-chinh/phieu-gui/{so}/da-phat", kDossierTicket, &Pages::delivered},
      {Method::post, "/buu-chinh/phieu-gui/{so}/khong-phat-duoc", kDossierTicket, &Pages::undelivered},
      {Method::get, "/buu-chinh/phieu-gui/{so}/in.pdf", kDossierTicket, &Pages::slip_pdf},
      {Method::get, "/buu-chinh/bien-ban/{so}/in.pdf", kDossierTicket, &Pages::protocol_pdf},
      {Method::get, "/nhan-buu-chinh", kDossierAccept, &Pages::incoming},
      {Method::get, "/nhan-buu-chinh/{so}", kDossierAccept, &Pages::protocol},
      {Method::get, "/nhan-buu-chinh/{so}/in.pdf", kDossierAccept, &Pages::protocol_pdf},
      {Method::post, "/nhan-buu-chinh/{so}/ky", kDossierAccept, &Pages::sign},
      {Method::get, "/gui-ket-qua", kDossierReturn, &Pages::sending},
      {Method::post, "/gui-ket-qua", kDossierReturn, &Pages::send},
      {Method::get, "/gui-ket-qua/bien-ban/{so}", kDossierReturn, &Pages::protocol},
      {Method::get, "/gui-ket-qua/bien-ban/{so}/in.pdf", kDossierReturn, &Pages::protocol_pdf},
      {Method::post, "/gui-ket-qua/{so}/da-ve", kDossierReturn, &Pages::take_back},
      {Method::post, "/gui-ket-qua/{so}/den-nhan", kDossierReturn, &Pages::fetched},
      {Method::get, "/gui-ket-qua/chuong-trinh", kDossierAllocate, &Pages::schemes},
      {Method::post, "/gui-ket-qua/chuong-trinh", kDossierAllocate, &Pages::add_scheme},
  });
  return kRoutes;
}

}  // namespace motcua::post
