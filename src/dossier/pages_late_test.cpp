// Pages of lateness: who sees and does what; the public sees no names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/pages.hpp"
#include "dossier/pages_late.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "print/apology_form.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class LatenessPages : public ::testing::Test {
 protected:
  LatenessPages() {
    router_.add(web::bind_routes("dossier", pages_, Pages::routes()));
    router_.add(web::bind_routes("dossier_late", late_pages_, LatePages::routes()));
    accepted_ = w_.accepted(1);
    Ref r{accepted_.id, 1};
    r.version = w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")).value();
    r.version = w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")).value();
    version_ = w_.dossiers.begin_work(w_.as("ha"), r).value();
  }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    if (!name.empty()) c.cookies["phien"] = std::move(name);
    return c;
  }
  std::string path(std::string_view end = "") const { return "/ho-so/" + accepted_.code + std::string(end); }
  void at(std::string_view moment) {
    w_.clock.set(parse_instant(moment).value());
    late_.round("may-1");
  }
  int draft(std::string who, std::string days, std::string seen) {
    return client(std::move(who))
        .post(path("/xin-loi"), {{"av", std::move(seen)}, {"ly_do", "xac-minh"}, {"so_ngay", std::move(days)}})
        .status;
  }
  ApologyView letter() { return w_.dossiers.open(w_.as("nhung"), accepted_.code, "test").value().apology.value(); }

  store::TestDatabase database_{testing::all_tables()};
  testing::World w_{*database_};
  Lateness late_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{w_.dossiers, w_.catalog, w_.identity, w_.clock, shells_};
  LatePages late_pages_{late_, w_.dossiers, w_.identity, w_.clock, shells_};
  Accepted accepted_;
  std::int64_t version_ = 0;
};

TEST_F(LatenessPages, the_officer_is_warned_and_led_to_form_04) {
  at("2026-10-06T14:30");
  const auto list = client("ha").get("/tre-han");
  EXPECT_EQ(list.status, 200);
  EXPECT_THAT(list.body, HasSubstr("Đã dùng một nửa thời hạn"));
  EXPECT_THAT(list.body, HasSubstr(path("/xin-loi")));
  EXPECT_THAT(client("ha").get(path()).body, HasSubstr("Không kịp hẹn?"));
  EXPECT_THAT(client("nhung").get(path()).body, Not(HasSubstr("Không kịp hẹn?"))) << "the desk does not ask for time";
  EXPECT_EQ(client("").get("/tre-han").status, 303) << "signing in first";
  const auto id = late_.alerts(w_.as("ha")).front().id;
  EXPECT_EQ(client("ha").post("/tre-han/da-xem", {{"canh_bao", std::to_string(id)}}).status, 303);
  EXPECT_THAT(client("ha").get("/tre-han").body, HasSubstr("Không có cảnh báo nào"));
}

TEST_F(LatenessPages, the_draft_waits_is_changed_signed_and_printed) {
  at("2026-10-06T17:00");
  EXPECT_THAT(client("thanh").get("/tre-han?muc=cho-ky").body, HasSubstr(accepted_.code));
  EXPECT_THAT(client("ha").get(path()).body, HasSubstr("Văn bản xin lỗi đã soạn, chờ ký"));
  const auto page = client("thanh").get(path("/xin-loi"));
  EXPECT_THAT(page.body, HasSubstr("Hệ thống soạn sẵn"));
  EXPECT_THAT(page.body, HasSubstr("Ký và gửi văn bản xin lỗi"));
  EXPECT_THAT(client("ha").get(path("/xin-loi")).body, Not(HasSubstr("Ký và gửi văn bản xin lỗi"))) << "an officer does not sign";
  EXPECT_EQ(draft("ha", "0", std::to_string(letter().version)), 422);
  EXPECT_EQ(draft("ha", "2", std::to_string(letter().version)), 303);
  EXPECT_EQ(draft("ha", "2", "99"), 409) << "somebody else changed it";
  EXPECT_EQ(draft("nhung", "2", std::to_string(letter().version)), 403);
  const auto pdf = client("thanh").get(path("/xin-loi.pdf"));
  EXPECT_EQ(pdf.status, 200);
  EXPECT_THAT(pdf.body, ::testing::StartsWith("%PDF-"));
  const web::testing::Pairs form{{"v", std::to_string(version_)}, {"av", std::to_string(letter().version)}};
  EXPECT_EQ(client("ha").post(path("/xin-loi/gui"), form).status, 403);
  EXPECT_EQ(client("thanh").post(path("/xin-loi/gui"), form).status, 303);
  EXPECT_EQ(client("thanh").post(path("/xin-loi/gui"), form).status, 409);
  const auto seen = client("nhung").get(path());
  EXPECT_THAT(seen.body, HasSubstr("Đã xin lỗi và hẹn lại 17:00 09/10/2026"));
  EXPECT_THAT(seen.body, HasSubstr("Hẹn đầu 17:00 07/10/2026"));
  EXPECT_EQ(client("la").get(path("/xin-loi")).status, 404) << "another commune";
  EXPECT_EQ(client("la").get(path("/xin-loi.pdf")).status, 404);
}

TEST_F(LatenessPages, the_public_reads_who_was_sorry_and_who_was_not) {
  w_.accepted(2);
  at("2026-10-06T17:00");
  draft("ha", "2", std::to_string(letter().version));
  client("thanh").post(path("/xin-loi/gui"), {{"v", std::to_string(version_)}, {"av", std::to_string(letter().version)}});
  at("2026-10-08T10:00");
  const auto sorry = client("").get("/xin-loi");
  EXPECT_EQ(sorry.status, 200);
  EXPECT_THAT(sorry.body, HasSubstr("Trần T. N. B."));
  EXPECT_THAT(sorry.body, Not(HasSubstr("Ngọc Bích")));
  EXPECT_THAT(sorry.body, HasSubstr(accepted_.code));
  EXPECT_THAT(sorry.body, HasSubstr("Báo trước hạn từ 1 ngày"));
  const auto silent = client("").get("/xin-loi?muc=chua-xin-loi");
  EXPECT_THAT(silent.body, HasSubstr("H20.39.5-261005-0002"));
  EXPECT_THAT(silent.body, Not(HasSubstr(accepted_.code)));
  EXPECT_THAT(client("").get("/xin-loi?tu=01/11/2026&den=30/11/2026").body, HasSubstr("Không có văn bản xin lỗi nào"));
  EXPECT_EQ(client("").get("/xin-loi?don_vi=abc&tu=99/99/9999&sau=x.y").status, 200) << "nonsense is no error";
}

TEST_F(LatenessPages, a_late_case_shows_who_had_it_how_long) {
  at("2026-10-08T10:00");
  const auto page = client("khanh").get(path());
  EXPECT_THAT(page.body, HasSubstr("Trễ 2 giờ 30 phút"));
  EXPECT_THAT(page.body, HasSubstr("Cộng lại đúng 2 giờ 30 phút"));
  EXPECT_THAT(client("khanh").get("/tre-han?muc=chua-xin-loi").body, HasSubstr("2 giờ 30 phút"));
}

TEST_F(LatenessPages, control_sets_the_ladder_of_a_unit_and_takes_it_back) {
  const auto unit = std::to_string(w_.unit("xa/van-phong").value);
  const auto address = "/quan-tri/canh-bao?don_vi=" + unit;
  EXPECT_THAT(client("kiem").get(address + "&bac=half").body, HasSubstr("Đặt bậc: Đã dùng một nửa thời hạn"));
  EXPECT_THAT(client("ha").get(address + "&bac=half").body, Not(HasSubstr("Đặt bậc")));
  web::testing::Pairs form{{"don_vi", unit}, {"bac", "half"}, {"loai", "phan-tram"}, {"muc_do", "0"}};
  EXPECT_EQ(client("ha").post("/quan-tri/canh-bao", form).status, 403);
  const auto wrong = client("kiem").post("/quan-tri/canh-bao", form);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Chọn ít nhất một người nhận"));
  form = {{"don_vi", unit}, {"bac", "half"}, {"loai", "phan-tram"}, {"muc_do", "30"}, {"nguoi_nhan", "officer"}, {"can_cu", "Quy chế"}};
  EXPECT_EQ(client("kiem").post("/quan-tri/canh-bao", form).status, 303);
  EXPECT_THAT(client("kiem").get(address).body, HasSubstr("Khi dùng hết 30% thời hạn"));
  EXPECT_EQ(client("kiem").post("/quan-tri/canh-bao", {{"don_vi", unit}, {"bac", "half"}, {"mac_dinh", "1"}}).status, 303);
  EXPECT_THAT(client("kiem").get(address).body, Not(HasSubstr("30% thời hạn")));
}

}  // namespace
}  // namespace motcua::dossier
