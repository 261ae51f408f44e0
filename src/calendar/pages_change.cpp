// Changes of a calendar: form, effect on paper, application; withdrawal of own entries.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/dates.hpp"
#include "calendar/change_form.hpp"
#include "calendar/page_views.hpp"
#include "calendar/pages.hpp"
#include "views/calendar/change.hpp"
#include "views/calendar/preview.hpp"
#include "views/calendar/withdraw.hpp"

namespace motcua::calendar {

namespace {

using std::chrono::days;

constexpr std::size_t kMostDaysListed = 62;
// Fields that go from the form through the preview to the application; the token and the one-time number are made anew.
constexpr std::array<std::string_view, 11> kCarried{"noi",  "loai", "ngay-nghi", "ngay-lam",       "tu-ngay", "den-ngay",
                                                    "buoi", "thu",  "ly-do",     "buoi-tiep-nhan", "can-cu"};

std::string address_of(const Place& place, Day day) {
  return fmt::format("/quan-tri/lich?noi={}&nam={}", place.scope.unit, int{std::chrono::year_month_day{day}.year()});
}

void compare(const WorkCalendar& before, const WorkCalendar& after, const TypedChange& typed, PreviewView& v) {
  for (Day day = typed.first; day <= typed.last; day += days{1}) {
    const auto was = before.info(day);
    const auto is = after.info(day);
    if (was.kind == is.kind && was.sessions == is.sessions && was.reason == is.reason) continue;
    if (v.days.size() < kMostDaysListed)
      v.days.push_back({vn_weekday(day) + " " + vn_date(day), day_words(was), day_words(is)});
    else
      ++v.more;
  }
  using namespace std::chrono;
  const year_month_day last_day{typed.last};
  for (auto month = year_month{year_month_day{typed.first}.year(), year_month_day{typed.first}.month()};
       month <= last_day.year() / last_day.month(); month += months{1}) {
    const Day begin = Day{local_days{month / 1}} - days{1};
    const Day end{local_days{month / std::chrono::last}};
    v.months.push_back({fmt::format("{:02}/{}", unsigned{month.month()}, int{month.year()}), before.working_days_between(begin, end),
                        after.working_days_between(begin, end)});
  }
}

}  // namespace

Result<Place> Pages::editable(const web::Call& call, const web::Fields& fields) const {
  TRY(auto place, place_of(call, fields));
  if (!places_.may_edit(call, place))
    return errors::forbidden("calendar.place_not_editable",
                             fmt::format("Bạn không được sửa lịch của {}. Chọn đơn vị của bạn.", place.name));
  return place;
}

web::Response Pages::show_form(const web::Call& call, const Place& place, const web::Fields& values,
                               const std::vector<FieldError>& errors) {
  const ChangeFormView v{place.name, std::to_string(place.scope.unit), std::string(values.get("loai")),
                         std::string(title_of_change(values.get("loai")))};
  if (v.title.empty())
    return web::error_response(
        call, errors::not_found("calendar.no_such_form", "Không có loại thay đổi này. Mở lại trang lịch làm việc.").value());
  const auto shell = shells_.staff(call);
  const web::Fields none;
  const bool sent = call.request.method == web::Method::post;
  return web::Response::html(web::render(shell.lang, views::change, v, shell, call, sent ? values : none, errors),
                             errors.empty() ? 200 : 422);
}

web::Response Pages::change_form(web::Call& call) {
  const auto place = editable(call, call.request.query);
  if (!place) return web::error_response(call, place.error());
  return show_form(call, *place, call.request.query, {});
}

web::Response Pages::preview(web::Call& call) {
  const auto& form = call.request.form;
  const auto place = editable(call, form);
  if (!place) return web::error_response(call, place.error());
  if (form.has("sua")) return show_form(call, *place, form, {});
  const auto chain = places_.chain(*place);
  const auto before = calendars_.of(chain);
  if (!before) return web::error_response(call, before.error());
  const auto typed = read_change(form, **before);
  if (!typed)
    return typed.error().fields.empty() ? web::error_response(call, typed.error()) : show_form(call, *place, form, typed.error().fields);
  const auto after = calendars_.preview(chain, place->scope, typed->change);
  if (!after) return web::error_response(call, after.error());

  PreviewView v;
  v.place = place->name;
  v.noi = std::to_string(place->scope.unit);
  v.title = title_of_change(form.get("loai"));
  v.past = typed->first < day_of(clock_.now());
  for (const auto name : kCarried)
    for (const auto value : form.all(name)) v.sent.emplace_back(name, value);
  compare(**before, **after, *typed, v);
  if (running_ != nullptr) v.running = running_->moved(*place, typed->change, typed->first);
  const auto shell = shells_.staff(call);
  return web::Response::html(web::render(shell.lang, views::preview, v, shell, call));
}

web::Response Pages::apply(web::Call& call) {
  const auto& form = call.request.form;
  const auto place = editable(call, form);
  if (!place) return web::error_response(call, place.error());
  const auto before = calendars_.of(places_.chain(*place));
  if (!before) return web::error_response(call, before.error());
  const auto typed = read_change(form, **before);
  if (!typed)
    return typed.error().fields.empty() ? web::error_response(call, typed.error()) : show_form(call, *place, form, typed.error().fields);
  if (const auto done = calendars_.apply(place->scope, typed->change, places_.actor(call)); !done)
    return web::error_response(call, done.error());
  std::string next;
  if (running_ != nullptr) next = running_->applied(call, *place, typed->change, typed->first, title_of_change(form.get("loai")));
  auto response = web::Response::see_other(next.empty() ? address_of(*place, typed->first) : next);
  response.flash = fmt::format("Đã ghi vào lịch của {}: {}.", place->name, title_of_change(form.get("loai")));
  return response;
}

struct Pages::Own {
  Place place;
  std::optional<StoredException> exception;
  std::optional<StoredWeekday> weekday;
};

Result<Pages::Own> Pages::own_entry(const web::Call& call) {
  const auto& fields = call.request.method == web::Method::post ? call.request.form : call.request.query;
  const auto missing = [] { return errors::not_found("calendar.no_entry", "Mục này không còn trong lịch. Mở lại trang lịch làm việc."); };
  Own own;
  TRY(own.place, editable(call, fields));
  const auto text = call.request.param("so");
  std::int64_t id{};
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (wrong != std::errc{} || end != text.data() + text.size()) return missing();
  if (call.request.param("loai") == "ngay")
    own.exception = calendars_.exception(id);
  else if (call.request.param("loai") == "tuan")
    own.weekday = calendars_.weekday(id);
  // An entry of another place is not there for this one.
  if (own.exception ? own.exception->scope != own.place.scope : !own.weekday || own.weekday->scope != own.place.scope) return missing();
  return own;
}

web::Response Pages::show_withdraw(const web::Call& call, const Own& own, const std::vector<FieldError>& errors) {
  WithdrawView v;
  v.place = own.place.name;
  v.path = call.request.path;
  v.weekly = own.weekday.has_value();
  if (own.weekday) {
    const auto& rule = own.weekday->rule;
    v.what = rule.sessions.empty() ? std::string("Nghỉ") : sessions_words(rule.sessions);
    v.when = vn_weekday(Day{days{3}} + days{rule.weekday.c_encoding()});  // 4/1/1970 was a Sunday
    if (rule.valid_from) v.when += ", từ " + vn_date(*rule.valid_from);
    if (rule.valid_to) v.when += ", đến hết " + vn_date(*rule.valid_to);
    v.source = rule.source;
    v.back = address_of(own.place, day_of(clock_.now()));
  } else {
    const auto& e = own.exception->exception;
    v.what = kind_words(e.kind);
    v.when = span_words(e.first, e.last);
    v.reason = e.reason;
    v.source = e.source;
    v.back = address_of(own.place, e.first);
  }
  const auto shell = shells_.staff(call);
  const auto noi = std::to_string(own.place.scope.unit);
  return web::Response::html(web::render(shell.lang, views::withdraw, v, noi, shell, call, errors), errors.empty() ? 200 : 422);
}

web::Response Pages::withdraw_form(web::Call& call) {
  const auto own = own_entry(call);
  if (!own) return web::error_response(call, own.error());
  return show_withdraw(call, *own, {});
}

web::Response Pages::withdraw(web::Call& call) {
  const auto own = own_entry(call);
  if (!own) return web::error_response(call, own.error());
  const auto& form = call.request.form;
  const auto reason = form.get("ly-do");
  if (reason.empty()) return show_withdraw(call, *own, {{"ly-do", "Ghi lý do thu hồi."}});
  const auto by = places_.actor(call);
  Day shown = day_of(clock_.now());
  Status done;
  if (own->exception) {
    shown = own->exception->exception.first;
    done = calendars_.withdraw_exception(own->exception->id, reason, by);
  } else if (form.get("ngay-cuoi").empty()) {
    done = calendars_.withdraw_weekday(own->weekday->id, reason, by);
  } else {
    const auto last = parse_vn_date(form.get("ngay-cuoi"));
    if (!last) return show_withdraw(call, *own, {{"ngay-cuoi", "Viết ngày như 08/10/2026, hoặc để trống để thu hồi hẳn."}});
    done = calendars_.end_weekday(own->weekday->id, *last, reason, by);
    if (!done && !done.error().fields.empty()) return show_withdraw(call, *own, {{"ngay-cuoi", done.error().fields.front().message}});
  }
  if (!done) return web::error_response(call, done.error());
  auto response = web::Response::see_other(address_of(own->place, shown));
  response.flash = "Đã thu hồi. Hạn của hồ sơ mới được tính theo lịch còn lại.";
  return response;
}

std::span<const web::RouteOf<Pages>> Pages::routes() {
  using web::Method;
  static constexpr auto kRoutes =
      std::to_array<web::RouteOf<Pages>>({{Method::get, "/quan-tri/lich", kCalendarRead, &Pages::year},
                                          {Method::get, "/quan-tri/lich/tinh-thu", kCalendarRead, &Pages::calculator},
                                          {Method::get, "/quan-tri/lich/them", kCalendarEdit, &Pages::change_form},
                                          {Method::post, "/quan-tri/lich/xem-truoc", kCalendarEdit, &Pages::preview},
                                          {Method::post, "/quan-tri/lich/ap-dung", kCalendarEdit, &Pages::apply},
                                          {Method::get, "/quan-tri/lich/thu-hoi/{loai}/{so}", kCalendarEdit, &Pages::withdraw_form},
                                          {Method::post, "/quan-tri/lich/thu-hoi/{loai}/{so}", kCalendarEdit, &Pages::withdraw}});
  return kRoutes;
}

}  // namespace motcua::calendar
