#include "reform/letters_committee.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "print/forms_parts.hpp"

namespace motcua::reform {

using namespace print;

std::string conclusion_notice(const SessionView& v, const Base& base) {
  const auto& s = v.session;
  Document doc{print::Paper::a4, "Thông báo kết luận " + s.notice, 20 * kMm};
  auto issuer = issuer_of(base, v.committee.unit);
  issuer.name = v.committee.name;
  paper_head(doc, issuer, s.notice, s.notice_on.value_or(s.day), "THÔNG BÁO",
             fmt::format("Kết luận của {} tại phiên họp thứ {}", s.chair, s.number));
  const TextStyle body{.size = 13, .after = 6};
  doc.paragraph(fmt::format("Ngày {}, {} chủ trì phiên họp thứ {} của {}. Dự họp: {}. Kết luận như sau:", vn_date(s.day), s.chair, s.number,
                            v.committee.name, s.attendance),
                body);
  int n = 0;
  const auto part = [&](std::string_view title, const std::string& text) {
    if (text.empty()) return;
    doc.paragraph(bold(fmt::format("{}. {}", ++n, title)), body);
    doc.paragraph(text, body);
  };
  part("Nội dung thống nhất", s.agreed);
  part("Kết quả đạt được", s.results);
  part("Hạn chế, nguyên nhân", s.limits);
  if (!v.items.empty()) doc.paragraph(bold(fmt::format("{}. Nhiệm vụ", ++n)), body);
  for (const auto& i : v.items) {
    auto text = fmt::format("{}) {}: {}", item_mark(i.number), base.unit_name(i.lead), i.text);
    if (const auto target = target_words({i.target_kind, i.target}); !target.empty()) text += fmt::format(" ({})", target);
    if (i.due) text += fmt::format("; hoàn thành trước ngày {}", vn_date(*i.due));
    doc.paragraph(text + ".", body);
  }
  doc.paragraph(fmt::format("Giao {} theo dõi, kiểm tra, đôn đốc việc thực hiện và báo cáo tại phiên họp sau.", v.follow_up_name), body);
  doc.keep_together(120);
  doc.space(8);
  receivers(doc);
  signatures(doc, "", "", "TRƯỞNG BAN", s.chair, 12, 60);
  return doc.finish();
}

}  // namespace motcua::reform
