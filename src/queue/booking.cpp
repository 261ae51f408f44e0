// Booked times: half hours of the reception sessions, as many people as the counters take.
#include <fmt/core.h>

#include <algorithm>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "queue/store.hpp"
#include "store/counters.hpp"
#include "web/crypto.hpp"

namespace motcua::queue {

namespace {
constexpr int kDaysShown = 10, kDaysAhead = 21;
constexpr int kMostOpen = 2;  // of one telephone number at one place

int capacity_of(const Kind& kind, const std::vector<Counter>& counters) {
  return kind.per_slot * static_cast<int>(std::ranges::count_if(counters, [&](const Counter& c) { return c.serves(kind.letter); }));
}
tl::unexpected<Error> no_booking() {
  return errors::not_found("queue.no_booking", "Không có lượt đặt giờ với mã này. Xem lại từng chữ của mã.");
}
std::string tidy_code(std::string_view typed) {
  std::string code;
  for (const char c : to_upper(typed))
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) code += c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  return code;
}
}  // namespace

std::vector<Day> Queue::days_to_book(UnitId unit) {
  std::vector<Day> days;
  const auto calendar = dossiers_.calendar_of(unit);
  if (!calendar) return days;
  const auto now = clock_.now();
  for (int i = 0; i <= kDaysAhead && days.size() < kDaysShown; ++i) {
    const auto day = day_of(now) + std::chrono::days{i};
    if ((*calendar)->covers(day) && !slots_of((*calendar)->info(day), now).empty()) days.push_back(day);
  }
  return days;
}

std::vector<Slot> Queue::slots(KindId id, Day day) {
  std::vector<Slot> slots;
  const auto kind = db_.read([&](store::ReadTx& tx) { return find_kind(tx, id); });
  if (!kind || !kind->active || kind->per_slot == 0) return slots;
  const auto calendar = dossiers_.calendar_of(kind->unit);
  if (!calendar || !(*calendar)->covers(day)) return slots;
  const auto times = slots_of((*calendar)->info(day), clock_.now());
  db_.read([&](store::ReadTx& tx) {
    const int capacity = capacity_of(*kind, counters_of(tx, kind->unit));
    for (const auto at : times) slots.push_back({at, std::max(0, capacity - booked_in(tx, id, at))});
  });
  return slots;
}

Result<Booking> Queue::book(UnitId unit, KindId id, Instant starts_at, std::string_view typed) {
  const auto now = clock_.now();
  const auto phone = Phone::parse(typed);
  if (!phone || phone->kind() == Phone::Kind::service)
    return errors::invalid_fields("queue.booking_incomplete", {{"dien_thoai", "Ghi số điện thoại của bạn, ví dụ 0912 345 678."}});
  const auto days = days_to_book(unit);
  const auto offered = slots(id, day_of(starts_at));
  if (std::ranges::find(days, day_of(starts_at)) == days.end() || std::ranges::find(offered, starts_at, &Slot::starts_at) == offered.end())
    return errors::invalid_fields("queue.no_slot", {{"gio", "Chọn một khung giờ còn chỗ."}});
  const auto fresh = ids_.next<BookingTag>();
  const auto code = web::random_readable().substr(0, 8);
  return db_.write([&](store::Tx& tx) -> Result<Booking> {
    // Taken first: bookings of one half hour stand in line here, so no two take its last place.
    store::next_number(tx, "queue_slot", fmt::format("{}-{}", id.value, iso(starts_at)));
    TRY(const auto kind, open_kind(tx, unit, id));
    if (booked_in(tx, id, starts_at) >= capacity_of(kind, counters_of(tx, unit)))
      return errors::invalid_fields("queue.slot_full", {{"gio", "Khung giờ này vừa hết chỗ. Chọn khung giờ khác."}});
    if (open_bookings_of(tx, unit, phone->national(), now) >= kMostOpen)
      return errors::invalid_fields(
          "queue.too_many_bookings",
          {{"dien_thoai", fmt::format("Số này đã đặt {} lượt chưa đến. Hủy bớt một lượt trước khi đặt thêm.", kMostOpen)}});
    Booking b;
    b.id = fresh;
    b.unit = unit;
    b.kind = id;
    b.starts_at = starts_at;
    b.code = code;
    b.phone = phone->national();
    b.made_at = now;
    TRY_VOID(keep(tx, deed_of(nullptr, unit, now, "queue.booked"), b));
    return b;
  });
}

Result<Booking> Queue::booking(std::string_view typed) {
  const auto code = tidy_code(typed);
  if (code.size() != 8) return no_booking();
  auto b = db_.read([&](store::ReadTx& tx) { return booking_with_code(tx, code); });
  if (!b) return no_booking();
  return *std::move(b);
}

Status Queue::cancel(std::string_view typed) {
  TRY(const auto found, booking(typed));
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    auto b = find_booking(tx, found.id);
    if (!b) return no_booking();
    if (b->state != BookingState::booked) return errors::conflict("queue.booking_over", "Lượt đặt giờ này đã hủy hoặc đã đến.");
    b->state = BookingState::cancelled;
    b->ended_at = now;
    return keep(tx, deed_of(nullptr, b->unit, now, "queue.booking_cancelled"), *b);
  });
}

Result<Ticket> Queue::arrive(UnitId unit, std::string_view typed) {
  const auto now = clock_.now();
  const auto found = booking(typed);
  const auto wrong = [](std::string text) { return errors::invalid_fields("queue.cannot_arrive", {{"ma", std::move(text)}}); };
  if (!found || found->unit != unit) return wrong("Không có lượt đặt giờ với mã này. Xem lại từng chữ của mã, hoặc lấy số thường.");
  if (day_of(found->starts_at) != day_of(now))
    return wrong(fmt::format("Bạn đặt giờ {}. Hôm nay mời lấy số thường.", vn_datetime(found->starts_at)));
  if (!open_today(unit)) return wrong("Hôm nay đã hết giờ tiếp nhận.");
  return db_.write([&](store::Tx& tx) -> Result<Ticket> {
    auto b = find_booking(tx, found->id);
    if (!b || b->state != BookingState::booked) return wrong("Lượt đặt giờ này đã hủy hoặc đã lấy số.");
    const auto kind = find_kind(tx, b->kind);
    if (!kind) return wrong("Việc này nay không còn nhận ở đây. Mời lấy số thường.");
    // Who comes after the half hour is over keeps a place, but not the precedence.
    const bool in_time = now <= b->starts_at + std::chrono::minutes{kSlotMinutes};
    TRY(auto t, issue_in(tx, *kind, "", in_time ? std::optional(b->starts_at) : std::nullopt, nullptr));
    b->state = BookingState::arrived;
    b->ended_at = now;
    b->ticket = t.id;
    TRY_VOID(keep(tx, deed_of(nullptr, unit, now, "queue.arrived"), *b));
    return t;
  });
}

std::vector<Booking> Queue::to_remind() {
  constexpr std::chrono::hours kBefore{20};
  constexpr int kMostReminded = 500;
  const auto now = clock_.now();
  auto soon = db_.read([&](store::ReadTx& tx) { return bookings_between(tx, now, now + kBefore, kMostReminded); });
  std::erase_if(soon, [&](const Booking& b) { return b.starts_at - b.made_at <= kBefore; });  // who has just booked knows
  return soon;
}

std::vector<Booking> Queue::bookings(const Actor& actor, UnitId unit, Day day) {
  if (!actor.permits_in(identity::kDossierReturn, unit)) return {};
  return db_.read([&](store::ReadTx& tx) {
    return bookings_of(tx, unit, to_instant(LocalTime{day}), to_instant(LocalTime{day + std::chrono::days{1}}));
  });
}

}  // namespace motcua::queue
