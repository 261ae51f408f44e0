#include "print/apology_form.hpp"

#include <algorithm>

#include "print/forms_parts.hpp"
#include "print/signed_forms.hpp"

namespace motcua::print {

namespace {
constexpr double kSize = 10.6;
constexpr TextStyle kParagraph{.size = kSize, .after = 4};

void body(Document& doc, const ApologyForm& f) {
  doc.paragraph(Rich{"Kính gửi: "}.bold(f.applicant), {.size = kSize, .align = Align::centre, .after = 7});
  Rich first{"Ngày " + written_day(f.received).substr(std::string_view("ngày ").size()) + ", " + f.agency +
             " tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục hành chính "};
  first.bold(f.procedure_name).plain(" của Ông/Bà/Tổ chức ").bold(f.applicant);
  if (!f.identifier.empty()) first.plain("; số định danh: " + f.identifier);
  first.plain("; mã số hồ sơ: ").bold(f.dossier_code).plain(".");
  doc.paragraph(first, kParagraph);
  doc.paragraph(Rich{"Thời gian hẹn trả kết quả giải quyết hồ sơ: "}.bold(written_moment(f.due_before)).plain("."), kParagraph);
  doc.paragraph("Tuy nhiên đến nay, " + f.agency +
                    " chưa trả kết quả giải quyết hồ sơ của Ông/Bà/Tổ chức đúng thời hạn quy định ghi trên Giấy tiếp nhận hồ sơ và hẹn trả "
                    "kết quả.",
                kParagraph);
  doc.paragraph(Rich{"Lý do: "}.bold(f.reason).plain("."), kParagraph);
  doc.paragraph("Sự chậm trễ này đã gây phiền hà, tốn kém thời gian, công sức của Ông/Bà/Tổ chức.", kParagraph);
  doc.paragraph(Rich{f.agency + " xin lỗi Ông/Bà/Tổ chức vì sự chậm trễ này và sẽ trả kết quả giải quyết hồ sơ cho Ông/Bà/Tổ chức vào "}
                    .bold(written_moment(f.due_after))
                    .plain("."),
                kParagraph);
  doc.paragraph("Mong nhận được sự thông cảm của Ông/Bà/Tổ chức vì sự chậm trễ này./.", {.size = kSize, .after = 8});
}
}  // namespace

Result<std::string> apology_pdf(const ApologyForm& form) { return signed_apology_pdf(form, ""); }

Result<std::string> signed_apology_pdf(const ApologyForm& form, std::string_view proof) {
  Document doc{Paper::a5, form.title + " " + form.dossier_code, 10 * kMm};
  TRY_VOID(letterhead(doc, form.head, form.qr_text, 7.9));
  auto title = form.title;
  if (const auto middle = title.find(" VÀ "); middle != std::string::npos) title[middle] = '\n';  // two even lines
  doc.paragraph(bold(title), {.size = 12.2, .align = Align::centre, .after = 8, .tag = "H1"});
  body(doc, form);
  doc.keep_together(proof.empty() ? 95 : 110);
  const double top = doc.y();
  const double half = doc.width() / 2, x = doc.left() + half;
  const TextStyle centred{.size = 10, .align = Align::centre};
  double y = doc.text_at(x, doc.y(), half, bold(form.signer_title), centred);
  y = doc.text_at(x, y, half, italic("(Ký và ghi rõ họ tên)"), centred);
  y = form.signed_at ? doc.text_at(x, y + 4, half, italic("Đã ký trên hệ thống lúc " + written_moment(*form.signed_at)),
                                   {.size = 8.4, .align = Align::centre})
                     : doc.text_at(x, y + 8, half, italic("Dự thảo, chưa ký"), {.size = 9, .align = Align::centre});
  y = doc.text_at(x, y + 12, half, bold(form.signer), centred);
  if (!proof.empty()) {
    TRY(const auto below, proof_code(doc, doc.left(), top, proof, 7.6));
    y = std::max(y, below);
  }
  doc.move_to(y + 8);
  if (!form.form_name.empty()) doc.paragraph(form.form_name + ".", {.size = 8});
  return doc.finish();
}

}  // namespace motcua::print
