#include "store/seal.hpp"

#include <gmock/gmock.h>
#include <libpq-fe.h>

#include <thread>

#include "store/chain.hpp"
#include "store/journal.hpp"
#include "store/test_schema.hpp"
#include "store/verify.hpp"

namespace motcua::store {
namespace {

class FakeStamper final : public TimeStamper {
 public:
  bool away = true;
  std::vector<std::string> stamped;
  Result<std::string> stamp(std::string_view root) override {
    if (away) return errors::unavailable("test.away", "Không liên lạc được");
    stamped.emplace_back(root);
    return "token";
  }
};

class Seals : public EngineTest {
 protected:
  Seals() : EngineTest({}) {}
  void add(std::int64_t object_id) {
    ASSERT_TRUE(db().write([&](Tx& tx) { return append(tx, {"dossier", object_id, clock.now(), clock.now(), 1, 2, "k", "{}"}, 0); }));
  }
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
};
MOTCUA_EACH_ENGINE(Seals);

TEST_P(Seals, cover_every_row_once_and_chain) {
  Sealer sealer(db(), clock);
  EXPECT_EQ(sealer.run_once().seals, 0);
  for (int i = 1; i <= 5; ++i) add(i);
  EXPECT_EQ(sealer.run_once().rows, 5);
  EXPECT_EQ(sealer.run_once().rows, 0);
  for (int i = 6; i <= 8; ++i) add(i);
  EXPECT_EQ(sealer.run_once().rows, 3);
  EXPECT_EQ(verify(db(), {}).first(), "");
}

TEST_P(Seals, wait_for_their_stamp) {
  FakeStamper stamper;
  Sealer sealer(db(), clock, "motcua", &stamper);
  add(1);
  EXPECT_EQ(sealer.run_once().stamps, 0);
  stamper.away = false;
  EXPECT_EQ(sealer.run_once().stamps, 1);
  EXPECT_EQ(sealer.run_once().stamps, 0);
  EXPECT_EQ(stamper.stamped.size(), 1U);
}

TEST_P(Seals, are_made_by_one_instance) {
  Sealer first(db(), clock, "first");
  Sealer second(db(), clock, "second");
  first.run_once();
  add(1);
  EXPECT_EQ(second.run_once().seals, 0);
  EXPECT_EQ(first.run_once().seals, 1);
}

TEST(Settled, waits_for_a_transaction_that_drew_an_id_and_has_not_ended) {
  TestDatabase database({}, Engine::postgres);
  const FixedClock clock{*parse_instant("2026-10-05T09:10")};
  const auto add = [&](std::int64_t object_id) {
    (void)database->write([&](Tx& tx) { return append(tx, {"dossier", object_id, clock.now(), clock.now(), 1, 2, "k", "{}"}, 0); });
  };
  add(1);
  EXPECT_EQ(settled_journal_id(*database), 1);
  std::int64_t while_open = 0;
  std::int64_t still_open = 0;
  (void)database->write([&](Tx& tx) -> Status {
    TRY_VOID(append(tx, {"dossier", 2, clock.now(), clock.now(), 1, 2, "k", "{}"}, 0));
    tx.number(Sql("flush", "SELECT 1"));  // id 2 is drawn now
    std::thread([&] {
      add(3);
      while_open = settled_journal_id(*database);
      still_open = settled_journal_id(*database);
    }).join();
    return {};
  });
  EXPECT_EQ(while_open, 1);
  EXPECT_EQ(still_open, 1);
  EXPECT_EQ(settled_journal_id(*database), 3);
}

// Values from RFC 6962's construction, computed by a script in another language.
TEST(Merkle, is_the_tree_of_rfc_6962) {
  const std::vector<std::string> expected = {"a1de7e289b72c8875f9f15d2f6997062885d388a5049768594c35584c6b40d7a",
                                             "fcf801183d16fba965bb72b459cb7a6260656488bcca0643af452a4af409a92f",
                                             "a5e90a6bec2a0c9bba3c247d9d2b7b1ed848c710bb66c2cceb6ebc7fb429fab2",
                                             "81152f9993952caba6e36a3017bc4ac3d3a8e507b9eaca70ce3bdce0ea42a676",
                                             "2a0e41de6c716d8c81b6c2e82fcf96154213858289d6f240a39d669d13cbb1bc",
                                             "a331558247d1a63c6962a8582b28743ecddc06150e9c0a564a64428c82c28d7c",
                                             "71648bfbc89ca0b58cb2c60b4df9a0877c63c12bdaf73e65236c4d97efa6d0d1"};
  MerkleTree tree;
  EXPECT_EQ(tree.root(), "");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    tree.add(static_cast<std::int64_t>(i) + 1, "h" + std::to_string(i));
    EXPECT_EQ(tree.root(), expected[i]) << i;
  }
}

}  // namespace
}  // namespace motcua::store
