#include "survey/parts.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"

namespace motcua::survey {

using K = Field::Kind;

std::string poll_path(std::int64_t poll) { return fmt::format("/cai-cach/khao-sat/{}", poll); }

using K = Field::Kind;

namespace {
std::string mean_text(const Tally& t) { return t.mean() ? vn_decimal(*t.mean(), 2) : std::string("–"); }

Block factors_block(const Result5& r) {
  Grid g{.caption = "Theo yếu tố",
         .columns = {{.label = "Yếu tố", .width = 46},
                     {.label = "Trọng số", .numeric = true},
                     {.label = "Chỉ số hài lòng", .numeric = true},
                     {.label = "Điểm trung bình", .numeric = true},
                     {.label = "Lượt trả lời", .numeric = true}}};
  for (const auto& [f, t] : r.factors) {
    g.lines.push_back({{{.text = f.code + ". " + f.name},
                        {.text = fmt::format("{}%", f.weight)},
                        {.text = index_text(t.index())},
                        {.text = mean_text(t)},
                        {.text = vn_number(t.valid())}}});
    for (const auto& [q, one] : r.questions)
      if (q.factor == f.code)
        g.lines.push_back({{{.text = q.code + " " + q.text},
                            {.text = "–"},
                            {.text = index_text(one.index())},
                            {.text = mean_text(one)},
                            {.text = vn_number(one.valid())}}});
  }
  Block b{.title = "Theo yếu tố và câu hỏi"};
  b.text = {"Điểm trung bình từ 1 (rất không hài lòng) đến 5 (rất hài lòng); “Không ý kiến” không tính."};
  b.grid = std::move(g);
  return b;
}

Block units_block(const PollView& v) {
  const auto& r = *v.result;
  Grid g{.caption = "Theo đơn vị tiếp nhận",
         .columns = {{.label = "Đơn vị tiếp nhận", .width = 44},
                     {.label = "Hồ sơ", .numeric = true},
                     {.label = "Phiếu", .numeric = true},
                     {.label = "Chỉ số hài lòng", .numeric = true}}};
  for (std::size_t i = 0; i < r.units.size(); ++i) {
    const auto& u = r.units[i];
    g.lines.push_back({{{.text = v.unit_names[i]},
                        {.text = vn_number(u.population)},
                        {.text = u.shown ? vn_number(u.answers) : std::string("ít")},
                        {.text = u.shown ? index_text(u.service.index()) : std::string("không nêu, nhóm nhỏ")}}});
  }
  Block b{.title = "Theo đơn vị tiếp nhận"};
  b.text = {fmt::format("Nhóm dưới {} phiếu không nêu, để không ai đoán được người trả lời.", kGroupMin)};
  b.grid = std::move(g);
  return b;
}

Block years_block(const PollView& v) {
  Block b{.title = "Qua các năm"};
  ui::Chart chart{.title = "Chỉ số hài lòng qua các năm", .point_label = "Năm", .line_label = "Chỉ số hài lòng"};
  for (const auto& [year, index] : v.years)
    if (index)
      chart.points.push_back({.label = std::to_string(year), .line = static_cast<double>(*index) / 100, .line_text = index_text(index)});
  b.chart = std::move(chart);
  return b;
}
}  // namespace

void add_result(Screen& s, const PollView& v) {
  const auto& r = *v.result;
  if (!r.enough()) {
    s.add({.notices = {{.title = "Chưa có số liệu.", .text = "Quá ít phiếu để nêu kết quả.", .tone = ui::Tone::warn}}});
    return;
  }
  Block top{.title = "Kết quả"};
  top.figures = {{.label = "Chỉ số hài lòng",
                  .value = index_text(r.service.index()),
                  .note = r.margin ? "sai số ± " + index_text(r.margin) + ", độ tin cậy 95%" : std::string()},
                 {.label = "Theo trọng số các yếu tố", .value = index_text(r.weighted)},
                 {.label = "Theo số hồ sơ của đơn vị", .value = index_text(r.by_strata), .note = "đơn vị nhiều hồ sơ nặng hơn"},
                 {.label = "Phiếu trả lời",
                  .value = fmt::format("{}/{}", vn_number(r.answers), vn_number(v.poll.wanted)),
                  .note = fmt::format("rút từ {} hồ sơ đã giải quyết", vn_number(r.population))}};
  for (int level = 5; level >= 1; --level)
    if (const auto n = r.service.by_level.at(static_cast<std::size_t>(level)); n > 0)
      top.parts.push_back({.label = std::string(kLevels.at(static_cast<std::size_t>(level))),
                           .amount = static_cast<double>(n),
                           .value = vn_number(n),
                           .tone = level >= 4   ? ui::Tone::good
                                   : level == 3 ? ui::Tone::wait
                                                : ui::Tone::bad});
  top.text = {
      "Chỉ số là phần “Hài lòng” và “Rất hài lòng” trên số trả lời có ý kiến. Phiếu rút ngẫu nhiên, không lẫn với đánh giá tại quầy."};
  s.add(std::move(top));
  s.add(factors_block(r));
  if (r.units.size() > 1) s.add(units_block(v));
  if (std::ranges::count_if(v.years, [](const auto& y) { return y.second.has_value(); }) > 1) s.add(years_block(v));
}

std::vector<Field> questionnaire_fields(const Questionnaire& form) {
  std::vector<ui::Option> levels;
  for (const int level : {5, 4, 3, 2, 1, 0})
    levels.push_back({.value = std::to_string(level), .label = std::string(kLevels.at(static_cast<std::size_t>(level)))});
  std::vector<Field> fields;
  const auto add = [&](const Question& q) {
    fields.push_back({.kind = K::radios, .name = "cau." + q.code, .label = q.text, .options = levels, .optional = q.code != kOverall});
  };
  for (const auto& q : form.questions)
    if (q.factor.empty()) add(q);
  for (const auto& f : form.factors) {
    fields.push_back({.kind = K::heading, .name = f.code, .label = f.name});
    for (const auto& q : form.questions)
      if (q.factor == f.code) add(q);
  }
  fields.push_back({.kind = K::area,
                    .name = "gop_y",
                    .label = "Góp ý thêm",
                    .hint = "Không ghi tên, số điện thoại, số căn cước ở đây.",
                    .optional = true});
  return fields;
}

Levels levels_in(const Questionnaire& form, const web::Fields& sent) {
  Levels levels;
  for (const auto& q : form.questions)
    if (const auto text = sent.get("cau." + q.code); text.size() == 1 && text[0] >= '0' && text[0] <= '5')
      levels.emplace(q.code, text[0] - '0');
  return levels;
}

}  // namespace motcua::survey
