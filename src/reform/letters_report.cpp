#include "reform/letters_report.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "print/forms_parts.hpp"
#include "print/sheet.hpp"
#include "reform/letters.hpp"

namespace motcua::reform {

namespace {
std::string period_words(const PlanReport& r) { return fmt::format("Số liệu từ ngày {} đến ngày {}", vn_date(r.from), vn_date(r.to)); }

// "Nhiệm vụ trong kế hoạch đã hoàn thành: 12/23 nhiệm vụ; …": only what is known is told in the text.
std::string told(const PlanReportView& v, const ReportPart& part) {
  std::string out;
  for (const auto& key : part.figures) {
    const auto* line = v.form.line(key);
    const auto& f = v.figure(key);
    if (!line || f.value.empty()) continue;
    out += fmt::format("{}{}: {}{}", out.empty() ? "" : "; ", line->title, f.value, line->unit == "%" ? "" : " " + line->unit);
  }
  return out.empty() ? out : out + ".";
}
void paragraphs(print::Document& doc, std::string_view text, const print::TextStyle& style) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (const auto line = trim(text.substr(0, end)); !line.empty()) doc.paragraph(std::string(line), style);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}
}  // namespace

std::string report_pdf(const PlanReportView& v, const Issuer& issuer) {
  using namespace print;
  const TextStyle body{.size = 13, .after = 5};
  Document doc{Paper::a4, v.title, 20 * kMm};
  paper_head(doc, issuer, v.report.number, v.report.signed_on.value_or(v.report.to), "BÁO CÁO",
             v.title.substr(std::string("Báo cáo ").size()));
  if (!v.is_signed()) doc.paragraph(italic("Bản thảo, chưa ký: số liệu còn thay đổi."), {.size = 12, .align = Align::centre, .after = 6});
  doc.paragraph(italic(period_words(v.report) + "; kế hoạch và kiểm tra tính đến ngày lập báo cáo."),
                {.size = 12, .align = Align::centre, .after = 8});
  for (const auto& part : v.form.parts) {
    if (part.heading() || part.code.find('.') == std::string::npos) {
      doc.keep_together(60);
      doc.paragraph(bold(part.code + ". " + part.title), body);
      if (part.heading()) continue;
    } else {
      doc.keep_together(50);
      doc.paragraph(bold(part.code.substr(part.code.find('.') + 1) + ". " + part.title), body);
    }
    const auto figures = told(v, part);
    const auto text = v.text(part.code);
    if (!figures.empty()) doc.paragraph(figures, body);
    paragraphs(doc, text, body);
    if (figures.empty() && text.empty()) doc.paragraph("Không có nội dung báo cáo.", body);
  }
  doc.keep_together(120);
  doc.space(8);
  receivers(doc);
  signatures(doc, "", "", "THỦ TRƯỞNG CƠ QUAN", v.report.signer, 12, 60);
  doc.new_page();
  doc.paragraph(bold("PHỤ LỤC THỐNG KÊ"), {.size = 14, .align = Align::centre, .after = 6, .tag = "H2"});
  const std::vector<print::Column> columns{
      {"TT", 0.5, Align::centre}, {"Nội dung", 4.2}, {"Đơn vị tính", 1.1, Align::centre}, {"Giá trị", 1.3, Align::right}, {"Nguồn", 2.4}};
  for (int annex = 1; !annex_title(annex).empty(); ++annex) {
    std::vector<std::vector<Rich>> rows;
    int n = 0;
    for (const auto& line : v.form.lines)
      if (line.annex == annex) {
        const auto& f = v.figure(line.key);
        rows.push_back({std::to_string(++n), line.title, line.unit, f.text(), f.source});
      }
    if (rows.empty()) continue;
    doc.keep_together(70);
    doc.paragraph(bold(fmt::format("Phụ lục {}. {}", annex, annex_title(annex))), body);
    doc.table(columns, rows, 10.5);
    doc.space(6);
  }
  doc.footer(v.title + ", " + v.unit_name + ". Trang {trang}");
  return doc.finish();
}

std::string report_xlsx(const PlanReportView& v) {
  print::Sheet sheet{.name = "Phụ lục",
                     .title = {v.title, v.unit_name, period_words(v.report),
                               v.is_signed() ? fmt::format("Số {}, ký ngày {}", v.report.number, vn_date(*v.report.signed_on))
                                             : std::string("Bản thảo, chưa ký")},
                     .columns = {{"Phụ lục", 9}, {"Mã", 24}, {"Nội dung", 56}, {"Đơn vị tính", 14}, {"Giá trị", 16}, {"Nguồn", 50}},
                     .rows = {}};
  for (const auto& line : v.form.lines) {
    const auto& f = v.figure(line.key);
    sheet.rows.push_back({std::int64_t{line.annex}, line.key, line.title, line.unit, f.text(), f.source});
  }
  for (const auto& part : v.form.parts)
    if (const auto text = v.text(part.code); !text.empty()) sheet.rows.push_back({{}, part.code, part.title, {}, {}, text});
  return print::xlsx(sheet);
}

}  // namespace motcua::reform
