// Terms of law and promises: how long, in which unit. Public through calendar.hpp.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace motcua::calendar {

inline constexpr int kMinutesPerWorkingDay = 8 * 60;  // "1 ngày làm việc = 8 giờ" wherever a fraction or a rest is told

// Minutes since midnight, 00:00 … 24:00.
struct TimeOfDay {
  std::int16_t minutes{};
  static Result<TimeOfDay> parse(std::string_view text);  // "07:30", "7:30", "24:00"
  static constexpr TimeOfDay of(int hour, int minute = 0) { return {static_cast<std::int16_t>(hour * 60 + minute)}; }
  std::string text() const;  // "07:30"
  friend constexpr auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};

enum class TermUnit : std::uint8_t {
  working_days,     // value in thousandths of a day (the law and processes know 0,5 ngày)
  working_hours,    // value in minutes; told in hours
  working_minutes,  // value in minutes
  calendar_days,    // "ngày": every day counts (Bộ luật Dân sự 2015, Điều 147, 148)
  months,           // "tháng"
  same_day          // "trong ngày": before the cut-off today, after it the next working day
};

// A term that exists is valid: positive, at most 20 years.
class Term {
 public:
  // "3wd", "0.5wd" (also "0,5wd"), "8wh", "30m", "30d", "1mo", "same-day".
  static Result<Term> parse(std::string_view text);
  static Term working_days(int days);
  static Term working_day_thousandths(int thousandths);
  static Term working_hours(int hours);
  static Term working_minutes(int minutes);
  static Term calendar_days(int days);
  static Term months(int months);
  static Term same_day() { return {TermUnit::same_day, 0}; }

  TermUnit unit() const { return unit_; }
  int value() const { return value_; }
  int whole_days() const { return value_ / 1000; }                                               // of working_days
  int fraction_minutes() const { return (value_ % 1000 * kMinutesPerWorkingDay + 500) / 1000; }  // of working_days
  std::string text() const;                                                                      // "0.5wd": what parse reads
  std::string words() const;                                                                     // "0,5 ngày làm việc"

  friend constexpr bool operator==(const Term&, const Term&) = default;

 private:
  constexpr Term(TermUnit unit, int value) : unit_(unit), value_(value) {}
  TermUnit unit_;
  std::int32_t value_;
};

}  // namespace motcua::calendar
