// YAML to a checked set of criteria.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "catalog/map_reader.hpp"
#include "indices/set.hpp"

namespace motcua::indices {

namespace {

using catalog::MapReader;
using catalog::Node;
using catalog::Problems;

constexpr std::array<std::pair<std::string_view, RuleKind>, 8> kKinds{{{"choice", RuleKind::choice},
                                                                       {"band", RuleKind::band},
                                                                       {"proportional", RuleKind::proportional},
                                                                       {"formula", RuleKind::formula},
                                                                       {"conditional", RuleKind::conditional},
                                                                       {"monitor", RuleKind::monitor},
                                                                       {"penalty_each", RuleKind::penalty_each},
                                                                       {"penalty_per_day", RuleKind::penalty_per_day}}};
constexpr std::array<std::pair<std::string_view, Scorer>, 4> kScorers{
    {{"unit", Scorer::unit}, {"system", Scorer::system}, {"survey", Scorer::survey}, {"owner", Scorer::owner}}};
constexpr std::array<std::pair<std::string_view, Part>, 3> kParts{
    {{"regular", Part::regular}, {"bonus", Part::bonus}, {"penalty", Part::penalty}}};
constexpr std::array<std::pair<std::string_view, Direction>, 2> kDirections{{{"up", Direction::up}, {"down", Direction::down}}};
constexpr std::array<std::pair<std::string_view, NoWhole>, 3> kNoWhole{
    {{"full", NoWhole::full}, {"zero", NoWhole::zero}, {"khong-ap-dung", NoWhole::not_applicable}}};
constexpr std::string_view kNotApplicable = "khong-ap-dung";

class SetReader {
 public:
  explicit SetReader(std::string_view file) : problems_{std::string(file), {}, {}} {}

  Result<CriteriaSet> read(const Node& root) {
    MapReader top(root, "", problems_);
    top.map("set", true, [&](MapReader& r) { head(r); });
    top.each("facts", "id", [&](MapReader& r) { fact(r); });
    top.each("metrics", "id", [&](MapReader& r) { metric(r); });
    top.each("grades", "label", [&](MapReader& r) { set_.grades.push_back({r.text("label"), r.opt_text("meaning"), number(r, "from")}); });
    top.each("views", "id", [&](MapReader& r) { set_.views.push_back({r.text("id"), r.text("name"), r.texts("fields")}); });
    top.each("fields", "id", [&](MapReader& r) { field(r); });
    top.finish();
    whole(root);
    if (auto error = problems_.error()) {
      error->key = "indices.set_invalid";
      return tl::make_unexpected(*std::move(error));
    }
    return std::move(set_);
  }

 private:
  static std::optional<Fraction> number_of(MapReader& r, std::string_view key) {
    const auto text = r.opt_text(key);
    if (text.empty()) return std::nullopt;
    const auto n = Fraction::parse(text);
    if (!n) r.wrong(key, fmt::format("không hiểu số \"{}\"", text));
    return n;
  }
  static Fraction number(MapReader& r, std::string_view key) {
    const auto n = number_of(r, key);
    if (!n && r.node().find(key) == nullptr) r.wrong(key, "thiếu");
    return n.value_or(Fraction{});
  }
  template <class E, std::size_t N>
  static E word_or(MapReader& r, std::string_view key, const std::array<std::pair<std::string_view, E>, N>& words, E otherwise) {
    return r.node().find(key) ? r.word(key, words) : otherwise;
  }
  Formula formula(MapReader& r, std::string_view key, std::string_view unit_wanted) {
    const auto text = r.text(key);
    if (text.empty()) return {};
    auto read = Formula::parse(text, set_.symbols());
    if (!read) {
      auto what = read.error().message;
      what.pop_back();
      r.wrong(key, what);
      return {};
    }
    if (unit_wanted == kPoints && read->unit() != kPoints)
      r.wrong(key, fmt::format("công thức phải cho điểm, đang cho {}", read->unit().empty() ? "số không đơn vị" : read->unit()));
    return *std::move(read);
  }

  void head(MapReader& r) {
    set_.id = r.text("id");
    set_.name = r.text("name");
    set_.kind = r.text("kind");
    set_.status = r.opt_text("status");
    set_.source = r.text("source");
    set_.subject = r.text("subject");
    if (const auto d = r.day("valid_from"))
      set_.valid_from = *d;
    else
      r.wrong("valid_from", "cần ngày bắt đầu áp dụng");
    set_.valid_to = r.day("valid_to");
    set_.scale = number(r, "scale");
    set_.decimals = r.integer("decimals", 0, 4);
    const auto total = r.opt_text("total");
    if (!total.empty() && total != "points" && total != "percent") r.wrong("total", "là points hoặc percent");
    set_.total_in_points = total == "points";
    set_.bonus_max = number_of(r, "bonus_max");
  }
  void fact(MapReader& r) {
    Fact f{.id = r.text("id"), .symbol = {r.text("name"), r.opt_text("unit")}};
    const auto from = r.text("from");
    if (from != "record" && from != "import") r.wrong("from", "là record (từ hồ sơ) hoặc import (nhập)");
    f.from_record = from == "record";
    if (set_.fact(f.id)) r.wrong("id", "viết hai lần");
    set_.facts.push_back(std::move(f));
  }
  void metric(MapReader& r) {
    Metric m{.id = r.text("id"), .name = r.text("name")};
    r.each("versions", "id", [&](MapReader& v) {
      MetricVersion version{v.text("id"), v.text("name"), v.day("valid_from"), formula(v, "part", ""), formula(v, "whole", "")};
      if (!version.part.empty() && !version.whole.empty() && version.part.unit() != version.whole.unit())
        v.wrong("whole", "tử số và mẫu số phải cùng đơn vị");
      m.versions.push_back(std::move(version));
    });
    if (m.versions.empty()) r.wrong("versions", "cần ít nhất một cách tính");
    set_.metrics.push_back(std::move(m));
  }
  void field(MapReader& r) {
    Field f{.id = r.text("id"), .name = r.text("name")};
    f.part = word_or(r, "part", kParts, Part::regular);
    if (f.part != Part::penalty) f.max = number(r, "max");
    if (r.node().find("items")) {
      Criterion own;
      own.max = f.max;
      r.each("items", "id", [&](MapReader& i) { own.items.push_back(item(i, f.part)); });
      f.criteria.push_back(std::move(own));
    }
    r.each("criteria", "id", [&](MapReader& c) {
      Criterion criterion{.id = c.text("id"), .name = c.text("name"), .max = number(c, "max")};
      c.each("items", "id", [&](MapReader& i) { criterion.items.push_back(item(i, f.part)); });
      f.criteria.push_back(std::move(criterion));
    });
    set_.fields.push_back(std::move(f));
  }
  Item item(MapReader& r, Part part) {
    Item i{.id = r.text("id"), .name = r.text("name")};
    if (part != Part::penalty) i.max = number(r, "max");
    i.evidence = r.opt_text("evidence");
    i.note = r.opt_text("note");
    i.advice = r.opt_text("advice");
    i.metric = r.opt_text("metric");
    i.scorer = word_or(r, "scored_by", kScorers, i.metric.empty() ? Scorer::unit : Scorer::system);
    i.direction = word_or(r, "direction", kDirections, Direction::none);
    if (!ids_.insert(i.id).second) r.wrong("id", fmt::format("tiêu chí {} viết hai lần", i.id));
    if (!i.metric.empty() && !set_.metric(i.metric)) r.wrong("metric", fmt::format("không có cách tính \"{}\"", i.metric));
    r.map("rule", true, [&](MapReader& rule) { i.rule = this->rule(rule, i, part); });
    if (i.scorer == Scorer::system && i.metric.empty() && i.rule.kind != RuleKind::formula && i.rule.kind != RuleKind::monitor)
      r.wrong("scored_by", "hệ thống chỉ chấm tiêu chí có metric hoặc formula");
    return i;
  }
  Rule rule(MapReader& r, const Item& item, Part part) {
    Rule rule{.kind = r.word("kind", kKinds)};
    const bool penalty = rule.kind == RuleKind::penalty_each || rule.kind == RuleKind::penalty_per_day;
    if (penalty != (part == Part::penalty)) r.wrong("kind", "cách trừ điểm chỉ dùng trong nhóm điểm trừ");
    if (const auto measure = r.opt_text("measure"); !measure.empty()) {
      if (measure != "count") r.wrong("measure", "chỉ nhận count (đếm)");
      rule.count = true;
    }
    if (rule.kind == RuleKind::band || rule.kind == RuleKind::proportional || penalty) {
      if (item.metric.empty()) {
        rule.part = r.text("part");
        rule.whole = r.opt_text("whole");
        if (rule.whole.empty() && !rule.count && !penalty) r.wrong("whole", "cần tên mẫu số, hoặc measure: count");
      }
      rule.no_whole = word_or(r, "no_whole", kNoWhole, NoWhole::unknown);
    }
    switch (rule.kind) {
      case RuleKind::choice: options(r, rule, item); break;
      case RuleKind::band: bands(r, rule, item); break;
      case RuleKind::proportional: proportional(r, rule, item); break;
      case RuleKind::formula: rule.formula = formula(r, "formula", kPoints); break;
      case RuleKind::monitor: rule.formula = formula(r, "formula", ""); break;
      case RuleKind::conditional:
        rule.on = r.text("on");
        r.each("cases", "key", [&](MapReader& c) {
          const auto key = c.text("key");
          nested_ = true;
          c.map("rule", true,
                [&](MapReader& inner) { rule.cases.emplace_back(key, std::make_shared<const Rule>(this->rule(inner, item, part))); });
          nested_ = false;
        });
        check_condition(r, rule);
        break;
      case RuleKind::penalty_per_day:
        rule.first_days = r.integer("first_days", 0, 366);
        rule.first = number(r, "first");
        [[fallthrough]];
      case RuleKind::penalty_each: rule.each = number(r, "each"); break;
    }
    return rule;
  }
  void options(MapReader& r, Rule& rule, const Item& item) {
    std::set<std::string> keys;
    bool full = false;
    r.each("options", "key", [&](MapReader& o) {
      Option option{.key = o.text("key"), .label = o.text("label")};
      if (!keys.insert(option.key).second) o.wrong("key", "viết hai lần");
      if (o.opt_text("points") != kNotApplicable) option.points = number(o, "points");
      if (option.points && (option.points->is_negative() || *option.points > item.max))
        o.wrong("points", fmt::format("phải từ 0 đến điểm tối đa {}", item.max.text()));
      full = full || (option.points && *option.points == item.max);
      rule.options.push_back(std::move(option));
    });
    if (rule.options.size() < 2) r.wrong("options", "cần ít nhất hai mức");
    if (!full && !nested_ && !rule.options.empty()) r.wrong("options", fmt::format("không mức nào đạt điểm tối đa {}", item.max.text()));
  }
  void bands(MapReader& r, Rule& rule, const Item& item) {
    const Node* list = r.node().find("bands");
    r.each("bands", "points", [&](MapReader& b) {
      Band band;
      band.above = b.node().find("above") != nullptr;
      band.from = number(b, band.above ? "above" : "from");
      band.points = number(b, "points");
      if (band.points.is_negative() || band.points > item.max) b.wrong("points", fmt::format("phải từ 0 đến {}", item.max.text()));
      if (!rule.bands.empty()) {
        const auto& last = rule.bands.back();
        const bool follows = band.from > last.from || (band.from == last.from && band.above && !last.above);
        if (!follows) b.wrong(band.above ? "above" : "from", "các khoảng phải nối tiếp từ thấp lên cao");
        if (item.direction == Direction::up && band.points < last.points)
          b.wrong("points", "tiêu chí ghi càng cao càng nhiều điểm, khoảng này lại giảm");
        if (item.direction == Direction::down && band.points > last.points)
          b.wrong("points", "tiêu chí ghi càng cao càng ít điểm, khoảng này lại tăng");
      }
      rule.bands.push_back(band);
    });
    if (rule.bands.empty() || rule.bands.front().above || !rule.bands.front().from.is_zero())
      r.wrong("bands", list ? "khoảng đầu tiên phải bắt đầu từ 0" : "thiếu");
    if (!nested_ && std::none_of(rule.bands.begin(), rule.bands.end(), [&](const Band& b) { return b.points == item.max; }))
      r.wrong("bands", fmt::format("không khoảng nào đạt điểm tối đa {}", item.max.text()));
  }
  void proportional(MapReader& r, Rule& rule, const Item& item) {
    rule.full_at = number(r, "full_at");
    rule.zero_below = number_of(r, "zero_below");
    rule.zero_above = number_of(r, "zero_above");
    if (rule.full_at <= Fraction{}) r.wrong("full_at", "phải lớn hơn 0");
    if (rule.zero_below && *rule.zero_below > rule.full_at) r.wrong("zero_below", "không được cao hơn full_at");
    if (rule.zero_above && *rule.zero_above <= rule.full_at) r.wrong("zero_above", "phải cao hơn full_at");
    if (rule.zero_above && rule.zero_below) r.wrong("zero_above", "không đi cùng zero_below");
    if (item.direction == (rule.zero_above ? Direction::up : Direction::down)) r.wrong("full_at", "ngược với direction của tiêu chí");
  }
  void check_condition(MapReader& r, const Rule& rule) {
    const auto* other = set_.item(rule.on);
    // The field being read is not in the set yet: its items are known by id only.
    if (!other && !ids_.contains(rule.on)) {
      r.wrong("on", fmt::format("không có tiêu chí {} đứng trước tiêu chí này", rule.on));
      return;
    }
    if (rule.cases.empty()) r.wrong("cases", "cần ít nhất một trường hợp");
  }

  // Points sit on items; criteria, fields and the scale are their sums.
  void whole(const Node& root) {
    Fraction all;
    for (const auto& f : set_.fields) {
      Fraction of_field;
      for (const auto& c : f.criteria) {
        Fraction sum;
        for (const auto& i : c.items) sum = sum + i.max;
        if (f.part == Part::regular && !c.id.empty() && sum != c.max)
          problems_.add(root.line, "fields", fmt::format("tiêu chí {}: các mục cộng lại {} điểm, ghi {}", c.id, sum.text(), c.max.text()));
        of_field = of_field + sum;
      }
      if (f.part == Part::regular && of_field != f.max)
        problems_.add(root.line, "fields",
                      fmt::format("lĩnh vực {}: các tiêu chí cộng lại {} điểm, ghi {}", f.id, of_field.text(), f.max.text()));
      if (f.part == Part::regular) all = all + f.max;
    }
    if (all != set_.scale)
      problems_.add(root.line, "set.scale", fmt::format("các lĩnh vực cộng lại {} điểm, thang điểm ghi {}", all.text(), set_.scale.text()));
    for (std::size_t i = 1; i < set_.grades.size(); ++i)
      if (set_.grades[i].from >= set_.grades[i - 1].from) problems_.add(root.line, "grades", "các mức xếp loại phải từ cao xuống thấp");
    if (!set_.grades.empty() && !set_.grades.back().from.is_zero()) problems_.add(root.line, "grades", "mức cuối phải bắt đầu từ 0");
    for (const auto& v : set_.views)
      for (const auto& f : v.fields)
        if (!set_.field(f)) problems_.add(root.line, "views", fmt::format("không có lĩnh vực {}", f));
  }

  Problems problems_;
  CriteriaSet set_;
  std::set<std::string> ids_;
  bool nested_ = false;  // in a case of a conditional rule: it need not reach the maximum
};

}  // namespace

Result<CriteriaSet> read_set(std::string_view file, std::string_view yaml) {
  TRY(const auto root, catalog::parse_yaml(yaml, file));
  return SetReader(file).read(root);
}

}  // namespace motcua::indices
