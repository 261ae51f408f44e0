// What is asked of others, through the real services on both databases: site check (T9), opinions with limits and the silence rule (T10,
// T11), money owed with pause and resume (T15, T16); the cases people read are in tests/cases/finance-pause.
#include "dossier/inquiries.hpp"

#include <fstream>

#include "base/dates.hpp"
#include "base/testing_cases.hpp"
#include "base/testing_paths.hpp"
#include "dossier/endings.hpp"
#include "dossier/testing_life.hpp"

namespace motcua::dossier {
namespace {

// Past the journal, to be found.
MOTCUA_SQL(kForge, "UPDATE dossier_opinion SET answer = 'Có tranh chấp' WHERE seq = 1");

using ::testing::HasSubstr;
using testing::key;

class InquiriesTest : public testing::LifeTest {
 protected:
  SiteCheckPlan plan() const {
    return {vn_moment("08:00 06/10/2026"), "Thửa 12, tờ 5, ấp Tân Thạnh", "Phạm Thị Thu Hà; đại diện Phòng Kinh tế", "Đo lại ranh", true};
  }
  ConsultWish question(int days = 1) const {
    return {"Ranh thửa đất có tranh chấp không?", {{w_.unit("xa/kinh-te"), "", days, 0}, {{}, "Hạt Kiểm lâm khu vực 3", days, 0}}};
  }
  ObligationWish money() const {
    return {
        "Lệ phí trước bạ", "Thuế cơ sở 5 tỉnh Đồng Tháp", "LTB2650101-TK0000123 ngày 06/10/2026", "101/2024/NĐ-CP Điều 18", 1'250'000, {}};
  }
  std::vector<std::string> fields(const Result<std::int64_t>& r) {
    std::vector<std::string> names;
    if (!r)
      for (const auto& f : r.error().fields) names.push_back(f.field);
    return names;
  }
  Inquiries inquiries_{w_.dossiers};
};
MOTCUA_EACH_ENGINE(InquiriesTest);

TEST_P(InquiriesTest, T9_a_site_check_has_time_place_members_and_content_and_its_findings_lead_back_to_the_desk) {
  const auto a = verifying(1);
  EXPECT_THAT(fields(inquiries_.begin_site_check(w_.as("ha"), ref(a), {})),
              ::testing::ElementsAre("ngay", "dia_diem", "thanh_phan", "noi_dung"));
  ok(inquiries_.begin_site_check(w_.as("ha"), ref(a), plan()));
  EXPECT_EQ(state(a), (State{BizState::in_process, WorkSub::site_check}));
  EXPECT_EQ(due(a), "2026-10-07T17:00") << "the term runs on";
  EXPECT_EQ(key(inquiries_.finish_site_check(w_.as("ha"), ref(a), "Đúng hiện trạng")), "dossier.not_yet_on_site");
  at("2026-10-06T10:00");
  EXPECT_EQ(fields(inquiries_.finish_site_check(w_.as("ha"), ref(a), " ")), std::vector<std::string>{"ket_qua"});
  ok(inquiries_.finish_site_check(w_.as("ha"), ref(a), "Đúng hiện trạng"));
  EXPECT_EQ(state(a), (State{BizState::in_process, WorkSub::verifying}));
  const auto file = inquiries_.of(a.id);
  ASSERT_EQ(file.site_checks.size(), 1U);
  EXPECT_EQ(file.site_checks[0].findings, "Đúng hiện trạng");
  EXPECT_THAT(open(a).events.front().detail, HasSubstr("Đúng hiện trạng"));
  EXPECT_EQ(verify(), "");
}

TEST_P(InquiriesTest, T10_bodies_are_asked_in_parallel_each_with_its_limit_inside_the_term) {
  const auto a = verifying(1);
  EXPECT_THAT(fields(inquiries_.consult(w_.as("ha"), ref(a), {})), ::testing::ElementsAre("hoi", "co_quan_1"));
  auto wrong = question(5);
  wrong.bodies.push_back({w_.unit("xa/van-phong"), "", 1, 3});
  EXPECT_THAT(fields(inquiries_.consult(w_.as("ha"), ref(a), wrong)), ::testing::ElementsAre("so_ngay_1", "so_ngay_2", "co_quan_3"))
      << "a limit past the due moment; the own division";
  ok(inquiries_.consult(w_.as("ha"), ref(a), question()));
  EXPECT_EQ(state(a), (State{BizState::in_process, WorkSub::consulting}));
  EXPECT_EQ(key(inquiries_.finish_consulting(w_.as("ha"), ref(a))), "dossier.opinions_awaited");

  // Who is asked sees the question and answers it himself, without seeing the dossier.
  w_.person("phoi-hop", "Mai Văn Hợp", identity::Role::consultee, "xa/kinh-te");
  EXPECT_FALSE(w_.dossiers.open(w_.as("phoi-hop"), a.code, "test")) << "no right to the dossier";
  const auto asked = inquiries_.asked_of(w_.as("phoi-hop"));
  ASSERT_EQ(asked.size(), 1U) << "the question to the forest rangers is not his";
  EXPECT_EQ(asked[0].content, "Ranh thửa đất có tranh chấp không?");
  EXPECT_EQ(iso(asked[0].reply_by), "2026-10-06T17:00:00+07:00");
  EXPECT_EQ(key(inquiries_.answer(w_.as("phoi-hop"), a.code, 2, "Không")), "dossier.no_such_question");
  EXPECT_EQ(key(inquiries_.answer(w_.as("phoi-hop"), a.code, 1, " ")), "dossier.answer_empty");
  const auto answered = inquiries_.answer(w_.as("phoi-hop"), a.code, asked[0].seq, "Không có tranh chấp");
  EXPECT_TRUE(answered) << testing::told(answered);
  EXPECT_EQ(inquiries_.asked_of(w_.as("phoi-hop")).size(), 0U);
  EXPECT_EQ(key(inquiries_.answer(w_.as("phoi-hop"), a.code, 1, "Có")), "dossier.answered_already");

  ok(inquiries_.write_down(w_.as("ha"), ref(a), 2, "Ngoài ranh giới rừng, văn bản 45/HKL"));
  ok(inquiries_.finish_consulting(w_.as("ha"), ref(a)));
  EXPECT_EQ(state(a), (State{BizState::in_process, WorkSub::verifying}));
  EXPECT_THAT(open(a).events.front().detail, HasSubstr("2 cơ quan trả lời, 0 im lặng"));
  EXPECT_EQ(verify(), "");
}

TEST_P(InquiriesTest, T11_who_is_silent_past_the_limit_is_reported_once_to_the_head_of_the_one_stop_and_the_work_goes_on) {
  w_.person("giam-doc", "Đặng Thị Sáu", identity::Role::bpmc_head, "xa/mot-cua");
  const auto a = verifying(1);
  ok(inquiries_.consult(w_.as("ha"), ref(a), question()));
  ok(inquiries_.write_down(w_.as("ha"), ref(a), 1, "Không có tranh chấp"));
  EXPECT_EQ(inquiries_.report_silence(), 0);
  at("2026-10-06T17:01");
  EXPECT_EQ(inquiries_.report_silence(), 1);
  EXPECT_EQ(inquiries_.report_silence(), 0) << "once";
  const auto silent = inquiries_.silent(w_.as("giam-doc"));
  ASSERT_EQ(silent.size(), 1U);
  EXPECT_EQ(silent[0].body, "Hạt Kiểm lâm khu vực 3");
  EXPECT_THAT(open(a).events.front().detail, HasSubstr("báo người đứng đầu Bộ phận Một cửa (118/2025/NĐ-CP Điều 19.4c)"));
  EXPECT_EQ(inquiries_.silent(w_.as("la")).size(), 0U);
  ok(inquiries_.finish_consulting(w_.as("ha"), ref(a)));
  EXPECT_EQ(verify(), "");
}

TEST_P(InquiriesTest, T11_does_not_wait_for_the_job) {
  const auto a = verifying(1);
  ok(inquiries_.consult(w_.as("ha"), ref(a), question()));
  at("2026-10-06T17:01");
  ok(inquiries_.finish_consulting(w_.as("ha"), ref(a)));
  EXPECT_TRUE(inquiries_.of(a.id).opinions.at(0).view.silent);
  EXPECT_TRUE(inquiries_.of(a.id).opinions.at(1).view.silent);
  EXPECT_EQ(inquiries_.report_silence(), 0) << "told already";
  EXPECT_EQ(verify(), "");
}

TEST_P(InquiriesTest, T15_money_owed_needs_the_law_that_stops_the_clock_and_T16_the_exact_amount) {
  const auto a = verifying(1);
  EXPECT_THAT(fields(inquiries_.ask_payment(w_.as("ha"), ref(a), {})),
              ::testing::ElementsAre("khoan", "noi_thu", "thong_bao", "so_tien", "can_cu"));
  at("2026-10-06T14:00");
  ok(inquiries_.ask_payment(w_.as("ha"), ref(a), money()));
  EXPECT_EQ(state(a), (State{BizState::fin_obligation, WorkSub::verifying}));
  EXPECT_EQ(w_.see(a.code).remaining, "") << "the clock stands";
  EXPECT_THAT(w_.see(a.code).clock_words, HasSubstr("101/2024/NĐ-CP Điều 18"));
  at("2026-10-14T09:00");
  EXPECT_EQ(fields(inquiries_.confirm_payment(w_.as("ha"), ref(a), "", 1'000'000)), (std::vector<std::string>{"chung_tu", "da_nop"}));
  ok(inquiries_.confirm_payment(w_.as("ha"), ref(a), "Giấy nộp tiền 0088", 1'250'000));
  EXPECT_EQ(state(a), (State{BizState::in_process, WorkSub::verifying}));
  EXPECT_EQ(due(a), "2026-10-16T17:00");
  const auto o = inquiries_.of(a.id).obligations.at(0);
  EXPECT_EQ(iso(o.due_before), "2026-10-07T17:00:00+07:00");
  EXPECT_EQ(iso(o.due_after.value()), "2026-10-16T17:00:00+07:00");
  ASSERT_TRUE(open(a).why);
  EXPECT_THAT(open(a).why->text(), HasSubstr("nghĩa vụ tài chính"));
  EXPECT_EQ(verify(), "");
}

TEST_P(InquiriesTest, who_waits_for_money_may_still_withdraw) {
  const auto a = verifying(1);
  Endings endings(w_.dossiers);
  ok(inquiries_.ask_payment(w_.as("ha"), ref(a), money()));
  ok(endings.ask_withdrawal(w_.as("nhung"), ref(a), {"Trần Thị Ngọc Bích", "Không nộp nữa"}));
  ok(endings.grant_withdrawal(w_.as("nhung"), ref(a), {}));
  EXPECT_EQ(state(a).biz, BizState::withdrawn);
  EXPECT_EQ(verify(), "");
}

TEST_P(InquiriesTest, each_of_these_moves_is_of_the_officer_who_has_the_dossier_and_of_nobody_else) {
  call_everybody();
  const auto a = verifying(1);
  for (const std::string who : kEveryRole) {
    if (who == "ha") continue;
    const auto actor = w_.as(who);
    EXPECT_FALSE(inquiries_.begin_site_check(actor, ref(a), plan())) << who;
    EXPECT_FALSE(inquiries_.consult(actor, ref(a), question())) << who;
    EXPECT_FALSE(inquiries_.ask_payment(actor, ref(a), money())) << who;
  }
  EXPECT_EQ(key(inquiries_.consult(w_.as("huy"), ref(a), question())), "dossier.held_by_other");
  ok(inquiries_.consult(w_.as("ha"), ref(a), question()));
  for (const std::string who : kEveryRole) {
    if (who == "ha") continue;
    EXPECT_FALSE(inquiries_.write_down(w_.as(who), ref(a), 1, "Đồng ý")) << who;
    EXPECT_FALSE(inquiries_.finish_consulting(w_.as(who), ref(a))) << who;
  }
  EXPECT_EQ(key(inquiries_.begin_site_check(w_.as("ha"), ref(a), plan())), "dossier.inquiry_not_now") << "one thing after the other";
  EXPECT_EQ(verify(), "");
}

TEST_P(InquiriesTest, an_opinion_changed_past_the_journal_is_found) {
  const auto a = verifying(1);
  ok(inquiries_.consult(w_.as("ha"), ref(a), question()));
  ok(inquiries_.write_down(w_.as("ha"), ref(a), 1, "Không có tranh chấp"));
  EXPECT_EQ(verify(), "");
  EXPECT_TRUE(database_->write([](store::Tx& tx) -> Status {
    tx.exec(kForge);
    return {};
  }));
  EXPECT_THAT(verify(), HasSubstr("dossier_opinion"));
}

// One story of tests/cases/finance-pause.
void play(std::string_view story) {
  store::TestDatabase database(testing::all_tables());
  testing::World w(*database);
  Inquiries inquiries(w.dossiers);
  Accepted a;
  std::int64_t version = 1;
  const auto next = [&](const Result<std::int64_t>& r) {
    EXPECT_TRUE(r) << testing::told(r);
    if (r) version = *r;
  };
  std::istringstream lines{std::string(story)};
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(": ");
    const auto what = line.substr(0, colon), value = colon == std::string::npos ? std::string() : line.substr(colon + 2);
    if (what == "Nhận") {
      w.clock.set(vn_moment(value));
      a = w.accepted(1);
      next(w.dossiers.hand_over(w.as("nhung"), {a.id, version}, w.unit("xa/van-phong")));
      next(w.dossiers.assign(w.as("khanh"), {a.id, version}, w.account("ha")));
      next(w.dossiers.begin_work(w.as("ha"), {a.id, version}));
    } else if (what == "Dừng") {
      w.clock.set(vn_moment(value));
      next(inquiries.ask_payment(w.as("ha"), {a.id, version},
                                 {"Tiền sử dụng đất", "Thuế cơ sở 5", "Thông báo 12", "101/2024/NĐ-CP Điều 18", 5'000'000, {}}));
    } else if (what == "Làm tiếp") {
      w.clock.set(vn_moment(value));
      next(inquiries.confirm_payment(w.as("ha"), {a.id, version}, "Giấy nộp tiền 5", 5'000'000));
    } else if (what == "Lúc") {
      w.clock.set(vn_moment(value));
    } else if (what == "Hẹn") {
      EXPECT_EQ(vn_datetime(w.see(a.code).due_at), value) << story;
    } else if (what == "Không quá hạn") {
      EXPECT_EQ(w.see(a.code).remaining, "");
      EXPECT_FALSE(w.dossiers.open(w.as("ha"), a.code, "test").value().late);
    } else {
      EXPECT_TRUE(line.starts_with("= ") || line.empty()) << "no such line: " << line;
    }
  }
}

TEST(FinancePause, the_stories_people_read_come_true) {
  std::ifstream file(source_dir() / "tests/cases/finance-pause/pause.case");
  std::stringstream text;
  text << file.rdbuf();
  const auto all = text.str();
  int told = 0;
  for (std::size_t at = all.find("= "); at != std::string::npos;) {
    const auto end = all.find("\n= ", at);
    play(std::string_view(all).substr(at, end == std::string::npos ? end : end - at));
    ++told;
    at = end == std::string::npos ? end : end + 1;
  }
  EXPECT_EQ(told, 6);
}

}  // namespace
}  // namespace motcua::dossier
