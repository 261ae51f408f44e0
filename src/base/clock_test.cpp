#include "base/clock.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/id.hpp"

namespace motcua {
namespace {
using namespace std::chrono_literals;

TEST(Time, reads_and_prints_vietnamese_wall_clock) {
  const auto t = parse_instant("2026-10-05T09:10");
  ASSERT_TRUE(t);
  EXPECT_EQ(iso(*t), "2026-10-05T09:10:00+07:00");
  EXPECT_EQ(vn_datetime(*t), "09:10 05/10/2026");
  EXPECT_EQ(parse_instant("2026-10-05T02:10:00Z"), t);
  EXPECT_EQ(day_of(*parse_instant("2026-10-04T17:00:00Z")), parse_day("05/10/2026"));
}

TEST(Time, refuses_what_is_no_moment) {
  for (const auto* bad :
       {"", "2026-13-01T00:00", "2026-02-29T10:00", "2026-10-05T24:00", "2026-10-05 9:10", "2026-10-05T09:10:61", "2026-10-05T09:10+08:00"})
    EXPECT_FALSE(parse_instant(bad)) << bad;
  EXPECT_FALSE(parse_day("31/04/2026"));
}

TEST(IdSource, goes_on_beyond_what_an_earlier_run_gave_though_the_clock_was_set_back) {
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
  IdSource first{clock, 3};
  auto last = first.next();
  for (int i = 0; i < 10'000; ++i) last = first.next();
  EXPECT_GE(last, IdSource::first_of(clock.now()));
  clock.set(*parse_instant("2026-10-05T08:00"));
  IdSource second{clock, 3, last};
  EXPECT_GT(second.next(), last);
}

TEST(IdSource, is_ordered_and_never_repeats_even_when_the_clock_goes_back) {
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
  IdSource ids{clock, 3};
  std::set<std::int64_t> seen;
  std::int64_t last = 0;
  for (int i = 0; i < 10'000; ++i) {
    if (i == 5'000) clock.advance(-1h);
    const auto id = ids.next();
    EXPECT_GT(id, last);
    last = id;
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 10'000u);
}

}  // namespace
}  // namespace motcua
