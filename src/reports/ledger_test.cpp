#include "reports/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/forms.hpp"
#include "reports/reports.hpp"
#include "reports/service.hpp"
#include "reports/testing_lives.hpp"

namespace motcua::reports {
namespace {

using namespace std::chrono_literals;
using testing::Event;
using testing::judge;
using testing::Life;
using testing::random_life;
using testing::Seen;

Instant moment(std::string_view iso) { return parse_instant(iso).value(); }
Day day(std::string_view iso) { return parse_day(iso).value(); }

Balance balance_of(std::span<const Step> steps, Instant from, Instant to) {
  Balance b;
  for (const auto& p : timeline(steps)) {
    if (p.at < from) b.opening[at(p.account)] += p.amount;
    if (p.at < to) b.closing[at(p.account)] += p.amount;
  }
  return b;
}

std::int64_t figure(std::string_view form_id, int number, const Balance& b, dossier::Channel channel) {
  const auto* f = form(form_id);
  std::int64_t sum = 0;
  for (const auto& m : measures(*f, *column(*f, number))) sum += b.of(m, channel);
  return sum;
}

TEST(Ledger, a_dossier_walks_through_its_accounts) {
  const std::vector<Step> steps{{1, moment("2026-09-01T08:00"), moment("2026-09-01T08:00"), Effect::opened, moment("2026-09-03T17:00")},
                                {2, moment("2026-09-02T09:00"), moment("2026-09-02T09:00"), Effect::paused, {}},
                                {3, moment("2026-09-08T10:00"), moment("2026-09-08T10:00"), Effect::resumed, moment("2026-09-10T17:00")},
                                {4, moment("2026-09-11T09:00"), moment("2026-09-11T09:00"), Effect::settled, {}}};
  const auto at_time = [&](std::string_view t) { return standing(steps, moment(t)); };
  EXPECT_EQ(at_time("2026-09-01T08:00"), std::nullopt) << "stands there after the moment, not at it";
  EXPECT_EQ(at_time("2026-09-01T08:01"), Account::in_term);
  EXPECT_EQ(at_time("2026-09-05T00:00"), Account::paused_in_term) << "a pause frees from being overdue";
  EXPECT_EQ(at_time("2026-09-09T00:00"), Account::in_term);
  EXPECT_EQ(at_time("2026-09-10T17:00"), Account::in_term);
  EXPECT_EQ(at_time("2026-09-10T17:01"), Account::overdue);
  EXPECT_EQ(at_time("2026-09-12T00:00"), Account::late);
}

TEST(Ledger, the_desk_decides_punctuality_and_collection_changes_nothing) {
  std::vector<Step> steps{{1, moment("2026-09-01T08:00"), moment("2026-09-01T08:00"), Effect::opened, moment("2026-09-03T17:00")},
                          {2, moment("2026-09-03T17:00"), moment("2026-09-03T17:00"), Effect::settled, {}},
                          {3, moment("2026-10-30T09:00"), moment("2026-10-30T09:00"), Effect::returned, {}}};
  EXPECT_EQ(standing(steps, moment("2026-12-01T00:00")), Account::on_time) << "at the very moment is on time";
  steps[1].at += 1us;
  EXPECT_EQ(standing(steps, moment("2026-12-01T00:00")), Account::late);
  steps[1].at = moment("2026-09-02T23:59");
  EXPECT_EQ(standing(steps, moment("2026-12-01T00:00")), Account::early);
}

TEST(Ledger, a_withdrawn_dossier_is_never_late_and_settled_on_its_day) {
  const std::vector<Step> steps{{1, moment("2026-09-01T08:00"), moment("2026-09-01T08:00"), Effect::opened, moment("2026-09-03T17:00")},
                                {2, moment("2026-09-20T08:00"), moment("2026-09-20T08:00"), Effect::withdrawn, {}}};
  const auto b = balance_of(steps, moment("2026-09-15T00:00"), moment("2026-10-15T00:00"));
  EXPECT_EQ(figure("07a", 8, b, dossier::Channel::counter), 1);
  EXPECT_EQ(figure("07a", 11, b, dossier::Channel::counter), 1);
  EXPECT_EQ(figure("07a", 12, b, dossier::Channel::counter), 0);
}

TEST(Ledger, postings_of_the_rows_add_up_to_the_timeline) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 2'000; ++i) {
    const auto steps = testing::steps_of(random_life(random, i, day("2026-01-01"), 300));
    std::map<std::pair<Instant, Account>, int> whole, summed;
    for (const auto& p : timeline(steps)) whole[{p.at, p.account}] += p.amount;
    for (std::size_t n = 1; n <= steps.size(); ++n)
      for (const auto& p : postings_of_last(std::span(steps).first(n))) summed[{p.at, p.account}] += p.amount;
    std::erase_if(whole, [](const auto& x) { return x.second == 0; });
    std::erase_if(summed, [](const auto& x) { return x.second == 0; });
    ASSERT_EQ(whole, summed) << "life " << i;
  }
}

// Every dossier is received once and is in exactly one account from then on.
TEST(Ledger, every_entry_has_its_other_side) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 2'000; ++i) {
    const auto life = random_life(random, i, day("2026-01-01"), 300);
    const auto steps = testing::steps_of(life);
    const auto t = life.received_at + std::chrono::minutes{static_cast<std::int64_t>(random() % 200'000)} + 1us;
    Amounts sums{};
    for (const auto& p : timeline(steps))
      if (p.at < t) sums[at(p.account)] += p.amount;
    EXPECT_EQ(sums[at(Account::received)], 1);
    std::int64_t others = 0;
    for (std::size_t a = 1; a < kAccounts; ++a) {
      EXPECT_GE(sums[a], 0);
      others += sums[a];
    }
    EXPECT_EQ(others, 1);
  }
}

TEST(Ledger, agrees_with_the_decision_tree_of_the_old_platform_on_ten_thousand_dossiers) {
  std::mt19937_64 random(42);
  int seen_received = 0, seen_carried = 0, seen_released = 0, seen_overdue = 0, seen_waiting = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto life = random_life(random, i, day("2026-05-01"), 120);
    const auto period = official_period(PeriodKind::month, 2026, 5 + static_cast<int>(random() % 6));
    const auto v = judge(life, period.begin(), period.end());
    const auto b = balance_of(testing::steps_of(life), period.begin(), period.end());
    const auto f = [&](int n) { return figure("07a", n, b, life.channel); };
    const auto released = v.released;
    ASSERT_EQ(f(4) + f(5) + f(6) + f(7), v.received) << i;
    ASSERT_EQ(f(8), v.carried) << i;
    ASSERT_EQ(f(10), released == Account::early) << i;
    ASSERT_EQ(f(11), released == Account::on_time || released == Account::withdrawn || released == Account::stopped) << i;
    ASSERT_EQ(f(12), released == Account::late) << i;
    ASSERT_EQ(f(14), v.at_end == Seen::processing || v.at_end == Seen::waiting) << i;
    ASSERT_EQ(f(15), v.at_end == Seen::overdue) << i;
    // And the list of a cell holds it exactly when the figure counts it.
    const Cut cut{period.begin(), period.end(), false, {}};
    for (const auto& c : form("07a")->columns) {
      int counted = 0;
      for (const auto& m : measures(*form("07a"), c)) counted += counts(m, cut, life.channel, testing::steps_of(life));
      ASSERT_EQ(counted, f(c.number)) << i << " column " << c.number;
    }
    seen_received += v.received;
    seen_carried += v.carried;
    seen_released += v.released.has_value();
    seen_overdue += v.at_end == Seen::overdue;
    seen_waiting += v.at_end == Seen::waiting;
  }
  for (const int seen : {seen_received, seen_carried, seen_released, seen_overdue, seen_waiting}) EXPECT_GT(seen, 100);
}

TEST(Forms, say_what_the_circulars_say) {
  const auto* f = form("07a");
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->code, "Biểu số 07a/BTP/KSTT");
  EXPECT_EQ(f->columns.size() + 2, 15U);
  EXPECT_EQ(column(*f, 3)->sum, "4+5+6+7+8");
  EXPECT_EQ(column(*f, 13)->heading, "Tổng số");
  EXPECT_EQ(form("ii-06a")->columns.size() + 2, 13U);
  EXPECT_EQ(form("07b")->columns.size() + 2, 15U);
  for (const auto& each : forms())
    for (const auto& c : each.columns) {
      EXPECT_FALSE(measures(each, c).empty());
      EXPECT_TRUE(!c.sum.empty() || !c.rule.empty()) << each.id << " " << c.number << " says how it is counted";
    }
}

TEST(Forms, are_chosen_by_the_day_the_data_are_cut) {
  EXPECT_EQ(official_form(official_period(PeriodKind::month, 2026, 7), false).id, "ii-06a");
  EXPECT_EQ(official_form(official_period(PeriodKind::month, 2026, 8), false).id, "07a") << "15/7 to 14/8 spans the change";
  EXPECT_EQ(official_form(official_period(PeriodKind::year, 2026), true).id, "07b");
  EXPECT_EQ(official_form(official_period(PeriodKind::half_year, 2026), true).id, "ii-06a");
}

TEST(Periods, are_cut_on_the_fourteenth) {
  struct Row {
    const char *word, *from, *to, *label;
  };
  for (const auto& r :
       {Row{"thang-2026-11", "2026-10-15", "2026-11-14", "Tháng 11 năm 2026"},
        Row{"thang-2026-01", "2025-12-15", "2026-01-14", "Tháng 1 năm 2026"},
        Row{"quy-2026-1", "2025-12-15", "2026-03-14", "Quý I năm 2026"}, Row{"quy-2026-3", "2026-06-15", "2026-09-14", "Quý III năm 2026"},
        Row{"6-thang-2026", "2025-12-15", "2026-06-14", "06 tháng đầu năm 2026"}, Row{"nam-2026", "2025-12-15", "2026-12-14", "Năm 2026"},
        Row{"lich-2026-02", "2026-02-01", "2026-02-28", "Tháng dương lịch 2/2026"},
        Row{"2026-03-01..2026-03-07", "2026-03-01", "2026-03-07", "Từ 01/03/2026 đến 07/03/2026"}}) {
    const auto p = period_from(r.word);
    ASSERT_TRUE(p) << r.word;
    EXPECT_EQ(p->from, day(r.from)) << r.word;
    EXPECT_EQ(p->to, day(r.to)) << r.word;
    EXPECT_EQ(p->label, r.label);
    EXPECT_EQ(period_from(p->word)->from, p->from) << "its own word finds it again";
    if (p->kind != PeriodKind::half_year) {  // the second half has no report of its own: its year has
      EXPECT_EQ(before(*p).to + std::chrono::days{1}, p->from) << r.word;
    }
  }
  for (const auto* wrong : {"", "thang-2026-13", "quy-2026-5", "nam-", "2026-03-07..2026-03-01", "thang-26-1", "x"})
    EXPECT_FALSE(period_from(wrong)) << wrong;
  EXPECT_EQ(month_of(day("2026-10-14")).word, "thang-2026-10");
  EXPECT_EQ(month_of(day("2026-10-15")).word, "thang-2026-11");
  EXPECT_EQ(month_of(day("2026-12-15")).word, "thang-2027-01");
  EXPECT_EQ(year_before(official_period(PeriodKind::quarter, 2026, 3)).word, "quy-2025-3");
}

TEST(Periods, are_sent_by_the_day_the_circular_names) {
  using identity::Level;
  const auto commune = sending(official_period(PeriodKind::month, 2026, 10), Level::commune);
  ASSERT_TRUE(commune);
  EXPECT_EQ(commune->day, day("2026-10-20"));
  EXPECT_EQ(sending(official_period(PeriodKind::quarter, 2026, 3), Level::province)->day, day("2026-09-23"));
  EXPECT_EQ(sending(official_period(PeriodKind::year, 2026), Level::province)->day, day("2026-12-23"));
  EXPECT_FALSE(sending(official_period(PeriodKind::month, 2026, 9), Level::commune)) << "the quarter stands for it";
  EXPECT_FALSE(sending(official_period(PeriodKind::quarter, 2026, 4), Level::commune)) << "the year stands for it";
  EXPECT_FALSE(sending(official_period(PeriodKind::month, 2026, 7), Level::commune)) << "no act known for it before 1/8/2026";
}

}  // namespace
}  // namespace motcua::reports
