#include "queue/store.hpp"

#include <fmt/core.h>

#include <array>

namespace motcua::queue {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kPlaceOf, "SELECT id, version, unit, key FROM queue_place WHERE unit = $1");
MOTCUA_SQL(kPlaceWithKey, "SELECT id, version, unit, key FROM queue_place WHERE key = $1");
#define KIND_COLUMNS "id, version, unit, letter, name, per_slot, active"
MOTCUA_SQL(kKindsOf, "SELECT " KIND_COLUMNS " FROM queue_kind WHERE unit = $1 ORDER BY letter");
MOTCUA_SQL(kKind, "SELECT " KIND_COLUMNS " FROM queue_kind WHERE id = $1");
MOTCUA_SQL(kCountersOf, "SELECT id, version, unit, number, letters, active FROM queue_counter WHERE unit = $1 ORDER BY number");
#define TICKET_COLUMNS                                                                                                       \
  "id, version, unit, kind, letter, day, number, token, priority, booked_for, state, issued_at, called_at, last_called_at, " \
  "served_at, ended_at, calls, call_number, counter, officer, officer_name"
MOTCUA_SQL(kTicket, "SELECT " TICKET_COLUMNS " FROM queue_ticket WHERE id = $1");
MOTCUA_SQL(kTicketWithToken, "SELECT " TICKET_COLUMNS " FROM queue_ticket WHERE token = $1");
MOTCUA_SQL(kTicketsIn,
           "SELECT " TICKET_COLUMNS " FROM queue_ticket WHERE unit = $1 AND day = $2 AND state = $3 ORDER BY number, id LIMIT 2000");
MOTCUA_SQL(kCalledOf, "SELECT " TICKET_COLUMNS
                      " FROM queue_ticket WHERE unit = $1 AND day = $2 AND state IN ('called', 'serving') ORDER BY last_called_at DESC, id "
                      "DESC LIMIT $3");
MOTCUA_SQL(kLastCalls, "SELECT " TICKET_COLUMNS
                       " FROM queue_ticket WHERE unit = $1 AND day = $2 AND counter = $3 AND call_number > 0 ORDER BY call_number DESC "
                       "LIMIT $4");
MOTCUA_SQL(kCurrentOf, "SELECT " TICKET_COLUMNS
                       " FROM queue_ticket WHERE unit = $1 AND day = $2 AND counter = $3 AND state IN ('called', 'serving') ORDER BY "
                       "last_called_at DESC, id DESC LIMIT 1");
MOTCUA_SQL(kServicesOf,
           "SELECT served_at, ended_at FROM queue_ticket WHERE kind = $1 AND state = 'done' AND served_at IS NOT NULL ORDER BY ended_at "
           "DESC, id DESC LIMIT $2");
MOTCUA_SQL(kCountersAtWork, "SELECT count(DISTINCT counter) FROM queue_ticket WHERE kind = $1 AND day = $2 AND call_number > 0");
MOTCUA_SQL(kIssuedOn, "SELECT count(*) FROM queue_ticket WHERE unit = $1 AND day = $2");
MOTCUA_SQL(kReceivedBy,
           "SELECT v.dossier, v.code FROM dossier_v_received_by AS v WHERE v.received_unit = $1 AND v.received_at >= $2 AND "
           "v.received_at <= $3 AND v.received_by = $4 ORDER BY v.received_at, v.dossier LIMIT 50");
MOTCUA_SQL(kCasesOf, "SELECT dossier, code FROM queue_ticket_case WHERE ticket = $1 ORDER BY id");
MOTCUA_SQL(kHasTicket, "SELECT count(*) FROM queue_ticket_case WHERE dossier = $1");
MOTCUA_SQL(kInsertCase, "INSERT INTO queue_ticket_case (id, ticket, dossier, code) VALUES ($1, $2, $3, $4)");
#define BOOKING_COLUMNS "id, version, unit, kind, starts_at, code, phone, state, made_at, ended_at, ticket"
MOTCUA_SQL(kBooking, "SELECT " BOOKING_COLUMNS " FROM queue_booking WHERE id = $1");
MOTCUA_SQL(kBookingWithCode, "SELECT " BOOKING_COLUMNS " FROM queue_booking WHERE code = $1");
MOTCUA_SQL(kBookedIn, "SELECT count(*) FROM queue_booking WHERE kind = $1 AND starts_at = $2 AND state IN ('booked', 'arrived')");
MOTCUA_SQL(kOpenBookings, "SELECT count(*) FROM queue_booking WHERE unit = $1 AND phone = $2 AND starts_at >= $3 AND state = 'booked'");
MOTCUA_SQL(kBookingsBetween,
           "SELECT " BOOKING_COLUMNS
           " FROM queue_booking WHERE state = 'booked' AND starts_at > $1 AND starts_at <= $2 ORDER BY starts_at, id LIMIT $3");
MOTCUA_SQL(kBookingsOf, "SELECT " BOOKING_COLUMNS
                        " FROM queue_booking WHERE unit = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id LIMIT 500");

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTicketStates{
    {{"waiting", "Đang chờ"}, {"called", "Đã gọi"}, {"serving", "Đang phục vụ"}, {"absent", "Vắng khi gọi"}, {"done", "Đã xong"}}};
constexpr std::array<std::string_view, 3> kBookingStates{"booked", "cancelled", "arrived"};

Place place_from(const Row& r) { return {r.i64(0), r.i64(1), r.id<identity::UnitTag>(2), r.text(3)}; }
Kind kind_from(const Row& r) {
  return {r.id<KindTag>(0), r.i64(1), r.id<identity::UnitTag>(2), r.text(3), r.text(4), r.i32(5), r.boolean(6)};
}
Counter counter_from(const Row& r) {
  return {r.id<CounterTag>(0), r.i64(1), r.id<identity::UnitTag>(2), r.i32(3), r.text(4), r.boolean(5)};
}
Ticket ticket_from(const Row& r) {
  Ticket t;
  t.id = r.id<TicketTag>(0);
  t.version = r.i64(1);
  t.unit = r.id<identity::UnitTag>(2);
  t.kind = r.id<KindTag>(3);
  t.letter = r.text(4);
  t.day = r.day(5);
  t.number = r.i64(6);
  t.token = r.text(7);
  t.priority = r.text(8);
  t.booked_for = r.opt_instant(9);
  for (std::size_t i = 0; i < kTicketStates.size(); ++i)
    if (kTicketStates[i].first == r.view(10)) t.state = static_cast<TicketState>(i);
  t.issued_at = r.instant(11);
  t.called_at = r.opt_instant(12);
  t.last_called_at = r.opt_instant(13);
  t.served_at = r.opt_instant(14);
  t.ended_at = r.opt_instant(15);
  t.calls = r.i32(16);
  t.call_number = r.i64(17);
  t.counter = r.i32(18);
  t.officer = r.i64(19);
  t.officer_name = r.text(20);
  return t;
}
Booking booking_from(const Row& r) {
  Booking b;
  b.id = r.id<BookingTag>(0);
  b.version = r.i64(1);
  b.unit = r.id<identity::UnitTag>(2);
  b.kind = r.id<KindTag>(3);
  b.starts_at = r.instant(4);
  b.code = r.text(5);
  b.phone = r.text(6);
  for (std::size_t i = 0; i < kBookingStates.size(); ++i)
    if (kBookingStates[i] == r.view(7)) b.state = static_cast<BookingState>(i);
  b.made_at = r.instant(8);
  b.ended_at = r.opt_instant(9);
  b.ticket = r.id<TicketTag>(10);
  return b;
}
ServedCase served_case_from(const Row& r) { return {r.id<dossier::DossierTag>(0), r.text(1)}; }
}  // namespace

std::string_view word(TicketState s) { return kTicketStates.at(static_cast<std::size_t>(s)).first; }
std::string_view label(TicketState s) { return kTicketStates.at(static_cast<std::size_t>(s)).second; }
std::string_view word(BookingState s) { return kBookingStates.at(static_cast<std::size_t>(s)); }

std::optional<Place> place_of(ReadTx& tx, UnitId unit) { return tx.one<Place>(kPlaceOf, place_from, unit); }
std::optional<Place> place_with_key(ReadTx& tx, std::string_view key) { return tx.one<Place>(kPlaceWithKey, place_from, key); }
std::vector<Kind> kinds_of(ReadTx& tx, UnitId unit) { return tx.all<Kind>(kKindsOf, kind_from, unit); }
std::optional<Kind> find_kind(ReadTx& tx, KindId id) { return tx.one<Kind>(kKind, kind_from, id); }
std::vector<Counter> counters_of(ReadTx& tx, UnitId unit) { return tx.all<Counter>(kCountersOf, counter_from, unit); }
std::optional<Ticket> find_ticket(ReadTx& tx, TicketId id) { return tx.one<Ticket>(kTicket, ticket_from, id); }
std::optional<Ticket> ticket_with_token(ReadTx& tx, std::string_view token) { return tx.one<Ticket>(kTicketWithToken, ticket_from, token); }
std::vector<Ticket> tickets_in(ReadTx& tx, UnitId unit, Day day, TicketState state) {
  return tx.all<Ticket>(kTicketsIn, ticket_from, unit, day, word(state));
}
std::vector<Ticket> called_of(ReadTx& tx, UnitId unit, Day day, int limit) {
  return tx.all<Ticket>(kCalledOf, ticket_from, unit, day, limit);
}
std::vector<Ticket> last_calls(ReadTx& tx, UnitId unit, Day day, int counter, int limit) {
  return tx.all<Ticket>(kLastCalls, ticket_from, unit, day, counter, limit);
}
std::optional<Ticket> current_of(ReadTx& tx, UnitId unit, Day day, int counter) {
  return tx.one<Ticket>(kCurrentOf, ticket_from, unit, day, counter);
}
std::vector<std::chrono::seconds> services_of(ReadTx& tx, KindId kind, int limit) {
  return tx.all<std::chrono::seconds>(
      kServicesOf, [](const Row& r) { return std::chrono::duration_cast<std::chrono::seconds>(r.instant(1) - r.instant(0)); }, kind, limit);
}
int counters_at_work(ReadTx& tx, KindId kind, Day day) { return static_cast<int>(tx.number(kCountersAtWork, kind, day)); }
std::int64_t issued_on(ReadTx& tx, UnitId unit, Day day) { return tx.number(kIssuedOn, unit, day); }
std::vector<ServedCase> received_by(ReadTx& tx, UnitId unit, std::int64_t officer, Instant from, Instant to) {
  return tx.all<ServedCase>(kReceivedBy, served_case_from, unit, from, to, officer);
}
std::vector<ServedCase> cases_of(ReadTx& tx, TicketId id) { return tx.all<ServedCase>(kCasesOf, served_case_from, id); }
bool has_ticket(ReadTx& tx, DossierId id) { return tx.number(kHasTicket, id) > 0; }
void insert_case(Tx& tx, std::int64_t id, TicketId ticket, const ServedCase& c) { tx.send(kInsertCase, id, ticket, c.dossier, c.code); }
std::optional<Booking> find_booking(ReadTx& tx, BookingId id) { return tx.one<Booking>(kBooking, booking_from, id); }
std::optional<Booking> booking_with_code(ReadTx& tx, std::string_view code) {
  return tx.one<Booking>(kBookingWithCode, booking_from, code);
}
int booked_in(ReadTx& tx, KindId kind, Instant starts_at) { return static_cast<int>(tx.number(kBookedIn, kind, starts_at)); }
int open_bookings_of(ReadTx& tx, UnitId unit, std::string_view phone, Instant from) {
  return static_cast<int>(tx.number(kOpenBookings, unit, phone, from));
}
std::vector<Booking> bookings_between(ReadTx& tx, Instant after, Instant until, int limit) {
  return tx.all<Booking>(kBookingsBetween, booking_from, after, until, limit);
}
std::vector<Booking> bookings_of(ReadTx& tx, UnitId unit, Instant from, Instant to) {
  return tx.all<Booking>(kBookingsOf, booking_from, unit, from, to);
}

std::vector<Ticket> tickets_of(ReadTx& tx, const Asked& asked, int limit) {
  Query q{"queue.tickets", "SELECT " TICKET_COLUMNS " FROM queue_ticket WHERE TRUE"};
  q.add(" AND unit = ? AND day >= ? AND day <= ?", asked.unit, asked.from, asked.until);
  if (!asked.letter.empty()) q.add(" AND letter = ?", asked.letter);
  if (asked.before)
    if (const auto last = find_ticket(tx, asked.before)) q.add(" AND (day < ? OR (day = ? AND id < ?))", last->day, last->day, last->id);
  q.add(" ORDER BY day DESC, id DESC LIMIT ?", limit);
  std::vector<Ticket> rows;
  tx.each(q, [&](const Row& r) { rows.push_back(ticket_from(r)); });
  return rows;
}

}  // namespace motcua::queue
