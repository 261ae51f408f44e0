// Rows of this context with their journal, and what verify asks of them.
#include <fmt/core.h>

#include "base/json.hpp"
#include "queue/store.hpp"
#include "web/crypto.hpp"

namespace motcua::queue {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kPutPlace,
           "INSERT INTO queue_place (id, version, unit, key) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET version = "
           "excluded.version, key = excluded.key");
MOTCUA_SQL(
    kPutKind,
    "INSERT INTO queue_kind (id, version, unit, letter, name, per_slot, active) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) "
    "DO UPDATE SET version = excluded.version, name = excluded.name, per_slot = excluded.per_slot, active = excluded.active");
MOTCUA_SQL(kPutCounter,
           "INSERT INTO queue_counter (id, version, unit, number, letters, active) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO "
           "UPDATE SET version = excluded.version, letters = excluded.letters, active = excluded.active");
MOTCUA_SQL(kPutTicket,
           "INSERT INTO queue_ticket (id, version, unit, kind, letter, day, number, token, priority, booked_for, state, issued_at, "
           "called_at, last_called_at, served_at, ended_at, calls, call_number, counter, officer, officer_name) VALUES ($1, $2, $3, $4, "
           "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) ON CONFLICT (id) DO UPDATE SET version = "
           "excluded.version, state = excluded.state, called_at = excluded.called_at, last_called_at = excluded.last_called_at, "
           "served_at = excluded.served_at, ended_at = excluded.ended_at, calls = excluded.calls, call_number = excluded.call_number, "
           "counter = excluded.counter, officer = excluded.officer, officer_name = excluded.officer_name");
MOTCUA_SQL(kPutBooking,
           "INSERT INTO queue_booking (id, version, unit, kind, starts_at, code, phone, state, made_at, ended_at, ticket) VALUES ($1, "
           "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = "
           "excluded.state, ended_at = excluded.ended_at, ticket = excluded.ticket");
MOTCUA_SQL(kPlaceIds, "SELECT id FROM queue_place ORDER BY id");
MOTCUA_SQL(kKindIds, "SELECT id FROM queue_kind ORDER BY id");
MOTCUA_SQL(kCounterIds, "SELECT id FROM queue_counter ORDER BY id");
MOTCUA_SQL(kTicketIds, "SELECT id FROM queue_ticket ORDER BY id");
MOTCUA_SQL(kTicketCaseIds, "SELECT id FROM queue_ticket_case ORDER BY id");
MOTCUA_SQL(kBookingIds, "SELECT id FROM queue_booking ORDER BY id");
MOTCUA_SQL(kPlaceRow, "SELECT id, version, unit, key FROM queue_place WHERE id = $1");
MOTCUA_SQL(kCounterRow, "SELECT id, version, unit, number, letters, active FROM queue_counter WHERE id = $1");
MOTCUA_SQL(kTicketCaseRow, "SELECT ticket, dossier, code FROM queue_ticket_case WHERE id = $1");
MOTCUA_SQL(kTicketGap,
           "SELECT kind, day FROM queue_ticket GROUP BY kind, day HAVING min(number) <> 1 OR max(number) <> count(*) ORDER BY kind, day "
           "LIMIT 1");

std::string content_of(const Place& p) {
  JsonWriter j;
  return web::sha256_hex(j.begin_array().value(p.id).value(p.unit.value).value(p.key).end_array().take());
}
std::string content_of(const Kind& k) {
  JsonWriter j;
  j.begin_array().value(k.id.value).value(k.unit.value).value(k.letter).value(k.name).value(k.per_slot).value(k.active);
  return web::sha256_hex(j.end_array().take());
}
std::string content_of(const Counter& c) {
  JsonWriter j;
  j.begin_array().value(c.id.value).value(c.unit.value).value(c.number).value(c.letters).value(c.active);
  return web::sha256_hex(j.end_array().take());
}
std::int64_t moment(const std::optional<Instant>& at) { return at ? to_us(*at) : 0; }
std::string content_of(const Ticket& t) {
  JsonWriter j;
  j.begin_array().value(t.id.value).value(t.unit.value).value(t.kind.value).value(t.letter).value(to_number(t.day)).value(t.number);
  j.value(t.token).value(t.priority).value(moment(t.booked_for)).value(word(t.state)).value(to_us(t.issued_at)).value(moment(t.called_at));
  j.value(moment(t.last_called_at)).value(moment(t.served_at)).value(moment(t.ended_at)).value(t.calls).value(t.call_number);
  return web::sha256_hex(j.value(t.counter).value(t.officer).value(t.officer_name).end_array().take());
}
std::string content_of(const Booking& b) {
  JsonWriter j;
  j.begin_array().value(b.id.value).value(b.unit.value).value(b.kind.value).value(to_us(b.starts_at)).value(b.code).value(b.phone);
  j.value(word(b.state)).value(to_us(b.made_at)).value(moment(b.ended_at)).value(b.ticket.value);
  return web::sha256_hex(j.end_array().take());
}
std::string content_of(std::int64_t id, TicketId ticket, const ServedCase& c) {
  JsonWriter j;
  j.begin_array().value(id).value(ticket.value).value(c.dossier.value).value(c.code);
  return web::sha256_hex(j.end_array().take());
}

Status journal(Tx& tx, const Deed& d, std::string_view object, std::int64_t id, std::int64_t before, const std::string& content) {
  return store::append(tx, store::RowChange{object, id, before, d.now, d.account, d.unit, d.name, d.kind, content});
}
std::int64_t row_id(const Row& r) { return r.i64(0); }
}  // namespace

Deed deed_of(const Actor* actor, UnitId unit, Instant now, std::string_view kind) {
  if (!actor) return {0, unit.value, "Máy lấy số, trang đặt giờ", now, kind};
  return {actor->account_id, actor->acting_unit().value, actor->display_name, now, kind};
}

Status keep(Tx& tx, const Deed& deed, Place& p) {
  const auto before = p.version++;
  tx.send(kPutPlace, p.id, p.version, p.unit, p.key);
  return journal(tx, deed, "queue_place", p.id, before, content_of(p));
}
Status keep(Tx& tx, const Deed& deed, Kind& k) {
  const auto before = k.version++;
  tx.send(kPutKind, k.id, k.version, k.unit, k.letter, k.name, k.per_slot, k.active);
  return journal(tx, deed, "queue_kind", k.id.value, before, content_of(k));
}
Status keep(Tx& tx, const Deed& deed, Counter& c) {
  const auto before = c.version++;
  tx.send(kPutCounter, c.id, c.version, c.unit, c.number, c.letters, c.active);
  return journal(tx, deed, "queue_counter", c.id.value, before, content_of(c));
}
Status keep(Tx& tx, const Deed& deed, Ticket& t) {
  const auto before = t.version++;
  tx.send(kPutTicket, t.id, t.version, t.unit, t.kind, t.letter, t.day, t.number, t.token, t.priority, t.booked_for, word(t.state),
          t.issued_at, t.called_at, t.last_called_at, t.served_at, t.ended_at, t.calls, t.call_number, t.counter, t.officer,
          t.officer_name);
  return journal(tx, deed, "queue_ticket", t.id.value, before, content_of(t));
}
Status keep(Tx& tx, const Deed& deed, Booking& b) {
  const auto before = b.version++;
  tx.send(kPutBooking, b.id, b.version, b.unit, b.kind, b.starts_at, b.code, b.phone, word(b.state), b.made_at, b.ended_at, b.ticket);
  return journal(tx, deed, "queue_booking", b.id.value, before, content_of(b));
}
Status keep_case(Tx& tx, const Deed& deed, std::int64_t id, TicketId ticket, const ServedCase& c) {
  insert_case(tx, id, ticket, c);
  return journal(tx, deed, "queue_ticket_case", id, 0, content_of(id, ticket, c));
}

std::optional<std::string> broken_rows(ReadTx& tx) {
  using Kept = std::pair<std::string, std::int64_t>;
  const auto ids = [&](const store::Sql& sql) { return tx.all<std::int64_t>(sql, row_id); };
  const auto kept = [](const auto& row) -> store::KeptRow {
    if (!row) return std::nullopt;
    return Kept{content_of(*row), row->version};
  };
  if (auto broken = store::check_kept_rows(tx, "queue_place", ids(kPlaceIds), [&](std::int64_t id) {
        return kept(tx.one<Place>(
            kPlaceRow,
            [](const Row& r) {
              return Place{r.i64(0), r.i64(1), r.id<identity::UnitTag>(2), r.text(3)};
            },
            id));
      }))
    return broken;
  if (auto broken =
          store::check_kept_rows(tx, "queue_kind", ids(kKindIds), [&](std::int64_t id) { return kept(find_kind(tx, KindId{id})); }))
    return broken;
  if (auto broken = store::check_kept_rows(tx, "queue_counter", ids(kCounterIds), [&](std::int64_t id) {
        return kept(tx.one<Counter>(
            kCounterRow,
            [](const Row& r) {
              return Counter{r.id<CounterTag>(0), r.i64(1), r.id<identity::UnitTag>(2), r.i32(3), r.text(4), r.boolean(5)};
            },
            id));
      }))
    return broken;
  if (auto broken =
          store::check_kept_rows(tx, "queue_ticket", ids(kTicketIds), [&](std::int64_t id) { return kept(find_ticket(tx, TicketId{id})); }))
    return broken;
  if (auto broken = store::check_kept_rows(tx, "queue_booking", ids(kBookingIds),
                                           [&](std::int64_t id) { return kept(find_booking(tx, BookingId{id})); }))
    return broken;
  if (auto broken = store::check_kept_rows(tx, "queue_ticket_case", ids(kTicketCaseIds), [&](std::int64_t id) {
        return tx.one<Kept>(
            kTicketCaseRow,
            [&](const Row& r) {
              return Kept{content_of(id, r.id<TicketTag>(0), {r.id<dossier::DossierTag>(1), r.text(2)}), 1};
            },
            id);
      }))
    return broken;
  return tx.one<std::string>(
      kTicketGap, [](const Row& r) { return fmt::format("tickets of kind {} on {}: numbers are not dense", r.i64(0), iso(r.day(1))); });
}

}  // namespace motcua::queue
