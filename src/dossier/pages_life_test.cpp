// Pages of supplement and endings: who is led where, what a wrong form says, which paper comes out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/pages.hpp"
#include "dossier/pages_life.hpp"
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

class LifePagesTest : public ::testing::Test {
 protected:
  LifePagesTest() {
    router_.add(web::bind_routes("dossier", pages_, Pages::routes()));
    router_.add(web::bind_routes("dossier_life", life_pages_, LifePages::routes()));
    accepted_ = w_.accepted(1);
    Ref r{accepted_.id, 1};
    r.version = w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")).value();
    r.version = w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")).value();
    w_.dossiers.begin_work(w_.as("ha"), r).value();
  }
  std::string path(std::string_view end = "") const { return "/ho-so/" + accepted_.code + std::string(end); }
  std::string get(std::string who, std::string_view end = "") {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    const auto r = c.get(end == "board" ? "/bo-sung" : path(end));
    status_ = r.status;
    return r.body;
  }
  int post(std::string who, std::string_view end, web::testing::Pairs form = {}) {
    form.emplace_back("v", std::to_string(w_.see(accepted_.code).version));
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(who);
    const auto r = c.post(path(end), form);
    body_ = r.body;
    return r.status;
  }
  State state() { return w_.see(accepted_.code).state; }
  void at(std::string_view moment) { w_.clock.set(parse_instant(moment).value()); }
  // What the officer types for the second paper of the procedure.
  web::testing::Pairs wish() const {
    return {{"ly_do", "Giấy tờ chưa hợp lệ"},
            {"vi_sao_2", "thiếu chữ ký"},
            {"can_cu_2", "Nghị định 280/2025/NĐ-CP Điều 5"},
            {"can_lam_2", "Nộp lại bản có chữ ký"}};
  }
  void ask() {
    ASSERT_EQ(post("ha", "/bo-sung", wish()), 303) << body_;
    ASSERT_EQ(post("khanh", "/bo-sung/yeu-cau"), 303) << body_;
  }
  web::testing::Pairs ground(std::string code) const {
    return {{"loai", std::move(code)}, {"ly_do", "Đất đang có tranh chấp"}, {"can_cu", "Luật Đất đai 2024 Điều 137"}};
  }
  web::testing::Pairs handing() const {
    return {{"cach", "counter"}, {"receiver", "Trần Thị Ngọc Bích"}, {"identity_check", "the-can-cuoc"}, {"confirmed", "1"}};
  }

  store::TestDatabase database_{testing::all_tables()};
  testing::World w_{*database_};
  Supplements supplements_{w_.dossiers};
  Endings endings_{w_.dossiers};
  web::Shells shells_{{}};
  testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{w_.dossiers, w_.catalog, w_.identity, w_.clock, shells_};
  store::Blobs blobs_{*database_, w_.clock, database_.folder() / "blobs"};
  Replies replies_{w_.dossiers, blobs_};
  LifePages life_pages_{supplements_, endings_, replies_, w_.dossiers, w_.identity, w_.clock, shells_};
  Accepted accepted_;
  std::string body_;
  int status_ = 0;
};

TEST_F(LifePagesTest, a_supplement_goes_from_the_officer_over_the_head_and_the_desk_to_the_new_date) {
  EXPECT_THAT(get("ha"), HasSubstr("Đề nghị bổ sung"));
  EXPECT_THAT(get("nhung"), Not(HasSubstr("Đề nghị bổ sung"))) << "only who works on it proposes";
  EXPECT_THAT(get("ha", "/bo-sung"), HasSubstr("Gửi đề nghị cho lãnh đạo phòng"));
  ASSERT_EQ(post("ha", "/bo-sung", wish()), 303) << body_;
  EXPECT_THAT(get("ha"), HasSubstr("đang chờ quyết định"));
  EXPECT_THAT(get("ha"), Not(HasSubstr("Đề nghị từ chối"))) << "one proposal at a time";
  EXPECT_THAT(get("khanh", "board"), HasSubstr(path("/bo-sung")));
  EXPECT_THAT(get("khanh"), HasSubstr("Quyết định đề nghị bổ sung"));
  EXPECT_THAT(get("khanh", "/bo-sung"), HasSubstr("thiếu chữ ký"));
  EXPECT_THAT(get("ha", "/bo-sung"), Not(HasSubstr("Đồng ý, yêu cầu bổ sung"))) << "who proposed does not decide";
  ASSERT_EQ(post("khanh", "/bo-sung/yeu-cau"), 303) << body_;
  EXPECT_EQ(state().biz, BizState::supplement);

  EXPECT_THAT(get("nhung", "board"), HasSubstr("Phiếu chờ gửi cho người nộp"));
  EXPECT_THAT(get("nhung"), HasSubstr("Gửi phiếu yêu cầu bổ sung"));
  EXPECT_EQ(post("nhung", "/bo-sung/gui"), 422);
  EXPECT_THAT(body_, HasSubstr("Chọn cách đã báo cho người nộp"));
  get("nhung", "/bo-sung.pdf");
  EXPECT_EQ(status_, 404) << "no slip before it has a number";
  ASSERT_EQ(post("nhung", "/bo-sung/gui", {{"cach", "dien-thoai"}}), 303) << body_;
  EXPECT_THAT(get("nhung", "/bo-sung.pdf"), StartsWith("%PDF-"));
  EXPECT_THAT(get("nhung"), HasSubstr("Người nộp đã bổ sung 0 trên 1 nội dung. Hạn bổ sung 17:00 20/10/2026."));

  EXPECT_EQ(post("nhung", "/bo-sung/tra-loi", {{"tra_loi_1", "replaced"}}), 422);
  EXPECT_THAT(body_, HasSubstr("Ghi đã khai thác từ đâu"));
  at("2026-10-14T09:00");
  ASSERT_EQ(post("nhung", "/bo-sung/tra-loi", {{"tra_loi_1", "given"}}), 303) << body_;
  EXPECT_THAT(get("nhung", "/bo-sung"), HasSubstr("Xác nhận đã bổ sung đủ"));
  ASSERT_EQ(post("nhung", "/bo-sung/du"), 303) << body_;
  const auto seen = w_.see(accepted_.code);
  EXPECT_EQ(seen.state, (State{BizState::in_process, WorkSub::verifying}));
  EXPECT_EQ(iso(seen.due_at), "2026-10-16T17:00:00+07:00");
  EXPECT_THAT(get("nhung", "/bo-sung"), HasSubstr("Lần yêu cầu thứ 1"));
  EXPECT_THAT(get("ha"), HasSubstr("Đề nghị bổ sung")) << "the officer has it again";
}

TEST_F(LifePagesTest, a_request_that_is_not_complete_comes_back_with_what_was_typed_beside_its_paper) {
  EXPECT_EQ(post("ha", "/bo-sung", {{"ly_do", "Thiếu"}, {"vi_sao_3", "bản sao mờ, không đọc được"}}), 422);
  EXPECT_THAT(body_, HasSubstr("bản sao mờ, không đọc được"));
  EXPECT_THAT(body_, HasSubstr("href=\"#can_cu_3\"")) << "the summary leads to the field of that paper";
  EXPECT_THAT(body_, HasSubstr("Ghi căn cứ pháp lý"));
  EXPECT_EQ(post("ha", "/bo-sung", {{"ly_do", "Thiếu"}}), 422);
  EXPECT_THAT(body_, HasSubstr("href=\"#vi_sao_1\""));
  auto odd = wish();
  odd.emplace_back("ngay_rieng", "nhiều");
  EXPECT_EQ(post("ha", "/bo-sung", odd), 422);
  EXPECT_THAT(body_, HasSubstr("từ 1 đến 365 ngày"));
  EXPECT_EQ(state().biz, BizState::in_process);
}

TEST_F(LifePagesTest, a_second_request_asks_the_head_for_a_reason_and_says_so) {
  ask();
  ASSERT_EQ(post("nhung", "/bo-sung/gui", {{"cach", "tai-quay"}}), 303);
  ASSERT_EQ(post("nhung", "/bo-sung/tra-loi", {{"tra_loi_1", "given"}}), 303);
  ASSERT_EQ(post("nhung", "/bo-sung/du"), 303);
  ASSERT_EQ(post("ha", "/bo-sung", wish()), 303) << body_;
  EXPECT_THAT(get("khanh", "/bo-sung"), HasSubstr("Lý do phải yêu cầu thêm một lần nữa"));
  EXPECT_EQ(post("khanh", "/bo-sung/yeu-cau"), 422);
  EXPECT_THAT(body_, HasSubstr("118/2025/NĐ-CP Điều 11.2c"));
  EXPECT_EQ(post("khanh", "/de-nghi/tra-lai"), 422);
  EXPECT_THAT(body_, HasSubstr("Ghi lý do để người đề nghị biết phải làm gì"));
  EXPECT_EQ(post("khanh", "/de-nghi/tra-lai", {{"ly_do_khong", "Đã đủ giấy tờ"}}), 303);
  EXPECT_THAT(get("ha", "?muc=dien-bien"), HasSubstr("Đã đủ giấy tờ"));
}

TEST_F(LifePagesTest, what_nobody_completed_is_closed_at_the_desk_with_form_05) {
  ask();
  ASSERT_EQ(post("nhung", "/bo-sung/gui", {{"cach", "tin-nhan"}}), 303);
  EXPECT_THAT(get("nhung", "/bo-sung"), Not(HasSubstr("Đóng hồ sơ")));
  EXPECT_EQ(post("nhung", "/bo-sung/dong"), 409);
  at("2026-10-21T08:00");
  EXPECT_THAT(get("nhung", "board"), HasSubstr("Hết hạn bổ sung, chờ đóng hồ sơ"));
  EXPECT_THAT(get("nhung"), HasSubstr("Bổ sung hoặc đóng hồ sơ"));
  EXPECT_THAT(get("nhung", "/bo-sung"), HasSubstr("Đóng hồ sơ, ra thông báo dừng (Mẫu 05)"));
  ASSERT_EQ(post("nhung", "/bo-sung/dong"), 303) << body_;
  EXPECT_EQ(state().biz, BizState::stopped);
  EXPECT_THAT(get("nhung", "/dung.pdf"), StartsWith("%PDF-"));
  EXPECT_THAT(get("nhung"), HasSubstr("mà không có kết quả"));
  EXPECT_THAT(get("nhung", "/sau-ket-thuc"), HasSubstr("Đóng hồ sơ vì không bổ sung"));
}

TEST_F(LifePagesTest, a_refusal_is_signed_and_handed_out_at_the_return_desk) {
  EXPECT_EQ(post("ha", "/tu-choi", {{"loai", "khong-co"}}), 422);
  EXPECT_THAT(body_, HasSubstr("Chọn một loại lý do"));
  EXPECT_EQ(post("ha", "/tu-choi", ground("ngoai-tham-quyen")), 422);
  EXPECT_THAT(body_, HasSubstr("Đất đang có tranh chấp")) << "nothing typed is lost";
  EXPECT_THAT(body_, HasSubstr("Ghi cơ quan có thẩm quyền"));
  ASSERT_EQ(post("ha", "/tu-choi", ground("khong-du-dieu-kien")), 303) << body_;
  EXPECT_THAT(get("ha", "/bo-sung"), HasSubstr("Đang chờ quyết định đề nghị từ chối giải quyết"));
  EXPECT_THAT(get("thanh"), HasSubstr("Quyết định đề nghị từ chối"));
  EXPECT_THAT(get("khanh", "/tu-choi"), Not(HasSubstr("Ký từ chối giải quyết")));
  ASSERT_EQ(post("thanh", "/tu-choi/ky"), 303) << body_;
  EXPECT_EQ(state().biz, BizState::refused_result);
  EXPECT_THAT(get("nhung", "/tu-choi.pdf"), StartsWith("%PDF-"));
  get("nhung", "/dung.pdf");
  EXPECT_EQ(status_, 404) << "a refusal is no stop";
  web::testing::Client desk(router_);
  desk.cookies["phien"] = "nhung";
  const auto page = desk.get("/tra-ket-qua?ma=" + accepted_.code).body;
  EXPECT_THAT(page, HasSubstr("Kết quả là phiếu từ chối"));
  EXPECT_THAT(page, HasSubstr("Họ tên người nhận"));
  EXPECT_THAT(get("nhung"), HasSubstr("Họ tên người nhận")) << "the case offers it too";
  ASSERT_EQ(post("nhung", "/tra-ket-qua", handing()), 303) << body_;
  EXPECT_EQ(state().biz, BizState::returned);
}

TEST_F(LifePagesTest, a_stop_gives_the_originals_back_before_the_archive) {
  ASSERT_EQ(post("ha", "/dung", ground("tranh-chap")), 303) << body_;
  EXPECT_EQ(post("khanh", "/de-nghi/tra-lai", {{"ly_do_khong", "Chưa cần"}}), 403) << "a stop is decided by who signs";
  ASSERT_EQ(post("thanh", "/dung/ky"), 303) << body_;
  EXPECT_EQ(state().biz, BizState::stopped);
  const web::testing::Pairs folder{{"cap_hop", "Hộp 12"}, {"thoi_han", "10 năm"}};
  EXPECT_EQ(post("yen", "/luu-tru", folder), 409);
  EXPECT_THAT(body_, HasSubstr("Còn bản chính phải trả người nộp"));
  EXPECT_EQ(post("nhung", "/tra-ban-chinh"), 422);
  EXPECT_THAT(get("nhung", "/sau-ket-thuc"), HasSubstr("Ghi đã trả bản chính"));
  EXPECT_THAT(get("khanh", "/sau-ket-thuc"), Not(HasSubstr("Ghi đã trả bản chính")));
  ASSERT_EQ(post("nhung", "/tra-ban-chinh", {{"nguoi_nhan_lai", "Trần Thị Ngọc Bích"}}), 303) << body_;
  EXPECT_THAT(get("yen"), HasSubstr("Đưa vào lưu trữ"));
  EXPECT_EQ(post("yen", "/luu-tru"), 422);
  ASSERT_EQ(post("yen", "/luu-tru", folder), 303) << body_;
  EXPECT_EQ(state().biz, BizState::archived);
  EXPECT_THAT(get("yen", "/sau-ket-thuc"), HasSubstr("Hộp 12"));
}

TEST_F(LifePagesTest, a_withdrawal_is_written_down_granted_and_its_money_handed_back) {
  w_.person("quy", "Hồ Thị Quỹ", identity::Role::cashier, "xa/mot-cua");
  EXPECT_EQ(post("nhung", "/rut", {{"nguoi_xin", ""}}), 422);
  ASSERT_EQ(post("nhung", "/rut", {{"nguoi_xin", "Trần Thị Ngọc Bích"}, {"ly_do", "Không còn nhu cầu"}}), 303) << body_;
  EXPECT_EQ(state().biz, BizState::withdraw_requested);
  EXPECT_THAT(get("nhung"), HasSubstr("Xử lý yêu cầu rút"));
  EXPECT_THAT(get("khanh", "/rut"), HasSubstr("Không cho rút"));
  EXPECT_THAT(get("khanh", "/rut"), Not(HasSubstr("Cho rút, ra thông báo dừng")));
  EXPECT_EQ(post("nhung", "/rut/dong-y", {{"hoan", "ba mươi"}}), 422);
  EXPECT_THAT(body_, HasSubstr("Ghi số tiền, ví dụ 30.000"));
  EXPECT_EQ(post("nhung", "/rut/dong-y", {{"hoan", "9.000.000"}, {"hoan_can_cu", "x"}}), 422);
  ASSERT_EQ(post("nhung", "/rut/dong-y", {{"hoan", "30.000"}, {"hoan_can_cu", "Thông tư của khoản này"}}), 303) << body_;
  EXPECT_EQ(state().biz, BizState::withdrawn);
  EXPECT_THAT(get("nhung", "/dung.pdf"), StartsWith("%PDF-"));
  EXPECT_THAT(get("quy", "/sau-ket-thuc"), HasSubstr("Ghi đã hoàn tiền"));
  EXPECT_EQ(post("nhung", "/hoan-tien", {{"chung_tu", "PC 12"}}), 403) << "who takes money in does not pay it out";
  EXPECT_EQ(post("quy", "/hoan-tien"), 422);
  ASSERT_EQ(post("quy", "/hoan-tien", {{"chung_tu", "PC 12"}}), 303) << body_;
  EXPECT_THAT(get("quy", "/sau-ket-thuc"), HasSubstr("Đã hoàn lúc"));
}

TEST_F(LifePagesTest, a_withdrawal_that_comes_too_late_is_answered_and_the_work_goes_on) {
  ASSERT_EQ(post("ha", "/du-thao", {{"title", "Văn bản"}}), 303);
  ASSERT_EQ(post("ha", "/trinh-ky", {{"nguoi", std::to_string(w_.account("thanh").value)}}), 303);
  ASSERT_EQ(post("thanh", "/ky-duyet"), 303);
  ASSERT_EQ(post("nhung", "/rut", {{"nguoi_xin", "Trần Thị Ngọc Bích"}, {"ly_do", "Đổi ý"}}), 303) << body_;
  EXPECT_EQ(post("nhung", "/rut/dong-y"), 409);
  EXPECT_EQ(post("khanh", "/rut/khong"), 422);
  ASSERT_EQ(post("khanh", "/rut/khong", {{"ly_do_khong_rut", "Kết quả đã ký"}, {"can_cu_khong_rut", "118/2025/NĐ-CP Điều 21.1"}}), 303)
      << body_;
  EXPECT_EQ(state(), (State{BizState::in_process, WorkSub::to_number}));
  EXPECT_THAT(get("nhung", "/rut"), HasSubstr("Kết quả đã ký"));
}

TEST_F(LifePagesTest, a_wrong_result_is_taken_back_to_work_by_who_signed) {
  ASSERT_EQ(post("ha", "/du-thao", {{"title", "Văn bản"}}), 303);
  ASSERT_EQ(post("ha", "/trinh-ky", {{"nguoi", std::to_string(w_.account("thanh").value)}}), 303);
  ASSERT_EQ(post("thanh", "/ky-duyet"), 303);
  ASSERT_EQ(post("yen", "/vao-so", {{"ky_hieu", "CT"}}), 303);
  ASSERT_EQ(post("yen", "/chuyen-tra"), 303);
  ASSERT_EQ(post("nhung", "/tra-ket-qua", handing()), 303) << body_;
  EXPECT_THAT(get("thanh"), HasSubstr("Sửa kết quả sai sót"));
  EXPECT_EQ(post("thanh", "/sua-ket-qua"), 422);
  ASSERT_EQ(post("thanh", "/sua-ket-qua", {{"ly_do", "Sai ngày sinh"}, {"can_cu", "118/2025/NĐ-CP Điều 23.1"}}), 303) << body_;
  EXPECT_EQ(state(), (State{BizState::in_process, WorkSub::drafting}));
  EXPECT_THAT(get("ha", "/sau-ket-thuc"), HasSubstr("1/2026/CT"));
}

TEST_F(LifePagesTest, control_sends_a_dossier_to_the_right_agency_in_two_steps) {
  EXPECT_THAT(get("kiem"), HasSubstr("Chuyển đúng cơ quan"));
  get("ha", "/chuyen-co-quan");
  EXPECT_EQ(status_, 403);
  EXPECT_THAT(get("kiem", "/chuyen-co-quan"), HasSubstr("Ủy ban nhân dân xã Tân Hội, Tỉnh Đồng Tháp"));
  EXPECT_THAT(get("kiem", "/chuyen-co-quan"), Not(HasSubstr("Căn cứ pháp lý"))) << "first the agency";
  const auto other = std::to_string(w_.unit("xa-2/ubnd").value);
  EXPECT_THAT(get("kiem", "/chuyen-co-quan?co_quan=" + other), HasSubstr("2. Chuyển đến Ủy ban nhân dân xã Tân Hội"));
  EXPECT_EQ(post("kiem", "/chuyen-co-quan", {{"co_quan", other}, {"ly_do", "Thửa đất ở xã khác"}}), 422);
  EXPECT_THAT(body_, HasSubstr("Thửa đất ở xã khác"));
  ASSERT_EQ(post("kiem", "/chuyen-co-quan", {{"co_quan", other}, {"ly_do", "Thửa đất ở xã khác"}, {"can_cu", "118/2025/NĐ-CP Điều 20"}}),
            303)
      << body_;
  EXPECT_EQ(w_.see(accepted_.code).competent_unit, w_.unit("xa-2/ubnd"));
}

TEST_F(LifePagesTest, another_commune_sees_nothing_of_it) {
  ask();
  ASSERT_EQ(post("nhung", "/bo-sung/gui", {{"cach", "tai-quay"}}), 303);
  for (const auto* end : {"/bo-sung", "/bo-sung.pdf", "/tu-choi", "/tu-choi.pdf", "/dung", "/dung.pdf", "/rut", "/sau-ket-thuc"}) {
    get("la", end);
    EXPECT_EQ(status_, 404) << end;
  }
  for (const auto* end : {"/bo-sung/gui", "/bo-sung/tra-loi", "/bo-sung/du", "/bo-sung/dong", "/rut", "/rut/dong-y", "/tra-ban-chinh"})
    EXPECT_EQ(post("la", end), 404) << end;
  EXPECT_THAT(get("la", "board"), Not(HasSubstr(accepted_.code)));
}

}  // namespace
}  // namespace motcua::dossier
