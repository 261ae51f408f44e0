#include "web/idempotency.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "store/testing.hpp"

namespace motcua::web {
namespace {

using State = Idempotency::State;

TEST(MemoryIdempotency, a_twin_waits_for_the_answer_of_the_first) {
  FixedClock clock{Instant{}};
  MemoryIdempotency kept(clock);
  ASSERT_EQ(kept.claim("o", "k", "f").state, State::fresh);
  Idempotency::Claim second;
  std::thread twin([&] { second = kept.claim("o", "k", "f"); });
  kept.complete("o", "k", Response::see_other("/ho-so/1"));
  twin.join();
  EXPECT_EQ(second.state, State::done);
  EXPECT_EQ(second.answer.headers.at(0).second, "/ho-so/1");
  EXPECT_EQ(kept.claim("other", "k", "f").state, State::fresh) << "keys of others are others";
}

TEST(MemoryIdempotency, does_not_wait_for_ever) {
  FixedClock clock{Instant{}};
  MemoryIdempotency kept(clock, {.wait = std::chrono::milliseconds{10}});
  ASSERT_EQ(kept.claim("o", "k", "f").state, State::fresh);
  EXPECT_EQ(kept.claim("o", "k", "f").state, State::running);
}

TEST(MemoryIdempotency, stays_bounded) {
  FixedClock clock{Instant{}};
  MemoryIdempotency kept(clock, {.max_entries = 10});
  for (int i = 0; i < 100; ++i) {
    clock.advance(std::chrono::seconds{1});
    ASSERT_EQ(kept.claim("o", std::to_string(i), "f").state, State::fresh);
    kept.complete("o", std::to_string(i), Response::text("x"));
  }
  EXPECT_EQ(kept.claim("o", "99", "f").state, State::done);
  EXPECT_EQ(kept.claim("o", "0", "f").state, State::fresh) << "the oldest made room";
}

class StoredAnswers : public store::EngineTest {};
MOTCUA_EACH_ENGINE(StoredAnswers);

TEST_P(StoredAnswers, outlive_the_process) {
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
  {
    StoredIdempotency before(db(), clock);
    ASSERT_EQ(before.claim("s:secret", "lan-gui-1", "f").state, State::fresh);
    auto answer = Response::see_other("/ho-so/1");
    answer.flash = "Đã tiếp nhận hồ sơ.";
    before.complete("s:secret", "lan-gui-1", answer);
  }
  StoredIdempotency after(db(), clock);
  const auto again = after.claim("s:secret", "lan-gui-1", "f");
  ASSERT_EQ(again.state, State::done);
  EXPECT_EQ(again.answer.status, 303);
  EXPECT_EQ(again.answer.headers.at(0).second, "/ho-so/1");
  EXPECT_EQ(again.answer.flash, "Đã tiếp nhận hồ sơ.");
  EXPECT_EQ(after.claim("s:secret", "lan-gui-1", "g").state, State::other_content);
  EXPECT_EQ(after.claim("s:other", "lan-gui-1", "f").state, State::fresh);
}

}  // namespace
}  // namespace motcua::web
