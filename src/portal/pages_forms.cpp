#include "portal/pages_forms.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "portal/hours.hpp"
#include "portal/portal.hpp"
#include "portal/samples.hpp"
#include "print/qr.hpp"

namespace motcua::portal {

using web::Call;
using web::Method;
using web::Response;

// In capitals where the address allows it: a small symbol. The path itself keeps its letters.
std::string FormPages::link(std::string_view procedure) const {
  return parts_.public_url.empty() ? std::string{} : fmt::format("{}/thu-tuc/{}", parts_.public_url, procedure);
}

catalog::PageExtras FormPages::extras(const catalog::ProcedureVersion& version, Day day) {
  catalog::PageExtras extras;
  const auto today = parts_.identity.today();
  const auto base = "/thu-tuc/" + version.code;
  for (const auto& form : version.forms) {
    const auto file = fmt::format("{}/to-khai/{}", base, form.id);
    extras.forms.push_back({form.id, file + "/trong.pdf", fitting_sample(form, today) ? file + "/mau.pdf" : std::string{}});
  }
  if (!parts_.public_url.empty()) extras.code_picture = base + "/ma-qr.svg";
  const auto unit = front_unit(parts_.identity, parts_.unit_key);
  if (!unit || day != today) return extras;
  if (parts_.promised)
    if (const auto minutes = parts_.promised(unit, version.code, day))
      extras.promise.emplace_back("Nơi này hứa", fmt::format("{} phút từ lúc đủ giấy tờ, khi bạn ngồi chờ tại quầy.", *minutes));
  extras.promise.emplace_back("Nơi nộp", parts_.identity.tree()->name(unit, today));
  if (const auto calendar = parts_.dossiers.calendar_of(unit)) {
    const auto hours = hours_of(**calendar, parts_.identity.clock().now());
    std::string week;
    for (const auto& line : hours.week) {
      if (line.amount == "nghỉ") continue;
      week += fmt::format("{}{}: {}", week.empty() ? "" : "; ", line.label.raw(), line.amount);
    }
    if (!week.empty()) extras.promise.emplace_back("Giờ tiếp nhận", week + ".");
  }
  const auto kinds = parts_.queue.kinds(unit);
  if (std::ranges::any_of(kinds, [](const queue::Kind& k) { return k.active && k.per_slot > 0; }))
    extras.book_at = fmt::format("/dat-gio/{}", unit.value);
  return extras;
}

Response FormPages::paper(Call& call, bool sample) {
  const auto today = parts_.identity.today();
  const auto version = parts_.catalog.on_day(call.request.param("ma"), today);
  if (!version) return web::error_response(call, version.error());
  const auto* form = (*version)->form(call.request.param("to_khai"));
  const auto filled = form && sample ? fitting_sample(*form, today) : std::nullopt;
  if (!form || (sample && !filled))
    return web::error_response(call, errors::not_found("portal.no_form", "Thủ tục này không có tờ khai đó.").value());
  Response response;
  response.content_type = "application/pdf";
  response.body = form_pdf({**version, *form, filled ? &*filled : nullptr, link((*version)->code)});
  response.headers.emplace_back("content-disposition", fmt::format("inline; filename=\"{}{}.pdf\"", sample ? "mau-" : "", form->id));
  return response;
}

Response FormPages::blank(Call& call) { return paper(call, false); }
Response FormPages::sample(Call& call) { return paper(call, true); }

Response FormPages::code_picture(Call& call) {
  const auto version = parts_.catalog.on_day(call.request.param("ma"), parts_.identity.today());
  if (!version) return web::error_response(call, version.error());
  const auto symbol = print::encode_qr(link((*version)->code));
  if (parts_.public_url.empty() || !symbol)
    return web::error_response(call, errors::not_found("portal.no_address", "Trang này chưa có địa chỉ công khai.").value());
  return Response::bytes(print::qr_svg(*symbol, "Mã QR trang thủ tục " + (*version)->short_name), "image/svg+xml");
}

std::span<const web::RouteOf<FormPages>> FormPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<FormPages>>({
      {Method::get, "/thu-tuc/{ma}/to-khai/{to_khai}/trong.pdf", web::kOpen, &FormPages::blank},
      {Method::get, "/thu-tuc/{ma}/to-khai/{to_khai}/mau.pdf", web::kOpen, &FormPages::sample},
      {Method::get, "/thu-tuc/{ma}/ma-qr.svg", web::kOpen, &FormPages::code_picture},
  });
  return kRoutes;
}

}  // namespace motcua::portal
