#include "store/journal.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <set>
#include <thread>

#include "store/chain.hpp"
#include "store/counters.hpp"
#include "store/idempotency.hpp"
#include "store/lease.hpp"
#include "store/test_schema.hpp"
#include "store/verify.hpp"

namespace motcua::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Instant kNow = *parse_instant("2026-10-05T09:10");

JournalEntry entry(std::int64_t object_id, std::string_view kind, std::string_view payload = "{}") {
  return {"dossier", object_id, kNow, kNow, 11, 22, kind, payload};
}

class Journal : public EngineTest {
 protected:
  Journal() : EngineTest({kThings}) {}
  Result<std::int64_t> add(std::int64_t object_id, std::string_view kind, std::int64_t expected) {
    return db().write([&](Tx& tx) { return append(tx, entry(object_id, kind), expected); });
  }
};
MOTCUA_EACH_ENGINE(Journal);

TEST_P(Journal, tells_the_largest_object_below_a_bound) {
  const auto latest = [&] { return db().read([](ReadTx& tx) { return latest_object(tx, 1'000); }); };
  EXPECT_EQ(latest(), 0);
  for (const std::int64_t id : {7, 999, 12, 1'000, 5'000}) EXPECT_TRUE(add(id, "dossier.accepted", 0));
  EXPECT_EQ(latest(), 999);
}

TEST_P(Journal, numbers_the_rows_of_each_object_and_chains_them) {
  EXPECT_EQ(add(1, "dossier.accepted", 0).value(), 1);
  EXPECT_EQ(add(2, "dossier.accepted", 0).value(), 1);
  EXPECT_EQ(add(1, "dossier.handed_over", 1).value(), 2);
  const auto rows = db().read([](ReadTx& tx) { return history(tx, "dossier", 1); });
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].prev_hash, "");
  EXPECT_EQ(rows[1].prev_hash, rows[0].hash);
  EXPECT_EQ(rows[1].kind, "dossier.handed_over");
  EXPECT_EQ(rows[1].seq, 2);
  EXPECT_EQ(rows[1].at, kNow);
}

// Computed with: printf 'motcua-journal-1…' | sha256sum, by a script in another language (README.md has the format).
TEST(JournalHash, is_what_the_written_format_says) {
  EXPECT_EQ(chain_hash({"dossier", 1, 2, 3, 4, 5, -6, "k", "{\"a\":1}", "00"}),
            "b21503e1187f211a3c0acadf40f04fd18577cb8d430d7f7717fc329647d8d8ba");
}

TEST(JournalHash, changes_with_every_field_and_does_not_confuse_neighbours) {
  std::set<std::string> hashes;
  hashes.insert(chain_hash({"a", 1, 1, 1, 1, 1, 1, "k", "p", ""}));
  hashes.insert(chain_hash({"b", 1, 1, 1, 1, 1, 1, "k", "p", ""}));
  hashes.insert(chain_hash({"a", 2, 1, 1, 1, 1, 1, "k", "p", ""}));
  hashes.insert(chain_hash({"a", 1, 2, 1, 1, 1, 1, "k", "p", ""}));
  hashes.insert(chain_hash({"a", 1, 1, 2, 1, 1, 1, "k", "p", ""}));
  hashes.insert(chain_hash({"a", 1, 1, 1, 2, 1, 1, "k", "p", ""}));
  hashes.insert(chain_hash({"a", 1, 1, 1, 1, 2, 1, "k", "p", ""}));
  hashes.insert(chain_hash({"a", 1, 1, 1, 1, 1, 2, "k", "p", ""}));
  hashes.insert(chain_hash({"a", 1, 1, 1, 1, 1, 1, "kp", "", ""}));
  hashes.insert(chain_hash({"a", 1, 1, 1, 1, 1, 1, "", "kp", ""}));
  hashes.insert(chain_hash({"a", 1, 1, 1, 1, 1, 1, "k", "p", "x"}));
  EXPECT_EQ(hashes.size(), 11U);
}

TEST_P(Journal, refuses_the_second_of_two_writers_who_read_the_same_version) {
  ASSERT_TRUE(add(1, "dossier.accepted", 0));
  ASSERT_TRUE(add(1, "dossier.handed_over", 1));
  const auto late = add(1, "dossier.returned", 1);
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().code, Errc::conflict);
  EXPECT_EQ(late.error().message, "Hồ sơ vừa được người khác thay đổi. Tải lại trang rồi làm tiếp.");
  EXPECT_EQ(add(1, "dossier.accepted", 0).error().code, Errc::conflict);
  EXPECT_EQ(add(1, "dossier.returned", 7).error().code, Errc::conflict);
  EXPECT_EQ(add(3, "dossier.returned", 1).error().code, Errc::conflict);
}

TEST_P(Journal, lets_exactly_one_of_many_writers_through_at_each_version) {
  ASSERT_TRUE(add(1, "dossier.accepted", 0));
  for (std::int64_t version = 1; version <= 5; ++version) {
    std::atomic<int> through{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&] {
        const auto r = add(1, "dossier.step", version);
        if (r) {
          ++through;
        } else {
          EXPECT_EQ(r.error().code, Errc::conflict);
        }
      });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(through, 1);
  }
}

TEST_P(Journal, is_never_changed) {
  ASSERT_TRUE(add(1, "dossier.accepted", 0));
  const auto run = [&](const Sql& sql) {
    (void)db().write([&](Tx& tx) -> Status {
      tx.exec(sql);
      return {};
    });
  };
  EXPECT_THROW(run(Sql("t1", "UPDATE store_journal SET actor = 5")), Failure);
  EXPECT_THROW(run(Sql("t2", "DELETE FROM store_journal")), Failure);
}

TEST_P(Journal, takes_several_steps_of_one_object_in_one_use_case) {
  const auto done = db().write([&](Tx& tx) -> Status {
    TRY(auto first, append(tx, entry(1, "a"), 0));
    TRY(auto second, append(tx, entry(1, "b"), first));
    EXPECT_EQ(second, 2);
    return {};
  });
  EXPECT_TRUE(done.has_value());
}

TEST_P(Journal, gives_dense_numbers_under_concurrency_and_rollback) {
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::set<std::int64_t> given;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const auto n = db().write([&](Tx& tx) -> Result<std::int64_t> {
          const auto number = next_number(tx, "dossier", "000.00.12.H43-261005");
          if (i % 4 == 3) return errors::conflict("test.no", "Không");
          return number;
        });
        if (n) {
          const std::lock_guard lock(mutex);
          EXPECT_TRUE(given.insert(*n).second) << *n << " twice";
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(given.size(), 120U);
  EXPECT_EQ(*given.begin(), 1);
  EXPECT_EQ(*given.rbegin(), 120);
  db().read([](ReadTx& tx) {
    EXPECT_EQ(last_number(tx, "dossier", "000.00.12.H43-261005"), 120);
    EXPECT_EQ(last_number(tx, "dossier", "other"), 0);
  });
}

TEST_P(Journal, lends_a_lease_to_one_owner_at_a_time) {
  using std::chrono::seconds;
  EXPECT_TRUE(try_acquire_lease(db(), "outbox", "a", kNow, kNow + seconds(30)));
  EXPECT_FALSE(try_acquire_lease(db(), "outbox", "b", kNow + seconds(29), kNow + seconds(60)));
  EXPECT_TRUE(try_acquire_lease(db(), "outbox", "a", kNow + seconds(29), kNow + seconds(60)));
  EXPECT_FALSE(try_acquire_lease(db(), "outbox", "b", kNow + seconds(30), kNow + seconds(60)));
  EXPECT_TRUE(try_acquire_lease(db(), "sealer", "b", kNow, kNow + seconds(60)));
  EXPECT_TRUE(try_acquire_lease(db(), "outbox", "b", kNow + seconds(60), kNow + seconds(90)));
  release_lease(db(), "outbox", "a");
  EXPECT_FALSE(try_acquire_lease(db(), "outbox", "a", kNow + seconds(61), kNow + seconds(90)));
  release_lease(db(), "outbox", "b");
  EXPECT_TRUE(try_acquire_lease(db(), "outbox", "a", kNow + seconds(61), kNow + seconds(90)));
}

TEST_P(Journal, remembers_the_answer_to_a_request) {
  const auto ask = [&](std::string_view hash) {
    return db().read([&](ReadTx& tx) { return earlier_answer(tx, "account:1", "k1", hash); });
  };
  const auto keep = [&] {
    return db().write([](Tx& tx) -> Status {
      keep_answer(tx, "account:1", "k1", "h", "303 /dossiers/5", kNow);
      return {};
    });
  };
  EXPECT_EQ(ask("h").value(), std::nullopt);
  EXPECT_TRUE(keep());
  EXPECT_EQ(keep().error().key, "store.sent_twice");
  EXPECT_EQ(ask("h").value(), "303 /dossiers/5");
  EXPECT_EQ(ask("other").error().key, "store.key_reused");
  const auto forgotten = db().write([](Tx& tx) -> Result<std::int64_t> { return forget_answers(tx, kNow + std::chrono::hours(1)); });
  EXPECT_EQ(forgotten.value(), 1);
  EXPECT_EQ(ask("h").value(), std::nullopt);
}

}  // namespace
}  // namespace motcua::store
