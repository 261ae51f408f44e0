#include "reports/mixed_sources.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "catalog/changes.hpp"

namespace motcua::reports {

namespace {
using Spans = std::span<const catalog::VersionSpan>;

bool holds(const catalog::VersionSpan& s, Day day) { return s.valid_from <= day && (!s.valid_to || *s.valid_to >= day); }

// Decisions of a provincial committee bear its sign.
std::string row_of(const catalog::ProcedureVersion& v) {
  return v.announced_by.find("UBND") != std::string::npos ? "dia-phuong" : "trung-uong";
}

class Published {
 public:
  Published(catalog::Catalog& catalog, store::ReadTx& tx, const Period& period, Day on)
      : catalog_(catalog), tx_(tx), period_(period), on_(on) {}

  // All versions of one procedure that were known, by first day.
  void procedure(Spans versions) {
    for (std::size_t i = 0; i < versions.size(); ++i) {
      const auto& v = versions[i];
      if (within(v.valid_from)) changed(v, i == 0 ? 5 : 6, fmt::format("Có hiệu lực từ {}", vn_date(v.valid_from)));
      if (holds(v, on_)) add(v, 10, "Còn hiệu lực");
    }
    const auto& last = versions.back();
    if (last.valid_to && within(*last.valid_to)) changed(last, 7, fmt::format("Hết hiệu lực sau {}", vn_date(*last.valid_to)));
  }
  Facts facts{{}, {"trung-uong", "dia-phuong"}};

 private:
  bool within(Day day) const { return day >= period_.from && day <= period_.to; }
  void add(const catalog::VersionSpan& v, int column, std::string detail) {
    const auto version = catalog_.version(tx_, v.id);
    if (!version) return;
    facts.all.push_back({.row = row_of(**version),
                         .column = column,
                         .name = fmt::format("{} {}", v.code, (*version)->name),
                         .detail = std::move(detail),
                         .href = "/thu-tuc/" + v.code});
  }
  void changed(const catalog::VersionSpan& v, int column, std::string detail) {
    add(v, column, std::move(detail));
    const auto version = catalog_.version(tx_, v.id);
    if (!version || (*version)->announced_by.empty() || !decisions_.insert((*version)->announced_by).second) return;
    facts.all.push_back({.row = row_of(**version),
                         .column = 3,
                         .name = (*version)->announced_by,
                         .detail = fmt::format("Quyết định công bố thủ tục {} và thủ tục khác cùng đợt, nếu có", v.code),
                         .href = "/thu-tuc/" + v.code});
  }

  catalog::Catalog& catalog_;
  store::ReadTx& tx_;
  const Period& period_;
  Day on_;
  std::set<std::string> decisions_;
};

// Procedures each level settles, and those with steps.
void add_by_level(Facts& facts, catalog::Catalog& catalog, store::ReadTx& tx, const catalog::VersionSpan& span) {
  const auto version = catalog.version(tx, span.id);
  if (!version) return;
  const auto& v = **version;
  const auto settles = [&](std::string_view level) {
    return std::find(v.level_two_tier.begin(), v.level_two_tier.end(), level) != v.level_two_tier.end();
  };
  for (const auto& [level, row] : {std::pair{"tỉnh", "cap-tinh"}, std::pair{"xã", "cap-xa"}}) {
    if (!settles(level)) continue;
    facts.all.push_back(
        {.row = row, .column = 12, .name = fmt::format("{} {}", v.code, v.name), .detail = v.field.name, .href = "/thu-tuc/" + v.code});
    if (v.steps.empty()) continue;
    auto with_steps = facts.all.back();
    with_steps.column = 14;
    with_steps.detail = fmt::format("{} bước", v.steps.size());
    facts.all.push_back(std::move(with_steps));
  }
}
}  // namespace

Facts CatalogFormSource::facts(store::ReadTx& tx, const Actor&, const MixedAsk& ask, std::span<const UnitId>) const {
  const auto on = ask.last_day(identity_.today());
  auto spans = catalog::version_spans(tx);
  if (ask.known) {
    // A version that came to the catalogue later was not known, nor that it would end the one before.
    for (std::size_t i = 0; i + 1 < spans.size(); ++i)
      if (spans[i].code == spans[i + 1].code && day_of(spans[i + 1].imported_at) > *ask.known) spans[i].valid_to.reset();
    std::erase_if(spans, [&](const catalog::VersionSpan& s) { return day_of(s.imported_at) > *ask.known; });
  }
  if (ask.form->id == "08c") {
    Facts facts{{}, {"cap-tinh", "cap-xa"}};
    for (const auto& s : spans)
      if (holds(s, on)) add_by_level(facts, catalog_, tx, s);
    return facts;
  }
  Published published(catalog_, tx, ask.period, on);
  for (std::size_t i = 0; i < spans.size();) {
    std::size_t end = i;
    while (end < spans.size() && spans[end].code == spans[i].code) ++end;
    published.procedure(Spans{spans}.subspan(i, end - i));
    i = end;
  }
  return std::move(published.facts);
}

Facts UnitFormSource::facts(store::ReadTx&, const Actor&, const MixedAsk& ask, std::span<const UnitId> units) const {
  const auto tree = identity_.tree();
  const auto on = ask.last_day(identity_.today());
  const bool province = ask.form->id == "08c";
  Facts facts{{}, {"don-vi", "cap-tinh", "cap-xa"}};
  for (const auto u : units) {
    const auto kind = tree->kind(u, on);
    if (!tree->exists(u, on) || (kind != identity::UnitKind::one_stop && kind != identity::UnitKind::reception_point)) continue;
    const bool of_province = tree->level(u, on) == identity::Level::province;
    facts.all.push_back({.row = !province     ? "don-vi"
                                : of_province ? "cap-tinh"
                                              : "cap-xa",
                         .column = 3,
                         .name = std::string(tree->name(u, on)),
                         .detail = std::string(identity::kind_info(*kind).title)});
  }
  return facts;
}

}  // namespace motcua::reports
