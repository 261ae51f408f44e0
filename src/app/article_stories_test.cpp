// What the articles tell beside dossiers adds up to what they printed.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/article_check.hpp"
#include "app/article_stories.hpp"
#include "app/articles.hpp"
#include "app/testing_world.hpp"
#include "reform/articles.hpp"
#include "store/verify.hpp"

namespace motcua::app {
namespace {

void expect_figures(Services& s, std::string_view place) {
  const auto check = reform_article_check(s);
  int seen = 0;
  for (const auto& f : check.figures) {
    if (f.unit != place && !f.unit.starts_with(std::string(place) + "/")) continue;
    ++seen;
    const auto how = std::ranges::find(check.measures, f.indicator, &reports::ArticleMeasure::indicator);
    ASSERT_NE(how, check.measures.end()) << f.indicator;
    const auto ours = how->measure(f);
    ASSERT_TRUE(ours) << f.id << " " << f.note;
    EXPECT_TRUE(reports::agrees(f, *ours)) << f.id << " " << f.note << ": " << ours->hundredths;
    EXPECT_FALSE(ours->opens.empty()) << f.id;
  }
  EXPECT_GT(seen, 0) << place;
}

class ArticleStories : public ::testing::TestWithParam<store::Engine> {};
MOTCUA_EACH_ENGINE(ArticleStories);

TEST_P(ArticleStories, without_dossiers_add_up_to_the_figures) {
  testing::World world(GetParam());
  auto& s = *world.services;
  world.clock.set(parse_instant("2019-12-02T01:00").value());
  ASSERT_TRUE(s.seed_shipped());
  for (const auto& story : article_stories()) {
    if (story.place == "cao-lanh-2023" || story.place == "hiep-duc-2023") continue;
    world.clock.set(to_instant(LocalTime{story.on} + std::chrono::hours{8}));
    const auto told = story.record(s);
    ASSERT_TRUE(told) << story.place << ": " << told.error().message << " " << told.error().key;
  }
  world.clock.set(parse_instant("2026-11-25T02:00").value());
  for (const auto* place : {"lap-vo-2018", "hong-ngu-2018", "huong-thuy-2022", "tam-nong-2022"}) expect_figures(s, place);
  EXPECT_EQ(store::verify(*s.db, s.verifiers()).first(), "");
}

TEST(Articles, of_cao_lanh_count_the_use_of_its_models_from_the_record) {
  testing::World world(store::Engine::sqlite);
  const auto made = make_articles(*world.services, world.clock, {.seed = 2026, .only = "cao-lanh-2023", .progress = {}});
  ASSERT_TRUE(made) << made.error().message << " " << made.error().key;
  world.clock.set(parse_instant("2026-11-25T02:00").value());
  expect_figures(*world.services, "cao-lanh-2023");
}

}  // namespace
}  // namespace motcua::app
