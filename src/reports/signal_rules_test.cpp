// Thresholds and small numbers, against figures from tables of the binomial distribution.
#include "reports/signal_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace motcua::reports {
namespace {

Day day(std::string_view iso) { return parse_day(iso).value(); }

TEST(SignalRules, that_ship_are_whole_and_hold_today) {
  std::set<std::string> keys;
  for (const auto& r : signal_rules()) {
    EXPECT_TRUE(keys.insert(r.key).second) << r.key;
    EXPECT_EQ(signal_rule(r.key, day("2026-11-28")), &r);
    EXPECT_EQ(signal_rule(r.key, day("2018-06-30")), nullptr) << "before the one-stop decree of 2018";
  }
  EXPECT_EQ(keys, (std::set<std::string>{"nhap-don", "cung-phut", "gio-chot", "truc-tuyen-quay", "bo-sung-sat-han", "dung-khong-phieu",
                                         "khong-ho-so", "khong-truc-tuyen", "so-giay", "ghi-lui"}));
}

TEST(SignalRules, a_spoilt_line_is_named) {
  const auto wrong = read_signal_rules("# lời\n\ndau-hieu | x | nam | 0 | 1 | 1 | 1 | 1 | 01/07/2018 | | nguồn | tên | đếm | lý do\n");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, ::testing::HasSubstr("Dòng 3"));
  for (const auto* line : {"dau-hieu | x | ngay | 0 | 1 | 0 | 1 | 1 | 01/07/2018 | | n | t | d | l",     // least of nothing
                           "dau-hieu | x | ngay | 0 | 1 | 1 | 1001 | 1 | 01/07/2018 | | n | t | d | l",  // more than all
                           "dau-hieu | x | ngay | 0 | 1 | 1 | 1 | 1 | 31/02/2018 | | n | t | d | l",     // no such day
                           "dau-hieu | x | ngay | 0 | 1 | 1 | 1 | 1 | 02/01/2020 | 01/01/2020 | n | t | d | l",
                           "dau-hieu | x | ngay | 0 | 1 | 1 | 1 | 1 | 01/07/2018 | | | t | d | l"})  // no source
    EXPECT_FALSE(read_signal_rules(line)) << line;
}

// P(X >= k) of published tables: n = 10, p = 0.25; n = 20, p = 0.05.
TEST(SignalRules, chances_are_those_of_the_binomial_tables) {
  EXPECT_NEAR(chance_of(1, 10, 0.25), 0.9437, 5e-5);
  EXPECT_NEAR(chance_of(5, 10, 0.25), 0.0781, 5e-5);
  EXPECT_NEAR(chance_of(8, 10, 0.25), 0.0004, 5e-5);
  EXPECT_NEAR(chance_of(2, 20, 0.05), 0.2642, 5e-5);
  EXPECT_NEAR(chance_of(5, 20, 0.05), 0.0026, 5e-5);
  EXPECT_EQ(chance_of(0, 10, 0.1), 1);
  EXPECT_EQ(chance_of(3, 10, 0), 0);
  EXPECT_NEAR(chance_of(60'000, 100'000, 0.5), 0, 1e-12) << "large numbers neither overflow nor take long";
}

TEST(SignalRules, few_cases_say_nothing_whatever_their_share) {
  SignalRule r{.least = 5, .usual_permille = 50, .chance_permille = 1};
  EXPECT_FALSE(stands_out(r, 4, 4)) << "all of four";
  EXPECT_TRUE(stands_out(r, 5, 5));
  EXPECT_TRUE(stands_out(r, 6, 20));
  EXPECT_FALSE(stands_out(r, 5, 20)) << "2.6 of a thousand by chance";
  EXPECT_FALSE(stands_out(r, 60, 1'000)) << "six per cent where five are usual";
  EXPECT_TRUE(stands_out(r, 90, 1'000));
  SignalRule none{.least = 20, .chance_permille = 1};
  EXPECT_FALSE(none_stands_out(none, 19, 0.9));
  EXPECT_FALSE(none_stands_out(none, 20, 0.2)) << "1.2 of a hundred by chance";
  EXPECT_TRUE(none_stands_out(none, 20, 0.4));
  EXPECT_FALSE(silence_stands_out({.least = 10, .chance_permille = 1}, 9));
  EXPECT_TRUE(silence_stands_out({.least = 5, .chance_permille = 1}, 7));
  EXPECT_FALSE(silence_stands_out({.least = 5, .chance_permille = 1}, 6)) << "2.5 of a thousand by chance";
}

TEST(SignalRules, windows_are_days_weeks_from_monday_and_months) {
  EXPECT_EQ(window_of(Window::week, day("2026-11-29")).from, day("2026-11-23"));
  EXPECT_EQ(window_of(Window::week, day("2026-11-23")).to, day("2026-11-29"));
  EXPECT_EQ(window_of(Window::month, day("2028-02-10")).to, day("2028-02-29"));
  EXPECT_EQ(window_of(Window::day, day("2026-11-29")).to, day("2026-11-29"));
}

TEST(SignalRules, the_densest_stretch_is_found) {
  std::vector<SignalHit> hits;
  for (const int minute : {0, 50, 55, 60, 115, 116, 300})
    hits.push_back({.at = parse_instant("2026-10-05T19:00").value() + std::chrono::minutes{minute}});
  EXPECT_EQ(densest(hits, 60), 4);  // 0, 50, 55, 60 as well as 55, 60, 115: not longer than an hour
  EXPECT_EQ(densest(hits, 5), 2);
  EXPECT_EQ(densest({}, 60), 0);
}

TEST(SignalRules, gaps_of_a_register_are_named) {
  EXPECT_EQ(gaps_of({5, 1, 2, 9}).words, "3–4, 6–8");
  EXPECT_EQ(gaps_of({5, 1, 2, 9}).missing, 5);
  EXPECT_EQ(gaps_of({1, 3, 3}).words, "2");
  EXPECT_EQ(gaps_of({7, 8, 9}).missing, 0);
  const auto leap = gaps_of({7, 2026});
  EXPECT_EQ(leap.missing, 1) << "a misread number is one gap";
  EXPECT_EQ(leap.words, "nhảy từ 7 đến 2026");
}

}  // namespace
}  // namespace motcua::reports
