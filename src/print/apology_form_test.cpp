// Form 04 read back by pdftotext: every field of the circular stands on it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "print/apology_form.hpp"

namespace motcua::print {
namespace {

using ::testing::HasSubstr;

// On one line: where lines break does not matter here.
std::string text_of(const std::string& pdf) {
  const auto path = std::filesystem::temp_directory_path() / ("motcua-apology-" + std::to_string(getpid()) + ".pdf");
  std::ofstream(path, std::ios::binary) << pdf;
  FILE* pipe = popen(("pdftotext " + path.string() + " -").c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), n);
  pclose(pipe);
  std::filesystem::remove(path);
  for (auto& c : out)
    if (c == '\n') c = ' ';
  return out;
}

ApologyForm sample() {
  ApologyForm f;
  f.head = {"", "ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ", "12/PXL", "Tân Phú", *parse_day("24/11/2026")};
  f.title = "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT";
  f.form_name = "Mẫu số 04, Thông tư 03/2025/TT-VPCP";
  f.qr_text = "HTTPS://MOTCUA.EXAMPLE/T/7K3QF2XW9PZ4H6R8B5ND";
  f.agency = "Ủy ban nhân dân xã Tân Phú";
  f.applicant = "Lê Thị Kim Ngân";
  f.identifier = "087195004321";
  f.dossier_code = "H20.15-261120-0031";
  f.procedure_name = "Cấp Giấy xác nhận tình trạng hôn nhân";
  f.received = *parse_day("20/11/2026");
  f.due_before = *parse_instant("2026-11-25T17:00");
  f.reason = "Phải xác minh thêm nội dung hồ sơ";
  f.due_after = *parse_instant("2026-11-27T17:00");
  f.signer_title = "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ";
  f.signer = "Dương Văn Hòa";
  return f;
}

TEST(ApologyForm, carries_every_field_of_the_circular) {
  auto form = sample();
  form.signed_at = *parse_instant("2026-11-24T09:05");
  const auto text = text_of(apology_pdf(form).value());
  for (const std::string_view part :
       {"ỦY BAN NHÂN DÂN XÃ TÂN PHÚ", "Số: 12/PXL", "Tân Phú, ngày 24 tháng 11 năm 2026",
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "Kính gửi: Lê Thị Kim Ngân", "Ngày 20 tháng 11 năm 2026",
        "số định danh: 087195004321", "mã số hồ sơ: H20.15-261120-0031",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 25 tháng 11 năm 2026", "Lý do: Phải xác minh thêm nội dung hồ sơ",
        "17 giờ 00 phút, ngày 27 tháng 11 năm 2026", "Mong nhận được sự thông cảm", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "Dương Văn Hòa",
        "Đã ký trên hệ thống lúc 09 giờ 05 phút", "Mẫu số 04, Thông tư 03/2025/TT-VPCP"})
    EXPECT_THAT(text, HasSubstr(std::string(part)));
}

TEST(ApologyForm, that_is_not_signed_says_so) { EXPECT_THAT(text_of(apology_pdf(sample()).value()), HasSubstr("Dự thảo, chưa ký")); }

}  // namespace
}  // namespace motcua::print
