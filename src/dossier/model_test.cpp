#include "dossier/model.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace motcua::dossier {
namespace {
Instant at(std::string_view text) { return parse_instant(text).value(); }

TEST(Lateness, is_told_by_the_day_and_the_moment) {
  const auto due = at("2026-10-08T17:00");
  EXPECT_EQ(punctuality(at("2026-10-07T17:30"), due), Punctuality::early);
  EXPECT_EQ(punctuality(at("2026-10-08T07:30"), due), Punctuality::on_time);
  EXPECT_EQ(punctuality(at("2026-10-08T17:00"), due), Punctuality::on_time);
  EXPECT_EQ(punctuality(at("2026-10-08T17:01"), due), Punctuality::late);
  EXPECT_EQ(punctuality(at("2026-10-09T07:00"), due), Punctuality::late);
  // the local day decides: 23:30 UTC of the 7th is the 8th in Việt Nam
  EXPECT_EQ(punctuality(at("2026-10-07T23:30Z"), due), Punctuality::on_time);
}

TEST(Lateness, of_a_waiting_dossier_is_never_told) {
  EXPECT_TRUE(overdue_now(at("2026-10-09T08:00"), at("2026-10-08T17:00"), false));
  EXPECT_FALSE(overdue_now(at("2026-10-09T08:00"), at("2026-10-08T17:00"), true));
  EXPECT_FALSE(overdue_now(at("2026-10-08T17:00"), at("2026-10-08T17:00"), false));
}

TEST(Urgency, groups_as_the_worklist_shows) {
  const auto now = at("2026-11-30T13:30");
  const auto soon = parse_day("2026-12-02").value();
  EXPECT_EQ(urgency(now, at("2026-11-27T16:30"), soon), Urgency::overdue);
  EXPECT_EQ(urgency(now, at("2026-11-30T16:30"), soon), Urgency::today);
  EXPECT_EQ(urgency(now, at("2026-12-02T16:30"), soon), Urgency::soon);
  EXPECT_EQ(urgency(now, at("2026-12-03T16:30"), soon), Urgency::later);
}

TEST(Codes, typed_by_people_are_tidied) {
  EXPECT_EQ(tidy_dossier_code("  h20.39.5 - 261123-7 "), "H20.39.5-261123-0007");
  EXPECT_EQ(tidy_dossier_code("huỳnh văn lợi"), "huỳnh văn lợi");
}

TEST(Steps, shares_add_up_to_the_term) {
  EXPECT_EQ(split_minutes(100, std::array{0.1, 0.5, 0.0, 0.2, 0.2}), (std::vector<std::int64_t>{10, 50, 0, 20, 20}));
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    std::vector<double> shares(1 + random() % 8);
    for (auto& s : shares) s = static_cast<double>(random() % 100) / 100.0;
    shares[0] += 0.01;
    const auto total = static_cast<std::int64_t>(random() % 30000);
    const auto parts = split_minutes(total, shares);
    EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      EXPECT_GE(parts[i], 0);
      if (shares[i] == 0.0) {
        EXPECT_EQ(parts[i], 0);
      }
    }
  }
}

TEST(WordsForPeople, count_working_time) {
  EXPECT_EQ(remaining_words(11 * 60), "Còn 1 ngày 3 giờ");
  EXPECT_EQ(remaining_words(45), "Còn 45 phút");
  EXPECT_EQ(remaining_words(-300), "Quá hạn 5 giờ");
  EXPECT_EQ(remaining_words(0), "Còn 0 phút");
  EXPECT_EQ(duration_words(4 * 60 + 56), "4 giờ 56 phút");
}

TEST(WordsForPeople, exist_for_each_state) {
  for (int b = 0; b < kBizStates; ++b)
    for (int w = 0; w < kWorkSubs; ++w) {
      const State s{static_cast<BizState>(b), static_cast<WorkSub>(w)};
      EXPECT_FALSE(citizen_words(s).empty());
      EXPECT_FALSE(officer_words(s).empty());
    }
}
}  // namespace
}  // namespace motcua::dossier
