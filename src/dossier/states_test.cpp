#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/testing_paths.hpp"
#include "dossier/states.hpp"

namespace motcua::dossier {
namespace {
using A = Action;
using B = BizState;
using W = WorkSub;

std::vector<State> all_states() {
  std::vector<State> states;
  for (int b = 0; b < kBizStates; ++b)
    for (int w = 0; w < kWorkSubs; ++w) states.push_back({static_cast<B>(b), static_cast<W>(w)});
  return states;
}

TEST(Transitions, every_number_of_the_specification_is_in_the_table) {
  std::set<std::string_view> ids;
  for (const auto& t : transitions()) ids.insert(t.id);
  for (int n = 1; n <= 27; ++n) EXPECT_TRUE(ids.contains("T" + std::to_string(n))) << n;
}

TEST(Transitions, the_main_job_runs_from_nothing_to_returned) {
  State s;
  for (const auto action : {A::accept_at_desk, A::hand_over, A::assign, A::begin_work, A::begin_drafting, A::submit_for_review, A::endorse,
                            A::approve, A::mark_ready, A::return_result}) {
    const auto* t = transition(s, action);
    ASSERT_NE(t, nullptr) << word(action) << " from " << label(s);
    EXPECT_TRUE(t->built) << t->id;
    s = after(s, *t);
  }
  EXPECT_EQ(s, (State{B::returned, W::none}));
}

TEST(Transitions, the_illegal_moves_of_the_specification_are_refused) {
  // 10→4 except the correction, 3→2, 9→5, 7→4 after the end, 8→9 (national codes)
  for (const auto& s : all_states())
    for (int a = 0; a < kActions; ++a) {
      const auto* t = transition(s, static_cast<A>(a));
      if (!t) continue;
      const auto from = national_status(s.biz), to = national_status(t->to);
      if (!from || !to) continue;
      const auto move = *from * 100 + *to;
      EXPECT_FALSE(move == 1004 && t->id != "T25") << t->id;
      EXPECT_NE(move, 302) << t->id;
      EXPECT_NE(move, 905) << t->id;
      EXPECT_NE(move, 809) << t->id;
      EXPECT_FALSE(s.biz == B::withdrawn && t->to == B::in_process) << t->id;
    }
}

TEST(Transitions, a_move_of_the_officer_never_leaves_the_dossier_without_a_step) {
  for (const auto& s : all_states())
    for (const auto* t : moves_from(s)) {
      const auto to = after(s, *t);
      if (to.biz == B::received || to.biz == B::done || to.biz == B::returned) {
        EXPECT_EQ(to.sub, s.biz == to.biz ? s.sub : W::none) << t->id;
      }
    }
}

TEST(Transitions, each_state_but_the_archived_one_has_a_way_out) {
  for (int b = 0; b < kBizStates; ++b) {
    const auto s = static_cast<B>(b);
    bool has_exit = false;
    for (const auto& t : transitions()) has_exit = has_exit || (t.from == s && t.to != s);
    EXPECT_EQ(has_exit, s != B::archived) << word(s);
  }
}

TEST(Words, are_different_and_read_back) {
  std::set<std::string_view> seen;
  for (int b = 0; b < kBizStates; ++b) {
    const auto w = word(static_cast<B>(b));
    EXPECT_TRUE(seen.insert(w).second) << w;
    EXPECT_EQ(biz_state_from(w), static_cast<B>(b));
  }
  seen.clear();
  for (int a = 0; a < kActions; ++a) {
    EXPECT_TRUE(seen.insert(word(static_cast<A>(a))).second);
    EXPECT_EQ(action_from(word(static_cast<A>(a))), static_cast<A>(a));
    EXPECT_FALSE(label(static_cast<A>(a)).empty());
  }
  EXPECT_EQ(biz_state_from("nothing"), std::nullopt);
}

TEST(Words, carry_the_official_names_of_the_national_portal) {
  EXPECT_EQ(national_label(*national_status(B::received)), "Được tiếp nhận");
  EXPECT_EQ(national_label(*national_status(B::in_process)), "Đang xử lý");
  EXPECT_EQ(national_label(*national_status(B::done)), "Đã xử lý xong");
  EXPECT_EQ(national_label(*national_status(B::returned)), "Đã trả kết quả");
  EXPECT_EQ(national_status(B::draft), std::nullopt);
}

TEST(Diagram, in_the_documents_is_the_one_of_the_table) {
  std::ifstream file(source_dir() / "docs/dossier-states.md");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), states_markdown()) << states_markdown();
}
}  // namespace
}  // namespace motcua::dossier
