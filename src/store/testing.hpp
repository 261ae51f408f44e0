// For tests only (library motcua_store_testing): a fresh, migrated database of either engine for each test.
//
//   class UnitStore : public store::EngineTest {
//    protected:
//     UnitStore() : EngineTest({{"identity", embedded::identity_migrations()}}) {}
//   };
//   MOTCUA_EACH_ENGINE(UnitStore);
//   TEST_P(UnitStore, keeps_the_name_of_a_unit) { db().write([&](Tx& tx) -> Status { … }); }
//
// SQLite lives in a temporary folder; PostgreSQL is one private cluster per test program, started at the first use and
// removed at the end (what a crashed run left is removed by the next). The migrated schema is made once per set of migrations
// and copied for each test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/db.hpp"

namespace motcua::store {

class TestDatabase {
 public:
  // `sets` as for Database::migrate; the tables of store itself are always there.
  explicit TestDatabase(std::span<const MigrationSet> sets, Engine engine = Engine::sqlite);
  TestDatabase(std::initializer_list<MigrationSet> sets, Engine engine = Engine::sqlite)
      : TestDatabase(std::span<const MigrationSet>(sets.begin(), sets.size()), engine) {}
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  Database& operator*() { return *db_; }
  Database* operator->() { return db_.get(); }
  const std::string& url() const { return url_; }
  // A folder of this test, removed with it.
  const std::filesystem::path& folder() const { return folder_; }
  // Closes and opens again, as a restart of the program does.
  void reopen();
  void close() { db_.reset(); }

 private:
  std::filesystem::path folder_;
  std::string url_;
  std::unique_ptr<Database> db_;
};

// Base of tests that run on both engines.
class EngineTest : public ::testing::TestWithParam<Engine> {
 protected:
  explicit EngineTest(std::initializer_list<MigrationSet> sets = {}) : test_(sets, GetParam()) {}
  Database& db() { return *test_; }
  TestDatabase& database() { return test_; }

 private:
  TestDatabase test_;
};

std::vector<Engine> tested_engines();
std::string engine_name(const ::testing::TestParamInfo<Engine>& info);

#define MOTCUA_EACH_ENGINE(suite) \
  INSTANTIATE_TEST_SUITE_P(engines, suite, ::testing::ValuesIn(::motcua::store::tested_engines()), ::motcua::store::engine_name)

}  // namespace motcua::store
