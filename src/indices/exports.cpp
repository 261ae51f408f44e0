#include "indices/exports.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "indices/page_views.hpp"
#include "print/document.hpp"
#include "print/forms_parts.hpp"

namespace motcua::indices {

namespace {
print::Cell points_cell(const ItemScore& s) {
  if (s.state != ItemState::scored) return points_words(s);
  return s.points.to_double();
}
std::string told_by(const IndexView& v, const ItemScore& i) {
  std::string text;
  for (const auto& f : item_view(v, i).facts)
    text += fmt::format("{}{}: {} ({})", text.empty() ? "" : "; ", f.name, f.value,
                        f.recorded         ? "từ hồ sơ"
                        : f.source.empty() ? "chưa nhập"
                                           : f.source);
  return text;
}
std::string kept_evidence(const ItemView& i) {
  std::string text;
  for (const auto& e : i.evidence)
    if (!e.withdrawn_at)
      text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", e.title, e.number.empty() ? "" : ", số " + e.number,
                          e.day ? ", ngày " + vn_date(*e.day) : "");
  return text;
}
std::string declared(const ItemView& i) {
  for (const auto stage : {Stage::second, Stage::appraised, Stage::disputed, Stage::self, Stage::survey})
    if (const auto a = i.last(stage)) return answer_words(*i.item, a->answer);
  return i.now.rate ? i.now.why : "";
}
}  // namespace

print::Sheet sheet_of(const IndexView& v) {
  print::Sheet sheet;
  sheet.name = "Chỉ số 766";
  const auto& p = v.question.period;
  sheet.title = {v.set->name, v.unit_name, fmt::format("{}, từ {} đến {}", p.label, vn_date(p.from), vn_date(p.to)),
                 fmt::format("Điểm: {}; chưa có số liệu: {} điểm", v.scored.total.fixed(), v.scored.unknown.text())};
  sheet.columns = {{"Mã", 8}, {"Chỉ số", 60}, {"Điểm", 10}, {"Tối đa", 10}, {"Mất", 10}, {"Số liệu và nguồn", 90}, {"Công thức", 60}};
  for (const auto& g : v.scored.fields) {
    sheet.rows.push_back({g.field->id, g.field->name, g.points.to_double(), g.max.to_double(), (g.max - g.points).to_double(), {}, {}});
    for (const auto& i : g.items)
      sheet.rows.push_back({i.item->id, i.item->name, points_cell(i), i.item->max.to_double(),
                            i.state == ItemState::scored ? print::Cell{i.lost().to_double()} : print::Cell{}, told_by(v, i),
                            i.item->rule.formula.text()});
  }
  return sheet;
}

print::Sheet sheet_of(const RoundView& r) {
  print::Sheet sheet;
  sheet.name = "Xếp hạng";
  sheet.title = {r.row.name, r.owner_name, r.set->name,
                 r.row.published ? "Công bố theo " + r.row.decision : "Chưa công bố: điểm đang đứng ở"};
  sheet.columns = {{"Hạng", 8}, {"Đơn vị", 36}, {"Tự chấm", 12}, {"Điểm", 12}, {"Chênh lệch", 12}, {"Xếp loại", 16}, {"Bước", 22}};
  for (const auto& c : r.cards) {
    const auto* grade = c.row.state == CardState::final ? r.set->grade(c.now) : nullptr;
    sheet.rows.push_back({std::int64_t{c.rank}, c.name, c.self.to_double(), c.now.to_double(), (c.now - c.self).to_double(),
                          grade ? grade->label : std::string(), std::string(label(c.row.state))});
  }
  return sheet;
}

print::Sheet sheet_of(const CardView& v) {
  print::Sheet sheet;
  sheet.name = "Phiếu chấm";
  sheet.title = {v.round.name, v.unit_name,
                 fmt::format("{}. Điểm tự chấm {}; đang đứng ở {}", label(v.card.state), v.self.total.fixed(), v.now.total.fixed())};
  sheet.columns = {{"STT", 8},
                   {"Tiêu chí, tiêu chí thành phần", 56},
                   {"Điểm tối đa", 10},
                   {"Số liệu kê khai", 40},
                   {"Cách tính điểm", 60},
                   {"Tài liệu kiểm chứng", 50},
                   {"Điểm tự đánh giá", 12},
                   {"Điểm thẩm định", 12}};
  for (const auto& f : v.now.fields) {
    sheet.rows.push_back({f.field->id, f.field->name, f.field->max.to_double(), {}, {}, {}, {}, f.points.to_double()});
    for (const auto& i : f.items) {
      const auto& item = v.items.at(i.item->id);
      std::string rule;
      for (const auto& line : rule_lines(*v.set, *i.item)) rule += (rule.empty() ? "" : " ") + line;
      sheet.rows.push_back({i.item->id, i.item->name, i.item->max.to_double(), declared(item), rule, kept_evidence(item),
                            points_cell(item.self), points_cell(i)});
    }
  }
  return sheet;
}

std::string pdf_of(const CardView& v) {
  using namespace print;
  Document doc{Paper::a4_landscape, fmt::format("Phiếu chấm điểm {}", v.unit_name), 12 * kMm};
  doc.paragraph(bold(v.unit_name), {.size = 11, .after = 2});
  doc.paragraph(bold("PHIẾU CHẤM ĐIỂM"), {.size = 14, .align = Align::centre, .after = 1, .tag = "H1"});
  doc.paragraph(v.round.name, {.size = 11, .align = Align::centre, .after = 1});
  doc.paragraph(italic(fmt::format("Số liệu từ {} đến {}. {}", vn_date(v.round.from), vn_date(v.round.to), v.set->name)),
                {.size = 9.5, .align = Align::centre, .after = 4});
  const std::vector<print::Column> columns{
      {"STT", 0.8, Align::centre},  {"Tiêu chí, tiêu chí thành phần", 5}, {"Điểm tối đa", 1, Align::right}, {"Số liệu kê khai", 3.2},
      {"Tài liệu kiểm chứng", 3.4}, {"Tự đánh giá", 1.1, Align::right},   {"Thẩm định", 1.1, Align::right}};
  std::vector<std::vector<Rich>> rows;
  for (const auto& f : v.now.fields) {
    rows.push_back({bold(f.field->id), bold(f.field->name), bold(f.field->part == Part::penalty ? "" : f.field->max.text()), Rich{""},
                    Rich{""}, Rich{""}, bold(f.points.text())});
    for (const auto& i : f.items) {
      const auto& item = v.items.at(i.item->id);
      rows.push_back({Rich{i.item->id}, Rich{i.item->name}, Rich{f.field->part == Part::penalty ? "" : i.item->max.text()},
                      Rich{declared(item)}, Rich{kept_evidence(item)}, Rich{points_words(item.self)}, Rich{points_words(i)}});
    }
  }
  doc.table(columns, rows, 8.5);
  doc.space(4);
  doc.paragraph(bold(fmt::format("Tổng điểm tự đánh giá: {}. Tổng điểm sau thẩm định: {}. Điểm tối đa áp dụng: {}.", v.self.total.fixed(),
                                 v.now.total.fixed(), v.now.max.text())),
                {.size = 10.5, .after = 6});
  doc.keep_together(90);
  signatures(doc, "NGƯỜI LẬP PHIẾU", "", "THỦ TRƯỞNG ĐƠN VỊ", "", 11, 50);
  doc.footer(fmt::format("{}. {}. Trang {{trang}}", v.unit_name, v.round.name));
  return doc.finish();
}

}  // namespace motcua::indices
