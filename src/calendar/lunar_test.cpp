#include "calendar/lunar.hpp"

#include <gtest/gtest.h>

#include <array>

#include "calendar/astronomy.hpp"

namespace motcua::calendar {
namespace {
using std::chrono::days;

// Published: Tết, days of the month before it, Giỗ Tổ (10/3), name of the year.
struct Published {
  int year;
  const char* tet;
  int days_of_chap;
  const char* gio_to;
  const char* name;
};
constexpr Published kPublished[] = {
    {2018, "16/02/2018", 30, "25/04/2018", "Mậu Tuất"},  {2019, "05/02/2019", 30, "14/04/2019", "Kỷ Hợi"},
    {2020, "25/01/2020", 30, "02/04/2020", "Canh Tý"},   {2021, "12/02/2021", 30, "21/04/2021", "Tân Sửu"},
    {2022, "01/02/2022", 29, "10/04/2022", "Nhâm Dần"},  {2023, "22/01/2023", 30, "29/04/2023", "Quý Mão"},
    {2024, "10/02/2024", 30, "18/04/2024", "Giáp Thìn"}, {2025, "29/01/2025", 29, "07/04/2025", "Ất Tỵ"},
    {2026, "17/02/2026", 29, "26/04/2026", "Bính Ngọ"},  {2027, "06/02/2027", 29, "16/04/2027", "Đinh Mùi"},
    {2028, "26/01/2028", 29, "04/04/2028", "Mậu Thân"},  {2029, "13/02/2029", 29, "23/04/2029", "Kỷ Dậu"},
    {2030, "02/02/2030", 29, "12/04/2030", "Canh Tuất"},
};

TEST(Lunar, agrees_with_published_years_2018_to_2030) {
  for (const auto& p : kPublished) {
    EXPECT_EQ(vn_date(tet(p.year).value()), p.tet);
    EXPECT_EQ(days_in_lunar_month(p.year - 1, 12), p.days_of_chap) << p.year;
    EXPECT_EQ(vn_date(solar_of({p.year, 3, 10, false}).value()), p.gio_to);
    EXPECT_EQ(year_name(p.year), p.name);
  }
  for (const auto& [year, month] : {std::pair{2020, 4}, {2023, 2}, {2025, 6}, {2028, 5}}) EXPECT_EQ(leap_month(year), month);
  for (const int year : {2018, 2019, 2021, 2022, 2024, 2026, 2027, 2029, 2030}) EXPECT_FALSE(leap_month(year)) << year;
}

// Years in which Việt Nam (UTC+7) and China (UTC+8) kept Tết on different days; the Vietnamese one here.
TEST(Lunar, is_vietnamese_and_not_chinese) {
  EXPECT_EQ(vn_date(tet(1968).value()), "29/01/1968");  // China 30/01
  EXPECT_EQ(vn_date(tet(1969).value()), "16/02/1969");  // China 17/02
  EXPECT_EQ(vn_date(tet(1985).value()), "21/01/1985");  // China 20/02
  EXPECT_EQ(leap_month(1985), 2);                       // China doubled month 10 of 1984
  EXPECT_FALSE(leap_month(1984));
  EXPECT_EQ(vn_date(tet(2007).value()), "17/02/2007");  // China 18/02
  EXPECT_EQ(vn_date(tet(2030).value()), "02/02/2030");  // China 03/02
  EXPECT_EQ(vn_date(tet(2053).value()), "18/02/2053");  // China 19/02
  EXPECT_EQ(leap_month(2033), 11);                      // the year many simple programs get wrong
}

TEST(Lunar, every_day_goes_there_and_back) {
  const Day first = tet(kFirstLunarYear).value();
  const Day end = tet(kLastLunarYear + 1).value();
  ASSERT_GT((end - first).count(), 299 * 365);
  LunarDay last{};
  for (Day day = first; day < end; day += days{1}) {
    const auto lunar = lunar_of(day);
    ASSERT_TRUE(lunar) << iso(day);
    ASSERT_EQ(solar_of(*lunar), day) << iso(day);
    // A day follows the day before it: next in the month, or the first of a month.
    const bool follows = day == first || lunar->day == last.day + 1 || (lunar->day == 1 && last.day >= 29);
    ASSERT_TRUE(follows) << iso(day);
    last = *lunar;
  }
  EXPECT_FALSE(lunar_of(first - days{1}));
  EXPECT_FALSE(lunar_of(end));
}

TEST(Lunar, months_have_29_or_30_days_and_leap_years_thirteen) {
  for (int year = kFirstLunarYear; year <= kLastLunarYear; ++year) {
    int sum = 0;
    for (int month = 1; month <= 12; ++month) {
      const int length = days_in_lunar_month(year, month);
      ASSERT_TRUE(length == 29 || length == 30) << year << "/" << month;
      const int doubled = days_in_lunar_month(year, month, true);
      ASSERT_EQ(doubled != 0, leap_month(year) == month);
      sum += length + doubled;
    }
    EXPECT_EQ(tet(year).value() + days{sum}, tet(year + 1).value());
    EXPECT_EQ(sum > 380, leap_month(year).has_value()) << year;
    // Tết lies between 20 January and 21 February in these centuries.
    const std::chrono::year_month_day date{tet(year).value()};
    const auto of_year = (Day{date} - Day{std::chrono::local_days{date.year() / 1 / 1}}).count();
    EXPECT_TRUE(of_year >= 19 && of_year <= 51) << iso(tet(year).value());
  }
}

// The rule itself, checked from the sun: month 11 holds the winter solstice, and a doubled month holds no major term.
TEST(Lunar, leap_months_hold_no_major_term) {
  const auto twelfth = [](Day day) {
    return static_cast<int>(sun_longitude(2440587.5 + static_cast<double>(to_number(day)) - 7.0 / 24) / 30);
  };
  for (int year = kFirstLunarYear; year < kLastLunarYear; ++year) {
    const Day eleven = solar_of({year, 11, 1, false}).value();
    const Day after = eleven + days{days_in_lunar_month(year, 11)};
    EXPECT_LT(twelfth(eleven), 9) << year;  // before 270°
    EXPECT_GE(twelfth(after), 9) << year;
    if (const auto month = leap_month(year)) {
      const Day start = solar_of({year, *month, 1, true}).value();
      EXPECT_EQ(twelfth(start), twelfth(start + days{days_in_lunar_month(year, *month, true)})) << year;
    }
  }
}

TEST(Lunar, knows_no_impossible_days) {
  EXPECT_FALSE(solar_of({2026, 12, 31, false}));
  EXPECT_FALSE(solar_of({2026, 13, 1, false}));
  EXPECT_FALSE(solar_of({2026, 1, 0, false}));
  EXPECT_FALSE(solar_of({2026, 6, 1, true}));  // 2026 has no doubled month
  EXPECT_FALSE(solar_of({1899, 1, 1, false}));
  EXPECT_EQ(solar_of({2024, 12, 30, false}), std::nullopt);  // Chạp of Giáp Thìn has 29 days
}

// Moments published to the minute (universal time): new moons and the solstice.
TEST(Astronomy, agrees_with_almanacs) {
  const auto julian = [](const char* utc) { return 2440587.5 + static_cast<double>(to_us(*parse_instant(utc))) / 86'400'000'000.0; };
  constexpr double kMinute = 1.0 / 1440;
  EXPECT_NEAR(new_moon(0), julian("2000-01-06T18:14:00Z"), kMinute);
  EXPECT_NEAR(new_moon(323), julian("2026-02-17T12:01:00Z"), kMinute);
  EXPECT_NEAR(sun_longitude(julian("2000-03-20T07:35:00Z")), 360, 0.01);
  EXPECT_NEAR(sun_longitude(julian("2023-12-22T03:27:00Z")), 270, 0.01);
}

}  // namespace
}  // namespace motcua::calendar
