// Form 01, fields in the order of the circular (one field a line); what follows the signatures is ours.
#include <fmt/core.h>

#include <algorithm>

#include "print/forms_parts.hpp"
#include "print/signed_forms.hpp"

namespace motcua::print {

namespace {

constexpr double kSize = 10.4;

void field(Document& doc, const std::string& label, const std::string& value, bool strong = false) {
  Rich line{label};
  strong ? line.bold(value) : line.plain(value);
  doc.paragraph(line, {.size = kSize, .after = 2.2});
}

void authorisation(Document& doc, const Authorisation& a) {
  field(doc, "Người ủy quyền: ", a.name);
  field(doc, "Địa chỉ: ", a.address);
  field(doc, "Số định danh cá nhân: ", a.personal_number);
  field(doc, "Số điện thoại: ", a.phone + (a.email.empty() ? "" : "    Email: " + a.email));
  field(doc, "Giấy tờ ủy quyền: ", a.paper);
}

void form_fields(Document& doc, const ReceiptForm& form) {
  doc.paragraph(form.office_name, {.size = kSize, .after = 2.2});
  field(doc, "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: ", form.applicant, true);
  if (!form.form_of_2018) field(doc, "Số định danh cá nhân/tổ chức: ", form.identifier);
  field(doc, "Địa chỉ: ", form.address);
  field(doc, "Số điện thoại: ", form.phone + (form.email.empty() ? "" : "    Email: " + form.email));
  if (form.authorised_by && !form.form_of_2018) authorisation(doc, *form.authorised_by);
  doc.paragraph(Rich{"Nội dung yêu cầu giải quyết: "}.bold(form.procedure_name).plain(" (" + form.procedure_code + ")"),
                {.size = kSize, .after = 2.2});
  doc.paragraph("Thành phần hồ sơ nộp gồm:", {.size = kSize, .after = 2.2});
  for (std::size_t i = 0; i < form.papers.size(); ++i)
    doc.paragraph(fmt::format("{}. {}", i + 1, form.papers[i]), {.size = kSize, .indent = 14, .after = 2.2});
  field(doc, "Số lượng hồ sơ: ", fmt::format("{:02} (bộ)", form.sets));
  field(doc, "Thời gian giải quyết hồ sơ theo quy định là: ", form.term);
  field(doc, "Thời gian nhận hồ sơ: ", written_moment(form.received_at));
  field(doc, "Thời gian trả kết quả giải quyết hồ sơ: ", written_moment(form.due_at), true);
  field(doc, "Đăng ký nhận kết quả tại: ", form.return_at);
  if (!form.register_number.empty())
    field(doc, "Vào Sổ theo dõi hồ sơ, Quyển số: ", form.register_volume + "    Số thứ tự: " + form.register_number);
}

// "Vì sao trả vào ngày này?": the proof of the due date in words, counted days with their number; at its right the signed statement.
Status proof_box(Document& doc, const ReceiptForm& form, std::string_view proof) {
  // Beside the code there is less room: a little smaller, so that what fitted one page still does.
  const double size = proof.empty() ? 9.4 : 8.8;
  const double pad = proof.empty() ? 9 : 6;
  const double aside = proof.empty() ? 0 : kProofSide + pad;
  const double inner = doc.width() - 2 * pad - 4 - aside;
  const Rich title = bold(form.proof.empty() ? "Cần biết" : "Vì sao trả vào ngày này?");
  double height = 2 * pad + doc.height_of(title, inner, {.size = size + 1.4}) + 2;
  height += doc.height_of(form.proof_summary, inner, {.size = size}) + 2;
  for (const auto& line : form.proof) height += doc.height_of(line.text, inner - 16, {.size = size}) + 1.6;
  for (const auto& note : form.notes) height += doc.height_of(note, inner, {.size = size}) + 1;
  if (!proof.empty()) height = std::max(height, 2 * pad + kProofSide + 22);
  doc.keep_together(height + (proof.empty() ? 0 : 16));  // with the name of the form below, which the code would push over
  const double top = doc.y();
  doc.fill(doc.left(), top, doc.width() - aside, height, 0xfcf4e0);
  doc.fill(doc.left(), top, 3, height, 0xe3b23c);
  const double x = doc.left() + pad + 4;
  double y = doc.text_at(x, top + pad, inner, title, {.size = size + 1.4, .tag = "H2"}) + 2;
  y = doc.text_at(x, y, inner, form.proof_summary, {.size = size}) + 2;
  for (const auto& line : form.proof) {
    if (line.counted) {
      doc.disc(x, y + 0.6, 10, std::to_string(*line.counted), 0x8f1218);
    } else {
      doc.line(x + 2, y + 6, x + 8, y + 6, 0.6);
    }
    y = doc.text_at(x + 16, y, inner - 16, line.counted ? bold(line.text) : Rich{line.text}, {.size = size}) + 1.6;
  }
  for (const auto& note : form.notes) y = doc.text_at(x, y, inner, note, {.size = size}) + 1;
  if (!proof.empty()) TRY_VOID(proof_code(doc, doc.left() + doc.width() - kProofSide, top + pad, proof, 7.6));
  doc.move_to(top + height + 4);
  return {};
}

}  // namespace

Result<std::string> receipt_pdf(const ReceiptForm& form) { return signed_receipt_pdf(form, ""); }

Result<std::string> signed_receipt_pdf(const ReceiptForm& form, std::string_view proof) {
  Document doc{Paper::a5, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả " + form.dossier_code, 10 * kMm};
  TRY_VOID(letterhead(doc, form.head, form.qr_text, 8.6, form.look_up_code));
  doc.paragraph(bold("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"), {.size = 12.4, .align = Align::centre, .after = 1, .tag = "H1"});
  doc.paragraph(Rich{"Mã hồ sơ: "}.bold(form.dossier_code), {.size = kSize, .align = Align::centre, .after = 6});
  form_fields(doc, form);
  doc.space(4);
  signatures(doc, "NGƯỜI NỘP HỒ SƠ", form.submitter, "NGƯỜI TIẾP NHẬN HỒ SƠ", form.receiver, 9.4, 26);
  if (!form.proof.empty() || !form.notes.empty() || !proof.empty()) TRY_VOID(proof_box(doc, form, proof));
  doc.paragraph(form.form_of_2018 ? "Mẫu số 01, Thông tư 01/2018/TT-VPCP. Giấy này không phải là biên lai thu tiền."
                                  : "Mẫu số 01, Thông tư 03/2025/TT-VPCP. Giấy này không phải là biên lai thu tiền.",
                {.size = 8});
  return doc.finish();
}

}  // namespace motcua::print
