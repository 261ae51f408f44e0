#include "print/merger_form.hpp"

#include <fmt/core.h>

#include <array>

#include "print/forms_parts.hpp"

namespace motcua::print {

Result<std::string> merger_pdf(const MergerForm& form) {
  Document doc{Paper::a4, "Biên bản bàn giao khi sắp xếp đơn vị " + form.number, 15 * kMm};
  TRY_VOID(letterhead(doc, form.head, "", 11));
  doc.paragraph(bold("BIÊN BẢN BÀN GIAO HỒ SƠ KHI SẮP XẾP ĐƠN VỊ"), {.size = 14, .align = Align::centre, .after = 6, .tag = "H1"});
  const TextStyle text{.size = 11.5, .after = 3};
  doc.paragraph(Rich{"Bên giao: "}.bold(form.giver), text);
  doc.paragraph(Rich{"Bên nhận: "}.bold(form.receiver), text);
  doc.paragraph(fmt::format("Từ {}. Căn cứ: {}.", written_day(form.on), form.basis), text);
  doc.paragraph(fmt::format("Lập lúc {}, người lập: {}.", written_moment(form.made_at), form.made_by), text);
  doc.paragraph(
      "Mã hồ sơ, giấy hẹn, mã QR đã cấp vẫn dùng để tra cứu và nhận kết quả. Số liệu trước ngày sắp xếp giữ nguyên ở từng đơn vị.",
      {.size = 11.5, .after = 8});

  doc.paragraph(bold("1. Đơn vị"), {.size = 12, .after = 3, .tag = "H2"});
  static const auto kUnits = std::to_array<Column>({{"Đơn vị kết thúc", 1}, {"Đơn vị tiếp nhận", 1}});
  std::vector<std::vector<Rich>> rows;
  for (const auto& u : form.units) rows.push_back({u.from, u.to});
  doc.table(kUnits, rows, 10);

  doc.space(8);
  doc.paragraph(bold(fmt::format("2. Hồ sơ đang giải quyết, chờ trả kết quả: {}", form.cases.size())),
                {.size = 12, .after = 3, .tag = "H2"});
  static const auto kCases = std::to_array<Column>({{"STT", 0.6, Align::right},
                                                    {"Mã hồ sơ", 2.2},
                                                    {"Thủ tục", 3.2},
                                                    {"Trạng thái", 2},
                                                    {"Hẹn trả", 1.6},
                                                    {"Người giữ", 1.8},
                                                    {"Chuyển đến", 2.2}});
  rows.clear();
  for (std::size_t i = 0; i < form.cases.size(); ++i) {
    const auto& c = form.cases[i];
    rows.push_back({std::to_string(i + 1), c.code, c.procedure, c.state, c.due, c.holder, c.to});
  }
  if (rows.empty()) rows.push_back({"", "Không có hồ sơ nào.", "", "", "", "", ""});
  doc.table(kCases, rows, 9);

  doc.space(8);
  doc.paragraph(bold(fmt::format("3. Người và quyền: {}", form.rights.size())), {.size = 12, .after = 3, .tag = "H2"});
  static const auto kRights = std::to_array<Column>({{"Họ tên", 1.6}, {"Vai trò", 1.8}, {"Nơi cũ", 2}, {"Nơi mới", 2}});
  rows.clear();
  for (const auto& r : form.rights) rows.push_back({r.person, r.role, r.from, r.to});
  if (rows.empty()) rows.push_back({"Không có ai.", "", "", ""});
  doc.table(kRights, rows, 9.5);

  doc.space(8);
  doc.paragraph(bold("4. Sổ khóa lại"), {.size = 12, .after = 3, .tag = "H2"});
  for (const auto& line : form.closing) doc.paragraph(line, text);
  if (form.closing.empty()) doc.paragraph("Không có sổ nào đã cấp số.", text);
  doc.space(16);
  doc.keep_together(130);
  signatures(doc, "ĐẠI DIỆN BÊN GIAO", "", "ĐẠI DIỆN BÊN NHẬN", "", 12, 60);
  doc.footer("Biên bản " + form.number + ". Trang {trang}");
  return doc.finish();
}

}  // namespace motcua::print
