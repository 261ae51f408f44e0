// Forms 02, 03 and 05 read back by programs others wrote: labels in the order of the circular, A5, code at the top left.
#include "print/notices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace motcua::print {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("motcua-notice-" + std::to_string(getpid()) + ".pdf");
  explicit PdfFile(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
  ~PdfFile() { std::filesystem::remove(path); }
  std::string text() const { return run("pdftotext " + path.string() + " -"); }
  // What a scanner reads from the upper left quarter of the first page.
  std::string code_at_top_left() const {
    const auto image = path.string() + "-page";
    run("pdftoppm -r 300 -png -singlefile -x 0 -y 0 -W 560 -H 560 " + path.string() + " " + image);
    auto read = run("zbarimg -q --raw " + image + ".png");
    std::filesystem::remove(image + ".png");
    while (!read.empty() && read.back() == '\n') read.pop_back();
    return read;
  }
};

template <std::size_t N> void expect_in_order(const std::string& text, const char* const (&parts)[N]) {
  std::size_t last = 0;
  for (const auto* part : parts) {
    const auto found = text.find(part, last);
    ASSERT_NE(found, std::string::npos) << part << " is missing or out of order in\n" << text;
    last = found;
  }
}
void expect_a5(const PdfFile& file) {
  const auto info = run("pdfinfo " + file.path.string());
  EXPECT_THAT(info, HasSubstr("419.528 x 595.276"));
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(run("qpdf --check " + file.path.string()), HasSubstr("No syntax or stream encoding errors found"));
  EXPECT_THAT(run("pdffonts " + file.path.string() + " | tail -n +3 | awk '{print $(NF-4)}' | sort -u"), "yes\n") << "fonts are embedded";
}

Letterhead head(std::string number) {
  return {"ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ TÂN PHÚ", std::move(number), "Tân Phú",
          *parse_day("2026-10-06")};
}
const std::string kQr = "HTTPS://MOTCUA.EXAMPLE/T/7K3QF2XW9PZ4H6R8B5NDT2MC/H20.39.5-261005-0001/2.000913/02/" + std::string(74, 'A');

SupplementForm supplement() {
  SupplementForm f;
  f.head = head("3/PBS-TTPVHCC");
  f.qr_text = kQr;
  f.dossier_code = "H20.39.5-261005-0001";
  f.applicant = "Trần Thị Ngọc Bích";
  f.procedure_name = "Chứng thực việc sửa đổi, bổ sung, hủy bỏ giao dịch";
  f.procedure_code = "2.000913";
  f.address = "Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp";
  f.phone = "0912 345 678";
  f.email = "bich@thu.example";
  f.items = {{"Phiếu yêu cầu: thiếu chữ ký. Nộp lại bản có chữ ký", "Căn cứ: Nghị định 280/2025/NĐ-CP Điều 5"},
             {"Giao dịch đã chứng thực: bản mờ. Nộp bản rõ", "Căn cứ: Nghị định 280/2025/NĐ-CP Điều 5"}};
  f.reason = "Giấy tờ chưa hợp lệ";
  f.contact_name = "Nguyễn Thị Hồng Nhung";
  f.contact_phone = "1022";
  f.guide = "Nguyễn Thị Hồng Nhung";
  f.notes = {"Bổ sung đủ trước 17:00 21/10/2026."};
  return f;
}

TEST(Notices, form_02_has_the_labels_of_the_circular_in_their_order) {
  const PdfFile file{*supplement_pdf(supplement())};
  expect_a5(file);
  EXPECT_EQ(file.code_at_top_left(), kQr);
  static constexpr const char* kParts[] = {"PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
                                           "Hồ sơ của: Trần Thị Ngọc Bích",
                                           "Nội dung yêu cầu giải quyết: Chứng thực việc",
                                           "Địa chỉ: Ấp Tân Thạnh",
                                           "Số điện thoại: 0912 345 678",
                                           "Email: bich@thu.example",
                                           "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
                                           "1. Phiếu yêu cầu: thiếu chữ ký",
                                           "2. Giao dịch đã chứng thực",
                                           "Lý do: Giấy tờ chưa hợp lệ",
                                           "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với",
                                           "NGƯỜI HƯỚNG DẪN",
                                           "(Ký và ghi rõ họ tên)",
                                           "Mẫu số 02, Thông tư 03/2025/TT-VPCP"};
  const auto text = file.text();
  expect_in_order(text, kParts);
  EXPECT_THAT(text, HasSubstr("Số: 3/PBS-TTPVHCC"));
  EXPECT_EQ(text.find("(Ký và ghi rõ họ tên)"), text.rfind("(Ký và ghi rõ họ tên)")) << "one signature";
  auto old = supplement();
  old.form_of_2018 = true;
  EXPECT_THAT(PdfFile{*supplement_pdf(old)}.text(), HasSubstr("Mẫu số 02, Thông tư 01/2018/TT-VPCP"));
}

TEST(Notices, a_form_02_of_twenty_items_flows_to_further_pages_and_loses_nothing) {
  auto f = supplement();
  f.items.clear();
  for (int i = 1; i <= 20; ++i)
    f.items.push_back({"Giấy tờ thứ " + std::to_string(i) + ": bản chụp thiếu trang, không có dấu giáp lai. Nộp lại bản đủ trang, có dấu",
                       "Căn cứ thứ " + std::to_string(i)});
  const auto text = PdfFile{*supplement_pdf(f)}.text();
  EXPECT_THAT(text, HasSubstr("20. Giấy tờ thứ 20"));
  EXPECT_THAT(text, HasSubstr("Căn cứ thứ 20"));
  EXPECT_THAT(text, HasSubstr("NGƯỜI HƯỚNG DẪN"));
}

RefusalForm refusal() {
  RefusalForm f;
  f.head = head("1/PTC-TTPVHCC");
  f.qr_text = kQr;
  f.dossier_code = "H20.39.5-261005-0001";
  f.office_name = "Trung tâm Phục vụ hành chính công xã Tân Phú";
  f.applicant = "Trần Thị Ngọc Bích";
  f.identifier = "087199001234";
  f.address = "Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp";
  f.phone = "0912 345 678";
  f.procedure_name = "Chứng thực việc sửa đổi, bổ sung, hủy bỏ giao dịch";
  f.procedure_code = "2.000913";
  f.reason = "Không đủ điều kiện theo quy định. Đất đang có tranh chấp";
  f.submitter = "Trần Thị Ngọc Bích";
  f.receiver = "Nguyễn Thị Hồng Nhung";
  f.notes = {"Căn cứ: Luật Đất đai 2024 Điều 137."};
  return f;
}

TEST(Notices, form_03_has_the_labels_of_the_circular_in_their_order) {
  const PdfFile file{*refusal_pdf(refusal())};
  expect_a5(file);
  EXPECT_EQ(file.code_at_top_left(), kQr);
  static constexpr const char* kParts[] = {"PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
                                           "Trung tâm Phục vụ hành chính công xã Tân Phú",
                                           "Tiếp nhận hồ sơ của: Trần Thị Ngọc Bích",
                                           "Số định danh cá nhân/tổ chức: 087199001234",
                                           "Địa chỉ: Ấp Tân Thạnh",
                                           "Số điện thoại: 0912 345 678",
                                           "Mã hồ sơ (nếu có): H20.39.5-261005-0001",
                                           "Nội dung yêu cầu giải quyết: Chứng thực việc",
                                           "Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả thông báo không tiếp nhận",
                                           "Xin thông báo cho Ông/Bà được biết và thực hiện./.",
                                           "NGƯỜI NỘP HỒ SƠ",
                                           "Mẫu số 03, Thông tư 03/2025/TT-VPCP"};
  expect_in_order(file.text(), kParts);
  EXPECT_THAT(file.text(), HasSubstr("NGƯỜI TIẾP NHẬN HỒ SƠ"));
  auto old = refusal();
  old.form_of_2018 = true;
  const auto text = PdfFile{*refusal_pdf(old)}.text();
  EXPECT_THAT(text, HasSubstr("Mẫu số 03, Thông tư 01/2018/TT-VPCP"));
  EXPECT_THAT(text, Not(HasSubstr("Số định danh cá nhân/tổ chức")));
}

TEST(Notices, form_05_says_who_asked_what_was_decided_and_what_goes_back) {
  StopForm f;
  f.head = head("2/TBD-TTPVHCC");
  f.qr_text = kQr;
  f.dossier_code = "H20.39.5-261005-0001";
  f.applicant = "Trần Thị Ngọc Bích";
  f.address = "Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp";
  f.procedure_name = "Chứng thực việc sửa đổi, bổ sung, hủy bỏ giao dịch";
  f.procedure_code = "2.000913";
  f.received_at = *parse_instant("2026-10-05T09:10");
  f.request = "Trần Thị Ngọc Bích, 09:00 09/10/2026. Lý do: không còn nhu cầu";
  f.ground = "theo yêu cầu của người nộp (118/2025/NĐ-CP Điều 21)";
  f.decision = "Dừng giải quyết hồ sơ từ 10:00 09/10/2026.";
  f.originals = "Phiếu yêu cầu: 01 bản chính";
  f.fee = "hoàn 30.000 ₫ (Thông tư của khoản này)";
  f.again = "tại bất kỳ điểm tiếp nhận nào.";
  f.signer_title = "BỘ PHẬN MỘT CỬA";
  f.signer = "Nguyễn Thị Hồng Nhung";
  const PdfFile file{*stop_pdf(f)};
  expect_a5(file);
  EXPECT_EQ(file.code_at_top_left(), kQr);
  static constexpr const char* kParts[] = {"THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
                                           "Kính gửi: Trần Thị Ngọc Bích",
                                           "Mã hồ sơ: H20.39.5-261005-0001",
                                           "Nội dung yêu cầu giải quyết:",
                                           "Thời gian nhận hồ sơ: 09 giờ 10 phút, ngày 05 tháng 10 năm 2026",
                                           "Yêu cầu rút hồ sơ: Trần Thị Ngọc Bích",
                                           "Lý do dừng giải quyết: theo yêu cầu",
                                           "Quyết định: Dừng giải quyết hồ sơ từ",
                                           "Giấy tờ bản chính trả lại: Phiếu yêu cầu",
                                           "Phí, lệ phí: hoàn 30.000",
                                           "Nộp lại hồ sơ:",
                                           "Mẫu số 05, Thông tư 03/2025/TT-VPCP"};
  expect_in_order(file.text(), kParts);
  f.before_forms = true;
  EXPECT_THAT(PdfFile{*stop_pdf(f)}.text(), Not(HasSubstr("Mẫu số 05"))) << "the set of 2018 had no such form";
}

}  // namespace
}  // namespace motcua::print
