#include "reports/exports.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/json.hpp"
#include "base/numbers.hpp"
#include "print/forms_parts.hpp"

namespace motcua::reports {

std::vector<Line> lines_of(const Report& r) {
  std::vector<Line> lines;
  int roman_number = 0;
  for (const auto& s : r.sections) {
    if (!s.title.empty()) lines.push_back({roman(++roman_number), s.title, s.total.values, true, s.total.key});
    int number = 0;
    for (const auto& row : s.rows) lines.push_back({std::to_string(++number), row.name, row.values, false, row.key});
  }
  lines.push_back({"", "TỔNG CỘNG", r.total.values, true, r.total.key});
  return lines;
}

std::string name_heading(const Form& f) {
  if (f.by_unit) return "Đơn vị";
  return f.id == "ii-06a" ? "Lĩnh vực, công việc giải quyết theo cấp" : "Lĩnh vực giải quyết";
}

namespace {
// Columns in a row that share a text.
template <class F> std::vector<std::pair<std::size_t, std::size_t>> runs(std::span<const Column> columns, F&& same) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (i > 0 && same(columns[i - 1], columns[i]))
      ++found.back().second;
    else
      found.emplace_back(i, 1);
  return found;
}
}  // namespace

print::Heading heading_of(const Form& f) {
  const auto& columns = f.columns;
  const bool subgroups = std::any_of(columns.begin(), columns.end(), [](const Column& c) { return !c.subgroup.empty(); });
  const int levels = subgroups ? 3 : 2;
  print::Heading heading(static_cast<std::size_t>(levels));
  heading[0].push_back({f.id == "ii-06a" ? "TT" : "STT", 0, 1, levels});
  heading[0].push_back({name_heading(f), 1, 1, levels});
  for (const auto& [first, count] : runs(columns, [](const Column&a, const Column&b) { return a.group == b.group; }))
    heading[0].push_back({std::string(columns[first].group), static_cast<int>(first) + 2, static_cast<int>(count), 1});
  for (const auto& [first, count] : runs(
           columns, [](const Column&a, const Column&b) { return a.group == b.group && a.subgroup == b.subgroup && !a.subgroup.empty(); })) {
    if (!columns[first].subgroup.empty()) {
      heading[1].push_back({std::string(columns[first].subgroup), static_cast<int>(first) + 2, static_cast<int>(count), 1});
      for (std::size_t i = first; i < first + count; ++i) heading[2].push_back({std::string(columns[i].heading), static_cast<int>(i) + 2});
    } else {
      heading[1].push_back({std::string(columns[first].heading), static_cast<int>(first) + 2, 1, levels - 1});
    }
  }
  return heading;
}

std::string full_heading(const Form&, const Column& c) {
  std::string text(c.group);
  for (const auto part : {c.subgroup, c.heading})
    if (!part.empty()) text += fmt::format("{}{}", text.empty() ? "" : " – ", part);
  return text;
}

std::string period_words(const Question& q) { return fmt::format("Từ ngày {} đến ngày {}", vn_date(q.period.from), vn_date(q.period.to)); }

std::string cut_words(const Report& r) {
  if (r.cut.known) return fmt::format("Số liệu như đã biết hết ngày {}", vn_date(*r.cut.known));
  if (r.cut.running) return fmt::format("Kỳ chưa kết thúc: số liệu đến {}", vn_datetime(r.cut.to));
  return fmt::format("Số liệu cập nhật lúc {}", vn_datetime(r.told_at));
}

namespace {
std::string code_words(const Form& f) { return f.code.empty() ? std::string(f.title) : std::string(f.code); }
}  // namespace

print::Sheet sheet_of(const Report& r) {
  const auto& f = *r.form;
  print::Sheet sheet;
  sheet.name = f.code.empty() ? std::string(f.id) : std::string(f.code).substr(f.code.starts_with("Biểu số ") ? sizeof("Biểu số ") - 1 : 0);
  sheet.title = {code_words(f), std::string(f.title), fmt::format("Kỳ báo cáo: {} ({})", r.question.period.label, period_words(r.question)),
                 "Đơn vị báo cáo: " + r.unit_name, "Đơn vị tính: Số hồ sơ TTHC. " + cut_words(r)};
  if (f.code.empty()) sheet.title.erase(sheet.title.begin());
  sheet.columns = {{f.id == "ii-06a" ? "TT" : "STT", 6}, {name_heading(f), 40}};
  for (const auto& c : f.columns) sheet.columns.push_back({full_heading(f, c), 12});
  sheet.heading = heading_of(f);
  std::vector<print::Cell> numbers{std::string("(1)"), std::string("(2)")};
  for (const auto& c : f.columns)
    numbers.push_back(c.sum.empty() ? fmt::format("({})", c.number) : fmt::format("({}) = {}", c.number, c.sum));
  sheet.rows.push_back(std::move(numbers));
  for (auto& line : lines_of(r)) {
    std::vector<print::Cell> cells{std::move(line.number), std::move(line.name)};
    for (const auto v : line.values) cells.push_back(v);
    sheet.rows.push_back(std::move(cells));
  }
  return sheet;
}

print::Sheet sheet_of(const CellList& list, const Question& q) {
  print::Sheet sheet;
  sheet.name = "Hồ sơ";
  sheet.title = {fmt::format("{}, cột {}: {}", code_words(*list.form), list.column->number, full_heading(*list.form, *list.column)),
                 fmt::format("{}. {} ({})", list.row_name, q.period.label, period_words(q)),
                 fmt::format("{} hồ sơ", vn_number(list.figure))};
  sheet.columns = {{"Mã hồ sơ", 24},   {"Thủ tục", 44}, {"Cơ quan giải quyết", 34}, {"Kênh nhận", 20},
                   {"Nhận hồ sơ", 18}, {"Hẹn trả", 18}, {"Có kết quả", 18},         {"Vì sao được tính", 60}};
  for (const auto& r : list.rows)
    sheet.rows.push_back({r.code, r.procedure_name.empty() ? r.procedure_code : r.procedure_name, r.unit_name,
                          std::string(label(r.channel)), r.received_at, r.due_at, r.closed_at ? print::Cell{*r.closed_at} : print::Cell{},
                          r.rule});
  return sheet;
}

void official_head(print::Document& doc, const OfficialHead& h) {
  using namespace print;
  const double side = doc.width() * 0.25, top = doc.y();
  const TextStyle small{.size = 9, .after = 1};
  double left = top;
  if (!h.code.empty()) {
    left = doc.text_at(doc.left(), top, side, bold(h.code), {.size = 10, .after = 1});
    left = doc.text_at(doc.left(), left, side, "Ban hành theo " + h.basis, small);
  }
  const TextStyle middle{.size = 12, .align = Align::centre, .after = 2, .tag = "H1"};
  const TextStyle below{.size = 10, .align = Align::centre, .after = 1};
  const double centre_x = doc.left() + side + 8, centre_w = doc.width() - 2 * side - 16;
  double centre = doc.text_at(centre_x, top, centre_w, bold(h.title), middle);
  centre = doc.text_at(centre_x, centre, centre_w, "Kỳ báo cáo: " + h.period, below);
  centre = doc.text_at(centre_x, centre, centre_w, italic("(" + h.days + ")"), below);
  const double right_x = doc.left() + doc.width() - side;
  double right = doc.text_at(right_x, top, side, Rich{"Đơn vị báo cáo: "}.bold(h.reporter), small);
  if (!h.receiver.empty()) right = doc.text_at(right_x, right, side, Rich{"Đơn vị nhận báo cáo: "}.bold(h.receiver), small);
  doc.move_to(std::max({left, centre, right}) + 2);
}

std::string pdf_of(const Report& r) {
  using namespace print;
  const auto& f = *r.form;
  Document doc{Paper::a4_landscape, fmt::format("{} {}", code_words(f), r.question.period.label), 10 * kMm};
  official_head(doc, {.code = std::string(f.code),
                      .basis = std::string(f.basis),
                      .title = std::string(f.title),
                      .period = r.question.period.label,
                      .days = period_words(r.question),
                      .reporter = r.unit_name,
                      .receiver = std::string(f.receiver)});
  doc.paragraph(italic("Đơn vị tính: Số hồ sơ TTHC. " + cut_words(r) + "."), {.size = 9, .align = Align::right, .after = 3});

  std::vector<print::Column> columns{{"", 0.75, Align::centre}, {"", 4.2}};
  for (std::size_t i = 0; i < f.columns.size(); ++i) columns.push_back({"", 1.35, Align::right});
  std::vector<std::vector<Rich>> rows;
  for (const auto& line : lines_of(r)) {
    const auto styled = [&](std::string text) { return line.strong ? bold(std::move(text)) : Rich{std::move(text)}; };
    std::vector<Rich> cells{styled(line.number), styled(line.name)};
    for (const auto v : line.values) cells.push_back(styled(vn_number(v)));
    rows.push_back(std::move(cells));
  }
  doc.table(columns, heading_of(f), rows, f.columns.size() > 14 ? 7.6 : 9, 1);
  doc.space(4);
  std::string formulas;
  for (const auto& c : f.columns)
    if (!c.sum.empty()) {
      std::string spaced;
      for (const char ch : c.sum) spaced += ch == '+' ? std::string(") + (") : std::string(1, ch);
      formulas += fmt::format("{}({}) = ({})", formulas.empty() ? "" : "; ", c.number, spaced);
    }
  doc.paragraph(italic("Cách tính: " + formulas + "."), {.size = 8.5, .after = 6});
  doc.keep_together(90);
  signatures(doc, "NGƯỜI LẬP BIỂU", "", "THỦ TRƯỞNG ĐƠN VỊ", "", 11, 50);
  doc.footer(fmt::format("{}. {}. Trang {{trang}}", code_words(f), r.unit_name));
  return doc.finish();
}

std::string json_of(const Report& r) {
  JsonWriter json;
  json.begin_object().field("form", r.form->id).field("code", r.form->code).field("title", r.form->title);
  json.field("period", r.question.period.label).field("from", iso(r.question.period.from)).field("to", iso(r.question.period.to));
  json.field("unit", r.unit_name).field("told_at", iso(r.told_at)).field("running", r.cut.running);
  json.key("known").value(r.cut.known ? std::optional(iso(*r.cut.known)) : std::nullopt);
  json.key("columns").begin_array();
  for (const auto& c : r.form->columns) {
    json.begin_object().field("number", c.number).field("heading", full_heading(*r.form, c)).field("sum", c.sum).end_object();
  }
  json.end_array().key("rows").begin_array();
  for (const auto& line : lines_of(r)) {
    json.begin_object().field("number", line.number).field("name", line.name).field("section", line.key.section);
    json.field("field", line.key.field).field("unit", line.key.unit.value).key("values").begin_array();
    for (const auto v : line.values) json.value(v);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace motcua::reports
