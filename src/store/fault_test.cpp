// SQLite with a disk that fails, fills up or loses its power at every single operation (quality R2, and R1 in small).
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/counters.hpp"
#include "store/journal.hpp"
#include "store/test_schema.hpp"
#include "store/testing_faults.hpp"
#include "store/verify.hpp"

namespace motcua::store {
namespace {

namespace fs = std::filesystem;

MOTCUA_SQL(kAccept, "INSERT INTO test_thing (id, name, amount) VALUES ($1, $2, $3)");
MOTCUA_SQL(kAccepted, "SELECT count(*) FROM test_thing");
MOTCUA_SQL(kDistinctNumbers, "SELECT count(DISTINCT amount) FROM test_thing");
MOTCUA_SQL(kHasThing, "SELECT count(*) FROM test_thing WHERE id = $1");
MOTCUA_SQL(kJournalRows, "SELECT count(*) FROM store_journal");
MOTCUA_SQL(kMessages, "SELECT count(*) FROM store_outbox");

constexpr int kAcceptances = 4;
const Instant kNow = *parse_instant("2026-10-05T09:10");

Status accept(Database& db, std::int64_t id) {
  return db.write([&](Tx& tx) -> Status {
    const auto number = next_number(tx, "test", "things");
    tx.send(kAccept, id, std::string(300, 'x') + std::to_string(id), number);
    TRY_VOID(append(tx, {"thing", id, kNow, kNow, 1, 2, "thing.accepted", "{}"}, 0));
    publish(tx, {"thing.accepted", id, "{}", kNow});
    return {};
  });
}

class Faults : public ::testing::Test {
 protected:
  void SetUp() override { install_faults(); }
  void TearDown() override { arm_fault(Fault::none, 0); }

  // Object, number, journal and message are there together or not at all; numbers are dense and used once.
  static void expect_whole(Database& db) {
    const auto things = db.read([](ReadTx& tx) { return tx.number(kAccepted); });
    db.read([&](ReadTx& tx) {
      EXPECT_EQ(last_number(tx, "test", "things"), things);
      EXPECT_EQ(tx.number(kDistinctNumbers), things);
      EXPECT_EQ(tx.number(kJournalRows), things);
      EXPECT_EQ(tx.number(kMessages), things);
    });
    EXPECT_EQ(verify(db, {}).first(), "");
  }

  // All acceptances, each again after a failure; false when the fault never came.
  static bool run_with(Fault fault, int n, bool permanent) {
    TestDatabase database({kThings});
    database.close();
    arm_fault(fault, n, permanent);
    bool told = false;
    const auto insist = [&](const auto& work) {
      try {
        work();
      } catch (const Failure& failure) {
        EXPECT_TRUE(failure.kind() == FailureKind::disk || failure.kind() == FailureKind::read_only) << failure.what();
        told = true;
        arm_fault(Fault::none, 0);  // the disk is well again
        work();
      }
    };
    const auto before = [&] { return fault_struck() || told; };
    insist([&] { database.reopen(); });
    for (std::int64_t id = 1; id <= kAcceptances; ++id) insist([&] { EXPECT_TRUE(accept(*database, id)) << "n = " << n; });
    const bool came = before();
    arm_fault(Fault::none, 0);
    expect_whole(*database);
    database.reopen();
    expect_whole(*database);
    EXPECT_EQ(database->read([](ReadTx& tx) { return tx.number(kAccepted); }), kAcceptances);
    return came;
  }
};

TEST_F(Faults, at_any_operation_are_told_and_a_second_try_succeeds) {
  for (const auto fault : {Fault::io_error, Fault::disk_full})
    for (const bool permanent : {false, true}) {
      int n = 1;
      while (run_with(fault, n, permanent) && !HasFailure()) ++n;
      EXPECT_GT(n, 20) << "the faults were met";
    }
}

// The child accepts and says so through the pipe; the power goes out at its n-th operation. What it said must be there.
TEST_F(Faults, by_power_cut_lose_nothing_that_was_answered) {
  int n = 1;
  for (bool cut = true; cut && !HasFailure(); ++n) {
    SCOPED_TRACE(n);
    TestDatabase database({kThings});
    database.close();
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const auto child = ::fork();
    if (child == 0) {
      arm_fault(Fault::power_cut, n);
      database.reopen();
      for (std::int64_t id = 1; id <= kAcceptances; ++id)
        if (accept(*database, id)) (void)!::write(ends[1], "+", 1);
      ::_exit(0);
    }
    ::close(ends[1]);
    int answered = 0;
    char one = 0;
    while (::read(ends[0], &one, 1) == 1) ++answered;
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    cut = WEXITSTATUS(status) == kPowerCutExit;
    database.reopen();
    expect_whole(*database);
    for (std::int64_t id = 1; id <= answered; ++id)
      EXPECT_EQ(database->read([&](ReadTx& tx) { return tx.number(kHasThing, id); }), 1) << "answered " << id;
    if (!cut) {
      EXPECT_EQ(answered, kAcceptances);
    }
    EXPECT_TRUE(accept(*database, 1000));
  }
  EXPECT_GT(n, 20);
}

}  // namespace
}  // namespace motcua::store
