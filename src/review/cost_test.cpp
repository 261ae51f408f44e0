#include "review/cost.hpp"

#include <gtest/gtest.h>

#include <random>

namespace motcua::review {
namespace {

// The public case: companies file a tax return 12 times a year, 250,000 đồng each, 325,000 companies; then 4 times.
TEST(Cost, counts_the_public_case_of_tax_returns_exactly) {
  Sheet s{.wage = {40'000}};
  s.steps.push_back({.work = Work::other, .name = "Kê khai", .now = {.hours = 0, .hired = {250'000}}});
  s.now = {.frequency = 12'000, .subjects = 325'000};
  s.after = {.frequency = 4'000, .subjects = 325'000};
  EXPECT_EQ(procedure_cost(s, Side::now).rounded(), Dong{250'000});
  EXPECT_EQ(year_cost(s, Side::now), Dong{975'000'000'000});
  EXPECT_EQ(year_cost(s, Side::after), Dong{325'000'000'000});
  EXPECT_EQ(saving(s).saved(), Dong{650'000'000'000});
  EXPECT_EQ(saving(s).share_text(), "66,67 %");
}

Sheet four_steps() {
  Sheet s{.wage = {40'000}};
  s.steps = {
      {.work = Work::prepare, .name = "Điền mẫu đơn", .now = {.hours = 500}},
      {.work = Work::prepare, .name = "Bản sao chứng thực", .now = {.hours = 1'500, .hired = {10'000}}, .cut = true},
      {.work = Work::submit, .name = "Nộp hồ sơ", .now = {.hours = 2'000, .hired = {20'000}}, .after = Cells{.hours = 100}},
      {.work = Work::collect,
       .name = "Nhận kết quả",
       .now = {.hours = 2'000, .hired = {20'000}},
       .after = Cells{.hours = 0, .hired = {20'000}}},
      {.work = Work::pay, .name = "Lệ phí", .now = {.fee = {8'000}}},
  };
  s.now = s.after = {.frequency = kOnce, .subjects = 1'200};
  return s;
}

TEST(Cost, counts_step_by_step_and_cuts_only_what_the_proposal_touches) {
  const auto s = four_steps();
  EXPECT_EQ(procedure_cost(s, Side::now).rounded(), Dong{298'000});
  EXPECT_EQ(procedure_cost(s, Side::after).rounded(), Dong{52'000});
  EXPECT_EQ(year_cost(s, Side::now), Dong{357'600'000});
  EXPECT_EQ(year_cost(s, Side::after), Dong{62'400'000});
  EXPECT_EQ(saving(s).saved(), Dong{295'200'000});
  EXPECT_EQ(saving(s).share_text(), "82,55 %");
  EXPECT_FALSE(s.steps[0].touched());
  EXPECT_TRUE(s.steps[1].touched());
  EXPECT_EQ(procedure_cost(s, Side::now).fee_milli, 8'000'000);
}

TEST(Cost, counts_processing_days_as_some_decisions_do) {
  EXPECT_EQ(days_cost(10, {40'000}, 10), Dong{32'000'000});
  EXPECT_EQ(days_cost(9, {40'000}, 10), Dong{28'800'000});
  EXPECT_EQ((Saving{days_cost(10, {40'000}, 10), days_cost(9, {40'000}, 10)}.share_text()), "10,00 %");
  EXPECT_EQ((Saving{days_cost(25, {40'000}, 10), days_cost(23, {40'000}, 10)}.share_text()), "8,00 %");
  EXPECT_EQ((Saving{{18'509'608}, {0}}.share_text()), "100,00 %");
  EXPECT_EQ((Saving{{1'024'000}, {231'000}}.share_text()), "77,44 %");
}

TEST(Cost, says_millions_as_reports_do) {
  EXPECT_EQ(million_words({443'000'001}), "hơn 443 triệu đồng");
  EXPECT_EQ(million_words({443'000'000}), "443 triệu đồng");
  EXPECT_EQ(million_words({1'914'250'000}), "hơn 1.914 triệu đồng");
}

TEST(Cost, a_saving_below_nothing_is_told_and_nothing_has_no_share) {
  auto s = four_steps();
  s.after.subjects = 10'000;
  EXPECT_TRUE(saving(s).negative());
  EXPECT_LT(saving(s).saved(), Dong{});
  s.now.subjects = 0;
  EXPECT_EQ(saving(s).share_text(), "chưa có");
}

TEST(Cost, sensitivity_moves_with_each_figure) {
  const auto s = four_steps();
  const auto all = sensitivity(s);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].at[0].saved().value, saving(s).saved().value * 80 / 100);
  EXPECT_EQ(all[0].at[3].saved().value, saving(s).saved().value * 120 / 100);
  EXPECT_EQ(all[2].at[2].saved().value, saving(s).saved().value * 110 / 100);
  EXPECT_LT(all[1].at[3].saved().value, saving(s).saved().value * 120 / 100) << "what is paid out does not follow the wage";
}

// The whole is the sum of its steps, whatever the figures; a proposal that touches nothing saves nothing.
TEST(Cost, adds_up_and_changes_nothing_untouched) {
  std::mt19937_64 random(5);
  const auto some = [&](std::int64_t below) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below)); };
  for (int n = 0; n < 500; ++n) {
    Sheet s{.wage = {some(100'000)}};
    for (auto k = some(8); k >= 0; --k)
      s.steps.push_back({.work = static_cast<Work>(some(6)),
                         .now = {.hours = some(9'000), .times = some(4'000), .hired = {some(500'000)}, .fee = {some(500'000)}}});
    s.now = s.after = {.frequency = some(13'000), .subjects = some(400'000)};
    EXPECT_EQ(saving(s).saved(), Dong{}) << "untouched";
    std::int64_t sum = 0;
    for (const auto& step : s.steps) sum += step_cost(s, step, Side::now).milli();
    EXPECT_EQ(procedure_cost(s, Side::now).milli(), sum);
    const auto which = static_cast<std::size_t>(some(static_cast<std::int64_t>(s.steps.size())));
    s.steps[which].cut = true;
    EXPECT_EQ(procedure_cost(s, Side::after).milli(), sum - step_cost(s, s.steps[which], Side::now).milli());
    EXPECT_FALSE(saving(s).negative());
  }
}

}  // namespace
}  // namespace motcua::review
