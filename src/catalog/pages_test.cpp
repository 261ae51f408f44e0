#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "catalog/catalog.hpp"
#include "store/testing.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::catalog {
namespace {

using ::testing::IsEmpty;
using web::testing::Client;
using web::testing::Scenario;

class CatalogPages : public ::testing::Test {
 protected:
  CatalogPages() {
    gate_.people["an"] = {1, {"catalog.read"}};
    gate_.people["binh"] = {2, {"catalog.read", "catalog.edit"}};
    router_.add(pages_.routes());
    auto packs = Catalog::shipped_packs();
    std::erase_if(packs, [](const PackFile& pack) { return pack.name != "ho-tich.yaml" && pack.name != "cu-tru.yaml"; });
    const auto imported = catalog_.import(packs, std::nullopt, {});
    EXPECT_TRUE(imported);
  }
  static void sign_in(Client& client, std::string_view as) { client.cookies["phien"] = as; }
  std::vector<std::string> run(const std::vector<Scenario>& scenarios) { return web::testing::run(router_, scenarios, sign_in); }

  store::TestDatabase db_{{migrations()}};
  FixedClock clock_{*parse_instant("2026-11-25T08:00")};
  IdSource ids_{clock_};
  Catalog catalog_{*db_, clock_, ids_};
  web::Shells shells_{web::ShellSettings{}};
  WebPages pages_{catalog_, shells_, clock_, {"Đồng Tháp"}};
  web::testing::TestGate gate_;
  web::Router router_{{gate_, clock_}, {.secret = "01234567890123456789012345678901"}};
};

TEST_F(CatalogPages, show_citizens_exactly_the_papers_of_their_case) {
  const std::string birth = "/thu-tuc/1.001193";
  const std::string decided = birth + "?kenh=truc_tiep&ket_hon=da&nguoi_di_lam=cha_me&dung_han=khong&ban_sao=khong&chung_sinh=";
  EXPECT_THAT(
      run({
          {.name = "search without marks", .target = "/thu-tuc?q=giay%20doc%20than", .contains = {"1.004873"}, .absent = {"1.001193"}},
          {.name = "nothing found", .target = "/thu-tuc?q=xyzzy", .contains = {"Không tìm thấy thủ tục nào"}},
          {.name = "life event", .target = "/thu-tuc?viec=ket-hon", .contains = {"1.000894"}, .absent = {"1.001193"}},
          {.name = "first question", .target = birth, .contains = {"Bé sinh ở đâu?", "Tiếp tục"}, .absent = {"Bạn cần 3 giấy tờ"}},
          {.name = "born in hospital",
           .target = decided + "co",
           .contains = {"Giấy chứng sinh", "Bạn cần 3 giấy tờ", "10.000 ₫"},
           .absent = {"Giấy cam đoan về việc sinh", "Văn bản ủy quyền"}},
          {.name = "no witness", .target = decided + "cam_doan", .contains = {"Giấy cam đoan về việc sinh", "Bạn không phải nộp"}},
          {.name = "an answer is changed",
           .target = decided + "co&sua=ket_hon",
           .contains = {"Cha, mẹ bé đã đăng ký kết hôn chưa?", "Tiếp tục"}},
          {.name = "another day", .target = birth + "?ngay=30/06/2025", .contains = {"30/06/2025"}},
          {.name = "a day that is none", .target = birth + "?ngay=hom-qua", .status = 422, .contains = {"Viết ngày dạng"}},
          {.name = "before the first version", .target = birth + "?ngay=2010-01-01", .status = 404},
          {.name = "no such procedure", .target = "/thu-tuc/9.999999", .status = 404},
          {.name = "markup stays text", .target = "/thu-tuc?q=%3Cscript%3Ealert(1)", .absent = {"<script>alert"}},
      }),
      IsEmpty());
}

TEST_F(CatalogPages, let_staff_read_and_only_editors_import) {
  EXPECT_THAT(
      run({
          {.name = "nobody", .target = "/quan-tri/thu-tuc", .status = 303},
          {.name = "list", .as = "an", .target = "/quan-tri/thu-tuc", .contains = {"35 thủ tục"}, .absent = {"Xem trước thay đổi"}},
          {.name = "editor", .as = "binh", .target = "/quan-tri/thu-tuc", .contains = {"Xem trước thay đổi"}},
          {.name = "history", .as = "an", .target = "/quan-tri/thu-tuc/1.001193", .contains = {"Đang áp dụng", "Từ 01/01/2018"}},
          {.name = "no history", .as = "an", .target = "/quan-tri/thu-tuc/9.999999", .status = 404},
          {.name = "reader may not import", .as = "an", .method = web::Method::post, .target = "/quan-tri/thu-tuc/nhap", .status = 403},
          {.name = "a draft of nobody", .as = "binh", .target = "/quan-tri/thu-tuc/nhap/77", .status = 404},
      }),
      IsEmpty());
}

TEST_F(CatalogPages, import_a_pack_in_two_steps) {
  PackFile pack;
  for (auto& shipped : Catalog::shipped_packs())
    if (shipped.name == "cu-tru.yaml") pack = shipped;
  const auto at = pack.text.find("    value: 7\n");
  ASSERT_NE(at, std::string::npos);
  pack.text.replace(at, 13, "    value: 5\n");
  const auto path = db_.folder() / "cu-tru.yaml";
  std::ofstream(path, std::ios::binary) << pack.text;

  Client binh(router_);
  sign_in(binh, "binh");
  binh.get("/quan-tri/thu-tuc");
  web::Upload upload;
  upload.field = "tep";
  upload.file_name = "cu-tru.yaml";
  upload.path = path;
  upload.size = pack.text.size();
  const auto sent = binh.post_files("/quan-tri/thu-tuc/nhap", {{"hieu-luc", "01/01/2027"}}, {upload});
  ASSERT_EQ(sent.status, 303) << sent.body;
  const auto preview = binh.follow(sent);
  EXPECT_EQ(preview.status, 200);
  EXPECT_NE(preview.body.find("time_limit.value"), std::string::npos);
  EXPECT_EQ((*catalog_.on_day("1.004222", *parse_day("2027-01-01")))->time_limit.value, 7);

  const auto draft = web::testing::header_of(sent, "location");
  Client an(router_);
  sign_in(an, "an");
  EXPECT_EQ(an.get(draft).status, 403);
  EXPECT_EQ(binh.post(draft).status, 303);
  EXPECT_EQ((*catalog_.on_day("1.004222", *parse_day("2027-01-01")))->time_limit.value, 5);
  EXPECT_EQ((*catalog_.on_day("1.004222", *parse_day("2026-12-31")))->time_limit.value, 7);
  EXPECT_EQ(binh.post(draft).status, 404) << "a draft is applied once";
  const auto history = binh.get("/quan-tri/thu-tuc/1.004222");
  EXPECT_NE(history.body.find("Sắp có hiệu lực"), std::string::npos);
  EXPECT_NE(history.body.find("time_limit.value"), std::string::npos);
}

}  // namespace
}  // namespace motcua::catalog
