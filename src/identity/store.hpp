// SQL of this context to types and back. Private to identity.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "identity/identity.hpp"
#include "identity/unit_change.hpp"
#include "store/db.hpp"
#include "store/journal.hpp"

namespace motcua::identity::rows {

// --- units (store_units.cpp) ---
std::int64_t tree_version(store::ReadTx& tx);
void bump_tree_version(store::Tx& tx);
UnitTree load_tree(store::ReadTx& tx);
// Inserts or replaces the unit with all its rows; `version` is that of the journal.
void save_unit(store::Tx& tx, const Unit& unit, bool is_new);
void save_succession(store::Tx& tx, const Succession& succession);
// Derives identity_unit_within anew from the whole tree.
void save_closure(store::Tx& tx, const UnitTree& tree);
// The first row of identity_unit_within that does not follow from the tree.
std::optional<std::string> closure_fault(store::ReadTx& tx, const UnitTree& tree);
// The whole state as canonical JSON; what the journal keeps and verify compares.
std::string unit_state(const Unit& unit, const std::vector<Succession>& from_here);

// --- people, accounts, rights (store_accounts.cpp) ---
struct Account {
  AccountView view;
  std::string phone;
  Instant created_at;
};
struct Credential {
  std::string password_hash;
  Instant changed_at;
};
// Failed tries under one user name; `name_hash` comes from try_key (account_record.hpp).
struct Tries {
  int failures = 0;
  Instant last_at;
  std::optional<Instant> retry_at;
};
struct Totp {
  std::string sealed_secret;
  std::optional<Instant> confirmed_at;
  std::int64_t last_step = 0;
};
std::optional<Account> account(store::ReadTx& tx, AccountId id);
std::optional<Account> account_by_name(store::ReadTx& tx, std::string_view user_name);
std::vector<AccountView> list_accounts(store::ReadTx& tx, const AccountFilter& filter);
std::int64_t count_accounts(store::ReadTx& tx, const AccountFilter& filter);
Status insert_account(store::Tx& tx, const Account& account, const std::string& password_hash);
void update_account(store::Tx& tx, const Account& account);
void touch_sign_in(store::Tx& tx, AccountId id, Instant at);
std::optional<Credential> credential(store::ReadTx& tx, AccountId id);
void set_password(store::Tx& tx, AccountId id, const std::string& hash, Instant at);

std::vector<Grant> grants_of(store::ReadTx& tx, AccountId id);
std::vector<Grant> grants_in(store::ReadTx& tx, UnitId unit);
std::optional<Grant> grant(store::ReadTx& tx, GrantId id);
void insert_grant(store::Tx& tx, const Grant& grant);
void end_grant(store::Tx& tx, GrantId id, Day to);
std::vector<Delegation> delegations_from(store::ReadTx& tx, AccountId giver);
std::vector<Delegation> delegations_to(store::ReadTx& tx, AccountId receiver);
std::vector<Delegation> delegations_of_role(store::ReadTx& tx, Role role, Day day);
std::optional<Delegation> delegation(store::ReadTx& tx, DelegationId id);
void insert_delegation(store::Tx& tx, const Delegation& delegation, Instant at);
void revoke_delegation(store::Tx& tx, DelegationId id, Instant at);

// --- second factor (store_accounts.cpp) ---
std::optional<Totp> totp(store::ReadTx& tx, AccountId id);
void save_totp(store::Tx& tx, AccountId id, const Totp& totp);
void delete_totp(store::Tx& tx, AccountId id);
void use_totp_step(store::Tx& tx, AccountId id, std::int64_t step);
void replace_recovery_codes(store::Tx& tx, AccountId id, const std::vector<std::string>& hashes);
bool use_recovery_code(store::Tx& tx, AccountId id, std::string_view hash, Instant at);
std::int64_t recovery_codes_left(store::ReadTx& tx, AccountId id);

// Whole state of an account with its rights as canonical JSON; secrets appear as digests only.
std::string account_state(store::ReadTx& tx, const Account& account);
std::vector<AccountId> all_accounts(store::ReadTx& tx);
bool any_account(store::ReadTx& tx);

// --- sessions (store_sessions.cpp) ---
struct Session {
  std::string token_hash;
  AccountId account;
  bool full = true;  // false: the second factor is still due
  std::string device_hash;
  UnitId acting_unit;
  Instant created_at, seen_at, expires_at;
  std::string device_label;
};
std::optional<Session> session(store::ReadTx& tx, std::string_view token_hash);
std::vector<Session> sessions_of(store::ReadTx& tx, AccountId id, Instant now);
void insert_session(store::Tx& tx, const Session& session);
void touch_session(store::Tx& tx, std::string_view token_hash, Instant at);
void set_acting_unit(store::Tx& tx, std::string_view token_hash, UnitId unit);
void delete_session(store::Tx& tx, std::string_view token_hash);
void delete_sessions_of(store::Tx& tx, AccountId id, std::string_view except_hash);
std::optional<Tries> tries(store::ReadTx& tx, std::string_view name_hash);
void save_tries(store::Tx& tx, std::string_view name_hash, const Tries& tries);
void forget_tries(store::Tx& tx, std::string_view name_hash);
std::int64_t delete_old_tries(store::Tx& tx, Instant before);
std::int64_t delete_expired_sessions(store::Tx& tx, Instant now, Instant idle_before);

}  // namespace motcua::identity::rows
