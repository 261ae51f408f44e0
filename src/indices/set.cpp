#include "indices/set.hpp"

#include <algorithm>

namespace motcua::indices {

Fraction band_points(const Rule& rule, Fraction measured) {
  Fraction points;
  for (const auto& b : rule.bands)
    if (b.above ? measured > b.from : measured >= b.from) points = b.points;
  return points;
}

std::optional<Fraction> proportional_points(const Rule& rule, Fraction max, Fraction measured) {
  if (rule.zero_above) {
    if (measured <= rule.full_at) return max;
    if (measured >= *rule.zero_above) return Fraction{};
    const auto left = subtract(*rule.zero_above, measured);
    const auto span = subtract(*rule.zero_above, rule.full_at);
    const auto share = left && span ? divide(*left, *span) : std::nullopt;
    return share ? multiply(max, *share) : std::nullopt;
  }
  if (measured.is_negative() || (rule.zero_below && measured < *rule.zero_below)) return Fraction{};
  if (measured >= rule.full_at) return max;
  const auto share = divide(measured, rule.full_at);
  return share ? multiply(max, *share) : std::nullopt;
}

const MetricVersion* Metric::version(std::string_view wanted) const {
  const auto found = std::find_if(versions.begin(), versions.end(), [&](const auto& v) { return v.id == wanted; });
  return found == versions.end() ? nullptr : &*found;
}

Item* CriteriaSet::item(std::string_view wanted) {
  for (auto& f : fields)
    for (auto& c : f.criteria)
      for (auto& i : c.items)
        if (i.id == wanted) return &i;
  return nullptr;
}
const Item* CriteriaSet::item(std::string_view wanted) const { return const_cast<CriteriaSet*>(this)->item(wanted); }

const Field* CriteriaSet::field(std::string_view wanted) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.id == wanted; });
  return found == fields.end() ? nullptr : &*found;
}
const Field* CriteriaSet::field_of(std::string_view item_id) const {
  for (const auto& f : fields)
    for (const auto& c : f.criteria)
      for (const auto& i : c.items)
        if (i.id == item_id) return &f;
  return nullptr;
}
const Fact* CriteriaSet::fact(std::string_view wanted) const {
  const auto found = std::find_if(facts.begin(), facts.end(), [&](const Fact& f) { return f.id == wanted; });
  return found == facts.end() ? nullptr : &*found;
}
const Metric* CriteriaSet::metric(std::string_view wanted) const {
  const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const Metric& m) { return m.id == wanted; });
  return found == metrics.end() ? nullptr : &*found;
}
const Grade* CriteriaSet::grade(Fraction percent) const {
  const auto found = std::find_if(grades.begin(), grades.end(), [&](const Grade& g) { return percent >= g.from; });
  return found == grades.end() ? nullptr : &*found;
}
Symbols CriteriaSet::symbols() const {
  return [this](std::string_view wanted) -> const Symbol* {
    const auto* f = fact(wanted);
    return f ? &f->symbol : nullptr;
  };
}
std::vector<const Item*> CriteriaSet::items() const {
  std::vector<const Item*> all;
  for (const auto& f : fields)
    for (const auto& c : f.criteria)
      for (const auto& i : c.items) all.push_back(&i);
  return all;
}

std::string_view label(Scorer scorer) {
  switch (scorer) {
    case Scorer::unit: return "Đơn vị tự chấm";
    case Scorer::system: return "Hệ thống tính từ hồ sơ";
    case Scorer::survey: return "Điều tra xã hội học";
    case Scorer::owner: return "Cơ quan chấm ghi";
  }
  return "";
}

}  // namespace motcua::indices
