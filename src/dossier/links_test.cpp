// Linked cases through the real services on both databases; the stories people read are in tests/cases/linked.
#include "dossier/links.hpp"

#include <fstream>
#include <map>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/testing_paths.hpp"
#include "dossier/testing_links.hpp"

namespace motcua::dossier {
namespace {

// Past the journal, to be found.
MOTCUA_SQL(kForgeLeg, "UPDATE dossier_link_leg SET basis = 'khác' WHERE seq = 2");
MOTCUA_SQL(kMend, "UPDATE dossier_link_leg SET basis = 'QĐ 12/QĐ-UBND phân cấp' WHERE seq = 2");
MOTCUA_SQL(kForgeRoute, "UPDATE dossier_route SET agency = agency + 1");

using ::testing::HasSubstr;
using testing::key;
using testing::kRegister;
using testing::told;

class LinkedCase : public testing::LifeTest {
 protected:
  LinkedCase() {
    testing::import_land(w_);
    branch_ = testing::add_branch(w_);
  }
  std::string receive(int n, bool ordered = true) {
    const auto code = links_.accept(w_.as("nhung"), testing::land_case(w_, links_, n, ordered));
    EXPECT_TRUE(code) << told(code);
    return code.value_or("");
  }
  LinkView see(const std::string& code, std::string_view who = "nhung") { return links_.open(w_.as(who), code).value(); }
  Ref ref_of(const std::string& code, std::string_view who = "nhung") {
    const auto d = w_.see(code, who);
    return {d.id, d.version};
  }
  void determine(const std::string& link, bool remember = false) {
    const auto part = see(link).legs.at(1).code;
    ok(links_.determine(w_.as("kiem"), ref_of(part), {branch_, "QĐ 12/QĐ-UBND phân cấp", remember}));
  }
  std::string verify_all() {
    auto all = w_.dossiers.verifiers();
    for (auto& v : links_.verifiers()) all.push_back(std::move(v));
    return store::verify(*database_, all).first();
  }
  UnitId branch_;
  Links links_{w_.dossiers};
};
MOTCUA_EACH_ENGINE(LinkedCase);

TEST_P(LinkedCase, one_submission_makes_a_dossier_for_each_procedure_and_what_cannot_be_determined_waits_for_the_dispatcher) {
  const auto code = receive(1);
  auto link = see(code);
  ASSERT_EQ(link.legs.size(), 2U);
  EXPECT_EQ(link.legs[0].code, code) << "the linked case has the code of its first part";
  EXPECT_EQ(link.legs[0].agency_name, "Ủy ban nhân dân xã Tân Phú");
  EXPECT_THAT(link.legs[0].basis, HasSubstr("cấp xã theo danh mục"));
  EXPECT_TRUE(link.legs[1].undetermined);
  EXPECT_THAT(link.legs[1].basis, HasSubstr("chưa biết là đơn vị nào"));
  EXPECT_TRUE(link.legs[1].code.starts_with("H20.39.5-")) << "the code of a linked part is that of the receiving side";
  EXPECT_THAT(link.legs[1].waits, HasSubstr("chờ người điều phối"));
  const auto queue = links_.queue(w_.as("kiem"));
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue[0].code, link.legs[1].code);
  EXPECT_TRUE(links_.queue(w_.as("nhung")).empty()) << "the desk does not dispatch";
  EXPECT_EQ(key(w_.dossiers.hand_over(w_.as("nhung"), ref_of(link.legs[1].code), branch_)), "dossier.not_its_turn");
  EXPECT_EQ(key(links_.determine(w_.as("nhung"), ref_of(link.legs[1].code), {branch_, "QĐ", false})), "identity.not_permitted");
  EXPECT_EQ(key(links_.determine(w_.as("kiem"), ref_of(link.legs[1].code), {})), "dossier.dispatch_incomplete");
  determine(code, true);
  link = see(code);
  EXPECT_EQ(link.legs[1].agency_name, "Chi nhánh Văn phòng đăng ký đất đai khu vực 3");
  EXPECT_TRUE(link.legs[1].elsewhere);
  EXPECT_THAT(link.legs[1].waits, HasSubstr("Chờ phần 1"));
  EXPECT_TRUE(links_.queue(w_.as("kiem")).empty());
  EXPECT_EQ(key(links_.determine(w_.as("kiem"), ref_of(link.legs[1].code), {branch_, "QĐ", false})), "dossier.not_to_dispatch");
  // What the dispatcher remembered is known the next time.
  const auto second = see(receive(2));
  EXPECT_FALSE(second.legs[1].undetermined);
  EXPECT_EQ(second.legs[1].basis, "QĐ 12/QĐ-UBND phân cấp");
  EXPECT_EQ(verify_all(), "");
}

TEST_P(LinkedCase, the_same_form_sent_twice_is_one_case) {
  const auto intake = testing::land_case(w_, links_, 1);
  const auto first = links_.accept(w_.as("nhung"), intake), again = links_.accept(w_.as("nhung"), intake);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(links_.list(w_.as("nhung")).size(), 1U);
  EXPECT_EQ(verify_all(), "");
}

TEST_P(LinkedCase, nothing_is_received_while_something_is_missing) {
  auto intake = testing::land_case(w_, links_, 1);
  intake.parts[1].papers.clear();
  intake.common.applicant.name = "";
  const auto refused = links_.accept(w_.as("nhung"), intake);
  ASSERT_FALSE(refused);
  std::string fields;
  for (const auto& f : refused.error().fields) fields += f.field + " ";
  EXPECT_THAT(fields, HasSubstr("2.paper."));
  EXPECT_THAT(fields, HasSubstr("applicant.name"));
  EXPECT_EQ(w_.dossiers.worklist(w_.as("nhung"), Tab::all, {}).rows.size(), 0U);
  intake.parts.pop_back();
  EXPECT_EQ(key(links_.accept(w_.as("nhung"), intake)), "dossier.link_of_one");
  EXPECT_EQ(key(links_.accept(w_.as("ha"), intake)), "identity.not_permitted");
}

// §13, 5: two starts, the term counts from the second; here for a part of a linked case.
TEST_P(LinkedCase, a_part_for_another_agency_counts_from_when_that_agency_takes_it_over) {
  const auto code = receive(1, false);
  determine(code);
  const auto part = see(code).legs[1].code;
  at("2026-10-05T10:00");
  ok(w_.dossiers.hand_over(w_.as("nhung"), ref_of(part), branch_));
  at("2026-10-06T08:00");
  ok(w_.dossiers.confirm_receipt(w_.as("truong-cn"), ref_of(part, "truong-cn")));
  const auto leg = see(code).legs[1];
  EXPECT_EQ(iso(leg.taken_at.value()), "2026-10-06T08:00:00+07:00");
  EXPECT_EQ(iso(leg.due_at), "2026-10-20T17:00:00+07:00") << "10 working days after Tuesday 06/10";
  ASSERT_EQ(leg.receipts.size(), 1U);
  EXPECT_EQ(leg.receipts[0].from_name, "Nguyễn Thị Hồng Nhung");
  EXPECT_EQ(leg.receipts[0].to_name, "Kiều Văn Trưởng") << "who gave and who took is on the receipt";
  EXPECT_EQ(iso(w_.see(part).received_at), "2026-10-05T09:10:00+07:00") << "the reception stays";
  EXPECT_EQ(verify_all(), "");
}

TEST_P(LinkedCase, all_at_once_nobody_waits_for_the_other) {
  const auto code = receive(1, false);
  determine(code);
  const auto link = see(code);
  EXPECT_EQ(link.legs[1].waits, "");
  EXPECT_EQ(link.promised_at, std::max(link.legs[0].planned_due, link.legs[1].planned_due));
  EXPECT_EQ(links_.open(w_.as("la"), code).error().key, "dossier.link_not_found") << "another commune";
  EXPECT_TRUE(links_.open(w_.as("nhung"), code));
}

TEST_P(LinkedCase, a_changed_part_or_rule_of_competence_is_found) {
  const auto code = receive(1);
  determine(code, true);
  EXPECT_EQ(verify_all(), "");
  EXPECT_TRUE(database_->write([](store::Tx& tx) -> Status {
    tx.exec(kForgeLeg);
    return {};
  }));
  EXPECT_THAT(verify_all(), HasSubstr("dossier_link"));
  EXPECT_TRUE(database_->write([](store::Tx& tx) -> Status {
    tx.exec(kMend);
    tx.exec(kForgeRoute);
    return {};
  }));
  EXPECT_THAT(verify_all(), HasSubstr("dossier_route"));
}

// One story of tests/cases/linked.
void play(std::string_view story) {
  store::TestDatabase database(testing::all_tables());
  testing::World w(*database);
  testing::import_land(w);
  const auto branch = testing::add_branch(w);
  Links links(w.dossiers);
  std::string code;
  bool ordered = true;
  const auto part_of = [&](std::string_view n) {
    return links.open(w.as("nhung"), code).value().legs.at(static_cast<std::size_t>(n[0] - '1'));
  };
  const auto ref = [&](const std::string& c, std::string_view who) { return Ref{w.see(c, who).id, w.see(c, who).version}; };
  std::istringstream lines{std::string(story)};
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(": ");
    const auto what = line.substr(0, colon), value = colon == std::string::npos ? std::string() : line.substr(colon + 2);
    const auto n = what.empty() ? std::string() : what.substr(what.size() - 1);
    if (what == "Cách làm") {
      ordered = value == "lần lượt";
    } else if (what == "Nhận") {
      w.clock.set(vn_moment(value));
      const auto accepted = links.accept(w.as("nhung"), testing::land_case(w, links, 1, ordered));
      ASSERT_TRUE(accepted) << told(accepted);
      code = *accepted;
    } else if (what == "Điều phối phần 2") {
      w.clock.set(vn_moment(value));
      const auto done = links.determine(w.as("kiem"), ref(part_of("2").code, "nhung"), {branch, "QĐ 12", false});
      ASSERT_TRUE(done) << told(done);
    } else if (what.starts_with("Giao phần")) {
      w.clock.set(vn_moment(value));
      const auto done = w.dossiers.hand_over(w.as("nhung"), ref(part_of(n).code, "nhung"), n == "1" ? w.unit("xa/van-phong") : branch);
      ASSERT_TRUE(done) << told(done);
    } else if (what.starts_with("Nhận phần")) {
      w.clock.set(vn_moment(value));
      const std::string head = n == "1" ? "khanh" : "truong-cn";
      const auto done = w.dossiers.confirm_receipt(w.as(head), ref(part_of(n).code, head));
      ASSERT_TRUE(done) << told(done);
    } else if (what.starts_with("Xong phần")) {
      w.clock.set(vn_moment(value));
      const auto leg = part_of(n);
      testing::work_to_the_end(w, w.see(leg.code, n == "1" ? "khanh" : "truong-cn").id, leg.code,
                               n == "1" ? testing::kCommune : testing::kBranch);
    } else if (what.starts_with("Hạn phần")) {
      EXPECT_EQ(vn_datetime(part_of(n).due_at), value) << story;
    } else if (what.starts_with("Kết quả phần")) {
      EXPECT_EQ(label(part_of(n).punctuality.value()), value) << story;
    } else if (what == "Hẹn chung") {
      EXPECT_EQ(vn_datetime(links.open(w.as("nhung"), code).value().promised_at), value) << story;
    } else if (what == "Lúc") {
      w.clock.set(vn_moment(value));
    } else if (what == "Trễ chung") {
      const auto late = links.open(w.as("nhung"), code).value().late;
      EXPECT_EQ(late ? std::to_string(late->split.late) + " phút" : "không", value) << story;
    } else if (what == "Người chịu") {  // "Chi nhánh …: 150 phút; …"
      const auto late = links.open(w.as("nhung"), code).value().late;
      ASSERT_TRUE(late) << story;
      std::string all;
      std::int64_t sum = 0;
      for (const auto& u : sum_by(LateBy::unit, late->stretches, late->split)) {
        all += fmt::format("{}{} {} phút", all.empty() ? "" : "; ", u.name, u.minutes);
        sum += u.minutes;
      }
      EXPECT_EQ(all, value) << story;
      EXPECT_EQ(sum, late->split.late) << "the shares add up";
    } else {
      EXPECT_TRUE(line.starts_with("= ") || line.empty()) << "no such line: " << line;
    }
  }
  auto verifiers = w.dossiers.verifiers();
  for (auto& v : links.verifiers()) verifiers.push_back(std::move(v));
  EXPECT_EQ(store::verify(*database, verifiers).first(), "");
}

TEST(LinkedStories, come_true) {
  std::ifstream file(source_dir() / "tests/cases/linked/land.case");
  std::stringstream text;
  text << file.rdbuf();
  const auto all = text.str();
  int stories = 0;
  for (std::size_t begin = all.find("= "); begin != std::string::npos;) {
    const auto end = all.find("\n= ", begin);
    play(std::string_view(all).substr(begin, end == std::string::npos ? end : end - begin));
    ++stories;
    begin = end == std::string::npos ? end : end + 1;
  }
  EXPECT_EQ(stories, 4);
}

}  // namespace
}  // namespace motcua::dossier
