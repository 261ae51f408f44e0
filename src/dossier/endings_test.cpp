// Refusal, stop, withdrawal, correction, re-routing, archive through the real services, on both databases.
#include "dossier/endings.hpp"
#include "dossier/testing_life.hpp"

namespace motcua::dossier {
namespace {

using testing::key;
using testing::told;

class Ending : public testing::LifeTest {
 protected:
  void propose(const Accepted& a, ProposalKind kind, std::string code) {
    ok(endings_.propose(w_.as("ha"), ref(a), kind, {std::move(code), "Không đủ điều kiện", "Nghị định 280/2025/NĐ-CP Điều 5", ""}));
  }
  Endings endings_{w_.dossiers};
};
MOTCUA_EACH_ENGINE(Ending);

TEST_P(Ending, a_refusal_is_decided_by_who_signs_and_its_letter_is_fetched_like_a_result) {
  const auto a = verifying(1);
  EXPECT_EQ(key(endings_.refuse(w_.as("thanh"), ref(a))), "dossier.not_proposed");
  propose(a, ProposalKind::refuse, "khong-du-dieu-kien");
  EXPECT_EQ(key(endings_.refuse(w_.as("khanh"), ref(a))), "identity.not_permitted");
  ok(endings_.refuse(w_.as("thanh"), ref(a)));
  EXPECT_EQ(state(a).biz, BizState::refused_result);
  EXPECT_EQ(w_.see(a.code).punctuality, Punctuality::early);
  EXPECT_EQ(w_.dossiers.worklist(w_.as("nhung"), Tab::ready, {}).rows.size(), 1U);
  ok(w_.dossiers.return_result(w_.as("nhung"), ref(a),
                               {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}));
  EXPECT_EQ(state(a).biz, BizState::returned);
  EXPECT_EQ(verify(), "");
}

// One-stop mechanism §13, 7.
TEST_P(Ending, acceptance_7_a_withdrawn_dossier_is_never_late_and_settled_on_its_stop_date) {
  const auto a = verifying(1);
  at("2026-10-09T10:00");  // past the due moment
  ok(endings_.ask_withdrawal(w_.as("nhung"), ref(a), {"Trần Thị Ngọc Bích", "Không còn nhu cầu"}));
  EXPECT_EQ(key(endings_.grant_withdrawal(w_.as("ha"), ref(a), {})), "identity.not_permitted");
  ok(endings_.grant_withdrawal(w_.as("nhung"), ref(a), {30000, "Thông tư của khoản này"}));
  const auto seen = w_.see(a.code);
  EXPECT_EQ(seen.state.biz, BizState::withdrawn);
  EXPECT_FALSE(seen.punctuality);
  EXPECT_EQ(iso(seen.closed_at.value()), "2026-10-09T10:00:00+07:00");
  EXPECT_EQ(seen.fin, FinState::refund_due);
  EXPECT_EQ(verify(), "");
}

TEST_P(Ending, a_signed_result_is_not_withdrawn_and_the_work_goes_on) {
  const auto a = verifying(1);
  ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản", "", ""}));
  ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
  ok(w_.dossiers.approve(w_.as("thanh"), ref(a)));
  ok(endings_.ask_withdrawal(w_.as("nhung"), ref(a), {"Trần Thị Ngọc Bích", "Đổi ý"}));
  EXPECT_EQ(key(endings_.grant_withdrawal(w_.as("nhung"), ref(a), {})), "dossier.withdrawn_too_late");
  ok(endings_.decline_withdrawal(w_.as("khanh"), ref(a), "Kết quả đã ký", "118/2025/NĐ-CP Điều 21.1"));
  EXPECT_EQ(state(a), (State{BizState::in_process, WorkSub::to_number}));
  EXPECT_EQ(verify(), "");
}

TEST_P(Ending, a_stop_closes_the_dossier_and_the_archive_waits_for_the_originals) {
  const auto a = verifying(1);
  propose(a, ProposalKind::stop, "tranh-chap");
  ok(endings_.stop(w_.as("thanh"), ref(a)));
  EXPECT_EQ(state(a).biz, BizState::stopped);
  const auto ending = endings_.of(a.id).endings.at(0);
  if (!ending.originals.empty()) {
    EXPECT_EQ(key(endings_.archive(w_.as("yen"), ref(a), "Hộp 1", "10 năm")), "dossier.originals_still_here");
    ok(endings_.give_originals_back(w_.as("nhung"), ref(a), "Trần Thị Ngọc Bích"));
  }
  EXPECT_EQ(key(endings_.archive(w_.as("nhung"), ref(a), "Hộp 1", "10 năm")), "identity.not_permitted");
  ok(endings_.archive(w_.as("yen"), ref(a), "Hộp 1", "10 năm"));
  EXPECT_EQ(state(a).biz, BizState::archived);
  EXPECT_EQ(verify(), "");
}

TEST_P(Ending, a_wrong_result_is_corrected_within_three_working_days_and_the_old_one_kept) {
  const auto a = verifying(1);
  ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản", "", ""}));
  const auto finish = [&] {
    ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
    ok(w_.dossiers.approve(w_.as("thanh"), ref(a)));
    ok(w_.dossiers.number_result(w_.as("yen"), ref(a), "CT"));
    ok(w_.dossiers.mark_ready(w_.as("yen"), ref(a)));
    ok(w_.dossiers.return_result(w_.as("nhung"), ref(a),
                                 {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}));
  };
  finish();
  EXPECT_EQ(key(endings_.correct(w_.as("khanh"), ref(a), "Sai ngày sinh", "118/2025/NĐ-CP Điều 23.1")), "identity.not_permitted");
  ok(endings_.correct(w_.as("thanh"), ref(a), "Sai ngày sinh", "118/2025/NĐ-CP Điều 23.1"));
  EXPECT_EQ(due(a), "2026-10-08T17:00") << "three working days after Monday";
  EXPECT_EQ(w_.see(a.code).holder_name, "Phạm Thị Thu Hà");
  const auto kept = endings_.of(a.id).corrections.at(0);
  EXPECT_EQ(kept.old_number, "1/2026/CT");
  EXPECT_EQ(kept.old_punctuality, Punctuality::early);
  EXPECT_EQ(verify(), "");
  ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản đã sửa", "", ""}));
  finish();
  EXPECT_EQ(verify(), "");
}

TEST_P(Ending, a_dossier_of_another_agency_is_rerouted_and_its_clock_runs_on) {
  const auto a = verifying(1);
  const auto before = due(a);
  const RerouteOrder order{w_.unit("xa-2/ubnd"), {}, "Thửa đất ở xã khác", "118/2025/NĐ-CP Điều 20"};
  EXPECT_EQ(key(endings_.reroute(w_.as("khanh"), ref(a), order)), "identity.not_permitted");
  ok(endings_.reroute(w_.as("kiem"), ref(a), order));
  const auto seen = w_.see(a.code);
  EXPECT_EQ(seen.state, (State{BizState::in_process, WorkSub::to_transfer}));
  EXPECT_EQ(seen.competent_unit, w_.unit("xa-2/ubnd"));
  EXPECT_EQ(due(a), before);
  EXPECT_EQ(verify(), "");
}

}  // namespace
}  // namespace motcua::dossier
