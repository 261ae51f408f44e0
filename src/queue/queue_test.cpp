// The waiting room: whom to call next, numbers under many hands, a visit from ticket to dossier, booked times, pages; on both databases.
#include "queue/queue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <thread>

#include "base/text.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_life.hpp"
#include "queue/pages.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::queue {
namespace {

using dossier::testing::key;
using dossier::testing::told;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

Instant moment(std::string_view iso) { return parse_instant(iso).value(); }

// ---- rules ----

// Numbers in the order they are called when all wait at once and nobody else comes.
std::vector<std::int64_t> order(std::vector<Waiting> waiting, int most, Instant now) {
  std::vector<std::int64_t> numbers;
  int run = 0;
  while (!waiting.empty()) {
    const auto i = choose_next(waiting, run, most, now).value();
    const auto& w = waiting[i];
    run = w.priority || (w.booked_for && *w.booked_for <= now) ? run + 1 : 0;
    numbers.push_back(w.number);
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return numbers;
}

TEST(QueueRules, priority_goes_first_and_after_two_of_them_one_ordinary_ticket) {
  const auto now = moment("2026-10-05T09:00");
  std::vector<Waiting> all;
  for (int n = 1; n <= 8; ++n) all.push_back({n, now - minutes{60 - n}, n >= 4, {}});
  EXPECT_EQ(order(all, 2, now), (std::vector<std::int64_t>{4, 5, 1, 6, 7, 2, 8, 3}));
  EXPECT_EQ(choose_next({}, 0, 2, now), std::nullopt);
}

TEST(QueueRules, who_booked_goes_first_from_the_booked_time_on_and_waits_like_others_before_it) {
  const auto at = moment("2026-10-05T09:00");
  const std::vector<Waiting> all{{1, at - minutes{50}, false, {}}, {2, at - minutes{40}, false, at}};
  EXPECT_EQ(order(all, 2, at - minutes{1}), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(order(all, 2, at), (std::vector<std::int64_t>{2, 1}));
}

TEST(QueueRules, nobody_ordinary_waits_behind_more_than_two_priority_tickets_and_nobody_is_forgotten) {
  const auto now = moment("2026-10-05T09:00");
  for (unsigned mask = 0; mask < 512; ++mask) {
    std::vector<Waiting> all;
    for (int n = 0; n < 9; ++n) all.push_back({n + 1, now - minutes{60 - n}, ((mask >> n) & 1U) != 0, {}});
    const auto called = order(all, 2, now);
    ASSERT_EQ(std::set<std::int64_t>(called.begin(), called.end()).size(), 9U);
    int run = 0;
    std::int64_t last_ordinary = 0, last_priority = 0;
    std::size_t ordinary_left = static_cast<std::size_t>(std::ranges::count(all, false, &Waiting::priority));
    for (const auto number : called) {
      const bool priority = all[static_cast<std::size_t>(number - 1)].priority;
      run = priority ? run + 1 : 0;
      EXPECT_FALSE(run > 2 && ordinary_left > 0) << mask;
      EXPECT_GT(number, priority ? last_priority : last_ordinary) << "each kind in its order";
      (priority ? last_priority : last_ordinary) = number;
      ordinary_left -= !priority;
    }
  }
}

TEST(QueueRules, the_expected_wait_is_the_median_of_the_record_and_unknown_when_it_is_short) {
  const std::vector<seconds> services{minutes{4}, minutes{5}, minutes{6}, minutes{60}, minutes{5}};
  EXPECT_EQ(expected_minutes(services, 0, 1), 0);
  EXPECT_EQ(expected_minutes(services, 4, 1), 20);
  EXPECT_EQ(expected_minutes(services, 4, 2), 10);
  EXPECT_EQ(expected_minutes(services, 5, 2), 15);
  EXPECT_EQ(expected_minutes(std::span(services).first(4), 4, 1), std::nullopt);
  EXPECT_EQ(expected_minutes(services, 4, 0), std::nullopt);
}

TEST(QueueRules, median_and_ninetieth_percentile_are_values_of_the_record) {
  std::vector<seconds> values;
  for (int i = 10; i >= 1; --i) values.push_back(minutes{i});
  EXPECT_EQ(quantile(values, 0.5), minutes{5});
  EXPECT_EQ(quantile(values, 0.9), minutes{9});
  EXPECT_EQ(quantile({minutes{7}}, 0.9), minutes{7});
  EXPECT_EQ(quantile({}, 0.5), std::nullopt);
}

TEST(QueueRules, half_hours_lie_whole_within_the_sessions_and_ahead) {
  calendar::DayInfo day;
  day.day = day_of(moment("2026-10-05T00:00"));
  day.sessions = calendar::parse_sessions("07:30-08:45,13:00-14:00").value();
  std::vector<std::string> times;
  for (const auto at : slots_of(day, moment("2026-10-05T07:30"))) times.push_back(vn_time(at));
  EXPECT_EQ(times, (std::vector<std::string>{"08:00", "13:00", "13:30"}));
}

TEST(QueueRules, priority_is_data_with_dates_and_a_line_nobody_understands_is_told) {
  const auto today = day_of(moment("2026-10-05T09:00"));
  EXPECT_EQ(priority_rules(today).run, 2);
  EXPECT_NE(priority_rules(today).find("khuyet-tat"), nullptr);
  EXPECT_EQ(priority_rules(day_of(moment("2010-08-01T09:00"))).find("khuyet-tat"), nullptr) << "before the law on people with disabilities";
  EXPECT_EQ(key(read_priority_rules("uu-tien | x | hôm qua | | A | B", today)), "queue.rules_unreadable");
}

// ---- service ----

std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(migrations());
  return all;
}

class QueueTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  QueueTest() {
    w_.person("giam-doc", "Đặng Thị Sáu", identity::Role::bpmc_head, "xa/mot-cua");
    router_.add(web::bind_routes("queue", pages_, Pages::routes()));
    router_.add(web::bind_routes("queue", public_pages_, PublicPages::routes()));
    const auto head = w_.as("giam-doc");
    EXPECT_TRUE(queue_.save_kind(head, {{}, 0, unit_, "a", "Hộ tịch", 1, true}));
    EXPECT_TRUE(queue_.save_kind(head, {{}, 0, unit_, "B", "Đất đai", 0, true}));
    EXPECT_TRUE(queue_.save_counter(head, {{}, 0, unit_, 1, "A, b", true}));
    EXPECT_TRUE(queue_.save_counter(head, {{}, 0, unit_, 2, "A", true}));
    EXPECT_TRUE(queue_.new_key(head, unit_));
    a_ = queue_.kinds(unit_).at(0).id;
    b_ = queue_.kinds(unit_).at(1).id;
  }
  void at(std::string_view iso) { w_.clock.set(moment(iso)); }
  Ticket take(std::string_view priority = {}) {
    const auto t = queue_.issue(unit_, a_, priority);
    EXPECT_TRUE(t) << told(t);
    return t.value();
  }
  Ticket next(std::string_view who = "nhung", int counter = 1) {
    const auto t = queue_.call_next(w_.as(who), unit_, counter);
    EXPECT_TRUE(t) << told(t);
    return t.value();
  }
  void served(int length) {
    const auto t = next();
    EXPECT_TRUE(queue_.serve(w_.as("nhung"), t.id));
    w_.clock.advance(minutes{length});
    EXPECT_TRUE(queue_.finish(w_.as("nhung"), t.id));
  }
  std::string verified() { return store::verify(*database_, queue_.verifiers()).first(); }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    if (!name.empty()) c.cookies["phien"] = std::move(name);
    return c;
  }
  std::string machine() { return "/lay-so/" + queue_.key_of(unit_); }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::World w_{*database_};
  UnitId unit_ = w_.unit("xa/mot-cua");
  Queue queue_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
  KindId a_, b_;
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  PagesParts parts_{queue_, w_.identity, w_.clock, shells_, "https://motcua.example", [this] { return unit_; }};
  Pages pages_{parts_};
  PublicPages public_pages_{parts_};
};
MOTCUA_EACH_ENGINE(QueueTest);

TEST_P(QueueTest, numbers_begin_at_one_for_each_kind_and_day) {
  EXPECT_EQ(take().written_number(), "A001");
  EXPECT_EQ(take().written_number(), "A002");
  EXPECT_EQ(queue_.issue(unit_, b_, "").value().written_number(), "B001");
  at("2026-10-06T07:40");
  EXPECT_EQ(take().written_number(), "A001");
  EXPECT_EQ(verified(), "");
}

TEST_P(QueueTest, numbers_are_unique_and_dense_and_no_ticket_is_called_twice_under_many_hands) {
  constexpr int kHands = 6, kEach = 8;
  std::mutex mutex;
  std::set<std::int64_t> numbers, called;
  {
    std::vector<std::jthread> hands;
    for (int h = 0; h < kHands; ++h)
      hands.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) {
          const auto t = queue_.issue(unit_, a_, "");
          const std::lock_guard lock(mutex);
          EXPECT_TRUE(t && numbers.insert(t->number).second);
        }
      });
  }
  EXPECT_EQ(*numbers.begin(), 1);
  EXPECT_EQ(*numbers.rbegin(), kHands * kEach);
  const std::array<Actor, 2> officers{w_.as("nhung"), w_.as("tam")};
  {
    std::vector<std::jthread> hands;
    for (int counter = 1; counter <= 2; ++counter)
      hands.emplace_back([&, counter] {
        const auto& officer = officers.at(static_cast<std::size_t>(counter - 1));
        for (int i = 0; i < kEach; ++i) {
          const auto t = queue_.call_next(officer, unit_, counter);
          ASSERT_TRUE(t) << told(t);
          EXPECT_TRUE(queue_.serve(officer, t->id));
          EXPECT_TRUE(queue_.finish(officer, t->id));
          const std::lock_guard lock(mutex);
          EXPECT_TRUE(called.insert(t->number).second) << t->number;
        }
      });
  }
  EXPECT_EQ(called.size(), 2U * kEach);
  EXPECT_EQ(*called.rbegin(), 2 * kEach) << "in the order of the numbers";
  EXPECT_EQ(verified(), "");
}

TEST_P(QueueTest, a_visit_is_measured_from_the_ticket_to_the_dossier_that_came_of_it) {
  take();
  at("2026-10-05T09:22");
  auto t = next();
  EXPECT_EQ(key(queue_.call_next(w_.as("nhung"), unit_, 1)), "queue.counter_busy");
  EXPECT_EQ(key(queue_.finish(w_.as("nhung"), t.id)), "queue.wrong_state");
  ASSERT_TRUE(queue_.serve(w_.as("nhung"), t.id));
  at("2026-10-05T09:25");
  const auto a = w_.accepted(1);
  EXPECT_EQ(queue_.desk(w_.as("nhung"), unit_, 1).value().received.size(), 1U);
  at("2026-10-05T09:30");
  ASSERT_TRUE(queue_.finish(w_.as("nhung"), t.id));
  const auto today = w_.identity.today();
  const auto figures = queue_.figures(w_.as("giam-doc"), unit_, today, today);
  ASSERT_TRUE(figures) << told(figures);
  EXPECT_EQ(figures->all.wait_median, minutes{12});
  EXPECT_EQ(figures->all.wait_p90, minutes{12});
  EXPECT_EQ(figures->all.service_median, minutes{8});
  const auto listed = queue_.tickets(w_.as("giam-doc"), unit_, today, today, "", {}).value().rows;
  ASSERT_EQ(listed.size(), 1U);
  ASSERT_EQ(listed.front().cases.size(), 1U);
  EXPECT_EQ(listed.front().cases.front().code, a.code);
  EXPECT_EQ(verified(), "");
}

TEST_P(QueueTest, who_is_absent_is_called_again_the_same_day_and_a_ticket_dies_with_its_day) {
  const auto mine = take();
  const auto other = take();
  const auto t = next();
  EXPECT_EQ(t.id, mine.id);
  ASSERT_TRUE(queue_.call_again(w_.as("nhung"), unit_, 1, t.id));
  ASSERT_TRUE(queue_.set_absent(w_.as("nhung"), t.id));
  EXPECT_EQ(next().id, other.id);
  EXPECT_EQ(key(queue_.call_again(w_.as("nhung"), unit_, 1, t.id)), "queue.counter_busy");
  ASSERT_TRUE(queue_.serve(w_.as("nhung"), other.id));
  ASSERT_TRUE(queue_.finish(w_.as("nhung"), other.id));
  EXPECT_EQ(queue_.call_again(w_.as("nhung"), unit_, 1, t.id).value().calls, 3);
  const auto left = take();
  at("2026-10-06T07:40");
  EXPECT_EQ(key(queue_.serve(w_.as("nhung"), t.id)), "queue.no_ticket");
  EXPECT_EQ(key(queue_.call_next(w_.as("nhung"), unit_, 1)), "queue.nobody_waits") << "nobody of yesterday";
  EXPECT_EQ(state_words(queue_.follow(left.token).value().ticket, w_.identity.today()), "Hết ngày, không còn giá trị");
  const auto day = w_.identity.today() - std::chrono::days{1};
  EXPECT_EQ(queue_.figures(w_.as("giam-doc"), unit_, day, day).value().all.left, 1);
  EXPECT_EQ(verified(), "");
}

TEST_P(QueueTest, the_wait_is_unknown_until_the_record_knows_and_people_ahead_are_counted) {
  for (int i = 0; i < 8; ++i) take();
  const auto last = take();
  EXPECT_EQ(queue_.follow(last.token).value().ahead, 8);
  EXPECT_EQ(queue_.follow(last.token).value().minutes, std::nullopt);
  for (int i = 0; i < 5; ++i) served(6);
  const auto seen = queue_.follow(last.token).value();
  EXPECT_EQ(seen.ahead, 3);
  EXPECT_EQ(seen.minutes, 18);
  const auto first = take("khuyet-tat");
  EXPECT_EQ(queue_.follow(last.token).value().ahead, 4) << "priority goes before";
  EXPECT_EQ(queue_.follow(first.token).value().ahead, 0);
  EXPECT_EQ(next().id, first.id);
}

TEST_P(QueueTest, closed_days_unknown_kinds_and_other_units_are_refused) {
  EXPECT_EQ(key(queue_.issue(unit_, a_, "giau-co")), "queue.no_priority");
  EXPECT_EQ(key(queue_.issue(w_.unit("xa-2/mot-cua"), a_, "")), "queue.no_kind");
  EXPECT_EQ(key(queue_.call_next(w_.as("la"), unit_, 1)), "queue.no_counter");
  EXPECT_EQ(key(queue_.save_kind(w_.as("nhung"), {{}, 0, unit_, "C", "Khác", 0, true})), "identity.not_permitted");
  EXPECT_EQ(key(queue_.save_counter(w_.as("giam-doc"), {{}, 0, unit_, 3, "Z", true})), "queue.counter_incomplete");
  EXPECT_EQ(key(queue_.figures(w_.as("nhung"), unit_, w_.identity.today(), w_.identity.today())), "identity.not_permitted");
  at("2026-10-05T17:30");
  EXPECT_EQ(key(queue_.issue(unit_, a_, "")), "queue.closed");
  at("2026-10-04T09:00");
  EXPECT_EQ(key(queue_.issue(unit_, a_, "")), "queue.closed") << "Sunday";
}

TEST_P(QueueTest, a_booked_time_takes_a_place_and_goes_first_when_its_time_has_come) {
  const auto ten = moment("2026-10-05T10:00");
  const auto b = queue_.book(unit_, a_, ten, "0912 000 111");
  ASSERT_TRUE(b) << told(b);
  ASSERT_TRUE(queue_.book(unit_, a_, ten, "0912 000 112"));
  EXPECT_EQ(key(queue_.book(unit_, a_, ten, "0912 000 113")), "queue.slot_full") << "two counters, one person each";
  EXPECT_EQ(key(queue_.book(unit_, a_, moment("2026-10-05T10:10"), "0912 000 113")), "queue.no_slot");
  EXPECT_EQ(key(queue_.book(unit_, b_, ten, "0912 000 113")), "queue.no_slot") << "not by appointment";
  EXPECT_EQ(key(queue_.book(unit_, a_, ten, "113")), "queue.booking_incomplete");
  ASSERT_TRUE(queue_.book(unit_, a_, moment("2026-10-05T10:30"), "0912 000 111"));
  EXPECT_EQ(key(queue_.book(unit_, a_, moment("2026-10-05T11:00"), "0912 000 111")), "queue.too_many_bookings");
  EXPECT_EQ(key(queue_.arrive(w_.unit("xa-2/mot-cua"), b->code)), "queue.cannot_arrive");
  take();
  const auto mine = queue_.arrive(unit_, to_lower(b->code));
  ASSERT_TRUE(mine) << told(mine);
  EXPECT_EQ(key(queue_.arrive(unit_, b->code)), "queue.cannot_arrive") << "once";
  EXPECT_EQ(key(queue_.cancel(b->code)), "queue.booking_over");
  at("2026-10-05T10:05");
  EXPECT_EQ(next().id, mine->id);
  EXPECT_EQ(queue_.follow(mine->token).value().ticket.waited(), minutes{5}) << "from the booked time, not from the early arrival";
  EXPECT_EQ(verified(), "");
}

TEST_P(QueueTest, people_are_reminded_in_the_hours_before_unless_they_booked_in_them_or_gave_up) {
  const auto tomorrow = queue_.book(unit_, a_, moment("2026-10-06T10:00"), "0912 000 111");
  const auto given_up = queue_.book(unit_, a_, moment("2026-10-06T10:30"), "0912 000 112");
  ASSERT_TRUE(tomorrow && given_up);
  ASSERT_TRUE(queue_.cancel(given_up->code));
  EXPECT_TRUE(queue_.to_remind().empty()) << "too early";
  at("2026-10-05T16:00");
  ASSERT_TRUE(queue_.book(unit_, a_, moment("2026-10-06T09:00"), "0912 000 113"));
  const auto reminded = queue_.to_remind();
  ASSERT_EQ(reminded.size(), 1U);
  EXPECT_EQ(reminded.front().code, tomorrow->code);
  at("2026-10-06T10:00");
  EXPECT_TRUE(queue_.to_remind().empty()) << "it has begun";
}

TEST_P(QueueTest, the_last_place_of_a_half_hour_is_given_once_and_a_cancelled_one_again) {
  const auto ten = moment("2026-10-05T10:00");
  std::vector<Booking> got;
  std::mutex mutex;
  {
    std::vector<std::jthread> hands;
    for (int h = 0; h < 6; ++h)
      hands.emplace_back([&, h] {
        const auto b = queue_.book(unit_, a_, ten, "091200020" + std::to_string(h));
        const std::lock_guard lock(mutex);
        if (b) got.push_back(*b);
      });
  }
  ASSERT_EQ(got.size(), 2U);
  ASSERT_TRUE(queue_.cancel(got.front().code));
  EXPECT_TRUE(queue_.book(unit_, a_, ten, "0912 000 300"));
  EXPECT_EQ(verified(), "");
}

// ---- pages ----

TEST_P(QueueTest, the_machine_gives_a_ticket_in_two_touches_and_a_small_paper) {
  auto person = client("");
  EXPECT_EQ(person.get("/lay-so/khong-co").status, 404);
  const auto first = person.get(machine()).body;
  EXPECT_THAT(first, HasSubstr("A · Hộ tịch"));
  EXPECT_THAT(first, HasSubstr("chưa có số liệu"));
  const auto second = person.get(machine() + "?viec=" + std::to_string(a_.value)).body;
  EXPECT_THAT(second, HasSubstr("Người từ đủ 60 tuổi"));
  EXPECT_EQ(person.post(machine(), {{"viec", "1"}, {"uu_tien", ""}}).status, 422);
  const auto given = person.post(machine(), {{"viec", std::to_string(a_.value)}, {"uu_tien", "cao-tuoi"}});
  ASSERT_EQ(given.status, 303);
  const auto page = person.follow(given);
  EXPECT_THAT(page.body, HasSubstr("A001"));
  EXPECT_THAT(web::testing::header_of(page, "refresh"), HasSubstr("url=/lay-so/")) << "back to the machine for the next person";
  const auto location = web::testing::header_of(given, "location");
  const auto paper = person.get(location.substr(0, location.find('?')) + "/ve.pdf");
  EXPECT_EQ(paper.content_type, "application/pdf");
  EXPECT_TRUE(paper.body.starts_with("%PDF"));
  EXPECT_EQ(person.get("/ve/khong-co").status, 404);
}

TEST_P(QueueTest, the_counter_calls_serves_and_finishes_by_buttons_and_only_its_own_people_do) {
  take();
  auto desk = client("nhung");
  EXPECT_THAT(desk.get("/goi-so").body, HasSubstr("Quầy 1"));
  EXPECT_THAT(desk.get("/goi-so/1").body, HasSubstr("Gọi số tiếp theo"));
  EXPECT_EQ(desk.post("/goi-so/1/goi").status, 303);
  EXPECT_THAT(desk.get("/goi-so/1").body, HasSubstr("Đã đến, phục vụ"));
  const auto id = std::to_string(queue_.desk(w_.as("nhung"), unit_, 1).value().current->id.value);
  EXPECT_EQ(client("la").post("/goi-so/1/phuc-vu", {{"ve", id}}).status, 404);
  EXPECT_EQ(client("ha").get("/goi-so/1").status, 403);
  EXPECT_EQ(desk.post("/goi-so/1/phuc-vu", {{"ve", id}}).status, 303);
  EXPECT_EQ(desk.post("/goi-so/1/vang", {{"ve", id}}).status, 409);
  EXPECT_EQ(desk.post("/goi-so/1/xong", {{"ve", id}}).status, 303);
  EXPECT_EQ(desk.get("/goi-so/9").status, 404);
  EXPECT_EQ(desk.post("/goi-so", {{"viec", std::to_string(a_.value)}, {"uu_tien", ""}}).status, 303);
  auto head = client("giam-doc");
  EXPECT_THAT(head.get("/thoi-gian-cho").body, HasSubstr("trung vị"));
  EXPECT_THAT(head.get("/thoi-gian-cho/ve?viec=A").body, HasSubstr("A001"));
  EXPECT_EQ(head.get("/thoi-gian-cho?tu=hom-qua").status, 422);
}

TEST_P(QueueTest, the_head_sets_kinds_and_counters_and_a_new_address_closes_the_old_one) {
  auto head = client("giam-doc");
  EXPECT_THAT(head.get("/quan-tri/quay").body, HasSubstr(machine()));
  EXPECT_EQ(head.post("/quan-tri/quay/viec", {{"chu", "CC"}, {"ten", ""}, {"hen", "x"}}).status, 422);
  EXPECT_EQ(head.post("/quan-tri/quay/viec", {{"chu", "A"}, {"ten", "Hộ tịch, chứng thực"}, {"hen", "2"}, {"dung", "co"}}).status, 303);
  EXPECT_EQ(queue_.kinds(unit_).size(), 2U) << "the letter was there: changed, not doubled";
  EXPECT_EQ(head.post("/quan-tri/quay/so-quay", {{"quay", "2"}, {"chu_quay", "A,B"}, {"mo", "dong"}}).status, 303);
  EXPECT_FALSE(queue_.counters(unit_).at(1).active);
  const auto before = machine();
  EXPECT_EQ(head.post("/quan-tri/quay/may").status, 303);
  EXPECT_EQ(client("").get(before).status, 404);
  EXPECT_EQ(client("nhung").post("/quan-tri/quay/may").status, 403);
  EXPECT_EQ(verified(), "");
}

TEST_P(QueueTest, a_time_is_booked_seen_and_cancelled_without_an_account_and_the_page_masks_the_number) {
  auto person = client("");
  EXPECT_EQ(web::testing::header_of(person.get("/dat-gio"), "location"), "/dat-gio/" + std::to_string(unit_.value));
  const auto path = "/dat-gio/" + std::to_string(unit_.value);
  EXPECT_THAT(person.get(path).body, HasSubstr("Hộ tịch"));
  EXPECT_THAT(person.get(path).body, Not(HasSubstr("Đất đai"))) << "not by appointment";
  const auto kind = std::to_string(a_.value);
  EXPECT_THAT(person.get(path + "?viec=" + kind).body, HasSubstr("06/10/2026"));
  EXPECT_THAT(person.get(path + "?viec=" + kind + "&ngay=06/10/2026").body, HasSubstr("07:30–08:00"));
  const auto slot = std::to_string(to_us(moment("2026-10-06T08:00")));
  const auto wrong = person.post(path, {{"viec", kind}, {"ngay", "06/10/2026"}, {"gio", slot}, {"dien_thoai", "12"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("value=\"12\"")) << "what was typed stays";
  const auto done = person.post(path, {{"viec", kind}, {"ngay", "06/10/2026"}, {"gio", slot}, {"dien_thoai", "0912 000 777"}});
  ASSERT_EQ(done.status, 303);
  const auto page = person.follow(done).body;
  EXPECT_THAT(page, HasSubstr("08:00–08:30"));
  EXPECT_THAT(page, Not(HasSubstr("0912000777")));
  const auto location = web::testing::header_of(done, "location");
  EXPECT_EQ(person.post(location + "/huy").status, 303);
  EXPECT_THAT(person.get(location).body, HasSubstr("đã hủy"));
  EXPECT_EQ(person.get("/lich-hen/ABCDEFGH").status, 404);
  EXPECT_EQ(person.get("/dat-gio/1").status, 404);
}

}  // namespace
}  // namespace motcua::queue
