#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "base/json.hpp"
#include "calendar/calendar.hpp"

namespace motcua::calendar {
namespace {

struct Ran {
  int code;
  std::string out;
  std::string err;
  std::string first_line() const { return out.substr(0, out.find('\n')); }
};

std::string read_back(std::FILE* file) {
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  std::fclose(file);
  return text;
}

Ran run(std::string_view name, std::initializer_list<std::string_view> args) {
  const FixedClock clock{*parse_instant("2026-10-05T09:00")};
  CommandIo io{std::tmpfile(), std::tmpfile(), clock};
  Ran ran{-1, {}, {}};
  for (const auto& command : commands())
    if (command.name == name) ran.code = command.run({args.begin(), args.size()}, io);
  ran.out = read_back(io.out);
  ran.err = read_back(io.err);
  return ran;
}

TEST(DueCommand, prints_the_due_moment_first) {
  const auto ran = run("due", {"--at", "2026-10-05T09:10", "--term", "3wd"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "2026-10-08T17:00:00+07:00\n");
  EXPECT_EQ(ran.err, "");
}

TEST(DueCommand, takes_hours_cutoff_days_and_pauses) {
  EXPECT_EQ(run("due", {"--at", "2026-10-05T09:10", "--term", "1wd", "--hours", "08:00-12:00,13:30-17:30"}).first_line(),
            "2026-10-06T17:30:00+07:00");
  EXPECT_EQ(run("due", {"--at", "2026-10-05T15:30", "--term", "same-day", "--cutoff", "16:00"}).first_line(), "2026-10-05T17:00:00+07:00");
  EXPECT_EQ(run("due", {"--at", "2026-10-05T09:10", "--term", "3wd", "--day-off", "2026-10-06=Bão số 9", "--day-off", "07/10/2026",
                        "--work-day", "2026-10-10"})
                .first_line(),
            "2026-10-10T17:00:00+07:00");
  EXPECT_EQ(run("due", {"--at", "2026-10-05T09:00", "--term", "8wd", "--pause", "2026-10-08T14:00/2026-10-14T09:00", "--pause",
                        "2027-10-08T14:00/2027-10-14T09:00"})
                .first_line(),
            "2026-10-22T17:00:00+07:00");
}

TEST(DueCommand, keeps_holidays_by_rule_in_force_and_swaps_on_demand) {
  EXPECT_EQ(run("due", {"--at", "2026-08-31T09:00", "--term", "2wd"}).first_line(), "2026-09-04T17:00:00+07:00");
  // 31/8/2026 was exchanged for 22/8: with the decision in force the work begins on 3/9.
  EXPECT_EQ(run("due", {"--at", "2026-08-31T09:00", "--term", "2wd", "--decisions"}).first_line(), "2026-09-07T17:00:00+07:00");
}

TEST(DueCommand, explains_every_day) {
  const auto ran = run("due", {"--at", "2026-09-01T08:00", "--term", "3wd", "--explain"});
  EXPECT_EQ(ran.first_line(), "2026-09-08T17:00:00+07:00");
  for (const auto* part : {"Quốc khánh 2/9", "Điều 112", "Thứ Sáu 04/09/2026: ngày làm việc thứ 1", "nghỉ hằng tuần",
                           "Thứ Ba 08/09/2026: ngày làm việc thứ 3", "Hạn: 17:00 thứ Ba 08/09/2026", "Phiên bản lịch làm việc"})
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << "\n" << ran.out;
}

TEST(DueCommand, speaks_json) {
  const auto ran = run("due", {"--at", "2026-10-05T09:10", "--term", "3wd", "--json", "--promise", "1wd"});
  const auto json = Json::parse(ran.out);
  ASSERT_TRUE(json) << ran.out;
  EXPECT_NE(ran.out.find("\"due\":\"2026-10-08T17:00:00+07:00\""), std::string::npos);
  EXPECT_NE(ran.out.find("\"promised\":\"2026-10-06T17:00:00+07:00\""), std::string::npos);
}

TEST(DueCommand, says_what_is_wrong_and_exits_with_2) {
  const std::initializer_list<std::string_view> calls[] = {
      {},
      {"--at", "2026-10-05T09:10"},
      {"--at", "hôm nay", "--term", "3wd"},
      {"--at", "2026-10-05T09:10", "--term", "ba ngày"},
      {"--at", "2026-10-05T09:10", "--term", "3wd", "--hours", "17:00-07:30"},
      {"--at", "2026-10-05T09:10", "--term", "3wd", "--hours", "07:30-11:30,11:00-17:00"},
      {"--at", "2026-10-05T09:10", "--term", "3wd", "--day-off", "2026-02-30"},
      {"--at", "2026-10-05T09:10", "--term", "3wd", "--pause", "2026-10-08T14:00"},
      {"--at", "2026-10-05T09:10", "--term", "3wd", "--pause", "2026-10-08T14:00/2026-10-07T14:00"},
      {"--at", "2026-10-05T09:10", "--term", "3wd", "--day-off", "2026-10-07", "--work-day", "2026-10-07"},
      {"--at", "2199-12-31T09:10", "--term", "3wd"},
      {"--at", "2026-10-05T09:10", "--term", "3wd", "extra"},
      {"--unknown"},
  };
  for (const auto& call : calls) {
    const auto ran = run("due", call);
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find("Cách dùng"), std::string::npos) << ran.err;
  }
}

TEST(CalendarCommand, lists_the_days_off_of_a_year) {
  const auto ran = run("calendar", {"--year", "2031"});
  EXPECT_EQ(ran.code, 0);
  for (const auto* line : {"2031-01-01\tTết Dương lịch\t", "2031-01-23\tTết Âm lịch (mùng 1 Tết Tân Hợi)\t", "2031-04-30\t", "2031-05-01\t",
                           "2031-09-02\tQuốc khánh 2/9\t", "2031-11-24\tNgày Văn hóa Việt Nam 24/11\t"})
    EXPECT_NE(ran.out.find(line), std::string::npos) << line << "\n" << ran.out;
  EXPECT_TRUE(Json::parse(run("calendar", {"--year", "2026", "--json", "--decisions"}).out));
}

TEST(CalendarCommand, refuses_years_it_does_not_know) {
  for (const auto* year : {"1994", "2200", "x", ""}) EXPECT_EQ(run("calendar", {"--year", year}).code, 2) << year;
  EXPECT_EQ(run("calendar", {}).code, 2);
}

}  // namespace
}  // namespace motcua::calendar
