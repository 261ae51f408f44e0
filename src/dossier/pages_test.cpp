// The pages as people use them: router, rights and forms, without a socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/pages.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kCard =
    "087199001234|340123456|Trần Thị Ngọc Bích|14021999|Nữ|Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp|15042021";

class DossierPages : public ::testing::Test {
 protected:
  DossierPages() { router_.add(web::bind_routes("dossier", pages_, Pages::routes())); }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }
  web::testing::Pairs complete(std::string form_id) {
    return {{"form_id", std::move(form_id)}, {"thu_tuc", std::string(testing::kProcedure)},
            {"the", std::string(kCard)},     {"du", "1"},
            {"dien_thoai", "0912 345 678"},  {"viec", "tiep-nhan"}};
  }
  // Accepts through the desk; the code.
  std::string accepted(std::string form_id) {
    auto nhung = client("nhung");
    const auto r = nhung.post("/tiep-nhan", complete(std::move(form_id)));
    EXPECT_EQ(r.status, 303) << r.body;
    const auto location = web::testing::header_of(r, "location");
    EXPECT_THAT(location, StartsWith("/tiep-nhan/H20.39.5-261005-"));
    return location.substr(std::string("/tiep-nhan/").size());
  }
  std::string version(const std::string& code) { return std::to_string(w_.see(code).version); }
  int post(std::string who, const std::string& code, std::string_view what, web::testing::Pairs form) {
    form.emplace_back("v", version(code));
    const auto r = client(std::move(who)).post("/ho-so/" + code + "/" + std::string(what), form);
    if (r.status != 303) last_body_ = r.body;
    return r.status;
  }
  std::string id(std::string_view key) { return std::to_string(w_.unit(key).value); }
  std::string who(std::string_view name) { return std::to_string(w_.account(name).value); }

  store::TestDatabase database_{testing::all_tables()};
  testing::World w_{*database_};
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{w_.dossiers, w_.catalog, w_.identity, w_.clock, shells_};
  std::string last_body_;
};

TEST_F(DossierPages, the_desk_finds_a_procedure_without_marks_and_fills_the_applicant_from_the_card) {
  auto nhung = client("nhung");
  const auto empty = nhung.get("/tiep-nhan");
  EXPECT_EQ(empty.status, 200);
  EXPECT_THAT(empty.body, HasSubstr("Tiếp nhận hồ sơ tại quầy"));
  const auto many = nhung.post("/tiep-nhan", {{"form_id", "mot-bieu-mau"}, {"thu_tuc", "chung thuc"}, {"viec", "cap-nhat"}});
  EXPECT_THAT(many.body, HasSubstr("/tiep-nhan?thu_tuc=2.00"));
  const auto filled =
      nhung.post("/tiep-nhan", {{"form_id", "mot-bieu-mau"}, {"thu_tuc", "2.000913"}, {"the", std::string(kCard)}, {"viec", "cap-nhat"}});
  EXPECT_EQ(filled.status, 200);
  EXPECT_THAT(filled.body, HasSubstr("value=\"087199001234\""));
  EXPECT_THAT(filled.body, HasSubstr("Trần Thị Ngọc Bích"));
  EXPECT_THAT(filled.body, HasSubstr("17:00, Thứ Tư 07/10/2026"));
  EXPECT_THAT(filled.body, Not(HasSubstr(std::string(kCard)))) << "the card's text is not sent back";
  EXPECT_THAT(filled.body, HasSubstr("30.000"));
}

TEST_F(DossierPages, the_side_of_the_desk_is_a_fragment_from_the_same_engine) {
  const auto r = client("nhung").post("/tiep-nhan/tom-tat", complete("mot-bieu-mau"));
  EXPECT_EQ(r.status, 200);
  EXPECT_THAT(r.body, HasSubstr("id=\"tom-tat\""));
  EXPECT_THAT(r.body, HasSubstr("Đủ giấy tờ"));
  EXPECT_THAT(r.body, Not(HasSubstr("<html")));
}

TEST_F(DossierPages, an_incomplete_form_comes_back_with_everything_that_was_typed) {
  auto form = complete("mot-bieu-mau");
  std::erase_if(form, [](const auto& f) { return f.first == "du"; });
  form.emplace_back("ghi_chu", "Người nộp sẽ quay lại");
  const auto r = client("nhung").post("/tiep-nhan", form);
  EXPECT_EQ(r.status, 422);
  EXPECT_THAT(r.body, HasSubstr("Người nộp sẽ quay lại"));
  EXPECT_THAT(r.body, HasSubstr("Trần Thị Ngọc Bích"));
  EXPECT_THAT(r.body, HasSubstr("Thiếu"));
}

TEST_F(DossierPages, the_same_form_twice_gives_the_same_dossier) {
  const auto first = accepted("cung-mot-bieu-mau"), second = accepted("cung-mot-bieu-mau");
  EXPECT_EQ(first, second);
  EXPECT_NE(accepted("bieu-mau-khac"), first);
}

TEST_F(DossierPages, the_main_job_runs_through_the_pages) {
  const auto code = accepted("viec-chinh");
  EXPECT_EQ(post("nhung", code, "chuyen", {{"don_vi", id("xa/van-phong")}}), 303) << last_body_;
  EXPECT_EQ(post("khanh", code, "nhan-ban-giao", {}), 303) << last_body_;
  EXPECT_EQ(post("khanh", code, "phan-cong", {{"nguoi", who("ha")}}), 303) << last_body_;
  EXPECT_EQ(post("ha", code, "du-thao", {{"title", "Văn bản sửa đổi"}}), 303) << last_body_;
  EXPECT_EQ(post("ha", code, "trinh-ky", {{"nguoi", who("thanh")}}), 303) << last_body_;
  EXPECT_EQ(post("thanh", code, "ky-duyet", {}), 303) << last_body_;
  EXPECT_EQ(post("yen", code, "vao-so", {{"ky_hieu", "CT"}}), 303) << last_body_;
  EXPECT_EQ(post("yen", code, "chuyen-tra", {}), 303) << last_body_;
  auto nhung = client("nhung");
  EXPECT_THAT(nhung.get("/tra-ket-qua").body, HasSubstr(code));
  const auto desk = nhung.get("/tra-ket-qua?ma=" + code);
  EXPECT_THAT(desk.body, HasSubstr("Họ tên người nhận"));
  EXPECT_EQ(post("nhung", code, "tra-ket-qua",
                 {{"cach", "counter"},
                  {"receiver", "Trần Thị Ngọc Bích"},
                  {"identity_check", "the-can-cuoc"},
                  {"confirmed", "1"},
                  {"fee_taken", "1"}}),
            303)
      << last_body_;
  for (const auto* tab : {"viec", "giay-to", "dien-bien", "trao-doi", "tien"}) {
    const auto page = nhung.get("/ho-so/" + code + "?muc=" + tab);
    EXPECT_EQ(page.status, 200) << tab;
    EXPECT_THAT(page.body, HasSubstr("Đã trả kết quả")) << tab;
  }
}

TEST_F(DossierPages, a_dossier_of_another_commune_is_not_there) {
  const auto code = accepted("bieu-mau-xa-khac");
  auto la = client("la");
  for (const auto* path : {"", "/giay-tiep-nhan.pdf", "/phieu-kiem-soat.pdf"})
    EXPECT_EQ(la.get("/ho-so/" + code + path).status, 404) << path;
  EXPECT_EQ(la.post("/ho-so/" + code + "/chuyen", {{"v", "1"}, {"don_vi", id("xa/van-phong")}}).status, 404);
  EXPECT_THAT(la.get("/ho-so?muc=tat-ca").body, Not(HasSubstr(code)));
  EXPECT_EQ(client("ha").get("/tiep-nhan").status, 403);
}

TEST_F(DossierPages, the_second_person_is_told_what_happened) {
  const auto code = accepted("hai-nguoi");
  ASSERT_EQ(post("nhung", code, "chuyen", {{"don_vi", id("xa/van-phong")}}), 303);
  const auto r = client("tam").post("/ho-so/" + code + "/chuyen", {{"v", "1"}, {"don_vi", id("xa/kinh-te")}});
  EXPECT_EQ(r.status, 409);
  EXPECT_THAT(r.body, HasSubstr("Nguyễn Thị Hồng Nhung"));
}

TEST_F(DossierPages, a_form_with_a_mistake_is_shown_again_beside_the_dossier) {
  const auto code = accepted("bieu-mau-sai-sot");
  EXPECT_EQ(post("nhung", code, "ghi-chu", {{"noi_dung", " "}}), 422);
  EXPECT_THAT(last_body_, HasSubstr("Ghi nội dung trao đổi"));
}

TEST_F(DossierPages, several_are_handed_over_at_once_and_what_failed_is_told) {
  const auto a = accepted("nhieu-ho-so-mot"), b = accepted("nhieu-ho-so-hai"), c = accepted("nhieu-ho-so-ba");
  const auto tick = [&](const std::string& code) { return std::to_string(w_.see(code).id.value) + "." + version(code) + "." + code; };
  auto nhung = client("nhung");
  const auto list = nhung.get("/ho-so?muc=cho-chuyen");
  EXPECT_THAT(list.body, HasSubstr("value=\"" + tick(a) + "\""));
  EXPECT_THAT(list.body, HasSubstr("Chuyển các hồ sơ đã chọn"));
  const auto seen_c = tick(c);
  ASSERT_EQ(post("nhung", c, "chuyen", {{"don_vi", id("xa/kinh-te")}}), 303);  // somebody was faster
  const auto office = id("xa/van-phong");
  const auto sent = nhung.post("/chuyen-nhieu-ho-so", {{"h", tick(a)}, {"h", tick(b)}, {"h", seen_c}, {"don_vi", office}});
  EXPECT_EQ(sent.status, 200);
  EXPECT_THAT(sent.body, HasSubstr("Đã chuyển 2 hồ sơ"));
  EXPECT_THAT(sent.body, HasSubstr(c));
  EXPECT_EQ(w_.see(a).holder_unit, w_.unit("xa/van-phong"));
  EXPECT_EQ(w_.see(b).holder_unit, w_.unit("xa/van-phong"));
  EXPECT_EQ(w_.see(c).holder_unit, w_.unit("xa/kinh-te"));
  const auto taken = client("khanh").post("/nhan-nhieu-ho-so", {{"h", tick(a)}, {"h", tick(b)}});
  EXPECT_EQ(taken.status, 303);
  EXPECT_EQ(client("khanh").post("/nhan-nhieu-ho-so", {{"h", tick(a)}}).status, 422) << "taken already";
}

TEST_F(DossierPages, lists_and_register_leave_as_spreadsheets_and_that_is_logged) {
  const auto code = accepted("danh-sach-tai-ve");
  auto nhung = client("nhung");
  const auto csv = nhung.get("/ho-so.csv?muc=cho-chuyen");
  EXPECT_EQ(csv.status, 200);
  EXPECT_THAT(csv.body, HasSubstr(code));
  EXPECT_THAT(csv.body, HasSubstr("Trần Thị Ngọc Bích"));
  EXPECT_THAT(nhung.get("/so-theo-doi.csv").body, HasSubstr(code));
  EXPECT_THAT(nhung.get("/ho-so.xlsx?muc=cho-chuyen").body, StartsWith("PK"));
  EXPECT_THAT(nhung.get("/so-theo-doi.xlsx").body, StartsWith("PK"));
  EXPECT_EQ(nhung.get("/so-theo-doi.pdf?tu=01/01/2024&den=05/10/2026").status, 422) << "more than a year";
  EXPECT_THAT(client("la").get("/so-theo-doi.csv").body, Not(HasSubstr(code)));
  static constexpr store::Sql kLogged{"logged", "SELECT COUNT(*) FROM store_access WHERE object = 'dossier_list'"};
  EXPECT_EQ(database_->read([&](store::ReadTx& tx) { return tx.number(kLogged); }), 5);
}

TEST_F(DossierPages, a_page_is_few_statements) {
  const auto code = accepted("it-cau-lenh");
  auto nhung = client("nhung");
  nhung.get("/ho-so?muc=cho-chuyen");  // calendar, tree and procedure are cached from here on
  nhung.get("/ho-so/" + code);
  const auto gate = [&] {  // what it costs to learn who calls
    store::Database::take_statement_count();
    w_.as("nhung");
    return store::Database::take_statement_count();
  }();
  const auto statements = [&](const std::string& path) {
    store::Database::take_statement_count();
    EXPECT_EQ(nhung.get(path).status, 200) << path;
    return store::Database::take_statement_count() - gate;
  };
  EXPECT_LE(statements("/ho-so?muc=cho-chuyen"), 6);
  EXPECT_LE(statements("/ho-so/" + code), 14);
}

TEST_F(DossierPages, a_reception_of_yesterday_needs_a_reason_and_shows_it) {
  auto form = complete("nhan-hom-truoc");
  form.emplace_back("nhan_ngay", "02/10/2026");
  form.emplace_back("nhan_gio", "15:00");
  auto nhung = client("nhung");
  const auto refused = nhung.post("/tiep-nhan", form);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("Ghi lý do nhập lùi ngày"));
  form.emplace_back("nhan_ly_do", "Mất điện");
  const auto done = nhung.post("/tiep-nhan", form);
  ASSERT_EQ(done.status, 303) << done.body;
  const auto code = web::testing::header_of(done, "location").substr(std::string("/tiep-nhan/").size());
  EXPECT_THAT(code, StartsWith("H20.39.5-261002-"));
  EXPECT_THAT(nhung.get("/ho-so/" + code).body, HasSubstr("Nhập lùi ngày: Mất điện"));
  EXPECT_THAT(nhung.get("/so-theo-doi").body, HasSubstr("nhập lùi ngày"));
}

TEST_F(DossierPages, lists_register_and_papers_open) {
  const auto code = accepted("danh-sach");
  auto nhung = client("nhung");
  EXPECT_THAT(nhung.get("/ho-so").body, HasSubstr(code));
  EXPECT_THAT(nhung.get("/ho-so?muc=cho-chuyen&q=ngoc+bich").body, HasSubstr(code));
  EXPECT_THAT(nhung.get("/ho-so?muc=cho-chuyen&q=khong+co").body, HasSubstr("Không có hồ sơ nào"));
  EXPECT_THAT(nhung.get("/so-theo-doi").body, HasSubstr("Cơ quan chủ trì giải quyết"));
  const auto receipt = nhung.get("/ho-so/" + code + "/giay-tiep-nhan.pdf");
  EXPECT_EQ(receipt.content_type, "application/pdf");
  EXPECT_THAT(receipt.body, StartsWith("%PDF-"));
  EXPECT_THAT(nhung.get("/ho-so/" + code + "/phieu-kiem-soat.pdf").body, StartsWith("%PDF-"));
  EXPECT_THAT(nhung.get("/so-theo-doi.pdf").body, StartsWith("%PDF-"));
  EXPECT_THAT(nhung.get("/tiep-nhan/" + code).body, HasSubstr("In giấy tiếp nhận"));
}
}  // namespace
}  // namespace motcua::dossier
