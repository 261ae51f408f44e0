// Supplement and return on a disk that fails or fills up at every single operation (quality R2): the official is told, nothing is left
// half done, the same deed done again succeeds once.
#include <gtest/gtest.h>

#include "dossier/at_once.hpp"
#include "dossier/endings.hpp"
#include "dossier/supplement.hpp"
#include "dossier/testing_world.hpp"
#include "store/testing_faults.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {
namespace {

using store::Fault;

class LifeFaults : public ::testing::TestWithParam<std::tuple<Fault, bool>> {
 protected:
  ~LifeFaults() override { store::arm_fault(Fault::none, 0); }

  Ref ref(const Accepted& a) { return {a.id, w_.see(a.code).version}; }
  static void ok(const Result<std::int64_t>& r) { EXPECT_TRUE(r) << (r ? "" : r.error().key + ": " + r.error().message); }
  Accepted verifying(int n) {
    const auto a = w_.accepted(n);
    ok(w_.dossiers.hand_over(w_.as("nhung"), ref(a), w_.unit("xa/van-phong")));
    ok(w_.dossiers.assign(w_.as("khanh"), ref(a), w_.account("ha")));
    return a;
  }
  // The deed with the n-th operation failing, then again with a disk that is well: once done, never twice. Whether a fault was met.
  template <class F> bool insist(const Accepted& a, int operation, F&& deed) {
    const auto [fault, permanent] = GetParam();
    const auto before = ref(a);
    bool told = false;
    store::arm_fault(fault, operation, permanent);
    try {
      const auto done = deed(before);
      EXPECT_TRUE(done) << "refused, not told as a failure of the machine: " << (done ? "" : done.error().key);
    } catch (const store::Failure& failure) {
      EXPECT_TRUE(failure.kind() == store::FailureKind::disk || failure.kind() == store::FailureKind::read_only) << failure.what();
      told = true;
    }
    const bool struck = store::fault_struck();
    store::arm_fault(Fault::none, 0);
    if (told) {
      EXPECT_EQ(ref(a).version, before.version) << "told as failed, done all the same";
      ok(deed(before));
    }
    EXPECT_GT(ref(a).version, before.version);
    return struck || told;
  }
  void expect_whole() { EXPECT_EQ(store::verify(*database_, w_.dossiers.verifiers()).first(), ""); }

  struct Installed {
    Installed() { store::install_faults(); }
  } installed_;  // before the database is opened
  store::TestDatabase database_{testing::all_tables(), store::Engine::sqlite};
  testing::World w_{*database_};
  Supplements supplements_{w_.dossiers};
  Endings endings_{w_.dossiers};
};

using Kind = std::tuple<Fault, bool>;
std::string kind_name(const ::testing::TestParamInfo<Kind>& kind) {
  const auto [fault, permanent] = kind.param;
  return std::string(fault == Fault::io_error ? "io_error" : "disk_full") + (permanent ? "_until_mended" : "_once");
}
INSTANTIATE_TEST_SUITE_P(kinds, LifeFaults,
                         ::testing::Values(Kind{Fault::io_error, false}, Kind{Fault::io_error, true}, Kind{Fault::disk_full, false},
                                           Kind{Fault::disk_full, true}),
                         kind_name);

TEST_P(LifeFaults, of_a_supplement_at_any_operation_leave_every_step_done_once) {
  const auto version = w_.catalog.on_day(testing::kProcedure, w_.identity.today()).value();
  const auto& component = version->components.at(1);
  const SupplementWish wish{
      "Giấy tờ chưa hợp lệ", {{component.id, "", "thiếu chữ ký", "Điều 5", "Nộp lại bản có chữ ký", "Không kết nối được"}}, 0, "", ""};
  const std::vector<SupplementAnswer> all{{1, ItemAnswer::given, ""}};
  int met = 0, number = 0;
  bool struck = true;
  for (int n = 1; struck && n < 400 && !HasFailure(); ++n) {
    const auto a = verifying(n);
    struck = insist(a, n, [&](Ref r) { return supplements_.propose(w_.as("ha"), r, wish); });
    struck |= insist(a, n, [&](Ref r) { return supplements_.ask(w_.as("khanh"), r, ""); });
    struck |= insist(a, n, [&](Ref r) { return supplements_.send(w_.as("nhung"), r, "tai-quay"); });
    struck |= insist(a, n, [&](Ref r) { return supplements_.answer(w_.as("nhung"), r, all); });
    struck |= insist(a, n, [&](Ref r) { return supplements_.confirm(w_.as("nhung"), r); });
    EXPECT_EQ(w_.see(a.code).state, (State{BizState::in_process, WorkSub::assigned}));
    const auto requests = supplements_.of(a.id);
    ASSERT_EQ(requests.size(), 1U) << "asked once";
    EXPECT_EQ(requests[0].number, ++number) << "a number of form 02 was lost or given twice";
    met += struck;
  }
  EXPECT_GT(met, 5) << "faults were met";
  EXPECT_LT(met, 399) << "a supplement has an end";
  expect_whole();
}

TEST_P(LifeFaults, of_a_return_at_any_operation_hand_the_result_out_once) {
  int met = 0;
  bool struck = true;
  for (int n = 1; struck && n < 400 && !HasFailure(); ++n) {
    const auto a = verifying(n);
    ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản", "", ""}));
    ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
    ok(w_.dossiers.approve(w_.as("thanh"), ref(a)));
    ok(w_.dossiers.number_result(w_.as("yen"), ref(a), "CT"));
    struck = insist(a, n, [&](Ref r) { return w_.dossiers.mark_ready(w_.as("yen"), r); });
    struck |= insist(a, n, [&](Ref r) {
      return w_.dossiers.return_result(w_.as("nhung"), r,
                                       {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true});
    });
    EXPECT_EQ(w_.see(a.code).state.biz, BizState::returned);
    met += struck;
  }
  EXPECT_GT(met, 5);
  EXPECT_LT(met, 399);
  expect_whole();
}

// Reception, work and return in one transaction: the whole way or none of it, once.
TEST_P(LifeFaults, of_an_immediate_case_leave_the_whole_way_or_nothing) {
  constexpr std::string_view kCopies = "2.000815";
  using enum identity::Role;
  w_.person("lan", "Đỗ Thị Lan", receptionist, "xa/mot-cua");
  ASSERT_TRUE(w_.accounts.grant(w_.identity.system_actor(), w_.account("lan"), officer, {w_.unit("xa/van-phong"), true},
                                {w_.identity.today(), {}}, "QĐ 2"));
  AtOnceDesk desk(w_.dossiers);
  ASSERT_TRUE(desk.arrange(w_.as("thanh"),
                           {{}, w_.unit("xa/mot-cua"), std::string(kCopies), "", {}, "", "CT-BS", true, w_.identity.today(), "QĐ 12"}));
  const auto [fault, permanent] = GetParam();
  int met = 0;
  bool struck = true;
  for (int n = 1; struck && n < 400 && !HasFailure(); ++n) {
    auto intake = w_.intake(n, kCopies);
    const auto version = w_.catalog.on_day(kCopies, w_.identity.today()).value();
    while (const auto* q = catalog::next_question(*version, intake.answers, catalog::Channel::counter))
      intake.answers[q->id] = q->options.front().id;
    intake.papers.clear();
    for (const auto& p : catalog::required_papers(*version, intake.answers, catalog::Channel::counter))
      if (p.need == catalog::Need::required) intake.papers.push_back({p.component->id, "", p.originals, p.copies, false});
    const AtOnce deed{w_.account("thanh"),
                      {"Bản sao chứng thực", "", ""},
                      {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}};
    const auto newest = [&] {
      const auto rows = w_.dossiers.register_of(w_.as("nhung"), {})->rows;
      return rows.empty() ? std::string() : rows.front().code + " " + std::string(word(rows.front().state.biz));
    };
    const auto before = newest();
    bool told = false;
    store::arm_fault(fault, n, permanent);
    try {
      const auto done = desk.settle(w_.as("lan"), intake, deed);
      EXPECT_TRUE(done) << (done ? "" : done.error().key);
    } catch (const store::Failure&) {
      told = true;
    }
    struck = store::fault_struck() || told;
    store::arm_fault(Fault::none, 0);
    if (told) {
      EXPECT_EQ(newest(), before) << "told as failed, and nothing is there";
      EXPECT_TRUE(desk.settle(w_.as("lan"), intake, deed));
    }
    EXPECT_NE(newest(), before);
    EXPECT_TRUE(newest().ends_with("returned"));
    met += struck;
  }
  EXPECT_GT(met, 5);
  EXPECT_LT(met, 399);
  expect_whole();
}

TEST_P(LifeFaults, of_a_refusal_and_a_withdrawal_leave_one_paper_each) {
  int met = 0;
  bool struck = true;
  for (int n = 1; struck && n < 400 && !HasFailure(); ++n) {
    const auto refused = verifying(2 * n), withdrawn = verifying(2 * n + 1);
    const Ground ground{"khong-du-dieu-kien", "Không đủ điều kiện", "Điều 5", ""};
    struck = insist(refused, n, [&](Ref r) { return endings_.propose(w_.as("ha"), r, ProposalKind::refuse, ground); });
    struck |= insist(refused, n, [&](Ref r) { return endings_.refuse(w_.as("thanh"), r); });
    struck |= insist(withdrawn, n, [&](Ref r) { return endings_.ask_withdrawal(w_.as("nhung"), r, {"Trần Thị Ngọc Bích", "Đổi ý"}); });
    struck |= insist(withdrawn, n, [&](Ref r) { return endings_.grant_withdrawal(w_.as("nhung"), r, {}); });
    EXPECT_EQ(endings_.of(refused.id).endings.at(0).number, n);
    EXPECT_EQ(endings_.of(withdrawn.id).endings.at(0).number, n);
    met += struck;
  }
  EXPECT_GT(met, 5);
  expect_whole();
}

}  // namespace
}  // namespace motcua::dossier
