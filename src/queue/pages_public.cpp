// The machine that gives tickets, the page of a ticket, booked times: without an account, without scripts.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/phone.hpp"
#include "queue/pages.hpp"
#include "views/queue/book.hpp"
#include "views/queue/booking.hpp"
#include "views/queue/machine.hpp"
#include "views/queue/ticket.hpp"

namespace motcua::queue {

using web::Call;
using web::Method;
using web::Response;

namespace {
// A page of its own on the machine's screen: nothing leads away from it.
web::ui::Shell bare(const web::Shells& shells, const Call& call, std::string unit_name) {
  auto shell = shells.citizen(call);
  shell.nav.clear();
  shell.footer_links.clear();
  shell.user_links.clear();
  shell.unit_name = std::move(unit_name);
  return shell;
}
std::string place_name(const PagesParts& parts, UnitId unit) {
  return std::string(parts.identity.tree()->name(unit, parts.identity.today()));
}
std::string rule_words(const PriorityRules& rules) {
  return fmt::format("Vé ưu tiên gọi trước. Sau {} vé ưu tiên liền nhau, gọi 1 vé thường đang chờ.", rules.run);
}
}  // namespace

Response PublicPages::machine_page(Call& call, std::vector<FieldError> errors) {
  const auto key = std::string(call.request.param("khoa"));
  const auto unit = parts_.queue.unit_of_key(key);
  if (!unit) return web::error_response(call, unit.error());
  const auto& asked = call.request.method == Method::post ? call.request.form : call.request.query;
  const auto rules = priority_rules(day_of(parts_.clock.now()));
  MachineView v;
  v.path = "/lay-so/" + key;
  v.call = &call;
  v.room = parts_.queue.room(*unit);
  v.rule = rule_words(rules);
  for (const auto& line : v.room.kinds)
    if (line.kind.id.value == plain_number(asked.get("viec"))) v.chosen = line.kind;
  v.priorities.push_back({.value = "", .label = "Không thuộc diện ưu tiên"});
  for (const auto& p : rules.kinds) v.priorities.push_back({.value = p.word, .label = p.label});
  v.errors = std::move(errors);
  const auto status = v.errors.empty() ? 200 : 422;
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::Page page{.title = "Lấy số", .errors = v.errors, .narrow = true};
  if (v.chosen) page.back = {.label = "Chọn việc khác", .href = v.path};
  web::ui::citizen_page(out, bare(parts_.shells, call, place_name(parts_, *unit)), page, [&](web::Html& body) { views::machine(body, v); });
  auto response = Response::html(std::move(out).take(), status);
  // Whoever walks away leaves a fresh page, and the waiting times stay true.
  response.headers.emplace_back("Refresh", "60; url=" + v.path);
  return response;
}

Response PublicPages::machine(Call& call) { return machine_page(call, {}); }

Response PublicPages::take(Call& call) {
  const auto key = std::string(call.request.param("khoa"));
  const auto unit = parts_.queue.unit_of_key(key);
  if (!unit) return web::error_response(call, unit.error());
  const auto& form = call.request.form;
  const auto ticket = parts_.queue.issue(*unit, KindId{plain_number(form.get("viec"))}, form.get("uu_tien"));
  if (!ticket) {
    if (ticket.error().fields.empty()) return web::error_response(call, ticket.error());
    return machine_page(call, ticket.error().fields);
  }
  return Response::see_other("/ve/" + ticket->token + "?may=" + key);
}

Response PublicPages::arrive(Call& call) {
  const auto key = std::string(call.request.param("khoa"));
  const auto unit = parts_.queue.unit_of_key(key);
  if (!unit) return web::error_response(call, unit.error());
  const auto ticket = parts_.queue.arrive(*unit, call.request.form.get("ma"));
  if (!ticket) {
    if (ticket.error().fields.empty()) return web::error_response(call, ticket.error());
    return machine_page(call, ticket.error().fields);
  }
  return Response::see_other("/ve/" + ticket->token + "?may=" + key);
}

Response PublicPages::ticket(Call& call) {
  const auto found = parts_.queue.follow(call.request.param("token"));
  if (!found) return web::error_response(call, found.error());
  const auto today = day_of(parts_.clock.now());
  FollowTicketView v{.t = *found, .state = state_words(found->ticket, today), .back = {}, .over = found->ticket.over(today)};
  const auto machine = std::string(call.request.query.get("may"));
  const auto unit = machine.empty() ? Result<UnitId>(UnitId{}) : parts_.queue.unit_of_key(machine);
  if (unit && *unit == found->ticket.unit) v.back = "/lay-so/" + machine;
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, bare(parts_.shells, call, found->unit_name), {.title = "Vé " + found->ticket.written_number(), .narrow = true},
                        [&](web::Html& body) { views::ticket(body, v); });
  auto response = Response::html(std::move(out).take());
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  if (!v.back.empty())
    response.headers.emplace_back("Refresh", "15; url=" + v.back);
  else if (!v.over)
    response.headers.emplace_back("Refresh", "20");
  return response;
}

Response PublicPages::paper(Call& call) {
  auto pdf = parts_.queue.paper(call.request.param("token"), parts_.public_url);
  if (!pdf) return web::error_response(call, pdf.error());
  Response response;
  response.content_type = "application/pdf";
  response.body = *std::move(pdf);
  response.headers.emplace_back("content-disposition", "inline; filename=\"ve.pdf\"");
  return response;
}

// ---- booked times ----

Response PublicPages::book_page(Call& call, const web::Fields& asked, std::vector<FieldError> errors) {
  const UnitId unit{plain_number(call.request.param("don_vi"))};
  BookView v;
  v.kinds = parts_.queue.kinds(unit);
  std::erase_if(v.kinds, [](const Kind& k) { return !k.active || k.per_slot == 0; });
  if (!unit || !parts_.identity.tree()->exists(unit, parts_.identity.today()))
    return web::error_response(call, errors::not_found("queue.no_place", "Không có nơi tiếp nhận này.").value());
  v.path = "/dat-gio/" + std::to_string(unit.value);
  v.unit = std::to_string(unit.value);
  v.unit_name = place_name(parts_, unit);
  v.call = &call;
  v.errors = std::move(errors);
  for (const auto& k : v.kinds)
    if (k.id.value == plain_number(asked.get("viec"))) v.chosen = k;
  if (v.chosen) v.days = parts_.queue.days_to_book(unit);
  if (const auto day = parse_vn_date(asked.get("ngay")); v.chosen && day && std::ranges::find(v.days, *day) != v.days.end()) {
    v.day = *day;
    for (const auto& slot : parts_.queue.slots(v.chosen->id, *day))
      if (slot.free > 0)
        v.slots.push_back({.value = std::to_string(to_us(slot.starts_at)),
                           .label = vn_time(slot.starts_at) + "–" + vn_time(slot.starts_at + std::chrono::minutes{kSlotMinutes}),
                           .hint = fmt::format("còn {} chỗ", slot.free)});
  }
  web::ui::Page page{.title = "Đặt giờ đến làm thủ tục", .back = {.label = "Trang chủ", .href = "/"}, .errors = v.errors, .narrow = true};
  if (v.day)
    page.back = {.label = "Chọn ngày khác", .href = v.path + "?viec=" + std::to_string(v.chosen->id.value)};
  else if (v.chosen)
    page.back = {.label = "Chọn việc khác", .href = v.path};
  const int status = v.errors.empty() ? 200 : 422;
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(out, parts_.shells.citizen(call), page, [&](web::Html& body) { views::book(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response PublicPages::book_front(Call& call) {
  const auto unit = parts_.front ? parts_.front() : UnitId{};
  if (!unit) return web::error_response(call, errors::not_found("queue.no_place", "Không có nơi tiếp nhận này.").value());
  return Response::see_other("/dat-gio/" + std::to_string(unit.value));
}
Response PublicPages::book(Call& call) { return book_page(call, call.request.query, {}); }

Response PublicPages::keep_booking(Call& call) {
  const auto& form = call.request.form;
  const UnitId unit{plain_number(call.request.param("don_vi"))};
  const auto done =
      parts_.queue.book(unit, KindId{plain_number(form.get("viec"))}, from_us(plain_number(form.get("gio"))), form.get("dien_thoai"));
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return book_page(call, form, done.error().fields);
  }
  auto response = Response::see_other("/lich-hen/" + done->code);
  response.flash = "Đã đặt giờ. Chụp lại trang này hoặc ghi mã hẹn.";
  return response;
}

Response PublicPages::booking(Call& call) {
  const auto found = parts_.queue.booking(call.request.param("ma_hen"));
  if (!found) return web::error_response(call, found.error());
  BookingView v{.b = *found, .kind_name = {}, .unit_name = place_name(parts_, found->unit), .when = {}, .phone = {}, .call = &call};
  for (const auto& k : parts_.queue.kinds(found->unit))
    if (k.id == found->kind) v.kind_name = k.name;
  const auto day = day_of(found->starts_at);
  v.when = fmt::format("{}–{}, {}, {}", vn_time(found->starts_at), vn_time(found->starts_at + std::chrono::minutes{kSlotMinutes}),
                       vn_weekday(day), vn_date(day));
  if (const auto phone = Phone::parse(found->phone)) v.phone = phone->masked();
  web::Html out(web::lang_of(call.lang), 8 * 1024);
  web::ui::citizen_page(
      out, parts_.shells.citizen(call),
      {.title = "Lượt đặt giờ", .back = {.label = "Đặt giờ khác", .href = "/dat-gio/" + std::to_string(found->unit.value)}, .narrow = true},
      [&](web::Html& body) { views::booking(body, v); });
  auto response = Response::html(std::move(out).take());
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

Response PublicPages::cancel(Call& call) {
  const auto code = std::string(call.request.param("ma_hen"));
  const auto done = parts_.queue.cancel(code);
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other("/lich-hen/" + code);
  response.flash = "Đã hủy lượt đặt giờ. Chỗ này dành cho người khác.";
  return response;
}

std::span<const web::RouteOf<PublicPages>> PublicPages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<PublicPages>>({
      {Method::get, "/lay-so/{khoa}", web::kOpen, &PublicPages::machine},
      {Method::post, "/lay-so/{khoa}", web::kOpen, &PublicPages::take},
      {Method::post, "/lay-so/{khoa}/dat-gio", web::kOpen, &PublicPages::arrive},
      {Method::get, "/ve/{token}", web::kOpen, &PublicPages::ticket},
      {Method::get, "/ve/{token}/ve.pdf", web::kOpen, &PublicPages::paper},
      {Method::get, "/dat-gio", web::kOpen, &PublicPages::book_front},
      {Method::get, "/dat-gio/{don_vi}", web::kOpen, &PublicPages::book},
      {Method::post, "/dat-gio/{don_vi}", web::kOpen, &PublicPages::keep_booking},
      {Method::get, "/lich-hen/{ma_hen}", web::kOpen, &PublicPages::booking},
      {Method::post, "/lich-hen/{ma_hen}/huy", web::kOpen, &PublicPages::cancel},
  });
  return kRoutes;
}

}  // namespace motcua::queue
