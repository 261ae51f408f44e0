#include "indices/page_views.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "web/forms.hpp"

namespace motcua::indices {

namespace ui = web::ui;

namespace {
std::string unit_word(const Rule& rule, const Item& item) { return rule.whole.empty() && item.metric.empty() ? "" : " %"; }

void add_rule(std::vector<std::string>& lines, const Item& item, const Rule& rule, const std::string& indent) {
  const auto measured = rule.whole.empty() ? rule.part : fmt::format("{} / {}", rule.part, rule.whole);
  if (!measured.empty()) lines.push_back(indent + "Đo: " + measured + ".");
  switch (rule.kind) {
    case RuleKind::choice:
      for (const auto& o : rule.options)
        lines.push_back(fmt::format("{}{}: {}.", indent, o.label, o.points ? o.points->text() + " điểm" : std::string("không áp dụng")));
      break;
    case RuleKind::band:
      for (std::size_t i = rule.bands.size(); i-- > 0;) {
        const auto& b = rule.bands[i];
        auto text = fmt::format("{}{} {}{}", indent, b.above ? "Trên" : "Từ", b.from.text(), unit_word(rule, item));
        if (i + 1 < rule.bands.size())
          text +=
              fmt::format("{} {}{}", rule.bands[i + 1].above ? " đến" : " đến dưới", rule.bands[i + 1].from.text(), unit_word(rule, item));
        lines.push_back(fmt::format("{}: {} điểm.", text, b.points.text()));
      }
      break;
    case RuleKind::proportional:
      if (rule.zero_above) {
        lines.push_back(fmt::format("{}Đến {}: {} điểm; từ {} trở lên: 0 điểm; ở giữa giảm dần đều.", indent, rule.full_at.text(),
                                    item.max.text(), rule.zero_above->text()));
      } else {
        lines.push_back(fmt::format("{}Đạt {}{} trở lên: {} điểm; thấp hơn: tính theo tỷ lệ.", indent, rule.full_at.text(),
                                    unit_word(rule, item), item.max.text()));
        if (rule.zero_below) lines.push_back(fmt::format("{}Dưới {}{}: 0 điểm.", indent, rule.zero_below->text(), unit_word(rule, item)));
      }
      break;
    case RuleKind::formula:
    case RuleKind::monitor: lines.push_back(fmt::format("{}Công thức: {}.", indent, rule.formula.text())); break;
    case RuleKind::conditional:
      for (const auto& [key, inner] : rule.cases) {
        lines.push_back(fmt::format("{}Khi tiêu chí {} ở mức “{}”:", indent, rule.on, key));
        add_rule(lines, item, *inner, "– ");
      }
      break;
    case RuleKind::penalty_each: lines.push_back(fmt::format("{}Trừ {} điểm mỗi lần.", indent, rule.each.text())); break;
    case RuleKind::penalty_per_day:
      lines.push_back(fmt::format("{}Trừ {} điểm khi chậm đến {} ngày, sau đó {} điểm mỗi ngày.", indent, rule.first.text(),
                                  rule.first_days, rule.each.text()));
      break;
  }
  if (rule.no_whole == NoWhole::full) lines.push_back(indent + "Không phát sinh: đủ điểm.");
  if (rule.no_whole == NoWhole::zero) lines.push_back(indent + "Không phát sinh: 0 điểm.");
  if (rule.no_whole == NoWhole::not_applicable)
    lines.push_back(indent + "Không phát sinh: không áp dụng, điểm tối đa được trừ khỏi mẫu số.");
}

void walk(const Explained& e, int depth, std::vector<TreeLine>& lines) {
  lines.push_back({depth, e.text, e.value, e.id});
  for (const auto& p : e.parts) walk(p, depth + 1, lines);
}
}  // namespace

std::vector<std::string> rule_lines(const CriteriaSet& set, const Item& item) {
  std::vector<std::string> lines;
  if (const auto* m = set.metric(item.metric))
    for (const auto& v : m->versions) lines.push_back(fmt::format("{}, {}: {} / {}.", m->name, v.name, v.part.text(), v.whole.text()));
  add_rule(lines, item, item.rule, "");
  return lines;
}

std::string answer_words(const Item& item, const Answer& a) {
  if (a.not_applicable) return "Không áp dụng";
  for (const auto& o : item.rule.options)
    if (o.key == a.choice) return o.label;
  if (!a.part) return "chưa có";
  return a.whole ? fmt::format("{} / {}", a.part->text(4), a.whole->text(4)) : a.part->text(4);
}

std::string points_words(const ItemScore& s) {
  switch (s.state) {
    case ItemState::scored: return s.points.text();
    case ItemState::unknown: return "chưa có";
    case ItemState::not_applicable: return "không áp dụng";
  }
  return "";
}
std::string of_max(Fraction points, Fraction max) { return fmt::format("{} / {}", points.text(), max.text()); }

ui::Tag grade_of(const CriteriaSet& set, CardState state, Fraction total) {
  if (state != CardState::final) return {.label = "Chưa xếp loại"};
  const auto* grade = set.grade(total);
  if (!grade) return {.label = "Không xếp loại"};
  const bool best = grade == &set.grades.front(), last = grade == &set.grades.back();
  return {.label = grade->meaning.empty() ? grade->label : fmt::format("{}: {}", grade->label, grade->meaning),
          .tone = best   ? ui::Tone::good
                  : last ? ui::Tone::bad
                         : ui::Tone::info};
}
ui::Meter points_meter(Fraction points, Fraction max) {
  const auto share = divide(points, max).value_or(Fraction{}).to_double();
  return {.share = std::clamp(share, 0.0, 1.0),
          .value = of_max(points, max),
          .tone = share >= 0.8   ? ui::Tone::good
                  : share >= 0.5 ? ui::Tone::warn
                                 : ui::Tone::bad};
}
ui::Tag state_tag(CardState s) {
  const auto tone = s == CardState::final      ? ui::Tone::good
                    : s == CardState::disputed ? ui::Tone::warn
                    : s == CardState::self     ? ui::Tone::none
                                               : ui::Tone::info;
  return {.label = std::string(label(s)), .tone = tone};
}
std::vector<TreeLine> tree_lines(const Explained& tree) {
  std::vector<TreeLine> lines;
  if (!tree.text.empty()) walk(tree, 0, lines);
  return lines;
}

// ---- index 766

namespace {
void add_names(const Formula& f, std::vector<std::string>& names) {
  for (auto& n : f.names())
    if (std::find(names.begin(), names.end(), n) == names.end()) names.push_back(n);
}
}  // namespace

IndexItemView item_view(const IndexView& v, const ItemScore& score) {
  IndexItemView view{.score = &score};
  std::vector<std::string> names;
  add_names(score.item->rule.formula, names);
  for (const auto& id : names) {
    const auto* fact = v.set->fact(id);
    if (!fact) continue;
    FactLine line{.name = fact->symbol.name, .recorded = fact->from_record || v.recorded.contains(id)};
    const auto value = v.fact(id);
    line.value = value ? amount_words(*value, fact->symbol.unit) : "chưa có số liệu";
    if (const auto found = v.recorded.find(id); found != v.recorded.end()) line.lists = found->second.lists;
    if (const auto found = v.imported.find(id); !line.recorded && found != v.imported.end())
      line.source = fmt::format("Nhập, nguồn: {} ({}, {})", found->second.source, found->second.by_name, vn_date(day_of(found->second.at)));
    view.facts.push_back(std::move(line));
  }
  return view;
}

ui::Chart month_chart(const std::vector<IndexPoint>& months) {
  ui::Chart chart{.title = "Điểm theo tháng",
                  .description = "Đường: tổng điểm của các chỉ số đã có số liệu; cột: điểm tối đa của các chỉ số đó",
                  .point_label = "Tháng",
                  .bar_label = "Điểm tối đa đã có số liệu",
                  .line_label = "Điểm",
                  .line_unit = ""};
  for (const auto& m : months) {
    const std::chrono::year_month_day d{m.period.to};
    chart.points.push_back({.label = fmt::format("{:02}/{:02}", unsigned{d.month()}, int{d.year()} % 100),
                            .bar = m.known_max.to_double(),
                            .bar_text = m.known_max.text(),
                            .line = m.total.to_double(),
                            .line_text = m.total.text()});
  }
  return chart;
}

std::string place_href(const IndexPageView& v, UnitId unit) {
  web::Fields f;
  f.add("ky", v.index.question.period.word);
  f.add("don_vi", std::to_string(unit.value));
  return "/chi-so/766?" + web::to_urlencoded(f);
}

// ---- series

ui::Chart series_chart(const SeriesLine& line) {
  ui::Chart chart{
      .title = line.name, .description = "Điểm theo năm, như nơi công bố", .point_label = "Năm", .line_label = "Điểm", .line_unit = ""};
  double most = 0;
  for (const auto& r : line.rows) {
    chart.points.push_back({.label = std::to_string(r.year), .line = r.score.to_double(), .line_text = r.score.text()});
    most = std::max(most, r.score.to_double());
  }
  chart.line_max = most <= 1 ? 1 : most <= 100 ? 100 : 1000;
  return chart;
}
std::string change_words(const SeriesLine& line, std::size_t i) {
  if (i == 0) return "–";
  const auto change = subtract(line.rows[i].score, line.rows[i - 1].score);
  if (!change) return "–";
  auto text = (change->is_negative() ? "" : "+") + change->text();
  const int was = line.rows[i - 1].rank, is = line.rows[i].rank;
  if (was > 0 && is > 0 && was != is) text += is < was ? fmt::format(", lên {} bậc", was - is) : fmt::format(", xuống {} bậc", is - was);
  return text;
}

// ---- rounds

std::vector<ui::Option> candidate_options(const RoundView& round) {
  std::vector<ui::Option> options;
  for (const auto& [id, name] : round.candidates) options.push_back({.value = std::to_string(id.value), .label = name});
  return options;
}
std::string difference_words(Fraction self, Fraction now) {
  const auto d = subtract(now, self).value_or(Fraction{});
  return d.is_zero() ? "0" : (d.is_negative() ? "" : "+") + d.text();
}
std::string rank_move(const WhatIfRow& r) {
  if (r.rank_after == r.rank_before) return "Giữ nguyên";
  return r.rank_after < r.rank_before ? fmt::format("Lên {} bậc", r.rank_before - r.rank_after)
                                      : fmt::format("Xuống {} bậc", r.rank_after - r.rank_before);
}

std::vector<ui::Fact> card_facts(const CardPageView& v) {
  const auto& c = v.card;
  std::vector<ui::Fact> facts;
  facts.push_back({.term = "Tự chấm", .value = c.self.total.text()});
  facts.push_back({.term = "Đang đứng ở", .value = c.now.total.text()});
  if (c.card.total) facts.push_back({.term = "Công bố", .value = fmt::format("{}, hạng {}", c.card.total->text(), c.card.rank)});
  facts.push_back({.term = "Điểm tối đa áp dụng", .value = c.now.max.text()});
  if (!c.now.unknown.is_zero()) facts.push_back({.term = "Chưa có số liệu", .value = c.now.unknown.text() + " điểm"});
  if (!c.now.not_applicable.is_zero()) facts.push_back({.term = "Không áp dụng", .value = c.now.not_applicable.text() + " điểm"});
  if (!c.now.bonus.is_zero()) facts.push_back({.term = "Điểm thưởng", .value = c.now.bonus.text()});
  if (!c.now.penalty.is_zero()) facts.push_back({.term = "Điểm trừ", .value = c.now.penalty.text()});
  facts.push_back({.term = "Hạn tự chấm", .value = vn_date(c.round.self_due)});
  facts.push_back({.term = "Hạn giải trình", .value = vn_date(c.round.appraisal_due)});
  return facts;
}

bool can_appraise(const ItemPageView& v) {
  const auto* field = v.card.set->field_of(v.item.item->id);
  if (!v.card.rights.fields.contains(field->id) || v.item.item->scorer != Scorer::unit || !v.item.last(Stage::self)) return false;
  return v.card.card.state == CardState::locked || v.item.last(Stage::disputed).has_value();
}

ui::Form answer_form(const ItemPageView& v, std::string_view action) {
  ui::Form f{.action = fmt::format("{}/{}", v.base, action), .call = v.call, .id = std::string(action)};
  if (v.form == action) f.errors = *v.errors;
  if (!v.form.empty() && v.form != action) {  // another form of the page was sent: this one shows what is stored
    f.csrf = v.call->csrf_token;
    f.call = nullptr;
  }
  return f;
}

std::vector<ui::Option> reason_options() {
  std::vector<ui::Option> options;
  for (const auto& [code, words] : reason_codes()) options.push_back({.value = std::string(code), .label = std::string(words)});
  return options;
}
std::vector<ui::Option> evidence_options() {
  std::vector<ui::Option> options;
  for (const auto k : {EvidenceKind::document, EvidenceKind::extract, EvidenceKind::picture, EvidenceKind::minutes, EvidenceKind::list,
                       EvidenceKind::link})
    options.push_back({.value = std::string(word(k)), .label = std::string(label(k))});
  return options;
}
std::vector<ui::Option> choice_options(const Rule& rule) {
  std::vector<ui::Option> options;
  for (const auto& o : rule.options)
    options.push_back({.value = o.key, .label = o.label, .hint = o.points ? o.points->text() + " điểm" : std::string("Không áp dụng")});
  return options;
}
std::string typed(const std::optional<Fraction>& f) { return f ? f->text(4) : ""; }

namespace {
// "25/11 09:00": the place of a timeline is narrow.
std::string short_moment(Instant t) {
  const auto text = vn_datetime(t);  // "09:00 25/11/2026"
  return text.size() < 11 ? text : text.substr(6, 5) + " " + text.substr(0, 5);
}
}  // namespace

std::vector<ui::Event> history_events(const ItemPageView& v) {
  std::vector<std::pair<Instant, ui::Event>> all;
  for (const auto& a : v.item.answers) {
    auto detail = a.note;
    for (const auto& [code, words] : reason_codes())
      if (code == a.reason) detail = fmt::format("{}{}{}", words, detail.empty() ? "" : ". ", detail);
    all.emplace_back(a.at, ui::Event{.at = short_moment(a.at),
                                     .what = fmt::format("{}: {}{}, {}", label(a.stage), answer_words(*v.item.item, a.answer),
                                                         a.points ? " = " + a.points->text() + " điểm" : "", a.by_name),
                                     .detail = detail});
  }
  for (const auto& e : v.item.evidence) {
    all.emplace_back(e.at, ui::Event{.at = short_moment(e.at), .what = fmt::format("Thêm tài liệu: {}, {}", e.title, e.by_name)});
    if (e.withdrawn_at)
      all.emplace_back(*e.withdrawn_at, ui::Event{.at = short_moment(*e.withdrawn_at), .what = fmt::format("Bỏ tài liệu: {}", e.title)});
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<ui::Event> events;
  for (auto& [at, event] : all) events.push_back(std::move(event));
  return events;
}

}  // namespace motcua::indices
