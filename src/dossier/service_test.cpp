// The main job through the real services, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <thread>

#include "base/text.hpp"
#include "dossier/testing_world.hpp"
#include "print/qr.hpp"

namespace motcua::dossier {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class Service : public ::testing::TestWithParam<store::Engine> {
 protected:
  template <class R> static std::string key(const R& r) { return r ? "" : r.error().key; }
  template <class R> static std::string told(const R& r) {
    if (r) return "";
    std::string text = r.error().key + ": " + r.error().message;
    for (const auto& f : r.error().fields) text += " [" + f.field + ": " + f.message + "]";
    return text;
  }
  // Runs a dossier up to the drafted result; the version it ends with.
  Ref drafted(const Accepted& a) {
    Ref r{a.id, 1};
    r.version = ok(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
    r.version = ok(w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")));
    r.version = ok(w_.dossiers.save_draft_result(w_.as("ha"), r, {"Văn bản chứng thực", "Đúng quy định", "Nội dung"}));
    return r;
  }
  Ref numbered(const Accepted& a) {
    auto r = drafted(a);
    r.version = ok(w_.dossiers.submit_for_signature(w_.as("ha"), r, w_.account("thanh")));
    r.version = ok(w_.dossiers.approve(w_.as("thanh"), r));
    r.version = ok(w_.dossiers.number_result(w_.as("yen"), r, "CT"));
    return r;
  }
  std::int64_t ok(const Result<std::int64_t>& r) {
    EXPECT_TRUE(r) << told(r);
    return r ? *r : 0;
  }
  std::string verify() {
    for (const auto& v : w_.dossiers.verifiers())
      if (const auto broken = database_->read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }

  store::TestDatabase database_{testing::all_tables(), GetParam()};
  testing::World w_{*database_};
};
MOTCUA_EACH_ENGINE(Service);

TEST_P(Service, accepts_a_complete_dossier_with_code_receipt_and_due_moment) {
  const auto a = w_.dossiers.accept(w_.as("nhung"), w_.intake(1));
  ASSERT_TRUE(a) << told(a);
  EXPECT_EQ(a->code, "H20.39.5-261005-0001");
  EXPECT_EQ(a->receipt_number, 1);
  EXPECT_EQ(iso(a->due_at), "2026-10-07T17:00:00+07:00");  // 2 working days after Monday
  EXPECT_EQ(a->token.size(), 20U);
  const auto file = w_.dossiers.open(w_.as("nhung"), a->code, "test");
  ASSERT_TRUE(file) << told(file);
  EXPECT_EQ(file->dossier.state, (State{BizState::received, WorkSub::none}));
  EXPECT_EQ(file->dossier.fin, FinState::paid);
  EXPECT_EQ(file->dossier.fee_total, 30000);
  EXPECT_EQ(file->dossier.applicant.name, "Trần Thị Ngọc Bích");
  EXPECT_EQ(file->papers.size(), 3U);
  EXPECT_EQ(file->handovers.size(), 1U);
  EXPECT_EQ(file->events.size(), 1U);
  EXPECT_TRUE(file->why);
  EXPECT_EQ(w_.accepted(2).code, "H20.39.5-261005-0002");
  EXPECT_EQ(verify(), "");
}

TEST_P(Service, refuses_what_is_incomplete_and_names_each_field) {
  auto intake = w_.intake(1);
  intake.papers.pop_back();
  intake.applicant.number = "12345";
  intake.applicant.name = "";
  const auto a = w_.dossiers.accept(w_.as("nhung"), intake);
  ASSERT_FALSE(a);
  EXPECT_EQ(a.error().key, "dossier.intake_incomplete");
  std::set<std::string> fields;
  for (const auto& f : a.error().fields) fields.insert(f.field);
  EXPECT_EQ(fields.size(), 3U);
  EXPECT_TRUE(fields.contains("applicant.name") && fields.contains("applicant.number")) << told(a);
  EXPECT_EQ(w_.accepted(2).code, "H20.39.5-261005-0001") << "a refused reception takes no number";
}

TEST_P(Service, does_the_same_form_once) {
  const auto first = w_.accepted(1), second = w_.accepted(1);
  EXPECT_EQ(first.code, second.code);
  EXPECT_EQ(first.token, second.token);
  EXPECT_FALSE(first.repeated);
  EXPECT_TRUE(second.repeated);
  EXPECT_EQ(key(w_.dossiers.accept(w_.as("tam"), w_.intake(1))), "dossier.form_of_other");
  EXPECT_EQ(w_.accepted(2).code, "H20.39.5-261005-0002");
  EXPECT_EQ(verify(), "");
}

TEST_P(Service, runs_the_main_job_to_the_return) {
  const auto a = w_.accepted(1);
  w_.clock.advance(2h);
  auto r = numbered(a);
  w_.clock.advance(24h);
  r.version = ok(w_.dossiers.mark_ready(w_.as("yen"), r));
  auto seen = w_.see(a.code);
  EXPECT_EQ(seen.state.biz, BizState::done);
  EXPECT_EQ(seen.punctuality, Punctuality::early);
  EXPECT_EQ(seen.delivery, DeliveryState::ready);
  Handing h{.receiver = "Trần Thị Ngọc Bích", .receiver_number = "087199001234", .identity_check = "the-can-cuoc", .confirmed = true};
  r.version = ok(w_.dossiers.return_result(w_.as("nhung"), r, h));
  const auto file = w_.dossiers.open(w_.as("nhung"), a.code, "test").value();
  EXPECT_EQ(file.dossier.state, (State{BizState::returned, WorkSub::none}));
  EXPECT_EQ(file.dossier.punctuality, Punctuality::early) << "collection changes nothing";
  EXPECT_EQ(file.result->number, "1/2026/CT");
  EXPECT_EQ(file.result->signed_by, "Nguyễn Văn Thành");
  EXPECT_EQ(file.returned->receiver, "Trần Thị Ngọc Bích");
  // applicant → desk → office → leader → clerk → desk
  ASSERT_EQ(file.handovers.size(), 5U);
  EXPECT_EQ(file.handovers[1].to_unit, "Văn phòng HĐND và UBND xã Tân Phú");
  EXPECT_EQ(file.handovers[1].result, Punctuality::on_time);
  EXPECT_EQ(verify(), "");
}

TEST_P(Service, keeps_a_late_result_late) {
  const auto a = w_.accepted(1);
  auto r = numbered(a);
  w_.clock.set(parse_instant("2026-10-07T17:01").value());
  r.version = ok(w_.dossiers.mark_ready(w_.as("yen"), r));
  EXPECT_EQ(w_.see(a.code).punctuality, Punctuality::late);
}

TEST_P(Service, lets_nobody_sign_his_own_draft) {
  w_.person("kiem-nhiem", "Người kiêm nhiệm", identity::Role::officer, "xa/van-phong");
  EXPECT_TRUE(w_.accounts.grant(w_.identity.system_actor(), w_.account("kiem-nhiem"), identity::Role::approver, {w_.unit("xa/ubnd"), true},
                                {w_.identity.today(), {}}, "QĐ 2"));
  const auto a = w_.accepted(1);
  Ref r{a.id, 1};
  r.version = ok(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
  r.version = ok(w_.dossiers.assign(w_.as("khanh"), r, w_.account("kiem-nhiem")));
  r.version = ok(w_.dossiers.save_draft_result(w_.as("kiem-nhiem"), r, {"Văn bản", "", ""}));
  r.version = ok(w_.dossiers.submit_for_signature(w_.as("kiem-nhiem"), r, w_.account("kiem-nhiem")));
  const auto signed_by_self = w_.dossiers.approve(w_.as("kiem-nhiem"), r);
  EXPECT_FALSE(signed_by_self);
  EXPECT_EQ(w_.see(a.code).state.sub, WorkSub::to_sign);
}

TEST_P(Service, sends_a_draft_back_with_a_reason_and_gets_it_again) {
  const auto a = w_.accepted(1);
  auto r = drafted(a);
  r.version = ok(w_.dossiers.submit_for_review(w_.as("ha"), r, w_.account("khanh")));
  EXPECT_EQ(key(w_.dossiers.send_back(w_.as("khanh"), r, "  ")), "dossier.send_back_without_reason");
  r.version = ok(w_.dossiers.send_back(w_.as("khanh"), r, "Ghi rõ mục đích"));
  auto seen = w_.see(a.code);
  EXPECT_EQ(seen.state.sub, WorkSub::drafting);
  EXPECT_EQ(seen.holder_name, "Phạm Thị Thu Hà");
  r.version = ok(w_.dossiers.submit_for_review(w_.as("ha"), r, w_.account("khanh")));
  r.version = ok(w_.dossiers.endorse(w_.as("khanh"), r, w_.account("thanh")));
  r.version = ok(w_.dossiers.send_back(w_.as("thanh"), r, "Sai ngày"));
  EXPECT_EQ(w_.see(a.code).holder_name, "Phạm Thị Thu Hà");
  EXPECT_EQ(verify(), "");
}

TEST_P(Service, tells_the_second_person_who_was_faster) {
  const auto a = w_.accepted(1);
  Ref r{a.id, 1};
  ok(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
  const auto second = w_.dossiers.hand_over(w_.as("tam"), r, w_.unit("xa/kinh-te"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::conflict);
  EXPECT_THAT(second.error().message, HasSubstr("Nguyễn Thị Hồng Nhung"));
  EXPECT_THAT(second.error().message, HasSubstr("Chuyển hồ sơ"));
}

TEST_P(Service, hides_dossiers_of_other_communes) {
  const auto a = w_.accepted(1);
  EXPECT_EQ(key(w_.dossiers.open(w_.as("la"), a.code, "test")), "dossier.not_found");
  EXPECT_EQ(key(w_.dossiers.hand_over(w_.as("la"), {a.id, 1}, w_.unit("xa/van-phong"))), "dossier.not_found");
  EXPECT_TRUE(w_.dossiers.worklist(w_.as("la"), Tab::all, {}).rows.empty());
  EXPECT_EQ(key(w_.dossiers.open(w_.as("nhung"), "H20.39.5-261005-0009", "test")), "dossier.not_found");
}

TEST_P(Service, shows_a_reader_without_the_right_no_personal_data) {
  const auto a = w_.accepted(1);
  EXPECT_EQ(w_.see(a.code, "kiem").applicant.number, "");
  EXPECT_EQ(w_.see(a.code, "nhung").applicant.number, "087199001234");
}

TEST_P(Service, keeps_worklists_by_state_and_counts_them) {
  const auto a = w_.accepted(1), b = w_.accepted(2);
  const auto codes = [&](std::string_view who, Tab tab) {
    std::vector<std::string> found;
    for (const auto& row : w_.dossiers.worklist(w_.as(who), tab, {}).rows) found.push_back(row.code);
    return found;
  };
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes("nhung", Tab::to_transfer), (Codes{a.code, b.code}));
  drafted(a);
  EXPECT_EQ(codes("nhung", Tab::to_transfer), Codes{b.code});
  EXPECT_EQ(codes("ha", Tab::mine), Codes{a.code});
  ok(w_.dossiers.hand_over(w_.as("nhung"), {b.id, 1}, w_.unit("xa/van-phong")));
  EXPECT_EQ(codes("khanh", Tab::to_take), Codes{b.code});
  ok(w_.dossiers.submit_for_signature(w_.as("ha"), {a.id, w_.see(a.code).version}, w_.account("thanh")));
  const auto list = w_.dossiers.worklist(w_.as("thanh"), Tab::to_sign, {});
  ASSERT_EQ(list.rows.size(), 1U);
  EXPECT_EQ(list.rows[0].remaining, "Còn 2 ngày 6 giờ");  // 9:10 Monday to 17:00 Wednesday: 6 h 20 and two days
  for (const auto& count : list.counts) {
    if (count.tab == Tab::to_sign) {
      EXPECT_EQ(count.count, 1);
    }
  }
  Filter by_name;
  by_name.text = "tran bich";
  EXPECT_EQ(w_.dossiers.worklist(w_.as("nhung"), Tab::all, by_name).rows.size(), 2U);
  by_name.text = "khong co ai";
  EXPECT_TRUE(w_.dossiers.worklist(w_.as("nhung"), Tab::all, by_name).rows.empty());
}

TEST_P(Service, pages_lists_by_key) {
  for (int i = 0; i < 7; ++i) {
    w_.clock.advance(1min);
    w_.accepted(i);
  }
  Filter f;
  f.limit = 3;
  std::vector<std::string> seen;
  for (int page = 0; page < 5; ++page) {
    const auto list = w_.dossiers.register_of(w_.as("nhung"), f).value();
    for (const auto& row : list.rows) seen.push_back(row.code);
    if (list.next.empty()) break;
    f.after = list.next;
  }
  ASSERT_EQ(seen.size(), 7U);
  EXPECT_EQ(seen.front(), "H20.39.5-261005-0007");
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 7U);
}

TEST_P(Service, asks_for_authority_and_fee_before_it_hands_out) {
  auto intake = w_.intake(1);
  intake.paid = false;
  intake.payment = PaymentMethod::at_return;
  const auto a = w_.dossiers.accept(w_.as("nhung"), intake).value();
  auto r = numbered(a);
  r.version = ok(w_.dossiers.mark_ready(w_.as("yen"), r));
  const auto refused =
      w_.dossiers.return_result(w_.as("nhung"), r, {.receiver = "Người Khác", .identity_check = "the-can-cuoc", .confirmed = true});
  ASSERT_FALSE(refused);
  std::set<std::string> fields;
  for (const auto& f : refused.error().fields) fields.insert(f.field);
  EXPECT_EQ(fields, (std::set<std::string>{"authority", "fee_taken"}));
  ok(w_.dossiers.return_result(
      w_.as("nhung"), r,
      {.receiver = "Người Khác", .identity_check = "the-can-cuoc", .authority = "Giấy ủy quyền 12", .confirmed = true, .fee_taken = true}));
  EXPECT_EQ(w_.see(a.code).fin, FinState::paid);
  EXPECT_EQ(verify(), "");
}

TEST_P(Service, lets_the_citizen_look_without_personal_data) {
  const auto a = w_.accepted(1);
  const auto view = w_.dossiers.look_up(a.code, a.token.substr(0, 8));
  ASSERT_TRUE(view) << told(view);
  EXPECT_EQ(view->status, "Được tiếp nhận");
  EXPECT_EQ(view->masked_phone.find("345"), std::string::npos);
  EXPECT_EQ(view->remaining, "Còn 2 ngày 6 giờ");
  EXPECT_TRUE(w_.dossiers.look_up_link(a.token));
  EXPECT_EQ(key(w_.dossiers.look_up(a.code, "00000000")), "dossier.no_such_receipt");
  EXPECT_EQ(key(w_.dossiers.look_up(a.code, "")), "dossier.no_such_receipt");
  EXPECT_EQ(key(w_.dossiers.look_up_link("")), "dossier.no_such_receipt");
  EXPECT_EQ(w_.dossiers.code_from_scan(w_.as("nhung"), w_.dossiers.link_of(a.token)), a.code);
}

TEST_P(Service, prints_what_the_official_forms_ask_for) {
  const auto a = w_.accepted(1);
  const auto form = w_.dossiers.receipt(w_.as("nhung"), a.code).value();
  EXPECT_EQ(form.head.place, "Tân Phú");
  EXPECT_EQ(form.dossier_code, a.code);
  EXPECT_EQ(form.papers.size(), 3U);
  EXPECT_THAT(form.qr_text, ::testing::StartsWith("HTTPS://MOTCUA.EXAMPLE/T/" + a.token + "/" + a.code + "/2.000913/01/"));
  EXPECT_LE(print::encode_qr(form.qr_text)->size, 49) << "25 mm can be read by a phone";
  EXPECT_EQ(form.qr_text.find("087199001234"), std::string::npos) << "the applicant's number is sealed";
  EXPECT_EQ(form.qr_text, w_.dossiers.receipt(w_.as("nhung"), a.code)->qr_text) << "printed again, the same code";
  EXPECT_EQ(form.look_up_code, a.token.substr(0, 8));
  EXPECT_EQ(form.head.superior, "ỦY BAN NHÂN DÂN\nXÃ TÂN PHÚ");
  EXPECT_EQ(form.head.number, "1/GTN-TTPVHCC");
  EXPECT_EQ(form.term, "02 ngày làm việc");
  EXPECT_EQ(form.return_at, "quầy, Trung tâm Phục vụ hành chính công xã Tân Phú");
  drafted(a);
  EXPECT_EQ(w_.dossiers.control_slip(w_.as("nhung"), a.code)->lines.size(), 1U);
  EXPECT_EQ(w_.dossiers.register_form(w_.as("nhung"), {})->lines.size(), 1U);
}

TEST_P(Service, takes_the_code_of_a_receipt_and_refuses_an_altered_one) {
  const auto a = w_.accepted(1), b = w_.accepted(2);
  const auto qr = w_.dossiers.receipt(w_.as("nhung"), a.code)->qr_text;
  const auto other = w_.dossiers.receipt(w_.as("nhung"), b.code)->qr_text;
  EXPECT_EQ(w_.dossiers.code_from_scan(w_.as("nhung"), qr), a.code);
  EXPECT_EQ(w_.dossiers.code_from_scan(w_.as("nhung"), to_lower(qr)), a.code) << "a scanner that types small letters";
  EXPECT_EQ(w_.dossiers.code_from_scan(w_.as("nhung"), a.code + "|2.000913"), a.code);
  const auto seal_at = qr.rfind('/') + 1;
  auto altered = qr;
  altered[seal_at + 5] = altered[seal_at + 5] == 'A' ? 'B' : 'A';
  EXPECT_EQ(key(w_.dossiers.code_from_scan(w_.as("nhung"), altered)), "dossier.scan_altered");
  EXPECT_EQ(key(w_.dossiers.code_from_scan(w_.as("nhung"), qr.substr(0, seal_at) + other.substr(other.rfind('/') + 1))),
            "dossier.scan_altered")
      << "the seal of another dossier";
  EXPECT_EQ(key(w_.dossiers.code_from_scan(w_.as("la"), qr)), "dossier.scan_unknown");
}

TEST_P(Service, keeps_a_reception_that_was_entered_later_visible) {
  auto intake = w_.intake(1);
  intake.received_at = parse_instant("2026-10-02T15:00").value();  // Friday before
  EXPECT_EQ(key(w_.dossiers.accept(w_.as("nhung"), intake)), "dossier.intake_incomplete") << "without a reason";
  intake.late_reason = "Biên bản giao nhận bưu chính số 12";
  const auto a = w_.dossiers.accept(w_.as("nhung"), intake);
  ASSERT_TRUE(a) << told(a);
  EXPECT_EQ(a->code, "H20.39.5-261002-0001");
  EXPECT_EQ(iso(a->due_at), "2026-10-06T17:00:00+07:00");
  const auto file = w_.dossiers.open(w_.as("nhung"), a->code, "test").value();
  EXPECT_EQ(file.dossier.entered_late, "Biên bản giao nhận bưu chính số 12");
  EXPECT_EQ(iso(file.events.back().at), "2026-10-02T15:00:00+07:00");
  EXPECT_EQ(iso(file.events.back().recorded_at), "2026-10-05T09:10:00+07:00");
  EXPECT_TRUE(w_.dossiers.register_of(w_.as("nhung"), {})->rows.at(0).entered_late);
  intake = w_.intake(2);
  intake.late_reason = "Quên";
  intake.received_at = parse_instant("2026-08-01T08:00").value();
  EXPECT_EQ(key(w_.dossiers.accept(w_.as("nhung"), intake)), "dossier.intake_incomplete") << "more than a month ago";
}

// one-stop mechanism §6.4, example 6, with this procedure's 2 working days.
TEST_P(Service, acceptance_5_counts_from_the_take_over_when_another_place_settles) {
  w_.person("truong-2", "Trưởng phòng xã khác", identity::Role::unit_head, "xa-2/ubnd");
  w_.person("can-bo-2", "Cán bộ xã khác", identity::Role::officer, "xa-2/ubnd");
  auto intake = w_.intake(1);
  intake.competent = w_.unit("xa-2/ubnd");
  w_.clock.set(parse_instant("2026-10-05T10:00").value());
  const auto a = w_.dossiers.accept(w_.as("nhung"), intake);
  ASSERT_TRUE(a) << told(a);
  EXPECT_EQ(a->code, "H20.39.6-261005-0001") << "the code begins with the agency that settles";
  EXPECT_EQ(iso(a->due_at), "2026-10-07T17:00:00+07:00") << "an estimate";
  EXPECT_THAT(w_.dossiers.receipt(w_.as("nhung"), a->code)->notes.front(), HasSubstr("dự kiến"));
  Ref r{a->id, 1};
  r.version = ok(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa-2/ubnd")));
  w_.clock.set(parse_instant("2026-10-06T08:00").value());
  r.version = ok(w_.dossiers.confirm_receipt(w_.as("truong-2"), r));
  auto seen = w_.see(a->code);
  EXPECT_EQ(iso(seen.received_at), "2026-10-05T10:00:00+07:00");
  EXPECT_EQ(iso(seen.legal_start), "2026-10-06T08:00:00+07:00");
  EXPECT_EQ(iso(seen.due_at), "2026-10-08T17:00:00+07:00");
  w_.clock.set(parse_instant("2026-10-06T09:00").value());
  ok(w_.dossiers.assign(w_.as("truong-2"), r, w_.account("can-bo-2")));
  seen = w_.see(a->code);
  EXPECT_EQ(iso(seen.legal_start), "2026-10-06T08:00:00+07:00") << "taken over once";
  const auto file = w_.dossiers.open(w_.as("nhung"), a->code, "test").value();
  EXPECT_TRUE(file.why) << "the proof is of the new start";
  EXPECT_THAT(file.events[1].detail, HasSubstr("17:00 08/10/2026"));
  EXPECT_THAT(w_.dossiers.receipt(w_.as("nhung"), a->code)->notes.front(), HasSubstr("08:00 06/10/2026"));
  EXPECT_EQ(verify(), "");
}

TEST_P(Service, tells_the_waiting_room_in_three_statements) {
  const auto a = w_.accepted(1), b = w_.accepted(2), c = w_.accepted(3);
  auto r = numbered(a);
  ok(w_.dossiers.mark_ready(w_.as("yen"), r));
  store::Database::take_statement_count();
  const auto room = w_.dossiers.waiting_room(w_.unit("xa/mot-cua")).value();
  EXPECT_LE(store::Database::take_statement_count(), 3);
  EXPECT_EQ(room.received_today, 3);
  EXPECT_EQ(room.settled_today, 1);
  EXPECT_EQ(room.same_day_promised, 0);
  ASSERT_EQ(room.ready.size(), 1U);
  EXPECT_EQ(room.ready[0].code, a.code);
  ASSERT_EQ(room.today.size(), 2U);
  EXPECT_EQ(std::set<std::string>({room.today[0].code, room.today[1].code}), std::set<std::string>({b.code, c.code}));
}

TEST_P(Service, finds_a_state_that_the_journal_does_not_tell) {
  const auto a = w_.accepted(1);
  drafted(a);
  EXPECT_EQ(verify(), "");
  EXPECT_TRUE(database_->write([&](store::Tx& tx) -> Status {
    static constexpr store::Sql kForge{"forge", "UPDATE dossier_case SET work_sub = 'to_number' WHERE id = $1"};
    tx.exec(kForge, a.id);
    return {};
  }));
  EXPECT_THAT(verify(), HasSubstr("dossier_case"));
}

TEST_P(Service, accepts_with_few_statements) {
  w_.accepted(1);  // the procedure, the calendar and the tree are cached from here on
  const auto actor = w_.as("nhung");
  store::Database::take_statement_count();
  ASSERT_TRUE(w_.dossiers.accept(actor, w_.intake(2)));
  // numbers, dossier, papers 2 + 1, step, slip, fee, journal, message, mark of use; the book of what is owed: entry, charge, standing,
  // journal; what is read before counts too
  EXPECT_LE(store::Database::take_statement_count(), 18);
}

// 16 officers of one unit: no number twice, none missing.
TEST_P(Service, gives_each_number_once_to_sixteen_officers_at_a_time) {
  constexpr int kOfficers = 16, kEach = 125;
  const auto actor = w_.as("nhung");
  const auto prepared = w_.intake(0);
  std::vector<std::vector<std::string>> codes(kOfficers);
  {
    std::vector<std::jthread> officers;
    for (int o = 0; o < kOfficers; ++o)
      officers.emplace_back([&, o] {
        for (int n = 0; n < kEach; ++n) {
          auto intake = prepared;
          intake.form_id = "song-song-" + std::to_string(o) + "-" + std::to_string(n);
          if (const auto a = w_.dossiers.accept(actor, intake)) codes[static_cast<std::size_t>(o)].push_back(a->code);
        }
      });
  }
  std::set<std::string> all;
  for (const auto& list : codes) all.insert(list.begin(), list.end());
  ASSERT_EQ(all.size(), static_cast<std::size_t>(kOfficers * kEach));
  EXPECT_EQ(*all.begin(), "H20.39.5-261005-0001");
  EXPECT_EQ(*all.rbegin(), "H20.39.5-261005-2000");
  EXPECT_EQ(verify(), "");
}

// Random people try random things on a few dossiers; a model in memory that knows only the table and who may do what must agree.
TEST_P(Service, agrees_with_a_model_in_memory_over_random_walks) {
  std::mt19937 random(20261005);
  struct Known {
    DossierId id;
    std::string code;
    std::int64_t version = 1;
    State state{BizState::received, WorkSub::none};
    std::string holder = "nhung";
    bool draft = false, number = false;
  };
  std::vector<Known> known;
  for (int i = 0; i < 3; ++i) {
    const auto a = w_.accepted(i);
    known.push_back({a.id, a.code});
  }
  const char* const people[] = {"nhung", "khanh", "ha", "thanh", "yen", "la"};
  const auto at = [](const Known& k, WorkSub s) { return k.state == State{BizState::in_process, s}; };
  int done = 0;
  for (int step = 0; step < 1200; ++step) {
    auto& k = known[random() % known.size()];
    const std::string who = people[random() % 6];
    const auto actor = w_.as(who);
    const Ref r{k.id, k.version};
    Result<std::int64_t> result = 0;
    bool expected = false;
    State to = k.state;
    std::string holder = k.holder;
    bool draft = k.draft, number = k.number;
    switch (random() % 9) {
      case 0:
        result = w_.dossiers.hand_over(actor, r, w_.unit("xa/van-phong"));
        expected =
            k.state.biz == BizState::received && (who == "nhung" || who == "yen");  // the clerk of the committee may hand over below it
        to = {BizState::in_process, WorkSub::to_transfer};
        holder = "";
        break;
      case 1:
        result = w_.dossiers.assign(actor, r, w_.account("ha"));
        expected = at(k, WorkSub::to_transfer) && who == "khanh";
        to.sub = WorkSub::assigned;
        holder = "ha";
        break;
      case 2:
        result = w_.dossiers.begin_work(actor, r);
        expected = at(k, WorkSub::assigned) && who == "ha";
        to.sub = WorkSub::verifying;
        break;
      case 3:
        result = w_.dossiers.save_draft_result(actor, r, {"Kết quả", "", ""});
        expected = (at(k, WorkSub::assigned) || at(k, WorkSub::verifying) || at(k, WorkSub::drafting)) && who == "ha";
        to.sub = WorkSub::drafting;
        draft = true;
        break;
      case 4:
        result = w_.dossiers.submit_for_signature(actor, r, w_.account("thanh"));
        expected = at(k, WorkSub::drafting) && who == "ha" && k.draft;
        to.sub = WorkSub::to_sign;
        holder = "thanh";
        break;
      case 5:
        result = w_.dossiers.send_back(actor, r, "Sửa lại");
        expected = at(k, WorkSub::to_sign) && who == "thanh";
        to.sub = WorkSub::drafting;
        holder = "ha";
        break;
      case 6:
        result = w_.dossiers.approve(actor, r);
        expected = at(k, WorkSub::to_sign) && who == "thanh";
        to.sub = WorkSub::to_number;
        holder = "";
        break;
      case 7:
        result = w_.dossiers.number_result(actor, r, "");
        expected = at(k, WorkSub::to_number) && who == "yen" && !k.number;
        number = true;
        holder = "yen";
        break;
      default:
        result = w_.dossiers.mark_ready(actor, r);
        expected = at(k, WorkSub::to_number) && who == "yen" && k.number;
        to = {BizState::done, WorkSub::none};
        break;
    }
    ASSERT_EQ(result.has_value(), expected) << "step " << step << " by " << who << " at " << label(k.state) << ": " << told(result);
    if (!expected) continue;
    ++done;
    k.version = *result;
    k.state = to;
    k.holder = holder;
    k.draft = draft;
    k.number = number;
    ASSERT_EQ(w_.see(k.code).state, k.state);
  }
  EXPECT_GT(done, 12);
  EXPECT_EQ(verify(), "");
}
}  // namespace
}  // namespace motcua::dossier
