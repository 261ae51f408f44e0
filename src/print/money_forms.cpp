#include "print/money_forms.hpp"

#include <fmt/core.h>

#include <array>

#include "base/numbers.hpp"
#include "print/forms_parts.hpp"

namespace motcua::print {

namespace {
std::string signed_money(Dong amount) { return amount < Dong{} ? "-" + vn_number(-amount.value) : vn_number(amount.value); }
}  // namespace

Result<std::string> fee_receipt_pdf(const FeeReceiptForm& f) {
  Document doc{Paper::a5, "Biên lai thu phí, lệ phí " + f.number, 10 * kMm};
  TRY_VOID(letterhead(doc, f.head, f.qr_text, 7.9));
  doc.paragraph(bold("BIÊN LAI THU PHÍ, LỆ PHÍ"), {.size = 13, .align = Align::centre, .after = 2, .tag = "H1"});
  Rich series;
  if (!f.symbol.empty()) series.plain("Ký hiệu: ").bold(f.symbol).plain("     ");
  series.plain("Số: ").bold(f.number);
  doc.paragraph(series, {.size = 10, .align = Align::centre, .after = 8});
  if (!f.undone.empty()) doc.paragraph(bold(f.undone), {.size = 10, .align = Align::centre, .after = 8});
  const TextStyle line{.size = 10.4, .after = 4};
  doc.paragraph(Rich{"Tên người nộp: "}.bold(f.payer), line);
  doc.paragraph(Rich{"Địa chỉ: "}.plain(f.address.empty() ? "chưa có số liệu" : f.address), line);
  doc.paragraph(Rich{"Nộp cho hồ sơ: "}.bold(f.dossier_code).plain(", " + f.title), line);
  const std::array columns{Column{"STT", 0.08, Align::centre}, Column{"Tên loại phí, lệ phí", 0.64},
                           Column{"Số tiền (đồng)", 0.28, Align::right}};
  std::vector<std::vector<Rich>> rows;
  for (std::size_t i = 0; i < f.lines.size(); ++i)
    rows.push_back({std::to_string(i + 1), f.lines[i].name, vn_number(f.lines[i].amount.value)});
  rows.push_back({"", bold("Tổng cộng"), bold(vn_number(f.total.value))});
  doc.space(2);
  doc.table(columns, rows, 10);
  doc.space(5);
  doc.paragraph(Rich{"Số tiền viết bằng chữ: "}.bold(amount_in_words(f.total) + "."), line);
  doc.paragraph(Rich{"Hình thức nộp: "}.plain(f.way + (f.document.empty() ? "" : ", " + f.document) + "."), line);
  doc.space(4);
  signatures(doc, "NGƯỜI NỘP TIỀN", f.payer, "NGƯỜI THU TIỀN", f.collector, 9.6, 30);
  doc.paragraph(fmt::format("Lập trên hệ thống lúc {}. Biên lai hủy thì có bút toán ngược, số không dùng lại.", vn_datetime(f.issued_at)),
                {.size = 7.6, .align = Align::centre});
  return doc.finish();
}

Result<std::string> day_sheet_pdf(const DaySheetForm& f) {
  Document doc{Paper::a4, "Sổ thu tiền " + f.head.number, 15 * kMm};
  TRY_VOID(letterhead(doc, f.head, "", 9.5));
  doc.paragraph(bold("BẢNG KÊ THU PHÍ, LỆ PHÍ"), {.size = 14, .align = Align::centre, .after = 2, .tag = "H1"});
  doc.paragraph(f.period, {.size = 10.5, .align = Align::centre, .after = 2});
  doc.paragraph(Rich{"Người thu: "}.bold(f.cashier), {.size = 10.5, .align = Align::centre, .after = 8});
  const std::array columns{Column{"STT", 0.06, Align::centre},
                           Column{"Biên lai", 0.11},
                           Column{"Mã hồ sơ", 0.2},
                           Column{"Người nộp", 0.2},
                           Column{"Nội dung", 0.19},
                           Column{"Hình thức", 0.11},
                           Column{"Số tiền (đồng)", 0.13, Align::right}};
  std::vector<std::vector<Rich>> rows;
  int n = 0;
  for (const auto& l : f.lines) rows.push_back({std::to_string(++n), l.receipt, l.code, l.payer, l.what, l.way, signed_money(l.amount)});
  rows.push_back({"", "", "", bold("Tổng cộng"), "", "", bold(signed_money(f.total))});
  doc.table(columns, rows, 9);
  doc.space(8);
  doc.keep_together(130);
  const std::array sums{Column{"Cộng theo", 0.6}, Column{"Số lượt", 0.15, Align::right}, Column{"Số tiền (đồng)", 0.25, Align::right}};
  std::vector<std::vector<Rich>> totals;
  for (const auto& s : f.by_way) totals.push_back({s.label, std::to_string(s.count), signed_money(s.amount)});
  for (const auto& s : f.by_fee) totals.push_back({italic(s.label), std::to_string(s.count), signed_money(s.amount)});
  if (!totals.empty()) doc.table(sums, totals, 9);
  doc.space(6);
  const TextStyle line{.size = 10.4, .after = 3};
  doc.paragraph(Rich{"Tiền mặt mang sang: "}
                    .plain(vn_number(f.carried.value) + " đồng; phải có cuối sổ: ")
                    .bold(vn_number(f.expected.value) + " đồng")
                    .plain("; đếm được và nộp: ")
                    .bold(vn_number(f.counted.value) + " đồng")
                    .plain(f.document.empty() ? "." : " (" + f.document + ")."),
                line);
  doc.paragraph(Rich{"Bằng chữ: "}.italic(amount_in_words(f.counted) + "."), line);
  if (f.counted != f.expected)
    doc.paragraph(
        Rich{"Chênh lệch: "}.bold(signed_money(f.counted - f.expected) + " đồng").plain(f.note.empty() ? "." : ": " + f.note + "."), line);
  doc.paragraph(f.closed, {.size = 9.5, .after = 10});
  signatures(doc, "NGƯỜI NHẬN TIỀN", "", "NGƯỜI THU TIỀN", f.cashier, 10.4, 50);
  return doc.finish();
}

}  // namespace motcua::print
