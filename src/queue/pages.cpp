// The counter, what people waited, what a place has.
#include "queue/pages.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "identity/letterhead.hpp"
#include "views/queue/counter.hpp"
#include "views/queue/counters.hpp"
#include "views/queue/figures.hpp"
#include "views/queue/place.hpp"
#include "views/queue/tickets.hpp"
#include "web/forms.hpp"

namespace motcua::queue {

using identity::actor_of;
using identity::kDossierAllocate;
using identity::kDossierReturn;
using identity::kReportRead;
using web::Call;
using web::Method;
using web::Response;

namespace {
std::vector<web::ui::Link> tabs_of(const Actor& actor, std::string_view current) {
  std::vector<web::ui::Link> links;
  const auto add = [&](const char* label, std::string href, web::Permission permission) {
    if (actor.permits(permission)) links.push_back({.label = label, .href = href, .current = href == current});
  };
  add("Gọi số", "/goi-so", kDossierReturn);
  add("Thời gian chờ", "/thoi-gian-cho", kReportRead);
  add("Quầy và lấy số", "/quan-tri/quay", kDossierAllocate);
  add("Liên hệ, điểm hỗ trợ", "/quan-tri/lien-he", kDossierAllocate);
  if (links.size() < 2) links.clear();
  return links;
}
int counter_number(const Call& call) { return static_cast<int>(plain_number(call.request.param("quay")) % 1000); }
// The desk somebody's figures and settings are of; his own unit when there is none.
UnitId place_of_actor(const identity::Identity& identity, const Actor& actor) {
  const auto desk = identity::desk_of(*identity.tree(), actor.acting_unit(), identity.today());
  return desk ? desk : actor.acting_unit();
}
std::vector<web::ui::Option> priority_options(Day day) {
  std::vector<web::ui::Option> options{{.value = "", .label = "Không ưu tiên"}};
  for (const auto& p : priority_rules(day).kinds) options.push_back({.value = p.word, .label = p.label});
  return options;
}
Response told(std::string to, std::string said) {
  auto response = Response::see_other(std::move(to));
  response.flash = std::move(said);
  return response;
}
}  // namespace

// ---- calling ----

Response Pages::counters_page(Call& call, std::vector<FieldError> errors) {
  const auto& actor = actor_of(call);
  const auto unit = identity::unit_with(actor, kDossierReturn);
  CountersView v;
  v.call = &call;
  v.errors = std::move(errors);
  v.tabs = tabs_of(actor, "/goi-so");
  v.unit_name = parts_.identity.tree()->name(unit, parts_.identity.today());
  v.counters = parts_.queue.counters(unit);
  std::erase_if(v.counters, [](const Counter& c) { return !c.active; });
  v.kinds = parts_.queue.kinds(unit);
  v.room = parts_.queue.room(unit);
  const auto today = day_of(parts_.clock.now());
  v.booked = parts_.queue.bookings(actor, unit, today);
  std::erase_if(v.booked, [](const Booking& b) { return b.state != BookingState::booked; });
  for (const auto& k : v.room.kinds)
    v.kind_options.push_back({.value = std::to_string(k.kind.id.value), .label = k.kind.letter + " · " + k.kind.name});
  v.priorities = priority_options(today);
  const int status = v.errors.empty() ? 200 : 422;
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, parts_.shells.staff(call), {.title = "Gọi số", .errors = v.errors},
                      [&](web::Html& body) { views::counters(body, v); });
  return Response::html(std::move(out).take(), status);
}
Response Pages::counters(Call& call) { return counters_page(call, {}); }

Response Pages::give(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  const auto done =
      parts_.queue.issue(identity::unit_with(actor, kDossierReturn), KindId{plain_number(form.get("viec"))}, form.get("uu_tien"), &actor);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return counters_page(call, done.error().fields);
  }
  return told("/goi-so", fmt::format("Đã lấy số {} giúp người dân.", done->written_number()));
}

Response Pages::counter(Call& call) {
  const auto& actor = actor_of(call);
  auto desk = parts_.queue.desk(actor, identity::unit_with(actor, kDossierReturn), counter_number(call));
  if (!desk) return web::error_response(call, desk.error());
  CounterView v{.path = fmt::format("/goi-so/{}", desk->counter.number),
                .tabs = tabs_of(actor, "/goi-so"),
                .d = *std::move(desk),
                .now = parts_.clock.now(),
                .call = &call};
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, parts_.shells.staff(call),
                      {.title = fmt::format("Quầy {}", v.d.counter.number), .crumbs = {{.label = "Gọi số", .href = "/goi-so"}}},
                      [&](web::Html& body) { views::counter(body, v); });
  auto response = Response::html(std::move(out).take());
  response.headers.emplace_back("Refresh", "30");  // who waits; every form of the page is one button, so nothing typed is lost
  return response;
}

Response Pages::after_call(Call& call, const Status& done, std::string said) {
  if (!done) return web::error_response(call, done.error());
  return told(fmt::format("/goi-so/{}", counter_number(call)), std::move(said));
}
Response Pages::next(Call& call) {
  const auto& actor = actor_of(call);
  const auto t = parts_.queue.call_next(actor, identity::unit_with(actor, kDossierReturn), counter_number(call));
  if (!t) {
    if (t.error().key == "queue.nobody_waits") return after_call(call, {}, t.error().message);
    return web::error_response(call, t.error());
  }
  return after_call(call, {}, fmt::format("Đã gọi {}.", t->written_number()));
}
Response Pages::again(Call& call) {
  const auto& actor = actor_of(call);
  const auto t = parts_.queue.call_again(actor, identity::unit_with(actor, kDossierReturn), counter_number(call),
                                         TicketId{plain_number(call.request.form.get("ve"))});
  if (!t) return web::error_response(call, t.error());
  return after_call(call, {}, fmt::format("Đã gọi lại {}.", t->written_number()));
}
Response Pages::absent(Call& call) {
  return after_call(call, parts_.queue.set_absent(actor_of(call), TicketId{plain_number(call.request.form.get("ve"))}),
                    "Đã ghi vắng. Người ấy đến trong hôm nay thì gọi lại được.");
}
Response Pages::serve(Call& call) {
  return after_call(call, parts_.queue.serve(actor_of(call), TicketId{plain_number(call.request.form.get("ve"))}), "");
}
Response Pages::finish(Call& call) {
  return after_call(call, parts_.queue.finish(actor_of(call), TicketId{plain_number(call.request.form.get("ve"))}), "Đã xong lượt này.");
}

// ---- figures ----

namespace {
struct Period {
  Day from{}, until{};
  std::vector<FieldError> errors;
};
// This month until today when nothing was asked.
Period period_in(const web::Fields& query, Day today) {
  const std::chrono::year_month_day ymd{today};
  Period p{Day{ymd.year() / ymd.month() / 1}, today, {}};
  const auto read = [&](const char* name, Day& into) {
    if (query.get(name).empty()) return;
    if (const auto day = parse_vn_date(query.get(name)))
      into = *day;
    else
      p.errors.push_back({name, "Ghi ngày dạng 01/11/2026."});
  };
  read("tu", p.from);
  read("den", p.until);
  return p;
}
}  // namespace

Response Pages::figures(Call& call) {
  const auto& actor = actor_of(call);
  const auto unit = place_of_actor(parts_.identity, actor);
  auto period = period_in(call.request.query, parts_.identity.today());
  FiguresView v;
  v.call = &call;
  v.tabs = tabs_of(actor, "/thoi-gian-cho");
  v.unit_name = parts_.identity.tree()->name(unit, parts_.identity.today());
  v.from = vn_date(period.from);
  v.until = vn_date(period.until);
  v.query = "tu=" + web::percent_encode(v.from) + "&den=" + web::percent_encode(v.until);
  v.errors = std::move(period.errors);
  if (v.errors.empty()) {
    if (auto figures = parts_.queue.figures(actor, unit, period.from, period.until))
      v.figures = *std::move(figures);
    else if (!figures.error().fields.empty())
      v.errors = figures.error().fields;
  }
  const int status = v.errors.empty() ? 200 : 422;
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, parts_.shells.staff(call), {.title = "Thời gian chờ ở quầy", .errors = v.errors},
                      [&](web::Html& body) { views::figures(body, v); });
  return Response::html(std::move(out).take(), status);
}

Response Pages::tickets(Call& call) {
  const auto& actor = actor_of(call);
  const auto unit = place_of_actor(parts_.identity, actor);
  const auto& query = call.request.query;
  const auto period = period_in(query, parts_.identity.today());
  const auto letter = std::string(query.get("viec")).substr(0, 1);
  TicketsView v;
  v.today = parts_.identity.today();
  // Whose figures are not of this reader's right has an empty list, as the figures are.
  if (auto page = parts_.queue.tickets(actor, unit, period.from, period.until, letter, TicketId{plain_number(query.get("truoc"))}))
    v.page = *std::move(page);
  const auto asked = "tu=" + web::percent_encode(vn_date(period.from)) + "&den=" + web::percent_encode(vn_date(period.until));
  v.title = fmt::format("Vé {} từ {} đến {}", letter, vn_date(period.from), vn_date(period.until));
  v.back = "/thoi-gian-cho?" + asked;
  if (v.page.next) v.older = fmt::format("/thoi-gian-cho/ve?{}&viec={}&truoc={}", asked, web::percent_encode(letter), v.page.next.value);
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, parts_.shells.staff(call), {.title = v.title, .crumbs = {{.label = "Thời gian chờ", .href = v.back}}},
                      [&](web::Html& body) { views::tickets(body, v); });
  return Response::html(std::move(out).take());
}

// ---- settings ----

Response Pages::place_page(Call& call, std::string wrong, std::vector<FieldError> errors) {
  const auto& actor = actor_of(call);
  const auto unit = place_of_actor(parts_.identity, actor);
  PlaceView v;
  v.call = &call;
  v.wrong = std::move(wrong);
  v.errors = std::move(errors);
  v.tabs = tabs_of(actor, "/quan-tri/quay");
  v.unit_name = parts_.identity.tree()->name(unit, parts_.identity.today());
  v.kinds = parts_.queue.kinds(unit);
  v.counters = parts_.queue.counters(unit);
  v.rules = priority_rules(parts_.identity.today());
  v.links = {{.label = "Màn hình phòng chờ", .href = fmt::format("/man-hinh/{}", unit.value)},
             {.label = "Trang đặt giờ", .href = fmt::format("/dat-gio/{}", unit.value)},
             {.label = "Trang liên hệ", .href = fmt::format("/lien-he?don_vi={}", unit.value)}};
  if (const auto key = parts_.queue.key_of(unit); !key.empty()) v.machine = "/lay-so/" + key;
  const int status = v.errors.empty() ? 200 : 422;
  web::Html out(web::lang_of(call.lang), 16 * 1024);
  web::ui::staff_page(out, parts_.shells.staff(call), {.title = "Quầy và lấy số", .errors = v.errors},
                      [&](web::Html& body) { views::place(body, v); });
  return Response::html(std::move(out).take(), status);
}
Response Pages::place(Call& call) { return place_page(call, {}, {}); }

Response Pages::after_place(Call& call, const Status& done, std::string wrong, std::string said) {
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return place_page(call, std::move(wrong), done.error().fields);
  }
  return told("/quan-tri/quay", std::move(said));
}
Response Pages::set_kind(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  Kind k;
  k.unit = place_of_actor(parts_.identity, actor);
  k.letter = std::string(form.get("chu"));
  k.name = std::string(form.get("ten"));
  const auto places = parse_vn_integer(form.get("hen"));
  k.per_slot = places && *places >= 0 && *places < 1000 ? static_cast<int>(*places) : -1;
  k.active = form.get("dung") != "thoi";
  return after_place(call, parts_.queue.save_kind(actor, k), "viec", "Đã ghi việc.");
}
Response Pages::set_counter(Call& call) {
  const auto& actor = actor_of(call);
  const auto& form = call.request.form;
  Counter c;
  c.unit = place_of_actor(parts_.identity, actor);
  const auto number = parse_vn_integer(form.get("quay"));
  c.number = number && *number > 0 && *number < 1000 ? static_cast<int>(*number) : 0;
  c.letters = std::string(form.get("chu_quay"));
  c.active = form.get("mo") != "dong";
  return after_place(call, parts_.queue.save_counter(actor, c), "quay", "Đã ghi quầy.");
}
Response Pages::new_key(Call& call) {
  const auto& actor = actor_of(call);
  return after_place(call, parts_.queue.new_key(actor, place_of_actor(parts_.identity, actor)), {},
                     "Đã cấp địa chỉ mới cho máy lấy số. Địa chỉ cũ không còn dùng.");
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  static constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({
      {Method::get, "/goi-so", kDossierReturn, &Pages::counters},
      {Method::post, "/goi-so", kDossierReturn, &Pages::give},
      {Method::get, "/goi-so/{quay}", kDossierReturn, &Pages::counter},
      {Method::post, "/goi-so/{quay}/goi", kDossierReturn, &Pages::next},
      {Method::post, "/goi-so/{quay}/goi-lai", kDossierReturn, &Pages::again},
      {Method::post, "/goi-so/{quay}/vang", kDossierReturn, &Pages::absent},
      {Method::post, "/goi-so/{quay}/phuc-vu", kDossierReturn, &Pages::serve},
      {Method::post, "/goi-so/{quay}/xong", kDossierReturn, &Pages::finish},
      {Method::get, "/thoi-gian-cho", kReportRead, &Pages::figures},
      {Method::get, "/thoi-gian-cho/ve", kReportRead, &Pages::tickets},
      {Method::get, "/quan-tri/quay", kDossierAllocate, &Pages::place},
      {Method::post, "/quan-tri/quay/viec", kDossierAllocate, &Pages::set_kind},
      {Method::post, "/quan-tri/quay/so-quay", kDossierAllocate, &Pages::set_counter},
      {Method::post, "/quan-tri/quay/may", kDossierAllocate, &Pages::new_key},
  });
  return kRoutes;
}

}  // namespace motcua::queue
