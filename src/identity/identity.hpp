// THE header of this context: units by date, people, accounts, roles in scope, delegation, sign-in.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/embedded.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "identity/actor.hpp"
#include "identity/permissions.hpp"
#include "identity/roles.hpp"
#include "identity/units.hpp"
#include "store/db.hpp"

namespace motcua::identity {

std::span<const EmbeddedFile> migrations();

struct AccountView {
  AccountId id;
  PersonId person;
  std::string user_name;
  std::string name;   // of the person
  std::string title;  // chức vụ
  bool locked = false;
  bool must_change_password = false;
  bool totp = false;
  std::optional<Instant> last_sign_in;
  std::int64_t version = 0;
};

struct NewAccount {
  std::string user_name;  // letters, digits, . _ - ; folded to lower case, unique
  std::string name;
  std::string title;
  std::string phone;     // of the office; public (118/2025/NĐ-CP Đ9.8)
  std::string password;  // empty: one is made and returned
  bool must_change_password = true;
};

struct CreatedAccount {
  AccountId id;
  PersonId person;
  std::string password;  // as set; shown once
};

// Units, people and rights for all other contexts. Thread-safe. Sign-in and sessions are in identity/sign_in.hpp.
class Identity {
 public:
  Identity(store::Database& db, const Clock& clock, IdSource& ids);
  ~Identity();

  // --- units ---
  // The tree as last stored; cheap, shared, never null. `today` is the day of the clock at +07:00.
  std::shared_ptr<const UnitTree> tree() const;
  Day today() const;
  // Units that exist on the day at or below `scope`.
  std::vector<UnitId> units_within(UnitId scope, Day day) const;

  // --- actors ---
  // With the rights of this moment. Locked or unknown account: identity.account_unusable.
  Result<Actor> load_actor(AccountId account, std::optional<UnitId> acting_unit = {}) const;
  Actor system_actor() const;

  // --- accounts ---
  std::optional<AccountView> account(store::ReadTx& tx, AccountId id) const;
  std::optional<AccountView> account_by_name(store::ReadTx& tx, std::string_view user_name) const;
  // Accounts that may do this in that unit today, sorted by name: whom a dossier can be given to.
  std::vector<AccountView> accounts_with(store::ReadTx& tx, web::Permission permission, UnitId unit) const;
  // By = who does it; the system actor may do all (command line, demo).
  Result<CreatedAccount> create_account(const Actor& by, const NewAccount& account);
  Result<GrantId> grant(const Actor& by, AccountId account, Role role, Scope scope, DaySpan span, std::string_view reason);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::identity
