// Layers to tables: which rule wins on each day, and the sums over the years.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "calendar/tables.hpp"

namespace motcua::calendar {

using std::chrono::days;
using std::chrono::weekday;

namespace {

Status check_sessions(std::span<const Session> sessions) {
  int last = -1;
  int work = 0;
  for (const auto& session : sessions) {
    if (session.from >= session.to || session.from.minutes < last || session.from.minutes < 0 || session.to.minutes > kMinutesPerDay)
      return errors::invalid("calendar.sessions_order",
                             "Các buổi làm việc phải theo thứ tự trong ngày và không chồng lên nhau. Sửa lại giờ.");
    last = session.to.minutes;
    work += session.kind == SessionKind::work ? 1 : 0;
  }
  if (work > static_cast<int>(Schedule::kMost))
    return errors::invalid("calendar.sessions_many", fmt::format("Một ngày có tối đa {} buổi làm việc.", Schedule::kMost));
  return {};
}

bool has_work(std::span<const Session> sessions) {
  return std::ranges::any_of(sessions, [](const Session& s) { return s.kind == SessionKind::work; });
}

// Several exceptions of one layer on one day: the stronger reason counts.
int strength(ExceptionKind kind) {
  switch (kind) {
    case ExceptionKind::emergency_closed: return 4;
    case ExceptionKind::swap_work:
    case ExceptionKind::swap_off: return 3;
    case ExceptionKind::holiday: return 2;
    case ExceptionKind::compensatory: return 1;
    case ExceptionKind::special_hours: return 0;
  }
  return 0;
}

DayKind off_kind(ExceptionKind kind) {
  switch (kind) {
    case ExceptionKind::holiday: return DayKind::holiday;
    case ExceptionKind::compensatory: return DayKind::compensatory;
    case ExceptionKind::swap_off: return DayKind::swap_off;
    case ExceptionKind::emergency_closed: return DayKind::emergency_closed;
    case ExceptionKind::swap_work:
    case ExceptionKind::special_hours: break;
  }
  return DayKind::work;
}

// FNV-1a: the same on every machine.
class Fingerprint {
 public:
  void add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(0xff);
  }
  void add(std::int64_t n) {
    for (int i = 0; i < 8; ++i) step(static_cast<unsigned char>(n >> (8 * i)));
  }
  std::uint64_t value() const { return hash_; }

 private:
  void step(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001b3ULL; }
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

class Merger {
 public:
  Merger(std::span<const CalendarLayer> layers, int first_year, int last_year) : layers_(layers) {
    tables_->first_year = first_year;
    tables_->last_year = last_year;
    using namespace std::chrono;
    tables_->first = local_days{year{first_year} / January / 1};
    tables_->size = static_cast<std::int32_t>((Day{local_days{year{last_year + 1} / January / 1}} - tables_->first).count());
  }

  std::unique_ptr<const WorkCalendar::Tables> run() {
    index_exceptions();
    tables_->cells.reserve(static_cast<std::size_t>(tables_->size) + 1);
    for (std::int32_t i = 0; i < tables_->size; ++i) add_day(i);
    tables_->cells.push_back(next_);
    fingerprint();
    return std::move(tables_);
  }

 private:
  struct DayExceptions {
    const DayException* closing = nullptr;  // or opening: the strongest of the most particular layer
    std::size_t layer = 0;
    const DayException* hours = nullptr;  // special hours of the most particular layer
  };

  void index_exceptions() {
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      for (const auto& exception : layers_[l].exceptions) {
        const auto from = std::max<std::int64_t>(0, to_number(exception.first) - to_number(tables_->first));
        const auto to = std::min<std::int64_t>(tables_->size - 1, to_number(exception.last) - to_number(tables_->first));
        for (auto i = from; i <= to; ++i) {
          auto& day = exceptions_[static_cast<std::int32_t>(i)];
          if (exception.kind == ExceptionKind::special_hours) {
            day.hours = &exception;
          } else if (day.closing == nullptr || l > day.layer || strength(exception.kind) > strength(day.closing->kind)) {
            day.closing = &exception;
            day.layer = l;
          }
        }
      }
    }
  }

  // The sessions of a weekday as they are on that day: most particular layer, in it the rule that began last.
  const WeekdayRule* rule_of(Day day, weekday which) const {
    for (std::size_t l = layers_.size(); l-- > 0;) {
      const WeekdayRule* best = nullptr;
      for (const auto& rule : layers_[l].week) {
        if (rule.weekday != which || (rule.valid_from && day < *rule.valid_from) || (rule.valid_to && day > *rule.valid_to)) continue;
        if (best == nullptr || rule.valid_from.value_or(Day::min()) >= best->valid_from.value_or(Day::min())) best = &rule;
      }
      if (best != nullptr) return best;
    }
    return nullptr;
  }

  std::vector<Session> usual_sessions(Day day, weekday which) const {
    const auto* rule = rule_of(day, which);
    return rule == nullptr ? std::vector<Session>{} : rule->sessions;
  }

  std::vector<Session> swap_work_sessions(const DayException& exception, Day day) const {
    if (!exception.sessions.empty()) return exception.sessions;
    if (exception.as_on) return usual_sessions(*exception.as_on, weekday{*exception.as_on});
    for (unsigned w = 1; w <= 5; ++w)
      if (auto sessions = usual_sessions(day, weekday{w}); has_work(sessions)) return sessions;
    return {};
  }

  void add_day(std::int32_t i) {
    const Day day = tables_->day(i);
    auto sessions = usual_sessions(day, weekday{day});
    auto cell = next_;
    const auto found = exceptions_.find(i);
    const DayExceptions none;
    const auto& exception = found == exceptions_.end() ? none : found->second;
    const auto* told = exception.closing;
    bool worked_by_swap = false;
    if (told != nullptr && told->kind == ExceptionKind::swap_work) {
      sessions = swap_work_sessions(*told, day);
      worked_by_swap = true;
    } else if (told != nullptr) {
      // A holiday on a day of rest leaves the rest as it is, but the name is told.
      sessions.clear();
    }
    if (told == nullptr && exception.hours != nullptr && has_work(sessions)) {
      sessions = exception.hours->sessions;
      told = exception.hours;
    }
    cell.kind = told != nullptr && off_kind(told->kind) != DayKind::work ? off_kind(told->kind)
                : has_work(sessions)                                     ? DayKind::work
                : sessions.empty()                                       ? DayKind::weekly_rest
                                                                         : DayKind::reception_only;
    cell.schedule = schedule_index(sessions);
    cell.noted = told != nullptr;
    if (told != nullptr) tables_->notes.push_back({i, told->reason, told->source, worked_by_swap, told->default_choice});
    const auto& schedule = tables_->schedules[cell.schedule];
    if (schedule.count > 0) {
      tables_->work_days.push_back(i);
      ++next_.rank;
      next_.minutes += schedule.total;
    }
    tables_->cells.push_back(cell);
  }

  std::uint16_t schedule_index(const std::vector<Session>& sessions) {
    const auto found = std::ranges::find(tables_->schedules, sessions, &Schedule::sessions);
    if (found != tables_->schedules.end()) return static_cast<std::uint16_t>(found - tables_->schedules.begin());
    Schedule schedule;
    schedule.sessions = sessions;
    for (const auto& session : sessions) {
      if (session.kind != SessionKind::work) continue;
      auto& last = schedule.spans[static_cast<std::size_t>(std::max(0, schedule.count - 1))];
      const auto length = static_cast<std::int16_t>(session.to.minutes - session.from.minutes);
      schedule.total = static_cast<std::int16_t>(schedule.total + length);
      if (schedule.count > 0 && last.to == session.from.minutes) {
        last.to = session.to.minutes;  // adjoining sessions are one
      } else {
        schedule.spans[static_cast<std::size_t>(schedule.count++)] = {session.from.minutes, session.to.minutes};
      }
    }
    tables_->schedules.push_back(std::move(schedule));
    return static_cast<std::uint16_t>(tables_->schedules.size() - 1);
  }

  void fingerprint() {
    Fingerprint print;
    print.add(to_number(tables_->first));
    for (const auto& schedule : tables_->schedules) {
      for (const auto& session : schedule.sessions) {
        print.add(session.from.minutes);
        print.add(session.to.minutes);
        print.add(static_cast<std::int64_t>(session.kind));
      }
      print.add(-1);
    }
    for (const auto& cell : tables_->cells) print.add(cell.schedule * 16 + static_cast<std::int64_t>(cell.kind));
    for (const auto& note : tables_->notes) {
      print.add(note.day);
      print.add(note.reason);
      print.add(note.source);
    }
    tables_->version = print.value();
  }

  std::span<const CalendarLayer> layers_;
  std::unique_ptr<WorkCalendar::Tables> tables_ = std::make_unique<WorkCalendar::Tables>();
  std::unordered_map<std::int32_t, DayExceptions> exceptions_;
  WorkCalendar::Tables::Cell next_;
};

Status check(std::span<const CalendarLayer> layers) {
  for (const auto& layer : layers) {
    for (const auto& rule : layer.week) TRY_VOID(check_sessions(rule.sessions));
    for (const auto& exception : layer.exceptions) {
      TRY_VOID(check_sessions(exception.sessions));
      if (exception.first > exception.last)
        return errors::invalid("calendar.exception_backwards", "Ngày cuối phải từ ngày đầu trở đi. Sửa lại khoảng ngày.");
      if (exception.kind == ExceptionKind::special_hours && !has_work(exception.sessions))
        return errors::invalid("calendar.special_hours_empty",
                               "Giờ làm việc riêng phải có ít nhất một buổi làm việc. Muốn nghỉ cả ngày thì chọn loại nghỉ.");
    }
  }
  return {};
}

}  // namespace

Result<CalendarPtr> WorkCalendar::build(std::span<const CalendarLayer> layers, int first_year, int last_year) {
  if (first_year < 1900 || last_year > kLastCalendarYear || first_year > last_year)
    return errors::invalid("calendar.years", fmt::format("Lịch làm việc chỉ lập được trong các năm 1900–{}.", kLastCalendarYear));
  TRY_VOID(check(layers));
  // The constructor is private, so make_shared cannot reach it.
  return CalendarPtr{new WorkCalendar(Merger(layers, first_year, last_year).run())};
}

Result<std::vector<Session>> parse_sessions(std::string_view text, SessionKind kind) {
  std::vector<Session> out;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const auto part = text.substr(0, comma);
    const auto dash = part.find('-');
    if (dash == std::string_view::npos)
      return errors::invalid("calendar.sessions_unreadable",
                             fmt::format("Không hiểu buổi làm việc “{}”. Ghi như 07:30-11:30,13:00-17:00.", part));
    TRY(const auto from, TimeOfDay::parse(part.substr(0, dash)));
    TRY(const auto to, TimeOfDay::parse(part.substr(dash + 1)));
    out.push_back({from, to, kind});
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  if (out.empty()) return errors::invalid("calendar.sessions_none", "Chưa có buổi làm việc nào. Ghi như 07:30-11:30,13:00-17:00.");
  TRY_VOID(check_sessions(out));
  return out;
}

std::vector<WeekdayRule> standard_week(std::span<const Session> sessions) {
  std::vector<Session> day(sessions.begin(), sessions.end());
  if (day.empty()) day = {{TimeOfDay::of(7, 30), TimeOfDay::of(11, 30)}, {TimeOfDay::of(13), TimeOfDay::of(17)}};
  std::vector<WeekdayRule> week;
  for (unsigned w = 1; w <= 5; ++w)
    week.push_back({.weekday = weekday{w}, .sessions = day, .valid_from = {}, .valid_to = {}, .source = {}});
  return week;
}

CalendarLayer national_layer(int first_year, int last_year, const HolidayDecisions& decisions) {
  CalendarLayer layer{.level = ScopeLevel::nation, .name = "Cả nước", .week = standard_week(), .exceptions = {}};
  for (auto& holiday : holidays(first_year, last_year, decisions))
    layer.exceptions.push_back({.first = holiday.day,
                                .last = holiday.day,
                                .kind = holiday.compensatory ? ExceptionKind::compensatory : ExceptionKind::holiday,
                                .reason = std::move(holiday.name),
                                .source = std::move(holiday.source),
                                .sessions = {},
                                .as_on = {},
                                .default_choice = holiday.by_default_choice});
  return layer;
}

}  // namespace motcua::calendar
