#include "print/sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace motcua::print {
namespace {

using testing::HasSubstr;

Sheet sample() {
  return {"Sổ theo dõi: tháng 11/2026 [bản của người kiểm tra]",
          {"SỔ THEO DÕI HỒ SƠ"},
          {{"Mã hồ sơ"}, {"Số tiền"}, {"Ngày"}, {"Lúc"}, {"Tỷ lệ"}},
          {{std::string("=HYPERLINK(\"x\")"), std::int64_t{16000}, *parse_day("25/11/2026"), *parse_instant("2026-11-25T09:10"), 96.7},
           {std::string("H20.15-261125-0001, \"đúng\""), Cell{}, Cell{}, Cell{}, Cell{}}}};
}

TEST(Csv, quotes_fields_and_disarms_formulas) {
  EXPECT_EQ(csv(sample()),
            "\xEF\xBB\xBFMã hồ sơ,Số tiền,Ngày,Lúc,Tỷ lệ\r\n"
            "\"'=HYPERLINK(\"\"x\"\")\",16000,25/11/2026,09:10 25/11/2026,96.7\r\n"
            "\"H20.15-261125-0001, \"\"đúng\"\"\",,,,\r\n");
}

// Read back with the zip and XML readers of Python, not with the library that wrote it.
TEST(Xlsx, is_read_by_another_program_with_words_kept_as_words) {
  const auto path = std::filesystem::temp_directory_path() / ("motcua-sheet-test-" + std::to_string(getpid()) + ".xlsx");
  std::ofstream(path, std::ios::binary) << xlsx(sample());
  const std::string command = "/usr/bin/python3 -c \"import zipfile;z=zipfile.ZipFile('" + path.string() +
                              "');print(z.testzip(), z.read('xl/worksheets/sheet1.xml').decode(), z.read('xl/workbook.xml').decode())\"";
  std::string out;
  std::FILE* pipe = popen(command.c_str(), "r");
  ASSERT_TRUE(pipe);
  std::array<char, 4096> buffer{};
  while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  EXPECT_EQ(pclose(pipe), 0);
  std::filesystem::remove(path);
  EXPECT_THAT(out, HasSubstr("None <?xml"));
  EXPECT_THAT(out, HasSubstr("=HYPERLINK"));
  EXPECT_EQ(out.find("<f>"), std::string::npos) << "no formula cell";
  EXPECT_THAT(out, HasSubstr("16000"));
  EXPECT_THAT(out, HasSubstr("name=\"Sổ theo dõi- tháng 11-2026 -bản"));
}

}  // namespace
}  // namespace motcua::print
