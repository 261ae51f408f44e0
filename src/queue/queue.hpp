// THE header of this context: tickets of the waiting room, calling them, what is shown of them, booked times.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"
#include "dossier/dossier.hpp"
#include "identity/identity.hpp"
#include "queue/rules.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::queue {

using dossier::DossierId;
using identity::Actor;
using identity::UnitId;
using KindId = Id<struct KindTag>;
using CounterId = Id<struct CounterTag>;
using TicketId = Id<struct TicketTag>;
using BookingId = Id<struct BookingTag>;

store::MigrationSet migrations();

// What people come for.
struct Kind {
  KindId id;
  std::int64_t version{};
  UnitId unit;
  std::string letter;  // one capital
  std::string name;    // "Hộ tịch, chứng thực"
  int per_slot = 0;    // people a counter takes by appointment in half an hour; 0: no appointments
  bool active = true;
};
struct Counter {
  CounterId id;
  std::int64_t version{};
  UnitId unit;
  int number = 0;
  std::string letters;  // kinds it serves: "AB"
  bool active = true;
  bool serves(std::string_view letter) const { return active && letters.find(letter) != std::string::npos; }
};

// waiting → called → serving → done; called → absent → called (when they come after all). All else dies with the day.
enum class TicketState : std::uint8_t { waiting, called, serving, absent, done };
std::string_view word(TicketState s);
std::string_view label(TicketState s);
struct Ticket {
  TicketId id;
  std::int64_t version{};
  UnitId unit;
  KindId kind;
  std::string letter;
  Day day{};
  std::int64_t number{};
  std::string token;     // of the page that follows it
  std::string priority;  // word of data/priority.txt; empty: none
  std::optional<Instant> booked_for;
  TicketState state{};
  Instant issued_at;
  std::optional<Instant> called_at, last_called_at, served_at, ended_at;
  int calls = 0;
  std::int64_t call_number{};  // of the place and day, dense
  int counter = 0;
  std::int64_t officer{};
  std::string officer_name;
  std::string written_number() const;  // "A012"
  bool over(Day today) const { return state == TicketState::done || day < today; }
  bool goes_first(Instant now) const { return !priority.empty() || (booked_for && *booked_for <= now); }
  // From the ticket, or from the booked time when they came before it, to the first call.
  std::optional<std::chrono::seconds> waited() const;
};
std::string state_words(const Ticket& t, Day today);  // "Hết ngày, không còn giá trị"

// What somebody with a ticket sees.
struct TicketView {
  Ticket ticket;
  std::string kind_name, unit_name, priority_label;
  std::int64_t ahead = 0;          // of the same kind, while waiting
  std::optional<int> minutes;      // nothing: the record is too short
  std::vector<Ticket> called_now;  // at the place, newest first
};
// One kind at the machine and on the display.
struct KindNow {
  Kind kind;
  std::int64_t waiting = 0;
  std::optional<int> minutes;
};
struct RoomNow {
  std::vector<KindNow> kinds;
  std::vector<Ticket> called;  // called or being served, newest call first
  std::int64_t issued_today = 0;
};

// The page of one counter.
struct ServedCase {
  DossierId dossier;
  std::string code;
};
struct DeskView {
  Counter counter;
  std::vector<Kind> kinds;
  std::optional<Ticket> current;
  std::vector<ServedCase> received;  // by this officer since the service of the current ticket began
  std::vector<Ticket> waiting;       // in the order they are called when nobody else comes
  std::vector<Ticket> absent;        // of today, newest first
  PriorityRules rules;
  int run = 0;
};

enum class BookingState : std::uint8_t { booked, cancelled, arrived };
std::string_view word(BookingState s);
struct Booking {
  BookingId id;
  std::int64_t version{};
  UnitId unit;
  KindId kind;
  Instant starts_at;
  std::string code;   // eight letters and digits, typed at the machine
  std::string phone;  // national digits
  BookingState state{};
  Instant made_at;
  std::optional<Instant> ended_at;
  TicketId ticket;
};
struct Slot {
  Instant starts_at;
  int free = 0;
};

// Waiting measured from the record.
struct WaitLine {
  std::string letter, name;
  std::int64_t issued = 0, called = 0, served = 0, absent = 0, left = 0;  // left: never called, the day is over
  std::optional<std::chrono::seconds> wait_median, wait_p90, service_median;
};
struct WaitFigures {
  std::vector<WaitLine> kinds;
  WaitLine all;
};
struct ListedTicket {
  Ticket ticket;
  std::vector<ServedCase> cases;
};
struct TicketPage {
  std::vector<ListedTicket> rows;
  TicketId next;  // 0: the last page
};

class Queue {
 public:
  Queue(store::Database& db, const Clock& clock, IdSource& ids, const dossier::Dossiers& dossiers, identity::Identity& identity)
      : db_(db), clock_(clock), ids_(ids), dossiers_(dossiers), identity_(identity) {}

  // --- settings of a place (permission dossier.allocate) ---
  std::vector<Kind> kinds(UnitId unit);
  std::vector<Counter> counters(UnitId unit);
  Status save_kind(const Actor& actor, Kind kind);           // by letter: new, or over the one before
  Status save_counter(const Actor& actor, Counter counter);  // by number
  std::string key_of(UnitId unit);                           // of the machine's address; empty: none yet
  Status new_key(const Actor& actor, UnitId unit);
  Result<UnitId> unit_of_key(std::string_view key);

  // --- the machine ---
  RoomNow room(UnitId unit);
  // Numbers are dense in kind and day. By the machine (actor nothing) or by somebody of the desk for a person.
  Result<Ticket> issue(UnitId unit, KindId kind, std::string_view priority, const Actor* actor = nullptr);
  Result<TicketView> follow(std::string_view token);
  Result<std::string> paper(std::string_view token, std::string_view public_url);  // PDF of 80 mm

  // --- the counter (permission dossier.return: who serves at a counter) ---
  Result<DeskView> desk(const Actor& actor, UnitId unit, int counter);
  Result<Ticket> call_next(const Actor& actor, UnitId unit, int counter);
  Result<Ticket> call_again(const Actor& actor, UnitId unit, int counter, TicketId id);  // the current one, or an absent one who came
  Status set_absent(const Actor& actor, TicketId id);
  Status serve(const Actor& actor, TicketId id);
  Status finish(const Actor& actor, TicketId id);

  // --- booked times ---
  std::vector<Slot> slots(KindId kind, Day day);
  std::vector<Day> days_to_book(UnitId unit);  // the next open days, today too
  Result<Booking> book(UnitId unit, KindId kind, Instant starts_at, std::string_view phone);
  Result<Booking> booking(std::string_view code);
  Status cancel(std::string_view code);
  Result<Ticket> arrive(UnitId unit, std::string_view code);
  std::vector<Booking> bookings(const Actor& actor, UnitId unit, Day day);
  // For the job that reminds people: those of tomorrow and the hours before, booked earlier than that.
  std::vector<Booking> to_remind();

  // --- figures ---
  Result<WaitFigures> figures(const Actor& actor, UnitId unit, Day from, Day until);
  // Newest first; `letter` empty: all kinds.
  Result<TicketPage> tickets(const Actor& actor, UnitId unit, Day from, Day until, std::string_view letter, TicketId before);

  std::vector<store::Verifier> verifiers() const;

 private:
  Result<Ticket> issue_in(store::Tx& tx, const Kind& kind, std::string_view priority, std::optional<Instant> booked_for,
                          const Actor* actor);
  Result<Kind> open_kind(store::ReadTx& tx, UnitId unit, KindId kind) const;
  Result<Ticket> of_counter(store::ReadTx& tx, const Actor& actor, TicketId id) const;
  bool open_today(UnitId unit) const;
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  const dossier::Dossiers& dossiers_;
  identity::Identity& identity_;
};

}  // namespace motcua::queue
