// The applicant answers from home: item by item, seen and accepted at the desk or sent back; a withdrawal asked for online is decided
// there.
#include "dossier/replies.hpp"

#include <fstream>

#include "dossier/endings.hpp"
#include "dossier/files.hpp"
#include "dossier/testing_filing.hpp"
#include "dossier/testing_life.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using testing::key;
using testing::told;

class RepliesTest : public testing::LifeTest {
 protected:
  RepliesTest() { std::filesystem::create_directories(database_.folder() / "up"); }
  std::filesystem::path upload(std::string_view bytes) {
    const auto path = database_.folder() / "up" / std::to_string(++uploads_);
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::filesystem::path pdf() { return upload(testing::FilingWorld::pdf(++uploads_)); }
  Accepted asked(std::size_t items = 2) {
    const auto a = verifying(++cases_);
    ask(a, items);
    send(a);
    return a;
  }
  void reply(const Accepted& a) {
    EXPECT_TRUE(replies_.save_note(a.token, 1, "Tôi ký lại ở trang 2"));
    EXPECT_TRUE(replies_.add_file(a.token, 2, pdf(), "anh.jpeg"));
    const auto done = replies_.send(a.token);
    EXPECT_TRUE(done) << told(done);
  }

  store::Blobs blobs_{*database_, w_.clock, database_.folder() / "blobs"};
  Replies replies_{w_.dossiers, blobs_};
  Endings endings_{w_.dossiers};
  CaseFiles files_{*database_, w_.clock, blobs_, w_.dossiers, w_.identity};
  int uploads_ = 0, cases_ = 0;
};
MOTCUA_EACH_ENGINE(RepliesTest);

TEST_P(RepliesTest, an_answer_is_sent_seen_and_accepted_and_the_clock_goes_by_the_rule) {
  const auto a = asked();
  const auto due_before = due(a);
  at("2026-10-07T08:30");
  reply(a);
  EXPECT_EQ(state(a).biz, BizState::supplement) << "sending moves nothing: the desk confirms";
  EXPECT_EQ(due(a), due_before);
  const auto file = open(a);
  EXPECT_EQ(file.events.front().kind, "dossier.supplement_replied");
  EXPECT_EQ(file.events.front().actor_name, "Người nộp hồ sơ, qua mạng");
  const auto seen = replies_.of(a.id, 1);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].note, "Tôi ký lại ở trang 2");
  ASSERT_EQ(seen[1].files.size(), 1U);
  EXPECT_EQ(seen[1].files[0].name, "anh.pdf") << "the ending follows the content";
  EXPECT_TRUE(files_.open(w_.as("nhung"), a.code, seen[1].files[0].hash, "test")) << "among the files of the dossier";
  EXPECT_EQ(supplements_.board(w_.as("nhung")).waiting.front().replied, 2);

  at("2026-10-08T10:00");
  answer_all(a);
  ok(supplements_.confirm(w_.as("nhung"), ref(a)));
  EXPECT_EQ(due(a), "2026-10-12T17:00") << "two working days from the confirmation, not from the sending";
  EXPECT_EQ(key(replies_.form(a.token)), "dossier.nothing_to_reply");
  EXPECT_EQ(verify(), "");
}

// A start of the program: nobody has asked for a unit yet, and the first who comes holds a link.
TEST_P(RepliesTest, the_first_page_after_a_start_names_the_unit) {
  const auto a = asked(1);
  identity::Identity identity(*database_, w_.clock, w_.ids);
  Dossiers dossiers(*database_, w_.clock, w_.ids, w_.catalog, w_.calendars, identity, {std::string(32, 'k'), "https://motcua.example", ""});
  EXPECT_THAT(Replies(dossiers, blobs_).form(a.token).value().unit_name, HasSubstr("xã Tân Phú"));
}

TEST_P(RepliesTest, what_is_not_whole_is_refused_and_nothing_typed_is_lost) {
  const auto a = asked();
  EXPECT_TRUE(replies_.save_note(a.token, 1, "Tôi ký lại"));
  const auto sent = replies_.send(a.token);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().key, "dossier.reply_incomplete");
  ASSERT_EQ(sent.error().fields.size(), 1U);
  EXPECT_EQ(sent.error().fields[0].field, "tra_loi_2");
  EXPECT_EQ(replies_.form(a.token)->items[0].note, "Tôi ký lại");
  EXPECT_EQ(key(replies_.add_file(a.token, 2, upload(""), "trong.pdf")), "dossier.upload_refused");
  EXPECT_EQ(key(replies_.add_file(a.token, 2, upload("MZ không phải giấy tờ"), "a.pdf")), "dossier.upload_refused");
  EXPECT_EQ(key(replies_.add_file(a.token, 3, pdf(), "a.pdf")), "dossier.no_reply_item");
  EXPECT_EQ(key(replies_.save_note(a.token, 2, std::string(2001, 'a'))), "dossier.reply_too_long");
  EXPECT_TRUE(replies_.add_file(a.token, 2, pdf(), "a.pdf"));
  EXPECT_TRUE(replies_.remove_file(a.token, 2, 1));
  EXPECT_TRUE(replies_.form(a.token)->items[1].files.empty());
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(replies_.add_file(a.token, 2, pdf(), "a.pdf"));
  EXPECT_EQ(key(replies_.add_file(a.token, 2, pdf(), "a.pdf")), "dossier.reply_too_many_files");
  EXPECT_EQ(verify(), "") << "a draft is no record";
}

TEST_P(RepliesTest, what_will_not_do_goes_back_with_its_reason_and_comes_again) {
  const auto a = asked();
  reply(a);
  EXPECT_EQ(key(replies_.save_note(a.token, 1, "thêm")), "dossier.reply_sent_already");
  EXPECT_EQ(key(replies_.send(a.token)), "dossier.reply_sent_whole");
  EXPECT_EQ(key(replies_.send_back(w_.as("khanh"), ref(a), 2, "Mờ")), "identity.not_permitted");
  EXPECT_EQ(key(replies_.send_back(w_.as("nhung"), ref(a), 2, " ")), "dossier.reply_return_incomplete");
  EXPECT_EQ(key(replies_.send_back(w_.as("nhung"), ref(a), 7, "Mờ")), "dossier.reply_return_incomplete");
  ok(replies_.send_back(w_.as("nhung"), ref(a), 2, "Ảnh mờ, chụp lại"));
  auto form = replies_.form(a.token).value();
  EXPECT_TRUE(form.items[0].waits());
  EXPECT_TRUE(form.items[1].open());
  EXPECT_EQ(form.items[1].sent->return_reason, "Ảnh mờ, chụp lại");
  EXPECT_EQ(key(replies_.send(a.token)), "dossier.reply_incomplete") << "the same again is no answer";
  EXPECT_TRUE(replies_.save_note(a.token, 2, "Gửi lại"));
  EXPECT_TRUE(replies_.send(a.token));
  const auto seen = replies_.of(a.id, 1);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[1].round, 2);
  EXPECT_TRUE(replies_.form(a.token)->all_sent());
  EXPECT_EQ(verify(), "");
}

TEST_P(RepliesTest, who_answered_in_time_is_neither_warned_nor_closed) {
  const auto a = asked();
  reply(a);
  at("2026-10-18T09:00");
  EXPECT_EQ(supplements_.warn_lapsing(), 0) << "he did his part";
  at("2026-10-22T09:00");
  EXPECT_EQ(key(supplements_.close(w_.as("nhung"), ref(a), "")), "dossier.reply_unread");
  ok(replies_.send_back(w_.as("nhung"), ref(a), 1, "Thiếu chữ ký"));
  ok(replies_.send_back(w_.as("nhung"), ref(a), 2, "Mờ"));
  EXPECT_TRUE(replies_.save_note(a.token, 1, "đang viết"));
  ok(supplements_.close(w_.as("nhung"), ref(a), ""));
  EXPECT_EQ(key(replies_.form(a.token)), "dossier.nothing_to_reply");
  EXPECT_EQ(verify(), "");
}

TEST_P(RepliesTest, a_link_answers_its_own_request_only) {
  const auto a = asked();
  const auto working = verifying(++cases_);
  EXPECT_EQ(key(replies_.form("")), "dossier.nothing_to_reply");
  EXPECT_EQ(key(replies_.form(working.token)), "dossier.nothing_to_reply");
  EXPECT_EQ(key(replies_.save_note(working.token, 1, "x")), "dossier.nothing_to_reply");
  EXPECT_EQ(key(replies_.send(working.token)), "dossier.nothing_to_reply");
  const auto unsent = verifying(++cases_);
  ask(unsent, 1);
  EXPECT_EQ(key(replies_.form(unsent.token)), "dossier.nothing_to_reply") << "the applicant was not told yet";
  EXPECT_TRUE(replies_.form(a.token));
}

class OnlineWithdrawal : public ::testing::TestWithParam<store::Engine> {
 protected:
  store::TestDatabase database_{testing::all_tables(), GetParam()};
  testing::FilingWorld f_{database_};
  Replies replies_{f_.w.dossiers, f_.blobs};
  Endings endings_{f_.w.dossiers};
};
MOTCUA_EACH_ENGINE(OnlineWithdrawal);

TEST_P(OnlineWithdrawal, is_asked_by_who_filed_and_decided_by_the_desk) {
  const auto mai = f_.citizen("mai@thu.example"), other = f_.citizen("khac@thu.example");
  const auto id = f_.filled(mai);
  EXPECT_EQ(key(replies_.withdrawal(mai, id)), "dossier.nothing_to_withdraw") << "a draft is dropped, not withdrawn";
  const auto number = f_.filing.submit(mai, id).value();
  const auto accepted = f_.filing.accept(f_.w.as("nhung"), number, f_.filing.mine(mai, id)->version, {}).value();
  EXPECT_EQ(key(replies_.withdrawal(other, id)), "dossier.nothing_to_withdraw");
  EXPECT_EQ(key(replies_.ask_withdrawal(other, id, "Đổi ý")), "dossier.nothing_to_withdraw");
  EXPECT_EQ(key(replies_.ask_withdrawal(mai, id, " ")), "dossier.withdrawal_without_reason");
  const auto asked = replies_.ask_withdrawal(mai, id, "Tôi đổi ý");
  ASSERT_TRUE(asked) << told(asked);
  EXPECT_EQ(f_.w.see(accepted.code).state.biz, BizState::withdraw_requested);
  EXPECT_EQ(key(replies_.ask_withdrawal(mai, id, "Lần nữa")), "dossier.withdrawal_not_now");
  const auto seen = endings_.of(accepted.id).endings;
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_THAT(seen[0].requested_by, HasSubstr("qua mạng"));
  EXPECT_EQ(seen[0].ground.reason, "Tôi đổi ý");
  const auto done = endings_.grant_withdrawal(f_.w.as("nhung"), {accepted.id, f_.w.see(accepted.code).version}, {});
  ASSERT_TRUE(done) << told(done);
  EXPECT_EQ(replies_.withdrawal(mai, id)->last->state, EndingState::done);
  EXPECT_FALSE(replies_.withdrawal(mai, id)->may_ask);
  EXPECT_EQ(f_.verify(), "");
}

}  // namespace
}  // namespace motcua::dossier
