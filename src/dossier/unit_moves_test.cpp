// Units that were merged: dossiers, people and rights pass with a preview and a protocol; the story people read is in tests/cases/merger.
#include "dossier/unit_moves.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include "base/dates.hpp"
#include "base/testing_paths.hpp"
#include "dossier/endings.hpp"
#include "dossier/pages_unit_moves.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_links.hpp"
#include "web/router.hpp"
#include "web/shells.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

// Past the journal, to be found.
MOTCUA_SQL(kForgeMoved, "UPDATE dossier_merger_case SET holder_name = 'người khác'");

using ::testing::HasSubstr;
using testing::key;
using ::testing::Not;
using testing::told;

const testing::Hands kOld{"truong-2", "ha-2", "chu-2", "thu-2"};

// Two communes; the second has people of its own and is merged into the first on 1/7/2025.
struct Merging {
  explicit Merging(store::Database& db) : w(db) {
    using enum identity::Role;
    at("08:00 26/06/2025");
    // The people of the world have had their posts since before the merger.
    const auto post = [&](const std::string& user, identity::Role role, std::string_view place) {
      const identity::DaySpan span{w.identity.today(), parse_vn_date("05/10/2026").value()};
      const auto granted = w.accounts.grant(w.identity.system_actor(), w.account(user), role, {w.unit(place), true}, span, "QĐ 1");
      EXPECT_TRUE(granted) << told(granted);
    };
    post("nhung", receptionist, "xa/mot-cua");
    post("khanh", unit_head, "xa/van-phong");
    post("ha", officer, "xa/van-phong");
    post("thanh", approver, "xa/ubnd");
    post("yen", clerk_archive, "xa/ubnd");
    post("la", receptionist, "xa-2/mot-cua");
    for (const auto* name : {"xa-2/van-phong"}) {
      const auto added = w.units.apply(w.identity.system_actor(), identity::AddUnit{.id = {},
                                                                                    .name = "Văn phòng HĐND và UBND xã Tân Hội",
                                                                                    .kind = identity::UnitKind::office,
                                                                                    .parent = w.unit("xa-2/ubnd"),
                                                                                    .from = parse_vn_date("01/01/2018").value(),
                                                                                    .gso_code = "",
                                                                                    .eid = "",
                                                                                    .legal_basis = "QĐ 1"});
      EXPECT_TRUE(added) << name << told(added);
      office = added.value();
    }
    person("truong-2", "Trương Văn Phòng", unit_head, office);
    person("ha-2", "Hà Thị Hội", officer, office);
    person("chu-2", "Chu Văn Ký", approver, w.unit("xa-2/ubnd"));
    person("thu-2", "Thư Thị Hội", clerk_archive, w.unit("xa-2/ubnd"));
    person("quan-tri", "Ngô Văn Máy", sysadmin, w.unit("tinh"));
    person("quan-tri-xa", "Ngô Thị Máy", sysadmin, w.unit("xa"));
  }
  void person(const std::string& user, std::string name, identity::Role role, UnitId unit) {
    const auto made = w.accounts.create(w.identity.system_actor(), {user, std::move(name), "Công chức", "", "mưa thuận gió hòa", false});
    EXPECT_TRUE(made) << told(made);
    EXPECT_TRUE(w.accounts.grant(w.identity.system_actor(), made->id, role, {unit, true}, {w.identity.today(), {}}, "QĐ 1"));
    w.who[user] = {made->id, unit};
    w.accounts_by_name[user] = made->id;
  }
  void at(std::string_view moment) { w.clock.set(vn_moment(moment)); }
  Accepted receive(int n) {
    auto accepted = w.dossiers.accept(w.as("la"), w.intake(n));
    EXPECT_TRUE(accepted) << told(accepted);
    return accepted.value();
  }
  Ref ref(const Accepted& a, std::string_view who) { return {a.id, w.see(a.code, who).version}; }
  void hand_over(const Accepted& a) {
    const auto done = w.dossiers.hand_over(w.as("la"), ref(a, "la"), office);
    EXPECT_TRUE(done) << told(done);
  }
  // The second commune and all its offices end; each goes on in the one of the first.
  void merge(std::string_view day) {
    const auto on = parse_vn_date(day).value();
    const auto system = w.identity.system_actor();
    for (const auto& [from, to] : {std::pair{office, w.unit("xa/van-phong")}, std::pair{w.unit("xa-2/mot-cua"), w.unit("xa/mot-cua")},
                                   std::pair{w.unit("xa-2/ubnd"), w.unit("xa/ubnd")}, std::pair{w.unit("xa-2"), w.unit("xa")}}) {
      const auto done = w.units.apply(system, identity::EndUnit{.unit = from,
                                                                .on = on,
                                                                .into = {to},
                                                                .kind = identity::SuccessionKind::merge,
                                                                .whole = true,
                                                                .legal_basis = "Nghị quyết 1663/NQ-UBTVQH15"});
      EXPECT_TRUE(done) << told(done);
    }
  }
  // Who worked in the old office does so in the new one.
  void move_in() {
    for (const auto& [user, place] : {std::pair{"la", "xa/mot-cua"}, std::pair{"truong-2", "xa/van-phong"},
                                      std::pair{"ha-2", "xa/van-phong"}, std::pair{"chu-2", "xa/ubnd"}, std::pair{"thu-2", "xa/ubnd"}})
      w.who[user].second = w.unit(place);
  }
  std::string verify() {
    auto all = w.dossiers.verifiers();
    for (auto& v : moves.verifiers()) all.push_back(std::move(v));
    return store::verify(w.db, all).first();
  }

  testing::World w;
  UnitMoves moves{w.dossiers, w.accounts};
  UnitId office;
};

class MergedUnits : public ::testing::TestWithParam<store::Engine> {
 protected:
  store::TestDatabase database_{testing::all_tables(), GetParam()};
};
MOTCUA_EACH_ENGINE(MergedUnits);

TEST_P(MergedUnits, nothing_passes_before_the_day_and_without_right_or_basis) {
  Merging m(*database_);
  const auto a = m.receive(1);
  m.merge("01/07/2025");
  const auto unit = m.w.unit("xa-2");
  EXPECT_EQ(key(m.moves.view(m.w.as("quan-tri"), unit)), "dossier.merger_to_come");
  m.at("08:00 01/07/2025");
  EXPECT_EQ(key(m.moves.view(m.w.as("khanh"), unit)), "dossier.no_such_merger") << "a head of office manages no units";
  EXPECT_EQ(key(m.moves.view(m.w.as("quan-tri"), m.w.unit("xa"))), "dossier.no_such_merger") << "still there";
  const auto list = m.moves.ended(m.w.as("quan-tri"));
  ASSERT_EQ(list.size(), 1U) << "one line for the commune, not for each office";
  EXPECT_EQ(list[0].name, "Xã Tân Hội");
  EXPECT_EQ(list[0].successors, "Xã Tân Phú");
  EXPECT_EQ(list[0].open, 1);
  EXPECT_EQ(key(m.moves.apply(m.w.as("quan-tri"), unit, {}, " ")), "dossier.merger_incomplete");
  EXPECT_EQ(key(m.moves.protocol(m.w.as("quan-tri"), unit)), "dossier.no_protocol_yet");
  EXPECT_EQ(m.w.see(a.code, "nhung").holder_unit_name, "Trung tâm Phục vụ hành chính công xã Tân Hội") << "the successor reads it already";
}

TEST_P(MergedUnits, dossiers_people_and_rights_pass_once_and_the_protocol_says_which) {
  Merging m(*database_);
  const auto at_desk = m.receive(1), at_work = m.receive(2);
  m.hand_over(at_work);
  auto done = m.w.dossiers.assign(m.w.as("truong-2"), m.ref(at_work, "truong-2"), m.w.account("ha-2"));
  ASSERT_TRUE(done) << told(done);
  m.merge("01/07/2025");
  m.at("08:00 01/07/2025");
  const auto unit = m.w.unit("xa-2");
  const auto preview = m.moves.view(m.w.as("quan-tri"), unit).value();
  EXPECT_EQ(preview.cases_total, 2);
  EXPECT_FALSE(preview.made_at) << "on paper";
  EXPECT_EQ(m.w.see(at_work.code, "khanh").holder_unit, m.office);
  const auto passed = m.moves.apply(m.w.as("quan-tri"), unit, {}, "Nghị quyết 1663/NQ-UBTVQH15");
  ASSERT_TRUE(passed) << told(passed);
  EXPECT_TRUE(passed->finished_at);
  EXPECT_EQ(passed->cases_total, 2);
  EXPECT_EQ(passed->rights.size(), 5U) << "la, truong-2, ha-2, chu-2, thu-2";
  m.move_in();
  const auto seen = m.w.see(at_work.code, "khanh");
  EXPECT_EQ(seen.holder_unit, m.w.unit("xa/van-phong"));
  EXPECT_EQ(seen.settling_unit, m.w.unit("xa/van-phong"));
  EXPECT_EQ(seen.competent_unit, m.w.unit("xa/ubnd"));
  EXPECT_EQ(seen.holder_name, "Hà Thị Hội") << "the same person goes on with it";
  EXPECT_EQ(m.w.dossiers.worklist(m.w.as("ha-2"), Tab::mine, {}).rows.size(), 1U);
  EXPECT_EQ(m.w.see(at_desk.code, "nhung").holder_unit, m.w.unit("xa/mot-cua"));
  EXPECT_EQ(m.w.dossiers.worklist(m.w.as("nhung"), Tab::to_transfer, {}).rows.size(), 1U);
  done = m.w.dossiers.begin_work(m.w.as("ha-2"), m.ref(at_work, "ha-2"));
  EXPECT_TRUE(done) << told(done);
  EXPECT_EQ(key(m.moves.apply(m.w.as("quan-tri"), unit, {}, "lần nữa")), "dossier.merger_done");
  EXPECT_TRUE(m.moves.ended(m.w.as("quan-tri")).empty());
  const auto form = m.moves.protocol(m.w.as("quan-tri"), unit).value();
  EXPECT_EQ(form.giver, "Xã Tân Hội");
  EXPECT_EQ(form.receiver, "Xã Tân Phú");
  EXPECT_EQ(form.cases.size(), 2U);
  EXPECT_EQ(form.units.size(), 4U);
  EXPECT_THAT(print::merger_pdf(form).value(), ::testing::StartsWith("%PDF-"));
  EXPECT_EQ(m.verify(), "");
}

// The shares of a delay stay with those who had it: the time in the old office is not the new one's.
TEST_P(MergedUnits, the_running_step_begins_anew_where_it_passes) {
  Merging m(*database_);
  const auto a = m.receive(1);
  m.hand_over(a);
  m.merge("01/07/2025");
  m.at("08:00 01/07/2025");
  ASSERT_TRUE(m.moves.apply(m.w.as("quan-tri"), m.w.unit("xa-2"), {}, "NQ 1663"));
  const auto late = [&] {
    m.at("08:00 04/07/2025");
    return m.w.dossiers.open(m.w.as("khanh"), a.code, "test").value().late;
  }();
  ASSERT_TRUE(late);
  bool old_unit = false, new_unit = false;
  for (const auto& s : late->stretches) {
    old_unit = old_unit || s.unit_name == "Văn phòng HĐND và UBND xã Tân Hội";
    new_unit = new_unit || s.unit_name == "Văn phòng HĐND và UBND xã Tân Phú";
  }
  EXPECT_TRUE(old_unit && new_unit);
}

TEST_P(MergedUnits, where_nobody_or_several_carry_on_a_person_chooses) {
  Merging m(*database_);
  m.receive(1);
  const auto on = parse_vn_date("01/07/2025").value();
  const auto end = [&](UnitId from, std::vector<UnitId> into) {
    const auto done = m.w.units.apply(m.w.identity.system_actor(),
                                      identity::EndUnit{from, on, std::move(into), identity::SuccessionKind::split, true, "NQ 1"});
    EXPECT_TRUE(done) << told(done);
  };
  end(m.office, {});
  end(m.w.unit("xa-2/mot-cua"), {m.w.unit("xa/mot-cua"), m.w.unit("xa/kinh-te")});
  end(m.w.unit("xa-2/ubnd"), {m.w.unit("xa/ubnd")});
  end(m.w.unit("xa-2"), {m.w.unit("xa")});
  m.at("08:00 01/07/2025");
  const auto refused = m.moves.apply(m.w.as("quan-tri"), m.w.unit("xa-2"), {}, "NQ 1");
  ASSERT_EQ(key(refused), "dossier.merger_incomplete");
  std::set<std::string> fields;
  for (const auto& f : refused.error().fields) fields.insert(f.field);
  EXPECT_TRUE(fields.contains("dich_" + std::to_string(m.w.unit("xa-2/mot-cua").value)));
  UnitMap chosen{{m.w.unit("xa-2/mot-cua"), m.w.unit("xa/mot-cua")}, {m.office, m.w.unit("xa/van-phong")}};
  const auto passed = m.moves.apply(m.w.as("quan-tri"), m.w.unit("xa-2"), chosen, "NQ 1");
  EXPECT_TRUE(passed) << told(passed);
  EXPECT_EQ(m.verify(), "");
}

// Settled before the merger: read, corrected, archived and handed out by who carries on the work; what they were stays on paper.
TEST_P(MergedUnits, what_was_settled_before_is_opened_corrected_and_archived_by_the_successor) {
  Merging m(*database_);
  Endings endings{m.w.dossiers};
  const auto returned = [&](int n) {
    const auto a = m.receive(n);
    m.hand_over(a);
    testing::work_to_the_end(m.w, a.id, a.code, kOld);
    const auto back = m.w.dossiers.return_result(m.w.as("la"), m.ref(a, "la"),
                                                 {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true});
    EXPECT_TRUE(back) << told(back);
    return a;
  };
  const auto wrong = returned(1), right = returned(2);
  const auto old_desk = m.w.unit("xa-2/mot-cua");
  m.merge("01/07/2025");
  m.at("08:00 01/07/2025");
  Filter of_old;
  of_old.unit = old_desk;
  const auto lines = m.w.dossiers.register_of(m.w.as("nhung"), of_old);
  ASSERT_TRUE(lines) << told(lines);
  EXPECT_EQ(lines->rows.size(), 2U) << "the book of the desk that is gone opens";
  const auto seen = m.w.see(right.code, "nhung");
  EXPECT_EQ(seen.applicant.number, "087199001234") << "who carries on reads the person too";
  EXPECT_EQ(seen.punctuality, m.w.see(right.code, "thanh").punctuality);
  EXPECT_EQ(key(endings.archive(m.w.as("ha"), m.ref(right, "nhung"), "Hộp 1", "10 năm")), "identity.not_permitted");
  const auto archived = endings.archive(m.w.as("yen"), m.ref(right, "yen"), "Hộp 1", "10 năm");
  EXPECT_TRUE(archived) << told(archived) << " (nothing open was left there: no protocol was needed)";
  // An error in a result of the old commune is corrected by the new one, within its own term.
  const auto file = m.w.dossiers.open(m.w.as("thanh"), wrong.code, "test").value();
  EXPECT_TRUE(std::ranges::any_of(file.moves, [](const Move& x) { return x.transition->action == Action::correct && x.why_not.empty(); }));
  const auto corrected = endings.correct(m.w.as("thanh"), m.ref(wrong, "thanh"), "Sai ngày sinh", "118/2025/NĐ-CP Điều 23.1");
  ASSERT_TRUE(corrected) << told(corrected);
  const auto open = m.w.see(wrong.code, "khanh");
  EXPECT_EQ(open.settling_unit, m.w.unit("xa/van-phong"));
  EXPECT_EQ(open.competent_unit, m.w.unit("xa/ubnd"));
  EXPECT_EQ(open.holder_unit, m.w.unit("xa/van-phong"));
  // Once more all the way, with the people of the new commune; the officer of the old one has his right by the protocol.
  const auto passed = m.moves.apply(m.w.as("quan-tri"), m.w.unit("xa-2"), {}, "NQ 1663");
  ASSERT_TRUE(passed) << told(passed);
  m.move_in();
  Ref r = m.ref(wrong, "ha-2");
  const auto ok = [&](const Result<std::int64_t>& done) {
    ASSERT_TRUE(done) << told(done);
    r.version = *done;
  };
  ok(m.w.dossiers.save_draft_result(m.w.as("ha-2"), r, {"Kết quả sửa", "", ""}));
  ok(m.w.dossiers.submit_for_signature(m.w.as("ha-2"), r, m.w.account("thanh")));
  ok(m.w.dossiers.approve(m.w.as("thanh"), r));
  ok(m.w.dossiers.number_result(m.w.as("yen"), r, "KQ"));
  ok(m.w.dossiers.mark_ready(m.w.as("yen"), r));
  ok(m.w.dossiers.return_result(m.w.as("nhung"), r,
                                {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}));
  EXPECT_EQ(m.verify(), "");
}

// A result that lay at the old desk with its fee unpaid: the new desk takes the money and hands it out.
TEST_P(MergedUnits, a_result_with_a_fee_still_due_is_paid_and_fetched_at_the_new_desk) {
  Merging m(*database_);
  auto intake = m.w.intake(1);
  intake.paid = false;
  intake.payment = PaymentMethod::at_return;
  const auto a = m.w.dossiers.accept(m.w.as("la"), intake).value();
  m.hand_over(a);
  testing::work_to_the_end(m.w, a.id, a.code, kOld);
  m.merge("01/07/2025");
  m.at("08:00 01/07/2025");
  ASSERT_TRUE(m.moves.apply(m.w.as("quan-tri"), m.w.unit("xa-2"), {}, "NQ 1663"));
  Handing handing{.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true};
  EXPECT_EQ(key(m.w.dossiers.return_result(m.w.as("nhung"), m.ref(a, "nhung"), handing)), "dossier.handing_incomplete");
  handing.fee_taken = true;
  const auto back = m.w.dossiers.return_result(m.w.as("nhung"), m.ref(a, "nhung"), handing);
  EXPECT_TRUE(back) << told(back);
  EXPECT_EQ(m.w.see(a.code, "nhung").fin, FinState::paid);
  EXPECT_EQ(m.verify(), "");
}

TEST_P(MergedUnits, a_protocol_changed_afterwards_is_found) {
  Merging m(*database_);
  m.receive(1);
  m.merge("01/07/2025");
  m.at("08:00 01/07/2025");
  ASSERT_TRUE(m.moves.apply(m.w.as("quan-tri"), m.w.unit("xa-2"), {}, "NQ 1663"));
  EXPECT_EQ(m.verify(), "");
  EXPECT_TRUE(database_->write([](store::Tx& tx) -> Status {
    tx.exec(kForgeMoved);
    return {};
  }));
  EXPECT_THAT(m.verify(), HasSubstr("dossier_merger"));
}

// The story of tests/cases/merger.
TEST(MergerStory, comes_true) {
  store::TestDatabase database(testing::all_tables());
  Merging m(*database);
  std::map<std::string, Accepted> cases;
  int n = 0;
  const auto unit = m.w.unit("xa-2");
  std::ifstream lines(source_dir() / "tests/cases/merger/merger.case");
  int told_lines = 0;
  std::string desk = "la";  // who sees them: the old desk, then the new one
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(": ");
    const auto what = line.substr(0, colon), value = colon == std::string::npos ? std::string() : line.substr(colon + 2);
    const auto name = value.substr(0, value.find(' ')), rest = value.size() > name.size() ? value.substr(name.size() + 1) : std::string();
    ++told_lines;
    if (what == "Nhận ở xã Tân Hội") {
      m.at(rest);
      cases[name] = m.receive(++n);
    } else if (what == "Đang thẩm tra") {
      m.at(rest);
      m.hand_over(cases[name]);
      ASSERT_TRUE(m.w.dossiers.assign(m.w.as("truong-2"), m.ref(cases[name], "truong-2"), m.w.account("ha-2")));
      ASSERT_TRUE(m.w.dossiers.begin_work(m.w.as("ha-2"), m.ref(cases[name], "ha-2")));
    } else if (what == "Xong, chờ trả") {
      m.at(rest);
      m.hand_over(cases[name]);
      testing::work_to_the_end(m.w, cases[name].id, cases[name].code, kOld);
    } else if (what == "Hạn") {
      EXPECT_EQ(vn_datetime(m.w.see(cases[name].code, desk).due_at), rest) << line;
    } else if (what == "Sáp nhập") {
      m.merge(value);
      m.at("07:30 " + value);
    } else if (what == "Xem trước") {
      EXPECT_EQ(std::to_string(m.moves.view(m.w.as("quan-tri"), unit).value().cases_total) + " hồ sơ", value);
    } else if (what == "Bàn giao") {
      m.at(value);
      const auto passed = m.moves.apply(m.w.as("quan-tri"), unit, {}, "Nghị quyết 1663/NQ-UBTVQH15");
      ASSERT_TRUE(passed) << told(passed);
      m.move_in();
      desk = "nhung";
    } else if (what == "Đã bàn giao") {
      EXPECT_EQ(std::to_string(m.moves.view(m.w.as("quan-tri"), unit).value().cases_total) + " hồ sơ", value);
    } else if (what == "Mã cũ vẫn tra được") {
      EXPECT_TRUE(m.w.dossiers.open(m.w.as("nhung"), cases[name].code, "test")) << line;
      EXPECT_TRUE(m.w.dossiers.look_up(cases[name].code, cases[name].token.substr(0, 8))) << line;
    } else if (what == "Mã QR cũ vẫn dùng") {
      const auto receipt = m.w.dossiers.receipt(m.w.as("nhung"), cases[name].code);
      ASSERT_TRUE(receipt) << told(receipt);
      EXPECT_THAT(receipt->office_name, HasSubstr("xã Tân Hội")) << "printed as it was issued";
      EXPECT_THAT(::testing::PrintToString(receipt->notes), HasSubstr("nay là Trung tâm Phục vụ hành chính công xã Tân Phú"));
      EXPECT_EQ(m.w.dossiers.code_from_scan(m.w.as("nhung"), receipt->qr_text).value_or(""), cases[name].code);
    } else if (what == "Trả ở xã Tân Phú") {
      m.at(rest);
      EXPECT_EQ(m.w.dossiers.worklist(m.w.as("nhung"), Tab::ready, {}).rows.size(), 1U) << "the new desk sees what waits to be fetched";
      const auto back = m.w.dossiers.return_result(m.w.as("nhung"), m.ref(cases[name], "nhung"),
                                                   {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true});
      EXPECT_TRUE(back) << told(back);
    } else if (what == "Xong ở xã Tân Phú") {
      m.at(rest);
      Ref r = m.ref(cases[name], "ha-2");
      const auto ok = [&](const Result<std::int64_t>& done) {
        EXPECT_TRUE(done) << told(done);
        r.version = done.value_or(0);
      };
      ok(m.w.dossiers.save_draft_result(m.w.as("ha-2"), r, {"Kết quả", "", ""}));
      ok(m.w.dossiers.submit_for_signature(m.w.as("ha-2"), r, m.w.account("thanh")));
      ok(m.w.dossiers.approve(m.w.as("thanh"), r));
      ok(m.w.dossiers.number_result(m.w.as("yen"), r, "KQ"));
      ok(m.w.dossiers.mark_ready(m.w.as("yen"), r));
      EXPECT_EQ(m.w.see(cases[name].code, "nhung").holder_unit, m.w.unit("xa/mot-cua")) << "fetched at the new desk";
    } else if (what == "Kết quả") {
      EXPECT_EQ(label(m.w.see(cases[name].code, "nhung").punctuality.value()), rest);
    } else if (what == "Sổ giấy tiếp nhận xã Tân Hội khóa ở số") {
      EXPECT_THAT(::testing::PrintToString(m.moves.view(m.w.as("quan-tri"), unit).value().closing), HasSubstr("số cuối cùng " + value));
    } else if (what == "Hồ sơ mới ở xã Tân Phú mang số") {
      const auto fresh = m.w.dossiers.accept(m.w.as("nhung"), m.w.intake(++n));
      ASSERT_TRUE(fresh) << told(fresh);
      EXPECT_EQ(std::to_string(fresh->receipt_number), value) << "the successor has a series of its own";
    } else {
      EXPECT_TRUE(line.starts_with("= ") || line.empty()) << "no such line: " << line;
    }
  }
  EXPECT_GT(told_lines, 15);
  EXPECT_EQ(m.verify(), "");
}

TEST(MergerPages, show_the_preview_take_the_basis_and_print_the_protocol) {
  store::TestDatabase database(testing::all_tables());
  Merging m(*database);
  const auto a = m.receive(1);
  m.merge("01/07/2025");
  m.at("08:00 01/07/2025");
  web::Shells shells{{}};
  testing::WorldGate gate{m.w};
  web::Router router{{.gate = gate, .clock = m.w.clock}, {.secret = std::string(32, 'r')}};
  UnitMovePages pages{m.moves, m.w.identity, shells};
  router.add(web::bind_routes("dossier_unit_moves", pages, UnitMovePages::routes()));
  const auto client = [&](std::string who) {
    web::testing::Client c(router);
    c.cookies["phien"] = std::move(who);
    return c;
  };
  const auto path = "/quan-tri/sap-xep/" + std::to_string(m.w.unit("xa-2").value);
  EXPECT_THAT(client("quan-tri").get("/quan-tri/sap-xep").body, HasSubstr("Xã Tân Hội"));
  EXPECT_EQ(client("khanh").get("/quan-tri/sap-xep").status, 403);
  const auto preview = client("quan-tri").get(path);
  EXPECT_THAT(preview.body, HasSubstr("1 hồ sơ sẽ chuyển"));
  EXPECT_THAT(preview.body, HasSubstr(a.code));
  EXPECT_EQ(client("quan-tri").get(path + "/bien-ban.pdf").status, 409);
  EXPECT_EQ(client("quan-tri").get("/quan-tri/sap-xep/99").status, 404);
  EXPECT_EQ(client("quan-tri").post(path, {}).status, 422);
  EXPECT_EQ(client("quan-tri").post(path, {{"can_cu", "NQ 1663"}}).status, 303);
  EXPECT_THAT(client("quan-tri").get(path).body, HasSubstr("Đã bàn giao 1 hồ sơ"));
  EXPECT_EQ(client("quan-tri-xa").get(path).status, 200) << "who manages the successor";
  EXPECT_THAT(client("quan-tri").get(path + "/bien-ban.pdf").body, ::testing::StartsWith("%PDF-"));
}

}  // namespace
}  // namespace motcua::dossier
