#include "reform/figures.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "reports/board.hpp"

namespace motcua::reform {

using identity::UnitId;

namespace {
using namespace std::chrono;

// The territory behind a committee: its dossiers are those of all its offices.
UnitId counted_for(const identity::UnitTree& tree, UnitId unit, Day day) {
  const auto kind = tree.kind(unit, day);
  return kind == identity::UnitKind::committee ? tree.territory(unit, day).value_or(unit) : unit;
}
}  // namespace

std::vector<Metric> Figures::metrics() const {
  std::vector<Metric> all;
  for (const auto& i : reports::indicators()) all.push_back({std::string(i.id), std::string(i.title), std::string(i.formula)});
  return all;
}

UnitId Figures::province_of(UnitId unit) const {
  const auto tree = identity_.tree();
  const auto today = identity_.today();
  const auto above = tree->ancestors(unit, today);
  return above.empty() ? unit : above.back();
}

Figure Figures::of(std::string_view metric, UnitId unit, int year) const {
  const auto all = reports::indicators();
  const auto found = std::ranges::find(all, metric, &reports::Indicator::id);
  if (found == all.end()) return {};
  const Day first{local_days{std::chrono::year{year} / January / 1}}, last{local_days{std::chrono::year{year} / December / 31}};
  const auto today = identity_.today();
  if (first > today) return {};
  const auto all_sums = sums(unit, first, std::min(last, today));
  if (!all_sums) return {};
  auto f = figure_of(all_sums->total(found->part), all_sums->total(found->whole));
  f.source = std::string(found->formula);
  f.href = all_sums->href();
  return f;
}

std::optional<DossierSums> Figures::sums(UnitId unit, Day from, Day to) const {
  DossierSums s{.unit = counted_for(*identity_.tree(), unit, identity_.today()), .from = from, .to = to};
  auto balances = reports_.balances(identity_.system_actor(), {.period = reports::free_period(from, to), .unit = s.unit});
  if (!balances) return std::nullopt;
  s.balances = *std::move(balances);
  return s;
}

std::int64_t DossierSums::total(std::string_view columns) const {
  const auto& f = *reports::form("07a");
  std::int64_t n = 0;
  for (const int column : reports::summands(columns))
    for (const auto& m : reports::measures(f, *reports::column(f, column)))
      for (const auto& [d, b] : balances) n += b.of(m, d.channel);
  return n;
}
std::string DossierSums::href() const {
  return fmt::format("/bao-cao?bieu=07a&don_vi={}&tu={}&den={}", unit.value, vn_date(from), vn_date(to));
}

Figure Figures::reference(TargetKind kind, std::string_view metric, UnitId unit, int year) const {
  if (kind == TargetKind::average) return of(metric, province_of(unit), year);
  if (kind == TargetKind::last_year) return of(metric, unit, year - 1);
  return {};
}

}  // namespace motcua::reform
