// Index 766: facts of the record at this moment, figures of others beside them.
#include <algorithm>

#include "base/text.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "indices/indices.hpp"

namespace motcua::indices {

namespace {
constexpr std::string_view kOfficial = "diem:";  // a score published by others: "diem:G1"
}  // namespace

std::optional<Fraction> IndexView::fact(std::string_view id) const {
  const auto* known = set->fact(id);
  if (known == nullptr) return std::nullopt;
  // What the record knows stands before what others tell of it; what it should know is never taken from others.
  if (const auto found = recorded.find(id); found != recorded.end()) return found->second.value;
  if (known->from_record) return std::nullopt;
  const auto found = imported.find(id);
  return found == imported.end() ? std::nullopt : std::optional(found->second.value);
}

IndexView Index766::view(const SetRow& row, SetPtr set, const reports::Question& q, LiveFacts facts,
                         std::map<std::string, FactRow, std::less<>> imported) const {
  IndexView v{.row = row, .set = std::move(set), .question = q, .recorded = std::move(facts), .imported = std::move(imported)};
  v.inputs.day = q.period.to;
  for (const auto& [name, figure] : v.imported)
    if (name.starts_with(kOfficial)) v.inputs.official.emplace(name.substr(kOfficial.size()), figure.value);
  // Scored right away: the look-up must not outlive these maps.
  v.inputs.facts = [&v](std::string_view id) { return v.fact(id); };
  v.scored = score(*v.set, v.inputs);
  v.inputs.facts = {};
  return v;
}

Result<IndexView> Index766::at(const Actor& actor, const reports::Question& q) {
  TRY(auto set, sets_.on(kCode, reports::tree_day(q, g_.clock.now())));
  TRY(auto facts, live_.of(actor, q));
  const bool may = q.unit && identity::may_for(actor, identity::kReportRead, q.unit);
  auto imported = g_.db.read([&](store::ReadTx& tx) {
    return may ? figures_.within(tx, q.unit, q.period.from, q.period.to, q.known) : std::map<std::string, FactRow, std::less<>>{};
  });
  auto v = view(*sets_.row(set.first), std::move(set.second), q, std::move(facts), std::move(imported));
  const auto on = reports::tree_day(q, g_.clock.now());
  v.unit_name = q.unit ? std::string(g_.identity.tree()->name(q.unit, on)) : "Các đơn vị của bạn";
  return v;
}

Result<std::vector<IndexPlace>> Index766::places(const Actor& actor, const reports::Question& q) {
  const auto tree = g_.identity.tree();
  const auto on = reports::tree_day(q, g_.clock.now());
  std::vector<UnitId> units;
  for (const auto u : g_.reports.units(actor))
    if (tree->level(u, on) == identity::Level::commune && (!q.unit || (u != q.unit && tree->is_within(u, q.unit, on)))) units.push_back(u);
  std::vector<IndexPlace> places;
  if (units.size() < 2) return places;
  TRY(auto set, sets_.on(kCode, on));
  const auto row = *sets_.row(set.first);
  TRY(auto facts, live_.by_place(actor, q, units));
  std::vector<Fraction> totals;
  for (const auto u : units) {
    auto own = q;
    own.unit = u;
    auto imported = g_.db.read([&](store::ReadTx& tx) { return figures_.within(tx, u, q.period.from, q.period.to, q.known); });
    const auto v = view(row, set.second, own, std::move(facts[u]), std::move(imported));
    places.push_back({u, std::string(tree->name(u, on)), v.scored.total, v.scored.unknown});
    totals.push_back(v.scored.total);
  }
  const auto by_rank = ranks(totals);
  for (std::size_t i = 0; i < places.size(); ++i) places[i].rank = by_rank[i];
  std::sort(places.begin(), places.end(), [](const IndexPlace& a, const IndexPlace& b) {
    return a.rank != b.rank ? a.rank < b.rank : collation_key(a.name) < collation_key(b.name);
  });
  return places;
}

Result<std::vector<IndexPoint>> Index766::months(const Actor& actor, const reports::Question& q, int count) {
  const std::chrono::year_month_day last{q.period.to};
  auto month = last.year() / last.month() - std::chrono::months{count - 1};
  std::vector<IndexPoint> points;
  for (int i = 0; i < count; ++i, month += std::chrono::months{1}) {
    auto one = q;
    one.period = reports::calendar_month(int{month.year()}, static_cast<int>(unsigned{month.month()}));
    TRY(const auto v, at(actor, one));
    points.push_back({one.period, v.scored.total, v.scored.max - v.scored.unknown});
  }
  return points;
}

}  // namespace motcua::indices
