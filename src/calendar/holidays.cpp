#include "calendar/holidays.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "calendar/lunar.hpp"

namespace motcua::calendar {

using std::chrono::days;

namespace {

constexpr std::string_view kCode1994 = "Bộ luật Lao động 1994, Điều 73";
constexpr std::string_view kCode2012 = "Bộ luật Lao động 2012, Điều 115";
constexpr std::string_view kCode2019 = "Bộ luật Lao động 2019, Điều 112 khoản 1";
constexpr std::string_view kMakeUp2019 = "Bộ luật Lao động 2019, Điều 111 khoản 3";
constexpr int kNoEnd = 9999;

enum class RuleKind : std::uint8_t { solar, lunar, tet, national_day_pair };

// One holiday while one law gives it; years are those in which the day itself lies.
struct Rule {
  RuleKind kind;
  std::string_view name;
  int month, day;  // solar or lunar; of tet: days before, days from mùng 1 when nothing is decided (0, 0: see default_tet)
  int first_year, last_year;
  std::string_view source;
  bool made_up;  // a day on the weekly rest is made up
};

constexpr auto kRules = std::to_array<Rule>({
    {RuleKind::solar, "Tết Dương lịch", 1, 1, 1995, 2013, kCode1994, true},
    {RuleKind::solar, "Tết Dương lịch", 1, 1, 2014, 2020, kCode2012, true},
    {RuleKind::solar, "Tết Dương lịch", 1, 1, 2021, kNoEnd, kCode2019, true},
    {RuleKind::tet, "Tết Âm lịch", 1, 3, 1995, 2013, kCode1994, true},
    {RuleKind::tet, "Tết Âm lịch", 0, 0, 2014, 2020, kCode2012, true},
    {RuleKind::tet, "Tết Âm lịch", 0, 0, 2021, kNoEnd, kCode2019, true},
    {RuleKind::lunar, "Giỗ Tổ Hùng Vương (10/3 âm lịch)", 3, 10, 2007, 2012, "Luật số 84/2007/QH11 sửa đổi Bộ luật Lao động, Điều 73",
     true},
    {RuleKind::lunar, "Giỗ Tổ Hùng Vương (10/3 âm lịch)", 3, 10, 2013, 2020, kCode2012, true},
    {RuleKind::lunar, "Giỗ Tổ Hùng Vương (10/3 âm lịch)", 3, 10, 2021, kNoEnd, kCode2019, true},
    {RuleKind::solar, "Ngày Chiến thắng 30/4", 4, 30, 1995, 2012, kCode1994, true},
    {RuleKind::solar, "Ngày Chiến thắng 30/4", 4, 30, 2013, 2020, kCode2012, true},
    {RuleKind::solar, "Ngày Chiến thắng 30/4", 4, 30, 2021, kNoEnd, kCode2019, true},
    {RuleKind::solar, "Ngày Quốc tế lao động 1/5", 5, 1, 1995, 2012, kCode1994, true},
    {RuleKind::solar, "Ngày Quốc tế lao động 1/5", 5, 1, 2013, 2020, kCode2012, true},
    {RuleKind::solar, "Ngày Quốc tế lao động 1/5", 5, 1, 2021, kNoEnd, kCode2019, true},
    {RuleKind::solar, "Quốc khánh 2/9", 9, 2, 1995, 2012, kCode1994, true},
    {RuleKind::solar, "Quốc khánh 2/9", 9, 2, 2013, 2020, kCode2012, true},
    {RuleKind::national_day_pair, "Quốc khánh 2/9", 9, 2, 2021, kNoEnd, kCode2019, true},
    {RuleKind::solar, "Ngày Văn hóa Việt Nam 24/11", 11, 24, 2026, kNoEnd, "Nghị quyết 28/2026/QH16, Điều 2", false},
});

Day solar_day(int year, int month, int day) {
  return std::chrono::local_days{std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                                 std::chrono::day{static_cast<unsigned>(day)}};
}

bool is_weekly_rest(Day day) {
  const std::chrono::weekday weekday{day};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

// A holiday before making up.
struct Base {
  Holiday holiday;
  bool made_up;
};

std::string tet_name(Day day) {
  const auto lunar = lunar_of(day);
  ensure(lunar.has_value(), "Tết lies in the lunar table");
  return lunar->month == 1 ? fmt::format("Tết Âm lịch (mùng {} Tết {})", lunar->day, year_name(lunar->year))
                           : fmt::format("Tết Âm lịch ({} tháng Chạp)", lunar->day);
}

void add_tet(const Rule& rule, int year, const HolidayDecisions& decisions, std::vector<Base>& out) {
  const auto first = tet(year);
  if (!first) return;
  const auto decided = std::ranges::find(decisions.tet, year, &TetDecision::year);
  int before = rule.month;
  int from = rule.day;
  bool by_default = false;
  std::string source{rule.source};
  if (decided != decisions.tet.end()) {
    before = decided->days_before;
    from = 5 - before;
    source = decided->source;
  } else if (from == 0) {
    before = std::chrono::weekday{*first} == std::chrono::Tuesday ? 1 : 2;
    from = 5 - before;
    by_default = true;
  }
  for (Day day = *first - days{before}; day < *first + days{from}; day += days{1})
    out.push_back({{day, tet_name(day), source, false, by_default}, rule.made_up});
}

struct Run {
  int length;   // days off in a row around 2/9
  int made_up;  // of the two days, how many lie on the weekly rest
};
Run national_day_run(int year, bool before) {
  const Day second = solar_day(year, 9, 2);
  const Day first = before ? second - days{1} : second;
  const int on_rest = static_cast<int>(is_weekly_rest(first)) + static_cast<int>(is_weekly_rest(first + days{1}));
  Day from = first;
  while (is_weekly_rest(from - days{1})) from -= days{1};
  Day to = first + days{1};
  for (int left = on_rest; is_weekly_rest(to + days{1}) || left > 0; to += days{1})
    if (!is_weekly_rest(to + days{1})) --left;
  return {static_cast<int>((to - from).count()) + 1, on_rest};
}

bool day_before_by_default(int year) {
  const auto before = national_day_run(year, true);
  const auto after = national_day_run(year, false);
  if (before.length != after.length) return before.length > after.length;
  return before.made_up <= after.made_up;
}

void add_national_day(const Rule& rule, int year, const HolidayDecisions& decisions, std::vector<Base>& out) {
  const auto decided = std::ranges::find(decisions.national_day, year, &NationalDayDecision::year);
  const bool known = decided != decisions.national_day.end();
  const bool before = known ? decided->day_before : day_before_by_default(year);
  const Day day = solar_day(year, 9, 2);
  const Holiday neighbour{before ? day - days{1} : day + days{1},
                          before ? "Quốc khánh (ngày liền trước 2/9)" : "Quốc khánh (ngày liền sau 2/9)",
                          known ? decided->source : std::string(rule.source), false, !known};
  const Base fixed{{day, std::string(rule.name), std::string(rule.source), false, false}, rule.made_up};
  if (before) out.push_back({neighbour, rule.made_up});
  out.push_back(fixed);
  if (!before) out.push_back({neighbour, rule.made_up});
}

std::vector<Base> base_of_year(int year, const HolidayDecisions& decisions) {
  std::vector<Base> out;
  for (const auto& rule : kRules) {
    if (year < rule.first_year || year > rule.last_year) continue;
    const auto simple = [&](Day day) {
      out.push_back({{day, std::string(rule.name), std::string(rule.source), false, false}, rule.made_up});
    };
    switch (rule.kind) {
      case RuleKind::solar: simple(solar_day(year, rule.month, rule.day)); break;
      case RuleKind::lunar:
        if (const auto day = solar_of({year, rule.month, rule.day, false})) simple(*day);
        break;
      case RuleKind::tet: add_tet(rule, year, decisions, out); break;
      case RuleKind::national_day_pair: add_national_day(rule, year, decisions, out); break;
    }
  }
  std::ranges::stable_sort(out, {}, [](const Base& b) { return b.holiday.day; });
  return out;
}

std::string_view make_up_source(int year) { return year >= 2021 ? kMakeUp2019 : year >= 2013 ? kCode2012 : kCode1994; }

std::string_view weekday_name(Day day) { return std::chrono::weekday{day} == std::chrono::Saturday ? "thứ Bảy" : "Chủ nhật"; }

void add_year(int year, const HolidayDecisions& decisions, std::vector<Holiday>& out) {
  const auto base = base_of_year(year, decisions);
  std::set<Day> taken;
  for (const auto& b : base) taken.insert(b.holiday.day);
  std::set<Day> made_up_for;  // two holidays on one day of rest are made up once
  std::vector<Holiday> of_year;
  for (const auto& b : base) {
    of_year.push_back(b.holiday);
    if (!b.made_up || !is_weekly_rest(b.holiday.day) || !made_up_for.insert(b.holiday.day).second) continue;
    Day day = b.holiday.day + days{1};
    while (is_weekly_rest(day) || taken.contains(day)) day += days{1};
    taken.insert(day);
    of_year.push_back({day, fmt::format("Nghỉ bù {} ({} {})", b.holiday.name, weekday_name(b.holiday.day), vn_date(b.holiday.day)),
                       std::string(make_up_source(year)), true, b.holiday.by_default_choice});
  }
  std::ranges::stable_sort(of_year, {}, &Holiday::day);
  for (auto& holiday : of_year) {
    if (!out.empty() && out.back().day == holiday.day) {
      out.back().name += "; " + holiday.name;
      out.back().source += "; " + holiday.source;
    } else {
      out.push_back(std::move(holiday));
    }
  }
}

}  // namespace

std::vector<Holiday> holidays(int first_year, int last_year, const HolidayDecisions& decisions) {
  std::vector<Holiday> out;
  for (int year = first_year; year <= last_year; ++year) add_year(year, decisions, out);
  return out;
}

}  // namespace motcua::calendar
