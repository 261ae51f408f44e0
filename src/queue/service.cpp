// Tickets: given, followed, called, served.
#include <fmt/core.h>

#include <algorithm>

#include "queue/store.hpp"
#include "store/counters.hpp"
#include "web/crypto.hpp"

namespace motcua::queue {

using identity::kDossierReturn;

std::string Ticket::written_number() const { return fmt::format("{}{:03}", letter, number); }

std::optional<std::chrono::seconds> Ticket::waited() const {
  if (!called_at) return std::nullopt;
  const auto since = booked_for ? std::max(*booked_for, issued_at) : issued_at;
  return std::max(std::chrono::seconds{0}, std::chrono::duration_cast<std::chrono::seconds>(*called_at - since));
}

std::string state_words(const Ticket& t, Day today) {
  if (t.day < today && t.state != TicketState::done && t.state != TicketState::absent) return "Hết ngày, không còn giá trị";
  return std::string(label(t.state));
}

namespace {
constexpr int kServicesAsked = 30;

tl::unexpected<Error> no_ticket() { return errors::not_found("queue.no_ticket", "Không có vé này hôm nay."); }
std::string series(std::int64_t id, Day day) { return fmt::format("{}-{}", id, iso(day)); }

std::optional<int> wait_of(store::ReadTx& tx, const Kind& kind, const std::vector<Counter>& counters, std::int64_t ahead, Day day) {
  int at_work = counters_at_work(tx, kind.id, day);
  if (at_work == 0) at_work = static_cast<int>(std::ranges::count_if(counters, [&](const Counter& c) { return c.serves(kind.letter); }));
  return expected_minutes(services_of(tx, kind.id, kServicesAsked), ahead, at_work);
}

std::int64_t ahead_of(const Ticket& t, const std::vector<Ticket>& waiting, Instant now) {
  return std::ranges::count_if(waiting, [&](const Ticket& other) {
    if (other.kind != t.kind || other.id == t.id) return false;
    if (other.goes_first(now) != t.goes_first(now)) return other.goes_first(now);
    return other.number < t.number;
  });
}
}  // namespace

bool Queue::open_today(UnitId unit) const {
  const auto calendar = dossiers_.calendar_of(unit);
  if (!calendar || !(*calendar)->covers(clock_.now())) return false;
  const auto today = day_of(clock_.now());
  const auto sessions = (*calendar)->info(today).sessions;
  // People may come before the doors open; after the last session there is nobody to call them.
  return !sessions.empty() && clock_.now() < to_instant(LocalTime{today} + std::chrono::minutes{sessions.back().to.minutes});
}

Result<Kind> Queue::open_kind(store::ReadTx& tx, UnitId unit, KindId id) const {
  const auto kind = find_kind(tx, id);
  if (!kind || kind->unit != unit || !kind->active) return errors::invalid_fields("queue.no_kind", {{"viec", "Chọn việc bạn cần làm."}});
  return *kind;
}

RoomNow Queue::room(UnitId unit) {
  const auto now = clock_.now();
  const auto today = day_of(now);
  return db_.read([&](store::ReadTx& tx) {
    RoomNow room;
    const auto waiting = tickets_in(tx, unit, today, TicketState::waiting);
    const auto all_counters = counters_of(tx, unit);
    for (auto& kind : kinds_of(tx, unit)) {
      if (!kind.active) continue;
      KindNow line;
      line.waiting = std::ranges::count(waiting, kind.id, &Ticket::kind);
      line.minutes = wait_of(tx, kind, all_counters, line.waiting, today);
      line.kind = std::move(kind);
      room.kinds.push_back(std::move(line));
    }
    room.called = called_of(tx, unit, today, 6);
    room.issued_today = issued_on(tx, unit, today);
    return room;
  });
}

Result<Ticket> Queue::issue_in(store::Tx& tx, const Kind& kind, std::string_view priority, std::optional<Instant> booked_for,
                               const Actor* actor) {
  const auto now = clock_.now();
  Ticket t;
  t.day = day_of(now);
  t.number = store::next_number(tx, "queue", series(kind.id.value, t.day));
  t.id = ids_.next<TicketTag>();
  t.unit = kind.unit;
  t.kind = kind.id;
  t.letter = kind.letter;
  t.token = web::random_token(12);
  t.priority = priority;
  t.booked_for = booked_for;
  t.issued_at = now;
  TRY_VOID(keep(tx, deed_of(actor, kind.unit, now, "queue.ticket_issued"), t));
  return t;
}

Result<Ticket> Queue::issue(UnitId unit, KindId kind, std::string_view priority, const Actor* actor) {
  if (actor) TRY_VOID(actor->require(kDossierReturn, unit));
  if (!priority.empty() && !priority_rules(day_of(clock_.now())).find(priority))
    return errors::invalid_fields("queue.no_priority", {{"uu_tien", "Chọn lại diện ưu tiên."}});
  if (!open_today(unit)) return errors::conflict("queue.closed", "Hôm nay nơi tiếp nhận đã hết giờ hoặc nghỉ, chưa lấy số được.");
  return db_.write([&](store::Tx& tx) -> Result<Ticket> {
    TRY(const auto k, open_kind(tx, unit, kind));
    return issue_in(tx, k, priority, std::nullopt, actor);
  });
}

Result<TicketView> Queue::follow(std::string_view token) {
  if (token.empty() || token.size() > 100) return no_ticket();
  const auto now = clock_.now();
  const auto today = day_of(now);
  TRY(auto view, db_.read([&](store::ReadTx& tx) -> Result<TicketView> {
    const auto t = ticket_with_token(tx, token);
    if (!t) return no_ticket();
    TicketView v;
    v.ticket = *t;
    const auto kind = find_kind(tx, t->kind);
    if (kind) v.kind_name = kind->name;
    if (kind && t->state == TicketState::waiting && t->day == today) {
      v.ahead = ahead_of(*t, tickets_in(tx, t->unit, today, TicketState::waiting), now);
      v.minutes = wait_of(tx, *kind, counters_of(tx, t->unit), v.ahead, today);
    }
    v.called_now = called_of(tx, t->unit, today, 4);
    return v;
  }));
  view.unit_name = identity_.tree()->name(view.ticket.unit, identity_.today());
  const auto rules = priority_rules(view.ticket.day);
  if (const auto* kind = rules.find(view.ticket.priority)) view.priority_label = kind->label;
  return view;
}

// ---- the counter ----

namespace {
// Priority tickets the counter called last, without an ordinary one between.
int run_of(store::ReadTx& tx, UnitId unit, Day day, int counter, int most) {
  int run = 0;
  for (const auto& t : last_calls(tx, unit, day, counter, most)) {
    if (!t.goes_first(*t.called_at)) break;
    ++run;
  }
  return run;
}

std::vector<Ticket> for_counter(store::ReadTx& tx, const Counter& counter, Day day) {
  auto waiting = tickets_in(tx, counter.unit, day, TicketState::waiting);
  std::erase_if(waiting, [&](const Ticket& t) { return !counter.serves(t.letter); });
  return waiting;
}

std::optional<std::size_t> next_among(const std::vector<Ticket>& waiting, int run, int most, Instant now) {
  std::vector<Waiting> seen;
  seen.reserve(waiting.size());
  for (const auto& t : waiting) seen.push_back({t.number, t.issued_at, !t.priority.empty(), t.booked_for});
  return choose_next(seen, run, most, now);
}

// The first ones, as they would be called if nobody else came.
std::vector<Ticket> in_order(std::vector<Ticket> waiting, int run, int most, Instant now, std::size_t shown) {
  std::vector<Ticket> order;
  while (!waiting.empty() && order.size() < shown) {
    const auto i = next_among(waiting, run, most, now).value();
    run = waiting[i].goes_first(now) ? run + 1 : 0;
    order.push_back(waiting[i]);
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return order;
}

Result<Counter> counter_at(store::ReadTx& tx, const Actor& actor, UnitId unit, int number) {
  const auto gone =
      errors::not_found("queue.no_counter", "Nơi này không có quầy ấy. Người phụ trách khai báo quầy ở trang Quầy và lấy số.");
  if (!actor.permits_in(kDossierReturn, unit)) return gone;
  for (const auto& c : counters_of(tx, unit))
    if (c.number == number && c.active) return c;
  return gone;
}

void call(Ticket& t, const Actor& actor, int counter, std::int64_t call_number, Instant now) {
  t.state = TicketState::called;
  if (!t.called_at) t.called_at = now;
  t.last_called_at = now;
  t.ended_at.reset();
  ++t.calls;
  t.call_number = call_number;
  t.counter = counter;
  t.officer = actor.account_id;
  t.officer_name = actor.display_name;
}
}  // namespace

Result<DeskView> Queue::desk(const Actor& actor, UnitId unit, int number) {
  const auto now = clock_.now();
  const auto today = day_of(now);
  return db_.read([&](store::ReadTx& tx) -> Result<DeskView> {
    DeskView v;
    TRY(v.counter, counter_at(tx, actor, unit, number));
    v.kinds = kinds_of(tx, unit);
    v.rules = priority_rules(today);
    v.current = current_of(tx, unit, today, number);
    if (v.current && v.current->served_at) v.received = received_by(tx, unit, v.current->officer, *v.current->served_at, now);
    v.run = run_of(tx, unit, today, number, v.rules.run);
    v.waiting = in_order(for_counter(tx, v.counter, today), v.run, v.rules.run, now, 10);
    v.absent = tickets_in(tx, unit, today, TicketState::absent);
    std::erase_if(v.absent, [&](const Ticket& t) { return !v.counter.serves(t.letter); });
    std::ranges::reverse(v.absent);
    return v;
  });
}

namespace {
tl::unexpected<Error> counter_busy(const Ticket& t) {
  return errors::conflict("queue.counter_busy",
                          fmt::format("Vé {} còn ở quầy này. Bấm Xong hoặc Vắng trước khi gọi vé khác.", t.written_number()));
}
}  // namespace

Result<Ticket> Queue::call_next(const Actor& actor, UnitId unit, int number) {
  const auto now = clock_.now();
  const auto today = day_of(now);
  const auto rules = priority_rules(today);
  return db_.write([&](store::Tx& tx) -> Result<Ticket> {
    TRY(const auto counter, counter_at(tx, actor, unit, number));
    // Taken first: from here on no other counter of the place chooses until this one is done.
    const auto call_number = store::next_number(tx, "queue_call", series(unit.value, today));
    if (const auto current = current_of(tx, unit, today, number)) return counter_busy(*current);
    const auto waiting = for_counter(tx, counter, today);
    const auto next = next_among(waiting, run_of(tx, unit, today, number, rules.run), rules.run, now);
    if (!next) return errors::conflict("queue.nobody_waits", "Không còn ai chờ ở quầy này.");
    auto t = waiting[*next];
    call(t, actor, number, call_number, now);
    TRY_VOID(keep(tx, deed_of(&actor, unit, now, "queue.called"), t));
    return t;
  });
}

Result<Ticket> Queue::of_counter(store::ReadTx& tx, const Actor& actor, TicketId id) const {
  auto t = find_ticket(tx, id);
  if (!t || !actor.permits_in(kDossierReturn, t->unit) || t->day != day_of(clock_.now())) return no_ticket();
  return *std::move(t);
}

Result<Ticket> Queue::call_again(const Actor& actor, UnitId unit, int number, TicketId id) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<Ticket> {
    TRY(const auto counter, counter_at(tx, actor, unit, number));
    const auto call_number = store::next_number(tx, "queue_call", series(unit.value, day_of(now)));
    TRY(auto t, of_counter(tx, actor, id));
    if (t.unit != unit) return no_ticket();
    const bool here = t.state == TicketState::called && t.counter == number;
    if (!here && t.state != TicketState::absent)
      return errors::conflict("queue.not_to_call", fmt::format("Vé {} đã được phục vụ hoặc đang ở quầy khác.", t.written_number()));
    if (const auto current = current_of(tx, unit, t.day, number); current && current->id != t.id) return counter_busy(*current);
    call(t, actor, counter.number, call_number, now);
    TRY_VOID(keep(tx, deed_of(&actor, unit, now, "queue.called_again"), t));
    return t;
  });
}

namespace {
tl::unexpected<Error> wrong_state(const Ticket& t) {
  return errors::conflict("queue.wrong_state",
                          fmt::format("Vé {}: {}. Tải lại trang để xem việc tiếp theo.", t.written_number(), label(t.state)));
}
}  // namespace

Status Queue::set_absent(const Actor& actor, TicketId id) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto t, of_counter(tx, actor, id));
    if (t.state != TicketState::called) return wrong_state(t);
    t.state = TicketState::absent;
    t.ended_at = now;
    return keep(tx, deed_of(&actor, t.unit, now, "queue.absent"), t);
  });
}

Status Queue::serve(const Actor& actor, TicketId id) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto t, of_counter(tx, actor, id));
    if (t.state != TicketState::called) return wrong_state(t);
    t.state = TicketState::serving;
    t.served_at = now;
    t.officer = actor.account_id;
    t.officer_name = actor.display_name;
    return keep(tx, deed_of(&actor, t.unit, now, "queue.serving"), t);
  });
}

Status Queue::finish(const Actor& actor, TicketId id) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto t, of_counter(tx, actor, id));
    if (t.state != TicketState::serving || !t.served_at) return wrong_state(t);
    t.state = TicketState::done;
    t.ended_at = now;
    const auto deed = deed_of(&actor, t.unit, now, "queue.finished");
    TRY_VOID(keep(tx, deed, t));
    // What this officer received meanwhile came of this visit: how long its applicant waited is known.
    for (const auto& c : received_by(tx, t.unit, t.officer, *t.served_at, now))
      if (!has_ticket(tx, c.dossier)) TRY_VOID(keep_case(tx, deed, ids_.next(), t.id, c));
    return {};
  });
}

}  // namespace motcua::queue
