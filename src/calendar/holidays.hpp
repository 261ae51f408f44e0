// Public holidays by rule, with what the Government decides each year on top. Public through calendar.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

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

// Holidays and compensatory days of [first year, last year], in order of day; none before 1995 (Bộ luật Lao động 1994).
// Weekly rest is Saturday and Sunday: a holiday on it is made up on the next working day, several queue (Bộ luật Lao động 2019,
// Điều 111 khoản 3). Ngày Văn hóa Việt Nam is not made up: it stands in a resolution and not in Điều 112 khoản 1, which
// Điều 111 khoản 3 names. Without a decision Tết takes two days before and three from mùng 1 (one and four when mùng 1 is a
// Tuesday, so that the week is whole), Quốc khánh the neighbour of 2/9 that makes the longer run of days off, else the one
// that needs no making up, else 1/9. These defaults agree with every decision of 2021–2027.
std::vector<Holiday> holidays(int first_year, int last_year, const HolidayDecisions& decisions);

// What the Government decided, as far as it is known to the program: data/national.txt.
struct DecidedSwap {
  Day off;
  Day work;
  bool in_force{};  // false: proposed, never decided
  std::string reason;
  std::string source;
};
struct NationalData {
  HolidayDecisions decisions;
  std::vector<DecidedSwap> swaps;
};
// Lines of "kind | … | source"; a line that cannot be read is an error that names it.
Result<NationalData> parse_national_data(std::string_view text);
// The data that ships with the program.
const NationalData& national_data();

}  // namespace motcua::calendar
