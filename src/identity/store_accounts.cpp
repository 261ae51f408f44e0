// SQL of people, accounts, rights and second factors.
#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "identity/store.hpp"
#include "web/crypto.hpp"

namespace motcua::identity::rows {
namespace {

using store::Row;

#define MOTCUA_ACCOUNT_COLUMNS                                                                                                     \
  "a.id, a.person_id, a.user_name, p.name, p.title, a.locked, a.must_change_password, t.confirmed_at, a.last_sign_in, a.version, " \
  "p.sort_key, p.phone, a.created_at FROM identity_account a JOIN identity_person p ON p.id = a.person_id "                        \
  "LEFT JOIN identity_totp t ON t.account_id = a.id"

MOTCUA_SQL(kAccount, "SELECT " MOTCUA_ACCOUNT_COLUMNS " WHERE a.id = $1");
MOTCUA_SQL(kAccountByName, "SELECT " MOTCUA_ACCOUNT_COLUMNS " WHERE a.user_name = $1");
MOTCUA_SQL(kAllAccounts, "SELECT id FROM identity_account ORDER BY id");
MOTCUA_SQL(kAnyAccount, "SELECT id FROM identity_account LIMIT 1");
MOTCUA_SQL(kAddPerson, "INSERT INTO identity_person (id, name, folded, sort_key, title, phone) VALUES ($1, $2, $3, $4, $5, $6)");
MOTCUA_SQL(kSetPerson, "UPDATE identity_person SET name = $2, folded = $3, sort_key = $4, title = $5, phone = $6 WHERE id = $1");
MOTCUA_SQL(kAddAccount,
           "INSERT INTO identity_account (id, person_id, user_name, locked, must_change_password, created_at, version) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kSetAccount, "UPDATE identity_account SET locked = $2, must_change_password = $3, version = $4 WHERE id = $1");
MOTCUA_SQL(kTouchSignIn, "UPDATE identity_account SET last_sign_in = $2 WHERE id = $1");
MOTCUA_SQL(kAddCredential, "INSERT INTO identity_credential (account_id, password_hash, changed_at) VALUES ($1, $2, $3)");
MOTCUA_SQL(kCredential, "SELECT password_hash, changed_at FROM identity_credential WHERE account_id = $1");
MOTCUA_SQL(kSetPassword, "UPDATE identity_credential SET password_hash = $2, changed_at = $3 WHERE account_id = $1");

#define MOTCUA_GRANT_COLUMNS "id, account_id, role, unit_id, subtree, from_day, to_day, reason FROM identity_grant"
MOTCUA_SQL(kGrantsOf, "SELECT " MOTCUA_GRANT_COLUMNS " WHERE account_id = $1 ORDER BY from_day, id");
MOTCUA_SQL(kGrantsIn, "SELECT " MOTCUA_GRANT_COLUMNS " WHERE unit_id = $1 ORDER BY account_id, id");
MOTCUA_SQL(kGrant, "SELECT " MOTCUA_GRANT_COLUMNS " WHERE id = $1");
MOTCUA_SQL(kAddGrant,
           "INSERT INTO identity_grant (id, account_id, role, unit_id, subtree, from_day, to_day, reason) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
MOTCUA_SQL(kEndGrant, "UPDATE identity_grant SET to_day = $2 WHERE id = $1");

#define MOTCUA_DELEGATION_COLUMNS \
  "id, giver_id, receiver_id, role, unit_id, subtree, from_day, to_day, reason, revoked_at FROM identity_delegation"
MOTCUA_SQL(kDelegationsFrom, "SELECT " MOTCUA_DELEGATION_COLUMNS " WHERE giver_id = $1 ORDER BY from_day DESC, id");
MOTCUA_SQL(kDelegationsTo, "SELECT " MOTCUA_DELEGATION_COLUMNS " WHERE receiver_id = $1 ORDER BY from_day DESC, id");
MOTCUA_SQL(kDelegationsOfRole,
           "SELECT " MOTCUA_DELEGATION_COLUMNS " WHERE role = $1 AND from_day <= $2 AND to_day > $2 AND revoked_at IS NULL ORDER BY id");
MOTCUA_SQL(kDelegation, "SELECT " MOTCUA_DELEGATION_COLUMNS " WHERE id = $1");
MOTCUA_SQL(kAddDelegation,
           "INSERT INTO identity_delegation (id, giver_id, receiver_id, role, unit_id, subtree, from_day, to_day, reason, created_at) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kRevokeDelegation, "UPDATE identity_delegation SET revoked_at = $2 WHERE id = $1");

MOTCUA_SQL(kTotp, "SELECT sealed_secret, confirmed_at, last_step FROM identity_totp WHERE account_id = $1");
MOTCUA_SQL(kSaveTotp,
           "INSERT INTO identity_totp (account_id, sealed_secret, confirmed_at, last_step) VALUES ($1, $2, $3, $4) "
           "ON CONFLICT (account_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, confirmed_at = excluded.confirmed_at, "
           "last_step = excluded.last_step");
MOTCUA_SQL(kDeleteTotp, "DELETE FROM identity_totp WHERE account_id = $1");
MOTCUA_SQL(kUseStep, "UPDATE identity_totp SET last_step = $2 WHERE account_id = $1");
MOTCUA_SQL(kDropCodes, "DELETE FROM identity_recovery_code WHERE account_id = $1");
MOTCUA_SQL(kAddCode, "INSERT INTO identity_recovery_code (account_id, code_hash) VALUES ($1, $2)");
MOTCUA_SQL(kUseCode, "UPDATE identity_recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL");
MOTCUA_SQL(kCodesLeft, "SELECT count(*) FROM identity_recovery_code WHERE account_id = $1 AND used_at IS NULL");

Account account_row(const Row& r) {
  Account a;
  a.view = {r.id<AccountTag>(0), r.id<PersonTag>(1), r.text(2),        r.text(3), r.text(4), r.boolean(5),
            r.boolean(6),        !r.is_null(7),      r.opt_instant(8), r.i64(9),  r.text(10)};
  a.phone = r.text(11);
  a.created_at = r.instant(12);
  return a;
}

Role role_of(const Row& r, int column) {
  const auto role = role_from_code(r.view(column));
  ensure(role.has_value(), "unknown role in the store");
  return *role;
}

Grant grant_row(const Row& r) {
  return {r.id<GrantTag>(0), r.id<AccountTag>(1), role_of(r, 2), {r.id<UnitTag>(3), r.boolean(4)}, {r.day(5), r.opt_day(6)}, r.text(7)};
}

Delegation delegation_row(const Row& r) {
  return {r.id<DelegationTag>(0),           r.id<AccountTag>(1),  r.id<AccountTag>(2), role_of(r, 3),
          {r.id<UnitTag>(4), r.boolean(5)}, {r.day(6), r.day(7)}, r.text(8),           r.opt_instant(9)};
}

// '%' and '_' of the searched words mean themselves.
std::string like_pattern(std::string_view folded) {
  std::string pattern = "%";
  for (const char c : folded) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

void add_filter(store::Query& q, const AccountFilter& f) {
  if (const auto words = fold(f.search); !words.empty())
    q.add(" AND (p.folded LIKE ? ESCAPE '\\' OR a.user_name LIKE ? ESCAPE '\\')", like_pattern(words), like_pattern(words));
  if (f.only_locked) q.add(" AND a.locked");
  if (f.only) q.add(" AND a.id = ?", f.only);
  if (!f.seen_from.empty()) {
    // Whoever has no role yet belongs to nobody and is seen by all who look after accounts.
    q.add(
        " AND (NOT EXISTS (SELECT 1 FROM identity_grant n WHERE n.account_id = a.id) OR EXISTS (SELECT 1 FROM identity_grant s "
        "WHERE s.account_id = a.id AND (FALSE");
    for (const auto& scope : f.seen_from) {
      if (scope.subtree)
        q.add(" OR s.unit_id IN (SELECT v.unit_id FROM identity_unit_within v WHERE v.ancestor_id = ?)", scope.unit);
      else
        q.add(" OR s.unit_id = ?", scope.unit);
    }
    q.add(")))");
  }
  if (!f.within && !f.role) return;
  q.add(" AND EXISTS (SELECT 1 FROM identity_grant g WHERE g.account_id = a.id AND g.from_day <= ? AND (g.to_day IS NULL OR g.to_day > ?)",
        f.day, f.day);
  if (f.role) q.add(" AND g.role = ?", role_info(*f.role).code);
  if (f.within) q.add(" AND g.unit_id IN (SELECT w.unit_id FROM identity_unit_within w WHERE w.ancestor_id = ?)", f.within);
  q.add(")");
}

}  // namespace

std::optional<Account> account(store::ReadTx& tx, AccountId id) { return tx.one<Account>(kAccount, account_row, id); }
std::optional<Account> account_by_name(store::ReadTx& tx, std::string_view user_name) {
  return tx.one<Account>(kAccountByName, account_row, user_name);
}
std::vector<AccountId> all_accounts(store::ReadTx& tx) {
  return tx.all<AccountId>(kAllAccounts, [](const Row& r) { return r.id<AccountTag>(0); });
}

bool any_account(store::ReadTx& tx) {
  return !tx.all<AccountId>(kAnyAccount, [](const Row& r) { return r.id<AccountTag>(0); }).empty();
}

std::vector<AccountView> list_accounts(store::ReadTx& tx, const AccountFilter& f) {
  store::Query q{"identity.accounts", "SELECT " MOTCUA_ACCOUNT_COLUMNS " WHERE TRUE"};
  add_filter(q, f);
  if (f.after_id) q.add(" AND (p.sort_key, a.id) > (?, ?)", f.after_sort, f.after_id);
  q.add(" ORDER BY p.sort_key, a.id LIMIT ?", f.limit);
  std::vector<AccountView> found;
  tx.each(q, [&](const Row& r) { found.push_back(account_row(r).view); });
  return found;
}

std::int64_t count_accounts(store::ReadTx& tx, const AccountFilter& f) {
  store::Query q{"identity.accounts_count",
                 "SELECT count(*) FROM identity_account a JOIN identity_person p ON p.id = a.person_id WHERE TRUE"};
  add_filter(q, f);
  std::int64_t n = 0;
  tx.each(q, [&](const Row& r) { n = r.i64(0); });
  return n;
}

Status insert_account(store::Tx& tx, const Account& a, const std::string& password_hash) {
  const auto& v = a.view;
  tx.exec(kAddPerson, v.person, v.name, fold(v.name), v.sort_key, v.title, a.phone);
  const auto added = tx.try_exec(kAddAccount, v.id, v.person, v.user_name, v.locked, v.must_change_password, a.created_at, v.version);
  if (!added)
    return errors::invalid_fields("identity.user_name_taken", {{"user_name", "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."}});
  tx.exec(kAddCredential, v.id, password_hash, a.created_at);
  return {};
}

void update_account(store::Tx& tx, const Account& a) {
  const auto& v = a.view;
  tx.send(kSetAccount, v.id, v.locked, v.must_change_password, v.version);
  tx.send(kSetPerson, v.person, v.name, fold(v.name), v.sort_key, v.title, a.phone);
}

void touch_sign_in(store::Tx& tx, AccountId id, Instant at) { tx.send(kTouchSignIn, id, at); }

std::optional<Credential> credential(store::ReadTx& tx, AccountId id) {
  return tx.one<Credential>(
      kCredential,
      [](const Row& r) {
        return Credential{r.text(0), r.instant(1)};
      },
      id);
}
void set_password(store::Tx& tx, AccountId id, const std::string& hash, Instant at) { tx.send(kSetPassword, id, hash, at); }

std::vector<Grant> grants_of(store::ReadTx& tx, AccountId id) { return tx.all<Grant>(kGrantsOf, grant_row, id); }
std::vector<Grant> grants_in(store::ReadTx& tx, UnitId unit) { return tx.all<Grant>(kGrantsIn, grant_row, unit); }
std::optional<Grant> grant(store::ReadTx& tx, GrantId id) { return tx.one<Grant>(kGrant, grant_row, id); }
void insert_grant(store::Tx& tx, const Grant& g) {
  tx.send(kAddGrant, g.id, g.account, role_info(g.role).code, g.scope.unit, g.scope.subtree, g.span.from, g.span.to, g.reason);
}
void end_grant(store::Tx& tx, GrantId id, Day to) { tx.send(kEndGrant, id, to); }

std::vector<Delegation> delegations_from(store::ReadTx& tx, AccountId giver) {
  return tx.all<Delegation>(kDelegationsFrom, delegation_row, giver);
}
std::vector<Delegation> delegations_to(store::ReadTx& tx, AccountId receiver) {
  return tx.all<Delegation>(kDelegationsTo, delegation_row, receiver);
}
std::vector<Delegation> delegations_of_role(store::ReadTx& tx, Role role, Day day) {
  return tx.all<Delegation>(kDelegationsOfRole, delegation_row, role_info(role).code, day);
}
std::optional<Delegation> delegation(store::ReadTx& tx, DelegationId id) { return tx.one<Delegation>(kDelegation, delegation_row, id); }
void insert_delegation(store::Tx& tx, const Delegation& d, Instant at) {
  tx.send(kAddDelegation, d.id, d.giver, d.receiver, role_info(d.role).code, d.scope.unit, d.scope.subtree, d.span.from, d.span.to,
          d.reason, at);
}
void revoke_delegation(store::Tx& tx, DelegationId id, Instant at) { tx.send(kRevokeDelegation, id, at); }

std::optional<Totp> totp(store::ReadTx& tx, AccountId id) {
  return tx.one<Totp>(
      kTotp,
      [](const Row& r) {
        return Totp{r.text(0), r.opt_instant(1), r.i64(2)};
      },
      id);
}
void save_totp(store::Tx& tx, AccountId id, const Totp& t) { tx.send(kSaveTotp, id, t.sealed_secret, t.confirmed_at, t.last_step); }
void delete_totp(store::Tx& tx, AccountId id) {
  tx.send(kDeleteTotp, id);
  tx.send(kDropCodes, id);
}
void use_totp_step(store::Tx& tx, AccountId id, std::int64_t step) { tx.send(kUseStep, id, step); }
void replace_recovery_codes(store::Tx& tx, AccountId id, const std::vector<std::string>& hashes) {
  tx.send(kDropCodes, id);
  for (const auto& hash : hashes) tx.send(kAddCode, id, hash);
}
bool use_recovery_code(store::Tx& tx, AccountId id, std::string_view hash, Instant at) { return tx.exec(kUseCode, id, hash, at) == 1; }
std::int64_t recovery_codes_left(store::ReadTx& tx, AccountId id) { return tx.number(kCodesLeft, id); }

std::string account_state(store::ReadTx& tx, const Account& a) {
  const auto& v = a.view;
  const auto secret = credential(tx, v.id);
  const auto second = totp(tx, v.id);
  JsonWriter json;
  json.begin_object().field("user_name", v.user_name).field("name", v.name).field("title", v.title).field("phone", a.phone);
  json.field("locked", v.locked).field("must_change_password", v.must_change_password);
  json.field("password", secret ? web::sha256_hex(secret->password_hash) : "");
  json.field("totp", second && second->confirmed_at ? web::sha256_hex(second->sealed_secret) : "").key("grants").begin_array();
  const auto rights = [&](const auto& right) {
    json.field("role", role_info(right.role).code).field("unit", right.scope.unit.value).field("subtree", right.scope.subtree);
    json.field("from", iso(right.span.from)).field("to", right.span.to ? iso(*right.span.to) : "").field("reason", right.reason);
  };
  for (const auto& g : grants_of(tx, v.id)) {
    json.begin_object().field("id", g.id.value);
    rights(g);
    json.end_object();
  }
  json.end_array().key("delegations").begin_array();
  for (const auto& d : delegations_from(tx, v.id)) {
    json.begin_object().field("id", d.id.value).field("receiver", d.receiver.value);
    rights(d);
    json.field("revoked", d.revoked_at ? iso(*d.revoked_at) : "").end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace motcua::identity::rows
