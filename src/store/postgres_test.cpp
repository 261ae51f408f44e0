// What only PostgreSQL can do to us: lost connections, lost races.
#include <gmock/gmock.h>
#include <libpq-fe.h>

#include <atomic>
#include <thread>

#include "store/test_schema.hpp"

namespace motcua::store {
namespace {

MOTCUA_SQL(kAddOne, "INSERT INTO test_thing (id, name, amount) VALUES ($1, $2, 0)");
MOTCUA_SQL(kCountAll, "SELECT count(*) FROM test_thing");
MOTCUA_SQL(kLockRow, "UPDATE test_thing SET amount = amount + 1 WHERE id = $1");

class Postgres : public ::testing::Test {
 protected:
  // Ends every connection of the database but our own.
  void kill_connections() {
    PGconn* admin = PQconnectdb(database_.url().c_str());
    PQclear(PQexec(
        admin, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"));
    for (int i = 0; i < 1000; ++i) {  // until they are gone
      PGresult* left =
          PQexec(admin, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
      const bool none = std::string_view(PQgetvalue(left, 0, 0)) == "0";
      PQclear(left);
      if (none) break;
    }
    PQfinish(admin);
  }
  std::int64_t count() {
    return database_->read([](ReadTx& tx) { return tx.number(kCountAll); });
  }
  TestDatabase database_{{kThings}, Engine::postgres};
};

TEST_F(Postgres, reads_and_writes_again_after_the_server_closed_idle_connections) {
  EXPECT_EQ(count(), 0);
  kill_connections();
  EXPECT_EQ(count(), 0);
  kill_connections();
  (void)database_->write([](Tx& tx) -> Status {
    tx.exec(kAddOne, 1, "a");
    return {};
  });
  EXPECT_EQ(count(), 1);
}

TEST_F(Postgres, runs_the_closure_again_when_the_connection_is_lost_before_commit) {
  int runs = 0;
  (void)database_->write([&](Tx& tx) -> Status {
    tx.exec(kAddOne, 1, "a");
    if (++runs == 1) kill_connections();
    tx.exec(kAddOne, 2, "b");
    return {};
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(count(), 2);
}

TEST_F(Postgres, does_not_repeat_a_commit_whose_answer_was_lost) {
  int runs = 0;
  const auto lose_it = [&] {
    (void)database_->write([&](Tx& tx) -> Status {
      ++runs;
      tx.exec(kAddOne, 1, "a");
      kill_connections();
      return {};  // COMMIT meets a closed connection
    });
  };
  try {
    lose_it();
    // The server may still say "terminated by the administrator" for COMMIT itself; that too leaves the outcome open.
    FAIL() << "the loss is told";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::connection);
    EXPECT_THAT(failure.what(), ::testing::HasSubstr("chưa rõ"));
  }
  EXPECT_EQ(runs, 1);
}

TEST_F(Postgres, runs_the_loser_of_a_deadlock_again) {
  for (int id : {1, 2})
    (void)database_->write([&](Tx& tx) -> Status {
      tx.exec(kAddOne, id, std::to_string(id));
      return {};
    });
  std::atomic<int> first_locks{0};
  std::atomic<int> runs{0};
  const auto lock_in_order = [&](int a, int b) {
    (void)database_->write([&](Tx& tx) -> Status {
      ++runs;
      tx.exec(kLockRow, a);
      ++first_locks;
      while (first_locks < 2) std::this_thread::yield();
      tx.exec(kLockRow, b);
      return {};
    });
  };
  std::thread other([&] { lock_in_order(1, 2); });
  lock_in_order(2, 1);
  other.join();
  EXPECT_GE(runs, 3);
  EXPECT_EQ(database_->read([](ReadTx& tx) { return tx.number(Sql("sum", "SELECT sum(amount) FROM test_thing")); }), 4);
}

TEST_F(Postgres, takes_a_long_row_of_sends) {
  (void)database_->write([](Tx& tx) -> Status {
    for (int i = 0; i < 5000; ++i) tx.send(kAddOne, i, std::to_string(i) + std::string(200, 'x'));
    return {};
  });
  EXPECT_EQ(count(), 5000);
}

TEST_F(Postgres, refuses_the_use_case_in_the_middle_of_a_long_row) {
  const auto refused = database_->write([](Tx& tx) -> Status {
    for (int i = 0; i < 600; ++i)
      tx.send_or_refuse(Error{Errc::conflict, "test.row", "", {}, {}}, kAddOne, i == 400 ? 7 : i, std::to_string(i));
    return {};
  });
  EXPECT_EQ(refused.error().key, "test.row");
  EXPECT_EQ(count(), 0);
}

TEST_F(Postgres, says_so_when_the_server_is_not_there) {
  try {
    (void)open({"postgresql:///nothing?host=/nonexistent", 1});
    FAIL() << "no server there";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::connection);
  }
}

}  // namespace
}  // namespace motcua::store
