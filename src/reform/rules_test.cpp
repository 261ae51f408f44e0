// Rules of plans as tables, and as properties over all small cases.
#include "reform/rules.hpp"

#include <gtest/gtest.h>

namespace motcua::reform {
namespace {

Day on(std::string_view iso) { return parse_day(iso).value(); }
const Day kDue = on("2022-06-30");

TEST(TaskStates, follow_from_dates_and_products) {
  const Day before = on("2022-06-29"), after = on("2022-07-01");
  EXPECT_EQ(state_on({.due = kDue}, kDue), TaskState::not_started);
  EXPECT_EQ(state_on({.due = kDue, .begun = true}, kDue), TaskState::in_progress);
  EXPECT_EQ(state_on({.due = kDue, .begun = true, .deployed = true}, kDue), TaskState::deployed);
  EXPECT_EQ(state_on({.due = kDue, .deployed = true}, after), TaskState::overdue);
  EXPECT_EQ(state_on({.course = Course::done, .due = kDue, .done = before}, after), TaskState::done_early);
  EXPECT_EQ(state_on({.course = Course::done, .due = kDue, .done = kDue}, after), TaskState::done_on_time);
  EXPECT_EQ(state_on({.course = Course::done, .due = kDue, .done = after}, after), TaskState::done_late);
  EXPECT_EQ(state_on({.course = Course::cancelled, .due = kDue}, after), TaskState::cancelled);
}

TEST(Tallies, leave_out_what_was_stopped_and_tell_deployed_from_done) {
  Tally t;
  for (int i = 0; i < 24; ++i) t.add({.due = kDue, .deployed = true}, kDue);
  t.add({.course = Course::cancelled, .due = kDue}, kDue);
  EXPECT_EQ(t.live, 24);
  EXPECT_EQ(t.carried_out, 24);
  EXPECT_EQ(t.done(), 0);
  EXPECT_EQ(t.cancelled, 1);
}

TEST(Shares, are_told_as_the_articles_tell_them) {
  EXPECT_EQ(share_text(12, 23), "52,17%");
  EXPECT_EQ(share_words(12, 23), "hơn 52%");
  EXPECT_EQ(share_text(20, 34), "58,82%");
  EXPECT_EQ(share_words(20, 34), "gần 59%");
  EXPECT_EQ(share_words(24, 24), "100%");
  EXPECT_EQ(share_text(0, 0), "chưa có số liệu");
  EXPECT_EQ(share_words(0, 0), "chưa có số liệu");
}

TEST(Shares, words_never_lie_about_the_side_of_the_rounded_figure) {
  for (std::int64_t whole = 1; whole <= 120; ++whole)
    for (std::int64_t part = 0; part <= whole; ++part) {
      const auto words = share_words(part, whole);
      const auto digits = words.find_first_of("0123456789");
      const auto told = std::stoll(words.substr(digits));
      if (words.starts_with("hơn")) {
        EXPECT_GT(part * 100, told * whole);
      } else if (words.starts_with("gần")) {
        EXPECT_LT(part * 100, told * whole);
      } else {
        EXPECT_EQ(part * 100, told * whole);
      }
      EXPECT_LE(std::abs(part * 100 - told * whole) * 2, whole) << part << "/" << whole;
    }
}

TEST(Majority, needs_more_than_half_and_all_is_all) {
  EXPECT_EQ(majority_word(1, 2), "");
  EXPECT_EQ(majority_word(2, 3), "đa số");
  EXPECT_EQ(majority_word(3, 3), "tất cả");
  EXPECT_EQ(majority_word(0, 0), "");
}

PlanLine line(std::string text, bool lead = true, bool due = true, std::string product = "Báo cáo", TaskKind kind = TaskKind::general) {
  return {std::move(text), std::move(product), kind, lead, due};
}
PlanCheck::Outcome outcome(const PlanFacts& f, std::string_view code) {
  for (const auto& c : check_plan(f, kDue))
    if (c.code == code) return c.outcome;
  return PlanCheck::Outcome::bad;
}

TEST(PlanChecks, find_what_the_inspections_found) {
  using enum PlanCheck::Outcome;
  PlanFacts f;
  EXPECT_EQ(outcome(f, "PC1"), warn);
  f.issue_by = on("2022-01-31");
  EXPECT_EQ(outcome(f, "PC1"), bad);
  f.issued = true;
  EXPECT_EQ(outcome(f, "PC1"), good);
  EXPECT_EQ(outcome(f, "PC2"), bad);  // nothing in it
  for (int i = 0; i < 19; ++i) f.tasks.push_back(line("Việc"));
  f.tasks.push_back(line("Việc chung chung", false));
  EXPECT_EQ(outcome(f, "PC2"), good);  // 19 of 20 is 95 %
  f.tasks.push_back(line("Việc không có sản phẩm", true, true, ""));
  EXPECT_EQ(outcome(f, "PC2"), bad);
  EXPECT_EQ(outcome(f, "PC3"), bad);
  f.tasks.push_back(line("Đối thoại với người dân", true, true, "Biên bản", TaskKind::dialogue));
  EXPECT_EQ(outcome(f, "PC3"), good);
  f.alike = {{"năm trước", 84}};
  EXPECT_EQ(outcome(f, "PC4"), good);
  f.alike = {{"năm trước", 85}};
  EXPECT_EQ(outcome(f, "PC4"), warn);
  EXPECT_EQ(outcome(f, "PC5"), good);
  f.handed_down = 2;
  f.missing = {"Số hóa kết quả"};
  EXPECT_EQ(outcome(f, "PC5"), bad);
}

TEST(Likeness, is_whole_for_the_same_text_and_does_not_see_marks) {
  const std::string_view plan = "Rà soát thủ tục hành chính; công khai kết quả giải quyết hồ sơ đúng hạn";
  EXPECT_EQ(likeness(plan, plan), 100);
  EXPECT_EQ(likeness(plan, "ra soat thu tuc hanh chinh; cong khai ket qua giai quyet ho so dung han"), 100);
  EXPECT_EQ(likeness(plan, "Tập huấn ký số cho công chức cấp xã vào tháng ba"), 0);
  EXPECT_EQ(likeness("", plan), 0);
}

TEST(Reminders, come_before_on_and_after_the_day_and_climb) {
  const auto rules = [](Day today, int sent = 0) {
    std::vector<std::pair<ReminderRule, Recipient>> out;
    for (const auto& r : reminders_on({.due = kDue, .last_word = today, .sent_late = sent}, today)) out.emplace_back(r.rule, r.to);
    return out;
  };
  using V = std::vector<std::pair<ReminderRule, Recipient>>;
  for (const int n : {15, 7, 3, 1}) EXPECT_EQ(rules(kDue - std::chrono::days{n}), (V{{ReminderRule::soon, Recipient::official}})) << n;
  EXPECT_TRUE(rules(kDue - std::chrono::days{2}).empty());
  EXPECT_EQ(rules(kDue), (V{{ReminderRule::today, Recipient::official}, {ReminderRule::today, Recipient::head}}));
  EXPECT_EQ(rules(kDue + std::chrono::days{1}),
            (V{{ReminderRule::overdue, Recipient::head}, {ReminderRule::overdue, Recipient::standing}}));
  EXPECT_TRUE(rules(kDue + std::chrono::days{2}).empty());
  const auto week = rules(kDue + std::chrono::days{7}, 2);
  EXPECT_EQ(week, (V{{ReminderRule::overdue, Recipient::head},
                     {ReminderRule::overdue, Recipient::standing},
                     {ReminderRule::letter, Recipient::clerk},
                     {ReminderRule::third, Recipient::chair}}));
  EXPECT_TRUE(reminders_on({.due = kDue, .course = Course::done, .last_word = kDue}, kDue).empty());
  EXPECT_EQ(reminders_on({.last_word = kDue}, kDue + std::chrono::days{30}),
            (std::vector<Reminding>{{ReminderRule::silent, Recipient::official}}));
}

TEST(Targets, hold_figures_against_a_number_or_another_figure) {
  const auto f = figure_of(577, 1000);
  EXPECT_EQ(f.text(), "57,70%");
  EXPECT_EQ(reached({TargetKind::at_least, 5770}, f, {}), true);
  EXPECT_EQ(reached({TargetKind::at_least, 5771}, f, {}), false);
  EXPECT_EQ(reached({TargetKind::at_most, 783}, figure_of(783, 10'000), {}), true);
  EXPECT_EQ(reached({TargetKind::average}, f, figure_of(60, 100)), false);
  EXPECT_EQ(reached({TargetKind::average}, f, {}), std::nullopt);                                // no reference, no verdict
  EXPECT_EQ(reached({TargetKind::average}, figure_of(0, 50), figure_of(0, 100)), std::nullopt);  // nobody has any
  EXPECT_EQ(reached({TargetKind::at_least, 1}, {}, {}), std::nullopt);
  EXPECT_EQ(target_words({TargetKind::at_least, 8000}), "ít nhất 80%");
  EXPECT_EQ(target_words({TargetKind::at_most, 783}), "không quá 7,83%");
}

}  // namespace
}  // namespace motcua::reform
