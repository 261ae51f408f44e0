// Forms 02, 03, 05: fields in the order of the circular, one a line.
#include "print/notices.hpp"

#include <fmt/core.h>

#include "print/forms_parts.hpp"

namespace motcua::print {

namespace {
constexpr double kSize = 10.6;

void field(Document& doc, const std::string& label, const std::string& value, bool strong = false) {
  Rich line{label};
  strong ? line.bold(value) : line.plain(value);
  doc.paragraph(line, {.size = kSize, .after = 2.6});
}
void title(Document& doc, const std::string& text) {
  doc.paragraph(bold(text), {.size = 12.4, .align = Align::centre, .after = 6, .tag = "H1"});
}
std::string contact(const std::string& phone, const std::string& email) { return phone + (email.empty() ? "" : "    Email: " + email); }
std::string procedure(const std::string& name, const std::string& code) { return fmt::format("{} ({})", name, code); }

void one_signature(Document& doc, const std::string& signer_title, const std::string& name) {
  doc.space(4);
  signatures(doc, "", "", signer_title, name, 9.6, 28);
}

// Below the form, apart from it: what the circular does not print and the applicant needs to know.
void notes(Document& doc, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  constexpr double size = 9.4, pad = 8;
  const double inner = doc.width() - 2 * pad - 4;
  double height = 2 * pad;
  for (const auto& l : lines) height += doc.height_of(l, inner, {.size = size}) + 1.6;
  doc.keep_together(height);
  const double top = doc.y();
  doc.fill(doc.left(), top, doc.width(), height, 0xfcf4e0);
  doc.fill(doc.left(), top, 3, height, 0xe3b23c);
  double y = top + pad;
  for (const auto& l : lines) y = doc.text_at(doc.left() + pad + 4, y, inner, l, {.size = size}) + 1.6;
  doc.move_to(top + height + 4);
}
}  // namespace

Result<std::string> supplement_pdf(const SupplementForm& f) {
  Document doc{Paper::a5, "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ " + f.dossier_code, 10 * kMm};
  TRY_VOID(letterhead(doc, f.head, f.qr_text, 8.8));
  title(doc, "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ");
  field(doc, "Hồ sơ của: ", f.applicant, true);
  field(doc, "Nội dung yêu cầu giải quyết: ", procedure(f.procedure_name, f.procedure_code));
  field(doc, "Địa chỉ: ", f.address);
  field(doc, "Số điện thoại: ", contact(f.phone, f.email));
  doc.paragraph("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", {.size = kSize, .after = 2.6});
  for (std::size_t i = 0; i < f.items.size(); ++i)
    doc.paragraph(fmt::format("{}. {}", i + 1, f.items[i].text), {.size = kSize, .indent = 12, .after = 2.6});
  field(doc, "Lý do: ", f.reason);
  doc.paragraph(
      fmt::format("Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với {} số điện thoại {} để được hướng dẫn./.",
                  f.contact_name, f.contact_phone),
      {.size = kSize, .after = 2.6});
  one_signature(doc, "NGƯỜI HƯỚNG DẪN", f.guide);
  notes(doc, f.notes);
  if (!f.items.empty()) {
    static const std::vector<Column> kColumns{{"TT", 0.5, Align::right}, {"Nội dung", 3}, {"Căn cứ, lưu ý", 3}};
    std::vector<std::vector<Rich>> rows;
    for (std::size_t i = 0; i < f.items.size(); ++i) rows.push_back({std::to_string(i + 1), f.items[i].text, f.items[i].detail});
    doc.paragraph(bold("Bảng kèm theo: căn cứ của từng nội dung"), {.size = 9.6, .after = 3, .tag = "H2"});
    doc.table(kColumns, rows, 8.8);
    doc.space(3);
  }
  doc.paragraph(
      fmt::format("Mẫu số 02, Thông tư {}. Mã hồ sơ: {}.", f.form_of_2018 ? "01/2018/TT-VPCP" : "03/2025/TT-VPCP", f.dossier_code),
      {.size = 8});
  return doc.finish();
}

Result<std::string> refusal_pdf(const RefusalForm& f) {
  Document doc{Paper::a5, "Phiếu từ chối tiếp nhận giải quyết hồ sơ " + f.dossier_code, 10 * kMm};
  TRY_VOID(letterhead(doc, f.head, f.qr_text, 8.8));
  title(doc, "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ");
  doc.paragraph(f.office_name, {.size = kSize, .after = 2.6});
  field(doc, "Tiếp nhận hồ sơ của: ", f.applicant, true);
  if (!f.form_of_2018) field(doc, "Số định danh cá nhân/tổ chức: ", f.identifier);
  field(doc, "Địa chỉ: ", f.address);
  field(doc, "Số điện thoại: ", contact(f.phone, f.email));
  field(doc, "Mã hồ sơ (nếu có): ", f.dossier_code);
  field(doc, "Nội dung yêu cầu giải quyết: ", procedure(f.procedure_name, f.procedure_code));
  field(doc, "Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau: ",
        f.reason);
  doc.paragraph("Xin thông báo cho Ông/Bà được biết và thực hiện./.", {.size = kSize, .after = 2.6});
  doc.space(4);
  signatures(doc, "NGƯỜI NỘP HỒ SƠ", f.submitter, "NGƯỜI TIẾP NHẬN HỒ SƠ", f.receiver, 9.6, 28);
  notes(doc, f.notes);
  doc.paragraph(f.form_of_2018 ? "Mẫu số 03, Thông tư 01/2018/TT-VPCP." : "Mẫu số 03, Thông tư 03/2025/TT-VPCP.", {.size = 8});
  return doc.finish();
}

Result<std::string> stop_pdf(const StopForm& f) {
  Document doc{Paper::a5, "Thông báo dừng giải quyết hồ sơ " + f.dossier_code, 10 * kMm};
  TRY_VOID(letterhead(doc, f.head, f.qr_text, 8.8));
  title(doc, "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ");
  field(doc, "Kính gửi: ", f.applicant, true);
  field(doc, "Địa chỉ: ", f.address);
  field(doc, "Mã hồ sơ: ", f.dossier_code);
  field(doc, "Nội dung yêu cầu giải quyết: ", procedure(f.procedure_name, f.procedure_code));
  field(doc, "Thời gian nhận hồ sơ: ", written_moment(f.received_at));
  if (!f.request.empty()) field(doc, "Yêu cầu rút hồ sơ: ", f.request);
  field(doc, "Lý do dừng giải quyết: ", f.ground);
  field(doc, "Quyết định: ", f.decision, true);
  field(doc, "Giấy tờ bản chính trả lại: ", f.originals.empty() ? "không có" : f.originals);
  field(doc, "Phí, lệ phí: ", f.fee);
  field(doc, "Nộp lại hồ sơ: ", f.again);
  one_signature(doc, f.signer_title, f.signer);
  if (!f.before_forms) doc.paragraph("Mẫu số 05, Thông tư 03/2025/TT-VPCP.", {.size = 8});
  return doc.finish();
}

}  // namespace motcua::print
