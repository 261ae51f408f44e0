#include "survey/minutes.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "print/forms_parts.hpp"

namespace motcua::survey {

using namespace print;

std::string dialogue_minutes(const DialogueView& v, const reform::Issuer& issuer) {
  const auto& d = v.dialogue;
  const TextStyle body{.size = 13, .after = 5};
  Document doc{Paper::a4, "Biên bản đối thoại: " + d.topic, 20 * kMm};
  reform::paper_head(doc, issuer, "", d.day.value_or(Day{}), "BIÊN BẢN", "Đối thoại với người dân: " + d.topic);
  doc.paragraph(Rich{"Thời gian, địa điểm: "}.plain(fmt::format("{} ngày {}, tại {}.", d.clock, d.day ? vn_date(*d.day) : "", d.place)),
                body);
  doc.paragraph(Rich{"Chủ trì: "}.plain(d.chair + (d.partner.empty() ? "." : "; cùng tổ chức: " + d.partner + ".")), body);
  doc.paragraph(Rich{"Thành phần được mời: "}.plain(d.invited + fmt::format(". Số người dự: {}.", d.people)), body);
  doc.paragraph(bold("I. CÂU HỎI, Ý KIẾN VÀ TRẢ LỜI"), body);
  std::vector<std::vector<Rich>> rows;
  for (const auto& q : v.questions)
    rows.push_back({std::to_string(q.number), q.public_text.empty() ? std::string("Không nêu") : q.public_text,
                    q.answer.empty() ? std::string("Chưa trả lời") : q.answer,
                    q.state == QuestionState::refused ? "Không thuộc buổi đối thoại"
                    : q.on_spot                       ? "Tại chỗ"
                    : q.answered_on                   ? vn_date(*q.answered_on)
                                                      : ""});
  const std::vector<print::Column> columns{
      {"Số", 0.5, Align::centre}, {"Câu hỏi, ý kiến", 3.4}, {"Trả lời", 4}, {"Trả lời khi", 1.3, Align::centre}};
  if (rows.empty())
    doc.paragraph("Không có câu hỏi.", body);
  else
    doc.table(columns, rows, 10.5);
  doc.space(6);
  doc.paragraph(bold("II. VIỆC ĐÃ HỨA"), body);
  rows.clear();
  int n = 0;
  for (const auto& p : v.promises)
    rows.push_back(
        {std::to_string(++n), p.view.task.text, p.view.lead_name, p.view.task.product, p.view.task.due ? vn_date(*p.view.task.due) : ""});
  const std::vector<print::Column> promised{
      {"TT", 0.5, Align::centre}, {"Việc", 4}, {"Đơn vị thực hiện", 2}, {"Sản phẩm", 1.8}, {"Hạn", 1.2, Align::centre}};
  if (rows.empty())
    doc.paragraph("Không có việc nào được hứa.", body);
  else
    doc.table(promised, rows, 10.5);
  doc.space(6);
  doc.paragraph(bold("III. DIỄN BIẾN, KẾT LUẬN"), body);
  doc.paragraph(d.minutes, body);
  doc.keep_together(120);
  doc.space(10);
  signatures(doc, "THƯ KÝ", "", "CHỦ TRÌ", d.chair, 12, 60);
  doc.footer("Biên bản đối thoại, " + v.unit_name + ". Trang {trang}");
  return doc.finish();
}

}  // namespace motcua::survey
