#include "print/postal_forms.hpp"

#include <array>

#include "print/forms_parts.hpp"

namespace motcua::print {

Result<std::string> postal_slip_pdf(const PostalSlipForm& f) {
  Document doc{Paper::a5, "Phiếu gửi hồ sơ " + f.number, 10 * kMm};
  TRY(const auto symbol, encode_qr(f.qr_text));
  const double top = doc.y(), side = 22 * kMm;
  doc.qr(doc.left(), top, side, symbol, "Mã QR của phiếu gửi");
  const double x = doc.left() + side + 4 * kMm, room = doc.width() - side - 4 * kMm;
  double y = doc.text_at(x, top, room, bold(f.post_office), {.size = 9.4, .align = Align::centre});
  y = doc.text_at(x, y + 5, room, bold(f.outgoing ? "PHIẾU GỬI HỒ SƠ (TRẢ KẾT QUẢ)" : "PHIẾU GỬI HỒ SƠ"),
                  {.size = 13, .align = Align::centre, .tag = "H1"});
  y = doc.text_at(x, y, room, "Số: " + f.number, {.size = 10, .align = Align::centre});
  y = doc.text_at(x, y, room, italic("Lập lúc " + written_moment(f.made_at)), {.size = 9, .align = Align::centre});
  doc.move_to(std::max(y, top + side) + 8);
  const TextStyle line{.size = 10.4, .after = 3.5};
  const auto party = [&](const char* title, const std::string& name, const std::string& address, const std::string& phone) {
    doc.paragraph(Rich{title}.bold(name), line);
    doc.paragraph(
        "Địa chỉ: " + (address.empty() ? std::string("chưa có số liệu") : address) + (phone.empty() ? "" : "; điện thoại: " + phone), line);
  };
  party("Người gửi: ", f.sender, f.sender_address, f.sender_phone);
  party(f.outgoing ? "Người nhận: " : "Cơ quan nhận: ", f.receiver, f.receiver_address, f.receiver_phone);
  doc.paragraph(Rich{"Thủ tục: "}.bold(f.procedure_name), line);
  if (!f.dossier_code.empty()) doc.paragraph(Rich{"Mã hồ sơ: "}.bold(f.dossier_code), line);
  if (!f.waybill.empty()) doc.paragraph(Rich{"Số hiệu bưu gửi: "}.bold(f.waybill), line);
  doc.paragraph(f.outgoing ? "Giấy tờ gửi:" : "Giấy tờ kèm theo, nhân viên bưu chính đã đếm theo danh mục công bố:", line);
  for (std::size_t i = 0; i < f.papers.size(); ++i)
    doc.paragraph(std::to_string(i + 1) + ". " + f.papers[i], {.size = 10.2, .indent = 12, .after = 2});
  doc.space(2);
  if (!f.fee.empty()) doc.paragraph(Rich{"Phí, lệ phí đã thu: "}.bold(f.fee), line);
  if (!f.note.empty()) doc.paragraph(f.note, line);
  doc.space(4);
  signatures(doc, f.outgoing ? "CƠ QUAN GỬI" : "NGƯỜI GỬI", f.outgoing ? "" : f.sender, "NHÂN VIÊN BƯU CHÍNH", f.clerk, 9.6, 30);
  return doc.finish();
}

Result<std::string> postal_protocol_pdf(const PostalProtocolForm& f) {
  Document doc{Paper::a4, "Biên bản giao nhận hồ sơ " + f.head.number, 15 * kMm};
  TRY_VOID(letterhead(doc, f.head, "", 9.5));
  doc.paragraph(bold(f.outgoing ? "BIÊN BẢN GIAO NHẬN KẾT QUẢ" : "BIÊN BẢN GIAO NHẬN HỒ SƠ"),
                {.size = 14, .align = Align::centre, .after = 8, .tag = "H1"});
  const TextStyle line{.size = 11, .after = 4};
  doc.paragraph(Rich{"Bên giao: "}.bold(f.giver).plain(", " + f.giver_side), line);
  doc.paragraph(Rich{"Bên nhận: "}.bold(f.taker.empty() ? "chưa ký" : f.taker).plain(", " + f.taker_side), line);
  doc.paragraph(Rich{"Số lượng: "}.bold(std::to_string(f.lines.size())).plain(" phiếu gửi."), line);
  const std::array columns{Column{"STT", 0.05, Align::centre},
                           Column{"Phiếu gửi", 0.11},
                           Column{f.outgoing ? "Người nhận" : "Người gửi", 0.18},
                           Column{"Thủ tục", 0.22},
                           Column{"Giấy tờ", 0.2},
                           Column{"Kết quả kiểm đếm", 0.24}};
  std::vector<std::vector<Rich>> rows;
  int n = 0;
  for (const auto& l : f.lines) rows.push_back({std::to_string(++n), l.slip, l.person, l.procedure, l.papers, l.outcome});
  doc.table(columns, rows, 9.4);
  doc.space(8);
  if (!f.note.empty()) doc.paragraph(f.note, line);
  doc.paragraph(f.signed_words.empty() ? italic("Chưa ký.") : bold(f.signed_words), line);
  doc.space(6);
  signatures(doc, "BÊN GIAO", f.giver, "BÊN NHẬN", f.taker, 11, 55);
  return doc.finish();
}

}  // namespace motcua::print
