#include "reform/unit_indicators.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/store_unit_indicators.hpp"
#include "reports/board.hpp"

namespace motcua::reform {

using identity::kReformRead;
using store::ReadTx;
using store::Tx;

namespace {
// By statistics code, agency code, key or full name; several of one name: none, never guessed.
std::optional<UnitId> unit_named(const identity::UnitTree& tree, std::string_view text, Day day, std::span<const UnitId> among) {
  if (const auto u = tree.by_key(text); u && std::ranges::find(among, u) != among.end()) return u;
  std::vector<UnitId> found;
  const auto wanted = fold(text);
  for (const auto u : among)
    if (tree.code(u, identity::CodeSystem::gso, day) == text || tree.code(u, identity::CodeSystem::eid, day) == text ||
        fold(tree.name(u, day)) == wanted)
      found.push_back(u);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}
}  // namespace

Result<UnitIndicators::Imported> UnitIndicators::import(const Actor& actor, std::string_view csv, const std::string& file_name) {
  auto table = read_values(csv);
  const auto units = actor.units_with(identity::kReformManage);
  if (units.empty()) return not_yours("reform.import_not_yours");
  const auto tree = b_.identity.tree();
  const auto today = b_.today();
  std::vector<UnitId> whose;
  for (const auto& l : table.lines) {
    const auto u = unit_named(*tree, l.unit, today, units);
    if (!u && !l.unit.empty())
      table.faults.push_back(
          {l.row, "don_vi", fmt::format("Không có đơn vị “{}” trong phạm vi của bạn, hoặc có nhiều đơn vị cùng tên.", l.unit)});
    whose.push_back(u.value_or(UnitId{}));
  }
  std::ranges::stable_sort(table.faults, {}, &ImportFault::row);
  if (!table.faults.empty()) return Imported{.faults = std::move(table.faults)};
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<Imported> {
    for (std::size_t i = 0; i < table.lines.size(); ++i) {
      const auto& l = table.lines[i];
      auto v = rows::value(tx, whose[i], l.key, l.month.number())
                   .value_or(UnitValue{.id = b_.ids.next(), .unit = whose[i], .key = l.key, .month = l.month.number()});
      v.part = l.part;
      v.whole = l.whole;
      v.reported = l.reported;
      v.more = l.more;
      v.note = l.note;
      v.file_name = file_name;
      if (!v.over()) v.cause = {};
      TRY_VOID(keep(tx, v, v.version == 0 ? "reform_unit_value.imported" : "reform_unit_value.corrected", by));
    }
    return Imported{.values = static_cast<int>(table.lines.size())};
  });
}

namespace {
// Values of the newest month on top: added up from their parts; a reported rate stands only while it is the only value, since rates are
// never averaged.
struct Summed {
  Figure figure{};
  int month = 0;
  std::int64_t units = 0;
  bool more = false, from_parts = false;
};
Summed newest(const std::vector<UnitValue>& values) {
  Summed s;
  if (values.empty()) return s;
  s.month = values.front().month;
  std::int64_t part = 0, whole = 0;
  std::optional<std::int64_t> reported;
  for (const auto& v : values) {
    if (v.month != s.month) break;
    ++s.units;
    s.more = s.more || v.more;
    if (v.part && v.whole) {
      part += *v.part;
      whole += *v.whole;
    } else {
      reported = v.reported;
    }
  }
  if (whole > 0 && !reported) {
    s.figure = figure_of(part, whole);
    s.from_parts = true;
  } else if (s.units == 1) {
    s.figure.value = reported;
  }
  return s;
}
}  // namespace

std::vector<IndicatorRow> UnitIndicators::overview(const Actor& actor) {
  const auto units = actor.units_with(kReformRead);
  std::vector<IndicatorRow> out;
  b_.db.read([&](ReadTx& tx) {
    for (const auto& i : unit_indicators()) {
      IndicatorRow r{.indicator = &i};
      const auto values = rows::values(tx, units, i.key);
      if (const auto s = newest(values); s.units > 0) {
        r.latest = s.figure;
        r.month = Month{s.month / 12, s.month % 12 + 1};
        r.more = s.more;
        r.from_parts = s.from_parts;
        r.over = over_hundred(r.latest, r.more);
        // Against the last values of the year before, of the same units.
        std::vector<UnitValue> before;
        for (const auto& v : values)
          if (v.month < s.month / 12 * 12) before.push_back(v);
        const auto then = newest(before);
        if (then.units == s.units && then.figure.value && r.latest.value) r.change = *r.latest.value - *then.figure.value;
      }
      out.push_back(std::move(r));
    }
  });
  return out;
}

std::vector<Metric> AllFigures::metrics() const {
  auto all = Figures::metrics();
  for (const auto& i : unit_indicators()) all.push_back({i.key, i.title, fmt::format("{} / {}", i.numerator, i.denominator)});
  return all;
}

Figure AllFigures::of(std::string_view metric, UnitId unit, int year) const {
  const auto* i = unit_indicator(metric);
  if (!i) return Figures::of(metric, unit, year);
  // The place as it was at the end of that time: units are merged.
  const auto tree = identity_.tree();
  const Day last{std::chrono::local_days{std::chrono::year{year} / std::chrono::December / 31}};
  const auto day = std::min(last, identity_.today());
  const auto place = tree->kind(unit, day) == identity::UnitKind::committee ? tree->territory(unit, day).value_or(unit) : unit;
  const auto units = tree->within(place, day);
  auto values = db_.read([&](ReadTx& tx) { return rows::values(tx, units, i->key); });
  std::erase_if(values, [&](const UnitValue& v) { return v.month / 12 != year; });
  auto f = newest(values).figure;
  f.source = fmt::format("{} / {}", i->numerator, i->denominator);
  f.href = "/cai-cach/chi-tieu/" + i->key;
  return f;
}

Result<Series> UnitIndicators::series(const Actor& actor, UnitId unit, std::string_view key) {
  const auto* i = unit_indicator(key);
  if (!i || !actor.permits_in(kReformRead, unit))
    return errors::not_found("reform.no_series", "Không có chuỗi số liệu này trong phạm vi của bạn.");
  return b_.db.read([&](ReadTx& tx) -> Result<Series> { return Series{i, unit, b_.unit_name(unit), rows::series(tx, unit, key)}; });
}

std::vector<std::pair<UnitValue, std::string>> UnitIndicators::latest(const Actor& actor, std::string_view key) {
  const auto units = actor.units_with(kReformRead);
  std::vector<std::pair<UnitValue, std::string>> out;
  b_.db.read([&](ReadTx& tx) {
    std::map<std::int64_t, bool> seen;
    for (auto& v : rows::values(tx, units, key))
      if (!std::exchange(seen[v.unit.value], true)) {
        auto name = b_.unit_name(v.unit);
        out.emplace_back(std::move(v), std::move(name));
      }
  });
  return out;
}

std::vector<std::pair<UnitValue, std::string>> UnitIndicators::over(const Actor& actor) {
  const auto units = actor.units_with(kReformRead);
  std::vector<std::pair<UnitValue, std::string>> out;
  b_.db.read([&](ReadTx& tx) {
    for (auto& v : rows::values(tx, units, ""))
      if (v.over()) {
        auto name = b_.unit_name(v.unit);
        out.emplace_back(std::move(v), std::move(name));
      }
  });
  return out;
}

Status UnitIndicators::explain(const Actor& actor, std::int64_t id, std::string cause) {
  cause = clean(cause);
  if (cause.empty()) return errors::invalid_fields("reform.cause_missing", {{"nguyen_nhan", "Ghi vì sao vượt 100%."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto v = find<UnitValue>(tx, id);
    if (!v || !actor.permits_in(kReformRead, v->unit))
      return errors::not_found("reform.no_value", "Không có số liệu này trong phạm vi của bạn.");
    if (!b_.may_work(actor, v->unit) && !b_.may_manage(actor, v->unit)) return not_yours("reform.value_not_yours");
    if (!v->over()) return errors::illegal_transition("reform.value_not_over", "Số liệu này không vượt 100%.");
    v->cause = cause;
    return keep(tx, *v, "reform_unit_value.explained", by);
  });
}

Result<std::vector<UnitIndicators::Zero>> UnitIndicators::without_online(const Actor& actor, int year) {
  using namespace std::chrono;
  const auto today = b_.today();
  const Day first{local_days{std::chrono::year{year} / January / 1}}, last{local_days{std::chrono::year{year} / December / 31}};
  if (first > today) return std::vector<Zero>{};
  TRY(const auto sums, reports_.balances(actor, {.period = reports::free_period(first, std::min(last, today))}));
  const auto& form = *reports::form("07a");
  const auto tree = b_.identity.tree();
  struct Count {
    std::int64_t received = 0, online = 0;
  };
  std::map<UnitId, Count> by_place;
  const auto add = [&](std::string_view columns, bool online) {
    for (const int c : reports::summands(columns))
      for (const auto& m : reports::measures(form, *reports::column(form, c)))
        for (const auto& [d, b] : sums) {
          auto& count = by_place[tree->territory(d.unit, today).value_or(d.unit)];
          (online ? count.online : count.received) += b.of(m, d.channel);
        }
  };
  add("4+5+6+7", false);
  add("4+5", true);
  std::vector<Zero> out;
  for (const auto& [unit, c] : by_place)
    if (c.received > 0 && c.online == 0) out.push_back({unit, b_.unit_name(unit), c.received});
  std::ranges::sort(out, {}, [](const Zero& z) { return collation_key(z.name); });
  return out;
}

}  // namespace motcua::reform
