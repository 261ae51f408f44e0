// Judging and reporting, on both databases and over the pages.
#include "feedback/feedback.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "feedback/pages.hpp"
#include "store/testing_raw.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::feedback {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Questions, cover_the_decree_and_only_what_counts_is_counted) {
  const auto questions = questions_on(Day{std::chrono::year{2026} / 11 / 25});
  EXPECT_EQ(questions.size(), 8U);
  EXPECT_TRUE(questions_on(Day{std::chrono::year{2025} / 6 / 30}).empty()) << "the decree holds from 01/7/2025";
  EXPECT_EQ(score_of(questions, {}), std::nullopt) << "nobody answered: never full marks";
  EXPECT_EQ(score_of(questions, {{"truc-tuyen", "khong-dung"}}), std::nullopt) << "does not concern him";
  EXPECT_EQ(score_of(questions, {{"thoi-gian", "dung"}}), 100);
  EXPECT_EQ(score_of(questions, {{"thoi-gian", "dung"}, {"so-noi", "hai"}, {"thai-do", "khong-gap"}}), 75);
  EXPECT_EQ(score_of(questions, {{"thoi-gian", "tre"}, {"so-noi", "mot"}, {"ket-qua", "dung"}}), 67) << "rounded half up";
  EXPECT_TRUE(valid(questions, {{"thoi-gian", "la"}, {"khong-co", "dung"}}).empty());
  for (const auto& q : questions)
    for (const auto& o : q.options)
      if (o.points) {
        EXPECT_GE(*o.points, 0);
        EXPECT_LE(*o.points, 100);
      }
}

class FeedbackPages : public ::testing::TestWithParam<store::Engine> {
 protected:
  FeedbackPages() {
    router_.add(web::bind_routes("feedback", pages_, Pages::routes()));
    w_.person("giamdoc", "Đặng Thị Lan", identity::Role::bpmc_head, "xa/mot-cua");
    accepted_ = w_.accepted(1);
  }
  void run_to_the_end() {
    dossier::Ref r{accepted_.id, 1};
    auto& d = w_.dossiers;
    r.version = d.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")).value();
    r.version = d.assign(w_.as("khanh"), r, w_.account("ha")).value();
    r.version = d.save_draft_result(w_.as("ha"), r, {"Văn bản chứng thực", "Đúng quy định", "Nội dung"}).value();
    r.version = d.submit_for_signature(w_.as("ha"), r, w_.account("thanh")).value();
    r.version = d.approve(w_.as("thanh"), r).value();
    r.version = d.number_result(w_.as("yen"), r, "CT").value();
    r.version = d.mark_ready(w_.as("yen"), r).value();
    dossier::Handing handing;
    handing.receiver = "Trần Thị Ngọc Bích";
    handing.receiver_number = "087199001234";
    handing.identity_check = "the-can-cuoc";
    handing.confirmed = true;
    const auto done = d.return_result(w_.as("nhung"), r, handing);
    ASSERT_TRUE(done) << done.error().message;
  }
  web::testing::Client client(std::string name = {}) {
    web::testing::Client c(router_);
    if (!name.empty()) c.cookies["phien"] = std::move(name);
    return c;
  }
  std::string link() const { return "/danh-gia/" + accepted_.token; }
  std::string verify() {
    for (const auto& v : verifiers())
      if (const auto broken = database_->read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::World w_{*database_};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Feedback feedback_{*database_, w_.clock, w_.ids, w_.identity, w_.dossiers};
  Pages pages_{feedback_, w_.identity, w_.clock, shells_};
  dossier::Accepted accepted_;
};
MOTCUA_EACH_ENGINE(FeedbackPages);

TEST_P(FeedbackPages, a_dossier_is_judged_once_after_its_return) {
  EXPECT_THAT(client().get(link()).body, HasSubstr("Hồ sơ chưa xong"));
  EXPECT_EQ(client().post(link(), {{"chung", "5"}, {"thoi-gian", "dung"}}).status, 409) << "too early";
  run_to_the_end();
  EXPECT_THAT(client().get(link()).body, HasSubstr("Kết quả có đúng hẹn không?"));
  EXPECT_EQ(client().post(link(), {{"thoi-gian", "dung"}}).status, 422);
  EXPECT_EQ(client().post(link(), {{"chung", "4"}}).status, 422) << "at least one question";
  EXPECT_EQ(client().post(link(), {{"chung", "4"}, {"thoi-gian", "dung"}, {"so-noi", "hai"}, {"gop_y", "Chờ hơi lâu"}}).status, 303);
  EXPECT_THAT(client().get(link()).body, HasSubstr("Bạn đã đánh giá hồ sơ này"));
  EXPECT_EQ(client().post(link(), {{"chung", "1"}, {"thoi-gian", "tre"}}).status, 409) << "one vote";
  EXPECT_EQ(client().get("/danh-gia/KHONGCO").status, 404);
  const auto rating = feedback_.rating_of(accepted_.id).value();
  EXPECT_EQ(rating.score, 75);
  EXPECT_EQ(rating.overall, 4);
  EXPECT_EQ(rating.officer, "Phạm Thị Thu Hà");
  EXPECT_EQ(verify(), "");

  const auto open = client().get("/danh-gia").body;
  EXPECT_THAT(open, HasSubstr("Trung tâm Phục vụ hành chính công xã Tân Phú"));
  EXPECT_THAT(open, HasSubstr("75,0"));
  EXPECT_THAT(open, Not(HasSubstr("Chờ hơi lâu"))) << "what people wrote is for the office";
  EXPECT_THAT(client("giamdoc").get("/bang-dieu-hanh/danh-gia").body, HasSubstr("Chờ hơi lâu"));
  EXPECT_THAT(client("giamdoc").get("/bang-dieu-hanh/danh-gia?tu=01/01/2026&den=31/01/2026").body, HasSubstr("Chưa có số liệu"));
  EXPECT_EQ(client().get("/danh-gia?tu=abc").status, 422);
  EXPECT_EQ(client("ha").get("/bang-dieu-hanh/danh-gia").status, 403);

  store::RawDatabase raw(database_.url());
  EXPECT_EQ(raw.change("UPDATE feedback_rating SET overall = 5"), 1);
  EXPECT_THAT(verify(), HasSubstr("feedback_rating"));
}

TEST_P(FeedbackPages, a_report_is_numbered_assigned_answered_and_shown_without_names) {
  const auto unit = std::to_string(w_.unit("xa/mot-cua").value);
  EXPECT_EQ(client().post("/phan-anh", {{"noi_dung", "x"}}).status, 422);
  const web::testing::Pairs sent{{"loai", "behaviour"},
                                 {"noi_nhan", unit},
                                 {"noi_dung", "Cán bộ ở quầy 2 trả lời cộc lốc."},
                                 {"ho_ten", "Lê Văn Sáu"},
                                 {"lien_he", "0912 345 678"}};
  EXPECT_EQ(client().post("/phan-anh", sent).status, 303);
  const auto board = client("giamdoc").get("/phan-anh/xu-ly");
  EXPECT_THAT(board.body, HasSubstr("PA-261005-0001"));
  EXPECT_EQ(client("nhung").get("/phan-anh/xu-ly").status, 403);
  const auto address = std::string("/phan-anh/xu-ly/PA-261005-0001");
  const auto page = client("giamdoc").get(address);
  EXPECT_THAT(page.body, HasSubstr("Lê Văn Sáu"));
  EXPECT_THAT(page.body, HasSubstr("trả lời trước 17:00 26/10/2026")) << "20 days end on a Sunday, hence Monday evening";
  const auto v = [&] { return std::to_string(feedback_.open(w_.as("giamdoc"), "PA-261005-0001").value().version); };
  EXPECT_EQ(client("giamdoc").post(address + "/giao", {{"v", v()}, {"nguoi_tra_loi", "1"}}).status, 422);
  EXPECT_EQ(client("giamdoc").post(address + "/giao", {{"v", v()}, {"nguoi_tra_loi", std::to_string(w_.account("giamdoc").value)}}).status,
            303);
  EXPECT_EQ(client("giamdoc").post(address + "/chuyen", {{"v", v()}, {"chuyen_den", ""}}).status, 422);
  EXPECT_EQ(client("giamdoc").post(address + "/tra-loi", {{"v", v()}, {"tra_loi", "Chúng tôi xin lỗi"}}).status, 422);
  EXPECT_EQ(client("giamdoc").post(address + "/tra-loi", {{"v", "1"}, {"tra_loi", "Chúng tôi xin lỗi"}, {"ket_luan", "dung"}}).status, 409);
  EXPECT_EQ(client("giamdoc")
                .post(address + "/tra-loi",
                      {{"v", v()}, {"tra_loi", "Chúng tôi xin lỗi và đã nhắc nhở."}, {"ket_luan", "dung"}, {"cong_khai", "Thái độ ở quầy"}})
                .status,
            303);
  const auto shown = client().get("/phan-anh").body;
  EXPECT_THAT(shown, HasSubstr("Thái độ ở quầy"));
  EXPECT_THAT(shown, HasSubstr("đã nhắc nhở"));
  EXPECT_THAT(shown, Not(HasSubstr("Lê Văn Sáu")));
  EXPECT_THAT(shown, Not(HasSubstr("quầy 2")));
  EXPECT_EQ(client("giamdoc").post(address + "/tra-loi", {{"v", v()}, {"tra_loi", "Lần nữa"}, {"ket_luan", "dung"}}).status, 409);
  EXPECT_EQ(verify(), "");
  store::RawDatabase raw(database_.url());
  EXPECT_EQ(raw.change("UPDATE feedback_report SET answer = 'khác'"), 1);
  EXPECT_THAT(verify(), HasSubstr("feedback_report"));
}

}  // namespace
}  // namespace motcua::feedback
