#include "base/dates.hpp"

#include <fmt/core.h>

#include <array>
#include <vector>

#include "base/text.hpp"

namespace motcua {
namespace {

using namespace std::chrono;

bool all_digits(std::string_view s) { return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos; }

unsigned number(std::string_view digits) {
  unsigned n = 0;
  for (const char c : digits) n = n * 10 + static_cast<unsigned>(c - '0');
  return n;
}

// Day, month and year as digits; parts that are not written are empty.
struct Parts {
  std::string_view day, month, year;
};

std::optional<Parts> split(std::string_view text) {
  if (all_digits(text)) {
    if (text.size() == 8) return Parts{text.substr(0, 2), text.substr(2, 2), text.substr(4)};
    if (text.size() == 4) return Parts{"", "", text};
    return std::nullopt;
  }
  const auto first = text.find_first_of("/-.");
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = text.find(text[first], first + 1);
  if (second == std::string_view::npos) return Parts{"", text.substr(0, first), text.substr(first + 1)};
  const auto a = text.substr(0, first);
  const auto b = text.substr(first + 1, second - first - 1);
  const auto c = text.substr(second + 1);
  if (a.size() == 4 && text[first] == '-') return Parts{c, b, a};
  return Parts{a, b, c};
}

std::optional<PartialDate> read(std::string_view text) {
  const auto parts = split(trim(text));
  if (!parts || parts->year.size() != 4 || !all_digits(parts->year)) return std::nullopt;
  for (const auto part : {parts->day, parts->month})
    if (part.size() > 2 || (!part.empty() && !all_digits(part))) return std::nullopt;
  const PartialDate date{static_cast<int>(number(parts->year)), number(parts->month), number(parts->day)};
  if (date.year < 1800 || date.year > 2999 || date.month > 12 || (date.month == 0 && date.day != 0)) return std::nullopt;
  if (date.day != 0 && !date.exact()) return std::nullopt;
  return date;
}

}  // namespace

std::optional<Day> PartialDate::exact() const {
  const year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return ymd.ok() ? std::optional<Day>(local_days{ymd}) : std::nullopt;
}

std::string PartialDate::text() const {
  if (month == 0) return fmt::format("{:04}", year);
  if (day == 0) return fmt::format("{:02}/{:04}", month, year);
  return fmt::format("{:02}/{:02}/{:04}", day, month, year);
}

std::string PartialDate::iso() const {
  if (month == 0) return fmt::format("{:04}", year);
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

Result<PartialDate> parse_partial_date(std::string_view text) {
  const auto date = read(text);
  if (!date) return errors::invalid("date.not_partial", "Nhập ngày như 05/01/1990, hoặc 01/1990, hoặc 1990 nếu không rõ ngày tháng.");
  return *date;
}

Result<Day> parse_vn_date(std::string_view text) {
  const auto date = read(text);
  const auto day = date ? date->exact() : std::nullopt;
  if (!day) return errors::invalid("date.not_a_day", "Nhập ngày như 05/01/2026 (ngày/tháng/năm).");
  return *day;
}

std::string vn_long_date(Day d) {
  const year_month_day ymd{d};
  const auto day_number = static_cast<unsigned>(ymd.day());
  const auto month_number = static_cast<unsigned>(ymd.month());
  return fmt::format("ngày {:02} tháng {} năm {}", day_number,
                     month_number < 3 ? fmt::format("{:02}", month_number) : fmt::format("{}", month_number), static_cast<int>(ymd.year()));
}

std::string vn_weekday(Day d) {
  static constexpr auto kNames =
      std::to_array<std::string_view>({"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"});
  return std::string(kNames[weekday{d}.c_encoding()]);
}

std::string vn_weekday_short(Day d) {
  const auto n = weekday{d}.c_encoding();
  return n == 0 ? "CN" : fmt::format("T{}", n + 1);
}

}  // namespace motcua
