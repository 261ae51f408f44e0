// The Vietnamese lunar calendar (âm lịch), computed from the new moons and the sun at UTC+7 for 1900–2199.
// It is not the Chinese one (UTC+8): they part in 1968, 1985, 2007, 2030, … Public through calendar.hpp.
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"

namespace motcua::calendar {

inline constexpr int kFirstLunarYear = 1900;
inline constexpr int kLastLunarYear = 2199;

struct LunarDay {
  int year{};   // the year whose Tết came last
  int month{};  // 1 … 12
  int day{};    // 1 … 30
  bool leap{};  // tháng nhuận
  friend bool operator==(const LunarDay&, const LunarDay&) = default;
};

// Nothing before Tết 1900 or from Tết 2200 on.
std::optional<LunarDay> lunar_of(Day day);
// Nothing when there is no such day (day 30 of a month of 29, a leap month of a year without it).
std::optional<Day> solar_of(const LunarDay& lunar);
std::optional<Day> tet(int year);                                 // mùng 1 tháng Giêng
std::optional<int> leap_month(int year);                          // which month is doubled; nothing in a year of twelve
int days_in_lunar_month(int year, int month, bool leap = false);  // 29 or 30; 0 when there is no such month
std::string year_name(int year);                                  // "Bính Ngọ"

}  // namespace motcua::calendar
