#include "calendar/lunar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/result.hpp"
#include "calendar/astronomy.hpp"

namespace motcua::calendar {

using std::chrono::days;

namespace {

struct Month {
  Day first;
  std::int16_t year{};
  std::int8_t number{};
  bool leap{};
};

// Julian day of the first moment (00:00 at +07:00) of a civil day, and the civil day of a moment.
constexpr double kJulianOf1970 = 2440587.5;
double midnight(Day day) { return kJulianOf1970 + static_cast<double>(to_number(day)) - 7.0 / 24; }
Day civil_day(double julian_day) { return from_number(static_cast<std::int64_t>(std::floor(julian_day - kJulianOf1970 + 7.0 / 24))); }

// Which twelfth of the sun's way (0 … 11, from the March equinox) holds the first moment of the day.
int twelfth(Day day) { return static_cast<int>(sun_longitude(midnight(day)) / 30); }

// First days of the months, from before the winter solstice of 1899 to after the Tết of 2200.
std::vector<Day> new_moon_days() {
  constexpr int kFrom = -1242;  // in the summer of 1899
  constexpr int kTo = 2478;     // in the spring of 2200
  std::vector<Day> first_days;
  for (int k = kFrom; k <= kTo; ++k) first_days.push_back(civil_day(new_moon(k)));
  return first_days;
}

// Index of month 11 for the winter solstice of `year`: the last month that begins before the sun stands at 270°.
std::size_t solstice_month(const std::vector<Day>& moons, int year) {
  using namespace std::chrono;
  const Day after = local_days{std::chrono::year{year} / December / 31};
  auto i = static_cast<std::size_t>(std::ranges::upper_bound(moons, after) - moons.begin()) - 1;
  while (twelfth(moons[i]) >= 9 || twelfth(moons[i]) < 3) --i;
  return i;
}

// Months from month 11 of `year` - 1 to the one before month 11 of `year`. Thirteen months: the first without a major term is
// leap and carries the number of the one before.
void number_months(const std::vector<Day>& moons, std::size_t begin, std::size_t end, int year, std::vector<Month>& out) {
  std::size_t leap = end;
  if (end - begin == 13) {
    leap = begin + 1;
    while (leap + 1 < end && twelfth(moons[leap]) != twelfth(moons[leap + 1])) ++leap;
  }
  int ordinal = 0;  // 0 is month 11
  for (std::size_t i = begin; i < end; ++i) {
    if (i != begin && i != leap) ++ordinal;
    const int number = (ordinal + 10) % 12 + 1;
    out.push_back({moons[i], static_cast<std::int16_t>(ordinal < 2 ? year - 1 : year), static_cast<std::int8_t>(number), i == leap});
  }
}

// Every month of the range and the first of Tết after it, in order.
const std::vector<Month>& months() {
  static const std::vector<Month> all = [] {
    const auto moons = new_moon_days();
    std::vector<Month> out;
    std::size_t begin = solstice_month(moons, kFirstLunarYear - 1);
    for (int year = kFirstLunarYear; year <= kLastLunarYear + 1; ++year) {
      // The last turn numbers only as far as the Tết that ends the range.
      const std::size_t end = year <= kLastLunarYear ? solstice_month(moons, year) : begin + 4;
      number_months(moons, begin, end, year, out);
      begin = end;
    }
    std::erase_if(out, [](const Month& month) { return month.year < kFirstLunarYear; });
    const auto after = std::ranges::find(out, kLastLunarYear + 1, &Month::year);
    ensure(after != out.end(), "the table of months reaches the Tết after the last year");
    out.erase(after + 1, out.end());
    return out;
  }();
  return all;
}

const Month* find_month(int year, int month, bool leap) {
  const auto& all = months();
  const auto found = std::ranges::lower_bound(all, year, {}, &Month::year);
  for (auto it = found; it + 1 < all.end() && it->year == year; ++it)
    if (it->number == month && it->leap == leap) return &*it;
  return nullptr;
}

}  // namespace

std::optional<LunarDay> lunar_of(Day day) {
  const auto& all = months();
  if (day < all.front().first || day >= all.back().first) return std::nullopt;
  const auto& month = *(std::ranges::upper_bound(all, day, {}, &Month::first) - 1);
  return LunarDay{month.year, month.number, static_cast<int>((day - month.first).count()) + 1, month.leap};
}

std::optional<Day> solar_of(const LunarDay& lunar) {
  if (lunar.day < 1 || lunar.day > days_in_lunar_month(lunar.year, lunar.month, lunar.leap)) return std::nullopt;
  return find_month(lunar.year, lunar.month, lunar.leap)->first + days{lunar.day - 1};
}

std::optional<Day> tet(int year) {
  if (year == kLastLunarYear + 1) return months().back().first;
  const auto* month = find_month(year, 1, false);
  return month == nullptr ? std::nullopt : std::optional(month->first);
}

std::optional<int> leap_month(int year) {
  for (int number = 1; number <= 12; ++number)
    if (find_month(year, number, true) != nullptr) return number;
  return std::nullopt;
}

int days_in_lunar_month(int year, int month, bool leap) {
  const auto* found = find_month(year, month, leap);
  return found == nullptr ? 0 : static_cast<int>(((found + 1)->first - found->first).count());
}

std::string year_name(int year) {
  constexpr std::array kCan{"Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ"};
  constexpr std::array kChi{"Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi"};
  ensure(year >= 0, "years are counted from 0");
  return std::string(kCan[static_cast<std::size_t>(year % 10)]) + " " + kChi[static_cast<std::size_t>(year % 12)];
}

}  // namespace motcua::calendar
