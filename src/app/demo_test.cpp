// The demonstration at any moment: every state an officer may meet is there, the record holds together, the same seed gives the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "app/articles.hpp"
#include "app/testing_world.hpp"
#include "store/testing_raw.hpp"
#include "store/verify.hpp"

namespace motcua::app {
namespace {

struct Moment {
  const char* name;
  const char* at;
  friend void PrintTo(const Moment& moment, std::ostream* out) { *out << moment.at; }
};
class Demo : public ::testing::TestWithParam<Moment> {};
INSTANTIATE_TEST_SUITE_P(Moments, Demo,
                         ::testing::Values(Moment{"wednesday_morning", "2026-11-25T10:20"}, Moment{"sunday_night", "2026-11-29T23:10"},
                                           Moment{"before_opening", "2026-11-30T06:00"}, Moment{"in_tet", "2027-02-07T09:00"},
                                           Moment{"leap_day", "2028-02-29T16:45"}),
                         [](const auto& moment) { return moment.param.name; });

std::map<std::string, int> counted(store::RawDatabase& raw, const std::string& what) {
  std::map<std::string, int> counts;
  for (const auto& row : raw.rows("SELECT " + what + ", count(*) FROM dossier_case GROUP BY 1"))
    counts[row[0].value_or("")] = std::stoi(row[1].value_or("0"));
  return counts;
}

TEST_P(Demo, holds_every_state_around_the_moment) {
  testing::World world(store::Engine::sqlite, *parse_instant(GetParam().at));
  const auto report = world.demo(400);
  store::RawDatabase raw(world.database.url());
  auto states = counted(raw, "biz_state || '/' || work_sub");
  for (const auto* state : {"received/none", "in_process/to_transfer", "in_process/assigned", "in_process/verifying", "in_process/drafting",
                            "in_process/review", "in_process/to_sign", "in_process/to_number", "done/none", "returned/none"})
    EXPECT_GE(states[state], 3) << state;
  const auto count = [&](const std::string& where) {
    return std::stoi(raw.one("SELECT count(*) FROM dossier_case WHERE " + where).value());
  };
  const auto now = std::to_string(to_us(world.clock.now()));
  EXPECT_GE(count("running AND due_at < " + now), 8) << "overdue";
  EXPECT_GE(count("running AND due_at >= " + now), 40) << "in time";
  EXPECT_LE(count("running AND due_at < " + now), report.accepted / 5) << "a commune that works";
  EXPECT_GE(count("punctuality = 'late'"), 5);
  EXPECT_GE(count("return_method = 'post'"), 10);
  EXPECT_EQ(count("received_at > " + now), 0);
  EXPECT_EQ(store::verify(*world.services->db, world.services->verifiers()).first(), "");
}

// A district of 2023 with its communes: what a commune receives is signed in the commune, not by the committee of the district.
TEST(Articles, of_one_district_are_lived_to_the_end) {
  testing::World world(store::Engine::sqlite);
  const auto made = make_articles(*world.services, world.clock, {.seed = 2026, .only = "hiep-duc-2023", .progress = {}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_GT(made->accepted, 900);
  EXPECT_EQ(made->settled, made->accepted);
  EXPECT_EQ(made->returned, made->accepted);
}

TEST(DemoSeed, gives_the_same_again_and_another_seed_something_else) {
  const auto told = [](std::uint64_t seed) {
    testing::World world(store::Engine::sqlite);
    world.demo(30, seed);
    store::RawDatabase raw(world.database.url());
    std::string all;
    for (const auto& row :
         raw.rows("SELECT code, applicant_name, procedure_code, biz_state, work_sub, received_at, due_at FROM dossier_case ORDER BY code"))
      for (const auto& cell : row) all += cell.value_or("-") + "|";
    return all;
  };
  const auto first = told(1);
  EXPECT_EQ(told(1), first);
  EXPECT_NE(told(2), first);
}

}  // namespace
}  // namespace motcua::app
