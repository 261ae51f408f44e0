#include "reform/letters.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "identity/letterhead.hpp"
#include "print/forms_parts.hpp"

namespace motcua::reform {

using namespace print;

Issuer issuer_of(const Base& base, UnitId unit) {
  return {base.unit_name(unit), identity::place_before_date(*base.identity.tree(), unit, base.today())};
}

void paper_head(Document& doc, const Issuer& issuer, const std::string& number, Day day, const std::string& title,
                const std::string& about) {
  const double half = doc.width() * 0.42, top = doc.y(), right_x = doc.left() + doc.width() * 0.44, right_w = doc.width() * 0.56;
  const TextStyle middle{.size = 12, .align = Align::centre, .after = 1};
  double left = doc.text_at(doc.left(), top, half, bold(to_upper(issuer.name)), middle);
  doc.line(doc.left() + half * 0.35, left + 1, doc.left() + half * 0.65, left + 1, 0.7);
  left = doc.text_at(doc.left(), left + 5, half, number.empty() ? Rich{"Số:          "} : Rich{"Số: " + number}, middle);
  // A letter (công văn) has no name of its kind: what it is about stands under its number.
  if (title.empty()) left = doc.text_at(doc.left(), left + 6, half, "V/v " + about, middle);
  double right =
      doc.text_at(right_x, top, right_w, bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), {.size = 11.5, .align = Align::centre, .after = 1});
  right = doc.text_at(right_x, right, right_w, bold("Độc lập - Tự do - Hạnh phúc"), middle);
  doc.line(right_x + right_w * 0.28, right + 1, right_x + right_w * 0.72, right + 1, 0.7);
  right = doc.text_at(right_x, right + 5, right_w, italic(issuer.place + ", " + vn_long_date(day)), middle);
  doc.move_to(std::max(left, right) + 14);
  if (title.empty()) return;
  doc.paragraph(bold(title), {.size = 14, .align = Align::centre, .after = 2, .tag = "H1"});
  if (!about.empty()) doc.paragraph(bold(about), {.size = 12.5, .align = Align::centre, .after = 10, .tag = "P"});
}

void receivers(Document& doc) {
  doc.keep_together(120);
  const double half = doc.width() / 2;
  double y = doc.text_at(doc.left(), doc.y(), half, bold("Nơi nhận:"), {.size = 12});
  for (const auto* line : {"- Như trên;", "- Lưu: VT."}) y = doc.text_at(doc.left(), y, half, line, {.size = 11});
}

std::string reminder_letter(const Plans::Letter& l, const Issuer& issuer, Day today) {
  Document doc{Paper::a4, "Công văn đôn đốc " + l.unit_name, 20 * kMm};
  paper_head(doc, issuer, "", today, "", "đôn đốc nhiệm vụ cải cách hành chính quá hạn");
  const TextStyle body{.size = 13, .after = 6};
  doc.paragraph(Rich{"Kính gửi: "}.bold(l.unit_name + "."), body);
  doc.paragraph(fmt::format("Đến ngày {}, {} còn {} nhiệm vụ cải cách hành chính quá hạn:", vn_date(today), l.unit_name, l.tasks.size()),
                body);
  const std::vector<print::Column> columns{
      {"TT", 0.5, Align::centre},      {"Nhiệm vụ", 4}, {"Theo", 2}, {"Hạn", 1.2, Align::centre}, {"Quá hạn", 1, Align::centre},
      {"Đã đôn đốc", 1, Align::centre}};
  std::vector<std::vector<Rich>> rows;
  int n = 0;
  for (const auto& t : l.tasks)
    rows.push_back({std::to_string(++n), t.task.text, t.plan_title, t.task.due ? vn_date(*t.task.due) : "",
                    fmt::format("{} ngày", t.days_over), fmt::format("{} lần", t.reminded)});
  doc.table(columns, rows, 11);
  doc.space(8);
  doc.paragraph(
      "Đề nghị đơn vị hoàn thành, nộp sản phẩm trên hệ thống và báo cáo nguyên nhân chậm trong 05 ngày làm việc. Nhiệm vụ đã đôn đốc từ ba "
      "lần được nêu trong báo cáo của Ban Chỉ đạo.",
      body);
  receivers(doc);
  signatures(doc, "", "", "THỦ TRƯỞNG CƠ QUAN", "", 12, 60);
  return doc.finish();
}

}  // namespace motcua::reform
