// The year of a place, and the calculator of due moments.
#include "calendar/pages.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/dates.hpp"
#include "calendar/change_form.hpp"
#include "calendar/page_views.hpp"
#include "views/calendar/calculator.hpp"
#include "views/calendar/year.hpp"

namespace motcua::calendar {

namespace {

using std::chrono::days;

std::int64_t number_of(std::string_view text, std::int64_t otherwise) {
  std::int64_t n{};
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), n);
  return wrong == std::errc{} && end == text.data() + text.size() ? n : otherwise;
}

// The calendars from the nation down to the place: the first one that already says what the last one says made the rule.
struct Level {
  Scope scope;
  CalendarPtr calendar;
};
Result<std::vector<Level>> levels_of(Calendars& calendars, const CalendarOf& chain) {
  CalendarOf so_far;
  TRY(auto nation, calendars.of(so_far));
  std::vector<Level> levels{{Scope{}, std::move(nation)}};
  for (const auto& scope : chain.chain) {
    if (scope.level == ScopeLevel::nation) continue;
    so_far.chain.push_back(scope);
    TRY(auto calendar, calendars.of(so_far));
    levels.push_back({scope, std::move(calendar)});
  }
  return levels;
}

bool same(const DayInfo& a, const DayInfo& b) {
  return a.kind == b.kind && a.sessions == b.sessions && a.reason == b.reason && a.source == b.source;
}

const Scope& said_by(const std::vector<Level>& levels, const DayInfo& info) {
  return std::ranges::find_if(levels, [&](const Level& l) { return same(l.calendar->info(info.day), info); })->scope;
}

std::string weekday_name(std::chrono::weekday w) {
  constexpr std::array kNames{"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"};
  return kNames.at(w.c_encoding());
}

std::string validity_words(const WeekdayRule& rule) {
  if (rule.valid_from && rule.valid_to) return span_words(*rule.valid_from, *rule.valid_to);
  if (rule.valid_from) return "Từ " + vn_date(*rule.valid_from);
  return rule.valid_to ? "Đến hết " + vn_date(*rule.valid_to) : std::string("Thường xuyên");
}

std::vector<web::ui::Option> options_of(const std::vector<Place>& places) {
  std::vector<web::ui::Option> out;
  for (const auto& place : places) out.push_back({.value = std::to_string(place.scope.unit), .label = place.name});
  return out;
}

// "14:00 08/10/2026", as moments are printed, or the day first.
std::optional<Instant> typed_moment(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  auto clock = text.substr(0, space);
  auto date = text.substr(text.find_first_not_of(' ', space));
  if (clock.find(':') == std::string_view::npos) std::swap(clock, date);
  const auto day = parse_vn_date(date);
  const auto time = TimeOfDay::parse(clock);
  if (!day || !time) return std::nullopt;
  return to_instant(LocalTime{*day} + std::chrono::minutes{time->minutes});
}

Result<DueRequest> request_of(const web::Fields& f) {
  DueRequest request;
  std::vector<FieldError> wrong;
  const auto day = parse_vn_date(f.get("ngay"));
  const auto time = TimeOfDay::parse(f.get("gio"));
  if (!day) wrong.push_back({"ngay", "Nhập ngày tiếp nhận, ví dụ 08/10/2026."});
  if (!time) wrong.push_back({"gio", "Nhập giờ tiếp nhận, ví dụ 09:10."});
  if (day && time) request.start = to_instant(LocalTime{*day} + std::chrono::minutes{time->minutes});
  const auto unit = f.get("don-vi");
  auto term = Term::parse(unit == "same-day" ? std::string(unit) : fmt::format("{}{}", f.get("so"), unit));
  if (term)
    request.term = *term;
  else
    wrong.push_back({"so", "Nhập thời hạn là số lớn hơn 0, ví dụ 3 hoặc 0,5."});
  for (const auto* n : {"1", "2", "3"}) {
    const auto from_name = fmt::format("tu-{}", n);
    const auto to_name = fmt::format("den-{}", n);
    const auto from_text = f.get(from_name);
    const auto to_text = f.get(to_name);
    if (from_text.empty() && to_text.empty()) continue;
    const auto from = typed_moment(from_text);
    const auto to = typed_moment(to_text);
    if (!from) wrong.push_back({from_name, "Viết giờ và ngày bắt đầu tạm dừng, ví dụ 14:00 08/10/2026."});
    if (!to) wrong.push_back({to_name, "Viết giờ và ngày hết tạm dừng, ví dụ 09:00 14/10/2026."});
    if (from && to && *to < *from) wrong.push_back({to_name, "Lúc hết tạm dừng phải sau lúc bắt đầu."});
    if (from && to) request.pauses.push_back({.from = *from, .to = *to});
  }
  if (!wrong.empty()) return errors::invalid_fields("calendar.calculator_invalid", std::move(wrong));
  return request;
}

std::string_view line_words(ProofLine::Kind kind) {
  switch (kind) {
    case ProofLine::Kind::start: return "Bắt đầu";
    case ProofLine::Kind::counted: return "Tính";
    case ProofLine::Kind::skipped: return "Không tính";
    case ProofLine::Kind::paused: return "Tạm dừng";
    case ProofLine::Kind::resumed: return "Tiếp tục";
    case ProofLine::Kind::due: return "Hạn";
    case ProofLine::Kind::extension: return "Gia hạn";
    case ProofLine::Kind::promise: return "Cam kết";
  }
  return {};
}

}  // namespace

Result<Place> Pages::place_of(const web::Call& call, const web::Fields& fields) const {
  const auto places = places_.places(call);
  if (places.empty()) return errors::forbidden("calendar.no_places", "Bạn chưa được xem lịch của đơn vị nào. Hỏi người quản trị.");
  const auto wanted = fields.get("noi");
  if (wanted.empty()) return places.front();
  const auto found = std::ranges::find(places, number_of(wanted, -1), [](const Place& p) { return p.scope.unit; });
  if (found == places.end()) return errors::not_found("calendar.no_place", "Không có nơi này trong các lịch bạn được xem.");
  return *found;
}

web::Response Pages::year(web::Call& call) {
  const auto place = place_of(call, call.request.query);
  if (!place) return web::error_response(call, place.error());
  const auto levels = levels_of(calendars_, places_.chain(*place));
  if (!levels) return web::error_response(call, levels.error());
  const auto& calendar = *levels->back().calendar;
  const int this_year{std::chrono::year_month_day{day_of(clock_.now())}.year()};
  YearView v;
  v.year = static_cast<int>(
      std::clamp<std::int64_t>(number_of(call.request.query.get("nam"), this_year), calendar.first_year(), calendar.last_year()));
  v.place = place->name;
  v.noi = std::to_string(place->scope.unit);
  v.may_edit = call.principal->permits(kCalendarEdit) && places_.may_edit(call, *place);
  v.places = options_of(places_.places(call));
  v.version = calendar.version_text();

  using namespace std::chrono;
  const Day first{local_days{std::chrono::year{v.year} / January / 1}};
  const Day last{local_days{std::chrono::year{v.year} / December / 31}};
  v.working_days = calendar.working_days_between(first - days{1}, last);
  for (const auto& info : calendar.days(first, last)) {
    if (info.reason.empty()) continue;
    const auto& scope = said_by(*levels, info);
    v.days.push_back({vn_date(info.day), vn_weekday(info.day), day_words(info), info.source, places_.name_of(scope), scope == place->scope,
                      info.default_choice});
  }
  v.week.push_back({"Thứ Hai – thứ Sáu", sessions_words(standard_week().front().sessions), "Khi không có quy định riêng", "",
                    places_.name_of({}), place->scope == Scope{}});
  for (const auto& level : *levels)
    for (const auto& stored : calendars_.weekdays(level.scope)) {
      const auto& rule = stored.rule;
      const bool own = level.scope == place->scope;
      const auto what = rule.sessions.empty() ? std::string("Nghỉ") : sessions_words(rule.sessions);
      v.week.push_back({weekday_name(rule.weekday), what, validity_words(rule), rule.source, places_.name_of(level.scope), own});
      if (own)
        v.own.push_back({fmt::format("{}: {}", weekday_name(rule.weekday), validity_words(rule)), what, "", rule.source,
                         fmt::format("/quan-tri/lich/thu-hoi/tuan/{}?noi={}", stored.id, v.noi)});
    }
  for (const auto& stored : calendars_.exceptions(place->scope, v.year)) {
    const auto& e = stored.exception;
    auto what = std::string(kind_words(e.kind));
    if (!e.sessions.empty()) what += ": " + sessions_words(e.sessions);
    if (!stored.active) what += " (mới đề xuất, chưa áp dụng)";
    v.own.push_back({span_words(e.first, e.last), std::move(what), e.reason, e.source,
                     fmt::format("/quan-tri/lich/thu-hoi/ngay/{}?noi={}", stored.id, v.noi)});
  }
  const auto shell = shells_.staff(call);
  return web::Response::html(web::render(shell.lang, views::year, v, shell));
}

web::Response Pages::calculator(web::Call& call) {
  const auto& query = call.request.query;
  const auto place = place_of(call, query);
  if (!place) return web::error_response(call, place.error());
  CalculatorView v;
  v.place = std::to_string(place->scope.unit);
  v.places = options_of(places_.places(call));
  std::vector<FieldError> wrong;
  if (query.has("ngay")) {
    const auto count = [&]() -> Result<Explanation> {
      TRY(const auto request, request_of(query));
      TRY(const auto calendar, calendars_.of(places_.chain(*place)));
      TRY(const auto due_at, due(*calendar, request));
      return explain(*calendar, due_at.proof, request.pauses);
    };
    auto told = count();
    if (told) {
      v.due = fmt::format("{} {} {}", vn_time(told->proof.moment), vn_weekday(day_of(told->proof.moment)), vn_date(told->proof.moment));
      v.version = told->calendar;
      for (const auto& line : told->lines) v.kinds.emplace_back(line_words(line.kind));
      v.lines = std::move(told->lines);
    } else if (wrong = told.error().fields; wrong.empty()) {
      wrong.push_back({"ngay", told.error().message});
    }
  }
  const auto shell = shells_.staff(call);
  return web::Response::html(web::render(shell.lang, views::calculator, v, shell, query, wrong), wrong.empty() ? 200 : 422);
}

}  // namespace motcua::calendar
