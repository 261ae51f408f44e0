// All SQL of the calendar.
#include "calendar/store.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"

namespace motcua::calendar::rows {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {

MOTCUA_SQL(kRevision, "SELECT revision FROM calendar_revision WHERE one = 1");
MOTCUA_SQL(kBump, "UPDATE calendar_revision SET revision = revision + 1 WHERE one = 1");
MOTCUA_SQL(kScopes,
           "SELECT scope_level, scope_unit FROM calendar_session WHERE withdrawn_at IS NULL "
           "UNION SELECT scope_level, scope_unit FROM calendar_exception WHERE active AND withdrawn_at IS NULL "
           "ORDER BY scope_level, scope_unit");
MOTCUA_SQL(kSessions,
           "SELECT id, scope_level, scope_unit, weekday, sessions, valid_from, valid_to, source, version FROM calendar_session "
           "WHERE scope_level = $1 AND scope_unit = $2 AND withdrawn_at IS NULL ORDER BY id");
MOTCUA_SQL(kSession,
           "SELECT id, scope_level, scope_unit, weekday, sessions, valid_from, valid_to, source, version FROM calendar_session "
           "WHERE id = $1 AND withdrawn_at IS NULL");
MOTCUA_SQL(kWithdrawSession, "UPDATE calendar_session SET withdrawn_at = $1, version = $2 WHERE id = $3");
MOTCUA_SQL(kEndSession, "UPDATE calendar_session SET valid_to = $1, version = $2 WHERE id = $3");
MOTCUA_SQL(kLayerExceptions,
           "SELECT id, scope_level, scope_unit, first_day, last_day, kind, reason, source, sessions, as_on, active "
           "FROM calendar_exception WHERE scope_level = $1 AND scope_unit = $2 AND active AND withdrawn_at IS NULL ORDER BY first_day, id");
MOTCUA_SQL(kExceptions,
           "SELECT id, scope_level, scope_unit, first_day, last_day, kind, reason, source, sessions, as_on, active "
           "FROM calendar_exception WHERE scope_level = $1 AND scope_unit = $2 AND last_day >= $3 AND first_day <= $4 "
           "AND withdrawn_at IS NULL ORDER BY first_day, id");
MOTCUA_SQL(kException,
           "SELECT id, scope_level, scope_unit, first_day, last_day, kind, reason, source, sessions, as_on, active "
           "FROM calendar_exception WHERE id = $1 AND withdrawn_at IS NULL");
MOTCUA_SQL(kAddException,
           "INSERT INTO calendar_exception (id, scope_level, scope_unit, first_day, last_day, kind, reason, source, sessions, as_on, "
           "active, seed_key, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "
           "ON CONFLICT (seed_key) DO NOTHING");
MOTCUA_SQL(kAddSession,
           "INSERT INTO calendar_session (id, scope_level, scope_unit, weekday, sessions, valid_from, valid_to, source, created_at, "
           "created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kAddDecision,
           "INSERT INTO calendar_decision (kind, year, choice, source) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, year) DO NOTHING");
MOTCUA_SQL(kDecisions, "SELECT kind, year, choice, source FROM calendar_decision ORDER BY kind, year");
MOTCUA_SQL(kWithdraw, "UPDATE calendar_exception SET withdrawn_at = $1 WHERE id = $2 AND withdrawn_at IS NULL");

MOTCUA_SQL(kKeptExceptions,
           "SELECT id, scope_level, scope_unit, first_day, last_day, kind, reason, source, sessions, as_on, active, seed_key, created_at, "
           "created_by, withdrawn_at FROM calendar_exception ORDER BY id");
MOTCUA_SQL(kKeptSessions,
           "SELECT id, scope_level, scope_unit, weekday, sessions, valid_from, valid_to, source, version, created_at, created_by, "
           "withdrawn_at FROM calendar_session ORDER BY id");

constexpr std::array<std::string_view, 3> kLevels{"nation", "province", "unit"};
constexpr std::array<std::string_view, 6> kKinds{"holiday", "compensatory", "swap_off", "swap_work", "emergency_closed", "special_hours"};

// Names written by this file and held by CHECK rules of the table.
template <class E, std::size_t N> E named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  ensure(found != names.end(), "a name of the calendar tables is known");
  return static_cast<E>(found - names.begin());
}

StoredException exception_of(const Row& row) {
  return {.id = row.i64(0),
          .scope = {named<ScopeLevel>(kLevels, row.view(1)), row.i64(2)},
          .exception = {.first = row.day(3),
                        .last = row.day(4),
                        .kind = named<ExceptionKind>(kKinds, row.view(5)),
                        .reason = row.text(6),
                        .source = row.text(7),
                        .sessions = sessions_of(row.view(8)),
                        .as_on = row.opt_day(9)},
          .active = row.boolean(10)};
}

StoredWeekday weekday_of(const Row& row) {
  return {.id = row.i64(0),
          .scope = {named<ScopeLevel>(kLevels, row.view(1)), row.i64(2)},
          .rule = {.weekday = std::chrono::weekday{static_cast<unsigned>(row.i64(3))},
                   .sessions = sessions_of(row.view(4)),
                   .valid_from = row.opt_day(5),
                   .valid_to = row.opt_day(6),
                   .source = row.text(7)}};
}

}  // namespace

std::string_view level_name(ScopeLevel level) { return kLevels.at(static_cast<std::size_t>(level)); }
std::string_view kind_name(ExceptionKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

std::string sessions_text(const std::vector<Session>& sessions) {
  std::string out;
  for (const auto& session : sessions) {
    if (!out.empty()) out += ',';
    if (session.kind == SessionKind::reception_only) out += 'R';
    out += session.from.text() + "-" + session.to.text();
  }
  return out;
}

std::vector<Session> sessions_of(std::string_view text) {
  std::vector<Session> out;
  while (!text.empty()) {
    const auto comma = text.find(',');
    auto part = text.substr(0, comma);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    const bool reception = part.starts_with('R');
    if (reception) part.remove_prefix(1);
    const auto parsed = parse_sessions(part, reception ? SessionKind::reception_only : SessionKind::work);
    ensure(parsed.has_value(), "stored sessions can be read");
    out.push_back(parsed->front());
  }
  return out;
}

std::int64_t revision(ReadTx& tx) { return tx.number(kRevision); }
void bump_revision(Tx& tx) { tx.exec(kBump); }

std::vector<Scope> scopes(ReadTx& tx) {
  return tx.all<Scope>(kScopes, [](const Row& row) { return Scope{named<ScopeLevel>(kLevels, row.view(0)), row.i64(1)}; });
}

CalendarLayer layer(ReadTx& tx, const Scope& scope) {
  CalendarLayer out{.level = scope.level, .name = {}};
  for (auto& stored : weekdays(tx, scope)) out.week.push_back(std::move(stored.rule));
  tx.each(
      kLayerExceptions, [&](const Row& row) { out.exceptions.push_back(exception_of(row).exception); }, level_name(scope.level),
      scope.unit);
  return out;
}

HolidayDecisions decisions(ReadTx& tx) {
  HolidayDecisions out;
  tx.each(kDecisions, [&](const Row& row) {
    if (row.view(0) == "tet")
      out.tet.push_back({row.i32(1), row.i32(2), row.text(3)});
    else
      out.national_day.push_back({row.i32(1), row.i64(2) == 1, row.text(3)});
  });
  return out;
}

std::int64_t add_exception(Tx& tx, std::int64_t id, const NewException& wish, std::optional<std::string_view> seed_key, Stamp stamp) {
  const auto& e = wish.exception;
  return tx.exec(kAddException, id, level_name(wish.scope.level), wish.scope.unit, e.first, e.last, kind_name(e.kind), e.reason, e.source,
                 sessions_text(e.sessions), e.as_on, wish.active, seed_key, stamp.at, stamp.by);
}

void add_weekday(Tx& tx, std::int64_t id, const NewWeekdayRule& wish, Stamp stamp) {
  tx.exec(kAddSession, id, level_name(wish.scope.level), wish.scope.unit, wish.rule.weekday.c_encoding(), sessions_text(wish.rule.sessions),
          wish.rule.valid_from, wish.rule.valid_to, wish.rule.source, stamp.at, stamp.by);
}

std::int64_t add_decision(Tx& tx, const Decision& d) { return tx.exec(kAddDecision, d.kind, d.year, d.choice, d.source); }
std::int64_t decision_id(const Decision& d) { return d.year + (d.kind == "tet" ? 0 : 10'000); }

std::optional<StoredException> exception(ReadTx& tx, std::int64_t id) { return tx.one<StoredException>(kException, exception_of, id); }

void withdraw_exception(Tx& tx, std::int64_t id, Instant at) { tx.exec(kWithdraw, at, id); }

std::vector<StoredException> exceptions(ReadTx& tx, const Scope& scope, Day first, Day last) {
  return tx.all<StoredException>(kExceptions, exception_of, level_name(scope.level), scope.unit, first, last);
}

std::vector<StoredWeekday> weekdays(ReadTx& tx, const Scope& scope) {
  return tx.all<StoredWeekday>(kSessions, weekday_of, level_name(scope.level), scope.unit);
}

std::optional<VersionedWeekday> weekday(ReadTx& tx, std::int64_t id) {
  return tx.one<VersionedWeekday>(
      kSession,
      [](const Row& row) {
        return VersionedWeekday{weekday_of(row), row.i64(8)};
      },
      id);
}

void withdraw_weekday(Tx& tx, std::int64_t id, std::int64_t version, Instant at) { tx.exec(kWithdrawSession, at, version, id); }
void end_weekday(Tx& tx, std::int64_t id, std::int64_t version, Day last) { tx.exec(kEndSession, last, version, id); }

std::string payload_of(const NewException& wish, std::optional<std::string_view> seed_key) {
  const auto& e = wish.exception;
  JsonWriter json;
  json.begin_object()
      .field("scope", level_name(wish.scope.level))
      .field("unit", wish.scope.unit)
      .field("kind", kind_name(e.kind))
      .field("first", iso(e.first))
      .field("last", iso(e.last))
      .field("reason", e.reason)
      .field("source", e.source)
      .field("sessions", sessions_text(e.sessions))
      .field("as_on", e.as_on ? std::optional(iso(*e.as_on)) : std::nullopt)
      .field("active", wish.active);
  if (seed_key) json.field("seed", *seed_key);
  return json.end_object().take();
}

std::string payload_of(const NewWeekdayRule& wish) {
  const auto day = [](const std::optional<Day>& d) { return d ? std::optional(iso(*d)) : std::nullopt; };
  JsonWriter json;
  json.begin_object()
      .field("scope", level_name(wish.scope.level))
      .field("unit", wish.scope.unit)
      .field("weekday", wish.rule.weekday.c_encoding())
      .field("sessions", sessions_text(wish.rule.sessions))
      .field("valid_from", day(wish.rule.valid_from))
      .field("valid_to", day(wish.rule.valid_to))
      .field("source", wish.rule.source)
      .end_object();
  return json.take();
}

std::string payload_of(const Decision& d) {
  JsonWriter json;
  json.begin_object().field("kind", d.kind).field("year", d.year).field("choice", d.choice).field("source", d.source).end_object();
  return json.take();
}

std::vector<Kept> kept_exceptions(ReadTx& tx) {
  return tx.all<Kept>(kKeptExceptions, [](const Row& row) {
    const auto stored = exception_of(row);
    const auto seed = row.opt_text(11);
    return Kept{stored.id,
                payload_of({stored.scope, stored.exception, stored.active}, seed),
                {},
                Stamp{row.instant(12), row.i64(13)},
                row.opt_instant(14)};
  });
}

std::vector<Kept> kept_sessions(ReadTx& tx) {
  return tx.all<Kept>(kKeptSessions, [](const Row& row) {
    const auto stored = weekday_of(row);
    return Kept{stored.id, payload_of({stored.scope, stored.rule}), row.i64(8), Stamp{row.instant(9), row.i64(10)}, row.opt_instant(11)};
  });
}

std::vector<Kept> kept_decisions(ReadTx& tx) {
  auto all = tx.all<Kept>(kDecisions, [](const Row& row) {
    const Decision d{row.text(0), row.i32(1), row.i32(2), row.text(3)};
    return Kept{decision_id(d), payload_of(d), {}, {}, {}};
  });
  std::ranges::sort(all, {}, &Kept::id);
  return all;
}

}  // namespace motcua::calendar::rows
