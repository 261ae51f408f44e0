// A survey from its draft to its result and a dialogue from its notice to its promises, by service and by page, on both databases.
#include "survey/survey.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/plan_reports.hpp"
#include "reform/testing_world.hpp"
#include "store/testing_raw.hpp"
#include "survey/pages.hpp"
#include "survey/services.hpp"

namespace motcua::survey {
namespace {

using reform::testing::day;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<store::MigrationSet> tables() {
  auto all = reform::testing::all_tables();
  all.push_back(migrations());
  return all;
}

class SurveyOf : public ::testing::TestWithParam<store::Engine> {
 protected:
  SurveyOf() { router_.add(pages_.routes()); }
  Polls& polls() { return survey_.services().polls; }
  Dialogues& dialogues() { return survey_.services().dialogues; }

  // Dossiers of so many people, settled and given back; two of the first one.
  void settle(int people) {
    for (int n = 0; n <= people; ++n) {
      auto intake = w.base.intake(n + 1);
      intake.applicant.number = "0871990012" + std::string(n < 11 ? "0" : "") + std::to_string(std::max(n - 1, 0));
      const auto a = w.base.dossiers.accept(w.as("nhung"), intake);
      ASSERT_TRUE(a) << a.error().message;
      auto& d = w.base.dossiers;
      dossier::Ref r{a->id, 1};
      r.version = d.hand_over(w.as("nhung"), r, w.unit("xa/van-phong")).value();
      r.version = d.assign(w.as("khanh"), r, w.base.account("ha")).value();
      r.version = d.save_draft_result(w.as("ha"), r, {"Văn bản chứng thực", "Đúng quy định", "Nội dung"}).value();
      r.version = d.submit_for_signature(w.as("ha"), r, w.base.account("thanh")).value();
      r.version = d.approve(w.as("thanh"), r).value();
      r.version = d.number_result(w.as("yen"), r, "CT").value();
      r.version = d.mark_ready(w.as("yen"), r).value();
    }
  }
  std::int64_t drafted() {
    w.base.clock.set(parse_instant("2026-10-20T09:00").value());  // what a survey is about is over
    const auto id = polls().draft(
        w.as("kiem"),
        {.unit = w.unit("xa/ubnd"), .year = 2026, .title = "Khảo sát 2026", .from = day("2026-10-01"), .to = day("2026-10-19")});
    EXPECT_TRUE(id) << id.error().message;
    return id.value_or(0);
  }
  std::int64_t open_poll(int people) {
    settle(people);
    const auto id = drafted();
    EXPECT_TRUE(polls().announce(w.as("kiem"), id));
    const auto n = polls().draw(w.as("kiem"), id);
    EXPECT_TRUE(n) << n.error().message;
    return id;
  }
  std::vector<std::string> links(std::int64_t poll) {
    std::vector<std::string> out;
    const auto rows = polls().drawn(w.as("kiem"), poll, 0, 500).value();
    for (const auto& row : rows)
      if (!row.link.empty()) out.push_back(row.link);
    return out;
  }
  web::testing::Client client(std::string who = {}) {
    web::testing::Client c(router_);
    if (!who.empty()) c.cookies["phien"] = std::move(who);
    return c;
  }
  std::string broken() {
    const auto checks = survey_.verifiers();
    return store::verify(*database_, checks, false).first();
  }
  std::int64_t announced() {
    const auto id = dialogues().plan(w.as("kiem"), {.unit = w.unit("xa/ubnd"), .year = 2026, .month = 10, .topic = "Thủ tục đất đai"});
    EXPECT_TRUE(id) << id.error().message;
    const auto told = dialogues().announce(
        w.as("kiem"), *id,
        {.chair = "Chủ tịch xã", .place = "Hội trường", .day = day("2026-10-05"), .clock = "08:00", .invited = "Người dân trong xã"});
    EXPECT_TRUE(told) << told.error().message;
    return *id;
  }

  store::TestDatabase database_{tables(), GetParam()};
  reform::testing::World w{database_};
  Survey survey_{w.reform, w.reports, w.base.dossiers, std::string(32, 'x'), "https://motcua.example"};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w.base};
  Pages pages_{survey_, shells_};
  web::Router router_{{gate_, w.base.clock}, {.secret = std::string(32, 's')}};
};
MOTCUA_EACH_ENGINE(SurveyOf);

TEST_P(SurveyOf, people_are_drawn_once_by_the_published_seed_and_answer_once) {
  const auto id = open_poll(12);
  const auto v = polls().open(w.as("kiem"), id).value();
  EXPECT_EQ(v.poll.wanted, 12) << "13 dossiers of 12 people";
  EXPECT_FALSE(v.poll.seed.empty());
  EXPECT_EQ(polls().draw(w.as("kiem"), id).error().key, "survey.not_to_draw");
  EXPECT_EQ(polls().set_form(w.as("kiem"), id, v.form).error().key, "survey.form_frozen");
  const auto open = links(id);
  ASSERT_EQ(open.size(), 12U);
  EXPECT_EQ(client().get(open[0]).status, 200);
  EXPECT_EQ(client().get("/khao-sat/khong-co-phieu-12").status, 404);
  const auto wrong = client().post(open[0], {{"cau.Y1.1", "4"}, {"gop_y", "Đã gõ"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Đã gõ")) << "nothing typed is lost";
  EXPECT_THAT(wrong.body, HasSubstr("Chọn một mức"));
  EXPECT_EQ(client().post(open[0], {{"cau.chung", "5"}, {"cau.Y1.1", "4"}, {"cau.la", "5"}}).status, 303);
  EXPECT_EQ(client().post(open[0], {{"cau.chung", "1"}}).status, 409) << "one vote a person";
  EXPECT_THAT(client().get(open[0]).body, HasSubstr("Phiếu này đã được trả lời"));
  EXPECT_EQ(broken(), "");
}

TEST_P(SurveyOf, results_show_no_group_that_is_too_small) {
  const auto id = open_poll(9);
  const auto open = links(id);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(client().post(open[i], {{"cau.chung", i == 0 ? "3" : "5"}, {"tai", "quay"}}).status, 303);
  EXPECT_EQ(polls().close(w.as("kiem"), id).error().key, "survey.too_few");
  EXPECT_FALSE(survey_.sipas(w.unit("xa/ubnd"), 2026)) << "an open survey is no figure";
  const auto base = "/cai-cach/khao-sat/" + std::to_string(id);
  EXPECT_THAT(client("kiem").get(base).body, Not(HasSubstr("75,00%")));
  // A paper questionnaire, by its number.
  EXPECT_EQ(client("ha").post(base + "/phieu-giay", {{"so_phieu", "5"}, {"cau.chung", "4"}, {"gop_y", "Thêm ghế"}}).status, 403)
      << "not her unit";
  EXPECT_EQ(client("kiem").post(base + "/phieu-giay", {{"so_phieu", "999"}, {"cau.chung", "4"}}).status, 422);
  EXPECT_EQ(client("kiem").post(base + "/phieu-giay", {{"so_phieu", "9"}, {"cau.chung", "4"}, {"gop_y", "Thêm ghế"}}).status, 303);
  EXPECT_EQ(client("kiem").post(base + "/phieu-giay", {{"so_phieu", "9"}, {"cau.chung", "4"}}).status, 422) << "entered before";
  ASSERT_TRUE(polls().close(w.as("kiem"), id));
  const auto page = client("kiem").get(base).body;
  EXPECT_THAT(page, HasSubstr("80,00%"));
  EXPECT_THAT(page, HasSubstr("Thêm ghế"));
  const auto open_page = client().get("/khao-sat").body;
  EXPECT_THAT(open_page, HasSubstr("80,00%"));
  EXPECT_THAT(open_page, Not(HasSubstr("Thêm ghế"))) << "what people wrote is for the office";
  EXPECT_EQ(survey_.sipas(w.unit("xa/ubnd"), 2026).value().content, 4);
  const auto told = survey_.figure("khao-sat.chi-so", w.unit("xa/ubnd"), day("2026-10-01"), day("2026-12-14")).value();
  EXPECT_EQ(told.value, "80,00%") << "what a periodic report of reform says";
  EXPECT_THAT(told.href, HasSubstr(base));
  EXPECT_EQ(client().post(open.back(), {{"cau.chung", "5"}}).status, 409) << "closed";
  EXPECT_EQ(broken(), "");
  store::RawDatabase raw(database_.url());
  EXPECT_EQ(raw.change("UPDATE survey_answer SET levels = 'chung=5' WHERE levels = 'chung=3'"), 1);
  EXPECT_THAT(broken(), HasSubstr("survey_answer"));
}

TEST_P(SurveyOf, somebody_who_cannot_be_reached_is_replaced_by_who_stands_by) {
  settle(30);
  w.base.clock.set(parse_instant("2026-10-20T09:00").value());
  const auto id = polls()
                      .draft(w.as("kiem"), {.unit = w.unit("xa/ubnd"),
                                            .year = 2026,
                                            .title = "Ít người",
                                            .from = day("2026-10-01"),
                                            .to = day("2026-10-19"),
                                            .error = 20})
                      .value();
  ASSERT_TRUE(polls().announce(w.as("kiem"), id));
  const auto n = polls().draw(w.as("kiem"), id).value();
  EXPECT_EQ(n, 14) << "31 dossiers: 31 / (1 + 31 · 0,04), rounded up";
  const auto rows = polls().drawn(w.as("kiem"), id, 0, 500).value();
  ASSERT_EQ(rows.size(), 17U) << "and a fifth stands by";
  EXPECT_TRUE(rows[14].link.empty());
  EXPECT_EQ(polls().drop(w.as("kiem"), rows[0].draw.id, " ").error().key, "survey.drop_reason");
  ASSERT_TRUE(polls().drop(w.as("kiem"), rows[0].draw.id, "Đã chuyển đi"));
  EXPECT_EQ(client().get(rows[0].link).status, 404) << "his link is no more";
  const auto after = polls().drawn(w.as("kiem"), id, 0, 500).value();
  EXPECT_FALSE(after[14].link.empty());
  EXPECT_EQ(polls().open(w.as("kiem"), id)->asked, 14);
  EXPECT_EQ(broken(), "");
}

TEST_P(SurveyOf, pages_refuse_who_may_not_and_hide_what_is_not_visible) {
  const auto id = drafted();
  const auto base = "/cai-cach/khao-sat/" + std::to_string(id);
  EXPECT_EQ(client("kiem").get("/cai-cach/khao-sat/them").status, 200);
  EXPECT_EQ(client("ha").get("/cai-cach/khao-sat/them").status, 403);
  EXPECT_EQ(client("xa2").get(base).status, 404);
  EXPECT_EQ(client("kiem").get(base + "/khong-co").status, 404);
  EXPECT_EQ(client("kiem").get(base + "/phieu-giay").status, 404) << "nothing to enter yet";
  EXPECT_THAT(client().get("/khao-sat").body, Not(HasSubstr("Khảo sát 2026"))) << "a draft is nobody's business";
  const auto wrong = client("kiem").post("/cai-cach/khao-sat/them", {{"don_vi", std::to_string(w.unit("xa/ubnd").value)},
                                                                     {"ten", "Tên đã gõ"},
                                                                     {"nam", "2026"},
                                                                     {"sai_so", "5"},
                                                                     {"tu", "01/10/2026"},
                                                                     {"den", "mai"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Tên đã gõ"));
  EXPECT_EQ(client("kiem").post(base + "/phieu-hoi", {{"trong_so.Y1", "50"}}).status, 422);
  EXPECT_EQ(polls()
                .draft(w.as("kiem"),
                       {.unit = w.unit("xa-2/ubnd"), .year = 2026, .title = "X", .from = day("2026-10-01"), .to = day("2026-10-02")})
                .error()
                .code,
            Errc::forbidden);
  EXPECT_EQ(polls().draw(w.as("kiem"), id).error().key, "survey.not_to_draw");
}

TEST_P(SurveyOf, series_are_imported_whole_and_again_without_a_second_row) {
  const auto province = w.unit("tinh");
  EXPECT_EQ(polls().import_series(w.as("kiem"), province, "chi_so;nam;gia_tri;nguon\nPCI;2024;66,5;A\n").error().code, Errc::forbidden);
  const auto wrong = client("tinh").post(
      "/cai-cach/chi-so-cong-bo/nhap",
      {{"don_vi", std::to_string(province.value)}, {"noi_dung", "chi_so;nam;gia_tri;nguon\nPCI;2024;66,5;A\nPCI;2025;x;A\n"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("Dòng 3, cột gia_tri"));
  EXPECT_TRUE(polls().series(w.as("kiem"), province).empty()) << "the whole file or nothing";
  EXPECT_EQ(polls().import_series(w.as("tinh"), province, "chi_so;nam;gia_tri;nguon\nPCI;2024;66,5;A\nPCI;2025;67;A\n").value(), 2);
  EXPECT_EQ(polls().import_series(w.as("tinh"), province, "chi_so;nam;gia_tri;nguon\nPCI;2024;66,5;A\nPCI;2025;67,1;B\n").value(), 1);
  const auto page = client("kiem").get("/cai-cach/chi-so-cong-bo").body;
  EXPECT_THAT(page, HasSubstr("67,10"));
  EXPECT_THAT(page, Not(HasSubstr("67,00")));
  EXPECT_EQ(broken(), "");
}

TEST_P(SurveyOf, a_question_asked_in_public_is_answered_in_public_without_its_sender) {
  const auto id = announced();
  const auto open = "/doi-thoai/" + std::to_string(id);
  const auto staff = "/cai-cach" + open;
  EXPECT_THAT(client().get("/doi-thoai").body, HasSubstr("Thủ tục đất đai"));
  EXPECT_EQ(client().post(open + "/hoi", {{"cau_hoi", " "}, {"ten", "Lê Thị Sáu"}}).status, 422);
  EXPECT_EQ(client()
                .post(open + "/hoi", {{"cau_hoi", "Tôi là Lê Thị Sáu, sao hồ sơ phải bổ sung hai lần?"},
                                      {"ten", "Lê Thị Sáu"},
                                      {"lien_he", "0912 000 222"},
                                      {"noi_dung", "NC2"}})
                .status,
            303);
  EXPECT_THAT(client().get(open).body, Not(HasSubstr("bổ sung hai lần"))) << "not before somebody looked at it";
  EXPECT_THAT(client().get(open).body, HasSubstr("Đã nhận 1 câu hỏi"));
  const auto desk = client("kiem").get(staff).body;
  EXPECT_THAT(desk, HasSubstr("0912 000 222"));
  EXPECT_THAT(client("ha").get("/cai-cach/doi-thoai").body, Not(HasSubstr("0912 000 222")));
  const auto q = std::to_string(dialogues().open(w.as("kiem"), id)->questions.at(0).id);
  EXPECT_EQ(client("kiem").post(staff + "/xem-xet", {{"cau", q}, {"cong_khai", ""}, {"nhan", "co"}}).status, 422);
  EXPECT_EQ(client("kiem").post(staff + "/xem-xet", {{"cau", q}, {"cong_khai", "Sao hồ sơ phải bổ sung hai lần?"}, {"nhan", "co"}}).status,
            303);
  EXPECT_THAT(client().get(open).body, HasSubstr("Sao hồ sơ phải bổ sung hai lần?"));
  EXPECT_EQ(client("kiem")
                .post(staff + "/tra-loi",
                      {{"cau", q}, {"cong_khai", "Sao hồ sơ phải bổ sung hai lần?"}, {"tra_loi", "Chỉ một lần."}, {"tai_cho", "1"}})
                .status,
            303);
  const auto shown = client().get(open).body;
  EXPECT_THAT(shown, HasSubstr("Chỉ một lần."));
  EXPECT_THAT(shown, Not(HasSubstr("Lê Thị Sáu")));
  EXPECT_EQ(broken(), "");
  w.base.clock.set(parse_instant("2026-10-06T09:00").value());
  EXPECT_EQ(client().post(open + "/hoi", {{"cau_hoi", "Muộn rồi"}}).status, 409);
  EXPECT_THAT(client().get(open + "/hoi").body, HasSubstr("không còn nhận câu hỏi"));
}

TEST_P(SurveyOf, a_promise_is_a_task_and_its_state_is_public) {
  const auto id = announced();
  const auto staff = "/cai-cach/doi-thoai/" + std::to_string(id);
  EXPECT_EQ(client("kiem").post(staff + "/loi-hua", {{"viec", "Mở quầy sáng thứ Bảy"}, {"han", "hôm nay"}}).status, 422);
  ASSERT_EQ(client("kiem")
                .post(staff + "/loi-hua", {{"viec", "Mở quầy sáng thứ Bảy"},
                                           {"noi_dung", "NC2"},
                                           {"don_vi", std::to_string(w.unit("xa/van-phong").value)},
                                           {"han", "10/10/2026"},
                                           {"san_pham", "Lịch trực"}})
                .status,
            303);
  const auto open = "/doi-thoai/" + std::to_string(id);
  EXPECT_THAT(client().get(open).body, HasSubstr("Chưa thực hiện"));
  EXPECT_EQ(client("kiem").post(staff + "/cong-khai").status, 409) << "no minutes yet";
  EXPECT_EQ(client("kiem").post(staff + "/dien-ra", {{"so_nguoi", "40"}, {"dien_bien", "Giao một việc."}}).status, 303);
  EXPECT_TRUE(client("kiem").get(staff + "/bien-ban.pdf").body.starts_with("%PDF"));
  ASSERT_TRUE(dialogues().add_question(w.as("kiem"), id, {.text = "Còn một câu"}));
  EXPECT_EQ(dialogues().publish(w.as("kiem"), id).error().key, "survey.dialogue_unanswered");
  const auto q = dialogues().open(w.as("kiem"), id)->questions.at(0).id;
  ASSERT_TRUE(dialogues().refuse(w.as("kiem"), id, q, "Là khiếu nại"));
  EXPECT_EQ(client("kiem").post(staff + "/cong-khai").status, 303);
  EXPECT_THAT(client().get(open).body, HasSubstr("Giao một việc."));
  w.base.clock.set(parse_instant("2026-10-11T09:00").value());
  EXPECT_THAT(client().get(open).body, HasSubstr("Quá hạn"));
  const auto task = dialogues().open(w.as("kiem"), id)->promises.at(0).view.task.id;
  auto& plans = w.reform.services().plans;
  const auto proof = plans.register_proof(w.as("ha"), task, {.text = "Lịch trực", .number = "5/TB", .day = day("2026-10-11")}).value();
  ASSERT_TRUE(plans.judge_proof(w.as("kiem"), proof, true, ""));
  ASSERT_TRUE(plans.finish(w.as("kiem"), task, reform::Evaluation::met));
  EXPECT_THAT(client().get(open).body, HasSubstr("Hoàn thành trễ hạn"));
  EXPECT_THAT(client().get(open).body, HasSubstr("Lịch trực 5/TB, 11/10/2026"));
  EXPECT_TRUE(dialogues().without_any(w.as("kiem"), 2026).empty());
  EXPECT_EQ(client("xa2").get(staff).status, 404);
  EXPECT_EQ(client("ha").post(staff + "/loi-hua", {{"viec", "x"}}).status, 403);
}

}  // namespace
}  // namespace motcua::survey
