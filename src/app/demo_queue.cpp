#include "app/demo_queue.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "app/demo_people.hpp"
#include "app/desk_services.hpp"

namespace motcua::app {

namespace {
using namespace std::chrono_literals;
using identity::Actor;
using identity::UnitId;

class WaitingRoom {
 public:
  WaitingRoom(Services& services, FixedClock& clock, Instant now)
      : s_(services), clock_(clock), now_(now), desk_(services), place_(demo_places().front()), unit_(unit("ttpvhcc")) {}

  Result<int> run() {
    TRY(const auto calendar, s_.dossiers.calendar_of(unit_));
    Day before = day_of(now_) - std::chrono::days{1};
    while (!calendar->is_working_day(before)) before -= std::chrono::days{1};
    const auto opening = calendar->opening(before).value();
    clock_.set(opening);
    TRY_VOID(settings());
    TRY_VOID(a_morning(opening));
    clock_.set(now_);
    if (calendar->is_open(now_)) TRY_VOID(today());
    TRY_VOID(booked());
    return tickets_;
  }

 private:
  UnitId unit(std::string_view below) const { return s_.identity.tree()->by_key(fmt::format("{}/{}", place_.key, below)); }
  Actor as(std::string_view post) const {
    const auto name = fmt::format("{}.{}", post, place_.suffix);
    const auto account = s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, name); }).value().id;
    return s_.identity.load_actor(account, unit(std::ranges::find(demo_posts(), post, &app::Post::user)->place)).value();
  }
  queue::KindId kind(std::string_view letter) {
    for (const auto& k : desk_.queue.kinds(unit_))
      if (k.letter == letter) return k.id;
    return {};
  }

  Status settings() {
    const auto head = as("giamdoc");
    auto& q = desk_.queue;
    TRY_VOID(q.save_kind(head, {{}, 0, unit_, "A", "Hộ tịch, chứng thực", 2, true}));
    TRY_VOID(q.save_kind(head, {{}, 0, unit_, "B", "Đất đai, xây dựng, kinh doanh", 1, true}));
    TRY_VOID(q.save_kind(head, {{}, 0, unit_, "C", "Nhận kết quả", 0, true}));
    TRY_VOID(q.save_counter(head, {{}, 0, unit_, 1, "AB", true}));
    TRY_VOID(q.save_counter(head, {{}, 0, unit_, 2, "AB", true}));
    TRY_VOID(q.save_counter(head, {{}, 0, unit_, 3, "C", true}));
    TRY_VOID(q.new_key(head, unit_));
    using enum portal::ContactKind;
    TRY_VOID(desk_.contacts.add(head, {{}, 0, unit_, hotline, "", "Đường dây nóng của Trung tâm (mẫu)", "", "0277 3 000 451", "", false}));
    TRY_VOID(desk_.contacts.add(
        head, {{}, 0, unit_, point, "Ấp 1", "Nhà văn hóa ấp 1 (mẫu)", "đường Số 2", "0912 000 461", "08:00-11:00 thứ Bảy", false}));
    return desk_.contacts.add(head, {{}, 0, unit_, team, "Ấp 1", "Tổ công nghệ số cộng đồng ấp 1 (mẫu)", "", "0912 000 462", "", false});
  }

  Status take(std::string_view letter, std::string_view priority = {}) {
    TRY_VOID(desk_.queue.issue(unit_, kind(letter), priority));
    ++tickets_;
    return {};
  }

  // One counter of the working day before: people come faster than they are served, so that each waits longer.
  Status a_morning(Instant opening) {
    const auto officer = as("tiepnhan");
    constexpr std::array<std::string_view, 3> kFirst{"", "cao-tuoi", ""};
    for (int n = 0; n < 10; ++n) {
      clock_.set(opening + n * 6min);
      TRY_VOID(take(n % 3 == 2 ? "B" : "A", kFirst.at(static_cast<std::size_t>(n) % kFirst.size())));
    }
    for (int n = 0; n < 8; ++n) {
      clock_.set(opening + 60min + n * 15min);
      TRY(const auto t, desk_.queue.call_next(officer, unit_, 1));
      clock_.advance(1min);
      if (n == 3) {
        TRY_VOID(desk_.queue.set_absent(officer, t.id));
        continue;
      }
      TRY_VOID(desk_.queue.serve(officer, t.id));
      clock_.advance(10min + n * 20s);
      TRY_VOID(desk_.queue.finish(officer, t.id));
    }
    return {};
  }

  Status today() {
    const auto first = as("tiepnhan"), second = as("tiepnhan2");
    // A visit that ended in a dossier: the desk of the same visit received one 55 minutes ago.
    clock_.set(now_ - 62min);
    TRY_VOID(take("A"));
    clock_.set(now_ - 58min);
    TRY(const auto came, desk_.queue.call_next(first, unit_, 1));
    TRY_VOID(desk_.queue.serve(first, came.id));
    clock_.set(now_ - 50min);
    TRY_VOID(desk_.queue.finish(first, came.id));
    clock_.set(now_);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kCame{
        {{"A", ""}, {"A", ""}, {"B", ""}, {"A", "mang-thai"}, {"B", ""}, {"C", ""}, {"A", ""}}};
    for (const auto& [letter, priority] : kCame) TRY_VOID(take(letter, priority));
    TRY(const auto t, desk_.queue.call_next(first, unit_, 1));
    TRY_VOID(desk_.queue.serve(first, t.id));
    TRY_VOID(desk_.queue.call_next(second, unit_, 2));
    return {};
  }

  Status booked() {
    const auto letter = kind("A");
    const auto days = desk_.queue.days_to_book(unit_);
    for (const auto day : days) {
      const auto slots = desk_.queue.slots(letter, day);
      if (slots.size() < 3) continue;
      TRY_VOID(desk_.queue.book(unit_, letter, slots[1].starts_at, "0912 000 451"));
      TRY(const auto given_up, desk_.queue.book(unit_, letter, slots[2].starts_at, "0912 000 452"));
      return desk_.queue.cancel(given_up.code);
    }
    return {};
  }

  Services& s_;
  FixedClock& clock_;
  Instant now_;
  DeskServices desk_;
  const Place& place_;
  UnitId unit_;
  int tickets_ = 0;
};
}  // namespace

Result<int> make_demo_queue(Services& services, FixedClock& clock, Instant now) { return WaitingRoom(services, clock, now).run(); }

}  // namespace motcua::app
