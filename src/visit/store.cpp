#include "visit/store.hpp"

#include <array>

#include "base/json.hpp"
#include "store/lists.hpp"
#include "web/crypto.hpp"

namespace motcua::visit {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define PROMISE_COLUMNS "id, unit, procedure_code, procedure_name, minutes, valid_from, source, set_by_name, set_at, set_by"
MOTCUA_SQL(kInsertPromise, "INSERT INTO visit_promise (" PROMISE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kPromises, "SELECT " PROMISE_COLUMNS " FROM visit_promise WHERE unit = $1 ORDER BY valid_from DESC, id DESC");
MOTCUA_SQL(kPromise, "SELECT " PROMISE_COLUMNS " FROM visit_promise WHERE id = $1");
#define SESSION_COLUMNS "id, unit, kind, place, day, hours, team, source, made_by_name, made_at, made_by"
MOTCUA_SQL(kInsertSession, "INSERT INTO visit_session (" SESSION_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
MOTCUA_SQL(kSession, "SELECT " SESSION_COLUMNS " FROM visit_session WHERE id = $1");
MOTCUA_SQL(kSessions, "SELECT " SESSION_COLUMNS " FROM visit_session WHERE unit = $1 ORDER BY day DESC, id DESC LIMIT $2");
MOTCUA_SQL(kSessionsFrom, "SELECT " SESSION_COLUMNS " FROM visit_session WHERE unit = $1 AND day >= $2 ORDER BY day, id LIMIT $3");
#define CASE_COLUMNS "dossier, code, helper, added_by_name, added_at, session, added_by"
MOTCUA_SQL(kInsertCase, "INSERT INTO visit_session_case (" CASE_COLUMNS ", id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
MOTCUA_SQL(kCasesOf, "SELECT " CASE_COLUMNS " FROM visit_session_case WHERE session = $1 ORDER BY id");
MOTCUA_SQL(kCase, "SELECT " CASE_COLUMNS " FROM visit_session_case WHERE id = $1");
MOTCUA_SQL(
    kReceived,
    "SELECT f.dossier, f.code, f.procedure_code, f.procedure_name, f.holder_name, f.received_at, f.done_at, f.biz_state, f.closed_at, "
    "f.holder_unit, f.promised_at FROM dossier_v_folder AS f WHERE f.received_unit = $1 AND f.received_at >= $2 AND f.received_at < $3 "
    "AND f.channel = 'counter' AND (f.promised_at IS NOT NULL OR EXISTS (SELECT 1 FROM visit_promise AS p WHERE p.unit = $1 AND "
    "p.procedure_code = f.procedure_code)) ORDER BY f.received_at, f.dossier LIMIT 20000");
MOTCUA_SQL(kSessionOf, "SELECT session FROM visit_session_case WHERE dossier = $1");
MOTCUA_SQL(kPromiseIds, "SELECT id FROM visit_promise ORDER BY id");
MOTCUA_SQL(kSessionIds, "SELECT id FROM visit_session ORDER BY id");
MOTCUA_SQL(kCaseIds, "SELECT id FROM visit_session_case ORDER BY id");

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kKinds{
    {{"saturday", "Thứ Bảy"}, {"evening", "Ngoài giờ, buổi tối"}, {"home", "Tại nhà"}, {"help", "Hỗ trợ nộp hộ theo tổ"}}};

Promise promise_from(const Row& r) {
  return {r.id<PromiseTag>(0), r.id<identity::UnitTag>(1), r.text(2), r.text(3), r.i32(4), r.day(5), r.text(6), r.text(7)};
}
Session session_from(const Row& r) {
  Session s;
  s.id = r.id<SessionTag>(0);
  s.unit = r.id<identity::UnitTag>(1);
  s.kind = session_kind_from(r.view(2)).value();
  s.place = r.text(3);
  s.day = r.day(4);
  s.hours = r.text(5);
  s.team = r.text(6);
  s.source = r.text(7);
  s.made_by_name = r.text(8);
  return s;
}
SessionCase case_from(const Row& r) { return {r.id<dossier::DossierTag>(0), r.text(1), r.text(2), r.text(3), r.instant(4)}; }
std::int64_t id_from(const Row& r) { return r.i64(0); }
}  // namespace

std::string_view word(SessionKind k) { return kKinds.at(static_cast<std::size_t>(k)).first; }
std::string_view label(SessionKind k) { return kKinds.at(static_cast<std::size_t>(k)).second; }
std::optional<SessionKind> session_kind_from(std::string_view w) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i].first == w) return static_cast<SessionKind>(i);
  return std::nullopt;
}

void insert(Tx& tx, const Promise& p, const Stamp& stamp, const Error& taken) {
  tx.send_or_refuse(taken, kInsertPromise, p.id, p.unit, p.procedure_code, p.procedure_name, p.minutes, p.valid_from, p.source,
                    p.set_by_name, stamp.at, stamp.by);
}
std::vector<Promise> promises_of(ReadTx& tx, UnitId unit) { return tx.all<Promise>(kPromises, promise_from, unit); }

void insert(Tx& tx, const Session& s, const Stamp& stamp) {
  tx.send(kInsertSession, s.id, s.unit, word(s.kind), s.place, s.day, s.hours, s.team, s.source, s.made_by_name, stamp.at, stamp.by);
}
std::optional<Session> find_session(ReadTx& tx, SessionId id) { return tx.one<Session>(kSession, session_from, id); }
std::vector<Session> sessions_of(ReadTx& tx, UnitId unit, int limit) {
  auto list = tx.all<Session>(kSessions, session_from, unit, limit);
  for (auto& s : list) s.cases = tx.all<SessionCase>(kCasesOf, case_from, s.id);
  return list;
}
std::vector<Session> sessions_from(ReadTx& tx, UnitId unit, Day day, int limit) {
  return tx.all<Session>(kSessionsFrom, session_from, unit, day, limit);
}
bool in_a_session(ReadTx& tx, DossierId id) { return tx.one<std::int64_t>(kSessionOf, id_from, id).has_value(); }
void insert(Tx& tx, SessionId session, std::int64_t id, const SessionCase& c, std::int64_t by, const Error& taken) {
  tx.send_or_refuse(taken, kInsertCase, c.dossier, c.code, c.helper, c.added_by_name, c.added_at, session, by, id);
}

std::vector<Seen> received(ReadTx& tx, UnitId unit, Instant from, Instant to) {
  return tx.all<Seen>(
      kReceived,
      [](const Row& r) {
        Seen s;
        s.v.dossier = r.id<dossier::DossierTag>(0);
        s.v.code = r.text(1);
        s.v.procedure_code = r.text(2);
        s.v.procedure_name = r.text(3);
        s.v.holder_name = r.text(4);
        s.v.received_at = r.instant(5);
        s.v.done_at = r.opt_instant(6);
        s.v.holder_unit = r.id<identity::UnitTag>(9);
        s.promised_at = r.opt_instant(10);
        const auto state = r.view(7);
        s.waits_or_ended = !r.is_null(8) || state == "supplement" || state == "fin_obligation" || state == "withdraw_requested";
        return s;
      },
      unit, from, to);
}

std::string content_of(const Promise& p, const Stamp& stamp) {
  JsonWriter j;
  j.begin_array().value(p.id.value).value(p.unit.value).value(p.procedure_code).value(p.procedure_name).value(p.minutes);
  j.value(to_number(p.valid_from)).value(p.source).value(p.set_by_name).value(to_us(stamp.at)).value(stamp.by);
  return web::sha256_hex(j.end_array().take());
}
std::string content_of(const Session& s, const Stamp& stamp) {
  JsonWriter j;
  j.begin_array().value(s.id.value).value(s.unit.value).value(word(s.kind)).value(s.place).value(to_number(s.day)).value(s.hours);
  j.value(s.team).value(s.source).value(s.made_by_name).value(to_us(stamp.at)).value(stamp.by);
  return web::sha256_hex(j.end_array().take());
}
std::string content_of(SessionId session, std::int64_t id, const SessionCase& c, std::int64_t by) {
  JsonWriter j;
  j.begin_array().value(id).value(session.value).value(c.dossier.value).value(c.code).value(c.helper).value(c.added_by_name);
  return web::sha256_hex(j.value(to_us(c.added_at)).value(by).end_array().take());
}

std::optional<std::string> broken_rows(ReadTx& tx) {
  using Kept = std::pair<std::string, std::int64_t>;
  if (auto broken = store::check_kept_rows(tx, "visit_promise", tx.all<std::int64_t>(kPromiseIds, id_from), [&](std::int64_t id) {
        return tx.one<Kept>(
            kPromise,
            [](const Row& r) {
              return Kept{content_of(promise_from(r), {r.instant(8), r.i64(9)}), 1};
            },
            id);
      }))
    return broken;
  if (auto broken = store::check_kept_rows(tx, "visit_session", tx.all<std::int64_t>(kSessionIds, id_from), [&](std::int64_t id) {
        return tx.one<Kept>(
            kSession,
            [](const Row& r) {
              return Kept{content_of(session_from(r), {r.instant(9), r.i64(10)}), 1};
            },
            id);
      }))
    return broken;
  return store::check_kept_rows(tx, "visit_session_case", tx.all<std::int64_t>(kCaseIds, id_from), [&](std::int64_t id) {
    return tx.one<Kept>(
        kCase,
        [&](const Row& r) {
          return Kept{content_of(r.id<SessionTag>(5), id, case_from(r), r.i64(6)), 1};
        },
        id);
  });
}

std::int64_t kept_between(ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to) {
  store::Query q{
      "visit.kept",
      "SELECT COUNT(*) FROM dossier_v_folder AS f WHERE f.promised_at IS NOT NULL AND f.done_at <= f.promised_at AND f.received_at >= "};
  q.add("?", from).add(" AND f.received_at < ?", to);
  store::add_list(q, " AND f.received_unit IN (", units);
  std::int64_t n = 0;
  tx.each(q, [&](const Row& r) { n = r.i64(0); });
  return n;
}

}  // namespace motcua::visit
