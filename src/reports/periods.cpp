#include "reports/periods.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>

#include "base/dates.hpp"

namespace motcua::reports {

namespace {
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr Day day(int y, unsigned m, unsigned d) { return Day{year{y} / static_cast<int>(m) / static_cast<int>(d)}; }
constexpr year_month month_no(int y, int m) { return year{y} / m; }
Day day_in(year_month m, int d) { return Day{m / d}; }

constexpr std::string_view kCutSource = "Nghị định 09/2019/NĐ-CP Điều 12";
constexpr auto kCuts = std::to_array<CutRule>({{PeriodKind::month, 15, 14, day(2019, 3, 12), kCutSource},
                                               {PeriodKind::quarter, 15, 14, day(2019, 3, 12), kCutSource},
                                               {PeriodKind::half_year, 15, 14, day(2019, 3, 12), kCutSource},
                                               {PeriodKind::year, 15, 14, day(2019, 3, 12), kCutSource}});

// The rule in force when the data are cut; before the first one its days are taken all the same, so that old years can be told.
const CutRule& rule_for(PeriodKind kind, Day last) {
  const CutRule* found = nullptr;
  for (const auto& r : kCuts)
    if (r.kind == kind && (found == nullptr || r.valid_from <= last)) found = &r;
  ensure(found != nullptr, "every official kind of period has a rule");
  return *found;
}

Period make(PeriodKind kind, year_month first, year_month last, std::string word, std::string label) {
  const auto& rule = rule_for(kind, day_in(last, 14));
  return {kind, day_in(first - std::chrono::months{1}, rule.first_day), day_in(last, rule.last_day), std::move(word), std::move(label)};
}

struct SendingRule {
  Day valid_from;
  identity::Level reporter;
  int day_of_month;
  std::string_view to, source;
};
constexpr auto kSendings =
    std::to_array<SendingRule>({{day(2026, 8, 1), identity::Level::commune, 20, "UBND cấp tỉnh", "Thông tư 09/2026/TT-BTP Điều 11"},
                                {day(2026, 8, 1), identity::Level::province, 23, "Bộ Tư pháp", "Thông tư 09/2026/TT-BTP Điều 11"}});

// Months that a quarter, half-year or year report stands for have none of their own (09/2026/TT-BTP Điều 9): 3, 6, 9 and 12.
constexpr bool asked_for(const Period& p, int month) {
  if (p.kind == PeriodKind::month) return month % 3 != 0;
  if (p.kind == PeriodKind::quarter) return month == 3 || month == 9;
  return p.kind != PeriodKind::free;
}

std::optional<int> integer(std::string_view text) {
  int n = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (bad != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return n;
}
}  // namespace

std::span<const CutRule> cut_rules() { return kCuts; }

Period official_period(PeriodKind kind, int y, int n) {
  switch (kind) {
    case PeriodKind::month:
      return make(kind, month_no(y, n), month_no(y, n), fmt::format("thang-{}-{:02}", y, n), fmt::format("Tháng {} năm {}", n, y));
    case PeriodKind::quarter:
      return make(kind, month_no(y, 3 * n - 2), month_no(y, 3 * n), fmt::format("quy-{}-{}", y, n),
                  fmt::format("Quý {} năm {}",
                              n == 1   ? "I"
                              : n == 2 ? "II"
                              : n == 3 ? "III"
                                       : "IV",
                              y));
    case PeriodKind::half_year:
      return make(kind, month_no(y, 1), month_no(y, 6), fmt::format("6-thang-{}", y), fmt::format("06 tháng đầu năm {}", y));
    case PeriodKind::year: return make(kind, month_no(y, 1), month_no(y, 12), fmt::format("nam-{}", y), fmt::format("Năm {}", y));
    case PeriodKind::free: break;
  }
  ensure(false, "a free period has two days, not a number");
  return {};
}

Period month_of(Day d) {
  const year_month_day ymd{d};
  auto m = ymd.year() / ymd.month();
  if (d > day_in(m, rule_for(PeriodKind::month, d).last_day)) m += std::chrono::months{1};
  return official_period(PeriodKind::month, int{m.year()}, static_cast<int>(unsigned{m.month()}));
}

Period free_period(Day from, Day to) {
  return {PeriodKind::free, from, to, fmt::format("{}..{}", iso(from), iso(to)),
          from == to ? fmt::format("Ngày {}", vn_date(from)) : fmt::format("Từ {} đến {}", vn_date(from), vn_date(to))};
}

Period calendar_month(int y, int m) {
  const auto month = month_no(y, m);
  return {PeriodKind::free, day_in(month, 1), Day{month / std::chrono::last}, fmt::format("lich-{}-{:02}", y, m),
          fmt::format("Tháng dương lịch {}/{}", m, y)};
}

Period period_of(Day from, Day to) {
  const int y = int{year_month_day{to}.year()};
  for (const auto kind : {PeriodKind::month, PeriodKind::quarter, PeriodKind::half_year, PeriodKind::year})
    for (int n = 1; n <= (kind == PeriodKind::month ? 12 : kind == PeriodKind::quarter ? 4 : 1); ++n)
      if (auto p = official_period(kind, y, n); p.from == from && p.to == to) return p;
  return free_period(from, to);
}

namespace {
Period shifted(const Period& p, int months) {
  const year_month_day last{p.to};
  const auto m = last.year() / last.month() + std::chrono::months{months};
  const int y = int{m.year()}, n = static_cast<int>(unsigned{m.month()});
  switch (p.kind) {
    case PeriodKind::month: return official_period(p.kind, y, n);
    case PeriodKind::quarter: return official_period(p.kind, y, n / 3);
    case PeriodKind::half_year:
    case PeriodKind::year: return official_period(p.kind, y);
    case PeriodKind::free: break;
  }
  return p;
}
}  // namespace

Period before(const Period& p) {
  switch (p.kind) {
    case PeriodKind::month: return shifted(p, -1);
    case PeriodKind::quarter: return shifted(p, -3);
    case PeriodKind::half_year:
    case PeriodKind::year: return shifted(p, -12);
    case PeriodKind::free: break;
  }
  if (p.word.starts_with("lich-")) {
    const year_month_day first{p.from};
    const auto m = first.year() / first.month() - std::chrono::months{1};
    return calendar_month(int{m.year()}, static_cast<int>(unsigned{m.month()}));
  }
  const auto days = p.to - p.from + std::chrono::days{1};
  return free_period(p.from - days, p.to - days);
}

Period year_before(const Period& p) {
  if (p.kind != PeriodKind::free) return shifted(p, -12);
  const auto back = [](Day d) {
    const auto ymd = year_month_day{d} - std::chrono::years{1};
    return ymd.ok() ? Day{ymd} : Day{ymd.year() / ymd.month() / std::chrono::last};
  };
  return free_period(back(p.from), back(p.to));
}

Result<Period> period_from(std::string_view word) {
  const auto wrong =
      errors::invalid("reports.period_unknown", "Kỳ báo cáo chưa đúng. Chọn tháng, quý, 6 tháng, năm, hoặc nhập từ ngày và đến ngày.");
  if (const auto dots = word.find(".."); dots != std::string_view::npos) {
    const auto from = parse_day(word.substr(0, dots)), to = parse_day(word.substr(dots + 2));
    if (!from || !to || *to < *from) return wrong;
    return free_period(*from, *to);
  }
  const auto number_after = [&](std::string_view head) -> std::optional<std::pair<int, int>> {
    if (!word.starts_with(head)) return std::nullopt;
    const auto rest = word.substr(head.size());
    const auto dash = rest.find('-');
    const auto y = integer(rest.substr(0, dash));
    const auto n = dash == std::string_view::npos ? std::optional(1) : integer(rest.substr(dash + 1));
    if (!y || !n || *y < 2000 || *y > 2199) return std::nullopt;
    return std::pair{*y, *n};
  };
  if (const auto m = number_after("thang-"); m && m->second >= 1 && m->second <= 12)
    return official_period(PeriodKind::month, m->first, m->second);
  if (const auto m = number_after("lich-"); m && m->second >= 1 && m->second <= 12) return calendar_month(m->first, m->second);
  if (const auto q = number_after("quy-"); q && q->second >= 1 && q->second <= 4)
    return official_period(PeriodKind::quarter, q->first, q->second);
  if (const auto h = number_after("6-thang-")) return official_period(PeriodKind::half_year, h->first);
  if (const auto y = number_after("nam-")) return official_period(PeriodKind::year, y->first);
  return wrong;
}

std::optional<Sending> sending(const Period& p, identity::Level reporter) {
  const year_month_day last{p.to};
  if (!asked_for(p, static_cast<int>(unsigned{last.month()}))) return std::nullopt;
  for (const auto& r : kSendings)
    if (r.reporter == reporter && r.valid_from <= p.to)
      return Sending{day_in(last.year() / last.month(), r.day_of_month), std::string(r.to), r.source};
  return std::nullopt;
}

}  // namespace motcua::reports
