#include <gtest/gtest.h>

#include <fstream>

#include "catalog/catalog.hpp"
#include "store/testing.hpp"

namespace motcua::catalog {
namespace {

struct Ran {
  int code = -1;
  std::string out, err;
};

std::string content(std::FILE* file) {
  std::string text;
  std::rewind(file);
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return text;
}

class CatalogCommand : public ::testing::Test {
 protected:
  Ran run(std::vector<std::string_view> args) {
    auto* out = std::tmpfile();
    auto* err = std::tmpfile();
    CommandIo io{out, err, clock_};
    const auto command = catalog_command([&](const Args&, CommandIo&, const std::function<int(Catalog&)>& act) { return act(catalog_); });
    Ran ran;
    ran.code = command.run(args, io);
    ran.out = content(out);
    ran.err = content(err);
    return ran;
  }

  store::TestDatabase db_{{migrations()}};
  FixedClock clock_{*parse_instant("2026-11-25T08:00")};
  IdSource ids_{clock_};
  Catalog catalog_{*db_, clock_, ids_};
};

TEST_F(CatalogCommand, imports_what_the_program_carries_then_lists_and_shows_it) {
  const auto preview = run({"import", "--preview"});
  EXPECT_EQ(preview.code, 0) << preview.err;
  EXPECT_NE(preview.out.find("Thêm 85, đổi 0, không đổi 0."), std::string::npos) << preview.out;
  EXPECT_EQ(run({"list"}).out, "") << "a preview writes nothing";
  EXPECT_EQ(run({"import"}).code, 0);
  EXPECT_NE(run({"import"}).out.find("Thêm 0, đổi 0, không đổi 85."), std::string::npos);

  const auto found = run({"list", "giấy", "độc", "thân"});
  EXPECT_EQ(found.out.substr(0, 8), "1.004873") << found.out;
  const auto shown = run({"show", "1.001193"});
  EXPECT_EQ(shown.code, 0);
  EXPECT_NE(shown.out.find("Thủ tục đăng ký khai sinh"), std::string::npos);
  EXPECT_NE(shown.out.find("Trung tâm Phục vụ hành chính công cấp xã"), std::string::npos);
  EXPECT_NE(run({"show", "1.001193", "--at", "2020-05-04"}).out.find("Bộ phận Tiếp nhận và Trả kết quả cấp xã"), std::string::npos);
  EXPECT_EQ(run({"show", "1.001193", "--json"}).out.substr(0, 9), "{\"field\":");
  EXPECT_EQ(run({"show", "1.001193", "--at", "2010-01-01"}).code, 1);
}

TEST_F(CatalogCommand, tells_wrong_calls_and_bad_packs) {
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"nhap"}).code, 2);
  EXPECT_EQ(run({"show"}).code, 2);
  EXPECT_EQ(run({"import", "--effective", "hom nay"}).code, 2);
  EXPECT_EQ(run({"import", "/khong/co.yaml"}).code, 1);
  const auto path = db_.folder() / "hong.yaml";
  std::ofstream(path) << "schema_version: 1\nfield: [\n";
  const auto bad = run({"import", path.native()});
  EXPECT_EQ(bad.code, 1);
  EXPECT_NE(bad.err.find("hong.yaml, dòng "), std::string::npos) << bad.err;
}

}  // namespace
}  // namespace motcua::catalog
