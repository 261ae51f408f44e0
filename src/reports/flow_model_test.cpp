// Measures of work against worked examples.
#include "reports/flow_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace motcua::reports {
namespace {

using std::chrono::minutes;

Instant t(std::string_view iso) { return parse_instant(iso).value(); }

TEST(FlowModel, shares_of_a_sorted_whole) {
  EXPECT_EQ(at_share({}, 0.5), 0);
  EXPECT_EQ(at_share({7}, 0.9), 7);
  EXPECT_EQ(at_share({4, 1, 3, 2}, 0.5), 2) << "the lower of two";
  EXPECT_EQ(at_share({5, 1, 3}, 0.5), 3);
  EXPECT_EQ(at_share({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.9), 9);
}

// Worked example of the reform specification: loads 0.1, 0.5, 1.8.
TEST(FlowModel, spread_of_three_people) {
  const double loads[] = {0.1, 0.5, 1.8};
  const auto s = spread_of(loads);
  EXPECT_NEAR(s.mean, 0.8, 1e-9);
  EXPECT_NEAR(s.most_to_mean, 2.25, 1e-9);
  EXPECT_EQ(s.idle, 1);
  EXPECT_EQ(s.overloaded, 1);
  EXPECT_NEAR(s.gini, 0.4722, 1e-4);  // (0.4 + 1.7 + 1.3) · 2 / (2 · 9 · 0.8)
}

TEST(FlowModel, gini_is_zero_for_equals_and_grows_with_inequality) {
  const std::int64_t equal[] = {5, 5, 5, 5}, one[] = {0, 0, 0, 20}, none[] = {0, 0}, alone[] = {9};
  EXPECT_NEAR(gini(equal), 0, 1e-12);
  EXPECT_NEAR(gini(one), 0.75, 1e-12);
  EXPECT_EQ(gini(none), 0);
  EXPECT_EQ(gini(alone), 0);
  EXPECT_EQ(gini({}), 0);
}

TEST(FlowModel, standard_minutes_are_the_pace_of_work_without_breaks) {
  std::vector<Done> done;
  const auto at = [&](std::int64_t person, std::string_view when) { done.push_back({person, "1", "tham-tra", t(when)}); };
  at(1, "2026-10-05T08:00");  // first of the day: nothing to measure from
  at(2, "2026-10-05T08:05");
  at(1, "2026-10-05T08:20");  // 20
  at(1, "2026-10-05T08:50");  // 30
  at(1, "2026-10-05T16:00");  // a break
  at(1, "2026-10-05T16:40");  // 40
  at(1, "2026-10-06T08:00");  // another day
  at(2, "2026-10-05T08:05");  // at once: a minute
  const auto learned = learn(done, [](Instant a, Instant b) { return (b - a) / minutes{1}; });
  ASSERT_EQ(learned.size(), 1U);
  EXPECT_EQ(learned.begin()->second.samples, 4);
  EXPECT_EQ(learned.begin()->second.minutes, 20) << "of 1, 20, 30, 40";
}

dossier::JournalMove move(std::string_view when, dossier::BizState from, dossier::WorkSub from_sub, dossier::BizState to,
                          dossier::WorkSub to_sub) {
  return {.at = t(when), .moves = true, .from = {from, from_sub}, .to = {to, to_sub}};
}

TEST(FlowModel, stays_follow_the_moves_and_end_with_the_last) {
  using enum dossier::BizState;
  using dossier::WorkSub;
  const std::vector<dossier::JournalMove> moves{
      move("2026-10-05T08:00", none, WorkSub::none, received, WorkSub::none),
      move("2026-10-05T09:00", received, WorkSub::none, in_process, WorkSub::assigned),
      move("2026-10-05T09:30", in_process, WorkSub::assigned, in_process, WorkSub::assigned),  // given to somebody else
      move("2026-10-05T10:00", in_process, WorkSub::assigned, in_process, WorkSub::verifying),
      {.at = t("2026-10-05T10:30")},  // a note
      move("2026-10-05T11:00", in_process, WorkSub::verifying, in_process, WorkSub::to_sign),
      move("2026-10-05T13:00", in_process, WorkSub::to_sign, in_process, WorkSub::drafting),
      move("2026-10-05T14:00", in_process, WorkSub::drafting, supplement, WorkSub::drafting),
      move("2026-10-06T08:00", supplement, WorkSub::drafting, done, WorkSub::none),
      move("2026-10-07T08:00", done, WorkSub::none, returned, WorkSub::none)};
  const auto stays = stays_of(moves);
  std::vector<std::pair<StayKind, int>> found;
  for (const auto& s : stays) found.emplace_back(s.kind, static_cast<int>((s.to - s.from) / minutes{1}));
  using K = StayKind;
  EXPECT_THAT(found,
              ::testing::ElementsAre(std::pair(K::queue, 60), std::pair(K::queue, 60), std::pair(K::work, 60), std::pair(K::queue, 120),
                                     std::pair(K::work, 60), std::pair(K::applicant, 18 * 60), std::pair(K::pickup, 24 * 60)));
  EXPECT_EQ(std::count_if(moves.begin(), moves.end(), goes_back), 1) << "the draft sent back";
}

TEST(FlowModel, work_goes_to_who_has_least) {
  const std::int64_t costs[] = {30, 10, 10};
  EXPECT_THAT(share_out({50, 20, 45}, costs), ::testing::ElementsAre(1U, 2U, 0U));
  EXPECT_TRUE(share_out({}, costs).empty());
}

}  // namespace
}  // namespace motcua::reports
