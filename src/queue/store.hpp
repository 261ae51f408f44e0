// SQL ↔ types of this context, and the journal of its rows. Private.
#pragma once

#include "queue/queue.hpp"
#include "store/kept_rows.hpp"

namespace motcua::queue {

struct Place {
  std::int64_t id{};
  std::int64_t version{};
  UnitId unit;
  std::string key;
};

std::optional<Place> place_of(store::ReadTx& tx, UnitId unit);
std::optional<Place> place_with_key(store::ReadTx& tx, std::string_view key);
std::vector<Kind> kinds_of(store::ReadTx& tx, UnitId unit);
std::optional<Kind> find_kind(store::ReadTx& tx, KindId id);
std::vector<Counter> counters_of(store::ReadTx& tx, UnitId unit);
std::optional<Ticket> find_ticket(store::ReadTx& tx, TicketId id);
std::optional<Ticket> ticket_with_token(store::ReadTx& tx, std::string_view token);
std::vector<Ticket> tickets_in(store::ReadTx& tx, UnitId unit, Day day, TicketState state);  // by number
std::vector<Ticket> called_of(store::ReadTx& tx, UnitId unit, Day day, int limit);           // called or served now, newest call first
std::vector<Ticket> last_calls(store::ReadTx& tx, UnitId unit, Day day, int counter, int limit);
std::optional<Ticket> current_of(store::ReadTx& tx, UnitId unit, Day day, int counter);
std::vector<std::chrono::seconds> services_of(store::ReadTx& tx, KindId kind, int limit);  // the latest
int counters_at_work(store::ReadTx& tx, KindId kind, Day day);                             // that called this kind today
std::int64_t issued_on(store::ReadTx& tx, UnitId unit, Day day);
std::vector<ServedCase> received_by(store::ReadTx& tx, UnitId unit, std::int64_t officer, Instant from, Instant to);
std::vector<ServedCase> cases_of(store::ReadTx& tx, TicketId id);
void insert_case(store::Tx& tx, std::int64_t id, TicketId ticket, const ServedCase& c);
bool has_ticket(store::ReadTx& tx, DossierId id);
std::optional<Booking> find_booking(store::ReadTx& tx, BookingId id);
std::optional<Booking> booking_with_code(store::ReadTx& tx, std::string_view code);
int booked_in(store::ReadTx& tx, KindId kind, Instant starts_at);
int open_bookings_of(store::ReadTx& tx, UnitId unit, std::string_view phone, Instant from);
std::vector<Booking> bookings_between(store::ReadTx& tx, Instant after, Instant until, int limit);  // booked ones of all places
std::vector<Booking> bookings_of(store::ReadTx& tx, UnitId unit, Instant from, Instant to);

struct Asked {  // of tickets
  UnitId unit;
  Day from{}, until{};
  std::string letter;
  TicketId before;
};
std::vector<Ticket> tickets_of(store::ReadTx& tx, const Asked& asked, int limit);  // newest first

// Written with its row of the journal; the version grows by one. `by`: 0 and the machine's name when nobody is signed in.
struct Deed {
  std::int64_t account{};
  std::int64_t unit{};
  std::string name;
  Instant now;
  std::string_view kind;  // "queue.ticket_issued"
};
Deed deed_of(const Actor* actor, UnitId unit, Instant now, std::string_view kind);
Status keep(store::Tx& tx, const Deed& deed, Place& p);
Status keep(store::Tx& tx, const Deed& deed, Kind& k);
Status keep(store::Tx& tx, const Deed& deed, Counter& c);
Status keep(store::Tx& tx, const Deed& deed, Ticket& t);
Status keep(store::Tx& tx, const Deed& deed, Booking& b);
Status keep_case(store::Tx& tx, const Deed& deed, std::int64_t id, TicketId ticket, const ServedCase& c);

std::optional<std::string> broken_rows(store::ReadTx& tx);

}  // namespace motcua::queue
