// Online filing from the draft to the dossier, on both databases.
#include "dossier/online_filing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/files.hpp"
#include "dossier/readable.hpp"
#include "dossier/testing_filing.hpp"
#include "store/testing_raw.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;

class Filings : public ::testing::TestWithParam<store::Engine> {
 protected:
  template <class R> static std::string key(const R& r) { return r ? "" : r.error().key; }
  template <class R> static std::string told(const R& r) {
    if (r) return "";
    std::string text = r.error().key + ": " + r.error().message;
    for (const auto& f : r.error().fields) text += " [" + f.field + ": " + f.message + "]";
    return text;
  }
  void at(std::string_view moment) { f_.w.clock.set(parse_instant(moment).value()); }
  std::string submitted(const identity::Citizen& who) {
    id_ = f_.filled(who);
    const auto number = f_.filing.submit(who, id_);
    EXPECT_TRUE(number) << told(number);
    return number.value_or("");
  }
  Filing seen(const identity::Citizen& who) { return f_.filing.mine(who, id_).value(); }
  static FilingAnswer request(std::string basis = "") {
    return {"Bản chụp mờ, không đọc được số.", std::move(basis), "", {{"", "Tờ khai", "Ghi lại số hợp đồng"}}};
  }

  store::TestDatabase database_{testing::all_tables(), GetParam()};
  testing::FilingWorld f_{database_};
  identity::Citizen mai_ = f_.citizen("mai@thu.example");
  FilingId id_;
};
MOTCUA_EACH_ENGINE(Filings);

TEST_P(Filings, a_draft_is_kept_page_by_page_and_nobody_else_sees_it) {
  const auto id = f_.filing.begin(mai_, testing::kProcedure, f_.w.unit("xa/mot-cua"), {}).value();
  EXPECT_TRUE(f_.filing.save(mai_, id, "nguoi-nop", [](FilingContent& c) { c.applicant.name = "Lê Thị Mai"; }));
  const auto kept = f_.filing.mine(mai_, id).value();
  EXPECT_EQ(kept.content.applicant.name, "Lê Thị Mai");
  EXPECT_TRUE(kept.content.saw("nguoi-nop"));
  EXPECT_EQ(kept.state, FilingState::draft);
  EXPECT_TRUE(kept.number.empty());
  const auto other = f_.citizen("khac@thu.example");
  EXPECT_EQ(key(f_.filing.mine(other, id)), "dossier.no_such_filing");
  EXPECT_EQ(key(f_.filing.save(other, id, "x", [](FilingContent&) {})), "dossier.no_such_filing");
  EXPECT_EQ(f_.filing.board(f_.w.as("nhung")).waiting.size(), 0U) << "a draft is nobody's business";
  EXPECT_EQ(key(f_.filing.submit(mai_, id)), "dossier.filing_incomplete");
  EXPECT_TRUE(f_.filing.discard(mai_, id));
  EXPECT_EQ(key(f_.filing.mine(mai_, id)), "dossier.no_such_filing");
}

TEST_P(Filings, files_are_looked_at_when_they_are_sent) {
  const auto id = f_.filled(mai_);
  const auto version = f_.filing.procedure_of(f_.filing.mine(mai_, id).value()).value();
  const auto component = OnlineFiling::papers_to_upload(*version, f_.filing.mine(mai_, id).value().content).front().component->id;
  const auto sent = [&](std::string_view bytes) { return f_.filing.add_file(mai_, id, component, f_.file(bytes), "a.jpg"); };
  EXPECT_THAT(told(sent("")), HasSubstr("Tệp rỗng"));
  EXPECT_THAT(told(sent("MZ not a paper")), HasSubstr("Chỉ nhận ảnh JPEG, PNG hoặc tệp PDF"));
  EXPECT_THAT(told(sent("%PDF-1.4 cut off")), HasSubstr("tải lên chưa hết"));
  EXPECT_THAT(told(sent("\xff\xd8\xff\xe0 broken")), HasSubstr("hỏng"));
  EXPECT_THAT(told(f_.filing.add_file(mai_, id, "khong-co", f_.file(testing::FilingWorld::pdf()), "a.pdf")), HasSubstr("không có trong"));
  const auto before = f_.filing.mine(mai_, id).value().files.size();
  EXPECT_TRUE(sent(testing::FilingWorld::pdf(77)));
  EXPECT_TRUE(sent(testing::FilingWorld::pdf(77))) << "the same file again is no error";
  EXPECT_EQ(f_.filing.mine(mai_, id).value().files.size(), before + 1);
  EXPECT_TRUE(f_.filing.remove_file(mai_, id, f_.filing.mine(mai_, id).value().files.back().seq));
  EXPECT_EQ(f_.filing.mine(mai_, id).value().files.size(), before);
}

TEST_P(Filings, submitting_gives_the_number_at_once_and_the_desk_has_eight_working_hours) {
  at("2026-10-05T14:00");  // Monday; 8 working hours end on Tuesday at 14:00
  const auto number = submitted(mai_);
  EXPECT_EQ(number, "NOP-261005-0001");
  const auto filing = seen(mai_);
  EXPECT_EQ(filing.state, FilingState::submitted);
  EXPECT_EQ(vn_datetime(*filing.answer_by), "14:00 06/10/2026");
  EXPECT_EQ(vn_datetime(*filing.alert_by), "16:00 05/10/2026");
  EXPECT_EQ(key(f_.filing.submit(mai_, id_)), "dossier.filed_already");
  EXPECT_EQ(key(f_.filing.save(mai_, id_, "nguoi-nop", [](FilingContent&) {})), "dossier.filing_closed");
  const auto board = f_.filing.board(f_.w.as("nhung"));
  ASSERT_EQ(board.waiting.size(), 1U);
  EXPECT_EQ(board.waiting.front().number, number);
  EXPECT_EQ(f_.filing.waiting_for(f_.w.as("nhung")), 1);
  EXPECT_EQ(f_.filing.board(f_.w.as("la")).waiting.size(), 0U) << "another commune";
  EXPECT_EQ(key(f_.filing.at_desk(f_.w.as("la"), number, "test")), "dossier.no_filing_here");
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Filings, acceptance_6b_the_desk_is_told_at_once_and_its_head_when_nobody_answers_in_eight_working_hours) {
  at("2026-10-05T14:00");
  submitted(mai_);
  EXPECT_EQ(f_.filing.tell_desks("may-1"), 1);
  EXPECT_EQ(vn_datetime(*seen(mai_).alerted_at), "14:00 05/10/2026");
  at("2026-10-06T13:59");
  EXPECT_EQ(f_.filing.tell_desks("may-1"), 0);
  at("2026-10-06T14:00");
  EXPECT_EQ(f_.filing.tell_desks("may-1"), 1);
  EXPECT_TRUE(seen(mai_).escalated_at);
  at("2026-10-06T14:05");
  EXPECT_EQ(f_.filing.tell_desks("may-1"), 0) << "once";
  EXPECT_EQ(f_.filing.board(f_.w.as("nhung")).late, 1);
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Filings, reception_makes_a_dossier_with_its_files_and_the_true_channel) {
  at("2026-10-05T14:00");
  const auto number = submitted(mai_);
  at("2026-10-05T15:10");
  const auto version = seen(mai_).version;
  EXPECT_EQ(key(f_.filing.accept(f_.w.as("nhung"), number, version + 5, {})), "dossier.filing_answered_meanwhile");
  const auto accepted = f_.filing.accept(f_.w.as("nhung"), number, version, {});
  ASSERT_TRUE(accepted) << told(accepted);
  const auto dossier = f_.w.see(accepted->code);
  EXPECT_EQ(dossier.channel, Channel::online_partial);
  EXPECT_EQ(vn_datetime(dossier.received_at), "15:10 05/10/2026") << "the term runs from the reception, not from the submission";
  EXPECT_EQ(dossier.state.biz, BizState::received);
  EXPECT_EQ(dossier.applicant.name, "Trần Thị Ngọc Bích");
  EXPECT_THAT(dossier.note, HasSubstr(number));
  CaseFiles files{f_.w.db, f_.w.clock, f_.blobs, f_.w.dossiers, f_.w.identity};
  EXPECT_EQ(files.of(dossier.id).size(), seen(mai_).files.size());
  const auto filing = seen(mai_);
  EXPECT_EQ(filing.state, FilingState::received);
  EXPECT_EQ(filing.dossier_code, accepted->code);
  EXPECT_FALSE(filing.answered_late());
  EXPECT_EQ(f_.w.dossiers.look_up(accepted->code, accepted->token).value().code, accepted->code);
  EXPECT_EQ(key(f_.filing.accept(f_.w.as("tam"), number, filing.version, {})), "dossier.filing_answered_meanwhile");
  EXPECT_EQ(f_.filing.owner_of_dossier(dossier.id)->citizen, mai_.id.value);
  EXPECT_EQ(f_.verify(), "");
  Ref r{dossier.id, dossier.version};
  EXPECT_TRUE(f_.w.dossiers.hand_over(f_.w.as("nhung"), r, f_.w.unit("xa/van-phong"))) << "from here it is a dossier like any other";
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Filings, one_picture_sent_for_two_papers_is_kept_once_under_both_names) {
  at("2026-10-05T14:00");
  id_ = f_.filled(mai_);
  const auto version = f_.filing.procedure_of(seen(mai_)).value();
  const auto papers = OnlineFiling::papers_to_upload(*version, seen(mai_).content);
  ASSERT_GE(papers.size(), 2U);
  for (const auto& p : papers) EXPECT_TRUE(f_.filing.add_file(mai_, id_, p.component->id, f_.file(testing::FilingWorld::pdf(77)), "a.pdf"));
  const auto number = f_.filing.submit(mai_, id_).value();
  const auto accepted = f_.filing.accept(f_.w.as("nhung"), number, seen(mai_).version, {});
  ASSERT_TRUE(accepted) << told(accepted);
  CaseFiles files{f_.w.db, f_.w.clock, f_.blobs, f_.w.dossiers, f_.w.identity};
  int both = 0;
  for (const auto& file : files.of(accepted->id))
    both += file.component.find(papers[0].component->name) != std::string::npos &&
            file.component.find(papers[1].component->name) != std::string::npos;
  EXPECT_EQ(both, 1);
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Filings, the_desk_asks_once_in_full_and_the_person_submits_again_under_the_same_number) {
  const auto number = submitted(mai_);
  auto incomplete = request();
  incomplete.items.clear();
  EXPECT_EQ(key(f_.filing.ask(f_.w.as("nhung"), number, seen(mai_).version, incomplete)), "dossier.filing_ask_incomplete");
  EXPECT_EQ(key(f_.filing.ask(f_.w.as("la"), number, seen(mai_).version, request())), "dossier.no_filing_here");
  ASSERT_EQ(told(f_.filing.ask(f_.w.as("nhung"), number, seen(mai_).version, request())), "");
  EXPECT_EQ(seen(mai_).state, FilingState::intake_supplement);
  EXPECT_EQ(seen(mai_).answer.items.front().todo, "Ghi lại số hợp đồng");
  EXPECT_TRUE(f_.filing.save(mai_, id_, "nguoi-nop", [](FilingContent& c) { c.applicant.address = "Ấp 2, xã Tân Phú, tỉnh Đồng Tháp"; }));
  EXPECT_EQ(f_.verify(), "");
  EXPECT_EQ(f_.filing.submit(mai_, id_).value(), number);
  EXPECT_EQ(seen(mai_).rounds, 2);
  EXPECT_EQ(key(f_.filing.ask(f_.w.as("nhung"), number, seen(mai_).version, request())), "dossier.filing_asked_twice");
  EXPECT_EQ(told(f_.filing.ask(f_.w.as("nhung"), number, seen(mai_).version, request("Bản nộp lại lộ ra sai số thửa"))), "");
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Filings, a_refusal_names_reason_basis_and_what_to_do) {
  const auto number = submitted(mai_);
  EXPECT_EQ(key(f_.filing.refuse(f_.w.as("nhung"), number, seen(mai_).version, {"Không thuộc thẩm quyền", "", "", {}})),
            "dossier.filing_refusal_incomplete");
  EXPECT_TRUE(f_.filing.refuse(f_.w.as("nhung"), number, seen(mai_).version,
                               {"Không thuộc thẩm quyền", "118/2025/NĐ-CP Điều 17.2a", "Nộp tại phòng công chứng", {}}));
  EXPECT_EQ(seen(mai_).state, FilingState::intake_refused);
  EXPECT_EQ(key(f_.filing.submit(mai_, id_)), "dossier.filed_already") << "a new submission is needed";
  EXPECT_EQ(f_.verify(), "");
}

// Acceptance test 1 for the rows before a dossier exists: T1 and T4 are the applicant's own, T2, T3, T5 the receptionist's.
TEST_P(Filings, acceptance_1_the_way_in_is_of_the_applicant_and_of_the_receptionist_and_of_nobody_else) {
  using enum identity::Role;
  auto& w = f_.w;
  w.person("giam-doc", "Đặng Thị Sáu", bpmc_head, "xa/mot-cua");
  w.person("tra", "Bùi Văn Trả", return_clerk, "xa/mot-cua");
  w.person("buu-dien", "Lý Thị Bưu", post_clerk, "xa/mot-cua");
  w.person("thu-quy", "Hồ Thị Quỹ", cashier, "xa/mot-cua");
  w.person("phoi-hop", "Mai Văn Hợp", consultee, "xa/kinh-te");
  w.person("chu-tich", "Phan Văn Lãnh", leader, "xa/ubnd");
  w.person("thanh-tra", "Vũ Thị Tra", auditor, "xa/ubnd");
  w.person("quan-tri", "Ngô Văn Máy", sysadmin, "xa/ubnd");
  w.person("huong-dan", "Tạ Thị Dẫn", guide, "xa/mot-cua");
  id_ = f_.filled(mai_);
  const auto other = f_.citizen("khac@thu.example");
  EXPECT_FALSE(f_.filing.submit(other, id_)) << "T1: somebody else";
  const auto number = f_.filing.submit(mai_, id_).value();
  const FilingAnswer no{"Không thuộc thẩm quyền", "118/2025/NĐ-CP Điều 17.2a", "Nộp tại phòng công chứng", {}};
  const auto everybody = {"khanh",   "ha",       "thanh",    "yen",       "kiem",     "giam-doc",  "tra", "buu-dien",
                          "thu-quy", "phoi-hop", "chu-tich", "thanh-tra", "quan-tri", "huong-dan", "la"};
  for (const auto* who : everybody) {
    const auto version = seen(mai_).version;
    EXPECT_FALSE(f_.filing.accept(w.as(who), number, version, {})) << "T2 " << who;
    EXPECT_FALSE(f_.filing.ask(w.as(who), number, version, request())) << "T3 " << who;
    EXPECT_FALSE(f_.filing.refuse(w.as(who), number, version, no)) << "T5 " << who;
    EXPECT_EQ(seen(mai_).version, version) << who << " changed it";
  }
  ASSERT_EQ(told(f_.filing.ask(w.as("tam"), number, seen(mai_).version, request())), "");
  EXPECT_FALSE(f_.filing.submit(other, id_)) << "T4: somebody else";
  EXPECT_EQ(f_.filing.submit(mai_, id_).value(), number);
  EXPECT_TRUE(f_.filing.accept(w.as("tam"), number, seen(mai_).version, {}));
  EXPECT_EQ(f_.verify(), "");
}

TEST_P(Filings, a_changed_row_is_found_by_verify) {
  submitted(mai_);
  store::RawDatabase raw(database_.url());
  EXPECT_EQ(raw.change("UPDATE dossier_filing SET content = '{}'"), 1);
  EXPECT_THAT(f_.verify(), HasSubstr("dossier_filing"));
}

}  // namespace
}  // namespace motcua::dossier
