// Acceptance test 1 of the one-stop mechanism: each row of the table of transitions succeeds with the right people and is refused to
// every other role. Who is right is written down here by the specification's column "actor" and the rights its roles have.
#include <functional>
#include <set>

#include "dossier/endings.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/testing_life.hpp"

namespace motcua::dossier {
namespace {

using enum Action;
using testing::told;
using B = BizState;
using Who = std::set<std::string>;
using Attempt = Result<std::int64_t>;

struct RowTest {
  std::string_view id;
  B from;
  Action action;
  std::function<Accepted(int)> ready;  // a dossier for which nothing but the right person is missing
  std::function<Attempt(const Actor&, const Accepted&)> act;
  Who right;
};

class TransitionRoles : public testing::LifeTest {
 protected:
  Handing handing() const { return {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}; }
  Accepted handed(int n) {
    const auto a = w_.accepted(n);
    ok(w_.dossiers.hand_over(w_.as("nhung"), ref(a), w_.unit("xa/van-phong")));
    return a;
  }
  Accepted assigned(int n) {
    const auto a = handed(n);
    ok(w_.dossiers.assign(w_.as("khanh"), ref(a), w_.account("ha")));
    return a;
  }
  Accepted drafting(int n) {
    const auto a = verifying(n);
    ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản", "", ""}));
    return a;
  }
  Accepted in_review(int n) {
    const auto a = drafting(n);
    ok(w_.dossiers.submit_for_review(w_.as("ha"), ref(a), w_.account("khanh")));
    return a;
  }
  Accepted to_sign(int n) {
    const auto a = drafting(n);
    ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
    return a;
  }
  Accepted numbered(int n) {
    const auto a = to_sign(n);
    ok(w_.dossiers.approve(w_.as("thanh"), ref(a)));
    ok(w_.dossiers.number_result(w_.as("yen"), ref(a), "CT"));
    return a;
  }
  Accepted done(int n) {
    const auto a = numbered(n);
    ok(w_.dossiers.mark_ready(w_.as("yen"), ref(a)));
    return a;
  }
  Accepted returned(int n) {
    const auto a = done(n);
    ok(w_.dossiers.return_result(w_.as("nhung"), ref(a), handing()));
    return a;
  }
  Accepted supplement_proposed(int n) {
    const auto a = verifying(n);
    propose(a);
    return a;
  }
  Accepted waiting(int n) {
    const auto a = verifying(n);
    ask(a);
    send(a);
    return a;
  }
  Accepted answered(int n) {
    const auto a = waiting(n);
    answer_all(a);
    return a;
  }
  Accepted withdrawal_asked(int n) {
    const auto a = verifying(n);
    ok(endings_.ask_withdrawal(w_.as("nhung"), ref(a), kWish));
    return a;
  }
  Accepted proposed(int n, ProposalKind kind) {
    const auto a = verifying(n);
    const auto code = kind == ProposalKind::refuse ? "khong-du-dieu-kien" : "tranh-chap";
    ok(endings_.propose(w_.as("ha"), ref(a), kind, {code, "Có tranh chấp", "Luật Đất đai 2024 Điều 137", ""}));
    return a;
  }
  Accepted refused(int n) {
    const auto a = proposed(n, ProposalKind::refuse);
    ok(endings_.refuse(w_.as("thanh"), ref(a)));
    return a;
  }
  Accepted stopped(int n) {
    const auto a = proposed(n, ProposalKind::stop);
    ok(endings_.stop(w_.as("thanh"), ref(a)));
    ok(endings_.give_originals_back(w_.as("nhung"), ref(a), "Trần Thị Ngọc Bích"));
    return a;
  }
  Accepted withdrawn(int n) {
    const auto a = withdrawal_asked(n);
    ok(endings_.grant_withdrawal(w_.as("nhung"), ref(a), {}));
    ok(endings_.give_originals_back(w_.as("nhung"), ref(a), "Trần Thị Ngọc Bích"));
    return a;
  }
  Accepted apology_drafted(int n) {
    const auto a = verifying(n);
    EXPECT_TRUE(late_.save_apology(w_.as("ha"), a.id, 0, {"xac-minh", "", 2, w_.account("thanh")}));
    return a;
  }

  // Rows that are proven beside the services which make them: online filing, inquiries, payments.
  static bool elsewhere(const Transition& t) {
    static const std::set<std::string_view> kIds{"T1", "T2", "T3", "T4", "T5", "T9", "T9b", "T10", "T11", "T15", "T16"};
    return kIds.contains(t.id) || t.from == B::fin_obligation || t.from == B::intake_refused;
  }

  std::vector<RowTest> rows() {
    auto& d = w_.dossiers;
    using T = TransitionRoles;
    return {
        {"T7",
         B::received,
         hand_over,
         [this](int n) { return w_.accepted(n); },
         [&](const Actor& who, const Accepted& a) { return d.hand_over(who, ref(a), w_.unit("xa/van-phong")); },
         {"nhung", "giam-doc", "tra", "yen"}},  // whose role hands bundles over, where this one lies
        {"T8",
         B::in_process,
         assign,
         std::bind_front(&T::handed, this),
         [&](const Actor& who, const Accepted& a) { return d.assign(who, ref(a), w_.account("ha")); },
         {"khanh"}},
        {"W1",
         B::in_process,
         begin_work,
         std::bind_front(&T::assigned, this),
         [&](const Actor& who, const Accepted& a) { return d.begin_work(who, ref(a)); },
         {"ha"}},
        {"W2",
         B::in_process,
         begin_drafting,
         [this](int n) { return verifying(n); },
         [&](const Actor& who, const Accepted& a) {
           return d.save_draft_result(who, ref(a), {"Văn bản", "", ""});
         },
         {"ha"}},
        {"W3",
         B::in_process,
         submit_for_review,
         std::bind_front(&T::drafting, this),
         [&](const Actor& who, const Accepted& a) { return d.submit_for_review(who, ref(a), w_.account("khanh")); },
         {"ha"}},
        {"W4",
         B::in_process,
         endorse,
         std::bind_front(&T::in_review, this),
         [&](const Actor& who, const Accepted& a) { return d.endorse(who, ref(a), w_.account("thanh")); },
         {"khanh"}},
        {"W5",
         B::in_process,
         submit_for_signature,
         std::bind_front(&T::drafting, this),
         [&](const Actor& who, const Accepted& a) { return d.submit_for_signature(who, ref(a), w_.account("thanh")); },
         {"ha"}},
        {"W6",
         B::in_process,
         send_back,
         std::bind_front(&T::in_review, this),
         [&](const Actor& who, const Accepted& a) { return d.send_back(who, ref(a), "Sửa trích yếu"); },
         {"khanh"}},
        {"W7",
         B::in_process,
         send_back,
         std::bind_front(&T::to_sign, this),
         [&](const Actor& who, const Accepted& a) { return d.send_back(who, ref(a), "Sửa trích yếu"); },
         {"thanh"}},
        {"W8",
         B::in_process,
         approve,
         std::bind_front(&T::to_sign, this),
         [&](const Actor& who, const Accepted& a) { return d.approve(who, ref(a)); },
         {"thanh"}},
        {"T12",
         B::in_process,
         ask_supplement,
         std::bind_front(&T::supplement_proposed, this),
         [&](const Actor& who, const Accepted& a) { return supplements_.ask(who, ref(a), ""); },
         {"khanh", "thanh"}},
        {"T13",
         B::supplement,
         confirm_supplement,
         std::bind_front(&T::answered, this),
         [&](const Actor& who, const Accepted& a) { return supplements_.confirm(who, ref(a)); },
         {"nhung"}},
        {"T17",
         B::received,
         ask_withdrawal,
         [this](int n) { return w_.accepted(n); },
         [&](const Actor& who, const Accepted& a) { return endings_.ask_withdrawal(who, ref(a), kWish); },
         {"nhung"}},
        {"T17",
         B::in_process,
         ask_withdrawal,
         [this](int n) { return verifying(n); },
         [&](const Actor& who, const Accepted& a) { return endings_.ask_withdrawal(who, ref(a), kWish); },
         {"nhung"}},
        {"T17",
         B::supplement,
         ask_withdrawal,
         std::bind_front(&T::waiting, this),
         [&](const Actor& who, const Accepted& a) { return endings_.ask_withdrawal(who, ref(a), kWish); },
         {"nhung"}},
        {"T18",
         B::withdraw_requested,
         grant_withdrawal,
         std::bind_front(&T::withdrawal_asked, this),
         [&](const Actor& who, const Accepted& a) { return endings_.grant_withdrawal(who, ref(a), {}); },
         {"nhung", "giam-doc"}},
        {"T19",
         B::withdraw_requested,
         decline_withdrawal,
         std::bind_front(&T::withdrawal_asked, this),
         [&](const Actor& who, const Accepted& a) { return endings_.decline_withdrawal(who, ref(a), "Luật không cho rút", "Điều 7"); },
         {"khanh"}},
        {"T20",
         B::in_process,
         Action::stop,
         [this](int n) { return proposed(n, ProposalKind::stop); },
         [&](const Actor& who, const Accepted& a) { return endings_.stop(who, ref(a)); },
         {"thanh"}},
        {"T21",
         B::in_process,
         refuse,
         [this](int n) { return proposed(n, ProposalKind::refuse); },
         [&](const Actor& who, const Accepted& a) { return endings_.refuse(who, ref(a)); },
         {"thanh"}},
        {"T22",
         B::in_process,
         extend,
         std::bind_front(&T::apology_drafted, this),
         [&](const Actor& who, const Accepted& a) { return late_.send_apology(who, ref(a), 1); },
         {"thanh"}},
        {"T23",
         B::in_process,
         mark_ready,
         std::bind_front(&T::numbered, this),
         [&](const Actor& who, const Accepted& a) { return d.mark_ready(who, ref(a)); },
         {"yen"}},
        {"T24",
         B::done,
         return_result,
         std::bind_front(&T::done, this),
         [&](const Actor& who, const Accepted& a) { return d.return_result(who, ref(a), handing()); },
         {"nhung", "tra"}},
        {"T24",
         B::refused_result,
         return_refusal,
         std::bind_front(&T::refused, this),
         [&](const Actor& who, const Accepted& a) { return d.return_result(who, ref(a), handing()); },
         {"nhung", "tra"}},
        {"T25",
         B::returned,
         correct,
         std::bind_front(&T::returned, this),
         [&](const Actor& who, const Accepted& a) { return endings_.correct(who, ref(a), "Sai ngày sinh", "Điều 23.1"); },
         {"thanh"}},
        {"T26",
         B::returned,
         archive,
         std::bind_front(&T::returned, this),
         [&](const Actor& who, const Accepted& a) { return endings_.archive(who, ref(a), "Hộp 1", "10 năm"); },
         {"yen"}},
        {"T26",
         B::withdrawn,
         archive,
         std::bind_front(&T::withdrawn, this),
         [&](const Actor& who, const Accepted& a) { return endings_.archive(who, ref(a), "Hộp 1", "10 năm"); },
         {"yen"}},
        {"T26",
         B::stopped,
         archive,
         std::bind_front(&T::stopped, this),
         [&](const Actor& who, const Accepted& a) { return endings_.archive(who, ref(a), "Hộp 1", "10 năm"); },
         {"yen"}},
        {"T27",
         B::received,
         reroute,
         [this](int n) { return w_.accepted(n); },
         [&](const Actor& who, const Accepted& a) { return endings_.reroute(who, ref(a), elsewhere_in_province()); },
         {"kiem"}},
        {"T27",
         B::in_process,
         reroute,
         [this](int n) { return verifying(n); },
         [&](const Actor& who, const Accepted& a) { return endings_.reroute(who, ref(a), elsewhere_in_province()); },
         {"kiem"}},
        // Last: the clock goes on.
        {"T14",
         B::supplement,
         close_unsupplemented,
         [this](int n) {
           const auto a = waiting(n);
           w_.clock.advance(std::chrono::days{16});
           return a;
         },
         [&](const Actor& who, const Accepted& a) { return supplements_.close(who, ref(a), ""); },
         {"nhung"}},
    };
  }
  RerouteOrder elsewhere_in_province() const { return {w_.unit("xa-2/ubnd"), {}, "Thửa đất ở xã khác", "118/2025/NĐ-CP Điều 20"}; }

  inline static const WithdrawalWish kWish{"Trần Thị Ngọc Bích", "Không còn nhu cầu"};
  Endings endings_{w_.dossiers};
  Lateness late_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
};
MOTCUA_EACH_ENGINE(TransitionRoles);

TEST_P(TransitionRoles, acceptance_1_each_row_succeeds_with_the_right_people_and_is_refused_to_every_other_role) {
  call_everybody();
  int n = 0;
  for (const auto& row : rows()) {
    SCOPED_TRACE(std::string(row.id) + " " + std::string(word(row.from)) + " " + std::string(word(row.action)));
    const auto a = row.ready(++n);
    const auto before = w_.see(a.code);
    ASSERT_EQ(before.state.biz, row.from);
    const auto* t = transition(before.state, row.action);
    ASSERT_TRUE(t);
    EXPECT_EQ(t->id, row.id);
    for (const std::string who : kEveryRole) {
      if (row.right.contains(who)) continue;
      const auto refused = row.act(w_.as(who), a);
      EXPECT_FALSE(refused) << who << " was not refused";
      if (!refused) {
        EXPECT_TRUE(refused.error().code == Errc::forbidden || refused.error().code == Errc::not_found) << who << ": " << told(refused);
      }
      EXPECT_EQ(w_.see(a.code).version, before.version) << who << " changed it";
    }
    bool first = true;
    for (const auto& who : row.right) {
      const auto mine = first ? a : row.ready(++n);
      first = false;
      const auto from = state(mine);
      const auto done = row.act(w_.as(who), mine);
      EXPECT_TRUE(done) << who << ": " << told(done);
      EXPECT_EQ(state(mine), after(from, *t)) << who;
    }
  }
  EXPECT_EQ(verify(), "");
}

TEST_P(TransitionRoles, a_reception_is_taken_by_receptionists_only) {
  call_everybody();
  int n = 900;
  for (const std::string who : kEveryRole) {
    const auto taken = w_.dossiers.accept(w_.as(who), w_.intake(++n));
    EXPECT_EQ(static_cast<bool>(taken), who == "nhung") << who << " " << told(taken);
  }
}

TEST_P(TransitionRoles, every_built_row_is_in_this_test) {
  std::set<std::string> here{"T6 none"}, built;
  for (const auto& row : rows()) here.insert(std::string(row.id) + " " + std::string(word(row.from)));
  for (const auto& t : transitions())
    if (t.built && !elsewhere(t)) built.insert(std::string(t.id) + " " + std::string(word(t.from)));
  EXPECT_EQ(here, built);
}

TEST_P(TransitionRoles, what_is_not_in_the_table_is_refused_from_every_state) {
  // §3.3: a settled dossier is not worked on again, a withdrawn, stopped or archived one stays so.
  auto& d = w_.dossiers;
  const auto ended = {withdrawn(1), stopped(2), done(3), returned(4)};
  for (const auto& a : ended) {
    const auto before = state(a);
    EXPECT_FALSE(d.hand_over(w_.as("nhung"), ref(a), w_.unit("xa/van-phong")));
    EXPECT_FALSE(d.assign(w_.as("khanh"), ref(a), w_.account("ha")));
    EXPECT_FALSE(d.begin_work(w_.as("ha"), ref(a)));
    EXPECT_FALSE(d.save_draft_result(w_.as("ha"), ref(a), {"Văn bản", "", ""}));
    EXPECT_FALSE(d.approve(w_.as("thanh"), ref(a)));
    EXPECT_FALSE(supplements_.propose(w_.as("ha"), ref(a), wish()));
    EXPECT_FALSE(supplements_.confirm(w_.as("nhung"), ref(a)));
    EXPECT_FALSE(endings_.ask_withdrawal(w_.as("nhung"), ref(a), kWish));
    EXPECT_FALSE(endings_.grant_withdrawal(w_.as("nhung"), ref(a), {}));
    EXPECT_FALSE(endings_.stop(w_.as("thanh"), ref(a)));
    EXPECT_FALSE(endings_.reroute(w_.as("kiem"), ref(a), elsewhere_in_province()));
    if (before.biz != B::returned) {
      EXPECT_FALSE(endings_.correct(w_.as("thanh"), ref(a), "Sai", "Điều 23.1"));
    }
    EXPECT_EQ(state(a), before);
  }
}

}  // namespace
}  // namespace motcua::dossier
