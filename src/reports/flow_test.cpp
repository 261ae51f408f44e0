// Work and flow through the real services, on both databases, and as pages.
#include "reports/flow.hpp"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/supplement.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "reports/board.hpp"
#include "reports/fact_lists.hpp"
#include "reports/pages_flow.hpp"
#include "reports/testing_listed.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::reports {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::Not;

class FlowWorld : public ::testing::TestWithParam<store::Engine> {
 protected:
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }
  void at(std::string_view iso) { w_.clock.set(parse_instant(iso).value()); }
  void next(dossier::Ref& r, const Result<std::int64_t>& done) {
    ASSERT_TRUE(done) << done.error().message;
    r.version = *done;
  }
  // Received at `iso`, waits in the office for somebody.
  dossier::Ref in_office(int n, std::string_view iso) {
    at(iso);
    const auto a = w_.accepted(n);
    codes_.push_back(a.code);
    dossier::Ref r{a.id, 1};
    w_.clock.advance(minutes{5});
    next(r, w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
    return r;
  }
  // Worked on by `officer`; the draft is sent back once, signed `late` working days after the promise or in time.
  void settle(dossier::Ref r, std::string_view officer, std::string_view submitted, std::string_view signed_at) {
    next(r, w_.dossiers.assign(w_.as("khanh"), r, w_.account(officer)));
    next(r, w_.dossiers.begin_work(w_.as(officer), r));
    at(submitted);
    next(r, w_.dossiers.save_draft_result(w_.as(officer), r, {"Kết quả", "Đủ điều kiện", ""}));
    next(r, w_.dossiers.submit_for_signature(w_.as(officer), r, w_.account("thanh")));
    w_.clock.advance(minutes{10});
    next(r, w_.dossiers.send_back(w_.as("thanh"), r, "Sửa lại căn cứ"));
    w_.clock.advance(minutes{10});
    next(r, w_.dossiers.submit_for_signature(w_.as(officer), r, w_.account("thanh")));
    at(signed_at);
    next(r, w_.dossiers.approve(w_.as("thanh"), r));
    next(r, w_.dossiers.number_result(w_.as("yen"), r, "UBND"));
    next(r, w_.dossiers.mark_ready(w_.as("yen"), r));
    w_.clock.advance(minutes{1});
  }
  Question question() const {
    return {.period = free_period(Day{std::chrono::year{2026} / 10 / 1}, Day{std::chrono::year{2026} / 10 / 31}), .unit = w_.unit("xa")};
  }
  std::string verify() {
    for (const auto& v : flow_.verifiers())
      if (const auto broken = db_->read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }

  store::TestDatabase db_{tables(), GetParam()};
  dossier::testing::World w_{*db_};
  Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  dossier::Lateness lateness_{*db_, w_.clock, w_.ids, w_.dossiers, w_.identity};
  Flow flow_{*db_, w_.clock, w_.identity, w_.catalog, w_.dossiers, lateness_, reports_};
  std::vector<std::string> codes_;
};
MOTCUA_EACH_ENGINE(FlowWorld);

const UnitLoad* unit_of(const LoadBoard& b, UnitId id) {
  for (const auto& u : b.units)
    if (u.unit == id) return &u;
  return nullptr;
}

TEST_P(FlowWorld, load_counts_who_did_what_and_who_did_nothing) {
  for (int i = 0; i < 4; ++i)
    settle(in_office(i + 1, fmt::format("2026-10-{:02}T08:00", 5 + i)), "ha", fmt::format("2026-10-{:02}T10:00", 5 + i),
           fmt::format("2026-10-{:02}T15:00", 5 + i));
  in_office(9, "2026-10-09T08:00");
  in_office(10, "2026-10-09T08:30");
  at("2026-10-09T09:00");
  const auto board = flow_.load(w_.as("khanh"), question()).value();
  EXPECT_EQ(board.working_minutes, 6 * 480 + 90) << "1/10 to 8/10 without Saturday and Sunday, and an hour and a half of today";
  const auto* office = unit_of(board, w_.unit("xa/van-phong"));
  ASSERT_NE(office, nullptr);
  std::map<std::string, OfficerLoad> by_name;
  for (const auto& o : office->officers) by_name[o.name] = o;
  ASSERT_EQ(by_name.size(), 2U);
  const auto& ha = by_name.at("Phạm Thị Thu Hà");
  EXPECT_GE(ha.done, 4);
  EXPECT_EQ(ha.minutes, ha.done * 20) << "nothing learned yet";
  EXPECT_EQ(by_name.at("Phạm Quốc Huy").done, 0) << "who has no work is seen";
  EXPECT_NEAR(office->spread.gini, 0.5, 1e-6);
  EXPECT_EQ(office->spread.idle, 2);
  ASSERT_EQ(office->proposals.size(), 2U);
  EXPECT_TRUE(office->may_assign);
  EXPECT_NE(office->proposals[0].officer_name, office->proposals[1].officer_name) << "shared out";
  auto field = question();
  field.field = "chung-thuc";
  EXPECT_EQ(flow_.load(w_.as("khanh"), field).value().units.size(), board.units.size());
  field.field = "ho-tich";
  EXPECT_TRUE(flow_.load(w_.as("khanh"), field).value().units.empty()) << "of another field nothing was done";
  EXPECT_EQ(flow_.work_list(w_.as("khanh"), field, w_.unit("xa/van-phong"), w_.account("ha"), false, 0).value().figure, 0);
  // Others' eyes: the officers themselves have no such page, another commune sees nothing.
  EXPECT_TRUE(flow_.load(w_.as("ha"), question()).value().units.empty());
}

TEST_P(FlowWorld, standards_are_learned_and_a_unit_sets_its_own) {
  std::vector<dossier::Ref> refs;
  for (int i = 0; i < 6; ++i) refs.push_back(in_office(i + 1, fmt::format("2026-10-05T08:{:02}", 6 * i)));
  for (int i = 0; i < 6; ++i)
    settle(refs[static_cast<std::size_t>(i)], "ha", fmt::format("2026-10-06T{:02}:{:02}", 8 + i / 2, 30 * (i % 2)),
           fmt::format("2026-10-06T{:02}:{:02}", 8 + i / 2, 30 * (i % 2) + 25));
  at("2026-10-07T08:00");
  EXPECT_GT(flow_.learn("may-1"), 0);
  EXPECT_EQ(flow_.learn("may-1"), 0) << "once a day";
  const auto line = [&](UnitId unit, std::string_view step = {}) {
    const auto lines = flow_.standards(w_.as("kiem"), unit).value();
    for (const auto& l : lines)
      if (l.learned && l.learned->samples >= 5 && (step.empty() || l.step == step)) return l;
    return StandardLine{};
  };
  const auto learned = line(w_.unit("xa/van-phong"));
  ASSERT_FALSE(learned.step.empty());
  // Submitted, sent back and submitted again twenty minutes later, ten minutes to the next: 20, 10, 20, 10 …
  EXPECT_THAT(learned.minutes, ::testing::AnyOf(10, 20));
  EXPECT_EQ(learned.minutes, learned.learned->minutes);
  EXPECT_FALSE(learned.own);
  const StandardWish wish{learned.procedure, learned.step, 45, "Biên bản đo thời gian 02/BB"};
  const auto key = [](const auto& r) { return r ? std::string{} : r.error().key; };
  EXPECT_EQ(key(flow_.set_standard(w_.as("thanh"), w_.unit("xa/ubnd"), wish)), "reports.may_not_set_standard");
  EXPECT_EQ(key(flow_.set_standard(w_.as("kiem"), w_.unit("xa-2/ubnd"), wish)), "reports.may_not_set_standard");
  EXPECT_EQ(key(flow_.set_standard(w_.as("kiem"), w_.unit("xa/ubnd"), {learned.procedure, learned.step, 0, ""})),
            "reports.standard_invalid");
  ASSERT_TRUE(flow_.set_standard(w_.as("kiem"), w_.unit("xa/ubnd"), wish));
  const auto own = line(w_.unit("xa/van-phong"), learned.step);
  EXPECT_EQ(own.minutes, 45) << "of the committee above";
  EXPECT_THAT(own.source, HasSubstr("Biên bản đo thời gian 02/BB, Cao Hữu Nghĩa ghi"));
  EXPECT_EQ(verify(), "");
}

TEST_P(FlowWorld, the_map_shows_where_dossiers_stand_and_who_was_late) {
  settle(in_office(1, "2026-10-05T08:00"), "ha", "2026-10-05T10:00", "2026-10-05T15:00");
  settle(in_office(2, "2026-10-06T08:00"), "ha", "2026-10-06T10:00", "2026-10-12T15:00");  // two days were promised
  reports_.fold();
  const auto board = flow_.flow(w_.as("kiem"), question()).value();
  EXPECT_EQ(board.settled, 2);
  EXPECT_EQ(board.looked, 2);
  const auto stay = [&](std::string_view part) {
    for (const auto& s : board.stays)
      if (s.state.find(part) != std::string::npos) return s;
    return StayLine{};
  };
  const auto sign = stay("chờ ký");
  EXPECT_EQ(sign.kind, StayKind::queue);
  EXPECT_EQ(sign.visits, 4) << "each was sent back once";
  EXPECT_EQ(sign.again, 2);
  EXPECT_EQ(board.stays.front().state, sign.state) << "most time goes there";
  ASSERT_EQ(board.back.size(), 1U);
  EXPECT_EQ(board.back[0].times, 2);
  EXPECT_EQ(board.late, 1);
  std::int64_t units = 0, steps = 0;
  for (const auto& l : board.by_unit) units += l.minutes;
  for (const auto& l : board.by_step) steps += l.minutes;
  EXPECT_GT(board.late_minutes, 0);
  EXPECT_EQ(units, board.late_minutes) << "to the minute";
  EXPECT_EQ(steps, board.late_minutes);
  EXPECT_EQ(flow_.flow(w_.as("la"), question()).value().settled, 0) << "another commune";
}

TEST_P(FlowWorld, papers_asked_for_and_papers_too_many_are_counted) {
  dossier::Supplements supplements{w_.dossiers};
  const auto version = w_.catalog.on_day(dossier::testing::kProcedure, w_.identity.today()).value();
  const auto& paper = version->components.at(0);
  for (int i = 0; i < 6; ++i) {
    at(fmt::format("2026-10-05T{:02}:00", 8 + i % 3));
    auto intake = w_.intake(i + 1);
    if (i < 2) intake.papers.push_back({"", "Sổ hộ khẩu", 0, 1, false});
    const auto a = w_.dossiers.accept(w_.as("nhung"), intake);
    ASSERT_TRUE(a) << a.error().message;
    if (i != 5) continue;
    dossier::Ref r{a->id, 1};
    next(r, w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
    next(r, w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")));
    next(r, w_.dossiers.begin_work(w_.as("ha"), r));
    dossier::SupplementWish wish;
    wish.reason = "Giấy tờ chưa hợp lệ";
    wish.items.push_back({paper.id, "", "thiếu chữ ký", "Nghị định 280/2025/NĐ-CP Điều 5", "Nộp lại bản có chữ ký",
                          paper.digital_source.empty() ? "" : "Không kết nối được cơ sở dữ liệu ngày 05/10/2026"});
    next(r, supplements.propose(w_.as("ha"), r, wish));
    next(r, supplements.ask(w_.as("khanh"), r, ""));
  }
  at("2026-10-06T08:00");
  const auto lines = flow_.papers(w_.as("kiem"), question()).value();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].needless);
  EXPECT_EQ(lines[0].paper, "Sổ hộ khẩu");
  EXPECT_EQ(lines[0].now.text(), "33,3%");
  EXPECT_FALSE(lines[1].needless);
  EXPECT_EQ(lines[1].now.text(), "16,7%");
  EXPECT_FALSE(lines[1].changed) << "the guidance did not change";
  EXPECT_EQ(flow_.papers(w_.as("kiem"), question(), 7).value()[0].now.text(), "chưa có số liệu") << "too few to tell a rate";
}

TEST_P(FlowWorld, every_figure_opens_exactly_what_it_counts) {
  for (int i = 0; i < 3; ++i)
    settle(in_office(i + 1, fmt::format("2026-10-{:02}T08:00", 5 + i)), i == 1 ? "huy" : "ha", fmt::format("2026-10-{:02}T10:00", 5 + i),
           i == 2 ? "2026-10-13T15:00" : fmt::format("2026-10-{:02}T15:00", 5 + i));
  const auto waits = in_office(7, "2026-10-13T15:30");
  at("2026-10-13T15:40");
  ASSERT_TRUE(w_.dossiers.assign(w_.as("khanh"), waits, w_.account("ha")));
  auto needless = w_.intake(8);
  needless.papers.push_back({"", "Sổ hộ khẩu", 0, 1, false});
  ASSERT_TRUE(w_.dossiers.accept(w_.as("nhung"), needless));
  w_.clock.advance(minutes{1});
  reports_.fold();
  web::Shells shells{{}};
  dossier::testing::WorldGate gate{w_};
  web::Router router{{gate, w_.clock}, {.secret = std::string(32, 's')}};
  FlowPages pages{flow_, reports_, w_.identity, w_.catalog, shells};
  router.add(web::bind_routes("flow", pages, FlowPages::routes()));
  web::testing::Client control(router);
  control.cookies["phien"] = "kiem";
  std::map<std::string, std::size_t> opened;
  for (const auto* path : {"/khoi-luong", "/cham-o-dau", "/giay-to-hay-sai"}) {
    const auto page = control.get(std::string(path) + "?ky=lich-2026-10");
    ASSERT_EQ(page.status, 200) << path;
    for (const auto& f : testing::figures_of(page.body, std::string(path) + "/ho-so?")) {
      EXPECT_EQ(testing::rows_behind(control, f.href), f.figure) << f.href;
      ++opened[path];
    }
  }
  EXPECT_GE(opened["/khoi-luong"], 3U);
  EXPECT_GE(opened["/cham-o-dau"], 12U) << "visits, dossiers, again, back, three kinds of delay";
  EXPECT_GE(opened["/giay-to-hay-sai"], 1U);
  // Who may not see the commune is told nothing of it.
  control.cookies["phien"] = "kiem";
  EXPECT_EQ(control.get("/cham-o-dau/ho-so?dem=gi").status, 404);
  const auto elsewhere = "&don_vi=" + std::to_string(w_.unit("xa-2").value);
  EXPECT_THAT(control.get("/cham-o-dau/ho-so?ky=lich-2026-10&dem=ho-so&chang=x" + elsewhere).body, HasSubstr("Không có hồ sơ nào"));
}

TEST_P(FlowWorld, rates_of_charges_and_letters_open_their_dossiers) {
  settle(in_office(1, "2026-10-05T08:00"), "ha", "2026-10-05T10:00", "2026-10-12T15:00");
  in_office(2, "2026-10-06T08:00");
  reports_.fold();
  const auto board = reports_.board(w_.as("kiem"), question()).value();
  FactLists lists{*db_, w_.clock, w_.identity, w_.catalog};
  std::int64_t wholes = 0;
  for (const auto& f : board.facts)
    for (const bool part : {true, false}) {
      const auto list = lists.list(w_.as("kiem"), question(), f.id, part, "").value();
      EXPECT_EQ(list.figure, part ? f.now.part : f.now.whole) << f.id;
      EXPECT_EQ(static_cast<std::int64_t>(list.rows.size()), list.figure) << f.id;
      if (!part) wholes += list.figure;
    }
  EXPECT_GE(wholes, 5) << "two received, two paid, one late";
}

TEST_P(FlowWorld, pages_show_it_and_take_a_standard) {
  settle(in_office(1, "2026-10-05T08:00"), "ha", "2026-10-05T10:00", "2026-10-12T15:00");
  in_office(2, "2026-10-12T15:30");
  reports_.fold();
  web::Shells shells{{}};
  dossier::testing::WorldGate gate{w_};
  web::Router router{{gate, w_.clock}, {.secret = std::string(32, 's')}};
  FlowPages pages{flow_, reports_, w_.identity, w_.catalog, shells};
  router.add(web::bind_routes("flow", pages, FlowPages::routes()));
  const auto client = [&](std::string who) {
    web::testing::Client c(router);
    c.cookies["phien"] = std::move(who);
    return c;
  };
  const std::string period = "?ky=lich-2026-10";
  for (const auto* path : {"/khoi-luong", "/cham-o-dau", "/giay-to-hay-sai", "/khoi-luong/dinh-muc"})
    EXPECT_EQ(client("ha").get(path).status, 403) << path;
  const auto load = client("khanh").get("/khoi-luong" + period);
  EXPECT_THAT(load.body, HasSubstr("Phạm Thị Thu Hà"));
  EXPECT_THAT(load.body, HasSubstr("Hệ số Gini"));
  EXPECT_THAT(load.body, HasSubstr("/ho-so/" + codes_.back() + "/phan-cong"));
  EXPECT_THAT(client("thanh").get("/khoi-luong" + period).body, Not(HasSubstr("/phan-cong"))) << "who may not assign has no button";
  const auto flow = client("kiem").get("/cham-o-dau" + period);
  EXPECT_THAT(flow.body, HasSubstr("Ai gây chậm"));
  EXPECT_THAT(flow.body, HasSubstr("Việc phải làm lại"));
  EXPECT_THAT(client("kiem").get("/giay-to-hay-sai" + period).body, HasSubstr("Chưa có số liệu"));
  const auto standards = client("kiem").get("/khoi-luong/dinh-muc");
  EXPECT_THAT(standards.body, HasSubstr("Chưa đủ số liệu để học"));
  EXPECT_GE(client("kiem").get("/cham-o-dau?ky=thang-2026-13").status, 400);
  EXPECT_EQ(client("kiem").post("/khoi-luong/dinh-muc", {{"don_vi", std::to_string(w_.unit("xa-2/ubnd").value)}, {"phut", "9"}}).status,
            403);
  const auto own = std::to_string(w_.unit("xa/ubnd").value);
  const auto list = flow_.standards(w_.as("kiem"), w_.unit("xa/ubnd")).value();
  ASSERT_FALSE(list.empty());
  const auto wrong = client("kiem").post(
      "/khoi-luong/dinh-muc", {{"don_vi", own}, {"thu_tuc", list[0].procedure}, {"buoc", list[0].step}, {"phut", "0"}, {"nguon", "QĐ 12"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("QĐ 12"));
  EXPECT_EQ(client("kiem")
                .post("/khoi-luong/dinh-muc",
                      {{"don_vi", own}, {"thu_tuc", list[0].procedure}, {"buoc", list[0].step}, {"phut", "25"}, {"nguon", "QĐ 12"}})
                .status,
            303);
}

}  // namespace
}  // namespace motcua::reports
