// What has not moved for longer than usual: the rule, what is learned, who is told.
#include "dossier/standstill.hpp"

#include "dossier/testing_life.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;

TEST(Usual, is_known_from_ten_on_and_told_by_the_median_and_nine_of_ten) {
  EXPECT_FALSE(usual_of({}));
  EXPECT_FALSE(usual_of(std::vector<std::int64_t>(9, 60)));
  const auto u = usual_of({100, 10, 20, 30, 40, 50, 60, 70, 80, 90});
  ASSERT_TRUE(u);
  EXPECT_EQ(u->median, 50);
  EXPECT_EQ(u->upper, 90);
  EXPECT_EQ(u->samples, 10);
}

TEST(Usual, nobody_is_alarmed_before_half_a_day_nor_for_what_one_of_ten_takes) {
  struct Case {
    std::int64_t used;
    Usual usual;
    bool still;
  };
  for (const auto& c : {Case{240, {5, 10, 20}, false}, Case{241, {5, 10, 20}, true}, Case{900, {400, 900, 20}, false},
                        Case{901, {400, 900, 20}, true}, Case{900, {460, 500, 20}, false}, Case{921, {460, 500, 20}, true}})
    EXPECT_EQ(stands_still(c.used, c.usual), c.still) << c.used << " of " << c.usual.median << ", " << c.usual.upper;
}

TEST(StandstillCause, is_a_plain_sentence_for_every_place_of_the_work) {
  for (int sub = 0; sub < kWorkSubs; ++sub)
    for (const bool held : {true, false}) {
      const auto cause = standstill_cause({BizState::in_process, static_cast<WorkSub>(sub)}, held);
      EXPECT_TRUE(cause.ends_with('.')) << cause;
    }
  EXPECT_THAT(std::string(standstill_cause({BizState::received, WorkSub::none}, true)), HasSubstr("còn ở quầy"));
  EXPECT_NE(standstill_cause({BizState::in_process, WorkSub::verifying}, true),
            standstill_cause({BizState::in_process, WorkSub::verifying}, false));
}

class StandstillTest : public testing::LifeTest {
 protected:
  Standstills still_{w_.dossiers};
};
MOTCUA_EACH_ENGINE(StandstillTest);

TEST_P(StandstillTest, is_told_to_desk_and_applicant_and_ends_with_the_next_step) {
  const auto stuck = w_.accepted(99);
  EXPECT_EQ(still_.learn("may-1"), 0) << "nothing was finished yet";
  for (int n = 1; n <= 10; ++n) {
    const auto a = w_.accepted(n);
    w_.clock.set(w_.clock.now() + std::chrono::minutes{5});
    ok(w_.dossiers.hand_over(w_.as("nhung"), {a.id, 1}, w_.unit("xa/van-phong")));
  }
  at("2026-10-05T16:00");
  EXPECT_FALSE(still_.of(stuck.id)) << "longer than usual, but nobody has learned what is usual";
  EXPECT_GE(still_.learn("may-1"), 1);
  EXPECT_EQ(still_.learn("may-2"), 0) << "once a day";
  const auto told = still_.of(stuck.id);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->median, 5);
  EXPECT_EQ(told->used, 140 + 180) << "working minutes: 09:10–11:30 and 13:00–16:00";
  EXPECT_THAT(told->cause, HasSubstr("còn ở quầy"));
  EXPECT_THAT(told->words(), HasSubstr("thường xong trong"));
  EXPECT_EQ(still_.by_link(stuck.token)->code, stuck.code);
  EXPECT_FALSE(still_.by_link("AAAABBBBCCCCDDDD"));
  const auto list = still_.list(w_.as("nhung"));
  ASSERT_EQ(list.size(), 1U) << "those that were handed over wait where nothing is known to be usual";
  EXPECT_EQ(list[0].code, stuck.code);
  EXPECT_TRUE(still_.list(w_.as("la")).empty()) << "nobody else's";
  ok(w_.dossiers.hand_over(w_.as("nhung"), ref(stuck), w_.unit("xa/van-phong")));
  EXPECT_FALSE(still_.of(stuck.id));
  EXPECT_EQ(verify(), "");
}

TEST_P(StandstillTest, who_waits_for_the_applicant_stands_still_for_nobody) {
  for (int n = 1; n <= 10; ++n) {
    const auto a = verifying(n);
    ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản", "", ""}));
    ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
  }
  still_.learn("may-1");
  const auto asked = verifying(50);
  ask(asked);
  send(asked);
  at("2026-10-12T16:00");
  EXPECT_FALSE(still_.of(asked.id));
}

}  // namespace
}  // namespace motcua::dossier
