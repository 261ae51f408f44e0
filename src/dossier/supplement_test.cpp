// Bổ sung hồ sơ through the real services, on both databases (118/2025/NĐ-CP Đ19.5).
#include "dossier/testing_life.hpp"

namespace motcua::dossier {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::key;
using ::testing::Not;
using testing::told;

class Supplement : public testing::LifeTest {};
MOTCUA_EACH_ENGINE(Supplement);

std::vector<std::string> fields(const Result<std::int64_t>& r) {
  std::vector<std::string> names;
  if (!r)
    for (const auto& f : r.error().fields) names.push_back(f.field);
  return names;
}

// One-stop mechanism §13, acceptance test 3; §6.4 example 7 with this procedure's 2 working days.
TEST_P(Supplement, acceptance_3_keeps_the_code_stores_both_due_dates_and_issues_the_receipt_again) {
  const auto a = verifying(1);  // Monday 05/10, due Wednesday 07/10
  EXPECT_EQ(due(a), "2026-10-07T17:00");
  at("2026-10-06T14:00");
  ask(a, 2);
  EXPECT_EQ(state(a), (State{BizState::supplement, WorkSub::verifying}));
  auto seen = w_.see(a.code);
  EXPECT_EQ(seen.holder_unit, w_.unit("xa/mot-cua")) << "the agency gives it back to the one-stop";
  EXPECT_EQ(seen.remaining, "") << "the clock does not run";
  at("2026-10-06T15:00");
  send(a);
  at("2026-10-14T09:00");
  answer_all(a);
  ok(supplements_.confirm(w_.as("nhung"), ref(a)));
  EXPECT_EQ(state(a), (State{BizState::in_process, WorkSub::verifying}));
  seen = w_.see(a.code);
  EXPECT_EQ(seen.code, a.code);
  EXPECT_EQ(seen.holder_name, "Phạm Thị Thu Hà") << "back to who worked on it";
  EXPECT_EQ(iso(seen.due_at), "2026-10-16T17:00:00+07:00") << "2 working days from Wednesday 14/10, from zero";
  EXPECT_EQ(iso(seen.received_at), "2026-10-05T09:10:00+07:00");
  const auto request = supplements_.of(a.id).at(0);
  EXPECT_EQ(iso(request.due_before), "2026-10-07T17:00:00+07:00");
  EXPECT_EQ(iso(request.due_after.value()), "2026-10-16T17:00:00+07:00");
  const auto receipt = w_.dossiers.receipt(w_.as("nhung"), a.code).value();
  EXPECT_EQ(receipt.dossier_code, a.code);
  EXPECT_EQ(iso(receipt.due_at), "2026-10-16T17:00:00+07:00");
  EXPECT_THAT(receipt.notes.front(), HasSubstr("Giấy cấp lại"));
  EXPECT_THAT(receipt.notes.front(), HasSubstr("17:00 07/10/2026")) << "the date of the first receipt stands there too";
  EXPECT_EQ(receipt.papers.size(), 5U) << "three papers and the two that were brought";
  ASSERT_TRUE(open(a).why) << "the new date explains itself";
  EXPECT_THAT(open(a).why->text(), HasSubstr("tính lại từ đầu kể từ 09:00 thứ Tư 14/10/2026"));
  EXPECT_THAT(seen.clock_words, HasSubstr("hồ sơ bổ sung đủ (118/2025/NĐ-CP Điều 19.5)"));
  const auto step = open(a).steps;
  const auto running = std::find_if(step.begin(), step.end(), [](const auto& s) { return s.started_at && !s.finished_at; });
  ASSERT_NE(running, step.end());
  EXPECT_EQ(iso(*running->started_at), "2026-10-14T09:00:00+07:00") << "the step begins anew, the wait belongs to no step";
  EXPECT_EQ(verify(), "");
}

// §13, 4.
TEST_P(Supplement, acceptance_4_is_asked_for_once_a_second_time_only_with_the_heads_recorded_reason) {
  const auto a = verifying(1);
  ask(a);
  send(a);
  answer_all(a);
  ok(supplements_.confirm(w_.as("nhung"), ref(a)));
  propose(a);
  const auto refused = supplements_.ask(w_.as("khanh"), ref(a), "  ");
  EXPECT_EQ(key(refused), "dossier.supplement_second_without_reason");
  EXPECT_EQ(state(a).biz, BizState::in_process);
  ok(supplements_.ask(w_.as("khanh"), ref(a), "Bản nộp lại sai số thửa"));
  const auto requests = supplements_.of(a.id);
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[1].again_reason, "Bản nộp lại sai số thửa");
  EXPECT_EQ(requests[1].approved_by, "Lê Quốc Khánh");
  send(a);
  const auto slip = supplements_.slip(w_.as("nhung"), a.code).value();
  EXPECT_THAT(::testing::PrintToString(slip.notes), HasSubstr("Bản nộp lại sai số thửa")) << "the applicant reads why a second time";
  EXPECT_EQ(verify(), "");
}

// §12, 12: timers are per request, not per dossier.
TEST_P(Supplement, can_be_asked_for_four_times_each_with_its_own_time_to_answer) {
  const auto a = verifying(1);
  for (int round = 1; round <= 4; ++round) {
    ask(a, 1, round > 1 ? "Còn thiếu" : "");
    send(a);
    const auto request = open(a).supplement.value();
    EXPECT_EQ(request.seq, round);
    EXPECT_EQ(request.number, round);
    EXPECT_GT(request.answer_by.value(), w_.clock.now() + 14 * 24h);
    w_.clock.advance(24h);
    answer_all(a);
    ok(supplements_.confirm(w_.as("nhung"), ref(a)));
    EXPECT_FALSE(w_.see(a.code).remaining.starts_with("Quá hạn")) << "round " << round;
  }
  EXPECT_EQ(verify(), "");
}

// §13, 6a.
TEST_P(Supplement, acceptance_6a_is_closed_by_the_desk_after_15_days_and_the_applicant_was_warned_twice) {
  const auto a = verifying(1);
  at("2026-10-06T10:00");
  ask(a);
  send(a);
  EXPECT_EQ(iso(open(a).supplement->answer_by.value()), "2026-10-21T17:00:00+07:00");
  EXPECT_EQ(supplements_.warn_lapsing(), 0);
  at("2026-10-16T12:00");
  EXPECT_EQ(supplements_.warn_lapsing(), 1) << "the tenth day";
  EXPECT_EQ(supplements_.warn_lapsing(), 0) << "once";
  at("2026-10-20T18:00");
  EXPECT_EQ(supplements_.warn_lapsing(), 1) << "the day before";
  EXPECT_EQ(key(supplements_.close(w_.as("nhung"), ref(a), "")), "dossier.supplement_not_lapsed");
  EXPECT_EQ(supplements_.board(w_.as("nhung")).lapsed.size(), 0U);
  EXPECT_EQ(supplements_.board(w_.as("nhung")).waiting.at(0).days_left, 1);
  at("2026-10-21T17:01");
  const auto board = supplements_.board(w_.as("nhung"));
  ASSERT_EQ(board.lapsed.size(), 1U) << "proposed for closing";
  EXPECT_EQ(board.lapsed[0].code, a.code);
  ok(supplements_.close(w_.as("nhung"), ref(a), ""));
  EXPECT_EQ(state(a), (State{BizState::stopped, WorkSub::none}));
  const auto seen = w_.see(a.code);
  EXPECT_FALSE(seen.punctuality) << "never late";
  EXPECT_EQ(iso(seen.closed_at.value()), "2026-10-21T17:01:00+07:00");
  EXPECT_EQ(supplements_.board(w_.as("nhung")).lapsed.size(), 0U);
  EXPECT_EQ(verify(), "");
}

TEST_P(Supplement, waits_as_long_as_a_special_law_says) {
  const auto a = verifying(1);
  auto w = wish();
  w.special_days = 30;
  EXPECT_EQ(fields(supplements_.propose(w_.as("ha"), ref(a), w)), std::vector<std::string>{"can_cu_ngay"});
  w.special_basis = "Nghị định 11/2021/NĐ-CP";
  ok(supplements_.propose(w_.as("ha"), ref(a), w));
  ok(supplements_.ask(w_.as("khanh"), ref(a), ""));
  send(a);
  EXPECT_EQ(iso(open(a).supplement->answer_by.value()), "2026-11-04T17:00:00+07:00");
  at("2026-10-25T10:00");
  EXPECT_EQ(supplements_.warn_lapsing(), 1) << "after two thirds";
}

TEST_P(Supplement, of_before_july_2025_follows_the_decree_of_2018_and_is_never_closed) {
  EXPECT_EQ(supplement_rule(parse_day("2025-06-30").value()).basis, "61/2018/NĐ-CP Điều 19.4");
  EXPECT_FALSE(supplement_rule(parse_day("2025-06-30").value()).close_after_days);
  EXPECT_EQ(supplement_rule(parse_day("2025-07-01").value()).close_after_days, 15);
  EXPECT_TRUE(supplement_rule(parse_day("2025-06-30").value()).restarts) << "Điều 19.4 counts from zero too";
}

TEST_P(Supplement, names_for_each_item_paper_reason_basis_and_what_to_do) {
  const auto a = verifying(1);
  SupplementWish w;
  EXPECT_EQ(fields(supplements_.propose(w_.as("ha"), ref(a), w)), (std::vector<std::string>{"ly_do", "giay_1"}));
  w.reason = "Thiếu giấy tờ";
  w.items = {{"khong-co-trong-thu-tuc", "", "", "", "", ""}};
  const auto outside = supplements_.propose(w_.as("ha"), ref(a), w);
  EXPECT_EQ(fields(outside), std::vector<std::string>{"giay_1"});
  EXPECT_THAT(outside.error().fields[0].message, HasSubstr("ngoài danh mục"));
  w = wish();
  w.items[0].reason = w.items[0].legal_basis = w.items[0].todo = " ";
  EXPECT_EQ(fields(supplements_.propose(w_.as("ha"), ref(a), w)), (std::vector<std::string>{"vi_sao_1", "can_cu_1", "can_lam_1"}));
  EXPECT_FALSE(open(a).proposal) << "nothing was kept";
}

// §13, 13.
TEST_P(Supplement, acceptance_13_never_asks_for_a_paper_a_register_has_without_saying_why_it_could_not_be_fetched) {
  auto intake = w_.intake(1);
  intake.papers.at(0).from_register = true;  // the desk took it from a register
  intake.papers.at(0).originals = intake.papers.at(0).copies = 0;
  const auto accepted = w_.dossiers.accept(w_.as("nhung"), intake);
  ASSERT_TRUE(accepted) << told(accepted);
  const auto& a = *accepted;
  ok(w_.dossiers.hand_over(w_.as("nhung"), ref(a), w_.unit("xa/van-phong")));
  ok(w_.dossiers.assign(w_.as("khanh"), ref(a), w_.account("ha")));
  auto w = wish();
  w.items[0].component = intake.papers[0].component;
  w.items[0].register_note = "";
  const auto refused = supplements_.propose(w_.as("ha"), ref(a), w);
  EXPECT_EQ(fields(refused), std::vector<std::string>{"kho_1"}) << told(refused);
  w.items[0].register_note = "Cơ sở dữ liệu ghi sai năm sinh";
  ok(supplements_.propose(w_.as("ha"), ref(a), w));
  ok(supplements_.ask(w_.as("khanh"), ref(a), ""));
  send(a);
  const auto slip = supplements_.slip(w_.as("nhung"), a.code).value();
  EXPECT_THAT(slip.items.at(0).detail, HasSubstr("Cơ sở dữ liệu ghi sai năm sinh")) << "the request says so";
}

TEST_P(Supplement, later_than_three_working_days_needs_the_special_law) {
  const auto a = verifying(1);
  at("2026-10-08T16:00");  // the third working day
  auto early = wish();
  ok(supplements_.propose(w_.as("ha"), ref(a), early));
  ok(supplements_.decline(w_.as("khanh"), ref(a), "Xem lại"));
  at("2026-10-09T08:00");
  EXPECT_EQ(fields(supplements_.propose(w_.as("ha"), ref(a), early)), std::vector<std::string>{"can_cu_tre"});
  early.late_basis = "Luật Đất đai 2024 Điều 224";
  ok(supplements_.propose(w_.as("ha"), ref(a), early));
}

TEST_P(Supplement, is_never_decided_by_who_proposed_it) {
  w_.person("truong-kiem", "Trưởng phòng kiêm thụ lý", identity::Role::officer, "xa/van-phong");
  EXPECT_TRUE(w_.accounts.grant(w_.identity.system_actor(), w_.account("truong-kiem"), identity::Role::unit_head,
                                {w_.unit("xa/van-phong"), true}, {w_.identity.today(), {}}, "QĐ 3"));
  const auto a = w_.accepted(1);
  ok(w_.dossiers.hand_over(w_.as("nhung"), ref(a), w_.unit("xa/van-phong")));
  ok(w_.dossiers.assign(w_.as("khanh"), ref(a), w_.account("truong-kiem")));
  ok(supplements_.propose(w_.as("truong-kiem"), ref(a), wish()));
  EXPECT_FALSE(supplements_.ask(w_.as("truong-kiem"), ref(a), ""));
  EXPECT_EQ(state(a).biz, BizState::in_process);
  ok(supplements_.ask(w_.as("khanh"), ref(a), ""));
}

TEST_P(Supplement, a_second_proposal_waits_until_the_first_is_decided) {
  const auto a = verifying(1);
  propose(a);
  const auto again = supplements_.propose(w_.as("ha"), ref(a), wish());
  EXPECT_EQ(key(again), "dossier.proposed_already");
  EXPECT_THAT(again.error().message, HasSubstr("Phạm Thị Thu Hà"));
  EXPECT_EQ(fields(supplements_.decline(w_.as("khanh"), ref(a), " ")), std::vector<std::string>{"ly_do_khong"});
  ok(supplements_.decline(w_.as("khanh"), ref(a), "Giấy này đã có"));
  EXPECT_FALSE(open(a).proposal);
  EXPECT_THAT(open(a).events.front().detail, HasSubstr("Giấy này đã có"));
  EXPECT_EQ(supplements_.board(w_.as("khanh")).proposals.size(), 0U);
}

TEST_P(Supplement, is_full_only_when_every_item_is_answered) {
  const auto a = verifying(1);
  ask(a, 3);
  EXPECT_EQ(key(supplements_.confirm(w_.as("nhung"), ref(a))), "dossier.supplement_not_sent_yet");
  send(a);
  const std::vector<SupplementAnswer> one{{2, ItemAnswer::given, ""}};
  ok(supplements_.answer(w_.as("nhung"), ref(a), one));
  const auto refused = supplements_.confirm(w_.as("nhung"), ref(a));
  EXPECT_EQ(key(refused), "dossier.supplement_not_full");
  EXPECT_THAT(refused.error().message, HasSubstr("Còn 2 nội dung"));
  const std::vector<SupplementAnswer> silent{{1, ItemAnswer::replaced, ""}};
  EXPECT_EQ(key(supplements_.answer(w_.as("nhung"), ref(a), silent)), "dossier.replaced_without_note");
  const std::vector<SupplementAnswer> rest{{1, ItemAnswer::replaced, "Khai thác từ Cơ sở dữ liệu quốc gia về dân cư"},
                                           {3, ItemAnswer::given, ""}};
  ok(supplements_.answer(w_.as("nhung"), ref(a), rest));
  ok(supplements_.confirm(w_.as("nhung"), ref(a)));
  EXPECT_EQ(open(a).papers.size(), 5U) << "a paper found in a register was not brought";
}

TEST_P(Supplement, tells_the_applicant_on_the_link_in_plain_words_what_to_do_until_when) {
  const auto a = verifying(1);
  ask(a, 2);
  EXPECT_TRUE(w_.dossiers.look_up_link(a.token)->asked.empty()) << "nothing before the desk has sent it";
  send(a);
  const std::vector<SupplementAnswer> one{{1, ItemAnswer::given, ""}};
  ok(supplements_.answer(w_.as("nhung"), ref(a), one));
  const auto view = w_.dossiers.look_up_link(a.token).value();
  EXPECT_EQ(view.status, "Yêu cầu bổ sung giấy tờ");
  EXPECT_TRUE(view.paused);
  EXPECT_FALSE(view.late);
  ASSERT_EQ(view.asked.size(), 2U);
  EXPECT_TRUE(view.asked[0].answered);
  EXPECT_FALSE(view.asked[1].answered);
  EXPECT_EQ(view.asked[1].todo, "Nộp lại bản có chữ ký");
  EXPECT_EQ(iso(view.answer_by.value()), "2026-10-20T17:00:00+07:00");
}

TEST_P(Supplement, is_told_to_the_second_person) {
  const auto a = verifying(1);
  propose(a);
  const auto seen = ref(a);
  ok(supplements_.ask(w_.as("khanh"), seen, ""));
  const auto second = supplements_.ask(w_.as("thanh"), seen, "");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::conflict);
  EXPECT_THAT(second.error().message, HasSubstr("Lê Quốc Khánh"));
  EXPECT_THAT(second.error().message, HasSubstr("Yêu cầu bổ sung"));
}

TEST_P(Supplement, is_told_to_another_commune_as_not_there) {
  const auto a = verifying(1);
  propose(a);
  EXPECT_EQ(key(supplements_.ask(w_.as("la"), ref(a), "")), "dossier.not_found");
  EXPECT_EQ(key(supplements_.slip(w_.as("la"), a.code)), "dossier.not_found");
  ok(supplements_.ask(w_.as("khanh"), ref(a), ""));
  EXPECT_TRUE(supplements_.board(w_.as("la")).to_send.empty());
  EXPECT_EQ(supplements_.board(w_.as("nhung")).to_send.size(), 1U);
}

}  // namespace
}  // namespace motcua::dossier
