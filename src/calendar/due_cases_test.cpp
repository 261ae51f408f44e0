// Runs tests/cases/due/*.case: terms as officials read them. The form is described in tests/cases/due/README.md.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/testing_paths.hpp"
#include "calendar/calendar.hpp"

namespace motcua::calendar {
namespace {

struct Case {
  std::string file;
  std::string name;
  std::vector<std::pair<std::string, std::string>> lines;

  std::optional<std::string> get(std::string_view key) const {
    for (const auto& [k, v] : lines)
      if (k == key) return v;
    return std::nullopt;
  }
  std::vector<std::string> all(std::string_view key) const {
    std::vector<std::string> out;
    for (const auto& [k, v] : lines)
      if (k == key) out.push_back(v);
    return out;
  }
};

std::vector<Case> read_cases() {
  std::vector<Case> cases;
  const std::filesystem::path folder = source_dir() / "tests/cases/due";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".case") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line.front() == '#') continue;
      if (line.starts_with("= ")) {
        cases.push_back({entry.path().filename(), line.substr(2), {}});
        continue;
      }
      const auto colon = line.find(": ");
      EXPECT_NE(colon, std::string::npos) << entry.path() << ": " << line;
      if (colon != std::string::npos) cases.back().lines.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
  }
  return cases;
}

// "09:10 05/10/2026"
Instant moment(const std::string& text) {
  const auto t = text.size() == 16 ? parse_instant(text.substr(6) + "T" + text.substr(0, 5)) : std::nullopt;
  EXPECT_TRUE(t) << text;
  return t.value_or(Instant{});
}
Day day(const std::string& text) {
  const auto d = parse_day(text);
  EXPECT_TRUE(d) << text;
  return d.value_or(Day{});
}

// "3 ngày làm việc" is "3wd".
Term term(const std::string& text) {
  const auto space = text.find(' ');
  static const std::map<std::string, std::string> kUnits{
      {"ngày làm việc", "wd"}, {"giờ làm việc", "wh"}, {"phút làm việc", "m"}, {"ngày", "d"}, {"tháng", "mo"}};
  const auto unit = kUnits.find(text.substr(space + 1));
  const auto parsed = Term::parse(text == "trong ngày" ? "same-day" : unit == kUnits.end() ? "" : text.substr(0, space) + unit->second);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Term::same_day());
}

void add_saturday(const Case& c, const std::string& key, SessionKind kind, CalendarLayer& unit) {
  if (const auto text = c.get(key)) {
    const auto sessions = parse_sessions(*text, kind);
    ASSERT_TRUE(sessions) << *text;
    unit.week.push_back({.weekday = std::chrono::Saturday, .sessions = *sessions});
  }
}

CalendarPtr calendar_of(const Case& c) {
  HolidayDecisions decisions = national_data().decisions;
  std::vector<CalendarLayer> layers{national_layer(2015, 2035, decisions), {.level = ScopeLevel::unit, .name = "Đơn vị"}};
  if (c.get("Nghỉ lễ") == "không") layers[0].exceptions.clear();
  if (const auto text = c.get("Buổi")) layers[0].week = standard_week(*parse_sessions(*text));
  add_saturday(c, "Thứ Bảy", SessionKind::work, layers[1]);
  add_saturday(c, "Thứ Bảy chỉ tiếp nhận", SessionKind::reception_only, layers[1]);
  for (const auto& text : c.all("Nghỉ"))
    layers[1].exceptions.push_back({.first = day(text), .last = day(text), .kind = ExceptionKind::swap_off, .reason = "ngày nghỉ thêm"});
  for (const auto& text : c.all("Làm việc"))
    layers[1].exceptions.push_back({.first = day(text), .last = day(text), .kind = ExceptionKind::swap_work, .reason = "ngày làm thêm"});
  for (const auto& text : c.all("Riêng")) {
    const auto d = day(text.substr(0, 10));
    layers[1].exceptions.push_back(
        {.first = d, .last = d, .kind = ExceptionKind::special_hours, .reason = "giờ riêng", .sessions = *parse_sessions(text.substr(11))});
  }
  return *WorkCalendar::build(layers, 2015, 2035);
}

DueRequest request_of(const Case& c) {
  DueRequest request{.start = moment(*c.get("Tiếp nhận")), .term = term(*c.get("Thời hạn"))};
  for (const auto& text : c.all("Tạm dừng")) {
    const auto to = text.find(" đến ");
    request.pauses.push_back({.from = moment(text.substr(0, to)), .to = moment(text.substr(to + std::string(" đến ").size()))});
  }
  if (const auto text = c.get("Tính lại")) request.restart = Restart{.at = moment(*text)};
  if (const auto text = c.get("Gia hạn")) request.extension = Extension{.by = term(*text)};
  if (const auto text = c.get("Giờ chốt")) request.cutoff = *TimeOfDay::parse(*text);
  if (c.get("Giữ giờ") == "có") request.mode = DueMode::same_clock;
  if (const auto text = c.get("Cam kết")) request.promise = term(*text);
  return request;
}

TEST(DueCases, every_case_gives_its_moment_and_its_reasons) {
  const auto cases = read_cases();
  ASSERT_GE(cases.size(), 40U);
  for (const auto& c : cases) {
    SCOPED_TRACE(c.file + ": " + c.name);
    ASSERT_TRUE(c.get("Tiếp nhận") && c.get("Thời hạn") && c.get("Hạn"));
    const auto calendar = calendar_of(c);
    const auto request = request_of(c);
    const auto answer = due(*calendar, request);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(vn_datetime(answer->moment), *c.get("Hạn"));
    if (const auto text = c.get("Hạn cam kết")) {
      ASSERT_TRUE(answer->promised);
      EXPECT_EQ(vn_datetime(*answer->promised), *text);
    }
    const auto explanation = explain(*calendar, answer->proof, request.pauses);
    ASSERT_TRUE(explanation);
    const auto text = explanation->text();
    for (const auto& why : c.all("Vì")) EXPECT_NE(text.find(why), std::string::npos) << why << "\n" << text;
    EXPECT_EQ(iso(recompute(*explanation)), iso(answer->moment)) << text;
    EXPECT_EQ(*recompute(*calendar, answer->proof), answer->moment);
  }
}

}  // namespace
}  // namespace motcua::calendar
