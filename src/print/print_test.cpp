// What is printed is read back by programs others wrote: pdftotext, pdftoppm, zbarimg, qpdf.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "print/forms.hpp"
#include "print/qr.hpp"

namespace motcua::print {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string run(const std::string& command) {
  std::string out;
  std::FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  if (!pipe) return out;
  std::array<char, 4096> buffer{};
  while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  pclose(pipe);
  return out;
}

struct PdfFile {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("motcua-print-" + std::to_string(getpid()) + ".pdf");
  explicit PdfFile(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
  ~PdfFile() { std::filesystem::remove(path); }
  std::string text() const { return run("pdftotext -layout " + path.string() + " -"); }
  std::string raw_text() const { return run("pdftotext " + path.string() + " -"); }
};

Instant at(std::string_view iso) { return *parse_instant(iso); }

ReceiptForm sample() {
  ReceiptForm form;
  form.head = {"ỦY BAN NHÂN DÂN XÃ TÂN PHÚ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "1204/ -TTPVHCC", "Tân Phú", *parse_day("20/11/2026")};
  form.qr_text = "HTTPS://MOTCUA.EXAMPLE/T/7K3QF2XW9PZ4H6R8B5NDT2MC/H20.15-261120-0031/1.004873/01/" + std::string(74, 'A');
  form.dossier_code = "H20.15-261120-0031";
  form.office_name = "Trung tâm Phục vụ hành chính công xã Tân Phú";
  form.applicant = "LÊ THỊ KIM NGÂN";
  form.identifier = "087195004321";
  form.address = "Ấp Phú Lợi, xã Tân Phú, tỉnh Đồng Tháp";
  form.phone = "0912 345 678";
  form.email = "kimngan.le@thu.example";
  form.procedure_name = "Cấp Giấy xác nhận tình trạng hôn nhân";
  form.procedure_code = "1.004873";
  form.papers = {"Tờ khai cấp Giấy xác nhận tình trạng hôn nhân: 01 bản chính", "Thẻ căn cước: xuất trình, đã trả lại"};
  form.term = "03 ngày làm việc";
  form.received_at = at("2026-11-20T15:20");
  form.due_at = at("2026-11-26T17:00");
  form.return_at = "quầy, Trung tâm Phục vụ hành chính công xã Tân Phú";
  form.register_volume = "02";
  form.register_number = "1204";
  form.submitter = "Lê Thị Kim Ngân";
  form.receiver = "Nguyễn Thị Hồng Nhung";
  form.proof_summary = "Thời hạn 3 ngày làm việc, đếm từ ngày sau ngày nhận (Điều 147, 148 Bộ luật Dân sự 2015).";
  form.proof = {{"Thứ Sáu 20/11: ngày nhận, không tính", {}}, {"Thứ Bảy 21/11, Chủ nhật 22/11: nghỉ cuối tuần, không tính", {}},
                {"Thứ Hai 23/11: ngày làm việc thứ 1", 1},    {"Thứ Ba 24/11: nghỉ lễ, Ngày Văn hóa Việt Nam, không tính", {}},
                {"Thứ Tư 25/11: ngày làm việc thứ 2", 2},     {"Thứ Năm 26/11: ngày làm việc thứ 3, trả trước 17:00", 3}};
  form.notes = {"Lệ phí 10.000 ₫: chưa nộp. Xem hồ sơ đến đâu: quét mã QR, hoặc gọi 1022."};
  return form;
}

TEST(Receipt, is_one_a5_page_and_its_text_reads_in_the_order_of_the_form) {
  const auto pdf = receipt_pdf(sample());
  ASSERT_TRUE(pdf);
  const PdfFile file{*pdf};
  const auto info = run("pdfinfo " + file.path.string());
  EXPECT_THAT(info, HasSubstr("419.528 x 595.276"));
  EXPECT_THAT(info, HasSubstr("Pages:           1"));
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  const auto text = file.raw_text();
  std::size_t last = 0;
  for (const auto* part : {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                           "Độc lập - Tự do - Hạnh phúc",
                           "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
                           "Mã hồ sơ: H20.15-261120-0031",
                           "Trung tâm Phục vụ hành chính công xã Tân Phú",
                           "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: LÊ THỊ KIM NGÂN",
                           "Số định danh cá nhân/tổ chức: 087195004321",
                           "Địa chỉ: Ấp Phú Lợi",
                           "Số điện thoại: 0912 345 678",
                           "Nội dung yêu cầu giải quyết: Cấp Giấy xác nhận tình trạng hôn nhân (1.004873)",
                           "Thành phần hồ sơ nộp gồm:",
                           "1. Tờ khai",
                           "2. Thẻ căn cước",
                           "Số lượng hồ sơ: 01 (bộ)",
                           "Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
                           "Thời gian nhận hồ sơ: 15 giờ 20 phút, ngày 20 tháng 11 năm 2026",
                           "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 26 tháng 11 năm 2026",
                           "Đăng ký nhận kết quả tại: quầy",
                           "Vào Sổ theo dõi hồ sơ, Quyển số: 02",
                           "NGƯỜI NỘP HỒ SƠ",
                           "Vì sao trả vào ngày này?",
                           "Thứ Sáu 20/11: ngày nhận, không tính",
                           "Thứ Năm 26/11: ngày làm việc thứ 3",
                           "Mẫu số 01, Thông tư 03/2025/TT-VPCP"}) {
    const auto found = text.find(part, last);
    ASSERT_NE(found, std::string::npos) << part << " is missing or out of order in\n" << text;
    last = found;
  }
}

TEST(Receipt, its_code_is_read_by_a_scanner_from_the_printed_page) {
  const auto form = sample();
  const PdfFile file{*receipt_pdf(form)};
  const auto image = file.path.string() + "-page";
  run("pdftoppm -r 300 -png -singlefile " + file.path.string() + " " + image);
  EXPECT_EQ(run("zbarimg -q --raw " + image + ".png"), form.qr_text + "\n");
  std::filesystem::remove(image + ".png");
}

TEST(Receipt, the_form_of_2018_has_no_identifier_line_and_names_its_circular) {
  auto form = sample();
  form.form_of_2018 = true;
  const auto text = PdfFile{*receipt_pdf(form)}.raw_text();
  EXPECT_THAT(text, Not(HasSubstr("Số định danh cá nhân/tổ chức")));
  EXPECT_THAT(text, HasSubstr("Thông tư 01/2018/TT-VPCP"));
}

TEST(Receipt, a_long_list_of_papers_flows_to_the_next_page_and_loses_nothing) {
  auto form = sample();
  form.papers.clear();
  for (int i = 0; i < 30; ++i)
    form.papers.push_back("Giấy tờ số " + std::to_string(i) + " có tên rất dài để xuống dòng: 01 bản chính, 02 bản sao chứng thực");
  form.authorised_by = Authorisation{"Trần Văn Mẫu", "Ấp 1", "087090000123", "0912 000 000", "", "Giấy ủy quyền ngày 01/11/2026"};
  const PdfFile file{*receipt_pdf(form)};
  EXPECT_THAT(run("pdfinfo " + file.path.string()), Not(HasSubstr("Pages:           1")));
  const auto text = file.raw_text();
  EXPECT_THAT(text, HasSubstr("Giấy tờ số 29"));
  EXPECT_THAT(text, HasSubstr("Người ủy quyền: Trần Văn Mẫu"));
  EXPECT_THAT(text, HasSubstr("NGƯỜI TIẾP NHẬN HỒ SƠ"));
}

TEST(Receipt, text_of_users_is_never_read_as_markup) {
  auto form = sample();
  form.applicant = "<b>NGUYỄN & CON</b>";
  EXPECT_THAT(PdfFile{*receipt_pdf(form)}.raw_text(), HasSubstr("<b>NGUYỄN & CON</b>"));
}

TEST(Forms, are_well_formed_pdf) {
  ControlSlipForm slip;
  slip.head = sample().head;
  slip.dossier_code = "H20.15-261120-0031";
  slip.received_at = at("2026-11-20T15:20");
  slip.due_at = at("2026-11-26T17:00");
  for (int i = 0; i < 20; ++i)
    slip.lines.push_back({"Bộ phận TN&TKQ", "Nguyễn Thị Hồng Nhung", "Phòng Văn hóa - Xã hội", "Trần Văn Mẫu", at("2026-11-20T15:30"),
                          i % 2 ? std::optional(at("2026-11-23T07:40")) : std::nullopt, "Trước hạn", ""});
  RegisterForm book;
  book.head = sample().head;
  book.field = "Hộ tịch";
  book.period = "Từ ngày 01/11/2026 đến ngày 25/11/2026";
  for (int i = 0; i < 120; ++i)
    book.lines.push_back({"H20.15-261120-" + std::to_string(1000 + i), "Cấp Giấy xác nhận tình trạng hôn nhân", "Lê Thị Kim Ngân",
                          "Ấp Phú Lợi, 0912 345 678", "UBND xã Tân Phú", "15:20 20/11/2026", "17:00 26/11/2026", "09:00 25/11/2026",
                          "Trực tiếp", ""});
  for (const auto& pdf : {*receipt_pdf(sample()), *control_slip_pdf(slip), *register_pdf(book)}) {
    const PdfFile file{pdf};
    EXPECT_THAT(run("qpdf --check " + file.path.string()), HasSubstr("No syntax or stream encoding errors found"));
    EXPECT_THAT(run("pdffonts " + file.path.string() + " | tail -n +3 | awk '{print $(NF-4)}' | sort -u"), "yes\n") << "fonts are embedded";
  }
  const PdfFile file{*register_pdf(book)};
  EXPECT_THAT(file.text(), HasSubstr("H20.15-261120-1119"));
  EXPECT_THAT(file.raw_text(), HasSubstr("(11)"));
}

TEST(Qr, a_text_too_long_for_any_symbol_is_refused) {
  EXPECT_FALSE(encode_qr(std::string(3000, 'x')));
  EXPECT_TRUE(encode_qr(std::string(2000, 'x'), QrLevel::low));
}

TEST(Qr, the_receipt_code_fits_49_modules_so_that_25_mm_can_be_read_by_a_phone) { EXPECT_LE(encode_qr(sample().qr_text)->size, 49); }

TEST(Qr, svg_escapes_its_title) { EXPECT_THAT(qr_svg(*encode_qr("A"), "<x>&\""), HasSubstr("<title>&lt;x&gt;&amp;&quot;</title>")); }

}  // namespace
}  // namespace motcua::print
