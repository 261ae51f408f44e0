// Plans and tasks through the services, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reform/testing_world.hpp"
#include "store/testing_raw.hpp"

namespace motcua::reform {
namespace {

using testing::day;
using ::testing::HasSubstr;
using testing::ReformTest;

class PlansOf : public ReformTest {
 protected:
  Plans& plans() { return w.reform.services().plans; }
  NewPlan yearly(int year = 2026) const {
    return {.unit = w.unit("xa/ubnd"),
            .year = year,
            .last_year = year,
            .title = "Kế hoạch cải cách hành chính",
            .basis = "",
            .parent = 0,
            .issue_by = {}};
  }
  Task task(int n, std::string_view due = "2026-12-15") const {
    return {.text = "Nhiệm vụ thứ " + std::to_string(n),
            .content = Content::procedures,
            .lead = w.unit("xa/van-phong"),
            .due = day(due),
            .product = "Báo cáo kết quả"};
  }
  std::int64_t issued_plan(int tasks = 3) {
    const auto kiem = w.as("kiem");
    const auto plan = plans().draft(kiem, yearly()).value();
    for (int i = 1; i <= tasks; ++i) EXPECT_TRUE(plans().add_task(kiem, plan, task(i)));
    EXPECT_TRUE(plans().issue(kiem, plan, "12/KH-UBND", day("2026-01-20"), ""));
    return plan;
  }
  std::vector<Task> tasks_of(std::int64_t plan) {
    std::vector<Task> out;
    const auto view = plans().open(w.as("kiem"), plan).value();  // kept alive for the loop
    for (const auto& v : view.tasks) out.push_back(v.task);
    return out;
  }
  // The lead reports with a document, the standing body accepts it and ends the task.
  void done(const Task& t, std::string_view on) {
    const auto proof = plans().register_proof(w.as("ha"), t.id, {.text = "Báo cáo kết quả", .number = "5/BC", .day = day(on)});
    ASSERT_TRUE(proof) << proof.error().message;
    ASSERT_TRUE(plans().judge_proof(w.as("kiem"), *proof, true, ""));
    const auto ended = plans().finish(w.as("kiem"), t.id, Evaluation::met);
    ASSERT_TRUE(ended) << ended.error().message;
  }
};
MOTCUA_EACH_ENGINE(PlansOf);

TEST_P(PlansOf, A1_counts_goals_tasks_and_activities_apart_and_says_hon_52_and_gan_59) {
  const auto kiem = w.as("kiem");
  const auto plan = plans().draft(kiem, yearly()).value();
  for (int i = 1; i <= 16; ++i)
    ASSERT_TRUE(plans().add_goal(kiem, plan, {.text = "Mục tiêu " + std::to_string(i), .due = day("2026-12-31")}));
  for (int i = 1; i <= 23; ++i) ASSERT_TRUE(plans().add_task(kiem, plan, task(i)));
  ASSERT_TRUE(plans().issue(kiem, plan, "12/KH-UBND", day("2026-01-20"), ""));
  const auto tasks = tasks_of(plan);
  ASSERT_EQ(tasks.size(), 23U);
  std::vector<std::int64_t> activities;
  for (int i = 0; i < 34; ++i) {
    const auto& t = tasks[static_cast<std::size_t>(i) % 23];
    activities.push_back(
        plans().add_activity(w.as("ha"), t.id, {.text = "Hoạt động " + std::to_string(i + 1), .due = day("2026-12-10")}).value());
  }
  for (int i = 0; i < 20; ++i) {
    const auto& t = tasks[static_cast<std::size_t>(i) % 23];
    const auto proof = plans().register_proof(
        w.as("ha"), t.id,
        {.activity = activities[static_cast<std::size_t>(i)], .text = "Biên bản", .number = "1/BB", .day = day("2026-06-01")});
    ASSERT_TRUE(proof) << proof.error().message;
    ASSERT_TRUE(plans().judge_proof(kiem, *proof, true, ""));
  }
  for (std::size_t i = 0; i < 12; ++i) done(tasks[i], "2026-06-10");
  const auto view = plans().open(kiem, plan).value();
  EXPECT_EQ(view.tallies.goals.live, 16);
  EXPECT_EQ(view.tallies.tasks.live, 23);
  EXPECT_EQ(view.tallies.activities.live, 34);
  EXPECT_EQ(share_text(view.tallies.tasks.done(), view.tallies.tasks.live), "52,17%");
  EXPECT_EQ(share_words(view.tallies.tasks.done(), view.tallies.tasks.live), "hơn 52%");
  EXPECT_EQ(share_text(view.tallies.activities.done(), view.tallies.activities.live), "58,82%");
  EXPECT_EQ(share_words(view.tallies.activities.done(), view.tallies.activities.live), "gần 59%");
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(PlansOf, A2_tasks_of_the_province_are_told_early_and_on_time_apart) {
  const auto tinh = w.as("tinh");
  for (int i = 1; i <= 26; ++i) {
    Task t = task(i, "2026-09-30");
    t.owner = w.unit("tinh");
    t.lead = w.unit("xa/ubnd");
    t.origin = Origin::assigned;
    t.document = "Công văn 100/UBND-NC";
    const auto id = plans().give(tinh, t);
    ASSERT_TRUE(id) << id.error().message;
    ASSERT_TRUE(plans().confirm_receipt(w.as("kiem"), *id));
    const auto proof =
        plans().register_proof(w.as("kiem"), *id, {.text = "Báo cáo", .number = "7/BC", .day = day(i <= 20 ? "2026-09-01" : "2026-09-30")});
    ASSERT_TRUE(proof) << proof.error().message;
    EXPECT_EQ(plans().judge_proof(w.as("kiem"), *proof, true, "").error().code, Errc::forbidden);  // the assigner judges
    ASSERT_TRUE(plans().judge_proof(tinh, *proof, true, ""));
    ASSERT_TRUE(plans().finish(tinh, *id, Evaluation::met));
  }
  Tally t;
  for (const auto& v : plans().tasks(tinh, Plans::List::assigned)) t.add({v.task.course, v.task.due, v.task.done_on}, day("2026-10-05"));
  EXPECT_EQ(t.live, 26);
  EXPECT_EQ(t.early, 20);
  EXPECT_EQ(t.on_time, 6);
  EXPECT_EQ(share_words(t.early + t.on_time, t.live), "100%");
  EXPECT_EQ(plans().tasks(w.as("xa2"), Plans::List::assigned).size(), 0U);  // not theirs
}

TEST_P(PlansOf, A13_a_scheme_has_a_budget_over_its_years) {
  const auto kiem = w.as("kiem");
  const auto id = plans()
                      .draft(kiem, {.unit = w.unit("xa/ubnd"),
                                    .kind = PlanKind::scheme,
                                    .year = 2021,
                                    .last_year = 2025,
                                    .title = "Đề án cải cách hành chính",
                                    .basis = "",
                                    .parent = 0,
                                    .issue_by = {},
                                    .budget = 6'300'000'000,
                                    .budget_more = true})
                      .value();
  EXPECT_EQ(plans().add_budget(kiem, id, {.year = 2026, .planned = 1}).error().key, "reform.budget_invalid");
  for (int y = 2021; y <= 2025; ++y) ASSERT_TRUE(plans().add_budget(kiem, id, {.year = y, .planned = 1'260'000'000}));
  ASSERT_TRUE(plans().issue(kiem, id, "1/ĐA", day("2021-01-15"), ""));
  const auto view = plans().open(kiem, id).value();
  std::int64_t sum = 0;
  for (const auto& b : view.budgets) sum += b.planned;
  EXPECT_EQ(sum, 6'300'000'000);
  EXPECT_TRUE(view.plan.budget_more);
  EXPECT_TRUE(view.checks.empty());  // the checks are those of a yearly plan
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(PlansOf, A14_deployed_is_not_done) {
  const auto plan = issued_plan(24);
  for (const auto& t : tasks_of(plan))
    ASSERT_TRUE(plans().register_proof(w.as("ha"), t.id, {.text = "Văn bản triển khai", .number = "1/VP", .day = day("2026-03-01")}));
  const auto t = plans().open(w.as("kiem"), plan).value().tallies.tasks;
  EXPECT_EQ(share_words(t.carried_out, t.live), "100%");
  EXPECT_EQ(t.done(), 0);
  EXPECT_EQ(t.deployed, 24);
}

TEST_P(PlansOf, a_plan_too_general_needs_a_reason_and_is_found_by_its_checks) {
  const auto kiem = w.as("kiem");
  const auto plan = plans().draft(kiem, yearly()).value();
  EXPECT_EQ(plans().issue(kiem, plan, "12/KH", day("2026-01-20"), "gấp").error().key, "reform.plan_too_general");  // nothing in it
  ASSERT_TRUE(plans().add_task(kiem, plan, {.text = "Đẩy mạnh cải cách"}));
  EXPECT_EQ(plans().issue(kiem, plan, "12/KH", day("2026-01-20"), "").error().key, "reform.plan_too_general");
  EXPECT_EQ(plans().issue(kiem, plan, "", std::nullopt, "x").error().fields.size(), 2U);
  ASSERT_TRUE(plans().issue(kiem, plan, "12/KH", day("2026-01-20"), "Chờ phân công lại"));
  EXPECT_EQ(plans().open(kiem, plan).value().plan.exception, "Chờ phân công lại");
  EXPECT_EQ(plans().add_task(kiem, plan, task(2)).error().key, "reform.plan_closed");
  ASSERT_TRUE(plans().adjust(kiem, plan, "30/QĐ", day("2026-05-01"), "Thêm nhiệm vụ đối thoại"));
  auto dialogue = task(2);
  dialogue.kind = TaskKind::dialogue;
  ASSERT_TRUE(plans().add_task(kiem, plan, dialogue));
  ASSERT_TRUE(plans().end_adjusting(kiem, plan));
  const auto view = plans().open(kiem, plan).value();
  EXPECT_EQ(view.adjustments.size(), 1U);
  EXPECT_EQ(view.checks[1].outcome, PlanCheck::Outcome::bad);
  EXPECT_EQ(view.checks[2].outcome, PlanCheck::Outcome::good);
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(PlansOf, a_copy_of_last_years_plan_is_noticed) {
  const auto kiem = w.as("kiem");
  for (const int year : {2025, 2026}) {
    const auto plan = plans().draft(kiem, yearly(year)).value();
    for (int i = 1; i <= 5; ++i) ASSERT_TRUE(plans().add_task(kiem, plan, task(i)));
    ASSERT_TRUE(plans().issue(kiem, plan, "12/KH-UBND", day("2026-01-20"), ""));
    if (year == 2026) {
      const auto check = plans().open(kiem, plan).value().checks[3];
      EXPECT_EQ(check.outcome, PlanCheck::Outcome::warn);
      ASSERT_EQ(check.items.size(), 1U);
      EXPECT_THAT(check.items[0], HasSubstr("năm 2025"));
    }
  }
}

TEST_P(PlansOf, every_task_of_the_higher_plan_that_names_the_unit_has_a_child) {
  const auto tinh = w.as("tinh"), kiem = w.as("kiem");
  auto wish = yearly();
  wish.unit = w.unit("tinh");
  const auto higher = plans().draft(tinh, wish).value();
  for (int i = 1; i <= 3; ++i) {
    auto t = task(i);
    t.lead = w.unit("tinh");
    if (i < 3) t.partners = partner_list({w.unit("xa/ubnd"), w.unit("xa-2/ubnd")});
    ASSERT_TRUE(plans().add_task(tinh, higher, t));
  }
  wish = yearly();
  wish.parent = higher;
  EXPECT_EQ(plans().draft(kiem, wish).error().key, "reform.parent_unknown");  // still a draft
  ASSERT_TRUE(plans().issue(tinh, higher, "1/KH-UBND", day("2026-01-02"), ""));
  const auto plan = plans().draft(kiem, wish).value();
  auto view = plans().open(kiem, plan).value();
  ASSERT_EQ(view.handed_down.size(), 2U);
  EXPECT_EQ(view.checks[4].outcome, PlanCheck::Outcome::bad);
  for (const auto& t : view.handed_down) ASSERT_TRUE(plans().carry_out(kiem, plan, t.id, w.unit("xa/van-phong"), {}, ""));
  view = plans().open(kiem, plan).value();
  EXPECT_TRUE(view.handed_down.empty());
  EXPECT_EQ(view.checks[4].outcome, PlanCheck::Outcome::good);
  EXPECT_THAT(view.checks[4].text, HasSubstr("2/2"));
  EXPECT_EQ(view.tasks.front().task.parent, plans().open(tinh, higher).value().tasks.front().task.id);
}

TEST_P(PlansOf, progress_is_never_typed_it_needs_an_accepted_proof_and_a_reached_target) {
  const auto kiem = w.as("kiem");
  const auto plan = plans().draft(kiem, yearly()).value();
  auto t = task(1);
  t.metric = "dung-han";
  t.target_kind = TargetKind::at_least;
  t.target = 9500;
  t.lead = w.unit("xa/ubnd");
  ASSERT_TRUE(plans().add_task(kiem, plan, t));
  ASSERT_TRUE(plans().issue(kiem, plan, "12/KH-UBND", day("2026-01-20"), ""));
  const auto id = tasks_of(plan).front().id;
  EXPECT_EQ(plans().finish(kiem, id, Evaluation::met).error().key, "reform.no_accepted_proof");
  EXPECT_EQ(plans().register_proof(kiem, id, {.kind = ProofKind::figure, .text = "Tỷ lệ đúng hạn"}).error().fields[0].message,
            "Chưa có số liệu để chứng minh.");
  const auto proof = plans().register_proof(kiem, id, {.text = "Báo cáo", .number = "1/BC", .day = day("2026-10-01")}).value();
  EXPECT_EQ(plans().judge_proof(kiem, proof, false, "").error().key, "reform.return_without_reason");
  ASSERT_TRUE(plans().judge_proof(kiem, proof, true, ""));
  EXPECT_EQ(plans().finish(kiem, id, Evaluation::met).error().key, "reform.target_not_reached");
  // A dossier received and settled in time: the figure is read live.
  w.base.accepted(1);
  const auto page = plans().task(kiem, id).value();
  EXPECT_EQ(page.figure.text(), "chưa có số liệu");  // nothing settled yet: never 100 %
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(PlansOf, an_extension_is_asked_and_granted_before_the_old_day_and_both_days_stay) {
  const auto plan = issued_plan();
  const auto t = tasks_of(plan).front();
  EXPECT_EQ(plans().ask_extension(w.as("ha"), t.id, day("2026-12-01"), "chờ hướng dẫn").error().key, "reform.extension_invalid");
  ASSERT_TRUE(plans().ask_extension(w.as("ha"), t.id, day("2027-01-15"), "chờ hướng dẫn"));
  EXPECT_EQ(plans().decide_extension(w.as("ha"), t.id, true, "").error().code, Errc::forbidden);
  ASSERT_TRUE(plans().decide_extension(w.as("chu_tich"), t.id, true, ""));
  const auto page = plans().task(w.as("ha"), t.id).value();
  EXPECT_EQ(page.view.task.due, day("2027-01-15"));
  EXPECT_EQ(page.view.task.first_due, day("2026-12-15"));
  EXPECT_THAT(page.history.front().what, HasSubstr("Hạn đổi từ 15/12/2026 sang 15/01/2027"));
  w.base.clock.set(parse_instant("2027-02-01T09:00").value());
  EXPECT_EQ(plans().ask_extension(w.as("ha"), t.id, day("2027-03-01"), "chậm").error().fields[0].field, "han_moi");
}

TEST_P(PlansOf, people_of_another_commune_see_no_draft_and_change_nothing) {
  const auto kiem = w.as("kiem"), other = w.as("xa2");
  const auto plan = plans().draft(kiem, yearly()).value();
  EXPECT_EQ(plans().open(other, plan).error().code, Errc::not_found);
  ASSERT_TRUE(plans().add_task(kiem, plan, task(1)));
  EXPECT_EQ(plans().add_task(other, plan, task(2)).error().code, Errc::not_found);
  ASSERT_TRUE(plans().issue(kiem, plan, "12/KH-UBND", day("2026-01-20"), ""));
  EXPECT_EQ(plans().open(other, plan).error().code, Errc::not_found);
  const auto t = tasks_of(plan).front();
  EXPECT_EQ(plans().task(other, t.id).error().code, Errc::not_found);
  EXPECT_EQ(plans().add_note(other, t.id, "chào").error().code, Errc::not_found);
  EXPECT_EQ(plans().stop(w.as("ha"), t.id, "QĐ 1").error().code, Errc::forbidden);
}

TEST_P(PlansOf, reminders_are_made_once_a_day_and_climb_to_the_chair) {
  issued_plan(1);
  w.base.clock.set(parse_instant("2026-12-08T08:00").value());  // a week before
  EXPECT_GE(w.reform.round("a"), 1);
  EXPECT_EQ(w.reform.round("a"), 0);
  for (int d = 16; d <= 31; ++d) {
    w.base.clock.set(parse_instant("2026-12-" + std::to_string(d) + "T08:00").value());
    w.reform.round("a");
  }
  const auto t = plans().tasks(w.as("kiem"), Plans::List::overdue).at(0);
  EXPECT_EQ(t.state, TaskState::overdue);
  EXPECT_EQ(t.days_over, 16);
  const auto all = plans().reminders(w.as("kiem"), false);
  const auto count = [&](ReminderRule rule, Recipient to) {
    return std::ranges::count_if(all, [&](const auto& r) { return r.first.rule == rule && r.first.recipient == to; });
  };
  EXPECT_EQ(count(ReminderRule::overdue, Recipient::head), 4);  // 1, 3, 7, 14 days after
  EXPECT_EQ(count(ReminderRule::letter, Recipient::clerk), 1);
  EXPECT_EQ(count(ReminderRule::third, Recipient::chair), 2);
  const auto letters = plans().letters(w.as("kiem"));
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].tasks.size(), 1U);
  EXPECT_TRUE(plans().letters(w.as("ha")).empty());
  ASSERT_TRUE(plans().read(w.as("ha"), plans().reminders(w.as("ha"), true).at(0).first.id));
  EXPECT_EQ(w.broken(*database), "");
}

TEST_P(PlansOf, verify_finds_a_changed_row) {
  const auto plan = issued_plan(1);
  EXPECT_EQ(w.broken(*database), "");
  store::RawDatabase raw(database.url());
  raw.change("UPDATE reform_task SET course = 'done' WHERE plan = " + std::to_string(plan));
  EXPECT_THAT(w.broken(*database), HasSubstr("reform_task"));
}

}  // namespace
}  // namespace motcua::reform
