#include "reports/mixed_exports.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "print/document.hpp"
#include "print/forms_parts.hpp"
#include "reports/exports.hpp"

namespace motcua::reports {

std::string full_heading(const MixedColumn& c) {
  return c.group.empty() ? std::string(c.heading) : fmt::format("{} – {}", c.group, c.heading);
}

std::string number_words(const MixedColumn& c) {
  std::string sum;
  for (const int n : summands(c.sum)) sum += fmt::format("{}({})", sum.empty() ? " = " : " + ", n);
  return fmt::format("({}){}", c.number, sum);
}

std::string row_number(const MixedReport& r, std::size_t line) {
  return r.lines[line].key == kTotalRow ? std::string() : roman(static_cast<int>(line) + 1);
}

std::vector<std::string> notes_of(const MixedReport& r) {
  std::vector<std::string> notes;
  for (const auto& l : r.lines) {
    std::string columns;
    for (std::size_t i = 0; i < l.values.size(); ++i)
      if (l.values[i].partial) columns += fmt::format("{}({})", columns.empty() ? "" : ", ", r.ask.form->columns[i].number);
    if (!columns.empty()) notes.push_back(fmt::format("{}: cột {} chưa đủ, còn phần chưa có số liệu.", l.name, columns));
  }
  notes.insert(notes.end(), r.sources.begin(), r.sources.end());
  if (!r.ask.form->note.empty()) notes.emplace_back(r.ask.form->note);
  return notes;
}

namespace {
std::string mixed_period_words(const MixedReport& r) {
  return fmt::format("Từ ngày {} đến ngày {}", vn_date(r.ask.period.from), vn_date(r.ask.period.to));
}
}  // namespace

std::string mixed_moment_words(const MixedReport& r) {
  if (r.ask.known) return fmt::format("Số liệu như đã biết hết ngày {}", vn_date(*r.ask.known));
  return r.running ? fmt::format("Kỳ chưa kết thúc: số liệu đến {}", vn_datetime(r.told_at))
                   : fmt::format("Số liệu cập nhật lúc {}", vn_datetime(r.told_at));
}

namespace {
print::Heading heading_of(const MixedForm& f) {
  print::Heading heading(2);
  heading[0].push_back({"STT", 0, 1, 2});
  heading[0].push_back({std::string(f.row_heading), 1, 1, 2});
  for (std::size_t i = 0; i < f.columns.size(); ++i) {
    const auto& c = f.columns[i];
    const int at = static_cast<int>(i) + 2;
    if (c.group.empty()) {
      heading[0].push_back({std::string(c.heading), at, 1, 2});
      continue;
    }
    if (i > 0 && f.columns[i - 1].group == c.group)
      ++heading[0].back().columns;
    else
      heading[0].push_back({std::string(c.group), at});
    heading[1].push_back({std::string(c.heading), at});
  }
  return heading;
}

print::Cell cell_of(const MixedColumn& c, const MixedValue& v) {
  if (v.none) return {};
  if (!v.known) return words(c, v);
  switch (c.measured) {
    case Quantity::number:
    case Quantity::flag: return v.amount;
    case Quantity::millions: return static_cast<double>(v.amount) / 1e6;
    case Quantity::share:
    case Quantity::text: return words(c, v);
  }
  return {};
}
}  // namespace

print::Sheet sheet_of(const MixedReport& r) {
  const auto& f = *r.ask.form;
  print::Sheet sheet;
  sheet.name = std::string(f.id) + " BTP KSTT";
  sheet.title = {std::string(f.code), std::string(f.title), fmt::format("Kỳ báo cáo: {} ({})", r.ask.period.label, mixed_period_words(r)),
                 "Đơn vị báo cáo: " + r.unit_name, fmt::format("Đơn vị tính: {}. {}", f.counted_in, mixed_moment_words(r))};
  sheet.columns = {{"STT", 6}, {std::string(f.row_heading), 40}};
  for (const auto& c : f.columns) sheet.columns.push_back({full_heading(c), c.measured == Quantity::text ? 36.0 : 14.0});
  sheet.heading = heading_of(f);
  std::vector<print::Cell> numbers{{}, {}};
  for (const auto& c : f.columns) numbers.push_back(number_words(c));
  sheet.rows.push_back(std::move(numbers));
  for (std::size_t i = 0; i < r.lines.size(); ++i) {
    std::vector<print::Cell> cells{row_number(r, i), r.lines[i].name};
    for (std::size_t n = 0; n < f.columns.size(); ++n) cells.push_back(cell_of(f.columns[n], r.lines[i].values[n]));
    sheet.rows.push_back(std::move(cells));
  }
  for (auto& note : notes_of(r)) sheet.rows.push_back({print::Cell{}, std::move(note)});
  return sheet;
}

print::Sheet sheet_of(const MixedReport& r, const MixedCell& cell) {
  print::Sheet sheet;
  sheet.name = "Danh sách";
  sheet.title = {fmt::format("{}, cột {}: {}", r.ask.form->code, cell.column->number, full_heading(*cell.column)),
                 fmt::format("{}. {} ({})", cell.row_name, r.ask.period.label, mixed_period_words(r)),
                 fmt::format("Con số: {}", words(*cell.column, cell.value))};
  sheet.columns = {{"Được tính", 60}, {"Chi tiết", 70}, {"Tính là", 16}};
  for (const auto& fact : cell.facts) sheet.rows.push_back({fact.name, fact.detail, fact.amount});
  return sheet;
}

std::string pdf_of(const MixedReport& r) {
  using namespace print;
  const auto& f = *r.ask.form;
  Document doc{Paper::a4_landscape, fmt::format("{} {}", f.code, r.ask.period.label), 10 * kMm};
  official_head(doc, {.code = std::string(f.code),
                      .basis = std::string(f.basis),
                      .title = std::string(f.title),
                      .period = r.ask.period.label,
                      .days = mixed_period_words(r),
                      .reporter = r.unit_name,
                      .receiver = std::string(f.receiver)});
  doc.paragraph(italic(fmt::format("Đơn vị tính: {}. {}.", f.counted_in, mixed_moment_words(r))),
                {.size = 9, .align = Align::right, .after = 3});
  std::vector<print::Column> columns{{"", 0.6, Align::centre}, {"", 3.2}};
  std::vector<Rich> numbers{Rich{""}, Rich{""}};
  for (const auto& c : f.columns) {
    columns.push_back({"", c.measured == Quantity::text ? 2.4 : 1.35, c.measured == Quantity::text ? Align::left : Align::right});
    numbers.push_back(italic(fmt::format("({})", c.number)));
  }
  std::vector<std::vector<Rich>> rows{std::move(numbers)};
  for (std::size_t i = 0; i < r.lines.size(); ++i) {
    const auto& l = r.lines[i];
    const auto styled = [&](std::string text) { return l.key == kTotalRow ? bold(std::move(text)) : Rich{std::move(text)}; };
    std::vector<Rich> cells{styled(row_number(r, i)), styled(l.name)};
    for (std::size_t n = 0; n < f.columns.size(); ++n)
      cells.push_back(styled(words(f.columns[n], l.values[n]) + (l.values[n].partial ? " *" : "")));
    rows.push_back(std::move(cells));
  }
  doc.table(columns, heading_of(f), rows, f.columns.size() > 10 ? 8 : 9, 0);
  doc.space(4);
  std::string formulas;
  for (const auto& c : f.columns)
    if (!c.sum.empty()) formulas += fmt::format("{}{}", formulas.empty() ? "" : "; ", number_words(c));
  if (!formulas.empty()) doc.paragraph(italic("Cách tính: " + formulas + "."), {.size = 8.5, .after = 2});
  for (const auto& note : notes_of(r)) doc.paragraph(italic(note), {.size = 8.5, .after = 1});
  doc.keep_together(90);
  signatures(doc, "NGƯỜI LẬP BIỂU", "", "THỦ TRƯỞNG ĐƠN VỊ", "", 11, 50);
  doc.footer(fmt::format("{}. {}. Trang {{trang}}", f.code, r.unit_name));
  return doc.finish();
}

}  // namespace motcua::reports
