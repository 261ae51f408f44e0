// A late holiday: the cases people read (tests/cases/late-holiday), who may, once, in the middle of a stop, and the pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/dates.hpp"
#include "base/testing_cases.hpp"
#include "dossier/pages_rescheduling.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/testing_world.hpp"
#include "store/outbox.hpp"
#include "store/testing_faults.hpp"
#include "store/verify.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

calendar::DayException off(std::string_view first, std::string_view last, std::string_view reason = "Bão số 9") {
  return {.first = parse_vn_date(first).value(),
          .last = parse_vn_date(last).value(),
          .kind = calendar::ExceptionKind::emergency_closed,
          .reason = std::string(reason),
          .source = "Công điện 12/CĐ-UBND"};
}

// World, services and the calendar of the commune.
struct Town {
  explicit Town(store::Database& db) : w(db) {}
  CalendarChange change(calendar::Change what, Day first) const {
    return {{calendar::ScopeLevel::unit, w.unit("xa/ubnd").value}, "Xã Tân Phú", std::move(what), first, "Nghỉ đột xuất"};
  }
  // The calendar is changed and the change proposed for running dossiers.
  std::int64_t announced(const CalendarChange& c) {
    entries = w.calendars.apply(c.scope, c.change, {1, 1}).value();
    return moving.propose(w.as("kiem"), c).value();
  }
  Instant due(const Accepted& a) { return w.see(a.code).due_at; }

  testing::World w;
  Lateness late{w.db, w.clock, w.ids, w.dossiers, w.identity};
  Rescheduling moving{w.db, w.clock, w.ids, w.dossiers, w.identity, w.calendars};
  std::vector<std::int64_t> entries;
};

class ReschedulingService : public ::testing::TestWithParam<store::Engine> {
 protected:
  template <class R> static std::string key(const R& r) { return r ? "" : r.error().key; }
  std::string verify(Town& t) {
    auto all = t.w.dossiers.verifiers();
    for (auto& v : t.late.verifiers()) all.push_back(std::move(v));
    return store::verify(*database_, all).first();
  }
  store::TestDatabase database_{testing::all_tables(), GetParam()};
};
MOTCUA_EACH_ENGINE(ReschedulingService);

TEST_P(ReschedulingService, acceptance_2_a_changed_calendar_moves_nothing_until_it_is_applied_once_and_it_is_taken_back) {
  Town t(*database_);
  const auto a = t.w.accepted(1), b = t.w.accepted(2);
  const auto before = t.due(a);
  const auto closed = t.change({.exceptions = {off("07/10/2026", "07/10/2026")}}, parse_vn_date("07/10/2026").value());
  const auto paper = t.moving.on_paper(closed);
  EXPECT_EQ(paper.moved, 2);
  EXPECT_EQ(paper.sms, 2);
  ASSERT_EQ(paper.rows.size(), 2U);
  EXPECT_EQ(iso(paper.rows[0].after), "2026-10-08T17:00:00+07:00");
  EXPECT_EQ(t.due(a), before) << "on paper nothing moves";

  const auto plan = t.announced(closed);
  EXPECT_EQ(t.due(a), before) << "changing the calendar moves no due moment by itself (one-stop.md §13, 2)";
  for (const auto who : {"nhung", "khanh", "ha", "thanh", "yen", "la"})
    EXPECT_EQ(key(t.moving.apply(t.w.as(who), plan)), "dossier.no_reschedule") << who;
  const auto moved = t.moving.apply(t.w.as("kiem"), plan);
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(*moved, 2);
  const auto file = t.w.dossiers.open(t.w.as("nhung"), a.code, "test").value();
  EXPECT_EQ(iso(file.dossier.due_at), "2026-10-08T17:00:00+07:00");
  EXPECT_EQ(file.events.front().kind, "dossier.due_moved");
  EXPECT_THAT(file.events.front().detail, HasSubstr("hẹn trả 17:00 08/10/2026 (trước là 17:00 07/10/2026)"));
  EXPECT_THAT(file.events.front().detail, HasSubstr("Bão số 9"));
  ASSERT_TRUE(file.why) << "the new date explains itself";
  EXPECT_THAT(file.why->text(), HasSubstr("Bão số 9"));
  EXPECT_EQ(iso(t.w.dossiers.receipt(t.w.as("nhung"), a.code)->due_at), "2026-10-08T17:00:00+07:00") << "the receipt is printed anew";
  EXPECT_EQ(key(t.moving.apply(t.w.as("kiem"), plan)), "dossier.reschedule_done");
  int told = 0;
  store::OutboxWorker worker(*database_, t.w.clock);
  worker.subscribe("test", "dossier.due_moved", [&](const store::Delivery&) -> Status {
    ++told;
    return {};
  });
  while (worker.run_once() > 0) {
  }
  EXPECT_EQ(told, 2) << "a message for each dossier";

  EXPECT_EQ(key(t.moving.undo(t.w.as("kiem"), plan, " ")), "dossier.undo_without_reason");
  ASSERT_TRUE(t.w.calendars.withdraw_exception(t.entries.front(), "Bão tan", {1, 1}));
  EXPECT_EQ(t.moving.undo(t.w.as("kiem"), plan, "Bão tan").value(), 2);
  EXPECT_EQ(t.due(a), before);
  EXPECT_EQ(t.due(b), before);
  EXPECT_EQ(key(t.moving.undo(t.w.as("kiem"), plan, "Lần nữa")), "dossier.reschedule_not_applied");
  const auto view = t.moving.plan(t.w.as("kiem"), plan).value();
  EXPECT_EQ(view.state, PlanState::undone);
  ASSERT_EQ(view.movement.rows.size(), 2U) << "both dates stay on record";
  EXPECT_EQ(iso(view.movement.rows[0].before), "2026-10-07T17:00:00+07:00");
  EXPECT_EQ(iso(view.movement.rows[0].after), "2026-10-08T17:00:00+07:00");
  EXPECT_TRUE(view.movement.rows[0].undone);
  EXPECT_EQ(verify(t), "");
}

TEST_P(ReschedulingService, leaves_other_communes_settled_and_waiting_dossiers_alone) {
  Town t(*database_);
  const auto running = t.w.accepted(1);
  auto elsewhere = t.w.intake(2);
  elsewhere.unit = t.w.unit("xa-2/mot-cua");
  const auto other = t.w.dossiers.accept(t.w.as("la"), elsewhere).value();
  const auto other_due = t.w.see(other.code, "la").due_at;
  const auto plan = t.announced(t.change({.exceptions = {off("07/10/2026", "07/10/2026")}}, parse_vn_date("07/10/2026").value()));
  EXPECT_EQ(t.moving.apply(t.w.as("kiem"), plan).value(), 1);
  EXPECT_EQ(t.w.see(other.code, "la").due_at, other_due);
  EXPECT_NE(t.due(running), other_due);
}

// ---- the cases people read ----

class Story {
 public:
  explicit Story(store::Database& db) : t_(db) {}

  void tell(const std::string& what, const std::string& rest) {
    if (what == "Nhận") {
      t_.w.clock.set(vn_moment(rest.substr(2)));
      dossiers_.emplace(rest.substr(0, 1), t_.w.accepted(static_cast<int>(dossiers_.size()) + 1));
    } else if (what == "Gia hạn") {
      extend(dossiers_.at(rest.substr(0, 1)), std::stoi(rest.substr(2)));
    } else if (what == "Lúc") {
      t_.w.clock.set(vn_moment(rest));
    } else if (what == "Nghỉ") {
      announce({.exceptions = {off(rest.substr(0, 10), rest.size() > 10 ? rest.substr(rest.size() - 10) : rest)}}, rest.substr(0, 10));
    } else if (what == "Hoán đổi") {
      const auto away = rest.substr(0, 10), instead = rest.substr(rest.size() - 10);
      auto rest_day = off(away, away, "Hoán đổi");
      rest_day.kind = calendar::ExceptionKind::swap_off;
      auto worked = off(instead, instead, "Hoán đổi");
      worked.kind = calendar::ExceptionKind::swap_work;
      worked.as_on = rest_day.first;
      announce({.exceptions = {rest_day, worked}}, std::min(rest_day.first, worked.first) == rest_day.first ? away : instead);
    } else if (what == "Đổi") {
      const auto& a = dossiers_.at(rest.substr(0, 1));
      EXPECT_EQ(vn_datetime(before_.at(a.code)), rest.substr(2, 16));
      EXPECT_EQ(vn_datetime(t_.due(a)), rest.substr(22));
      ++moved_;
    } else if (what == "Giữ") {
      const auto& a = dossiers_.at(rest.substr(0, 1));
      EXPECT_EQ(vn_datetime(before_.at(a.code)), rest.substr(2));
      EXPECT_EQ(vn_datetime(t_.due(a)), rest.substr(2));
    } else if (what == "Hoàn lại lúc") {
      t_.w.clock.set(vn_moment(rest));
      for (const auto id : t_.entries) EXPECT_TRUE(t_.w.calendars.withdraw_exception(id, "Thu hồi", {1, 1}));
      EXPECT_TRUE(t_.moving.undo(t_.w.as("kiem"), plan_, "Thu hồi"));
    } else if (what == "Trở lại") {
      EXPECT_EQ(vn_datetime(t_.due(dossiers_.at(rest.substr(0, 1)))), rest.substr(2));
    } else {
      ADD_FAILURE() << "unknown line: " << what;
    }
  }
  void end() { EXPECT_EQ(applied_, moved_) << "as many moved as the case names"; }

 private:
  void extend(const Accepted& a, int days) {
    Ref r{a.id, 1};
    r.version = t_.w.dossiers.hand_over(t_.w.as("nhung"), r, t_.w.unit("xa/van-phong")).value();
    r.version = t_.w.dossiers.assign(t_.w.as("khanh"), r, t_.w.account("ha")).value();
    const auto seen = t_.late.save_apology(t_.w.as("ha"), a.id, 0, {"xac-minh", "", days, {}}).value();
    EXPECT_TRUE(t_.late.send_apology(t_.w.as("thanh"), r, seen));
  }
  void announce(calendar::Change change, const std::string& first) {
    for (const auto& [name, a] : dossiers_) before_[a.code] = t_.due(a);
    const auto what = t_.change(std::move(change), parse_vn_date(first).value());
    const auto paper = t_.moving.on_paper(what);
    plan_ = t_.announced(what);
    EXPECT_EQ(t_.moving.plan(t_.w.as("kiem"), plan_).value().movement.moved, paper.moved) << "what was shown on paper is what is proposed";
    applied_ = t_.moving.apply(t_.w.as("kiem"), plan_).value();
    EXPECT_EQ(applied_, paper.moved) << "and what is done";
  }

  Town t_;
  std::map<std::string, Accepted> dossiers_;
  std::map<std::string, Instant> before_;
  std::int64_t plan_ = 0;
  int applied_ = 0, moved_ = 0;
};

TEST(LateHolidayCases, hold) {
  const auto all = read_cases("late-holiday");
  EXPECT_GE(all.size(), 6U);
  for (const auto& c : all) {
    SCOPED_TRACE(c.file + ": " + c.name);
    store::TestDatabase database{testing::all_tables()};
    Story story(*database);
    for (const auto& [what, rest] : c.lines) story.tell(what, rest);
    story.end();
  }
}

// ---- a disk that fails in the middle (quality R2) ----

class ReschedulingFaults : public ::testing::Test {
 protected:
  ~ReschedulingFaults() override { store::arm_fault(store::Fault::none, 0); }
  struct Installed {
    Installed() { store::install_faults(); }
  } installed_;  // before the database is opened
  store::TestDatabase database_{testing::all_tables(), store::Engine::sqlite};
};

TEST_F(ReschedulingFaults, at_any_operation_are_told_and_the_second_try_moves_each_dossier_once) {
  Town t(*database_);
  constexpr int kDossiers = 5;
  for (int i = 0; i < kDossiers; ++i) t.w.accepted(i);
  int told = 0, rounds = 0;
  // Day after day is closed; the n-th application meets a fault at its n-th write.
  Day day = parse_vn_date("07/10/2026").value();
  for (bool struck = true; struck && rounds < 120 && !HasFailure(); ++rounds) {
    while (!t.w.dossiers.calendar_of(t.w.unit("xa/mot-cua")).value()->is_working_day(day)) day += std::chrono::days{1};
    const auto date = vn_date(day);
    const auto first = t.due(t.w.accepted(0));
    const auto plan = t.announced(t.change({.exceptions = {off(date, date)}}, day));
    store::arm_fault(store::Fault::io_error, rounds + 1, true);
    bool failed = false;
    try {
      EXPECT_TRUE(t.moving.apply(t.w.as("kiem"), plan));
    } catch (const store::Failure&) {
      failed = true;
      ++told;
    }
    struck = store::fault_struck() || failed;
    store::arm_fault(store::Fault::none, 0);
    if (failed) {
      const auto again = t.moving.apply(t.w.as("kiem"), plan);
      EXPECT_TRUE(again || again.error().key == "dossier.reschedule_done") << again.error().message;
    }
    const auto view = t.moving.plan(t.w.as("kiem"), plan).value();
    EXPECT_EQ(view.state, PlanState::applied);
    EXPECT_EQ(view.movement.moved, kDossiers) << "each once, in round " << rounds;
    EXPECT_GT(t.due(t.w.accepted(0)), first);
  }
  EXPECT_GT(told, 5) << "faults were met";
  EXPECT_LT(rounds, 120) << "an application has an end";
  EXPECT_EQ(store::verify(*database_, t.w.dossiers.verifiers()).first(), "");
}

TEST_F(ReschedulingFaults, at_any_operation_of_form_04_send_it_once) {
  Town t(*database_);
  int told = 0, n = 0;
  for (bool struck = true; struck && n < 200 && !HasFailure();) {
    const auto a = t.w.accepted(++n);
    Ref r{a.id, 1};
    r.version = t.w.dossiers.hand_over(t.w.as("nhung"), r, t.w.unit("xa/van-phong")).value();
    r.version = t.w.dossiers.assign(t.w.as("khanh"), r, t.w.account("ha")).value();
    const auto seen = t.late.save_apology(t.w.as("ha"), a.id, 0, {"xac-minh", "", 2, {}}).value();
    store::arm_fault(store::Fault::disk_full, n, true);
    bool failed = false;
    try {
      EXPECT_TRUE(t.late.send_apology(t.w.as("thanh"), r, seen));
    } catch (const store::Failure&) {
      failed = true;
      ++told;
    }
    struck = store::fault_struck() || failed;
    store::arm_fault(store::Fault::none, 0);
    if (failed) {
      const auto again = t.late.send_apology(t.w.as("thanh"), r, seen);
      EXPECT_TRUE(again) << again.error().message << ": what failed was not half done";
    }
    const auto letter = t.w.dossiers.open(t.w.as("nhung"), a.code, "test").value().apology;
    ASSERT_TRUE(letter && letter->sent_at);
    EXPECT_EQ(letter->number, std::to_string(n) + "/PXL") << "no number is lost or given twice";
  }
  EXPECT_GT(told, 5);
  EXPECT_LT(n, 200);
  auto all = t.w.dossiers.verifiers();
  for (auto& v : t.late.verifiers()) all.push_back(std::move(v));
  EXPECT_EQ(store::verify(*database_, all).first(), "");
}

// ---- pages ----

TEST(ReschedulingPagesTest, show_each_dossier_before_and_after_and_only_to_who_may) {
  store::TestDatabase database{testing::all_tables()};
  Town t(*database);
  const auto a = t.w.accepted(1);
  const auto plan = t.announced(t.change({.exceptions = {off("07/10/2026", "07/10/2026")}}, parse_vn_date("07/10/2026").value()));
  web::Shells shells{{}};
  struct Gate final : web::Gate {
    testing::World& w;
    explicit Gate(testing::World& world) : w(world) {}
    std::shared_ptr<const web::Principal> identify(const web::Request& request, web::Response&) override {
      const auto name = request.cookie("phien");
      return name.empty() ? std::make_shared<Actor>() : std::make_shared<Actor>(w.as(name));
    }
  } gate{t.w};
  web::Router router{{.gate = gate, .clock = t.w.clock}, {.secret = std::string(32, 'r')}};
  ReschedulingPages pages{t.moving, shells};
  router.add(web::bind_routes("dossier_rescheduling", pages, ReschedulingPages::routes()));
  const auto client = [&](std::string name) {
    web::testing::Client c(router);
    c.cookies["phien"] = std::move(name);
    return c;
  };
  const auto path = "/doi-hen/" + std::to_string(plan);
  EXPECT_EQ(client("nhung").get(path).status, 403);
  EXPECT_EQ(client("kiem").get("/doi-hen/1").status, 404);
  EXPECT_EQ(client("kiem").get("/doi-hen/x").status, 404);
  auto page = client("kiem").get(path);
  EXPECT_THAT(page.body, HasSubstr(a.code));
  EXPECT_THAT(page.body, HasSubstr("17:00 07/10/2026"));
  EXPECT_THAT(page.body, HasSubstr("17:00 08/10/2026"));
  EXPECT_THAT(page.body, HasSubstr("1 nhắn tin."));
  EXPECT_THAT(page.body, HasSubstr("Áp dụng cho 1 hồ sơ"));
  EXPECT_EQ(client("kiem").post(path + "/ap-dung", {}).status, 303);
  EXPECT_EQ(client("kiem").post(path + "/ap-dung", {}).status, 409);
  EXPECT_EQ(client("kiem").post(path + "/hoan-lai", {{"ly_do", ""}}).status, 422);
  EXPECT_EQ(client("kiem").post(path + "/hoan-lai", {{"ly_do", "Bão tan"}}).status, 303);
  page = client("kiem").get(path);
  EXPECT_THAT(page.body, HasSubstr("Đã hoàn lại"));
  EXPECT_THAT(page.body, HasSubstr("Đã trả lại hẹn cũ"));
  EXPECT_THAT(client("kiem").get("/doi-hen").body, HasSubstr("Nghỉ đột xuất"));
}

}  // namespace
}  // namespace motcua::dossier
