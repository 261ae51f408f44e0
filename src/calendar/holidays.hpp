// Public holidays by rule, with what the Government decides each year on top. Public through calendar.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace motcua::calendar {

// How many of the days of Tết lie before mùng 1, as decided for one year (Bộ luật Lao động 2019, Điều 112 khoản 3).
struct TetDecision {
  int year{};
  int days_before{};  // 1 (then 4 from mùng 1 on) or 2 (then 3)
  std::string source;
};

// Which neighbour of 2/9 is off, as decided for one year.
struct NationalDayDecision {
  int year{};
  bool day_before{};  // true 1/9, false 3/9
  std::string source;
};

struct HolidayDecisions {
  std::vector<TetDecision> tet;
  std::vector<NationalDayDecision> national_day;
};

struct Holiday {
  Day day;
  std::string name;          // "Giỗ Tổ Hùng Vương (10/3 âm lịch)"
  std::string source;        // legal basis, or the decision
  bool compensatory{};       // nghỉ bù: the holiday itself fell on a weekly day of rest
  bool by_default_choice{};  // the yearly decision is not known; the default rule chose this day
  friend bool operator==(const Holiday&, const Holiday&) = default;
};

// Holidays and compensatory days that fall within [first year, last year], in order of day. Weekly rest is Saturday and Sunday
// (a holiday on it moves to the next working day, several queue: Bộ luật Lao động 2019, Điều 111 khoản 3).
// Without a decision: Tết takes two days before and three from mùng 1 (one and four when mùng 1 is a Tuesday, so that the
// week is whole); Quốc khánh takes the neighbour that makes the longer run of days off, 1/9 when both do.
std::vector<Holiday> holidays(int first_year, int last_year, const HolidayDecisions& decisions);

}  // namespace motcua::calendar
