// The ladder of warnings and the limit of form 04 as tables; the data that ship with the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dossier/warnings.hpp"

namespace motcua::dossier {
namespace {

using ::testing::ElementsAre;

Instant at(std::string_view text) { return parse_instant(text).value(); }

// Monday to Friday, 2/9/2026 (Wednesday) and the day before it off.
const calendar::WorkCalendar& calendar_() {
  static const auto kCalendar = [] {
    calendar::HolidayDecisions decisions;
    decisions.national_day.push_back({2026, true, "Thông báo 9441/TB-BNV"});
    const auto layer = calendar::national_layer(2025, 2027, decisions);
    return calendar::WorkCalendar::build({&layer, 1}, 2025, 2027).value();
  }();
  return *kCalendar;
}

struct LimitCase {
  std::string_view start, due, limit;
};
TEST(ApologyLimit, is_one_working_day_before_the_due_moment) {
  for (const auto& [start, due, limit] : std::initializer_list<LimitCase>{
           {"2026-10-05T09:10", "2026-10-08T17:00", "2026-10-07T17:00"},
           {"2026-10-05T09:10", "2026-10-12T17:00", "2026-10-09T17:00"},  // Monday: the Friday before
           {"2026-08-31T08:00", "2026-09-04T17:00", "2026-09-03T17:00"},
           {"2026-08-28T08:00", "2026-09-03T17:00", "2026-08-31T17:00"},  // over the national day
           {"2026-10-05T09:10", "2026-10-06T15:30", "2026-10-05T15:30"},
           {"2026-10-05T07:30", "2026-10-05T17:00", "2026-10-05T15:24"},   // same day: after four fifths of 8 hours
           {"2026-10-05T10:00", "2026-10-05T10:30", "2026-10-05T10:24"}})  // half an hour
    EXPECT_EQ(iso(apology_limit(calendar_(), at(start), at(due))), iso(at(limit))) << due;
}

struct MomentCase {
  std::string_view when, expected;  // empty: no such warning
};
TEST(WarningMoments, of_a_term_of_five_working_days) {
  const auto start = at("2026-10-05T07:30"), due = at("2026-10-12T17:00");  // 48 working hours
  for (const auto& [when, expected] : std::initializer_list<MomentCase>{{"share 500", "2026-10-07T17:00"},
                                                                        {"share 800", "2026-10-09T15:24"},
                                                                        {"before 2", "2026-10-08T17:00"},
                                                                        {"before 1 *", "2026-10-09T17:00"},
                                                                        {"due", "2026-10-12T17:01"},
                                                                        {"before 9", ""},
                                                                        {"off", ""}}) {
    const auto moment = moment_of(WarnAt::parse(when).value(), calendar_(), start, due);
    EXPECT_EQ(moment ? iso(*moment) : "", expected.empty() ? "" : iso(at(expected))) << when;
  }
}

struct PlanCase {
  std::string_view now;
  bool sent;
  std::string_view warn;  // key of the rung
  bool draft;
  std::string_view next;
};
TEST(WatchPlan, tells_the_highest_rung_reached_and_when_to_look_again) {
  const auto ladder = ladder_on(late_data(), {}, parse_day("2026-10-05").value());
  const auto start = at("2026-10-05T07:30"), due = at("2026-10-12T17:00");
  for (const auto& [now, sent, warn, draft, next] :
       std::initializer_list<PlanCase>{{"2026-10-05T08:00", false, "", false, "2026-10-07T17:00"},
                                       {"2026-10-07T17:00", false, "half", false, "2026-10-08T17:00"},
                                       {"2026-10-08T17:05", false, "last_call", false, "2026-10-09T15:24"},
                                       {"2026-10-09T15:30", false, "most", false, "2026-10-09T17:00"},
                                       {"2026-10-09T17:00", false, "no_apology", true, "2026-10-12T17:01"},
                                       {"2026-10-10T09:00", true, "most", false, "2026-10-12T17:01"},
                                       {"2026-10-12T17:00", false, "no_apology", true, "2026-10-12T17:01"},
                                       {"2026-10-12T17:01", false, "overdue", true, ""},
                                       {"2026-11-30T08:00", false, "overdue", true, ""}}) {
    const auto plan = watch_plan(ladder, calendar_(), start, due, at(now), sent);
    EXPECT_EQ(plan.warn ? plan.warn->key : "", warn) << now;
    EXPECT_EQ(plan.draft, draft) << now;
    EXPECT_EQ(plan.next_at ? iso(*plan.next_at) : "", next.empty() ? "" : iso(at(next))) << now;
  }
}

TEST(Ladder, of_a_unit_takes_the_nearest_setting_that_holds_on_the_day) {
  const auto rung = [](std::string_view when, std::string_view from, std::optional<Day> until = {}) {
    return Rung{
        .key = "half", .when = WarnAt::parse(when).value(), .to = {Recipient::officer}, .from = parse_day(from).value(), .until = until};
  };
  const std::vector<std::vector<Rung>> chain{{rung("share 300", "2026-01-01", parse_day("2026-06-30"))}, {rung("share 400", "2025-07-01")}};
  const auto half = [&](std::string_view day) { return ladder_on(late_data(), chain, parse_day(day).value()).front(); };
  EXPECT_EQ(half("2026-03-01").when.amount, 300);
  EXPECT_EQ(half("2026-07-01").when.amount, 400) << "the division's own rule has ended, the committee's holds";
  EXPECT_EQ(half("2025-06-30").when.amount, 500) << "before both";
  EXPECT_EQ(half("2026-03-01").words, "Đã dùng một nửa thời hạn");
  EXPECT_EQ(ladder_on(late_data(), chain, parse_day("2026-03-01").value()).size(), 5U);
}

TEST(LateData, ships_a_ladder_coded_causes_and_the_title_of_form_04_by_date) {
  const auto& data = late_data();
  EXPECT_EQ(data.title_for(parse_day("2025-06-30").value()).title, "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ");
  EXPECT_EQ(data.title_for(parse_day("2025-07-01").value()).title, "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT");
  const auto day = parse_day("2026-10-05").value();
  for (const std::string_view role : {"tiep-nhan", "chuyen-mon", "lanh-dao", "van-thu", "tra-ket-qua"}) {
    const auto causes = data.causes_for(role, day);
    ASSERT_GT(causes.size(), 3U);
    EXPECT_FALSE(causes.front()->roles.empty()) << role << " has a cause of its own";
    EXPECT_EQ(causes.back()->code, "khac");
  }
  EXPECT_TRUE(data.causes_for("chuyen-mon", parse_day("2018-06-30").value()).empty());
}

TEST(LateData, that_cannot_be_read_names_its_line) {
  constexpr std::string_view kTitle = "mau-04 | 01/07/2025 | | TÊN | PXL | Mẫu số 04\n";
  EXPECT_TRUE(read_late_data(kTitle));
  for (const std::string_view line :
       {"canh-bao | a | share 1000 | officer | 01/07/2018 | | nguồn | lời", "canh-bao | a | share 500 | mayor | 01/07/2018 | | nguồn | lời",
        "canh-bao | a | share 500 | officer | 01/07/2018 | 30/06/2018 | nguồn | lời", "ly-do | a | * | 31/06/2018 | | nguồn | lời",
        "la | gi"}) {
    const auto read = read_late_data(std::string(kTitle) + std::string(line));
    ASSERT_FALSE(read) << line;
    EXPECT_THAT(read.error().message, ::testing::HasSubstr("dòng 2"));
  }
  EXPECT_FALSE(read_late_data(""));
}

TEST(Timeliness, of_form_04) {
  const auto limit = at("2026-10-09T17:00"), due = at("2026-10-12T17:00");
  EXPECT_EQ(timeliness(at("2026-10-09T17:00"), limit, due), Timeliness::in_time);
  EXPECT_EQ(timeliness(at("2026-10-09T17:01"), limit, due), Timeliness::short_notice);
  EXPECT_EQ(timeliness(at("2026-10-12T17:00"), limit, due), Timeliness::short_notice);
  EXPECT_EQ(timeliness(at("2026-10-12T17:01"), limit, due), Timeliness::after_due);
  for (const auto w : {"share 500", "before 1 *", "due", "off"}) EXPECT_EQ(WarnAt::parse(w).value().text(), w);
  EXPECT_THAT(recipients_from("officer, leader").value(), ElementsAre(Recipient::officer, Recipient::leader));
}

}  // namespace
}  // namespace motcua::dossier
