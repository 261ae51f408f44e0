// THE header of this context: units by date, people, accounts, roles in scope, delegation, sign-in.
#pragma once

#include <cstdint>
#include <memory>
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
  std::string sort_key;  // given name first, for keyset paging
};

// Which accounts a list shows. Search folds marks: "nguyen" finds Nguyễn.
struct AccountFilter {
  std::string search{};        // in names and user names
  UnitId within{};             // with a grant in force at or below it; 0: any
  std::optional<Role> role{};  // with this role in force
  bool only_locked = false;
  AccountId only{};                // this account alone: is it in the list?
  std::vector<Scope> seen_from{};  // with a grant of any time in one of these scopes, or without any; empty: all
  Day day{};                       // grants in force on this day
  std::string after_sort{};        // keyset: the sort key and id of the last row seen
  AccountId after_id{};
  int limit = 50;
};
struct AccountPage {
  std::vector<AccountView> rows;
  std::int64_t total = 0;
  bool more = false;
};

// Units, people and rights as all other contexts read them. Thread-safe. What changes them: accounts.hpp, unit_register.hpp;
// sign-in and sessions: sign_in.hpp.
class Identity {
 public:
  Identity(store::Database& db, const Clock& clock, IdSource& ids);
  ~Identity();

  // The tree as this program last saw it; cheap, shared, never null. load_actor brings it up to date.
  std::shared_ptr<const UnitTree> tree() const;
  Day today() const;  // day of the clock at +07:00
  // Units that exist on the day at or below `scope`.
  std::vector<UnitId> units_within(UnitId scope, Day day) const;

  // With the rights of this moment. `acting_unit` is one of own_units(), else the only one, else none.
  // Locked or unknown account: identity.account_unusable.
  Result<Actor> load_actor(store::ReadTx& tx, AccountId account, UnitId acting_unit = {}) const;
  Result<Actor> load_actor(AccountId account, UnitId acting_unit = {}) const;
  Actor system_actor() const;

  std::optional<AccountView> account(store::ReadTx& tx, AccountId id) const;
  std::optional<AccountView> account_by_name(store::ReadTx& tx, std::string_view user_name) const;
  // Accounts that may do this in that unit today, own right or lent, sorted by name: whom a dossier can be given to.
  std::vector<AccountView> accounts_with(store::ReadTx& tx, web::Permission permission, UnitId unit) const;

  store::Database& db() const;
  const Clock& clock() const;
  IdSource& ids() const;
  // Reads the tree anew when it has changed; after each change of units, and with each actor.
  std::shared_ptr<const UnitTree> refresh(store::ReadTx& tx) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::identity
