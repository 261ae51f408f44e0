#include "print/result_form.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "print/forms_parts.hpp"
#include "print/signed_forms.hpp"

namespace motcua::print {

Result<std::string> result_pdf(const ResultForm& form) { return signed_result_pdf(form, ""); }

Result<std::string> signed_result_pdf(const ResultForm& form, std::string_view proof) {
  Document doc{Paper::a4, form.title + " " + form.head.number, 20 * kMm};
  TRY_VOID(letterhead(doc, form.head, form.dossier_code, 10.5));
  doc.space(8);
  doc.paragraph(bold(to_upper(form.title)), {.size = 14, .align = Align::centre, .after = 2, .tag = "H1"});
  if (!form.summary.empty()) doc.paragraph(bold(form.summary), {.size = 12, .align = Align::centre, .after = 10});
  doc.paragraph(Rich{"Hồ sơ: "}.bold(form.dossier_code), {.size = 12});
  doc.paragraph(Rich{"Thủ tục: "}.plain(form.procedure_name), {.size = 12});
  doc.paragraph(Rich{"Người nộp hồ sơ: "}.bold(form.applicant), {.size = 12, .after = 8});
  std::size_t begin = 0;
  while (begin < form.body.size()) {
    auto end = form.body.find('\n', begin);
    if (end == std::string::npos) end = form.body.size();
    if (end > begin) doc.paragraph(form.body.substr(begin, end - begin), {.size = 12.5, .after = 5});
    begin = end + 1;
  }
  doc.space(14);
  doc.keep_together(120);
  const double half = doc.width() / 2;
  const double x = doc.left() + half;
  const double top = doc.y();
  double y = doc.text_at(x, top, half, bold("NGƯỜI KÝ"), {.size = 12, .align = Align::centre});
  y = doc.text_at(x, y, half, italic("Đã ký duyệt trên hệ thống lúc " + written_moment(form.signed_at)),
                  {.size = 10, .align = Align::centre});
  y = doc.text_at(x, y + 18, half, bold(form.signer), {.size = 12.5, .align = Align::centre});
  if (!proof.empty()) {
    TRY(const auto below, proof_code(doc, doc.left(), top, proof, 8));
    y = std::max(y, below);
  }
  doc.move_to(y + 8);
  return doc.finish();
}

}  // namespace motcua::print
