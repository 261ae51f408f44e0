// Dates as people and papers write them. Days and times themselves: clock.hpp.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace motcua {

// d/M/yyyy, dd-MM-yyyy, dd.MM.yyyy, ddMMyyyy and yyyy-MM-dd, 1800–2999.
Result<Day> parse_vn_date(std::string_view text);
// "ngày 05 tháng 01 năm 2026", "ngày 29 tháng 6 năm 2026": days below 10 and the months 1 and 2 take a zero
// (Nghị định 30/2020/NĐ-CP Phụ lục I).
std::string vn_long_date(Day day);
std::string vn_weekday(Day day);        // Thứ Hai … Thứ Bảy, Chủ nhật
std::string vn_weekday_short(Day day);  // T2 … T7, CN

// A date of birth as civil-status papers have it: only the year may be known, or month and year.
struct PartialDate {
  int year = 0;
  unsigned month = 0;  // 0 = unknown
  unsigned day = 0;    // 0 = unknown; never known when the month is not

  friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
  std::optional<Day> exact() const;
  std::string text() const;  // 05/01/1990, 01/1990, 1990
  std::string iso() const;   // 1990-01-05, 1990-01, 1990
};
// All forms of parse_vn_date, "M/yyyy", "yyyy", and zeros for unknown parts: 00/00/1990, 00001990.
Result<PartialDate> parse_partial_date(std::string_view text);

}  // namespace motcua
