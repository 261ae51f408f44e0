#include "store/outbox.hpp"

#include <gmock/gmock.h>

#include <future>

#include "store/journal.hpp"
#include "store/test_schema.hpp"
#include "store/verify.hpp"

namespace motcua::store {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Outbox : public EngineTest {
 protected:
  Outbox() : EngineTest({}) {}
  void say(std::string_view topic, std::int64_t key, std::string_view payload = "{}") {
    (void)db().write([&](Tx& tx) -> Status {
      publish(tx, {topic, key, payload, clock.now()});
      return {};
    });
  }
  OutboxWorker::Handler note(std::string who) {
    return [this, who](const Delivery& d) -> Status {
      log.push_back(who + " " + d.topic + " " + std::to_string(d.key) + " " + d.payload);
      return {};
    };
  }
  static Status fail(const Delivery&) { return errors::unavailable("test.away", "Không liên lạc được"); }
  std::string broken() { return verify(db(), {}).first(); }
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
  std::vector<std::string> log;
};
MOTCUA_EACH_ENGINE(Outbox);

TEST_P(Outbox, delivers_to_each_subscriber_of_the_topic_once) {
  OutboxWorker worker(db(), clock);
  worker.subscribe("mail", "dossier.accepted", note("mail"));
  worker.subscribe("all", "dossier.*", note("all"));
  say("dossier.accepted", 1, "a");
  say("dossier.returned", 2, "b");
  say("unit.renamed", 3, "c");
  worker.run_once();
  worker.run_once();
  EXPECT_THAT(log, ElementsAre("all dossier.accepted 1 a", "mail dossier.accepted 1 a", "all dossier.returned 2 b"));
  EXPECT_EQ(db().read([](ReadTx& tx) { return tx.number(Sql("left", "SELECT count(*) FROM store_outbox")); }), 0);
  EXPECT_EQ(broken(), "");
}

TEST_P(Outbox, publishes_nothing_on_rollback) {
  OutboxWorker worker(db(), clock);
  worker.subscribe("all", "*", note("all"));
  (void)db().write([&](Tx& tx) -> Status {
    publish(tx, {"x", 1, "{}", clock.now()});
    return errors::conflict("test.no", "Không");
  });
  EXPECT_EQ(worker.run_once(), 0);
  EXPECT_THAT(log, IsEmpty());
}

TEST_P(Outbox, tries_again_with_growing_pauses_and_keeps_the_order_of_a_key) {
  OutboxWorker worker(db(), clock);
  int calls = 0;
  worker.subscribe("mail", "x", [&](const Delivery& d) -> Status {
    if (d.key == 1 && ++calls < 3) return errors::unavailable("test.away", "Không liên lạc được");
    return note("mail")(d);
  });
  say("x", 1, "first");
  say("x", 1, "second");
  say("x", 2, "other");
  while (worker.run_once() > 0) continue;
  EXPECT_THAT(log, ElementsAre("mail x 2 other"));
  clock.advance(seconds(1));
  EXPECT_EQ(worker.run_once(), 0);
  clock.advance(seconds(2));  // first pause: 2 s and up to a fifth
  EXPECT_EQ(worker.run_once(), 1);
  clock.advance(seconds(3));
  EXPECT_EQ(worker.run_once(), 0);
  clock.advance(seconds(2));  // second pause: 4 s and up to a fifth
  while (worker.run_once() > 0) continue;
  EXPECT_THAT(log, ElementsAre("mail x 2 other", "mail x 1 first", "mail x 1 second"));
}

TEST_P(Outbox, keeps_what_nobody_could_take_as_a_dead_letter) {
  OutboxOptions options;
  options.attempts = 3;
  OutboxWorker worker(db(), clock, options);
  bool away = true;
  worker.subscribe("mail", "x", [&](const Delivery& d) -> Status { return away ? fail(d) : note("mail")(d); });
  say("x", 1, "first");
  say("x", 1, "second");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(worker.run_once(), 1);
    clock.advance(hours(1));
  }
  const auto dead = db().read([](ReadTx& tx) { return dead_letters(tx); });
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].subscriber, "mail");
  EXPECT_EQ(dead[0].attempts, 3);
  EXPECT_THAT(dead[0].reason, ::testing::HasSubstr("test.away"));
  away = false;
  while (worker.run_once() > 0) continue;
  EXPECT_THAT(log, ElementsAre("mail x 1 second"));
  EXPECT_TRUE(db().write([&](Tx& tx) -> Result<bool> { return retry_dead_letter(tx, dead[0].id, "mail", clock.now()); }).value());
  while (worker.run_once() > 0) continue;
  EXPECT_THAT(log, ElementsAre("mail x 1 second", "mail x 1 first"));
  EXPECT_THAT(db().read([](ReadTx& tx) { return dead_letters(tx); }), IsEmpty());
  EXPECT_EQ(broken(), "");
}

TEST_P(Outbox, is_worked_by_one_instance_until_its_lease_runs_out) {
  OutboxOptions second_options;
  second_options.owner = "second";
  OutboxWorker first(db(), clock);
  OutboxWorker second(db(), clock, second_options);
  first.subscribe("mail", "*", note("first"));
  second.subscribe("mail", "*", note("second"));
  say("x", 1);
  EXPECT_EQ(first.run_once(), 1);
  say("x", 2);
  EXPECT_EQ(second.run_once(), 0);
  clock.advance(seconds(31));
  EXPECT_EQ(second.run_once(), 1);
}

TEST_P(Outbox, survives_a_subscriber_that_throws) {
  OutboxWorker worker(db(), clock);
  worker.subscribe("mail", "x", [](const Delivery&) -> Status { throw std::runtime_error("bug"); });
  say("x", 1);
  EXPECT_EQ(worker.run_once(), 1);
  EXPECT_EQ(worker.run_once(), 0);
}

TEST_P(Outbox, wakes_its_thread_up_after_a_commit) {
  OutboxOptions options;
  options.poll = std::chrono::hours(1);
  OutboxWorker worker(db(), clock, options);
  std::promise<std::string> heard;
  worker.subscribe("mail", "x", [&](const Delivery& d) -> Status {
    heard.set_value(d.payload);
    return {};
  });
  worker.start();
  say("x", 1, "hello");
  auto future = heard.get_future();
  ASSERT_EQ(future.wait_for(seconds(30)), std::future_status::ready);
  EXPECT_EQ(future.get(), "hello");
  worker.stop();
}

}  // namespace
}  // namespace motcua::store
