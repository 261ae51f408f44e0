#include "calendar/term.hpp"

#include <gtest/gtest.h>

#include "calendar/calendar.hpp"

namespace motcua::calendar {
namespace {

TEST(Term, reads_and_writes_every_unit) {
  for (const auto* text : {"3wd", "0.5wd", "2.25wd", "8wh", "1.5wh", "30m", "30d", "1mo", "same-day"}) {
    const auto term = Term::parse(text);
    ASSERT_TRUE(term) << text;
    EXPECT_EQ(term->text(), text);
  }
  EXPECT_EQ(*Term::parse("0,5wd"), *Term::parse("0.5wd"));
  EXPECT_EQ(Term::parse("2.5wd")->whole_days(), 2);
  EXPECT_EQ(Term::parse("2.5wd")->fraction_minutes(), 240);
  EXPECT_EQ(Term::parse("8wh")->value(), 480);
}

TEST(Term, refuses_what_is_no_term) {
  for (const auto* bad : {"", "3", "wd", "0wd", "-1wd", "3 wd", "1.5d", "1.2345wd", "3.wd", "1.0001wh", "0.5m", "same day", "3wdx",
                          "99999999999wd", "9000d", "300mo", "0.001wh"}) {
    const auto term = Term::parse(bad);
    EXPECT_FALSE(term) << bad;
  }
}

TEST(Term, speaks_vietnamese) {
  EXPECT_EQ(Term::parse("0.5wd")->words(), "0,5 ngày làm việc");
  EXPECT_EQ(Term::parse("8wh")->words(), "8 giờ làm việc");
  EXPECT_EQ(Term::parse("1.5wh")->words(), "1 giờ 30 phút làm việc");
  EXPECT_EQ(Term::parse("30d")->words(), "30 ngày");
  EXPECT_EQ(Term::parse("same-day")->words(), "trong ngày");
}

TEST(TimeOfDay, reads_hours_and_minutes) {
  EXPECT_EQ(TimeOfDay::parse("07:30")->minutes, 450);
  EXPECT_EQ(TimeOfDay::parse("7:30")->text(), "07:30");
  for (const auto* bad : {"", "7", "24:01", "07:60", "0730", "07:3", "-1:00", "a:00"}) EXPECT_FALSE(TimeOfDay::parse(bad)) << bad;
}

}  // namespace
}  // namespace motcua::calendar
