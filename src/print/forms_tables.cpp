// Forms 06 (control slip) and 07 (register): tables that arise from the record.
#include <fmt/core.h>

#include <array>

#include "print/forms_parts.hpp"

namespace motcua::print {

namespace {

std::string hand_over_moment(Instant t) {
  return fmt::format("{} giờ {} phút, ngày {}", vn_time(t).substr(0, 2), vn_time(t).substr(3, 2), vn_date(t));
}

}  // namespace

Result<std::string> control_slip_pdf(const ControlSlipForm& form) {
  Document doc{Paper::a5, "Phiếu kiểm soát quá trình giải quyết hồ sơ " + form.dossier_code, 10 * kMm};
  TRY_VOID(letterhead(doc, form.head, form.qr_text, 8.6));
  doc.paragraph(bold("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"), {.size = 12.4, .align = Align::centre, .after = 6, .tag = "H1"});
  const TextStyle text{.size = 10.4, .after = 2.2};
  doc.paragraph(Rich{"Mã số hồ sơ: "}.bold(form.dossier_code), text);
  doc.paragraph("Cơ quan (bộ phận) giải quyết hồ sơ: " + form.office_in_charge, text);
  doc.paragraph("Cơ quan phối hợp giải quyết hồ sơ: " + form.coordinating, text);
  doc.paragraph("Ngày nhận: " + vn_datetime(form.received_at), text);
  doc.paragraph("Hẹn trả kết quả vào " + written_moment(form.due_at), text);
  doc.space(4);

  static const auto kColumns = std::to_array<Column>({{"Tên đơn vị", 3},
                                                      {"Thời gian giao nhận hồ sơ", 3.4},
                                                      {"Kết quả giải quyết hồ sơ (trước hạn/đúng hạn/quá hạn)", 2, Align::centre},
                                                      {"Ghi chú", 1.6}});
  std::vector<std::vector<Rich>> rows;
  for (const auto& line : form.lines) {
    Rich units, times;
    units.plain("1. Giao: " + line.giver_unit + "\n2. Nhận: " + line.receiver_unit);
    times.plain(hand_over_moment(line.given_at) + "\nNgười giao: ").bold(line.giver_name);
    times.plain("\n" + (line.received_at ? hand_over_moment(*line.received_at) : std::string("chưa nhận")) + "\nNgười nhận: ")
        .bold(line.receiver_name);
    rows.push_back({units, times, line.result, line.note});
  }
  if (rows.empty()) rows.push_back({"Chưa có lần giao nhận nào.", "", "", ""});
  doc.table(kColumns, rows, 8.6);
  doc.footer(form.form_of_2018 ? "Mẫu số 05, Thông tư 01/2018/TT-VPCP. Trang {trang}"
                               : "Mẫu số 06, Thông tư 03/2025/TT-VPCP. Trang {trang}");
  return doc.finish();
}

Result<std::string> register_pdf(const RegisterForm& form) {
  Document doc{Paper::a4_landscape, "Sổ theo dõi hồ sơ", 12 * kMm};
  TRY_VOID(letterhead(doc, form.head, "", 12));
  doc.paragraph(bold("SỔ THEO DÕI HỒ SƠ"), {.size = 14, .align = Align::centre, .after = 2, .tag = "H1"});
  doc.paragraph(form.field.empty() ? form.period : "Lĩnh vực: " + form.field + ". " + form.period,
                {.size = 11, .align = Align::centre, .after = 6});
  static const auto kColumns = std::to_array<Column>({{"STT", 0.7, Align::right},
                                                      {"Mã hồ sơ", 2.2},
                                                      {"Tên TTHC", 3.2},
                                                      {"Tên tổ chức, cá nhân", 2.2},
                                                      {"Địa chỉ/SĐT", 2.6},
                                                      {"Cơ quan chủ trì giải quyết", 2.2},
                                                      {"Nhận hồ sơ", 1.5},
                                                      {"Hẹn trả kết quả", 1.5},
                                                      {"Trả kết quả", 1.5},
                                                      {"Phương thức nhận kết quả", 1.5},
                                                      {"Ký nhận", 1.4}});
  std::vector<std::vector<Rich>> rows;
  rows.reserve(form.lines.size());
  for (std::size_t i = 0; i < form.lines.size(); ++i) {
    const auto& l = form.lines[i];
    rows.push_back({std::to_string(i + 1), l.dossier_code, l.procedure, l.applicant, l.contact, l.office_in_charge, l.received, l.due,
                    l.returned, l.return_method, l.signed_by});
  }
  if (rows.empty()) rows.push_back({"", "Không có hồ sơ nào trong kỳ.", "", "", "", "", "", "", "", "", ""});
  doc.table(kColumns, rows, 8.6, true);
  doc.footer(form.form_of_2018 ? "Mẫu số 06, Thông tư 01/2018/TT-VPCP. Trang {trang}"
                               : "Mẫu số 07, Thông tư 03/2025/TT-VPCP. Trang {trang}");
  return doc.finish();
}

}  // namespace motcua::print
