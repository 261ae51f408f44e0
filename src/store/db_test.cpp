// What both engines promise to every context.
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

#include "store/test_schema.hpp"
#include "store/verify.hpp"

namespace motcua::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

MOTCUA_SQL(kAdd, "INSERT INTO test_thing (id, name) VALUES ($1, $2)");
MOTCUA_SQL(kAddFull, "INSERT INTO test_thing (id, name, good, day, amount) VALUES ($1, $2, $3, $4, $5)");
MOTCUA_SQL(kNames, "SELECT name FROM test_thing ORDER BY id");
MOTCUA_SQL(kCount, "SELECT count(*) FROM test_thing");
MOTCUA_SQL(kFull, "SELECT id, name, good, day, amount FROM test_thing ORDER BY id");
MOTCUA_SQL(kRename, "UPDATE test_thing SET name = $2 WHERE id = $1");
MOTCUA_SQL(kAddPart, "INSERT INTO test_part (id, thing_id, later_id) VALUES ($1, $2, $3)");
MOTCUA_SQL(kAmountUp, "UPDATE test_thing SET amount = amount + 1 WHERE id = $1");
MOTCUA_SQL(kAmount, "SELECT amount FROM test_thing WHERE id = $1");
MOTCUA_SQL(kAddLog, "INSERT INTO test_log (id, text) VALUES ($1, $2)");
MOTCUA_SQL(kChangeLog, "UPDATE test_log SET text = $1");
MOTCUA_SQL(kDeleteLog, "DELETE FROM test_log");
MOTCUA_SQL(kSwapped, "SELECT id FROM test_thing WHERE name = $1 AND id = $2");
MOTCUA_SQL(kByText, "SELECT id FROM test_thing WHERE name = $1 ORDER BY id");
MOTCUA_SQL(kOptional, "SELECT name FROM test_thing WHERE CAST($1 AS BIGINT) IS NULL OR id = $1 ORDER BY id");

std::string name_of(const Row& r) { return r.text(0); }

class Transactions : public EngineTest {
 protected:
  Transactions() : EngineTest({kThings}) {}
  std::vector<std::string> names() {
    return db().read([](ReadTx& tx) { return tx.all<std::string>(kNames, name_of); });
  }
  void add(std::int64_t id, const std::string& name) {
    ASSERT_TRUE(db().write([&](Tx& tx) -> Status {
      tx.exec(kAdd, id, name);
      return {};
    }));
  }
  template <class F> std::optional<FailureKind> failure_of(F f) {
    try {
      (void)db().write([&](Tx& tx) -> Status {
        f(tx);
        return {};
      });
    } catch (const Failure& failure) {
      return failure.kind();
    }
    return std::nullopt;
  }
};
MOTCUA_EACH_ENGINE(Transactions);

TEST_P(Transactions, commit_a_value_and_roll_back_an_error) {
  const auto good = db().write([](Tx& tx) -> Result<int> {
    tx.exec(kAdd, 1, "Sổ");
    return 7;
  });
  EXPECT_EQ(good.value(), 7);
  const auto bad = db().write([](Tx& tx) -> Result<int> {
    tx.exec(kAdd, 2, "Phiếu");
    return errors::conflict("test.no", "Không");
  });
  EXPECT_EQ(bad.error().key, "test.no");
  EXPECT_THAT(names(), ElementsAre("Sổ"));
}

TEST_P(Transactions, roll_back_an_exception_and_carry_it_to_the_caller) {
  EXPECT_THROW((void)db().write([](Tx& tx) -> Status {
    tx.exec(kAdd, 1, "Sổ");
    throw std::out_of_range("mine");
  }),
               std::out_of_range);
  EXPECT_THAT(names(), ElementsAre());
  add(1, "Sổ");
  EXPECT_THAT(names(), ElementsAre("Sổ"));
}

TEST_P(Transactions, keep_every_kind_of_value) {
  const Day day = *parse_day("2026-10-05");
  (void)db().write([&](Tx& tx) -> Status {
    tx.exec(kAddFull, 1, std::string_view(""), false, day, std::int64_t{9'007'199'254'740'993});
    tx.exec(kAddFull, -2, "Đặng 'Văn' $1 ế", true, std::optional<Day>{}, nullptr);
    return {};
  });
  int rows = 0;
  db().read([&](ReadTx& tx) {
    tx.each(kFull, [&](const Row& r) {
      ++rows;
      if (r.i64(0) == 1) {
        EXPECT_FALSE(r.is_null(1));
        EXPECT_EQ(r.text(1), "");
        EXPECT_FALSE(r.boolean(2));
        EXPECT_EQ(r.day(3), day);
        EXPECT_EQ(r.i64(4), 9'007'199'254'740'993);
      } else {
        EXPECT_EQ(r.text(1), "Đặng 'Văn' $1 ế");
        EXPECT_TRUE(r.boolean(2));
        EXPECT_EQ(r.i64(2), 1);
        EXPECT_TRUE(r.is_null(3));
        EXPECT_EQ(r.i64(3), 0);
        EXPECT_EQ(r.opt_i64(4), std::nullopt);
      }
    });
  });
  EXPECT_EQ(rows, 2);
}

TEST_P(Transactions, bind_by_number_and_not_by_first_appearance) {
  add(5, "Sổ");
  const auto found = db().read([](ReadTx& tx) {
    static constexpr Sql kBackwards{"backwards", "SELECT id FROM test_thing WHERE id = $2 AND name = $1"};
    return std::pair(tx.number(kBackwards, "Sổ", 5), tx.number(kSwapped, "Sổ", 5));
  });
  EXPECT_EQ(found, std::pair(std::int64_t{5}, std::int64_t{5}));
}

TEST_P(Transactions, take_an_optional_filter) {
  add(1, "a");
  add(2, "b");
  const auto with = [&](std::optional<std::int64_t> id) {
    return db().read([&](ReadTx& tx) { return tx.all<std::string>(kOptional, name_of, id); });
  };
  EXPECT_THAT(with(std::nullopt), ElementsAre("a", "b"));
  EXPECT_THAT(with(2), ElementsAre("b"));
}

TEST_P(Transactions, compose_queries_from_literals) {
  add(1, "a");
  add(2, "b");
  add(3, "c");
  Query query{"test.composed", "SELECT name FROM test_thing WHERE TRUE"};
  query.add(" AND id > ?", 1).add(" AND name <> ?", std::string("c"));
  std::vector<std::string> found;
  db().read([&](ReadTx& tx) { tx.each(query, [&](const Row& r) { found.push_back(r.text(0)); }); });
  EXPECT_THAT(found, ElementsAre("b"));
}

TEST_P(Transactions, take_more_texts_than_are_kept_prepared) {
  add(1, "a");
  Query query{"test.long", "SELECT count(*) FROM test_thing WHERE FALSE"};
  for (int i = 0; i < 600; ++i) {
    query.add(" OR id = ?", i);
    std::int64_t found = -1;
    db().read([&](ReadTx& tx) { tx.each(query, [&](const Row& r) { found = r.i64(0); }); });
    ASSERT_EQ(found, i >= 1 ? 1 : 0) << i;
  }
}

TEST_P(Transactions, run_the_same_statement_inside_its_own_callback) {
  add(1, "a");
  add(2, "b");
  int pairs = 0;
  db().read([&](ReadTx& tx) { tx.each(kNames, [&](const Row&) { tx.each(kNames, [&](const Row&) { ++pairs; }); }); });
  EXPECT_EQ(pairs, 4);
}

TEST_P(Transactions, tell_how_many_rows_changed) {
  add(1, "a");
  (void)db().write([](Tx& tx) -> Status {
    EXPECT_EQ(tx.exec(kRename, 1, "b"), 1);
    EXPECT_EQ(tx.exec(kRename, 9, "c"), 0);
    return {};
  });
}

TEST_P(Transactions, expect_a_broken_rule_with_try_exec_and_go_on) {
  add(1, "a");
  const auto done = db().write([](Tx& tx) -> Status {
    tx.send(kAdd, 2, "b");
    const auto twice = tx.try_exec(kAdd, 3, "a");
    EXPECT_FALSE(twice.has_value());
    EXPECT_EQ(twice.error().code, Errc::conflict);
    EXPECT_EQ(twice.error().key, "store.already_there");
    const auto orphan = tx.try_exec(kAddPart, 1, 77, nullptr);
    EXPECT_EQ(orphan.error().key, "store.rule_broken");
    EXPECT_EQ(tx.try_exec(kAdd, 4, "d").value(), 1);
    tx.send(kAdd, 5, "e");
    return {};
  });
  ASSERT_TRUE(done);
  EXPECT_THAT(names(), ElementsAre("a", "b", "d", "e"));
}

TEST_P(Transactions, refuse_the_use_case_when_a_sent_statement_breaks_a_rule) {
  add(1, "a");
  const auto refused = db().write([](Tx& tx) -> Result<int> {
    tx.send(kAdd, 2, "b");
    tx.send_or_refuse(Error{Errc::conflict, "test.taken", "Đã có", {}, {}}, kAdd, 3, "a");
    tx.send(kAdd, 4, "d");
    return 1;
  });
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().key, "test.taken");
  EXPECT_THAT(names(), ElementsAre("a"));
  const auto accepted = db().write([](Tx& tx) -> Result<int> {
    tx.send_or_refuse(Error{Errc::conflict, "test.taken", "Đã có", {}, {}}, kAdd, 3, "c");
    return 1;
  });
  EXPECT_TRUE(accepted.has_value());
  EXPECT_THAT(names(), ElementsAre("a", "c"));
}

TEST_P(Transactions, name_the_kind_of_a_failure) {
  add(1, "a");
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAdd, 2, "a"); }), FailureKind::unique);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAdd, 1, "b"); }), FailureKind::unique);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAddPart, 1, 77, nullptr); }), FailureKind::foreign_key);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAddFull, 3, "c", true, nullptr, -1); }), FailureKind::check);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAddFull, 3, nullptr, true, nullptr, 1); }), FailureKind::check);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.send(kAdd, 2, "a"); }), FailureKind::unique);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(Sql("bad", "SELECT nosuch FROM test_thing")); }), FailureKind::dialect);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(Sql("bad", "SELECT \"typo\" FROM test_thing")); }), FailureKind::dialect);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAdd, 1); }), FailureKind::dialect);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kNames, 1); }), FailureKind::dialect);
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_P(Transactions, do_not_commit_after_a_failure_that_the_closure_swallowed) {
  add(1, "a");
  const auto swallow = [&] {
    return db().write([](Tx& tx) -> Status {
      tx.exec(kAdd, 2, "b");
      try {
        tx.exec(kAdd, 3, "a");
      } catch (const Failure&) {
      }
      return {};
    });
  };
  EXPECT_THROW((void)swallow(), Failure);
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_P(Transactions, refuse_text_that_one_engine_could_not_keep) {
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAdd, 1, std::string_view("a\0b", 3)); }), FailureKind::check);
  for (const char* bad : {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80", "ok\x80"})
    EXPECT_EQ(failure_of([&](Tx& tx) { tx.exec(kAdd, 1, bad); }), FailureKind::check) << bad;
  add(1, "\xf0\x9f\x98\x80 ế");
}

TEST_P(Transactions, check_deferred_rules_at_commit) {
  add(1, "a");
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kAddPart, 1, 1, 5); }), FailureKind::foreign_key);
  EXPECT_EQ(failure_of([](Tx& tx) {
              tx.exec(kAddPart, 1, 1, 5);
              tx.exec(kAdd, 5, "e");
            }),
            std::nullopt);
}

TEST_P(Transactions, refuse_to_nest) {
  const auto nested_write = [&](auto&) { return db().write([](Tx&) -> Status { return {}; }); };
  const auto nested_read = [&](auto&) -> Status {
    db().read([](ReadTx&) {});
    return {};
  };
  EXPECT_THROW((void)db().write(nested_write), BrokenInvariant);
  EXPECT_THROW((void)db().write(nested_read), BrokenInvariant);
  EXPECT_THROW((void)db().read(nested_write), BrokenInvariant);
  EXPECT_THROW((void)db().read(nested_read), BrokenInvariant);
  add(1, "still usable");
}

TEST_P(Transactions, run_follow_ups_after_commit_only_in_the_thread_of_the_caller) {
  std::vector<std::string> log;
  const auto me = std::this_thread::get_id();
  (void)db().write([&](Tx& tx) -> Status {
    tx.after_commit([&] {
      EXPECT_EQ(std::this_thread::get_id(), me);
      EXPECT_THAT(names(), ElementsAre("a"));
      log.emplace_back("committed");
    });
    tx.exec(kAdd, 1, "a");
    return {};
  });
  (void)db().write([&](Tx& tx) -> Status {
    tx.after_commit([&] { log.emplace_back("never"); });
    return errors::conflict("test.no", "Không");
  });
  EXPECT_THAT(log, ElementsAre("committed"));
}

TEST_P(Transactions, count_the_statements_of_the_calling_thread) {
  Database::take_statement_count();
  (void)db().write([](Tx& tx) -> Status {
    tx.exec(kAdd, 1, "a");
    tx.send(kAdd, 2, "b");
    return {};
  });
  db().read([](ReadTx& tx) { tx.number(kCount); });
  EXPECT_EQ(Database::take_statement_count(), 3);
  EXPECT_EQ(Database::take_statement_count(), 0);
}

TEST_P(Transactions, read_one_snapshot_while_others_write) {
  add(1, "a");
  db().read([&](ReadTx& tx) {
    EXPECT_EQ(tx.number(kCount), 1);
    std::thread([&] { add(2, "b"); }).join();
    EXPECT_EQ(tx.number(kCount), 1);
  });
  EXPECT_THAT(names(), ElementsAre("a", "b"));
}

TEST_P(Transactions, do_not_write_through_a_read) {
  const auto attempt = [&] { db().read([](ReadTx& tx) { tx.each(Sql("sneaky", "DELETE FROM test_thing"), [](const Row&) {}); }); };
  add(1, "a");
  EXPECT_THROW(attempt(), Failure);
  EXPECT_THAT(names(), ElementsAre("a"));
}

TEST_P(Transactions, refuse_to_change_append_only_tables) {
  (void)db().write([](Tx& tx) -> Status {
    tx.exec(kAddLog, 1, "a");
    return {};
  });
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kChangeLog, "b"); }), FailureKind::check);
  EXPECT_EQ(failure_of([](Tx& tx) { tx.exec(kDeleteLog); }), FailureKind::check);
}

TEST_P(Transactions, lose_no_update_and_mix_up_no_answer_under_concurrency) {
  (void)db().write([](Tx& tx) -> Status {
    tx.exec(kAddFull, 1, "counter", true, nullptr, 0);
    return {};
  });
  constexpr int kThreads = 16;
  constexpr int kRounds = 40;
  std::atomic<int> refused{0};
  std::atomic<int> thrown{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < kRounds; ++i) {
        const std::int64_t id = 1000 + t * kRounds + i;
        try {
          const auto r = db().write([&](Tx& tx) -> Result<std::int64_t> {
            tx.exec(kAmountUp, 1);
            tx.exec(kAdd, id, std::to_string(id));
            if (i % 5 == 1) return errors::conflict("test.no", "Không");
            if (i % 5 == 2) throw std::domain_error("test");
            if (i % 5 == 3) tx.exec(kAdd, id, "again");  // Failure unique
            return id;
          });
          if (r) {
            EXPECT_EQ(*r, id);
          } else {
            ++refused;
          }
        } catch (const std::domain_error&) {
          ++thrown;
        } catch (const Failure& failure) {
          EXPECT_EQ(failure.kind(), FailureKind::unique);
          ++thrown;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, kThreads * kRounds / 5);
  EXPECT_EQ(thrown, 2 * kThreads * kRounds / 5);
  const auto kept = kThreads * kRounds * 2 / 5;
  EXPECT_EQ(db().read([](ReadTx& tx) { return tx.number(kAmount, 1); }), kept);
  EXPECT_EQ(db().read([](ReadTx& tx) { return tx.number(kCount); }), kept + 1);
}

TEST_P(Transactions, punish_only_the_one_that_breaks_a_deferred_rule) {
  add(1, "a");
  constexpr int kThreads = 12;
  std::atomic<int> good{0};
  std::atomic<int> bad{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        const std::int64_t id = 100 + t * 10 + i;
        try {
          (void)db().write([&](Tx& tx) -> Status {
            tx.exec(kAddPart, id, 1, t == 0 ? std::optional<std::int64_t>(99) : std::nullopt);
            return {};
          });
          ++good;
        } catch (const Failure&) {
          ++bad;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(bad, 10);
  EXPECT_EQ(good, 110);
}

TEST_P(Transactions, can_prepare_every_statement_of_store) {
  EXPECT_THAT(prepare_all(db()), ElementsAre());
  EXPECT_GT(statements().size(), 30U);
}

TEST_P(Transactions, survive_a_restart) {
  add(1, "a");
  database().reopen();
  EXPECT_THAT(names(), ElementsAre("a"));
}

// A demonstration is filled this way: what is refused or thrown leaves nothing, the rest is there when it is opened again.
TEST_P(Transactions, filled_without_waiting_for_the_disk_hold_what_was_kept) {
  {
    const auto url = database().url();
    const auto filling = open({url.starts_with("sqlite:") ? "sqlite-fill:" + url.substr(7) : url, 1, false});
    const auto put = [&](std::int64_t id, bool keep) {
      return filling->write([&](Tx& tx) -> Status {
        tx.exec(kAdd, id, std::to_string(id));
        if (!keep) return errors::conflict("test.refused", "Không.");
        return {};
      });
    };
    for (std::int64_t id = 1; id <= 1'203; ++id) ASSERT_EQ(put(id, id % 3 != 0).has_value(), id % 3 != 0);
    EXPECT_THROW((void)filling->write([&](Tx& tx) -> Status {
      tx.exec(kAdd, 5'000, "x");
      tx.exec(kAdd, 1, "again");
      return {};
    }),
                 Failure);
    EXPECT_EQ(filling->read([](ReadTx& tx) { return tx.number(kCount); }), 802) << "seen at once";
    EXPECT_EQ(filling->write([&](Tx& tx) -> Result<std::int64_t> { return tx.exec(kRename, 1, "one"); }).value(), 1);
  }
  database().reopen();
  const auto all = names();
  ASSERT_EQ(all.size(), 802U);
  EXPECT_EQ(all.front(), "one");
}

}  // namespace
}  // namespace motcua::store
