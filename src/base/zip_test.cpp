#include "base/zip.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace motcua {
namespace {

const std::vector<ZipFile> kFiles{
    {"đọc trước.txt", "Hồ sơ tranh chấp\n"}, {"du-lieu/trong.json", ""}, {"du-lieu/so.bin", std::string("\0\xff\x01", 3)}};

TEST(Zip, what_was_put_in_comes_out) {
  const auto out = unzip(zip(kFiles)).value();
  ASSERT_EQ(out.size(), kFiles.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    EXPECT_EQ(out[i].name, kFiles[i].name);
    EXPECT_EQ(out[i].bytes, kFiles[i].bytes);
  }
  EXPECT_TRUE(unzip(zip({})).value().empty());
}

TEST(Zip, a_changed_byte_anywhere_is_found) {
  const auto good = zip(kFiles);
  for (std::size_t i = 0; i < good.size(); ++i)
    for (const int flip : {0x01, 0x80}) {
      auto bad = good;
      bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ flip);
      const auto out = unzip(bad);
      EXPECT_FALSE(out) << "byte " << i;
    }
  for (std::size_t i = 0; i < good.size(); ++i) EXPECT_FALSE(unzip(good.substr(0, i))) << "cut at " << i;
  EXPECT_FALSE(unzip(good + "x"));
}

// Read by a program others wrote.
TEST(Zip, is_opened_by_another_program) {
  const auto file = std::filesystem::temp_directory_path() / "motcua-zip-test.zip";
  std::ofstream(file, std::ios::binary) << zip(kFiles);
  const auto command =
      "python3 -c \"import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); sys.exit(0 if z.testzip() is None and "
      "z.read('du-lieu/so.bin')==b'\\x00\\xff\\x01' and len(z.namelist())==3 else 1)\" " +
      file.string();
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace motcua
