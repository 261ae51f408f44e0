// `motcua due` and `motcua calendar`. Their forms are fixed: scripts of others stand on them.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/args.hpp"
#include "base/json.hpp"
#include "calendar/calendar.hpp"

namespace motcua::calendar {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kDueUsage =
    "motcua due --at 2026-10-05T09:10 --term 3wd [tùy chọn]\n"
    "  --at LÚC            lúc bắt đầu tính, giờ Việt Nam\n"
    "  --term THỜI HẠN     3wd, 0.5wd (ngày làm việc) · 8wh (giờ làm việc) · 30m (phút làm việc) · 30d (ngày) · 1mo (tháng) · same-day\n"
    "  --hours BUỔI        buổi làm việc, mặc định 07:30-11:30,13:00-17:00\n"
    "  --cutoff GIỜ        giờ chốt của same-day, mặc định 15:00\n"
    "  --day-off NGÀY[=LÝ DO]  thêm một ngày nghỉ (lặp lại được)\n"
    "  --work-day NGÀY     thêm một ngày làm việc (lặp lại được)\n"
    "  --pause TỪ/ĐẾN      một lần tạm dừng (lặp lại được)\n"
    "  --restart LÚC       tính lại từ đầu kể từ lúc này\n"
    "  --extend THỜI HẠN   gia hạn thêm kể từ hạn ban đầu\n"
    "  --promise THỜI HẠN  cam kết ngắn hơn của đơn vị, in ở dòng sau\n"
    "  --same-clock        hạn theo ngày giữ giờ bắt đầu, không lấy cuối buổi\n"
    "  --decisions         áp dụng cả các ngày hoán đổi đã có quyết định\n"
    "  --explain           in lý do từng ngày\n"
    "  --json              in JSON\n"
    "Ngày nghỉ lễ, tết của cả nước được tính theo quy định.\n";

constexpr std::string_view kCalendarUsage =
    "motcua calendar --year 2031 [--decisions] [--json]\n"
    "  In các ngày nghỉ theo quy định: ngày, tên, căn cứ.\n"
    "  --decisions  thêm các ngày hoán đổi đã có quyết định\n";

constexpr auto kDueOptions = std::to_array<Option>({{.name = "at"},
                                                    {.name = "term"},
                                                    {.name = "hours"},
                                                    {.name = "cutoff"},
                                                    {.name = "day-off", .takes_value = true, .repeatable = true},
                                                    {.name = "work-day", .takes_value = true, .repeatable = true},
                                                    {.name = "pause", .takes_value = true, .repeatable = true},
                                                    {.name = "restart"},
                                                    {.name = "extend"},
                                                    {.name = "promise"},
                                                    {.name = "same-clock", .takes_value = false},
                                                    {.name = "decisions", .takes_value = false},
                                                    {.name = "explain", .takes_value = false},
                                                    {.name = "json", .takes_value = false}});
constexpr auto kCalendarOptions =
    std::to_array<Option>({{.name = "year"}, {.name = "decisions", .takes_value = false}, {.name = "json", .takes_value = false}});

void print(std::FILE* to, std::string_view text) { std::fwrite(text.data(), 1, text.size(), to); }

int wrong_call(CommandIo& io, const Error& error, std::string_view usage) {
  print(io.err, error.message + "\n\nCách dùng:\n");
  print(io.err, usage);
  return 2;
}

Result<Args> parse_args(Words words, std::span<const Option> options) {
  TRY(auto args, Args::parse(words, options));
  if (!args.positional().empty())
    return errors::invalid("calendar.args_extra",
                           fmt::format("Không hiểu “{}”. Mọi giá trị đi sau một tùy chọn --….", args.positional().front()));
  return args;
}

Result<std::string_view> needed(const Args& args, std::string_view name) {
  if (const auto value = args.get(name)) return *value;
  return errors::invalid("calendar.arg_missing", fmt::format("Thiếu --{}.", name));
}

Result<Instant> moment(std::string_view text) {
  if (const auto t = parse_instant(text)) return *t;
  return errors::invalid("calendar.moment_unreadable", fmt::format("Không hiểu lúc “{}”. Ghi ngày và giờ, ví dụ 2026-10-05T09:10.", text));
}

Result<Day> date(std::string_view text) {
  if (const auto d = parse_day(text)) return *d;
  return errors::invalid("calendar.day_unreadable", fmt::format("Không hiểu ngày “{}”. Ghi như 2026-10-05 hoặc 05/10/2026.", text));
}

// FROM/TO; days may be written with slashes, so the border is the slash with a moment on both sides.
Result<Pause> pause_of(std::string_view text) {
  for (auto slash = text.find('/'); slash != std::string_view::npos; slash = text.find('/', slash + 1)) {
    const auto from = parse_instant(text.substr(0, slash));
    const auto to = parse_instant(text.substr(slash + 1));
    if (from && to) return Pause{.from = *from, .to = *to};
  }
  return errors::invalid("calendar.pause_unreadable",
                         fmt::format("Không hiểu khoảng tạm dừng “{}”. Ghi TỪ/ĐẾN, ví dụ 2026-10-08T14:00/2026-10-14T09:00.", text));
}

void add_decided_swaps(CalendarLayer& layer) {
  for (const auto& swap : national_data().swaps) {
    if (!swap.in_force) continue;
    layer.exceptions.push_back(
        {.first = swap.off, .last = swap.off, .kind = ExceptionKind::swap_off, .reason = swap.reason, .source = swap.source});
    layer.exceptions.push_back({.first = swap.work,
                                .last = swap.work,
                                .kind = ExceptionKind::swap_work,
                                .reason = swap.reason + ": làm việc thay ngày " + vn_date(swap.off),
                                .source = swap.source,
                                .as_on = swap.off});
  }
}

Status add_own_days(const Args& args, CalendarLayer& layer) {
  std::vector<Day> off;
  for (const auto text : args.all("day-off")) {
    const auto equals = text.find('=');
    TRY(const auto day, date(text.substr(0, equals)));
    const auto reason = equals == std::string_view::npos ? std::string_view{} : text.substr(equals + 1);
    off.push_back(day);
    layer.exceptions.push_back({.first = day,
                                .last = day,
                                .kind = ExceptionKind::emergency_closed,
                                .reason = reason.empty() ? "ngày nghỉ ghi thêm" : std::string(reason)});
  }
  for (const auto text : args.all("work-day")) {
    TRY(const auto day, date(text));
    if (std::ranges::find(off, day) != off.end())
      return errors::invalid("calendar.day_both", fmt::format("Ngày {} vừa ghi nghỉ vừa ghi làm việc. Chọn một.", vn_date(day)));
    layer.exceptions.push_back({.first = day, .last = day, .kind = ExceptionKind::swap_work, .reason = "ngày làm việc ghi thêm"});
  }
  return {};
}

Result<CalendarPtr> calendar_for(const Args& args, Day start) {
  TRY(const auto hours, parse_sessions(args.get_or("hours", "07:30-11:30,13:00-17:00")));
  const int year{std::chrono::year_month_day{start}.year()};
  const int first = std::clamp(year - 1, kFirstLunarYear, kLastCalendarYear);
  const int last = std::clamp(year + 22, kFirstLunarYear, kLastCalendarYear);  // terms have at most 20 years
  std::array layers{national_layer(first, last, national_data().decisions), CalendarLayer{.level = ScopeLevel::unit, .name = "Đơn vị"}};
  layers[0].week = standard_week(hours);
  if (args.has("decisions")) add_decided_swaps(layers[0]);
  TRY_VOID(add_own_days(args, layers[1]));
  return WorkCalendar::build(layers, first, last);
}

Result<DueRequest> request_of(const Args& args) {
  DueRequest request;
  TRY(const auto at, needed(args, "at"));
  TRY(request.start, moment(at));
  TRY(const auto term, needed(args, "term"));
  TRY(request.term, Term::parse(term));
  TRY(request.cutoff, TimeOfDay::parse(args.get_or("cutoff", "15:00")));
  for (const auto text : args.all("pause")) {
    TRY(auto pause, pause_of(text));
    request.pauses.push_back(std::move(pause));
  }
  if (const auto text = args.get("restart")) {
    TRY(const auto again, moment(*text));
    request.restart = Restart{.at = again};
  }
  if (const auto text = args.get("extend")) {
    TRY(const auto by, Term::parse(*text));
    request.extension = Extension{.by = by};
  }
  if (const auto text = args.get("promise")) {
    TRY(request.promise, Term::parse(*text));
  }
  if (args.has("same-clock")) request.mode = DueMode::same_clock;
  return request;
}

struct DueAnswer {
  DueMoment due;
  Explanation explanation;
  bool as_json;
  bool explained;
};

Result<DueAnswer> answer_due(Words words) {
  TRY(const auto args, parse_args(words, kDueOptions));
  TRY(const auto request, request_of(args));
  TRY(const auto calendar, calendar_for(args, day_of(request.start)));
  TRY(auto due, calendar::due(*calendar, request));
  TRY(auto explanation, explain(*calendar, due.proof, request.pauses));
  return DueAnswer{std::move(due), std::move(explanation), args.has("json"), args.has("explain")};
}

int run_due(Words words, CommandIo& io) {
  const auto answer = answer_due(words);
  if (!answer) return wrong_call(io, answer.error(), kDueUsage);
  if (answer->as_json) {
    print(io.out, answer->explanation.json() + "\n");
    return 0;
  }
  print(io.out, iso(answer->due.moment) + "\n");
  if (answer->due.proof.extension) print(io.out, "Hạn ban đầu: " + iso(answer->due.original) + "\n");
  if (answer->due.promised) print(io.out, "Cam kết: " + iso(*answer->due.promised) + "\n");
  if (answer->explained) print(io.out, answer->explanation.text());
  return 0;
}

struct ListedDay {
  Day day;
  std::string name;
  std::string reason;
  std::string_view kind;
  bool decided;
};

std::vector<ListedDay> listed_days(int year, bool decisions) {
  std::vector<ListedDay> out;
  for (auto& h : holidays(year, year, national_data().decisions)) {
    auto reason = std::move(h.source);
    if (h.by_default_choice) reason += "; chưa có quyết định của năm, tính theo quy tắc mặc định";
    out.push_back({h.day, std::move(h.name), std::move(reason), h.compensatory ? "compensatory" : "holiday", !h.by_default_choice});
  }
  if (decisions) {
    const auto in_year = [&](Day d) { return int{std::chrono::year_month_day{d}.year()} == year; };
    for (const auto& swap : national_data().swaps) {
      if (!swap.in_force) continue;
      if (in_year(swap.off)) out.push_back({swap.off, swap.reason, swap.source, "swap_off", true});
      if (in_year(swap.work)) out.push_back({swap.work, "Làm việc thay ngày " + vn_date(swap.off), swap.source, "swap_work", true});
    }
    std::ranges::stable_sort(out, {}, &ListedDay::day);
  }
  return out;
}

struct YearAnswer {
  int year;
  std::vector<ListedDay> days;
  bool as_json;
};

Result<YearAnswer> answer_year(Words words) {
  TRY(const auto args, parse_args(words, kCalendarOptions));
  TRY(const auto text, needed(args, "year"));
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (error != std::errc{} || end != text.data() + text.size() || year < 1995 || year > kLastCalendarYear)
    return errors::invalid("calendar.year_unreadable",
                           fmt::format("Không liệt kê được năm “{}”. Chọn một năm từ 1995 đến {}.", text, kLastCalendarYear));
  return YearAnswer{year, listed_days(year, args.has("decisions")), args.has("json")};
}

int run_calendar(Words words, CommandIo& io) {
  const auto answer = answer_year(words);
  if (!answer) return wrong_call(io, answer.error(), kCalendarUsage);
  if (!answer->as_json) {
    for (const auto& day : answer->days) print(io.out, fmt::format("{}\t{}\t{}\n", iso(day.day), day.name, day.reason));
    return 0;
  }
  JsonWriter json;
  json.begin_object().field("year", answer->year).key("days").begin_array();
  for (const auto& day : answer->days)
    json.begin_object()
        .field("date", iso(day.day))
        .field("name", day.name)
        .field("reason", day.reason)
        .field("kind", day.kind)
        .field("decided", day.decided)
        .end_object();
  json.end_array().end_object();
  print(io.out, json.take() + "\n");
  return 0;
}

}  // namespace

std::span<const Command> commands() {
  static const std::array all{
      Command{"due", "Tính hạn trả kết quả và nói rõ vì sao.", kDueUsage, run_due},
      Command{"calendar", "Liệt kê ngày nghỉ lễ, tết của một năm.", kCalendarUsage, run_calendar},
  };
  return all;
}

}  // namespace motcua::calendar
