// Pages of linked cases: reception with right and wrong input, the dispatcher's queue, no rights; the dispute file from the page of a case.
#include "dossier/pages_links.hpp"

#include <filesystem>

#include "dossier/bundle_check.hpp"
#include "dossier/pages.hpp"
#include "dossier/pages_bundle.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_links.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using web::testing::Pairs;

class LinkPagesTest : public ::testing::Test {
 protected:
  LinkPagesTest() : folder_(std::filesystem::temp_directory_path() / ("motcua-links-" + std::to_string(::getpid()))) {
    testing::import_land(w_);
    branch_ = testing::add_branch(w_);
    router_.add(web::bind_routes("dossier", pages_, Pages::routes()));
    router_.add(web::bind_routes("dossier_links", link_pages_, LinkPages::routes()));
    router_.add(web::bind_routes("dossier_bundle", bundle_pages_, BundlePages::routes()));
  }
  ~LinkPagesTest() override { std::filesystem::remove_all(folder_); }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }
  Pairs form() const {
    return {{"form_id", "bieu-mau-lien-thong-1"},
            {"thu_tuc_1", "2.001035"},
            {"thu_tuc_2", "1.013831"},
            {"thu_tu", "lan-luot"},
            {"so", "087199001234"},
            {"ten", "Trần Thị Ngọc Bích"},
            {"ngay_sinh", "14/02/1999"},
            {"dia_chi", "Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp"},
            {"dien_thoai", "0912 345 678"}};
  }
  // The form again with everything it still asks for.
  Pairs complete() {
    auto all = form();
    all.emplace_back("du1", "1");
    all.emplace_back("du2", "1");
    for (int part = 1; part <= 2; ++part) {
      const auto version = w_.catalog.on_day(part == 1 ? testing::kCertify : testing::kRegister, w_.identity.today()).value();
      for (const auto& q : version->questions)
        all.emplace_back("q" + std::to_string(part) + "." + q.id, q.option("khong") ? "khong" : q.options.front().id);
      for (const auto& fee : version->fees) all.emplace_back("tien" + std::to_string(part) + "." + fee.id, "50.000");
    }
    all.emplace_back("viec", "tiep-nhan");
    return all;
  }

  std::filesystem::path folder_;
  store::TestDatabase database_{testing::all_tables()};
  testing::World w_{*database_};
  Links links_{w_.dossiers};
  store::Blobs blobs_{*database_, w_.clock, folder_, nullptr};
  Bundles bundles_{*database_, w_.clock, w_.dossiers, blobs_, std::string(32, 'b')};
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{w_.dossiers, w_.catalog, w_.identity, w_.clock, shells_};
  LinkPages link_pages_{links_, w_.dossiers, w_.catalog, w_.identity, w_.clock, shells_};
  BundlePages bundle_pages_{bundles_, shells_};
  UnitId branch_;
};

TEST_F(LinkPagesTest, the_desk_chooses_sees_what_is_asked_and_receives_all_at_once) {
  EXPECT_THAT(client("nhung").get("/tiep-nhan").body, HasSubstr("/lien-thong/moi"));
  EXPECT_EQ(client("ha").get("/lien-thong/moi").status, 403);
  auto page = client("nhung").get("/lien-thong/moi");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, Not(HasSubstr("Người nộp hồ sơ"))) << "the person comes after the procedures";
  page = client("nhung").post("/lien-thong/moi", form());
  EXPECT_EQ(page.status, 200) << "only looked at";
  EXPECT_THAT(page.body, HasSubstr("Giấy tờ bắt buộc"));
  EXPECT_THAT(page.body, HasSubstr("Chưa xác định được cơ quan giải quyết"));
  auto wrong = form();
  wrong.emplace_back("viec", "tiep-nhan");
  page = client("nhung").post("/lien-thong/moi", wrong);
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("Thủ tục 1: "));
  EXPECT_THAT(page.body, HasSubstr("#du2"));
  EXPECT_THAT(page.body, HasSubstr("Trần Thị Ngọc Bích")) << "nothing typed is lost";
  const auto done = client("nhung").post("/lien-thong/moi", complete());
  ASSERT_EQ(done.status, 303) << done.body;
  const auto link = links_.list(w_.as("nhung")).at(0).code;
  page = client("nhung").get("/lien-thong/" + link);
  EXPECT_THAT(page.body, HasSubstr("Chờ điều phối"));
  EXPECT_THAT(client("nhung").get("/lien-thong").body, HasSubstr("0 trên 2 phần"));
  EXPECT_EQ(client("la").get("/lien-thong/" + link).status, 404);
  EXPECT_EQ(client("nhung").get("/lien-thong/H1").status, 404);
  const auto part = links_.open(w_.as("nhung"), link).value().legs.at(1).code;
  const auto waiting = client("nhung").get("/ho-so/" + part);
  EXPECT_THAT(waiting.body, HasSubstr("hồ sơ liên thông " + link));
  EXPECT_THAT(waiting.body, HasSubstr("chờ người điều phối"));
  EXPECT_THAT(waiting.body, Not(HasSubstr("/chuyen\""))) << "no button for what may not be done yet";
}

TEST_F(LinkPagesTest, nonsense_is_told_where_it_stands) {
  const auto page =
      client("nhung").post("/lien-thong/moi", {{"form_id", "bieu-mau-1"}, {"thu_tuc_1", "không có thủ tục này"}, {"viec", "tiep-nhan"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("#thu_tuc_1"));
  const auto single =
      client("nhung").post("/lien-thong/moi", {{"form_id", "bieu-mau-1"}, {"thu_tuc_1", "2.001035"}, {"viec", "tiep-nhan"}});
  EXPECT_EQ(single.status, 422);
  EXPECT_THAT(single.body, HasSubstr("ít nhất hai thủ tục"));
}

TEST_F(LinkPagesTest, the_dispatcher_determines_the_agency_with_its_basis) {
  ASSERT_EQ(client("nhung").post("/lien-thong/moi", complete()).status, 303);
  const auto row = links_.queue(w_.as("kiem")).at(0);
  EXPECT_EQ(client("nhung").get("/lien-thong/dieu-phoi").status, 403);
  EXPECT_THAT(client("kiem").get("/lien-thong/dieu-phoi").body, HasSubstr(row.code));
  const auto path = "/lien-thong/dieu-phoi/" + row.code;
  const auto version = std::to_string(row.version);
  EXPECT_EQ(client("nhung").post(path, {{"v", version}}).status, 403);
  const auto empty = client("kiem").post(path, {{"v", version}});
  EXPECT_EQ(empty.status, 422);
  EXPECT_THAT(empty.body, HasSubstr("Chọn cơ quan có thẩm quyền giải quyết"));
  const Pairs right{{"v", version}, {"co_quan", std::to_string(branch_.value)}, {"can_cu", "QĐ 12"}, {"nho", "1"}};
  EXPECT_EQ(client("kiem").post(path, right).status, 303);
  EXPECT_EQ(client("kiem").post(path, right).status, 409) << "somebody was faster";
  EXPECT_THAT(client("kiem").get("/lien-thong/dieu-phoi").body, HasSubstr("Không có hồ sơ nào chờ điều phối"));
}

TEST_F(LinkPagesTest, the_dispute_file_is_one_click_away_for_who_may_have_it) {
  const auto a = w_.accepted(1);
  const auto path = "/ho-so/" + a.code;
  EXPECT_THAT(client("thanh").get(path + "?muc=dien-bien").body, HasSubstr(path + "/tranh-chap.zip"));
  EXPECT_THAT(client("nhung").get(path + "?muc=dien-bien").body, Not(HasSubstr("tranh-chap.zip")));
  EXPECT_EQ(client("nhung").get(path + "/tranh-chap.zip").status, 403);
  const auto file = client("thanh").get(path + "/tranh-chap.zip");
  EXPECT_EQ(file.status, 200);
  EXPECT_TRUE(check_bundle(file.body).clean());
  EXPECT_THAT(client("").get("/khoa-ky").body, HasSubstr(bundles_.fingerprint()));
}

}  // namespace
}  // namespace motcua::dossier
