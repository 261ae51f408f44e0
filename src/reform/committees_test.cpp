// The steering committee: from the regulation to conclusions that are tasks, and what of them is told at the next session.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/testing_pages.hpp"
#include "store/testing_raw.hpp"

namespace motcua::reform {
namespace {

using testing::day;
using ::testing::HasSubstr;
using ::testing::Not;

class CommitteesOf : public testing::PagesTest {
 protected:
  Committees& committees() { return w.reform.services().committees; }
  std::int64_t committee() {
    return committees()
        .set_up(w.as("kiem"), {.unit = w.unit("xa/ubnd"),
                               .name = "Ban Chỉ đạo cải cách hành chính",
                               .decision = "609/QĐ-UBND",
                               .set_up_on = day("2026-08-23"),
                               .follow_up = w.unit("xa/van-phong")})
        .value();
  }
  std::int64_t held(std::int64_t of, std::string_view on = "2026-09-01") {
    const auto id =
        committees().plan_session(w.as("kiem"), of, {.day = day(on), .place = "Phòng họp 1", .chair = "Trần Thị Chủ Tịch"}).value();
    EXPECT_TRUE(committees().hold(w.as("kiem"), id, "Đủ thành viên"));
    return id;
  }
  Item item(std::string text) const { return {.text = std::move(text), .content = Content::digital, .lead = w.unit("xa/van-phong")}; }
  std::string typed(std::int64_t n) const { return std::to_string(n); }
};
MOTCUA_EACH_ENGINE(CommitteesOf);

TEST_P(CommitteesOf, A18_a_conclusion_becomes_tasks_with_targets_followed_up_by_the_office) {
  const auto kiem = w.as("kiem");
  const auto session = held(committee());
  auto a = item("Thực hiện ký số, tài khoản dịch vụ công");
  a.metric = "ky-so";
  a.target_kind = TargetKind::at_least;
  a.target = 10'000;
  ASSERT_TRUE(committees().add_item(kiem, session, a));
  auto b = item("Có hồ sơ trực tuyến không thấp hơn mặt bằng chung của tỉnh");
  b.metric = "truc-tuyen";
  b.target_kind = TargetKind::average;
  b.due = day("2026-09-20");
  ASSERT_TRUE(committees().add_item(kiem, session, b));
  EXPECT_TRUE(committees().session(w.as("ha"), session).value().items.empty()) << "a conclusion is nobody's before it is issued";
  ASSERT_TRUE(committees().conclude(kiem, session, "305/TB-BCĐ", day("2026-09-04"), "Thống nhất quy chế", "", "Còn chậm"));
  const auto v = committees().session(kiem, session).value();
  ASSERT_EQ(v.tasks.size(), 2U);
  const auto& given = v.tasks[1].task;
  EXPECT_EQ(given.origin, Origin::conclusion);
  EXPECT_EQ(given.document, "Thông báo 305/TB-BCĐ ngày 04/09/2026, điểm b");
  EXPECT_EQ(given.target_kind, TargetKind::average);
  EXPECT_EQ(given.follow_up, w.unit("xa/van-phong"));
  EXPECT_EQ(given.due, day("2026-09-20"));
  EXPECT_EQ(committees().follow_up(kiem).open, 2);
  // Its lead reports on it like on any other task.
  EXPECT_TRUE(w.reform.services().plans.add_note(w.as("ha"), given.id, "Đang làm"));
  EXPECT_EQ(committees().conclude(kiem, session, "306/TB", day("2026-09-05"), "", "", "").error().key, "reform.not_held");
  EXPECT_EQ(committees().add_item(kiem, session, item("Muộn")).error().key, "reform.item_too_late");
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(CommitteesOf, what_is_open_of_earlier_sessions_stands_on_the_agenda_of_the_next) {
  const auto kiem = w.as("kiem");
  const auto of = committee();
  const auto first = held(of);
  ASSERT_TRUE(committees().add_item(kiem, first, item("Chỉnh lý, số hóa kết quả còn hiệu lực")));
  ASSERT_TRUE(committees().conclude(kiem, first, "1/TB-BCĐ", day("2026-09-02"), "", "", ""));
  const auto second = committees().plan_session(kiem, of, {.day = day("2026-12-01"), .chair = "Chủ tịch"}).value();
  const auto v = committees().session(kiem, second).value();
  EXPECT_EQ(v.session.number, 2);
  ASSERT_EQ(v.earlier.size(), 1U);
  EXPECT_EQ(committees().hold(kiem, second, "Đủ").error().key, "reform.session_ahead");
  EXPECT_TRUE(committees().session(kiem, first).value().earlier.empty());
}

TEST_P(CommitteesOf, papers_go_from_comments_to_issued_and_never_back) {
  const auto kiem = w.as("kiem");
  const auto of = committee();
  const auto paper = committees().add_paper(kiem, of, {.kind = PaperKind::regulation, .title = "Quy chế làm việc"}).value();
  ASSERT_TRUE(committees().move_paper(kiem, paper, PaperState::for_signature, "", {}, "Tiếp thu 3 ý kiến"));
  EXPECT_EQ(committees().move_paper(kiem, paper, PaperState::comments, "", {}, "").error().key, "reform.paper_back");
  EXPECT_EQ(committees().move_paper(kiem, paper, PaperState::issued, "", {}, "").error().key, "reform.paper_unnumbered");
  ASSERT_TRUE(committees().move_paper(kiem, paper, PaperState::issued, "12/QC-BCĐ", day("2026-08-31"), ""));
  const auto v = committees().open(kiem, of).value();
  EXPECT_EQ(v.papers.at(0).number, "12/QC-BCĐ");
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(CommitteesOf, are_read_below_and_led_by_the_standing_body_only) {
  const auto of = committee();
  EXPECT_EQ(committees().add_member(w.as("kiem"), of, {.name = "Một Người", .role = MemberRole::head}).has_value(), true);
  EXPECT_EQ(committees().add_member(w.as("kiem"), of, {.name = "Hai Người", .role = MemberRole::head}).error().key, "reform.second_head");
  EXPECT_EQ(committees().add_member(w.as("ha"), of, {.name = "Ba Người"}).error().code, Errc::forbidden);
  EXPECT_TRUE(committees().open(w.as("ha"), of));
  EXPECT_EQ(committees().open(w.as("xa2"), of).error().code, Errc::not_found);
  EXPECT_TRUE(committees().list(w.as("xa2")).empty());
  EXPECT_EQ(committees()
                .set_up(w.as("xa2"), {.unit = w.unit("xa/ubnd"),
                                      .name = "x",
                                      .decision = "1",
                                      .set_up_on = day("2026-08-23"),
                                      .follow_up = w.unit("xa/van-phong")})
                .error()
                .code,
            Errc::forbidden);
}

TEST_P(CommitteesOf, a_conclusion_without_its_task_is_told_by_verify) {
  const auto session = held(committee());
  ASSERT_TRUE(committees().add_item(w.as("kiem"), session, item("Việc")));
  ASSERT_TRUE(committees().conclude(w.as("kiem"), session, "1/TB", day("2026-09-02"), "", "", ""));
  ASSERT_EQ(w.broken(*database), "");
  store::RawDatabase raw(database.url());
  raw.change("UPDATE reform_item SET given = 0");
  EXPECT_THAT(w.broken(*database), HasSubstr("reform_item"));
}

TEST_P(CommitteesOf, pages_lead_from_the_session_to_its_tasks) {
  const auto wrong = post("kiem", "/cai-cach/ban-chi-dao/them", {{"ten", "Ban đã gõ"}, {"quyet_dinh", ""}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Ban đã gõ"));
  EXPECT_THAT(wrong.body, HasSubstr("Ghi số quyết định thành lập"));
  const auto made = post("kiem", "/cai-cach/ban-chi-dao/them",
                         {{"don_vi", typed(w.unit("xa/ubnd").value)},
                          {"ten", "Ban Chỉ đạo thử"},
                          {"quyet_dinh", "609/QĐ-UBND"},
                          {"ngay", "23/08/2026"},
                          {"theo_doi", typed(w.unit("xa/van-phong").value)}});
  ASSERT_EQ(made.status, 303) << made.body;
  const auto path = web::testing::header_of(made, "location");
  EXPECT_EQ(post("kiem", path + "/phien", {{"ngay", "01/09/2026"}, {"chu_tri", "Chủ tịch"}}).status, 303);
  const auto of = committees().list(w.as("kiem")).at(0);
  const auto session = "/cai-cach/phien-hop/" + typed(of.sessions.at(0).id);
  EXPECT_THAT(get("kiem", session).body, HasSubstr("Ghi đã họp"));
  EXPECT_THAT(get("ha", session).body, Not(HasSubstr("Ghi đã họp")));
  EXPECT_EQ(get("ha", session + "/hop").status, 403);
  EXPECT_EQ(get("xa2", session).status, 404);
  EXPECT_EQ(post("kiem", session + "/hop", {{"du_hop", "Đủ thành viên"}}).status, 303);
  const auto no_target = post("kiem", session + "/noi-dung",
                              {{"noi_dung", "Ký số mọi văn bản"},
                               {"nc", "NC6"},
                               {"chu_tri", typed(w.unit("xa/van-phong").value)},
                               {"so_lieu", "ky-so"},
                               {"chi_tieu", "at_least"},
                               {"muc", "cao"}});
  EXPECT_EQ(no_target.status, 422);
  EXPECT_THAT(no_target.body, HasSubstr("Ký số mọi văn bản"));
  EXPECT_EQ(post("kiem", session + "/noi-dung",
                 {{"noi_dung", "Ký số mọi văn bản"},
                  {"nc", "NC6"},
                  {"chu_tri", typed(w.unit("xa/van-phong").value)},
                  {"so_lieu", "ky-so"},
                  {"chi_tieu", "at_least"},
                  {"muc", "100"}})
                .status,
            303);
  EXPECT_EQ(get("kiem", session + "/thong-bao.pdf").status, 404);
  EXPECT_EQ(post("kiem", session + "/thong-bao", {{"so", "305/TB-BCĐ"}, {"ngay", "04/09/2026"}}).status, 303);
  const auto page = get("ha", session);
  EXPECT_THAT(page.body, HasSubstr("Ký số mọi văn bản"));
  EXPECT_THAT(page.body, HasSubstr("ít nhất 100%"));
  EXPECT_TRUE(get("ha", session + "/thong-bao.pdf").body.starts_with("%PDF"));
  EXPECT_THAT(get("kiem", path).body, HasSubstr("Thông báo 305/TB-BCĐ"));
  EXPECT_THAT(get("ha", "/cai-cach/nhiem-vu").body, HasSubstr("Ký số mọi văn bản"));
  EXPECT_THAT(get("kiem", "/cai-cach").body, HasSubstr("Kết luận Ban Chỉ đạo"));
}

}  // namespace
}  // namespace motcua::reform
