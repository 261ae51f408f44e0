// The same visit: cases as officials read them (tests/cases/visit), the board and sessions on both databases.
#include "visit/visit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing_cases.hpp"
#include "dossier/notes.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_links.hpp"
#include "visit/pages.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::visit {
namespace {

using dossier::testing::key;
using dossier::testing::told;
using ::testing::HasSubstr;

std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(migrations());
  return all;
}
class VisitTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  VisitTest() {
    using enum identity::Role;
    w_.person("giam-doc", "Đặng Thị Sáu", bpmc_head, "xa/mot-cua");
    router_.add(web::bind_routes("visit", pages_, Pages::routes()));
  }
  void at(std::string_view iso) { w_.clock.set(parse_instant(iso).value()); }
  Status promise(int minutes, std::string_view who = "giam-doc") {
    return visits_.set_promise(
        w_.as(who), {{}, unit_, std::string(dossier::testing::kProcedure), "", minutes, w_.identity.today(), "TB 5/TTPVHCC", ""});
  }
  void settle(const dossier::Accepted& a) {
    EXPECT_TRUE(w_.dossiers.hand_over(w_.as("nhung"), {a.id, 1}, w_.unit("xa/van-phong")));
    dossier::testing::work_to_the_end(w_, a.id, a.code, dossier::testing::kCommune);
  }
  std::string verified() { return store::verify(*database_, visits_.verifiers()).first(); }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::World w_{*database_};
  UnitId unit_ = w_.unit("xa/mot-cua");
  Visits visits_{*database_, w_.clock, w_.ids, w_.dossiers, w_.catalog, w_.identity};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{visits_, w_.identity, w_.clock, shells_};
};
MOTCUA_EACH_ENGINE(VisitTest);

TEST_P(VisitTest, cases_of_promises_kept_and_broken) {
  const auto calendar = w_.dossiers.calendar_of(unit_).value();
  const auto cases = read_cases("visit");
  for (const auto& c : cases) {
    const auto end = promise_end(*calendar, vn_moment(c.at("Nhận")), std::stoi(c.at("Hứa")));
    EXPECT_EQ(vn_datetime(end), c.at("Hứa đến")) << c.name;
    const auto done = c.has("Xong") ? std::optional(vn_moment(c.at("Xong"))) : std::nullopt;
    EXPECT_EQ(label(outcome_of(end, done, false, done ? *done : vn_moment(c.at("Xem lúc")))), c.at("Kết luận")) << c.name;
  }
  EXPECT_EQ(cases.size(), 8U);
}

TEST_P(VisitTest, the_board_tells_what_is_promised_now_and_the_month_what_was_kept_and_broken) {
  ASSERT_TRUE(promise(45));
  const auto kept = w_.accepted(1), broken = w_.accepted(2), running = w_.accepted(3);
  at("2026-10-05T09:50");
  settle(kept);
  auto board = visits_.board(w_.as("nhung")).value();
  ASSERT_EQ(board.now.size(), 2U);
  EXPECT_EQ(vn_time(board.now.front().promised_at), "09:55");
  EXPECT_EQ(board.today.size(), 1U);
  at("2026-10-05T10:10");
  settle(broken);
  board = visits_.board(w_.as("nhung")).value();
  EXPECT_EQ(board.total.promised, 3);
  EXPECT_EQ(board.total.kept, 1);
  EXPECT_EQ(board.total.broken, 2) << "the late one and the one still running past its time";
  EXPECT_EQ(board.now.front().outcome, Outcome::overdue);
  EXPECT_EQ(w_.see(kept.code).punctuality, dossier::Punctuality::early) << "the legal term stands beside";
  const auto page = client("nhung").get("/khong-hen").body;
  EXPECT_THAT(page, HasSubstr("quá 15 phút"));
  EXPECT_THAT(page, HasSubstr("Lỡ lời hứa"));
  const auto office = visits_.board(w_.as("ha")).value();
  EXPECT_FALSE(office.whole);
  EXPECT_TRUE(office.now.empty()) << "what lies at the desk is no business of the office";
  EXPECT_EQ(client("ha").get("/khong-hen").status, 200);
}

TEST_P(VisitTest, a_promise_is_dated_and_only_its_head_makes_it) {
  EXPECT_EQ(key(promise(45, "nhung")), "identity.not_permitted");
  ASSERT_TRUE(promise(45));
  EXPECT_EQ(key(promise(30)), "visit.promise_day_taken");
  Promise past{{}, unit_, std::string(dossier::testing::kProcedure), "", 30, w_.identity.today() - std::chrono::days{1}, "x", ""};
  EXPECT_EQ(key(visits_.set_promise(w_.as("giam-doc"), past)), "visit.promise_incomplete");
  const auto first = w_.accepted(1);
  at("2026-10-06T08:00");
  ASSERT_TRUE(promise(0));
  const auto second = w_.accepted(2);
  const auto board = visits_.board(w_.as("nhung")).value();
  ASSERT_EQ(board.now.size(), 1U) << "what was promised yesterday stays promised, nothing new is";
  EXPECT_EQ(board.now.front().code, first.code);
  EXPECT_EQ(verified(), "");
}

TEST_P(VisitTest, who_works_above_the_desk_promises_for_the_desk_the_page_shows) {
  w_.person("chanh", "Đào Văn Chánh", identity::Role::bpmc_head, "xa/ubnd");
  const auto done = client("chanh").post(
      "/khong-hen/loi-hua",
      {{"thu_tuc", std::string(dossier::testing::kProcedure)}, {"phut", "45"}, {"tu_ngay", "05/10/2026"}, {"can_cu", "TB 5"}});
  EXPECT_EQ(done.status, 303);
  w_.accepted(1);
  EXPECT_EQ(visits_.board(w_.as("nhung")).value().now.size(), 1U);
}

TEST_P(VisitTest, group_help_records_the_helper_and_leaves_the_citizen_the_applicant) {
  ASSERT_TRUE(visits_.add_session(w_.as("nhung"), {{},
                                                   unit_,
                                                   SessionKind::help,
                                                   "Nhà văn hóa ấp Tân Thạnh",
                                                   w_.identity.today(),
                                                   "18:00-20:00",
                                                   "Tổ công nghệ số ấp Tân Thạnh",
                                                   "KH 3",
                                                   "",
                                                   {}}));
  const auto session = visits_.sessions(w_.as("nhung"), unit_).front();
  const auto a = w_.accepted(1);
  EXPECT_EQ(key(visits_.add_case(w_.as("nhung"), session.id, a.code, "")), "visit.case_incomplete") << "who helped is told";
  EXPECT_EQ(key(visits_.add_case(w_.as("la"), session.id, a.code, "x")), "visit.no_such_session");
  ASSERT_TRUE(visits_.add_case(w_.as("nhung"), session.id, a.code, "Lê Văn Giúp"));
  EXPECT_EQ(key(visits_.add_case(w_.as("nhung"), session.id, a.code, "Lê Văn Giúp")), "visit.case_taken");
  EXPECT_EQ(w_.see(a.code).applicant.name, "Trần Thị Ngọc Bích");
  EXPECT_EQ(visits_.sessions(w_.as("nhung"), unit_).front().cases.front().helper, "Lê Văn Giúp");
  EXPECT_EQ(verified(), "");
}

TEST_P(VisitTest, the_note_on_the_dossier_and_the_line_of_the_session_are_one_record) {
  const auto session = [&](std::string_view place) {
    EXPECT_TRUE(visits_.add_session(
        w_.as("nhung"), {{}, unit_, SessionKind::saturday, std::string(place), w_.identity.today(), "08:00-11:00", "", "", "", {}}));
    return visits_.sessions(w_.as("nhung"), unit_).front().id;
  };
  const auto first = session("Nhà văn hóa ấp 1"), second = session("Nhà văn hóa ấp 2");
  const auto a = w_.accepted(1);
  ASSERT_TRUE(visits_.add_case(w_.as("nhung"), first, a.code, ""));
  const auto version = w_.see(a.code).version;
  EXPECT_EQ(version, 2);
  EXPECT_EQ(key(visits_.add_case(w_.as("nhung"), second, a.code, "")), "visit.case_taken");
  EXPECT_EQ(w_.see(a.code).version, version) << "a refused line leaves no note";
  // And the other way round: what fails after the note takes it along.
  const auto b = w_.accepted(2);
  const auto desk = w_.as("nhung");
  EXPECT_THROW(static_cast<void>(database_->write([&](store::Tx& tx) -> Status {
                 EXPECT_TRUE(dossier::add_note(w_.dossiers, tx, desk, {b.id, 1}, "Nhận tại phiên"));
                 throw std::runtime_error("the second half fails");
               })),
               std::runtime_error);
  EXPECT_EQ(w_.see(b.code).version, 1);
  EXPECT_EQ(key(database_->write([&](store::Tx& tx) {
              return dossier::add_note(w_.dossiers, tx, desk, {b.id, 7}, "Cũ");
            })),
            "dossier.changed_meanwhile");
  EXPECT_EQ(verified(), "");
}

TEST_P(VisitTest, pages_refuse_what_is_wrong_and_whoever_may_not) {
  auto head = client("giam-doc"), desk = client("nhung");
  EXPECT_EQ(head.post("/khong-hen/loi-hua", {{"thu_tuc", "9.9"}, {"phut", "45"}, {"tu_ngay", "05/10/2026"}, {"can_cu", "x"}}).status, 422);
  EXPECT_EQ(
      head.post("/khong-hen/loi-hua",
                {{"thu_tuc", std::string(dossier::testing::kProcedure)}, {"phut", "45"}, {"tu_ngay", "05/10/2026"}, {"can_cu", "TB 5"}})
          .status,
      303);
  EXPECT_EQ(desk.post("/khong-hen/loi-hua", {}).status, 403);
  EXPECT_EQ(desk.post("/phien-ngoai-quay", {{"loai", "home"}, {"ngay", "05/10/2026"}, {"gio", ""}, {"noi", ""}}).status, 422);
  EXPECT_EQ(desk.post("/phien-ngoai-quay", {{"loai", "home"}, {"ngay", "05/10/2026"}, {"gio", "14:00-15:00"}, {"noi", "Nhà ông A"}}).status,
            303);
  EXPECT_THAT(desk.get("/phien-ngoai-quay").body, HasSubstr("Tại nhà"));
  EXPECT_EQ(client("ha").get("/phien-ngoai-quay").status, 403);
}

}  // namespace
}  // namespace motcua::visit
