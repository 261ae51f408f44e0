// What changes people, accounts and rights. Every change is one transaction with its journal row (object "account").
// `by` is who does it; the system actor may do all (command line, demo).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.hpp"
#include "identity/password.hpp"

namespace motcua::identity {

struct AccountOptions {
  PasswordCost cost;
  std::string secret;  // of the installation, at least 32 bytes: seals TOTP secrets
  std::string issuer = "Một cửa";
};

struct NewAccount {
  std::string user_name;  // letters, digits, . _ - ; folded to lower case, unique
  std::string name;
  std::string title;     // chức vụ
  std::string phone;     // of the office; public (118/2025/NĐ-CP Đ9.8)
  std::string password;  // empty: one is made and returned
  bool must_change_password = true;
};
struct CreatedAccount {
  AccountId id;
  PersonId person;
  std::string password;  // as set; shown once
};
struct TotpEnrolment {
  std::string secret_base32;  // to type when the QR code cannot be read
  std::string uri;            // otpauth://… for the QR code
};
struct AccountDetails {
  AccountView view;
  std::string phone;
  Instant created_at;
  std::int64_t recovery_codes_left{};
};
struct AuditRow {
  Instant at;
  AccountId actor;  // 0: the program
  std::string actor_name;
  std::string kind;    // "account.locked"
  std::string title;   // the same in Vietnamese
  std::string device;  // of a sign-in: "Firefox trên Windows"
};

class Accounts {
 public:
  Accounts(Identity& identity, AccountOptions options);

  AccountPage list(const Actor& by, AccountFilter filter) const;
  bool none() const;  // a new installation: nobody can sign in yet
  Result<CreatedAccount> create(const Actor& by, const NewAccount& account);
  Status update_person(const Actor& by, AccountId id, std::string_view name, std::string_view title, std::string_view phone);
  Status lock(const Actor& by, AccountId id);  // ends all sessions
  Status unlock(const Actor& by, AccountId id);
  // A new password to hand out, to be changed at the next sign-in; ends all sessions and takes the second factor off when asked.
  Result<std::string> reset_password(const Actor& by, AccountId id, bool also_totp = false);
  // By the person; `keep_session` (hash) stays signed in, all others end. Fields: old_password, new_password.
  Status change_password(const Actor& by, std::string_view old_password, std::string_view new_password, std::string_view keep_session = {});

  Result<GrantId> grant(const Actor& by, AccountId account, Role role, Scope scope, DaySpan span, std::string_view reason);
  Status end_grant(const Actor& by, GrantId id, Day first_day_without);
  Result<DelegationId> delegate(const Actor& by, AccountId receiver, Role role, Scope scope, DaySpan span, std::string_view reason);
  Status revoke_delegation(const Actor& by, DelegationId id);

  Result<TotpEnrolment> begin_totp(const Actor& by);
  std::optional<TotpEnrolment> pending_totp(const Actor& by) const;                       // begun and not yet confirmed
  Result<std::vector<std::string>> confirm_totp(const Actor& by, std::string_view code);  // gives the recovery codes, once
  Status disable_totp(const Actor& by, std::string_view password);                        // own; field "password"

  std::optional<AccountDetails> details(AccountId id) const;
  std::vector<Grant> grants(AccountId id) const;
  std::vector<Delegation> delegations_from(AccountId id) const;
  std::vector<Delegation> delegations_to(AccountId id) const;
  std::vector<AuditRow> audit(AccountId id, int newest) const;

  // May `by` manage that account: identity.manage in every unit the account has rights in. Else identity.account_not_yours.
  Status may_manage(store::ReadTx& tx, const Actor& by, AccountId id) const;
  const AccountOptions& options() const { return options_; }
  Identity& identity() const { return identity_; }

 private:
  Identity& identity_;
  AccountOptions options_;
};

}  // namespace motcua::identity
