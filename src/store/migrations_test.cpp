#include <gmock/gmock.h>

#include <thread>

#include "store/engine.hpp"
#include "store/test_schema.hpp"

namespace motcua::store {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr EmbeddedFile kOne{"0001_one.sql", "CREATE TABLE test_one (id @BIGINT@ PRIMARY KEY) @STRICT@;"};
constexpr EmbeddedFile kOneEdited{"0001_one.sql", "CREATE TABLE test_one (id @BIGINT@ PRIMARY KEY, x TEXT) @STRICT@;"};
constexpr EmbeddedFile kTwo{"0002_two.sql",
                            "ALTER TABLE test_one ADD COLUMN name TEXT NOT NULL DEFAULT 'x; y';\nINSERT INTO test_one (id) VALUES (1);"};
constexpr EmbeddedFile kBroken{"0002_two.sql", "CREATE TABLE test_two (id @BIGINT@ PRIMARY KEY) @STRICT@; INSERT INTO nosuch VALUES (1);"};

class Migrations : public EngineTest {
 protected:
  void migrate(std::vector<EmbeddedFile> files) {
    const MigrationSet set{"test", files};
    db().migrate({&set, 1});
  }
  std::string refusal(std::vector<EmbeddedFile> files) {
    try {
      migrate(std::move(files));
    } catch (const Failure& failure) {
      return failure.what();
    }
    return "";
  }
  std::int64_t number(const Sql& sql) {
    return db().read([&](ReadTx& tx) { return tx.number(sql); });
  }
  int copies() {
    int n = 0;
    for (const auto& entry : std::filesystem::directory_iterator(database().folder()))
      n += entry.path().filename().string().find(".before-") != std::string::npos ? 1 : 0;
    return n;
  }
};
MOTCUA_EACH_ENGINE(Migrations);

TEST_P(Migrations, run_each_step_once) {
  migrate({kOne});
  migrate({kOne});
  migrate({kOne, kTwo});
  migrate({kOne, kTwo});
  EXPECT_EQ(number(Sql("n", "SELECT count(*) FROM test_one WHERE name = 'x; y'")), 1);
}

TEST_P(Migrations, stop_when_a_step_that_ran_was_edited) {
  migrate({kOne});
  EXPECT_THAT(refusal({kOneEdited}), HasSubstr("test/0001_one.sql"));
}

TEST_P(Migrations, stop_when_the_schema_is_newer_than_the_program) {
  migrate({kOne, kTwo});
  EXPECT_THAT(refusal({kOne}), HasSubstr("mới hơn"));
}

TEST_P(Migrations, leave_nothing_behind_when_a_step_fails) {
  migrate({kOne});
  EXPECT_NE(refusal({kOne, kBroken}), "");
  EXPECT_THROW(number(Sql("n", "SELECT count(*) FROM test_two")), Failure);
  migrate({kOne, kTwo});
  EXPECT_EQ(number(Sql("n", "SELECT count(*) FROM test_one")), 1);
}

TEST_P(Migrations, refuse_names_and_macros_they_do_not_know) {
  EXPECT_THAT(refusal({{"one.sql", ""}}), HasSubstr("NNNN_name.sql"));
  EXPECT_THAT(refusal({{"0002_one.sql", ""}}), HasSubstr("number 1"));
  EXPECT_THAT(refusal({{"0001_one.sql", "CREATE TABLE x (id @BIGNIT@);"}}), HasSubstr("@BIGNIT@"));
}

TEST_P(Migrations, copy_an_existing_file_before_changing_it) {
  if (GetParam() == Engine::postgres) return;  // backed up by its own means
  migrate({kOne});                             // the tables of store were there before
  EXPECT_EQ(copies(), 1);
  migrate({kOne});
  EXPECT_EQ(copies(), 1);
  migrate({kOne, kTwo});
  EXPECT_EQ(copies(), 2);
}

TEST_P(Migrations, wait_for_one_another) {
  std::vector<std::unique_ptr<Database>> instances;
  for (int i = 0; i < 4; ++i) instances.push_back(open({database().url(), 1}));
  std::vector<std::thread> threads;
  static constexpr EmbeddedFile kBoth[] = {kOne, kTwo};
  const MigrationSet set{"test", kBoth};
  for (auto& instance : instances) threads.emplace_back([&] { EXPECT_NO_THROW(instance->migrate({&set, 1})); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(number(Sql("n", "SELECT count(*) FROM test_one")), 1);
}

TEST(Macros, differ_by_engine) {
  EXPECT_EQ(expand_macros("t", "a @BIGINT@ b @BOOL@ c @STRICT@", Engine::sqlite), "a INTEGER b INTEGER c STRICT");
  EXPECT_EQ(expand_macros("t", "a @BIGINT@ b @BOOL@ c @STRICT@", Engine::postgres), "a BIGINT b BOOLEAN c ");
  EXPECT_EQ(expand_macros("t", "@SQLITE@one\n@POSTGRES@two\nthree", Engine::sqlite), "one\nthree");
  EXPECT_EQ(expand_macros("t", "@SQLITE@one\n@POSTGRES@two\nthree", Engine::postgres), "two\nthree");
  EXPECT_THROW(expand_macros("t", "a @BIGINT b", Engine::sqlite), Failure);
}

}  // namespace
}  // namespace motcua::store
