#include "calendar/holidays.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "calendar/work_calendar.hpp"

namespace motcua::calendar {
namespace {

Day day(const char* text) { return parse_day(text).value(); }

std::map<Day, Holiday> of_year(int year, const HolidayDecisions& decisions = national_data().decisions) {
  std::map<Day, Holiday> out;
  for (auto& h : holidays(year, year, decisions)) out.emplace(h.day, h);
  return out;
}

// Days off from Monday to Friday and Saturdays worked, put together by hand from the law and the yearly notices.
struct Year {
  int year;
  std::vector<const char*> off;
  std::vector<const char*> worked;
};
const Year kYears[] = {
    {2021, {"01/01", "10/02", "11/02", "12/02", "15/02", "16/02", "21/04", "30/04", "03/05", "02/09", "03/09"}, {}},
    {2022, {"03/01", "31/01", "01/02", "02/02", "03/02", "04/02", "11/04", "02/05", "03/05", "01/09", "02/09"}, {}},
    {2023, {"02/01", "20/01", "23/01", "24/01", "25/01", "26/01", "01/05", "02/05", "03/05", "01/09", "04/09"}, {}},
    {2024, {"01/01", "08/02", "09/02", "12/02", "13/02", "14/02", "18/04", "29/04", "30/04", "01/05", "02/09", "03/09"}, {"04/05"}},
    {2025, {"01/01", "27/01", "28/01", "29/01", "30/01", "31/01", "07/04", "30/04", "01/05", "02/05", "01/09", "02/09"}, {"26/04"}},
    {2026,
     {"01/01", "02/01", "16/02", "17/02", "18/02", "19/02", "20/02", "27/04", "30/04", "01/05", "31/08", "01/09", "02/09", "24/11"},
     {"10/01", "22/08"}},
    {2027, {"01/01", "04/02", "05/02", "08/02", "09/02", "10/02", "16/04", "30/04", "03/05", "02/09", "03/09", "24/11"}, {}},
};

CalendarPtr with_decided_swaps() {
  auto layer = national_layer(2018, 2030, national_data().decisions);
  for (const auto& swap : national_data().swaps) {
    if (!swap.in_force) continue;
    layer.exceptions.push_back({.first = swap.off, .last = swap.off, .kind = ExceptionKind::swap_off, .reason = swap.reason});
    layer.exceptions.push_back(
        {.first = swap.work, .last = swap.work, .kind = ExceptionKind::swap_work, .reason = swap.reason, .as_on = swap.off});
  }
  return *WorkCalendar::build({&layer, 1}, 2018, 2030);
}

TEST(Holidays, give_the_days_off_of_2021_to_2027) {
  const auto calendar = with_decided_swaps();
  for (const auto& expected : kYears) {
    std::set<std::string> off;
    std::set<std::string> worked;
    for (const auto& info :
         calendar->days(day(("01/01/" + std::to_string(expected.year)).c_str()), day(("31/12/" + std::to_string(expected.year)).c_str()))) {
      const std::chrono::weekday weekday{info.day};
      const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
      if (!weekend && info.work_minutes == 0) off.insert(vn_date(info.day).substr(0, 5));
      if (weekend && info.work_minutes > 0) worked.insert(vn_date(info.day).substr(0, 5));
    }
    EXPECT_EQ(off, std::set<std::string>(expected.off.begin(), expected.off.end())) << expected.year;
    EXPECT_EQ(worked, std::set<std::string>(expected.worked.begin(), expected.worked.end())) << expected.year;
  }
}

// The default choices alone, without any decision, give the same days: they may be trusted for the years to come.
TEST(Holidays, defaults_agree_with_what_was_decided) {
  const HolidayDecisions none;
  for (int year = 2021; year <= 2027; ++year) {
    const auto decided = of_year(year);
    const auto by_default = of_year(year, none);
    std::set<Day> a;
    std::set<Day> b;
    for (const auto& [d, h] : decided) a.insert(d);
    for (const auto& [d, h] : by_default) b.insert(d);
    EXPECT_EQ(a, b) << year;
    EXPECT_TRUE(by_default.at(day(("02/09/" + std::to_string(year)).c_str())).by_default_choice == false);
  }
}

// Days made up by the weekend rule (Giỗ Tổ, 1/1, 30/4, 1/5), as published for 2018–2030.
TEST(Holidays, are_made_up_on_the_next_working_day) {
  const std::map<int, std::set<std::string>> expected{{2018, {}},
                                                      {2019, {"15/04"}},
                                                      {2020, {}},
                                                      {2021, {"03/05"}},
                                                      {2022, {"03/01", "11/04", "02/05", "03/05"}},
                                                      {2023, {"02/01", "02/05", "03/05"}},
                                                      {2024, {}},
                                                      {2025, {}},
                                                      {2026, {"27/04"}},
                                                      {2027, {"03/05"}},
                                                      {2028, {"03/01", "02/05"}},
                                                      {2029, {}},
                                                      {2030, {}}};
  for (const auto& [year, days] : expected) {
    std::set<std::string> made_up;
    for (const auto& [d, h] : of_year(year))
      if (h.compensatory && h.name.find("Tết Âm lịch") == std::string::npos && h.name.find("Quốc khánh") == std::string::npos)
        made_up.insert(vn_date(d).substr(0, 5));
    EXPECT_EQ(made_up, days) << year;
  }
}

TEST(Holidays, follow_the_law_of_their_year) {
  EXPECT_FALSE(of_year(2025).contains(day("24/11/2025")));
  EXPECT_TRUE(of_year(2026).contains(day("24/11/2026")));
  EXPECT_EQ(of_year(2029).count(day("26/11/2029")), 0U) << "24/11/2029 is a Saturday and is not made up";
  EXPECT_EQ(of_year(2020).count(day("03/09/2020")) + of_year(2020).count(day("01/09/2020")), 0U) << "Quốc khánh has two days since 2021";
  EXPECT_FALSE(of_year(2006).contains(day("07/04/2006"))) << "Giỗ Tổ is off since 2007";
  EXPECT_TRUE(of_year(2007).contains(day("26/04/2007")));
  EXPECT_TRUE(of_year(1994).empty());
}

TEST(Holidays, tell_their_source_and_what_is_not_decided) {
  const auto years = of_year(2026);
  EXPECT_EQ(years.at(day("17/02/2026")).name, "Tết Âm lịch (mùng 1 Tết Bính Ngọ)");
  EXPECT_EQ(years.at(day("17/02/2026")).source, "Thông báo 9441/TB-BNV");
  EXPECT_EQ(years.at(day("27/04/2026")).name, "Nghỉ bù Giỗ Tổ Hùng Vương (10/3 âm lịch) (Chủ nhật 26/04/2026)");
  EXPECT_FALSE(years.at(day("01/09/2026")).by_default_choice);
  const auto far = of_year(2031);
  EXPECT_TRUE(far.at(day("23/01/2031")).by_default_choice);
  EXPECT_FALSE(far.at(day("01/01/2031")).by_default_choice);
}

TEST(NationalData, refuses_a_line_it_cannot_read) {
  for (const auto* bad : {"tet | 2028 | 3+2 | x", "tet | 2028 | 2+3 |", "quoc-khanh | 2028 | 02/09 | x",
                          "hoan-doi | 31/02/2028 | 01/03/2028 | in-force | a | b", "khac | 2028", "tet"})
    EXPECT_FALSE(parse_national_data(bad)) << bad;
  EXPECT_TRUE(parse_national_data("# note\n\ntet | 2028 | 2+3 | Quyết định\n"));
}

}  // namespace
}  // namespace motcua::calendar
