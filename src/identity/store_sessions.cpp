// SQL of sessions.
#include "identity/store.hpp"

namespace motcua::identity::rows {
namespace {

using store::Row;

#define MOTCUA_SESSION_COLUMNS \
  "token_hash, account_id, stage, device_hash, acting_unit, created_at, seen_at, expires_at, device_label FROM identity_session"
MOTCUA_SQL(kSession, "SELECT " MOTCUA_SESSION_COLUMNS " WHERE token_hash = $1");
MOTCUA_SQL(kSessionsOf, "SELECT " MOTCUA_SESSION_COLUMNS " WHERE account_id = $1 AND expires_at > $2 ORDER BY seen_at DESC");
MOTCUA_SQL(kAddSession,
           "INSERT INTO identity_session (token_hash, account_id, stage, device_hash, acting_unit, created_at, seen_at, expires_at, "
           "device_label) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kTouchSession, "UPDATE identity_session SET seen_at = $2 WHERE token_hash = $1");
MOTCUA_SQL(kSetActingUnit, "UPDATE identity_session SET acting_unit = $2 WHERE token_hash = $1");
MOTCUA_SQL(kDropSession, "DELETE FROM identity_session WHERE token_hash = $1");
MOTCUA_SQL(kDropSessionsOf, "DELETE FROM identity_session WHERE account_id = $1 AND token_hash <> $2");
MOTCUA_SQL(kTries, "SELECT failures, last_at, retry_at FROM identity_sign_in_try WHERE name_hash = $1");
MOTCUA_SQL(kSaveTries,
           "INSERT INTO identity_sign_in_try (name_hash, failures, last_at, retry_at) VALUES ($1, $2, $3, $4) "
           "ON CONFLICT (name_hash) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, retry_at = excluded.retry_at");
MOTCUA_SQL(kForgetTries, "DELETE FROM identity_sign_in_try WHERE name_hash = $1");
MOTCUA_SQL(kDropOldTries, "DELETE FROM identity_sign_in_try WHERE last_at < $1");
MOTCUA_SQL(kDropExpired, "DELETE FROM identity_session WHERE expires_at <= $1 OR seen_at <= $2");

Session session_row(const Row& r) {
  return {r.text(0),    r.id<AccountTag>(1), r.view(2) == "full", r.text(3), r.id<UnitTag>(4),
          r.instant(5), r.instant(6),        r.instant(7),        r.text(8)};
}

}  // namespace

std::optional<Session> session(store::ReadTx& tx, std::string_view token_hash) {
  return tx.one<Session>(kSession, session_row, token_hash);
}
std::vector<Session> sessions_of(store::ReadTx& tx, AccountId id, Instant now) {
  return tx.all<Session>(kSessionsOf, session_row, id, now);
}
void insert_session(store::Tx& tx, const Session& s) {
  const auto unit = s.acting_unit ? std::optional(s.acting_unit) : std::nullopt;
  tx.send(kAddSession, s.token_hash, s.account, s.full ? "full" : "second_factor", s.device_hash, unit, s.created_at, s.seen_at,
          s.expires_at, s.device_label);
}
void touch_session(store::Tx& tx, std::string_view token_hash, Instant at) { tx.send(kTouchSession, token_hash, at); }
void set_acting_unit(store::Tx& tx, std::string_view token_hash, UnitId unit) { tx.send(kSetActingUnit, token_hash, unit); }
void delete_session(store::Tx& tx, std::string_view token_hash) { tx.send(kDropSession, token_hash); }
void delete_sessions_of(store::Tx& tx, AccountId id, std::string_view except_hash) { tx.send(kDropSessionsOf, id, except_hash); }
std::optional<Tries> tries(store::ReadTx& tx, std::string_view name_hash) {
  return tx.one<Tries>(
      kTries,
      [](const Row& r) {
        return Tries{r.i32(0), r.instant(1), r.opt_instant(2)};
      },
      name_hash);
}
void save_tries(store::Tx& tx, std::string_view name_hash, const Tries& t) {
  tx.send(kSaveTries, name_hash, t.failures, t.last_at, t.retry_at);
}
void forget_tries(store::Tx& tx, std::string_view name_hash) { tx.send(kForgetTries, name_hash); }
std::int64_t delete_old_tries(store::Tx& tx, Instant before) { return tx.exec(kDropOldTries, before); }
std::int64_t delete_expired_sessions(store::Tx& tx, Instant now, Instant idle_before) { return tx.exec(kDropExpired, now, idle_before); }

}  // namespace motcua::identity::rows
