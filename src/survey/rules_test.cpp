// Sizes, shares, sums and groups of sampled surveys; tables of published indices. Expected values of sizes: reform practice's own table.
#include "survey/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace motcua::survey {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(SampleSize, is_that_of_the_method) {
  struct Row {
    std::int64_t population, size;
  };
  for (const auto& r : {Row{0, 0}, Row{1, 1}, Row{100, 80}, Row{500, 223}, Row{1'000, 286}, Row{5'000, 371}, Row{22'515, 394}})
    EXPECT_EQ(sample_size(r.population, 5), r.size) << r.population;
  EXPECT_EQ(sample_size(100, 0), 0);
}

TEST(Allocation, never_asks_more_than_there_are_and_gives_each_unit_its_least) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<Stratum> strata;
    for (int i = 0; i < 12; ++i)
      strata.push_back({static_cast<std::int64_t>(random() % 4 + 1), std::to_string(i), static_cast<std::int64_t>(random() % 90)});
    const auto whole =
        std::accumulate(strata.begin(), strata.end(), std::int64_t{0}, [](auto n, const auto& s) { return n + s.population; });
    const auto size = sample_size(whole, 5);
    const auto given = allocate(strata, size);
    std::map<std::int64_t, std::int64_t> by_unit, population;
    for (std::size_t i = 0; i < strata.size(); ++i) {
      EXPECT_LE(given[i], strata[i].population);
      EXPECT_GE(given[i], 0);
      by_unit[strata[i].unit] += given[i];
      population[strata[i].unit] += strata[i].population;
    }
    std::int64_t all = 0;
    for (const auto& [unit, n] : by_unit) {
      EXPECT_GE(n, std::min<std::int64_t>(kUnitMin, population[unit]));
      all += n;
    }
    EXPECT_GE(all, size);
    EXPECT_LE(all, size + 4 * kUnitMin);
  }
  EXPECT_THAT(allocate(std::vector<Stratum>{{1, "a", 300}, {2, "a", 700}}, 100), ElementsAre(30, 70));
}

Given given(std::int64_t unit, int overall) { return {unit, {{"chung", overall}}}; }
const Questionnaire kShort{{{"Y1", "Tiếp cận", "", 100}}, {{"Y1.1", "Y1", "Dễ tìm"}, {"chung", "", "Nói chung"}}};

TEST(Index, counts_four_and_five_over_those_with_an_opinion) {
  std::vector<Given> all;
  for (const int level : {5, 5, 4, 4, 4, 3, 2, 1, 0, 0}) all.push_back(given(1, level));
  const auto r = count(kShort, all, {{1, 100}});
  EXPECT_EQ(r.answers, 10);
  EXPECT_EQ(r.service.valid(), 8);
  EXPECT_EQ(r.service.index(), 6250);
  EXPECT_EQ(r.service.mean(), 350);
  EXPECT_EQ(r.weighted, std::nullopt) << "nobody answered the factor: unknown, not zero";
  EXPECT_EQ(index_text(r.weighted), "chưa có số liệu");
}

TEST(Index, of_units_is_weighted_by_their_dossiers) {
  std::vector<GroupResult> groups(2);
  groups[0] = {.unit = 1, .population = 300, .answers = 10, .service = {{0, 0, 0, 1, 9, 0}}};
  groups[1] = {.unit = 2, .population = 700, .answers = 10, .service = {{0, 0, 0, 2, 8, 0}}};
  EXPECT_EQ(stratified(groups), 8300) << "an unweighted mean would be 85";
  EXPECT_EQ(stratified({}), std::nullopt);
}

TEST(Margin, shrinks_to_nothing_when_everybody_was_asked) {
  EXPECT_EQ(margin_of(0, 0, 100), std::nullopt);
  EXPECT_EQ(margin_of(80, 100, 100), 0);
  // 1.96 √(0.8·0.2/100 · 900/999) = 7.44 %
  EXPECT_EQ(margin_of(80, 100, 1000), 744);
  std::int64_t before = 10'000;
  for (const std::int64_t n : {10, 50, 100, 400, 900}) {
    const auto m = margin_of(n * 8 / 10, n, 1000).value();
    EXPECT_LT(m, before);
    before = m;
  }
}

TEST(SmallGroups, are_neither_shown_nor_told_by_the_rest) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::vector<GroupResult> groups;
    for (int i = 0; i < 6; ++i) groups.push_back({.unit = i, .answers = static_cast<std::int64_t>(random() % 12)});
    hide_small(groups);
    std::int64_t hidden = 0, shown = 0;
    for (const auto& g : groups) {
      if (g.shown) {
        EXPECT_TRUE(g.answers == 0 || g.answers >= kGroupMin);
        shown += g.answers;
      } else {
        hidden += g.answers;
      }
    }
    // Total less what is shown is what is hidden: that must be a group large enough too, unless nothing is shown.
    if (shown > 0 && hidden > 0) {
      EXPECT_GE(hidden, kGroupMin);
    }
  }
}

TEST(Questionnaire, of_the_data_has_five_factors_and_stays_the_same_when_kept) {
  const auto q = questionnaire_on(parse_day("2026-11-29").value());
  ASSERT_EQ(q.factors.size(), 5U);
  EXPECT_EQ(q.questions.size(), 21U);
  EXPECT_THAT(faults(q), IsEmpty());
  EXPECT_TRUE(questionnaire_on(parse_day("2020-01-01").value()).factors.empty());
  const auto again = Questionnaire::of(q.text());
  EXPECT_EQ(again.text(), q.text());
  auto wrong = q;
  wrong.factors[0].weight = 30;
  wrong.questions[3].text.clear();
  const auto told = faults(wrong);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].first, "trong_so.Y1");
  EXPECT_EQ(told[1].first, "cau.Y1.4");
  EXPECT_EQ(text_of(levels_of("Y1.1=4;chung=5;x=9;y;=")), "Y1.1=4;chung=5");
}

TEST(Series, is_read_whole_or_told_by_row_and_column) {
  const auto good = read_series(
      "\xEF\xBB\xBF"
      "chi_so;nam;gia_tri;nguon\r\npci;2024;66,50;Báo cáo PCI\r\n\r\nPAPI;2024;43,1;\"PAPI; bản in\"\n",
      2026);
  EXPECT_THAT(good.faults, IsEmpty());
  ASSERT_EQ(good.lines.size(), 2U);
  EXPECT_EQ(good.lines[0].index, "PCI");
  EXPECT_EQ(good.lines[0].value, 6650);
  EXPECT_EQ(good.lines[1].value, 4310);
  EXPECT_EQ(good.lines[1].source, "PAPI; bản in");
  const auto bad = read_series("chi_so,nam,gia_tri,nguon\nPCI,2024,\"66,5\",A\nXYZ,1990,sáu,\nPCI,2024,\"66,5\",A\nPCI,2023\n", 2026);
  ASSERT_EQ(bad.faults.size(), 6U);
  EXPECT_THAT(bad.faults[0], HasSubstr("Dòng 3, cột chi_so"));
  EXPECT_THAT(bad.faults[1], HasSubstr("Dòng 3, cột nam"));
  EXPECT_THAT(bad.faults[2], HasSubstr("Dòng 3, cột gia_tri"));
  EXPECT_THAT(bad.faults[3], HasSubstr("Dòng 3, cột nguon"));
  EXPECT_THAT(bad.faults[4], HasSubstr("Dòng 4, cột nam"));
  EXPECT_THAT(bad.faults[5], HasSubstr("Dòng 5: có 2 cột"));
  EXPECT_THAT(read_series("a;b\n", 2026).faults[0], HasSubstr("dòng đầu phải là tên cột"));
  EXPECT_THAT(read_series("", 2026).faults[0], HasSubstr("không có dòng số liệu"));
  EXPECT_THAT(read_series("\xff", 2026).faults[0], HasSubstr("UTF-8"));
}

}  // namespace
}  // namespace motcua::survey
