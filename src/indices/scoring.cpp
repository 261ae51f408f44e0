#include "indices/scoring.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"

namespace motcua::indices {

namespace {

std::string gap_words(Gap gap) {
  switch (gap) {
    case Gap::none: return "";
    case Gap::unknown: return "Chưa có số liệu.";
    case Gap::no_whole: return "Mẫu số bằng 0, không có tỷ lệ.";
    case Gap::too_large: return "Số quá lớn, không tính được.";
  }
  return "";
}

// What a rate or count is, and how it came about.
struct Measured {
  std::optional<Fraction> value{};
  Gap gap = Gap::unknown;
  std::string words{};
  Explained tree{};
};

std::optional<Fraction> percent_of(Fraction part, Fraction whole) {
  const auto share = divide(part, whole);
  return share ? multiply(*share, Fraction{100}) : std::nullopt;
}

Measured of_answer(const Rule& rule, const Answer& a) {
  if (!a.part) return {};
  if (rule.whole.empty()) return {a.part, Gap::none, fmt::format("{}: {}", rule.part, a.part->text(4)), {}};
  if (!a.whole) return {};
  const auto words = fmt::format("{} {} trên {} {}", a.part->text(4), rule.part, a.whole->text(4), rule.whole);
  if (a.whole->is_zero()) return {{}, Gap::no_whole, words, {}};
  const auto rate = percent_of(*a.part, *a.whole);
  return {rate, rate ? Gap::none : Gap::too_large, words, {}};
}

const MetricVersion* version_in_force(const Metric& m, const Inputs& in) {
  if (const auto chosen = in.metrics.find(m.id); chosen != in.metrics.end())
    if (const auto* v = m.version(chosen->second)) return v;
  const MetricVersion* best = nullptr;
  for (const auto& v : m.versions)
    if (!best || (v.valid_from && *v.valid_from <= in.day && (!best->valid_from || *best->valid_from < *v.valid_from))) best = &v;
  return best;
}

Measured of_metric(const CriteriaSet& set, const Item& item, const Inputs& in) {
  const auto* metric = set.metric(item.metric);
  const auto* version = metric ? version_in_force(*metric, in) : nullptr;
  if (!version || !in.facts) return {};
  auto part = version->part.evaluate(in.facts), whole = version->whole.evaluate(in.facts);
  Measured m;
  m.tree = {.text = fmt::format("{} ({})", metric->name, version->name), .parts = {std::move(part.why), std::move(whole.why)}};
  m.gap = part.gap != Gap::none ? part.gap : whole.gap;
  if (m.gap != Gap::none) return m;
  m.words = fmt::format("{} trên {}, cách tính: {}", amount_words(*part.number, version->part.unit()),
                        amount_words(*whole.number, version->whole.unit()), version->name);
  if (whole.number->is_zero()) {
    m.gap = Gap::no_whole;
    return m;
  }
  m.value = percent_of(*part.number, *whole.number);
  m.gap = m.value ? Gap::none : Gap::too_large;
  m.tree.value = m.value ? m.value->text() + " %" : "";
  return m;
}

class Scorer1 {
 public:
  Scorer1(const CriteriaSet& set, const Item& item, const Inputs& in) : set_(set), item_(item), in_(in) {
    out_.item = &item;
    out_.max = item.max;
    const auto found = in.answers.find(item.id);
    if (found != in.answers.end()) answer_ = &found->second;
  }

  ItemScore run() {
    if (answer_ && answer_->not_applicable) {
      not_applicable("Không áp dụng");
    } else {
      apply(item_.rule);
    }
    if (out_.state == ItemState::scored) {
      const auto weighted = multiply(out_.points, item_.weight);
      out_.points = (weighted ? *weighted : out_.points).rounded(set_.decimals);
    } else {
      out_.points = Fraction{};
    }
    return std::move(out_);
  }

 private:
  // Points before the weight of a what-if; the item's own maximum before it.
  Fraction own_max() const { return divide(item_.max, item_.weight).value_or(item_.max); }
  void points(Fraction p, std::string why) {
    out_.state = ItemState::scored;
    out_.points = p;
    out_.why = std::move(why);
  }
  void not_applicable(std::string why) {
    out_.state = ItemState::not_applicable;
    out_.why = std::move(why);
  }
  void apply(const Rule& rule) {
    switch (rule.kind) {
      case RuleKind::choice: return choice(rule);
      case RuleKind::band:
      case RuleKind::proportional: return measured(rule);
      case RuleKind::formula:
      case RuleKind::monitor: return formula(rule);
      case RuleKind::conditional: return conditional(rule);
      case RuleKind::penalty_each:
      case RuleKind::penalty_per_day: return penalty(rule);
    }
  }
  void choice(const Rule& rule) {
    if (!answer_ || answer_->choice.empty()) return unknown("Chưa chọn mức.");
    for (const auto& o : rule.options)
      if (o.key == answer_->choice) return o.points ? points(*o.points, o.label) : not_applicable(o.label);
    unknown("Mức đã chọn không còn trong bộ tiêu chí.");
  }
  void measured(const Rule& rule) {
    auto m = item_.metric.empty() ? of_answer(rule, answer_ ? *answer_ : Answer{}) : of_metric(set_, item_, in_);
    out_.tree = std::move(m.tree);
    if (m.gap == Gap::no_whole && rule.no_whole != NoWhole::unknown) {
      if (rule.no_whole == NoWhole::not_applicable) return not_applicable(m.words + ": không áp dụng");
      return points(rule.no_whole == NoWhole::full ? own_max() : Fraction{}, m.words + ": không phát sinh");
    }
    if (!m.value) return unknown(gap_words(m.gap));
    out_.rate = m.value;
    const bool share = !rule.whole.empty() || !item_.metric.empty();
    const auto words = share ? fmt::format("{} = {} %", m.words, m.value->text()) : m.words;
    if (rule.kind == RuleKind::band) return points(band_points(rule, *m.value), words);
    const auto p = proportional_points(rule, own_max(), *m.value);
    p ? points(*p, words) : unknown(gap_words(Gap::too_large));
  }
  void formula(const Rule& rule) {
    if (!in_.facts) return unknown("Chưa có số liệu.");
    auto e = rule.formula.evaluate(in_.facts);
    out_.tree = std::move(e.why);
    if (!e.number) {
      std::string missing;
      for (const auto& id : e.missing)
        if (const auto* f = set_.fact(id)) missing += (missing.empty() ? "" : "; ") + f->symbol.name;
      return unknown(missing.empty() ? gap_words(e.gap) : "Chưa có số liệu: " + missing + ".");
    }
    if (rule.kind == RuleKind::monitor) {
      out_.rate = multiply(*e.number, Fraction{100});
      const bool share = rule.formula.unit().empty() && out_.rate;
      return points(Fraction{}, share ? out_.rate->text() + " %" : amount_words(*e.number, rule.formula.unit()));
    }
    // A formula never gives more than the maximum, nor less than nothing.
    points(std::clamp(*e.number, Fraction{}, own_max()), rule.formula.text());
  }
  void conditional(const Rule& rule) {
    const auto other = in_.answers.find(rule.on);
    if (other == in_.answers.end() || other->second.choice.empty()) return unknown(fmt::format("Chờ tiêu chí {}.", rule.on));
    for (const auto& [key, inner] : rule.cases)
      if (key == other->second.choice) return apply(*inner);
    not_applicable(fmt::format("Không áp dụng theo tiêu chí {}", rule.on));
  }
  void penalty(const Rule& rule) {
    if (!answer_ || !answer_->part) return points(Fraction{}, "Không có");
    const auto n = *answer_->part;
    Fraction p;
    if (rule.kind == RuleKind::penalty_each) {
      p = multiply(n, rule.each).value_or(Fraction{});
    } else if (n > Fraction{}) {
      p = rule.first;
      if (n > Fraction{rule.first_days}) p = p + multiply(n - Fraction{rule.first_days}, rule.each).value_or(Fraction{});
    }
    points(p, fmt::format("{}: {}", rule.part, n.text()));
  }
  void unknown(std::string why) {
    out_.state = ItemState::unknown;
    out_.why = std::move(why);
  }

  const CriteriaSet& set_;
  const Item& item_;
  const Inputs& in_;
  const Answer* answer_ = nullptr;
  ItemScore out_;
};

void total(const CriteriaSet& set, Scored& s) {
  const auto bonus = set.bonus_max ? std::min(s.bonus, *set.bonus_max) : s.bonus;
  s.bonus = bonus;
  const auto sum = s.points + s.bonus - s.penalty;
  if (set.total_in_points) {
    s.total = sum;
  } else {
    const auto base = s.max;
    const auto share = base.is_zero() ? std::nullopt : percent_of(sum, base);
    s.total = share ? *share : Fraction{};
  }
  // A scale of 1000 keeps its points; per cent and hundred-point scales end at 100.
  const auto most = set.total_in_points ? std::max(Fraction{100}, set.scale) : Fraction{100};
  s.total = std::clamp(s.total, Fraction{}, most).rounded(set.decimals);
  s.grade = set.grade(s.total);
}

}  // namespace

const ItemScore* Scored::item(std::string_view id) const {
  for (const auto& f : fields)
    for (const auto& i : f.items)
      if (i.item->id == id) return &i;
  return nullptr;
}

ItemScore score_item(const CriteriaSet& set, const Item& item, const Inputs& in) { return Scorer1(set, item, in).run(); }

Scored score(const CriteriaSet& set, const Inputs& in) {
  Scored s;
  for (const auto& f : set.fields) {
    FieldScore fs{.field = &f};
    for (const auto& c : f.criteria)
      for (const auto& i : c.items) {
        auto one = score_item(set, i, in);
        if (one.state == ItemState::not_applicable)
          s.not_applicable = s.not_applicable + (f.part == Part::regular ? one.max : Fraction{});
        else
          fs.max = fs.max + one.max;
        if (one.state == ItemState::unknown) fs.unknown = fs.unknown + one.max;
        fs.points = fs.points + one.points;
        fs.items.push_back(std::move(one));
      }
    if (const auto found = in.official.find(f.id); found != in.official.end()) {
      fs.points = found->second;
      fs.official = true;
      fs.unknown = Fraction{};
    }
    if (f.part == Part::bonus) s.bonus = s.bonus + fs.points;
    if (f.part == Part::penalty) s.penalty = s.penalty + fs.points;
    if (f.part == Part::regular) {
      s.max = s.max + fs.max;
      s.points = s.points + fs.points;
      s.unknown = s.unknown + fs.unknown;
    }
    s.fields.push_back(std::move(fs));
  }
  // A published score of fields taken together stands for all of them.
  for (const auto& v : set.views)
    if (const auto found = in.official.find(v.id); found != in.official.end())
      for (auto& fs : s.fields)
        if (std::find(v.fields.begin(), v.fields.end(), fs.field->id) != v.fields.end()) {
          s.points = s.points - fs.points + (fs.field->id == v.fields.front() ? found->second : Fraction{});
          s.unknown = s.unknown - fs.unknown;
          fs.unknown = Fraction{};
          fs.official = true;
        }
  total(set, s);
  return s;
}

Fraction view_points(const Scored& scored, const GroupView& view, const Inputs& in) {
  if (const auto found = in.official.find(view.id); found != in.official.end()) return found->second;
  Fraction sum;
  for (const auto& fs : scored.fields)
    if (std::find(view.fields.begin(), view.fields.end(), fs.field->id) != view.fields.end()) sum = sum + fs.points;
  return sum;
}

std::vector<int> ranks(const std::vector<Fraction>& totals) {
  std::vector<int> result;
  for (const auto t : totals)
    result.push_back(1 + static_cast<int>(std::count_if(totals.begin(), totals.end(), [&](Fraction other) { return other > t; })));
  return result;
}

Result<CriteriaSet> changed(const CriteriaSet& set, const Change& change) {
  auto copy = set;
  for (const auto& [id, max] : change.maxima) {
    auto* item = copy.item(id);
    if (!item) return errors::not_found("indices.no_item", fmt::format("Không có tiêu chí {}.", id));
    if (max.is_negative() || item->max.is_zero())
      return errors::invalid(
          "indices.bad_maximum",
          fmt::format("Điểm tối đa mới của tiêu chí {} phải từ 0 trở lên; tiêu chí chỉ theo dõi thì không đặt điểm.", id));
    item->weight = divide(max, item->max).value_or(Fraction{1});
    item->max = max;
  }
  for (const auto& [id, text] : change.formulas) {
    auto* item = copy.item(id);
    if (!item) return errors::not_found("indices.no_such_item", fmt::format("Không có tiêu chí {}.", id));
    TRY(auto formula, Formula::parse(text, copy.symbols()));
    if (formula.unit() != kPoints)
      return errors::invalid("indices.formula_not_points", fmt::format("Công thức \"{}\" phải cho điểm, ví dụ 2 điểm * a / b.", text));
    item->rule = Rule{.kind = RuleKind::formula, .formula = std::move(formula)};
    item->weight = Fraction{1};  // a new formula is written for the new maximum
    item->metric.clear();
  }
  for (const auto& [metric, version] : change.metrics) {
    const auto* m = copy.metric(metric);
    if (!m || !m->version(version)) return errors::not_found("indices.no_metric_version", "Không có cách tính này trong bộ tiêu chí.");
  }
  for (auto& f : copy.fields) {
    Fraction of_field;
    for (auto& c : f.criteria) {
      c.max = Fraction{};
      for (const auto& i : c.items) c.max = c.max + i.max;
      of_field = of_field + c.max;
    }
    f.max = of_field;
  }
  return copy;
}

}  // namespace motcua::indices
