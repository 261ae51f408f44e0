// Reporting periods: official ones cut on the 15th, and any other one people ask for. Rules are rows with dates and a source. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "identity/units.hpp"

namespace motcua::reports {

enum class PeriodKind : std::uint8_t { month, quarter, half_year, year, free };

// Days from `from` to `to`, both inclusive.
struct Period {
  PeriodKind kind = PeriodKind::free;
  Day from{}, to{};
  std::string word;   // in addresses: "thang-2026-11", "quy-2026-3", "6-thang-2026", "nam-2026"; empty for a free one
  std::string label;  // "Tháng 11 năm 2026"
  Instant begin() const { return to_instant(LocalTime{from}); }
  Instant end() const { return to_instant(LocalTime{to + std::chrono::days{1}}); }
  friend bool operator==(const Period&, const Period&) = default;
};

// Data are cut (chốt) on the 14th of the last month of the period; it begins on the 15th of the month before its first month
// (09/2019/NĐ-CP Điều 12).
struct CutRule {
  PeriodKind kind;
  int first_day, last_day;
  Day valid_from;
  std::string_view source;
};
std::span<const CutRule> cut_rules();

// The official period: n is the month or quarter, 1 for half-year and year.
Period official_period(PeriodKind kind, int year, int n = 1);
// The official month a day belongs to: 15/10 to 14/11 is month 11.
Period month_of(Day day);
Period free_period(Day from, Day to);
Period calendar_month(int year, int month);
// The official period with these days, else a free one.
Period period_of(Day from, Day to);
// The one before of the same kind (a free one: as many days), and the same one a year before.
Period before(const Period& p);
Period year_before(const Period& p);
// "thang-2026-11", "quy-2026-3", "6-thang-2026", "nam-2026", "lich-2026-11" (calendar month), "2026-01-01..2026-03-31".
Result<Period> period_from(std::string_view word);

// When a report must be sent, and by which act; nothing where the act is not known or asks for none.
struct Sending {
  Day day{};
  std::string to;
  std::string_view source;
};
std::optional<Sending> sending(const Period& p, identity::Level reporter);

}  // namespace motcua::reports
