// Random worlds through the journal and the fold, on both databases: figures against the oracle, against each other and against their
// lists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "dossier/testing_world.hpp"
#include "identity/permissions.hpp"
#include "reports/reports.hpp"
#include "reports/testing_lives.hpp"
#include "store/journal.hpp"

namespace motcua::reports {
namespace {

using testing::judge;
using testing::Life;
using testing::Seen;

Day day(std::string_view iso) { return parse_day(iso).value(); }

std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(migrations());
  return all;
}

class Worlds : public ::testing::TestWithParam<store::Engine> {
 protected:
  // What is still to be written, in order of recording.
  struct Pending {
    Instant recorded_at;
    std::size_t life, row;
  };

  void make(std::uint64_t seed, int count, std::string_view first, int days) {
    std::mt19937_64 random(seed);
    const UnitId units[] = {w_.unit("xa/ubnd"), w_.unit("xa-2/ubnd"), w_.unit("tinh")};
    const char* fields[] = {"ho-tich", "chung-thuc", "dat-dai"};
    const UnitId desks[] = {w_.unit("xa/mot-cua"), w_.unit("xa-2/mot-cua")};
    std::vector<Hands> people;
    for (const auto* key : {"xa/van-phong", "xa/kinh-te", "xa-2/ubnd"})
      for (std::int64_t n = 1; n <= 2; ++n) people.push_back({w_.unit(key), AccountId{w_.unit(key).value * 10 + n}});
    for (int i = 0; i < count; ++i) {
      auto l = testing::random_life(random, 1'000 + i, day(first), days);
      l.unit = units[random() % 3];
      const auto f = random() % 3;
      l.field = fields[f];
      l.procedure = "1.00000" + std::to_string(f * 2 + random() % 2);
      l.place = random() % 5 == 0 ? l.unit : desks[random() % 2];
      testing::take_into_hands(random, l, people);
      lives_.push_back(std::move(l));
    }
    for (std::size_t i = 0; i < lives_.size(); ++i) {
      rows_.push_back(testing::journal_rows(lives_[i]));
      for (std::size_t r = 0; r < rows_[i].size(); ++r) pending_.push_back({rows_[i][r].recorded_at, i, r});
    }
    std::stable_sort(pending_.begin(), pending_.end(), [](const auto& a, const auto& b) { return a.recorded_at < b.recorded_at; });
  }
  // Writes what is recorded before `t` and sets the clock there.
  void live_until(Instant t) {
    const auto done = db_->write([&](store::Tx& tx) -> Status {
      for (; next_ < pending_.size() && pending_[next_].recorded_at < t; ++next_) {
        const auto& p = pending_[next_];
        const auto& row = rows_[p.life][p.row];
        const auto r = store::append(tx,
                                     {.object = "dossier",
                                      .object_id = lives_[p.life].id,
                                      .at = row.at,
                                      .recorded_at = row.recorded_at,
                                      .actor = row.hands.officer.value,
                                      .unit = row.hands.unit.value,
                                      .kind = row.kind,
                                      .payload = row.payload},
                                     static_cast<std::int64_t>(p.row));
        if (!r) return tl::make_unexpected(r.error());
      }
      return {};
    });
    ASSERT_TRUE(done) << done.error().detail << done.error().message;
    w_.clock.set(t);
  }
  Actor all() const { return w_.identity.system_actor(); }
  Question question(const Period& p, std::optional<Day> known = {}) const { return {.period = p, .unit = {}, .known = known}; }
  std::string verify() {
    for (const auto& v : reports_.verifiers())
      if (const auto broken = db_->read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }
  std::vector<std::string> list(const Form& f, const Question& q, const RowKey& row, int column, std::int64_t* figure = nullptr) {
    std::vector<std::string> codes;
    std::string after;
    do {
      const auto page = reports_.cell(all(), f, q, row, column, after, 7);
      EXPECT_TRUE(page) << (page ? "" : page.error().message);
      if (!page) break;
      if (figure) *figure = page->figure;
      for (const auto& r : page->rows) {
        codes.push_back(r.code);
        EXPECT_FALSE(r.rule.empty());
      }
      after = page->next;
    } while (!after.empty());
    return codes;
  }
  void expect_same(const Report& a, const Report& b, std::string_view what) {
    EXPECT_EQ(a.total.values, b.total.values) << what;
    ASSERT_EQ(a.sections.size(), b.sections.size()) << what;
    for (std::size_t i = 0; i < a.sections.size(); ++i) {
      ASSERT_EQ(a.sections[i].rows.size(), b.sections[i].rows.size()) << what;
      for (std::size_t r = 0; r < a.sections[i].rows.size(); ++r) {
        EXPECT_EQ(a.sections[i].rows[r].key, b.sections[i].rows[r].key) << what;
        EXPECT_EQ(a.sections[i].rows[r].values, b.sections[i].rows[r].values) << what;
      }
    }
  }

  store::TestDatabase db_{tables(), GetParam()};
  dossier::testing::World w_{*db_};
  Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  std::vector<Life> lives_;
  std::vector<std::vector<testing::Row>> rows_;
  std::vector<Pending> pending_;
  std::size_t next_ = 0;
};
MOTCUA_EACH_ENGINE(Worlds);

std::int64_t value(const Report& r, const ReportRow& row, int column) {
  for (std::size_t i = 0; i < r.form->columns.size(); ++i)
    if (r.form->columns[i].number == column) return row.values[i];
  ADD_FAILURE() << "no column " << column;
  return -1;
}

std::int64_t sum(const Report& r, const ReportRow& row, std::string_view columns) {
  std::int64_t n = 0;
  for (const int c : summands(columns)) n += value(r, row, c);
  return n;
}

// Domain acceptance test 8: 24 consecutive months, over the change of forms on 1/8/2026.
TEST_P(Worlds, identities_hold_over_24_periods_and_figures_are_those_of_the_decision_tree) {
  make(2026, 700, "2025-09-01", 730);
  live_until(to_instant(LocalTime{day("2027-12-01")}));
  reports_.fold();
  std::optional<std::int64_t> pending_before;
  std::set<std::string> used;
  auto period = official_period(PeriodKind::month, 2025, 10);
  for (int i = 0; i < 24; ++i) {
    const auto& f = official_form(period, false);
    used.insert(std::string(f.id));
    const auto report = reports_.table(all(), f, question(period));
    ASSERT_TRUE(report) << report.error().message;
    std::vector<const ReportRow*> rows{&report->total};
    for (const auto& s : report->sections) {
      rows.push_back(&s.total);
      for (const auto& r : s.rows) rows.push_back(&r);
    }
    for (const auto* r : rows)
      for (const auto& identity : identities(f))
        EXPECT_EQ(value(*report, *r, identity.left), sum(*report, *r, identity.right)) << period.label << " " << r->name;
    const bool new_form = f.id == "07a";
    const int carried = new_form ? 8 : 6, pending = new_form ? 13 : 11;
    if (pending_before) {
      EXPECT_EQ(value(*report, report->total, carried), *pending_before) << period.label << ": pending of the period before";
    }
    pending_before = value(*report, report->total, pending);

    std::int64_t received = 0, carried_over = 0, late = 0, overdue = 0;
    for (const auto& l : lives_) {
      const auto v = judge(l, period.begin(), period.end());
      received += v.received;
      carried_over += v.carried;
      late += v.released == Account::late;
      overdue += v.at_end == Seen::overdue;
    }
    EXPECT_EQ(sum(*report, report->total, new_form ? "4+5+6+7" : "4+5"), received) << period.label;
    EXPECT_EQ(value(*report, report->total, carried), carried_over) << period.label;
    EXPECT_EQ(value(*report, report->total, new_form ? 12 : 10), late) << period.label;
    EXPECT_EQ(value(*report, report->total, new_form ? 15 : 13), overdue) << period.label;
    const auto after = period.to + std::chrono::days{1};
    period = month_of(after);
  }
  EXPECT_EQ(used, (std::set<std::string>{"07a", "ii-06a"}));
  EXPECT_EQ(verify(), "");
}

TEST_P(Worlds, every_cell_of_every_report_opens_exactly_its_dossiers) {
  make(77, 220, "2026-05-01", 240);
  // In the middle of a day, with rows that are not folded yet.
  live_until(parse_instant("2026-09-20T10:00").value());
  reports_.fold();
  live_until(parse_instant("2026-09-29T15:30").value());
  int cells = 0, dossiers = 0;
  const auto check = [&](const Form& f, const Question& q) {
    const auto report = reports_.table(all(), f, q);
    ASSERT_TRUE(report) << report.error().message;
    std::vector<const ReportRow*> rows{&report->total};
    for (const auto& s : report->sections) {
      rows.push_back(&s.total);
      for (const auto& r : s.rows) rows.push_back(&r);
    }
    for (const auto* r : rows)
      for (std::size_t c = 0; c < f.columns.size(); ++c) {
        std::int64_t figure = -1;
        const auto codes = list(f, q, r->key, f.columns[c].number, &figure);
        const std::set<std::string> once(codes.begin(), codes.end());
        ASSERT_EQ(once.size(), codes.size()) << "a dossier appears once";
        ASSERT_EQ(static_cast<std::int64_t>(codes.size()), r->values[c]) << f.id << " " << r->name << " column " << f.columns[c].number;
        ASSERT_EQ(figure, r->values[c]);
        ++cells;
        dossiers += static_cast<int>(codes.size());
      }
  };
  const auto september = official_period(PeriodKind::month, 2026, 9), october = official_period(PeriodKind::month, 2026, 10);
  check(*form("07a"), question(september));
  check(*form("07b"), question(october));  // runs still
  check(*form("quan-ly"), question(october));
  check(*form("ii-06a"), question(official_period(PeriodKind::month, 2026, 7)));
  check(*form("07a"), question(september, day("2026-09-10")));
  check(*form("quan-ly"), question(free_period(day("2026-08-03"), day("2026-09-24")), day("2026-09-21")));
  EXPECT_GT(cells, 300);
  EXPECT_GT(dossiers, 1'000);
  // By place of reception, unit and officer that work; desks and divisions by themselves; some of it as known on a past day.
  cells = dossiers = 0;
  for (const auto known : {std::optional<Day>{}, std::optional(day("2026-09-12"))}) {
    auto q = question(september, known);
    q.place = w_.unit("xa-2/mot-cua");
    check(*form("07a"), q);
    q.settling = w_.unit("xa/van-phong");
    check(*form("quan-ly"), q);
    q = question(october, known);
    q.settling = w_.unit("xa/kinh-te");
    q.officer = {q.settling.value * 10 + 1};
    check(*form("07b"), q);
    for (const auto* own : {"xa/mot-cua", "xa/kinh-te"}) {
      q = question(september, known);
      q.unit = w_.unit(own);
      check(*form("07a"), q);
    }
  }
  EXPECT_GT(cells, 300);
  EXPECT_GT(dossiers, 500);
}

TEST_P(Worlds, places_and_hands_add_up_to_the_whole_and_are_those_of_the_lives) {
  make(41, 260, "2026-07-01", 120);
  live_until(parse_instant("2026-10-20T09:00").value());
  reports_.fold();
  live_until(parse_instant("2026-10-24T15:00").value());
  const auto p = official_period(PeriodKind::quarter, 2026, 3);
  const auto& f = *form("quan-ly");
  const auto values = [&](const Question& q) { return reports_.table(all(), f, q).value().total.values; };
  const auto add = [](std::vector<std::int64_t>& sums, const std::vector<std::int64_t>& more) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
  };
  const auto whole = values(question(p));
  std::vector<std::int64_t> by_place(whole.size(), 0);
  for (const auto* key : {"xa", "xa-2"}) {  // desks below count with it
    auto q = question(p);
    q.place = w_.unit(key);
    add(by_place, values(q));
  }
  auto rest = question(p);
  rest.place = w_.unit("tinh");
  EXPECT_EQ(values(rest), whole) << "everything was received somewhere in the province";
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_LE(by_place[i], whole[i]);

  std::int64_t counted = 0;
  for (const auto* key : {"xa/van-phong", "xa/kinh-te", "xa-2/ubnd"})
    for (std::int64_t n = 1; n <= 2; ++n) {
      auto q = question(p);
      q.settling = w_.unit(key);
      q.officer = {q.settling.value * 10 + n};
      const auto report = reports_.table(all(), *form("07a"), q).value();
      std::int64_t received = 0, late = 0, overdue = 0;
      for (const auto& l : lives_) {
        if (l.recorded_at >= w_.clock.now()) continue;
        auto until_now = l;
        std::erase_if(until_now.events, [&](const auto& e) { return e.at >= w_.clock.now(); });
        if (testing::hands_of(until_now) != Hands{q.settling, q.officer}) continue;
        const auto v = judge(l, p.begin(), p.end());
        received += v.received;
        late += v.released == Account::late;
        overdue += v.at_end == Seen::overdue;
      }
      EXPECT_EQ(sum(report, report.total, "4+5+6+7"), received) << key << n;
      EXPECT_EQ(value(report, report.total, 12), late) << key << n;
      EXPECT_EQ(value(report, report.total, 15), overdue) << key << n;
      counted += received;
    }
  EXPECT_GT(counted, 40);
  EXPECT_EQ(verify(), "");
  reports_.fold();
  EXPECT_EQ(verify(), "");
  EXPECT_EQ(values(question(p)), whole) << "folded or not makes no difference";
}

TEST_P(Worlds, by_desk_and_division_nobody_counts_what_he_may_not_see) {
  make(43, 200, "2026-07-01", 60);
  live_until(parse_instant("2026-10-05T09:10").value());
  reports_.fold();
  const auto p = official_period(PeriodKind::quarter, 2026, 3);
  const auto& f = *form("07b");
  const auto total = [&](const Actor& who, const Question& q) { return reports_.table(who, f, q).value().total.values; };
  const auto control = w_.as("kiem");  // of the first commune
  auto desk = question(p);
  desk.unit = w_.unit("xa-2/mot-cua");  // of the second commune, which received for the first one too
  auto own = question(p);
  own.unit = w_.unit("xa");
  own.place = desk.unit;
  EXPECT_EQ(total(control, desk), total(all(), own));
  EXPECT_LT(total(control, desk)[0], total(all(), desk)[0]);
  auto division = question(p);
  division.unit = w_.unit("xa/kinh-te");
  EXPECT_GT(total(control, division)[0], 0);
  EXPECT_EQ(total(control, division), total(all(), division)) << "who reads the figures of a division reads all of them";
  EXPECT_TRUE(reports_.table(w_.as("ha"), f, desk).value().nothing) << "no right to read reports";
  // Names of who works elsewhere are not told.
  auto foreign = question(p);
  foreign.unit = w_.unit("xa");
  foreign.settling = w_.unit("tinh");
  for (const auto u : reports_.involved(control, foreign).settling) EXPECT_NE(u, w_.unit("tinh"));
  EXPECT_EQ(reports_.balances(w_.as("ha"), division).value().size(), 0U);
}

TEST_P(Worlds, as_known_on_a_day_is_the_report_that_was_made_that_day) {
  make(5, 260, "2026-06-01", 150);
  const auto period = official_period(PeriodKind::month, 2026, 9);
  const auto quarter = official_period(PeriodKind::quarter, 2026, 3);
  struct Made {
    Day on;
    Report month, quarter, management;
  };
  std::vector<Made> made;
  for (Day d = day("2026-08-20"); d <= day("2026-10-25"); d += std::chrono::days{3}) {
    live_until(to_instant(LocalTime{d + std::chrono::days{1}}));
    w_.clock.set(w_.clock.now() - std::chrono::microseconds{1});  // the last moment of the day
    if (made.size() % 2 == 0) reports_.fold();
    made.push_back({d, reports_.table(all(), *form("07a"), question(period)).value(),
                    reports_.table(all(), *form("07b"), question(quarter)).value(),
                    reports_.table(all(), *form("quan-ly"), question(free_period(day("2026-07-01"), day("2026-09-30")))).value()});
  }
  live_until(to_instant(LocalTime{day("2027-03-01")}));
  reports_.fold();
  int changed = 0;
  for (const auto& m : made) {
    const auto again = reports_.table(all(), *form("07a"), question(period, m.on)).value();
    expect_same(again, m.month, iso(m.on));
    expect_same(reports_.table(all(), *form("07b"), question(quarter, m.on)).value(), m.quarter, iso(m.on));
    expect_same(reports_.table(all(), *form("quan-ly"), question(free_period(day("2026-07-01"), day("2026-09-30")), m.on)).value(),
                m.management, iso(m.on));
    changed += again.total.values != reports_.table(all(), *form("07a"), question(period)).value().total.values;
  }
  EXPECT_GT(changed, 3) << "what was known later differs, else this proves nothing";
  // Back-dated receptions show as corrections of a day before.
  std::size_t corrected = 0;
  for (const auto& m : made) {
    const auto corrections = reports_.corrections(all(), question(period, m.on)).value();
    for (const auto& c : corrections) {
      const auto over = to_instant(LocalTime{m.on + std::chrono::days{1}});
      EXPECT_LT(c.at, over);
      EXPECT_GE(c.recorded_at, over);
      ++corrected;
    }
  }
  EXPECT_GT(corrected, 0U);
}

TEST_P(Worlds, folding_in_pieces_equals_rebuilding_and_the_tail_makes_no_difference) {
  make(9, 200, "2026-06-01", 120);
  std::mt19937_64 random(3);
  auto t = to_instant(LocalTime{day("2026-06-01")});
  while (t < to_instant(LocalTime{day("2026-11-20")})) {
    t += std::chrono::hours{1 + random() % 300};
    live_until(t);
    const auto p = official_period(PeriodKind::month, 2026, 8);
    const auto with_tail = reports_.table(all(), *form("quan-ly"), question(p)).value();
    if (random() % 3 == 0) continue;
    reports_.fold();
    expect_same(reports_.table(all(), *form("quan-ly"), question(p)).value(), with_tail, iso(t));
  }
  EXPECT_EQ(verify(), "");
  const auto p = official_period(PeriodKind::quarter, 2026, 3);
  const auto before = reports_.table(all(), *form("07b"), question(p)).value();
  const auto folded = reports_.rebuild();
  EXPECT_GT(folded.rows, 400);
  expect_same(reports_.table(all(), *form("07b"), question(p)).value(), before, "rebuilt");
  EXPECT_EQ(verify(), "");
}

TEST_P(Worlds, narrowed_to_procedures_the_figures_add_up_to_the_whole) {
  make(21, 200, "2026-07-01", 120);
  live_until(parse_instant("2026-10-20T09:00").value());
  reports_.fold();
  live_until(parse_instant("2026-10-21T09:00").value());
  const auto p = official_period(PeriodKind::month, 2026, 10);
  const auto whole = reports_.table(all(), *form("07a"), question(p)).value();
  std::vector<std::int64_t> sums(whole.total.values.size(), 0);
  for (int i = 0; i < 6; ++i) {
    auto q = question(p);
    q.procedure = "1.00000" + std::to_string(i);
    const auto one = reports_.table(all(), *form("07a"), q).value();
    for (std::size_t c = 0; c < sums.size(); ++c) sums[c] += one.total.values[c];
  }
  EXPECT_EQ(sums, whole.total.values);
}

TEST_P(Worlds, verify_names_a_sum_that_was_tampered_with) {
  make(13, 40, "2026-07-01", 60);
  live_until(parse_instant("2026-10-20T09:00").value());
  reports_.fold();
  ASSERT_EQ(verify(), "");
  static constexpr store::Sql kTamper{"test.tamper", "UPDATE reports_daily SET amount = amount + 1 WHERE account = 'late'"};
  ASSERT_TRUE(db_->write([&](store::Tx& tx) -> Status {
    tx.exec(kTamper);
    return {};
  }));
  EXPECT_THAT(verify(), ::testing::HasSubstr("reports_daily unit"));
}

TEST_P(Worlds, a_reader_sees_and_counts_only_his_units) {
  make(31, 150, "2026-07-01", 60);
  live_until(parse_instant("2026-10-05T09:10").value());
  reports_.fold();
  const auto p = official_period(PeriodKind::quarter, 2026, 3);
  const auto& f = *form("07b");
  const auto control = w_.as("kiem");  // of the committee of the first commune
  const auto seen = reports_.table(control, f, question(p)).value();
  auto q = question(p);
  q.unit = w_.unit("xa");
  const auto commune = reports_.table(all(), f, q).value();
  EXPECT_EQ(seen.total.values, commune.total.values);
  EXPECT_LT(seen.total.values[0], reports_.table(all(), f, question(p)).value().total.values[0]);
  std::int64_t foreign = 0;
  q.unit = w_.unit("xa-2");
  const auto other = reports_.table(control, f, q).value();
  for (const auto v : other.total.values) foreign += v;
  EXPECT_EQ(foreign, 0);
  const auto cell = reports_.cell(control, f, q, {}, 3, "").value();
  EXPECT_EQ(cell.figure, 0);
  EXPECT_TRUE(cell.rows.empty());
  EXPECT_TRUE(reports_.table(w_.as("ha"), f, question(p)).value().nothing) << "no right to read reports";
}

TEST_P(Worlds, nothing_happened_is_said_and_a_form_out_of_force_is_refused) {
  w_.clock.set(parse_instant("2026-10-05T09:10").value());
  const auto p = official_period(PeriodKind::month, 2026, 9);
  EXPECT_TRUE(reports_.table(all(), *form("07a"), question(p)).value().nothing);
  const auto wrong = reports_.table(all(), *form("ii-06a"), question(p));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().key, "reports.form_not_in_force");
  EXPECT_EQ((Rate{0, 0}.text()), "chưa có số liệu");
  EXPECT_EQ((Rate{29, 30}.text()), "96,7%");
}

}  // namespace
}  // namespace motcua::reports
