// Lateness shared exactly: hand-made cases, and properties over random histories.
#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "dossier/lateness.hpp"

namespace motcua::dossier {
namespace {

Stretch stretch(std::string step, std::int64_t allotted, std::int64_t used, Party party = Party::agency, std::string unit = "Phòng A") {
  Stretch s;
  s.name = std::move(step);
  s.party = party;
  s.unit_name = std::move(unit);
  s.allotted = allotted;
  s.used = used;
  return s;
}
Stretch outside(Stretch s) {
  s.outside_term = true;
  return s;
}
std::int64_t sum(const LateSplit& s) { return std::accumulate(s.shares.begin(), s.shares.end(), s.unexplained); }

TEST(LateSplitCases, a_single_step_that_took_too_long_answers_for_all) {
  const std::vector<Stretch> h{stretch("Tiếp nhận", 60, 30), stretch("Thẩm tra", 300, 600), stretch("Ký", 120, 90)};
  const auto s = split_lateness(h, 240);  // 720 used of 480
  EXPECT_EQ(s.shares, (std::vector<std::int64_t>{0, 240, 0}));
  EXPECT_EQ(s.unexplained, 0);
}

TEST(LateSplitCases, what_one_step_saved_lightens_the_others_in_proportion) {
  // Overruns 300 and 100, saved 80: 320 late, shared 3 : 1.
  const std::vector<Stretch> h{stretch("Tiếp nhận", 100, 20), stretch("Thẩm tra", 300, 600), stretch("Ký", 100, 200)};
  EXPECT_EQ(split_lateness(h, 320).shares, (std::vector<std::int64_t>{0, 240, 80}));
}

TEST(LateSplitCases, minutes_are_whole_and_the_largest_remainder_gets_the_odd_one) {
  const std::vector<Stretch> h{stretch("A", 0, 10), stretch("B", 0, 10), stretch("C", 0, 10)};
  EXPECT_EQ(split_lateness(h, 10).shares, (std::vector<std::int64_t>{4, 3, 3}));
  EXPECT_EQ(split_lateness(h, 11).shares, (std::vector<std::int64_t>{4, 4, 3}));
}

TEST(LateSplitCases, time_outside_the_term_is_no_lateness_of_anybody) {
  const std::vector<Stretch> h{outside(stretch("Chờ bổ sung", 0, 5000, Party::applicant)),
                               outside(stretch("Trên đường", 0, 900, Party::post)), stretch("Thẩm tra", 400, 460)};
  EXPECT_EQ(split_lateness(h, 60).shares, (std::vector<std::int64_t>{0, 0, 60}));
}

TEST(LateSplitCases, the_applicant_and_the_post_answer_for_what_runs_inside_the_term) {
  const std::vector<Stretch> h{stretch("Nhận", 60, 60), stretch("Bưu chính chuyển", 0, 120, Party::post),
                               stretch("Hẹn kiểm tra thực địa", 0, 60, Party::applicant), stretch("Thẩm tra", 420, 420)};
  const auto s = split_lateness(h, 180);
  EXPECT_EQ(s.shares, (std::vector<std::int64_t>{0, 120, 60, 0}));
  const auto parties = sum_by(LateBy::party, h, s);
  ASSERT_EQ(parties.size(), 2U);
  EXPECT_EQ(parties[0].name, "Bưu chính");
  EXPECT_EQ(parties[0].minutes, 120);
  EXPECT_EQ(parties[1].name, "Người nộp hồ sơ");
}

TEST(LateSplitCases, gaps_of_the_record_are_named_not_charged) {
  const std::vector<Stretch> h{stretch("Thẩm tra", 100, 150)};
  const auto s = split_lateness(h, 80);
  EXPECT_EQ(s.shares, (std::vector<std::int64_t>{50}));
  EXPECT_EQ(s.unexplained, 30);
  EXPECT_EQ(sum_by(LateBy::unit, h, s).back().name, "Không có ghi chép");
}

TEST(LateSplitCases, a_dossier_on_time_has_no_shares_even_when_a_step_overran) {
  const std::vector<Stretch> h{stretch("A", 100, 20), stretch("B", 100, 150)};
  EXPECT_EQ(split_lateness(h, 0).shares, (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(split_lateness(h, -30).late, 0);
}

class LateSplitProperties : public ::testing::Test {
 protected:
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }
  std::vector<Stretch> history() {
    std::vector<Stretch> h;
    for (auto n = 1 + below(9); n > 0; --n) {
      auto s = stretch("Bước " + std::to_string(below(4)), below(600), below(1500), static_cast<Party>(below(3)),
                       "Đơn vị " + std::to_string(below(3)));
      s.outside_term = below(6) == 0;
      h.push_back(std::move(s));
    }
    return h;
  }
  static std::int64_t over(const Stretch& s) { return s.outside_term || s.used < s.allotted ? 0 : s.used - s.allotted; }
  // As it is in a whole record: what was used beyond the term.
  static std::int64_t lateness(const std::vector<Stretch>& h) {
    std::int64_t late = 0;
    for (const auto& s : h)
      if (!s.outside_term) late += s.used - s.allotted;
    return std::max<std::int64_t>(0, late);
  }
  std::mt19937_64 random_{20261125};
};

TEST_F(LateSplitProperties, shares_add_up_and_nobody_pays_for_more_than_he_took) {
  int late_ones = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto h = history();
    const auto late = round % 2 ? lateness(h) : below(3000);  // the second kind: a record with gaps
    const auto s = split_lateness(h, late);
    ASSERT_EQ(sum(s), late);
    for (std::size_t i = 0; i < h.size(); ++i) {
      ASSERT_GE(s.shares[i], 0);
      ASSERT_LE(s.shares[i], over(h[i]));
    }
    if (round % 2) {
      ASSERT_EQ(s.unexplained, 0) << "a whole record explains all";
    }
    late_ones += late > 0;
    for (const auto by : {LateBy::step, LateBy::unit, LateBy::party}) {
      std::int64_t total = 0;
      for (const auto& line : sum_by(by, h, s)) total += line.minutes;
      ASSERT_EQ(total, late) << "seen by step, unit and party it is the same lateness";
    }
  }
  EXPECT_GT(late_ones, 5'000);
}

TEST_F(LateSplitProperties, who_takes_longer_never_pays_less) {
  for (int round = 0; round < 5'000; ++round) {
    auto h = history();
    const auto i = static_cast<std::size_t>(below(static_cast<std::int64_t>(h.size())));
    if (h[i].outside_term) continue;
    const auto before = split_lateness(h, lateness(h)).shares[i];
    h[i].used += 1 + below(200);
    EXPECT_GE(split_lateness(h, lateness(h)).shares[i] + 1, before) << "but for the rounding of one minute";
  }
}

TEST_F(LateSplitProperties, equal_overruns_differ_by_a_minute_at_most) {
  for (int round = 0; round < 2'000; ++round) {
    auto h = history();
    h.push_back(h.front());
    const auto s = split_lateness(h, lateness(h));
    EXPECT_LE(std::abs(s.shares.front() - s.shares.back()), 1);
  }
}

}  // namespace
}  // namespace motcua::dossier
