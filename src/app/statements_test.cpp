// Every statement of the program compiles on both engines once all slices have migrated.
#include <gmock/gmock.h>

#include "app/open.hpp"
#include "app/serve.hpp"
#include "store/testing.hpp"
#include "store/verify.hpp"

namespace motcua::app {
namespace {

// Slices that keep tables; one more is added with its first migration.
std::vector<std::string_view> owners() {
  std::vector<std::string_view> names{"store"};
  for (const auto& set : all_migrations()) names.push_back(set.context);
  return names;
}

class Statements : public ::testing::TestWithParam<store::Engine> {};
MOTCUA_EACH_ENGINE(Statements);

TEST_P(Statements, of_the_whole_program_prepare_after_all_migrations) {
  const auto sets = all_migrations();
  store::TestDatabase db(sets, GetParam());
  EXPECT_THAT(store::prepare_all(*db), ::testing::IsEmpty());
}

TEST_P(Statements, are_listed_from_every_slice_that_keeps_tables) {
  // A library whose object files nobody links would leave its statements unchecked.
  for (const auto owner : owners()) {
    const auto table = std::string(owner) + "_";
    const auto all = store::statements();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const auto* sql) { return sql->text.find(table) != std::string_view::npos; }))
        << owner;
  }
  EXPECT_GT(store::statements().size(), 150U);
}

TEST_P(Statements, migrations_run_again_without_effect) {
  const auto sets = all_migrations();
  store::TestDatabase db(sets, GetParam());
  db->migrate(sets);
  db->migrate(sets);
}

}  // namespace
}  // namespace motcua::app
