#include <gmock/gmock.h>

#include "base/embedded.hpp"
#include "calendar/calendar.hpp"
#include "store/testing.hpp"

namespace motcua::calendar {
namespace {

using store::Tx;

Day day(const char* text) { return parse_day(text).value(); }

class CalendarsOverRows : public store::EngineTest {
 protected:
  CalendarsOverRows() : EngineTest({migrations()}) {}
  CalendarPtr of(std::initializer_list<Scope> chain) { return calendars_.of({chain}).value(); }
  void seed() {
    ASSERT_TRUE(db().write([&](Tx& tx) { return calendars_.seed_national(tx); }));
  }
  NewException closure(const Scope& scope, const char* first, const char* last) {
    return {
        scope,
        {.first = day(first), .last = day(last), .kind = ExceptionKind::emergency_closed, .reason = "Bão số 9", .source = "Công điện 01"},
        true};
  }

  FixedClock clock_{*parse_instant("2026-10-05T09:00")};
  IdSource ids_{clock_};
  Calendars calendars_{db(), clock_, ids_};
  const Scope province_{ScopeLevel::province, 10};
  const Scope unit_{ScopeLevel::unit, 100};
  const Actor clerk_{7, 100};
};
MOTCUA_EACH_ENGINE(CalendarsOverRows);

TEST_P(CalendarsOverRows, know_the_holidays_before_anything_is_stored) {
  const auto calendar = of({});
  EXPECT_FALSE(calendar->is_working_day(day("24/11/2026")));
  EXPECT_TRUE(calendar->is_working_day(day("31/08/2026")));
}

TEST_P(CalendarsOverRows, ship_the_national_decisions_once) {
  seed();
  const auto calendar = of({});
  EXPECT_FALSE(calendar->is_working_day(day("31/08/2026")));
  EXPECT_TRUE(calendar->is_working_day(day("22/08/2026")));
  EXPECT_TRUE(calendar->is_working_day(day("23/11/2026"))) << "only proposed";
  EXPECT_EQ(calendar->info(day("31/08/2026")).source, "Thông báo 9441/TB-BNV");
  const auto count = calendars_.exceptions({}, 2026).size();
  EXPECT_EQ(count, 6U);
  seed();
  EXPECT_EQ(calendars_.exceptions({}, 2026).size(), count);
  EXPECT_EQ(of({}), calendar) << "nothing changed, nothing is loaded again";
}

TEST_P(CalendarsOverRows, inherit_from_the_nation_through_the_province_to_the_unit) {
  ASSERT_TRUE(calendars_.add_exception(closure(province_, "06/10/2026", "07/10/2026"), clerk_));
  ASSERT_TRUE(calendars_.add_exception(closure(unit_, "08/10/2026", "08/10/2026"), clerk_));
  const auto unit = of({province_, unit_});
  EXPECT_FALSE(unit->is_working_day(day("06/10/2026")));
  EXPECT_FALSE(unit->is_working_day(day("08/10/2026")));
  EXPECT_FALSE(unit->is_working_day(day("24/11/2026")));
  const auto neighbour = of({province_, {ScopeLevel::unit, 101}});
  EXPECT_FALSE(neighbour->is_working_day(day("06/10/2026")));
  EXPECT_TRUE(neighbour->is_working_day(day("08/10/2026")));
  EXPECT_EQ(neighbour, of({province_})) << "a unit without rules of its own shares the calendar above it";
  EXPECT_NE(of({}), neighbour);
}

TEST_P(CalendarsOverRows, a_change_makes_a_new_version_and_the_old_one_stays_known) {
  const auto before = of({unit_});
  const auto id = calendars_.add_exception(closure(unit_, "06/10/2026", "06/10/2026"), clerk_);
  ASSERT_TRUE(id);
  const auto after = of({unit_});
  EXPECT_NE(before->version(), after->version());
  EXPECT_EQ(calendars_.by_version(before->version()).value(), before);
  ASSERT_TRUE(calendars_.withdraw_exception(*id, "Bão không vào", clerk_));
  EXPECT_EQ(of({unit_})->version(), before->version()) << "the same content is the same version";
  EXPECT_EQ(calendars_.withdraw_exception(*id, "lần nữa", clerk_).error().key, "calendar.exception_missing");
  EXPECT_EQ(calendars_.by_version(1).error().key, "calendar.unknown_version");
}

TEST_P(CalendarsOverRows, see_the_change_of_another_instance) {
  Calendars other{db(), clock_, ids_};
  ASSERT_TRUE(of({unit_})->is_working_day(day("06/10/2026")));
  ASSERT_TRUE(other.add_exception(closure(unit_, "06/10/2026", "06/10/2026"), clerk_));
  clock_.advance(std::chrono::seconds{2});
  EXPECT_FALSE(of({unit_})->is_working_day(day("06/10/2026")));
}

TEST_P(CalendarsOverRows, keep_sessions_with_their_dates) {
  ASSERT_TRUE(calendars_.set_weekday({unit_,
                                      {.weekday = std::chrono::Saturday,
                                       .sessions = {{TimeOfDay::of(7, 30), TimeOfDay::of(11, 30), SessionKind::reception_only}},
                                       .valid_from = day("01/10/2026"),
                                       .valid_to = day("31/12/2026"),
                                       .source = "Quyết định 15/QĐ-UBND"}},
                                     clerk_));
  const auto calendar = of({unit_});
  EXPECT_EQ(calendar->info(day("10/10/2026")).kind, DayKind::reception_only);
  EXPECT_TRUE(calendar->is_open(*parse_instant("2026-10-10T08:00")));
  EXPECT_FALSE(calendar->is_working_day(day("10/10/2026")));
  EXPECT_EQ(calendar->info(day("26/09/2026")).kind, DayKind::weekly_rest);
}

TEST_P(CalendarsOverRows, end_and_withdraw_a_weekday_rule_with_its_journal) {
  const auto saturday = [&](const char* from) {
    return NewWeekdayRule{unit_,
                          {.weekday = std::chrono::Saturday,
                           .sessions = {{TimeOfDay::of(7, 30), TimeOfDay::of(11, 30)}},
                           .valid_from = day(from),
                           .valid_to = {},
                           .source = "Quyết định 15/QĐ-UBND"}};
  };
  const auto id = calendars_.set_weekday(saturday("01/10/2026"), clerk_).value();
  ASSERT_TRUE(of({unit_})->is_working_day(day("31/10/2026")));
  EXPECT_EQ(calendars_.end_weekday(id, day("30/09/2026"), "Hết nhu cầu", clerk_).error().key, "calendar.weekday_end_before_start");
  ASSERT_TRUE(calendars_.end_weekday(id, day("17/10/2026"), "Hết nhu cầu", clerk_));
  EXPECT_TRUE(of({unit_})->is_working_day(day("17/10/2026")));
  EXPECT_FALSE(of({unit_})->is_working_day(day("24/10/2026")));
  EXPECT_EQ(calendars_.end_weekday(id, day("24/10/2026"), "Dài thêm", clerk_).error().key, "calendar.weekday_end_later");
  ASSERT_EQ(calendars_.weekdays(unit_).size(), 1U);
  EXPECT_EQ(calendars_.weekdays(unit_).front().rule.valid_to, day("17/10/2026"));
  EXPECT_FALSE(calendars_.withdraw_weekday(id, "", clerk_));
  ASSERT_TRUE(calendars_.withdraw_weekday(id, "Ghi nhầm", clerk_));
  EXPECT_FALSE(of({unit_})->is_working_day(day("17/10/2026")));
  EXPECT_EQ(calendars_.withdraw_weekday(id, "lần nữa", clerk_).error().key, "calendar.weekday_missing");
  MOTCUA_SQL(kKinds, "SELECT kind FROM store_journal WHERE object = 'calendar_session' ORDER BY seq");
  const auto kinds =
      db().read([&](store::ReadTx& tx) { return tx.all<std::string>(kKinds, [](const store::Row& r) { return r.text(0); }); });
  EXPECT_EQ(kinds, (std::vector<std::string>{"calendar.weekday_set", "calendar.weekday_ended", "calendar.weekday_withdrawn"}));
}

TEST_P(CalendarsOverRows, try_a_swap_on_paper_and_then_apply_both_halves) {
  const Change swap{
      .exceptions = {
          {.first = day("09/10/2026"), .last = day("09/10/2026"), .kind = ExceptionKind::swap_off, .reason = "Hoán đổi", .source = "TB 1"},
          {.first = day("10/10/2026"),
           .last = day("10/10/2026"),
           .kind = ExceptionKind::swap_work,
           .reason = "Hoán đổi",
           .source = "TB 1",
           .as_on = day("09/10/2026")}}};
  const auto before = of({province_, unit_});
  const auto paper = calendars_.preview({{province_, unit_}}, unit_, swap).value();
  EXPECT_FALSE(paper->is_working_day(day("09/10/2026")));
  EXPECT_TRUE(paper->is_working_day(day("10/10/2026")));
  EXPECT_EQ(of({province_, unit_}), before) << "paper changes nothing";
  EXPECT_EQ(calendars_.apply(unit_, swap, clerk_).value().size(), 2U);
  EXPECT_EQ(of({province_, unit_})->version(), paper->version());
  EXPECT_EQ(calendars_.apply(unit_, {.exceptions = {{.first = day("09/10/2026"), .last = day("09/10/2026")}}}, clerk_).error().key,
            "calendar.exception_invalid");
}

TEST_P(CalendarsOverRows, ask_for_reason_basis_and_order) {
  auto wish = closure(unit_, "08/10/2026", "06/10/2026");
  wish.exception.reason.clear();
  wish.exception.source.clear();
  const auto refused = calendars_.add_exception(wish, clerk_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.size(), 3U);
  EXPECT_FALSE(calendars_.set_weekday({unit_, {.weekday = std::chrono::Monday}}, clerk_));
}

}  // namespace
}  // namespace motcua::calendar
