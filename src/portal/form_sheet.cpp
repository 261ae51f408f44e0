// The paper of a form made from its fields: blank to be filled in by hand, or filled in as a sample.
#include <fmt/core.h>

#include "base/text.hpp"
#include "portal/samples.hpp"
#include "print/document.hpp"

namespace motcua::portal {

using catalog::FieldType;
using print::Align;
using print::Rich;

namespace {
constexpr double kText = 11;
constexpr std::string_view kDots = "..............................................................................................";

std::vector<std::string> pieces(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = text.find(at);
    parts.emplace_back(trim(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string choice(const catalog::FormField& field) {
  std::string all;
  for (const auto& option : field.options) all += (all.empty() ? "" : " / ") + option;
  return all;
}

void write_table(print::Document& doc, const catalog::FormField& field, std::string_view value) {
  doc.paragraph(print::bold(field.label + ":"), {.size = kText});
  std::vector<print::Column> columns;
  for (const auto& name : field.columns) columns.push_back({name, 1.0 / static_cast<double>(field.columns.size())});
  std::vector<std::vector<Rich>> rows;
  if (value.empty())
    rows.assign(3, std::vector<Rich>(columns.size(), Rich{" "}));
  else
    for (const auto& line : pieces(value, '\n')) {
      std::vector<Rich> row;
      for (auto& cell : pieces(line, ';')) row.emplace_back(std::move(cell));
      row.resize(columns.size());
      rows.push_back(std::move(row));
    }
  doc.table(columns, rows, kText);
  doc.space(4);
}

void write_field(print::Document& doc, const catalog::FormField& field, const catalog::Answers* sample) {
  std::string value;
  if (sample)
    if (const auto found = sample->find(field.key); found != sample->end()) value = found->second;
  switch (field.type) {
    case FieldType::table: write_table(doc, field, value); return;
    case FieldType::checkbox:
      doc.paragraph(Rich{fmt::format("[{}] {}", value.empty() ? "   " : "x", field.label)}, {.size = kText, .after = 4});
      return;
    case FieldType::photo: doc.paragraph(Rich{field.label + ": "}.italic("(dán ảnh)"), {.size = kText, .after = 4}); return;
    case FieldType::signature:
      doc.keep_together(60);
      doc.paragraph(print::bold(field.label), {.size = kText, .align = Align::right, .after = 2});
      doc.paragraph(print::italic(sample ? "(mẫu, không ký)" : "(ký, ghi rõ họ tên)"),
                    {.size = kText - 1, .align = Align::right, .after = 34});
      return;
    default: break;
  }
  // A field only some cases need stays out of a sample that does not need it.
  if (sample && value.empty()) return;
  Rich line{field.label};
  if (!sample && !field.options.empty()) line.italic(fmt::format(" ({})", choice(field)));
  line.plain(": ");
  if (sample)
    line.bold(value);
  else
    line.plain(std::string(kDots.substr(0, field.type == FieldType::textarea ? kDots.size() : 60)));
  doc.paragraph(line, {.size = kText, .after = field.type == FieldType::textarea && !sample ? 14.0 : 5.0});
}
}  // namespace

std::string form_pdf(const FormPaper& paper) {
  const auto& form = paper.form;
  print::Document doc{print::Paper::a4, paper.sample ? "Hồ sơ mẫu: " + form.name : form.name, 18 * print::kMm};
  if (paper.sample) doc.across("MẪU");
  doc.footer(fmt::format("{}{} · {} · trang {{trang}}", paper.sample ? "Mẫu, người và số liệu không có thật · " : "", paper.version.code,
                         form.legal_source));
  const auto centre = Align::centre;
  doc.paragraph(print::bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), {.size = 12, .align = centre, .after = 1});
  doc.paragraph(print::bold("Độc lập - Tự do - Hạnh phúc"), {.size = 12, .align = centre, .after = 12});
  doc.paragraph(print::bold(to_upper(form.name)), {.size = 14, .align = centre, .after = 4, .tag = "H1"});
  doc.paragraph(print::italic("Làm từ các mục của tờ khai theo " + form.legal_source), {.size = 9, .align = centre, .after = 10});
  if (!paper.link.empty())
    if (const auto symbol = print::encode_qr(paper.link)) {
      const double side = 22 * print::kMm;
      doc.qr(doc.left() + doc.width() - side, 18 * print::kMm, side, *symbol, "Mã QR trang hướng dẫn đang áp dụng");
    }
  const auto write_group = [&](std::string_view group) {
    for (const auto& field : form.fields)
      if (field.group == group && field.type != FieldType::signature) write_field(doc, field, paper.sample);
  };
  write_group("");
  for (const auto& group : form.groups) {
    doc.keep_together(40);
    doc.space(4);
    doc.paragraph(print::bold(group.label), {.size = 12, .after = 4, .tag = "H2"});
    write_group(group.key);
  }
  for (const auto& field : form.fields)
    if (field.type == FieldType::signature) write_field(doc, field, paper.sample);
  return doc.finish();
}

}  // namespace motcua::portal
