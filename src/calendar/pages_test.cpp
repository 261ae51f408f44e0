// The settings pages through the real router, with places that need no units.
#include "calendar/pages.hpp"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include <set>

#include "store/testing.hpp"
#include "web/testing.hpp"

namespace motcua::calendar {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using web::Method;
using web::testing::Pairs;

const Scope kProvince{ScopeLevel::province, 10};
const Scope kUnit{ScopeLevel::unit, 100};

class FakePlaces final : public PlaceSource {
 public:
  std::vector<Place> places(const web::Call&) const override {
    return {{kUnit, "Phường Mỹ Trà"}, {kProvince, "Tỉnh Đồng Tháp"}, {{}, "Cả nước"}};
  }
  CalendarOf chain(const Place& place) const override {
    if (place.scope == kUnit) return {{kProvince, kUnit}};
    return place.scope == kProvince ? CalendarOf{{kProvince}} : CalendarOf{};
  }
  std::string name_of(const Scope& scope) const override {
    return scope == kUnit ? "Phường Mỹ Trà" : scope == kProvince ? "Tỉnh Đồng Tháp" : "Cả nước";
  }
  Actor actor(const web::Call& call) const override { return {call.principal->account_id, 100}; }
  bool may_edit(const web::Call&, const Place& place) const override { return place.scope == kUnit; }
};

class FakeRunning final : public RunningDue {
 public:
  Moved moved(const Place&, const Change& change, Day first) const override {
    EXPECT_FALSE(change.exceptions.empty());
    EXPECT_EQ(first, *parse_day("09/10/2026"));
    return {2, {{"H20.15-261005-0007", *parse_instant("2026-10-09T17:00"), *parse_instant("2026-10-10T17:00")}}, 1, "2 nhắn tin."};
  }
  std::string applied(const web::Call&, const Place&, const Change&, Day, std::string_view) const override { return "/doi-hen/7"; }
};

class CalendarPages : public ::testing::Test {
 protected:
  CalendarPages() {
    gate_.people = {{"sua", {1, {"calendar.read", "calendar.edit"}}}, {"xem", {2, {"calendar.read"}}}, {"khac", {3, {}}}};
    router_.add(web::bind_routes<Pages>("calendar", pages_, Pages::routes()));
  }
  web::testing::Client client(const char* who) {
    web::testing::Client c(router_);
    c.cookies["phien"] = who;
    return c;
  }
  bool works(const char* day) { return calendars_.of({{kProvince, kUnit}}).value()->is_working_day(*parse_day(day)); }
  std::int64_t rows() {
    MOTCUA_SQL(kCount, "SELECT count(*) FROM store_journal");
    return db_->read([&](store::ReadTx& tx) { return tx.number(kCount); });
  }

  store::TestDatabase db_{{migrations()}};
  FixedClock clock_{*parse_instant("2026-10-05T09:00")};
  IdSource ids_{clock_};
  Calendars calendars_{*db_, clock_, ids_};
  FakePlaces places_;
  FakeRunning running_;
  web::Shells shells_{web::ShellSettings{}};
  Pages pages_{calendars_, places_, shells_, clock_};
  Pages counting_{calendars_, places_, shells_, clock_, &running_};
  web::testing::TestGate gate_;
  web::Router router_{{gate_, clock_}, {.secret = std::string(32, 'r')}};
  const Pairs swap_{{"noi", "100"},          {"loai", "hoan-doi"},       {"ngay-nghi", "09/10/2026"}, {"ngay-lam", "10/10/2026"},
                    {"ly-do", "Lễ hội sen"}, {"can-cu", "TB 12/TB-UBND"}};
};

TEST_F(CalendarPages, follow_the_table_of_rights) {
  const std::vector<web::testing::Scenario> scenarios{
      {.name = "nobody", .target = "/quan-tri/lich", .status = 303},
      {.name = "without the right", .as = "khac", .target = "/quan-tri/lich", .status = 403},
      {.name = "a reader sees the year",
       .as = "xem",
       .target = "/quan-tri/lich?nam=2026",
       .contains = {"24/11/2026", "Cả nước (kế thừa)"},
       .absent = {"/quan-tri/lich/them"}},
      {.name = "a reader writes nothing", .as = "xem", .target = "/quan-tri/lich/them?loai=nghi", .status = 403},
      {.name = "an editor is offered the forms", .as = "sua", .target = "/quan-tri/lich?nam=2026", .contains = {"/quan-tri/lich/them"}},
      {.name = "not of the province", .as = "sua", .target = "/quan-tri/lich/them?loai=nghi&noi=10", .status = 403},
      {.name = "a place not shown", .as = "sua", .target = "/quan-tri/lich?noi=77", .status = 404},
      {.name = "another kind", .as = "sua", .target = "/quan-tri/lich/them?loai=gi-do", .status = 404},
      {.name = "each form", .as = "sua", .target = "/quan-tri/lich/them?loai=tuan", .contains = {"Thứ trong tuần"}}};
  EXPECT_THAT(run(router_, scenarios, [](web::testing::Client& c, std::string_view as) { c.cookies["phien"] = std::string(as); }),
              IsEmpty());
}

TEST_F(CalendarPages, show_a_change_on_paper_and_then_apply_it_with_its_journal) {
  auto c = client("sua");
  const auto paper = c.post("/quan-tri/lich/xem-truoc", swap_);
  EXPECT_EQ(paper.status, 200) << paper.body;
  EXPECT_THAT(paper.body, HasSubstr("Nghỉ do hoán đổi: Lễ hội sen"));
  EXPECT_THAT(paper.body, HasSubstr("Chưa có số liệu"));
  EXPECT_EQ(rows(), 0);
  EXPECT_TRUE(works("09/10/2026"));
  const auto done = c.post("/quan-tri/lich/ap-dung", swap_);
  EXPECT_EQ(done.status, 303) << done.body;
  EXPECT_FALSE(works("09/10/2026"));
  EXPECT_TRUE(works("10/10/2026"));
  EXPECT_EQ(rows(), 2);
  EXPECT_THAT(c.follow(done).body, HasSubstr("Lễ hội sen"));
  EXPECT_EQ(c.post("/quan-tri/lich/ap-dung", swap_).status, 422) << "the days are swapped already";
}

TEST_F(CalendarPages, refuse_bad_input_with_a_message_and_keep_what_was_typed) {
  auto c = client("sua");
  const auto page =
      c.post("/quan-tri/lich/xem-truoc", {{"noi", "100"}, {"loai", "nghi"}, {"tu-ngay", "31/02/2026"}, {"ly-do", "Bão số 9"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("Không hiểu ngày “31/02/2026”"));
  EXPECT_THAT(page.body, HasSubstr("value=\"Bão số 9\""));
  EXPECT_THAT(page.body, HasSubstr("Ghi căn cứ"));
  const auto sunday = c.post(
      "/quan-tri/lich/xem-truoc",
      {{"noi", "100"}, {"loai", "hoan-doi"}, {"ngay-nghi", "11/10/2026"}, {"ngay-lam", "12/10/2026"}, {"ly-do", "x"}, {"can-cu", "y"}});
  EXPECT_THAT(sunday.body, HasSubstr("vốn không phải ngày làm việc"));
  EXPECT_THAT(sunday.body, HasSubstr("vốn là ngày làm việc"));
  const auto hours = c.post("/quan-tri/lich/xem-truoc", {{"noi", "100"},
                                                         {"loai", "gio"},
                                                         {"tu-ngay", "09/10/2026"},
                                                         {"buoi", "07:30-11:30"},
                                                         {"buoi-tiep-nhan", "11:00-12:00"},
                                                         {"ly-do", "x"},
                                                         {"can-cu", "y"}});
  EXPECT_THAT(hours.body, HasSubstr("chồng lên nhau"));
  EXPECT_EQ(rows(), 0);
}

TEST_F(CalendarPages, open_a_saturday_for_reception_without_counting_it) {
  auto c = client("sua");
  EXPECT_EQ(c.post("/quan-tri/lich/ap-dung", {{"noi", "100"},
                                              {"loai", "mo-them"},
                                              {"tu-ngay", "10/10/2026"},
                                              {"buoi-tiep-nhan", "07:30-11:30"},
                                              {"ly-do", "Cao điểm"},
                                              {"can-cu", "KH 3"}})
                .status,
            303);
  const auto info = calendars_.of({{kProvince, kUnit}}).value()->info(*parse_day("10/10/2026"));
  EXPECT_EQ(info.kind, DayKind::reception_only);
}

TEST_F(CalendarPages, change_the_week_from_a_date_and_withdraw_it_with_a_reason) {
  auto c = client("sua");
  ASSERT_EQ(c.post("/quan-tri/lich/ap-dung", {{"noi", "100"},
                                              {"loai", "tuan"},
                                              {"thu", "5"},
                                              {"thu", "6"},
                                              {"tu-ngay", "12/10/2026"},
                                              {"buoi", "08:00-12:00"},
                                              {"can-cu", "QĐ 5"}})
                .status,
            303);
  EXPECT_TRUE(works("17/10/2026"));
  EXPECT_FALSE(works("10/10/2026"));
  const auto rules = calendars_.weekdays(kUnit);
  ASSERT_EQ(rules.size(), 2U);
  const auto path = "/quan-tri/lich/thu-hoi/tuan/" + std::to_string(rules[1].id);
  EXPECT_THAT(c.get(path + "?noi=100").body, HasSubstr("Thứ Bảy, từ 12/10/2026"));
  EXPECT_EQ(c.get("/quan-tri/lich/thu-hoi/ngay/" + std::to_string(rules[1].id) + "?noi=100").status, 404);
  EXPECT_EQ(c.post(path, {{"noi", "100"}}).status, 422) << "no reason";
  EXPECT_EQ(c.post(path, {{"noi", "100"}, {"ly-do", "Hết nhu cầu"}, {"ngay-cuoi", "17/10/2026"}}).status, 303);
  EXPECT_TRUE(works("17/10/2026"));
  EXPECT_FALSE(works("24/10/2026"));
  EXPECT_EQ(c.post(path, {{"noi", "100"}, {"ly-do", "Ghi nhầm"}}).status, 303);
  EXPECT_FALSE(works("17/10/2026"));
}

TEST_F(CalendarPages, count_a_due_moment_for_the_support_desk) {
  auto c = client("xem");
  const auto page =
      c.get("/quan-tri/lich/tinh-thu?ngay=05/10/2026&gio=09:10&so=3&don-vi=wd&tu-1=14:00%2006/10/2026&den-1=08:00%2008/10/2026");
  EXPECT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("Hạn trả: 17:00"));
  EXPECT_THAT(page.body, HasSubstr("Tạm dừng"));
  const auto wrong = c.get("/quan-tri/lich/tinh-thu?ngay=05/10/2026&gio=xx&so=ba&don-vi=wd");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("value=\"ba\""));
}

TEST_F(CalendarPages, tell_the_running_dossiers_a_change_would_move) {
  web::Router router{{gate_, clock_}, {.secret = std::string(32, 'r')}};
  router.add(web::bind_routes<Pages>("calendar", counting_, Pages::routes()));
  web::testing::Client c(router);
  c.cookies["phien"] = "sua";
  const auto page = c.post("/quan-tri/lich/xem-truoc", swap_);
  EXPECT_THAT(page.body, HasSubstr("H20.15-261005-0007"));
  EXPECT_THAT(page.body, Not(HasSubstr("Chưa có số liệu")));
  EXPECT_THAT(page.body, HasSubstr("2 nhắn tin."));
  EXPECT_THAT(page.body, HasSubstr("giữ ngày đã hẹn"));
  const auto applied = c.post("/quan-tri/lich/ap-dung", swap_);
  EXPECT_EQ(applied.status, 303);
  EXPECT_EQ(web::testing::header_of(applied, "location"), "/doi-hen/7") << "on to the dossiers that move";
}

TEST_F(CalendarPages, keep_the_rules_of_every_route) {
  const auto id = calendars_
                      .apply(kUnit,
                             {.exceptions = {{.first = *parse_day("09/10/2026"),
                                              .last = *parse_day("09/10/2026"),
                                              .kind = ExceptionKind::emergency_closed,
                                              .reason = "x",
                                              .source = "y"}}},
                             {1, 100})
                      .value()
                      .front();
  const auto persona = [](const char* name, std::set<std::string_view> rights) {
    return web::testing::Persona{name, [name](web::testing::Client& c) { c.cookies["phien"] = name; },
                                 [rights](std::string_view p) { return rights.contains(p); }};
  };
  EXPECT_THAT(web::testing::walk_routes(router_, {.personas = {persona("sua", {"calendar.read", "calendar.edit"}),
                                                               persona("xem", {"calendar.read"}), persona("khac", {})},
                                                  .path_of =
                                                      [&](const web::Route& r) {
                                                        return r.pattern.find('{') == std::string_view::npos
                                                                   ? std::string(r.pattern)
                                                                   : fmt::format("/quan-tri/lich/thu-hoi/ngay/{}", id);
                                                      },
                                                  .changes = [&] { return rows(); }}),
              IsEmpty());
}

}  // namespace
}  // namespace motcua::calendar
