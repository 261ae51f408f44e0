#include "identity/store_citizens.hpp"

namespace motcua::identity::rows {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kCitizen, "SELECT id, version, profile, made_at FROM identity_citizen WHERE id = $1");
MOTCUA_SQL(kInsertCitizen, "INSERT INTO identity_citizen (id, version, profile, made_at) VALUES ($1, $2, $3, $4)");
MOTCUA_SQL(kSaveProfile, "UPDATE identity_citizen SET version = $3, profile = $4 WHERE id = $1 AND version = $2");
MOTCUA_SQL(kContactsOf, "SELECT kind, value FROM identity_citizen_contact WHERE citizen = $1 ORDER BY proven_at, kind");
MOTCUA_SQL(kCitizenWith, "SELECT citizen FROM identity_citizen_contact WHERE kind = $1 AND value = $2");
MOTCUA_SQL(kInsertContact, "INSERT INTO identity_citizen_contact (kind, value, citizen, proven_at) VALUES ($1, $2, $3, $4)");
MOTCUA_SQL(kCode, "SELECT token_hash, kind, value, code_hash, tries, made_at, until FROM identity_citizen_code WHERE token_hash = $1");
MOTCUA_SQL(kCodesSince, "SELECT COUNT(*) FROM identity_citizen_code WHERE kind = $1 AND value = $2 AND made_at > $3");
MOTCUA_SQL(
    kInsertCode,
    "INSERT INTO identity_citizen_code (token_hash, kind, value, code_hash, tries, made_at, until) VALUES ($1, $2, $3, $4, 0, $5, $6)");
MOTCUA_SQL(kCountTry, "UPDATE identity_citizen_code SET tries = tries + 1 WHERE token_hash = $1");
MOTCUA_SQL(kSpendCode, "UPDATE identity_citizen_code SET until = 0 WHERE token_hash = $1");
MOTCUA_SQL(kSession,
           "SELECT token_hash, citizen, device_hash, made_at, seen_at, expires_at FROM identity_citizen_session WHERE token_hash = $1");
MOTCUA_SQL(kInsertSession,
           "INSERT INTO identity_citizen_session (token_hash, citizen, device_hash, made_at, seen_at, expires_at) VALUES "
           "($1, $2, $3, $4, $5, $6)");
MOTCUA_SQL(kTouch, "UPDATE identity_citizen_session SET seen_at = $2 WHERE token_hash = $1");
MOTCUA_SQL(kDeleteSession, "DELETE FROM identity_citizen_session WHERE token_hash = $1");
MOTCUA_SQL(kDeleteEnded, "DELETE FROM identity_citizen_session WHERE expires_at <= $1 OR seen_at <= $2");
MOTCUA_SQL(kDeleteCodes, "DELETE FROM identity_citizen_code WHERE made_at <= $1");
MOTCUA_SQL(kLogin, "SELECT issuer, subject, citizen, number, linked_at FROM identity_citizen_login WHERE issuer = $1 AND subject = $2");
MOTCUA_SQL(kLoginsOf, "SELECT issuer, subject, citizen, number, linked_at FROM identity_citizen_login WHERE citizen = $1");
MOTCUA_SQL(kCitizenWithNumber,
           "SELECT citizen FROM identity_citizen_login WHERE number = $1 AND number <> '' ORDER BY linked_at, citizen LIMIT 1");
MOTCUA_SQL(kInsertLogin, "INSERT INTO identity_citizen_login (issuer, subject, citizen, number, linked_at) VALUES ($1, $2, $3, $4, $5)");
MOTCUA_SQL(kSaveNumber, "UPDATE identity_citizen_login SET number = $3 WHERE issuer = $1 AND subject = $2");
MOTCUA_SQL(kCitizensWithLogin, "SELECT DISTINCT citizen FROM identity_citizen_login ORDER BY citizen");
MOTCUA_SQL(kUseOnce, "INSERT INTO identity_sso_used (token_hash, until) VALUES ($1, $2) ON CONFLICT (token_hash) DO NOTHING");
MOTCUA_SQL(kDeleteUsed, "DELETE FROM identity_sso_used WHERE until <= $1");

LoginRow login_from(const Row& r) { return {r.text(0), r.text(1), r.id<CitizenTag>(2), r.text(3), r.instant(4)}; }
ContactKind kind_from(std::string_view word) { return word == "phone" ? ContactKind::phone : ContactKind::email; }
}  // namespace

std::optional<CitizenRow> citizen(ReadTx& tx, CitizenId id) {
  return tx.one<CitizenRow>(
      kCitizen,
      [](const Row& r) {
        return CitizenRow{r.id<CitizenTag>(0), r.i64(1), r.text(2), r.instant(3)};
      },
      id);
}
void insert(Tx& tx, const CitizenRow& c) { tx.send(kInsertCitizen, c.id, c.version, c.profile, c.made_at); }
bool save_profile(Tx& tx, const CitizenRow& c, std::int64_t old_version) {
  return tx.exec(kSaveProfile, c.id, old_version, c.version, c.profile) == 1;
}
std::vector<Contact> contacts_of(ReadTx& tx, CitizenId id) {
  return tx.all<Contact>(
      kContactsOf,
      [](const Row& r) {
        return Contact{kind_from(r.view(0)), r.text(1)};
      },
      id);
}
std::optional<CitizenId> citizen_with(ReadTx& tx, const Contact& c) {
  return tx.one<CitizenId>(
      kCitizenWith, [](const Row& r) { return r.id<CitizenTag>(0); }, word(c.kind), c.value);
}
void insert(Tx& tx, const Contact& c, CitizenId id, Instant now) { tx.send(kInsertContact, word(c.kind), c.value, id, now); }

std::optional<CodeRow> code(ReadTx& tx, std::string_view token_hash) {
  return tx.one<CodeRow>(
      kCode,
      [](const Row& r) {
        return CodeRow{r.text(0), {kind_from(r.view(1)), r.text(2)}, r.text(3), r.i32(4), r.instant(5), r.instant(6)};
      },
      token_hash);
}
int codes_since(ReadTx& tx, const Contact& c, Instant since) {
  return static_cast<int>(tx.number(kCodesSince, word(c.kind), c.value, since));
}
void insert(Tx& tx, const CodeRow& c) {
  tx.send(kInsertCode, c.token_hash, word(c.contact.kind), c.contact.value, c.code_hash, c.made_at, c.until);
}
void count_try(Tx& tx, std::string_view token_hash) { tx.send(kCountTry, token_hash); }
void spend_code(Tx& tx, std::string_view token_hash) { tx.send(kSpendCode, token_hash); }

std::optional<CitizenSessionRow> citizen_session(ReadTx& tx, std::string_view token_hash) {
  return tx.one<CitizenSessionRow>(
      kSession,
      [](const Row& r) { return CitizenSessionRow{r.text(0), r.id<CitizenTag>(1), r.text(2), r.instant(3), r.instant(4), r.instant(5)}; },
      token_hash);
}
void insert(Tx& tx, const CitizenSessionRow& s) {
  tx.send(kInsertSession, s.token_hash, s.citizen, s.device_hash, s.made_at, s.seen_at, s.expires_at);
}
void touch_citizen_session(Tx& tx, std::string_view token_hash, Instant now) { tx.send(kTouch, token_hash, now); }
void delete_citizen_session(Tx& tx, std::string_view token_hash) { tx.send(kDeleteSession, token_hash); }

std::optional<LoginRow> login(ReadTx& tx, std::string_view issuer, std::string_view subject) {
  return tx.one<LoginRow>(kLogin, login_from, issuer, subject);
}
std::vector<LoginRow> logins_of(ReadTx& tx, CitizenId id) { return tx.all<LoginRow>(kLoginsOf, login_from, id); }
std::optional<CitizenId> citizen_with_number(ReadTx& tx, std::string_view number) {
  return tx.one<CitizenId>(
      kCitizenWithNumber, [](const Row& r) { return r.id<CitizenTag>(0); }, number);
}
void insert(Tx& tx, const LoginRow& l) { tx.send(kInsertLogin, l.issuer, l.subject, l.citizen, l.number, l.linked_at); }
void save_number(Tx& tx, const LoginRow& l) { tx.send(kSaveNumber, l.issuer, l.subject, l.number); }
std::vector<CitizenId> citizens_with_login(ReadTx& tx) {
  return tx.all<CitizenId>(kCitizensWithLogin, [](const Row& r) { return r.id<CitizenTag>(0); });
}
bool use_once(Tx& tx, std::string_view token_hash, Instant until) { return tx.exec(kUseOnce, token_hash, until) == 1; }

std::int64_t sweep_citizens(Tx& tx, Instant now, Instant idle_before, Instant codes_before) {
  return tx.exec(kDeleteEnded, now, idle_before) + tx.exec(kDeleteCodes, codes_before) + tx.exec(kDeleteUsed, now);
}

}  // namespace motcua::identity::rows
