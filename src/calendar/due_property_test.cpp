// What holds for every calendar, start and term; and a slow oracle that walks minute by minute against the fast engine.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "calendar/calendar.hpp"

namespace motcua::calendar {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr int kDays = 365;  // of 2026
const Day kFirst = *parse_day("2026-01-01");

Instant at(std::int64_t minute) { return to_instant(LocalTime{kFirst} + minutes{minute}); }
std::int64_t minute_of(Instant t) { return std::chrono::floor<minutes>(to_local(t) - LocalTime{kFirst}).count(); }

// A year of random sessions: as layers for the engine, and minute by minute for the oracle.
struct World {
  CalendarPtr calendar;
  std::vector<char> works;  // one for each minute of the year

  bool work(std::int64_t m) const { return m >= 0 && m < kDays * 1440 && works[static_cast<std::size_t>(m)] != 0; }
  // A session holds both its ends.
  bool inside(std::int64_t m) const { return work(m) || work(m - 1); }
  bool last_of_day(std::int64_t end) const {
    if (!work(end - 1)) return false;
    for (auto m = end; m % 1440 != 0; ++m)
      if (work(m)) return false;
    return true;
  }
  bool day_works(std::int64_t day) const {
    for (auto m = day * 1440; m < (day + 1) * 1440; ++m)
      if (work(m)) return true;
    return false;
  }
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

std::vector<Session> random_sessions(Dice& dice, bool may_be_reception) {
  const int morning = 7 * 60 + dice.below(4) * 15;
  std::vector<Session> out;
  const auto add = [&](int from, int length) {
    const auto kind = may_be_reception && dice.one_in(4) ? SessionKind::reception_only : SessionKind::work;
    out.push_back({TimeOfDay{static_cast<std::int16_t>(from)}, TimeOfDay{static_cast<std::int16_t>(from + length)}, kind});
  };
  add(morning, 120 + dice.below(5) * 30);
  if (!dice.one_in(5)) add(13 * 60 + dice.below(3) * 15, 180 + dice.below(3) * 30);
  if (dice.one_in(8)) add(18 * 60, 60 + dice.below(90));
  return out;
}

World random_world(Dice& dice) {
  std::vector<CalendarLayer> layers{{.level = ScopeLevel::nation, .name = "a"}, {.level = ScopeLevel::unit, .name = "b"}};
  std::map<unsigned, std::vector<Session>> week;
  for (unsigned w = 0; w < 7; ++w) {
    const bool rest = w == 0 || (w == 6 && !dice.one_in(3));
    if (!rest) week[w] = random_sessions(dice, w == 6);
    layers[w % 2].week.push_back({.weekday = std::chrono::weekday{w}, .sessions = week[w]});
  }
  std::map<int, std::vector<Session>> by_day;
  for (int d = 0; d < kDays; ++d) by_day[d] = week[std::chrono::weekday{kFirst + days{d}}.c_encoding()];
  for (int i = dice.below(30); i > 0; --i) {
    const int d = dice.below(kDays);
    const Day day = kFirst + days{d};
    // One exception a day, so that the oracle needs no rule of precedence.
    if (std::ranges::any_of(
            layers, [&](const auto& l) { return std::ranges::find(l.exceptions, day, &DayException::first) != l.exceptions.end(); }))
      continue;
    DayException exception{.first = day, .last = day, .reason = "x", .source = "y"};
    const int kind = dice.below(4);
    exception.kind = kind == 0   ? ExceptionKind::swap_work
                     : kind == 1 ? ExceptionKind::special_hours
                     : kind == 2 ? ExceptionKind::holiday
                                 : ExceptionKind::emergency_closed;
    if (kind < 2) exception.sessions = random_sessions(dice, false);
    const bool had_work = std::ranges::any_of(by_day[d], [](const Session& s) { return s.kind == SessionKind::work; });
    if (kind != 1 || had_work) by_day[d] = exception.sessions;
    layers[static_cast<std::size_t>(dice.below(2))].exceptions.push_back(exception);
  }
  World world{*WorkCalendar::build(layers, 2026, 2026), std::vector<char>(kDays * 1440)};
  for (const auto& [d, sessions] : by_day)
    for (const auto& s : sessions)
      if (s.kind == SessionKind::work)
        for (int m = s.from.minutes; m < s.to.minutes; ++m) world.works[static_cast<std::size_t>(d * 1440 + m)] = 1;
  return world;
}

struct Gap {
  std::int64_t from, to;
};

// Walks the year minute by minute. -1: past its end.
class Oracle {
 public:
  Oracle(const World& world, std::vector<Gap> pauses) : w_(world), pauses_(std::move(pauses)) {}

  std::int64_t working(std::int64_t start, int whole_days, int rest, bool cap) {
    // Pauses without working time do not count.
    std::erase_if(pauses_, [&](const Gap& g) {
      for (auto m = g.from; m < g.to; ++m)
        if (w_.work(m)) return false;
      return true;
    });
    auto now = normal(start);
    if (now < 0) return -1;
    auto event_day = now / 1440;
    std::int64_t rest_day = whole_days == 0 ? event_day : -1;
    if (whole_days == 0 && rest == 0) return now;
    for (; now < kDays * 1440; ++now) {
      while (const auto* gap = pause_at(now)) {
        now = normal(gap->to);
        if (now < 0) return -1;
        event_day = now / 1440;
        if (whole_days == 0) rest_day = event_day;
      }
      if (!w_.work(now)) continue;
      const auto end = now + 1;
      if (whole_days > 0) {
        if (w_.last_of_day(end) && now / 1440 > event_day && --whole_days == 0) {
          rest_day = now / 1440;
          if (rest == 0) return end;
        }
        continue;
      }
      if (--rest == 0) return end;
      // The rest of a day ends with the next working day at the latest.
      if (cap && now / 1440 > rest_day && w_.last_of_day(end)) return end;
    }
    return -1;
  }

  std::int64_t calendar_days(std::int64_t start, int n) const {
    for (auto day = start / 1440 + n; day < kDays; ++day)
      if (w_.day_works(day)) return closing(day);
    return -1;
  }

  std::int64_t same_day(std::int64_t start, int cutoff) const {
    auto now = normal(start);
    if (now < 0) return -1;
    auto day = now / 1440;
    if (day == start / 1440 && start % 1440 > cutoff)
      for (++day; day < kDays && !w_.day_works(day);) ++day;
    return day < kDays ? closing(day) : -1;
  }

 private:
  std::int64_t closing(std::int64_t day) const {
    auto m = (day + 1) * 1440;
    while (!w_.work(m - 1)) --m;
    return m;
  }
  std::int64_t normal(std::int64_t m) const {
    while (m < kDays * 1440 && !w_.inside(m)) ++m;
    return m < kDays * 1440 ? m : -1;
  }
  const Gap* pause_at(std::int64_t m) const {
    for (const auto& gap : pauses_)
      if (gap.from <= m && m < gap.to) return &gap;
    return nullptr;
  }
  const World& w_;
  std::vector<Gap> pauses_;
};

std::vector<Gap> random_gaps(Dice& dice, std::int64_t start) {
  std::vector<Gap> out;
  auto from = start + dice.below(8 * 1440);
  for (int i = dice.below(3); i > 0; --i) {
    const auto to = from + 1 + dice.below(dice.one_in(3) ? 30 * 1440 : 1440);
    out.push_back({from, to});
    from = to + 1 + dice.below(6 * 1440);
  }
  return out;
}

DueRequest request(std::int64_t start, const Term& term, const std::vector<Gap>& gaps = {}) {
  DueRequest out{.start = at(start), .term = term};
  for (const auto& gap : gaps) out.pauses.push_back({.from = at(gap.from), .to = at(gap.to)});
  return out;
}

Term random_term(Dice& dice) {
  switch (dice.below(5)) {
    case 0: return Term::working_days(1 + dice.below(20));
    case 1: return Term::working_day_thousandths(100 + dice.below(60) * 50);
    case 2: return Term::working_hours(1 + dice.below(60));
    case 3: return Term::working_minutes(1 + dice.below(900));
    default: return Term::calendar_days(1 + dice.below(45));
  }
}

TEST(DueProperties, the_fast_engine_agrees_with_walking_minute_by_minute) {
  Dice dice{20261005};
  int compared = 0;
  for (int round = 0; round < 60; ++round) {
    const auto world = random_world(dice);
    for (int i = 0; i < 40; ++i) {
      const auto start = dice.below(200 * 1440);
      const auto gaps = random_gaps(dice, start);
      const auto term = random_term(dice);
      Oracle oracle(world, term.unit() == TermUnit::calendar_days ? std::vector<Gap>{} : gaps);
      std::int64_t expected = 0;
      if (term.unit() == TermUnit::calendar_days)
        expected = oracle.calendar_days(start, term.value());
      else if (term.unit() == TermUnit::working_days)
        expected = oracle.working(start, term.whole_days(), term.fraction_minutes(), true);
      else
        expected = oracle.working(start, 0, term.value(), false);
      const auto wish = request(start, term, term.unit() == TermUnit::calendar_days ? std::vector<Gap>{} : gaps);
      const auto got = due(*world.calendar, wish);
      ASSERT_EQ(got.has_value(), expected >= 0) << round << "/" << i;
      if (!got) continue;
      ASSERT_EQ(iso(got->moment), iso(at(expected))) << term.text() << " from " << iso(at(start)) << " with " << gaps.size() << " pauses\n"
                                                     << explain(*world.calendar, got->proof)->text();
      const auto today = due(*world.calendar, request(start, Term::same_day()));
      ASSERT_EQ(minute_of(today->moment), oracle.same_day(start, 15 * 60));
      ++compared;
    }
  }
  EXPECT_GT(compared, 2000);
}

TEST(DueProperties, every_due_moment_proves_itself) {
  Dice dice{7};
  for (int round = 0; round < 40; ++round) {
    const auto world = random_world(dice);
    for (int i = 0; i < 40; ++i) {
      const auto start = dice.below(150 * 1440);
      auto wish = request(start, dice.one_in(6) ? Term::same_day() : random_term(dice), random_gaps(dice, start));
      if (dice.one_in(4)) wish.mode = DueMode::same_clock;
      if (dice.one_in(4)) wish.promise = random_term(dice);
      if (dice.one_in(5)) wish.extension = Extension{.by = random_term(dice)};
      if (dice.one_in(5)) wish.restart = Restart{.at = at(start + dice.below(10 * 1440))};
      const auto got = due(*world.calendar, wish);
      if (!got) continue;
      const auto explanation = explain(*world.calendar, got->proof);
      ASSERT_TRUE(explanation);
      ASSERT_EQ(iso(recompute(*explanation)), iso(got->moment)) << wish.term.text() << "\n" << explanation->text();
      ASSERT_EQ(recompute(*world.calendar, got->proof).value(), got->moment);
      if (got->promised) {
        EXPECT_LE(*got->promised, got->original);
      }
      EXPECT_LE(got->original, got->moment);
      // Never on a day off, never outside a session.
      const auto m = minute_of(got->moment);
      ASSERT_TRUE(world.inside(m)) << iso(got->moment);
      if (wish.mode == DueMode::day_end && !wish.extension && wish.term.unit() != TermUnit::working_hours &&
          wish.term.unit() != TermUnit::working_minutes && wish.term.fraction_minutes() == 0) {
        ASSERT_TRUE(world.last_of_day(m)) << wish.term.text() << " " << iso(got->moment);
      }
    }
  }
}

TEST(DueProperties, later_starts_longer_terms_and_pauses_are_never_due_earlier) {
  Dice dice{11};
  for (int round = 0; round < 40; ++round) {
    const auto world = random_world(dice);
    const auto moment = [&](const DueRequest& r) {
      const auto got = due(*world.calendar, r);
      return got ? got->moment : Instant::max();
    };
    for (int i = 0; i < 40; ++i) {
      const auto start = dice.below(200 * 1440);
      const auto later = start + dice.below(3 * 1440);
      const auto term = random_term(dice);
      const auto plain = moment(request(start, term));
      ASSERT_LE(plain, moment(request(later, term))) << term.text() << " from " << iso(at(start)) << " and " << iso(at(later));
      ASSERT_LE(moment(request(start, Term::same_day())), moment(request(later, Term::same_day())));

      const auto gaps = random_gaps(dice, start);
      ASSERT_LE(plain, moment(request(start, term, gaps))) << term.text();
      auto longer = gaps;
      if (!longer.empty()) {
        longer.back().to += dice.below(2000);
        ASSERT_LE(moment(request(start, term, gaps)), moment(request(start, term, longer))) << term.text();
      }
      auto same_clock = request(start, term, gaps);
      same_clock.mode = DueMode::same_clock;
      auto same_clock_plain = request(start, term);
      same_clock_plain.mode = DueMode::same_clock;
      ASSERT_LE(moment(same_clock_plain), moment(same_clock)) << term.text();

      const int a = 100 + dice.below(3000);
      const int b = a + dice.below(2000);
      ASSERT_LE(moment(request(start, Term::working_day_thousandths(a))), moment(request(start, Term::working_day_thousandths(b))))
          << a << " " << b;
      ASSERT_LE(moment(request(start, Term::working_minutes(a))), moment(request(start, Term::working_minutes(b))));
      ASSERT_LE(moment(request(start, Term::calendar_days(a / 100))), moment(request(start, Term::calendar_days(b / 100))));
    }
  }
}

TEST(DueProperties, terms_add_up) {
  Dice dice{13};
  for (int round = 0; round < 40; ++round) {
    const auto world = random_world(dice);
    const auto moment = [&](Instant start, const Term& term) { return due(*world.calendar, {.start = start, .term = term})->moment; };
    for (int i = 0; i < 40; ++i) {
      const Instant start = at(dice.below(200 * 1440));
      const int a = 1 + dice.below(20);
      const int b = 1 + dice.below(20);
      ASSERT_EQ(moment(moment(start, Term::working_days(a)), Term::working_days(b)), moment(start, Term::working_days(a + b)));
      ASSERT_EQ(moment(moment(start, Term::working_minutes(a * 31)), Term::working_minutes(b * 17)),
                moment(start, Term::working_minutes(a * 31 + b * 17)));
      ASSERT_EQ(moment(moment(start, Term::working_days(a)), Term::working_day_thousandths(500)),
                moment(start, Term::working_day_thousandths(a * 1000 + 500)));
      // What was asked for is what lies between.
      ASSERT_EQ(world.calendar->working_minutes(start, moment(start, Term::working_minutes(a * 31))), a * 31);
    }
  }
}

TEST(Distance, is_told_in_working_days_of_eight_hours) {
  const auto layer = national_layer(2026, 2026, national_data().decisions);
  const auto calendar = *WorkCalendar::build({&layer, 1}, 2026, 2026);
  const auto words = [&](const char* now, const char* due) {
    return distance(*calendar, *parse_instant(now), *parse_instant(due)).words();
  };
  EXPECT_EQ(words("2026-10-05T14:00", "2026-10-05T17:00"), "còn 3 giờ");
  EXPECT_EQ(words("2026-10-05T16:25", "2026-10-05T17:00"), "còn 35 phút");
  EXPECT_EQ(words("2026-10-05T14:00", "2026-10-07T17:00"), "còn 2 ngày 3 giờ");
  EXPECT_EQ(words("2026-10-07T09:30", "2026-10-05T17:00"), "quá 1 ngày 2 giờ");
  EXPECT_EQ(words("2026-10-05T14:00", "2026-10-06T17:00"), "còn 1 ngày 3 giờ");
  EXPECT_EQ(words("2026-10-05T15:10", "2026-10-05T17:00"), "còn 1 giờ 50 phút");
  EXPECT_EQ(words("2026-10-05T17:00", "2026-10-05T17:00"), "đến hạn");
  EXPECT_EQ(words("2026-10-05T19:00", "2026-10-05T17:00"), "vừa quá hạn");
  EXPECT_EQ(words("2026-10-02T17:30", "2026-10-05T17:00"), "còn 1 ngày");
}

TEST(Transfer, is_the_same_day_until_three_and_the_next_opening_after) {
  const auto layer = national_layer(2026, 2026, national_data().decisions);
  const auto calendar = *WorkCalendar::build({&layer, 1}, 2026, 2026);
  const auto by = [&](const char* t) { return iso(*calendar->transfer_by(*parse_instant(t))); };
  EXPECT_EQ(by("2026-10-02T14:59"), "2026-10-02T17:00:00+07:00");
  EXPECT_EQ(by("2026-10-02T15:00"), "2026-10-02T17:00:00+07:00");
  EXPECT_EQ(by("2026-10-02T16:20"), "2026-10-05T07:30:00+07:00");
  EXPECT_EQ(by("2026-10-03T10:00"), "2026-10-05T07:30:00+07:00");
}

TEST(Shares, divide_the_unpaused_working_time) {
  const auto layer = national_layer(2026, 2026, national_data().decisions);
  const auto calendar = *WorkCalendar::build({&layer, 1}, 2026, 2026);
  // 16 working hours from Monday 07:30, paused over Tuesday.
  const auto due_at = due(*calendar, {.start = *parse_instant("2026-10-05T07:30"),
                                      .term = Term::working_hours(16),
                                      .pauses = {{.from = *parse_instant("2026-10-06T07:30"), .to = *parse_instant("2026-10-07T07:30")}}});
  ASSERT_TRUE(due_at);
  EXPECT_EQ(iso(due_at->moment), "2026-10-07T17:00:00+07:00");
  EXPECT_EQ(iso(*moment_at_share(*calendar, due_at->proof, 250)), "2026-10-05T11:30:00+07:00");
  EXPECT_EQ(iso(*moment_at_share(*calendar, due_at->proof, 500)), "2026-10-05T17:00:00+07:00");
  EXPECT_EQ(iso(*moment_at_share(*calendar, due_at->proof, 750)), "2026-10-07T11:30:00+07:00");
  EXPECT_EQ(iso(*moment_at_share(*calendar, due_at->proof, 1000)), "2026-10-07T17:00:00+07:00");
  EXPECT_EQ(elapsed_permille(*calendar, due_at->proof, *parse_instant("2026-10-06T12:00")), 500);
  EXPECT_EQ(elapsed_permille(*calendar, due_at->proof, *parse_instant("2026-10-08T11:30")), 1250);
}

}  // namespace
}  // namespace motcua::calendar
