#include <gtest/gtest.h>

#include <random>

#include "calendar/calendar.hpp"

namespace motcua::calendar {
namespace {

std::string changed(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

TEST(StoredProofs, read_back_say_and_count_the_same_for_any_start_term_and_pause) {
  const auto layer = national_layer(2020, 2035, national_data().decisions);
  const auto calendar = *WorkCalendar::build({&layer, 1}, 2020, 2035);
  const Term terms[] = {Term::working_days(3),   Term::working_day_thousandths(1500),
                        Term::working_hours(20), Term::working_minutes(45),
                        Term::calendar_days(30), Term::months(2),
                        Term::same_day()};
  std::mt19937 dice{7};
  const auto first = *parse_instant("2026-01-01T00:00");
  for (int i = 0; i < 500; ++i) {
    DueRequest request{.start = first + std::chrono::minutes{dice() % 525'600}, .term = terms[i % 7]};
    if (i % 3 == 0) {
      const auto from = request.start + std::chrono::hours{dice() % 40};
      request.pauses.push_back({.from = from, .to = from + std::chrono::hours{dice() % 300}, .reason = "Chờ “bổ sung”\n"});
    }
    if (i % 5 == 0) request.extension = Extension{.by = Term::working_days(2)};
    if (i % 7 == 0) request.promise = Term::working_days(1);
    if (i % 11 == 0) request.mode = DueMode::same_clock;
    if (i % 13 == 0) request.restart = Restart{.at = request.start + std::chrono::hours{30}};
    const auto due_at = due(*calendar, request);
    ASSERT_TRUE(due_at);
    const auto told = *explain(*calendar, due_at->proof, request.pauses);
    const auto read = Explanation::from_json(told.json());
    ASSERT_TRUE(read) << read.error().message << told.json();
    ASSERT_EQ(read->proof, told.proof) << told.json();
    ASSERT_EQ(read->json(), told.json());
    ASSERT_EQ(read->text(), told.text());
    ASSERT_EQ(recompute(*read), due_at->moment) << told.text();
  }
}

TEST(StoredProofs, that_were_changed_are_refused_or_count_to_another_moment) {
  const auto layer = national_layer(2026, 2027, national_data().decisions);
  const auto calendar = *WorkCalendar::build({&layer, 1}, 2026, 2027);
  const auto due_at = due(*calendar, {.start = *parse_instant("2026-10-05T09:10"), .term = Term::working_days(3)});
  const auto text = explain(*calendar, due_at->proof)->json();
  const auto key = [](const std::string& json) {
    const auto read = Explanation::from_json(json);
    return read ? std::string("read") : read.error().key;
  };
  ASSERT_EQ(key(text), "read");
  EXPECT_EQ(key("{}"), "calendar.proof_unreadable");
  EXPECT_EQ(key("[1]"), "calendar.proof_unreadable");
  EXPECT_EQ(key(text.substr(0, text.size() / 2)), "json.invalid");
  EXPECT_EQ(key(changed(text, "\"counted\"", "\"guessed\"")), "calendar.proof_unreadable");
  EXPECT_EQ(key(changed(text, "\"days\":1", "\"days\":-1")), "calendar.proof_unreadable");
  EXPECT_EQ(key(changed(text, "\"term\":\"3wd\"", "\"term\":\"3\"")), "calendar.proof_unreadable");
  const auto fewer = Explanation::from_json(changed(text, "\"days\":1", "\"days\":0"));
  ASSERT_TRUE(fewer);
  EXPECT_NE(recompute(*fewer), due_at->moment);
}

}  // namespace
}  // namespace motcua::calendar
