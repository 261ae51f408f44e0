// Pages of site check, opinions and money owed: right and wrong input, no rights, who is asked.
#include "dossier/pages_inquiries.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/pages.hpp"
#include "dossier/testing_gate.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using web::testing::Pairs;

class InquiryPagesTest : public ::testing::Test {
 protected:
  InquiryPagesTest() {
    router_.add(web::bind_routes("dossier", pages_, Pages::routes()));
    router_.add(web::bind_routes("dossier_inquiries", inquiry_pages_, InquiryPages::routes()));
    w_.person("phoi-hop", "Mai Văn Hợp", identity::Role::consultee, "xa/kinh-te");
    w_.person("giam-doc", "Đặng Thị Sáu", identity::Role::bpmc_head, "xa/mot-cua");
    accepted_ = w_.accepted(1);
    Ref r{accepted_.id, 1};
    r.version = w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")).value();
    r.version = w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")).value();
    w_.dossiers.begin_work(w_.as("ha"), r).value();
  }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }
  std::string path(std::string_view end = "") const { return "/ho-so/" + accepted_.code + std::string(end); }
  std::string version() { return std::to_string(w_.see(accepted_.code).version); }
  auto post(std::string who, std::string_view deed, Pairs form) {
    form.emplace_back("v", version());
    return client(std::move(who)).post(path("/xac-minh/" + std::string(deed)), form);
  }
  Pairs question() { return {{"hoi", "Ranh thửa đất?"}, {"co_quan_1", std::to_string(w_.unit("xa/kinh-te").value)}, {"so_ngay_1", "1"}}; }

  store::TestDatabase database_{testing::all_tables()};
  testing::World w_{*database_};
  Inquiries inquiries_{w_.dossiers};
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{w_.dossiers, w_.catalog, w_.identity, w_.clock, shells_};
  InquiryPages inquiry_pages_{inquiries_, w_.dossiers, w_.identity, w_.clock, shells_};
  Accepted accepted_;
};

TEST_F(InquiryPagesTest, the_officer_is_led_to_them_from_the_case_and_nobody_else_has_the_forms) {
  EXPECT_THAT(client("ha").get(path()).body, HasSubstr(path("/xac-minh")));
  EXPECT_THAT(client("nhung").get(path()).body, Not(HasSubstr("Kiểm tra thực địa, lấy ý kiến")));
  EXPECT_THAT(client("ha").get(path("/xac-minh")).body, HasSubstr("Gửi câu hỏi đến các cơ quan"));
  const auto reader = client("nhung").get(path("/xac-minh"));
  EXPECT_EQ(reader.status, 200);
  EXPECT_THAT(reader.body, Not(HasSubstr("Gửi câu hỏi đến các cơ quan")));
  EXPECT_EQ(client("la").get(path("/xac-minh")).status, 404);
  EXPECT_EQ(post("nhung", "hoi", question()).status, 403);
  EXPECT_EQ(post("huy", "hoi", question()).status, 403) << "another officer holds it";
}

TEST_F(InquiryPagesTest, a_wrong_form_is_shown_again_with_what_was_typed) {
  const auto wrong = post("ha", "thuc-dia", {{"ngay", "40/10/2026"}, {"gio", "08:00"}, {"dia_diem", "Ấp Tân Thạnh"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Ghi ngày, giờ kiểm tra"));
  EXPECT_THAT(wrong.body, HasSubstr("Ấp Tân Thạnh"));
  EXPECT_THAT(wrong.body, HasSubstr("40/10/2026"));
  const auto gap = post("ha", "hoi", {{"hoi", "Ranh?"}, {"ngoai_3", "Hạt Kiểm lâm"}, {"so_ngay_3", "60"}});
  EXPECT_EQ(gap.status, 422);
  EXPECT_THAT(gap.body, HasSubstr("#so_ngay_3")) << "the message leads to the row that was filled in";
  EXPECT_EQ(post("ha", "nghia-vu", {{"so_tien", "một triệu"}}).status, 422);
}

TEST_F(InquiryPagesTest, a_question_goes_its_way_and_comes_back) {
  EXPECT_EQ(post("ha", "hoi", question()).status, 303);
  EXPECT_THAT(client("ha").get(path()).body, HasSubstr("Xem ý kiến, kết thúc lấy ý kiến"));
  EXPECT_EQ(client("ha").get("/y-kien").status, 403) << "an officer is not asked";
  const auto list = client("phoi-hop").get("/y-kien");
  EXPECT_THAT(list.body, HasSubstr("Ranh thửa đất?"));
  EXPECT_THAT(list.body, Not(HasSubstr("Ngọc Bích"))) << "who is asked does not see the person";
  EXPECT_EQ(client("phoi-hop").post("/y-kien/" + accepted_.code, {{"so", "1"}, {"y_kien", " "}}).status, 422);
  EXPECT_EQ(client("phoi-hop").post("/y-kien/" + accepted_.code, {{"so", "7"}, {"y_kien", "Có"}}).status, 404);
  EXPECT_EQ(client("phoi-hop").post("/y-kien/" + accepted_.code, {{"so", "1"}, {"y_kien", "Không tranh chấp"}}).status, 303);
  EXPECT_THAT(client("ha").get(path("/xac-minh")).body, HasSubstr("Không tranh chấp"));
  EXPECT_EQ(post("ha", "du-y-kien", {}).status, 303);
  EXPECT_EQ(w_.see(accepted_.code).state.sub, WorkSub::verifying);
}

TEST_F(InquiryPagesTest, silence_is_on_the_list_of_the_head_of_the_one_stop) {
  EXPECT_EQ(post("ha", "hoi", question()).status, 303);
  EXPECT_THAT(client("giam-doc").get("/y-kien/im-lang").body, HasSubstr("Không cơ quan nào im lặng quá hạn"));
  w_.clock.set(parse_instant("2026-10-06T17:30").value());
  inquiries_.report_silence();
  EXPECT_THAT(client("giam-doc").get("/y-kien/im-lang").body, HasSubstr("Phòng Kinh tế xã Tân Phú"));
  EXPECT_EQ(client("ha").get("/y-kien/im-lang").status, 403);
}

TEST_F(InquiryPagesTest, money_owed_stops_the_clock_until_it_is_confirmed) {
  const Pairs form{{"khoan", "Lệ phí trước bạ"}, {"so_tien", "1.250.000"},         {"noi_thu", "Thuế cơ sở 5"},
                   {"thong_bao", "TB 123"},      {"can_cu", "101/2024/NĐ-CP Đ18"}, {"nop_truoc", "30/10/2026"}};
  EXPECT_EQ(post("ha", "nghia-vu", form).status, 303);
  const auto page = client("ha").get(path("/xac-minh"));
  EXPECT_THAT(page.body, HasSubstr("1.250.000 ₫"));
  EXPECT_THAT(page.body, HasSubstr("30/10/2026"));
  EXPECT_EQ(post("ha", "da-nop", {{"chung_tu", "GNT 1"}, {"da_nop", "1.000.000"}}).status, 422);
  EXPECT_EQ(post("ha", "da-nop", {{"chung_tu", "GNT 1"}, {"da_nop", "1.250.000"}}).status, 303);
  EXPECT_EQ(w_.see(accepted_.code).state.biz, BizState::in_process);
}

}  // namespace
}  // namespace motcua::dossier
