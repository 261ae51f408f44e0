// Who acts: an account with its rights of this moment, and the rules about lending rights and about four eyes. Pure.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "identity/permissions.hpp"
#include "identity/roles.hpp"
#include "identity/units.hpp"
#include "web/http.hpp"

namespace motcua::identity {

using PersonId = Id<struct PersonTag>;
using AccountId = Id<struct AccountTag>;
using GrantId = Id<struct GrantTag>;
using DelegationId = Id<struct DelegationTag>;

// A unit, or a unit with everything below it.
struct Scope {
  UnitId unit;
  bool subtree = false;
  friend bool operator==(const Scope&, const Scope&) = default;
};
bool covers(const UnitTree& tree, const Scope& scope, UnitId unit, Day day);
bool covers(const UnitTree& tree, const Scope& outer, const Scope& inner, Day day);
std::optional<Scope> intersect(const UnitTree& tree, const Scope& a, const Scope& b, Day day);

// A role given to an account, in a scope, for a period.
struct Grant {
  GrantId id;
  AccountId account;
  Role role{};
  Scope scope;
  DaySpan span;
  std::string reason;  // decision it rests on
};

// Ủy quyền, phân công thay: a stand-in uses one role of the giver, in a scope within his, for a bounded period.
struct Delegation {
  DelegationId id;
  AccountId giver, receiver;
  Role role{};
  Scope scope;
  DaySpan span;  // always has an end
  std::string reason;
  std::optional<Instant> revoked_at;
};

// May this delegation be made? Not beyond the giver's own rights (role, scope, period), no lending of lent rights, not to oneself,
// with an end, at most a year, nothing that cannot be lent. `own` are the giver's own grants.
Status check_delegation(const UnitTree& tree, const Delegation& delegation, std::span<const Grant> own);
// May this role be given beside those the account holds in that period?
Status check_grant(const Grant& grant, std::span<const Grant> held);

// A right as it stands at one moment.
struct EffectiveGrant {
  Role role{};
  Scope scope;
  PermissionSet permissions;
  DelegationId delegation;  // 0: own right
  PersonId on_behalf_of;    // the giver's person when lent, else 0
};

// Rights on a day: own grants, and lent ones as far as the giver still has them. `lent` pairs a delegation to this account with
// the giver's person and own grants (none when the giver is locked).
struct Lent {
  Delegation delegation;
  PersonId giver_person;
  std::vector<Grant> giver_grants;
};
std::vector<EffectiveGrant> effective_grants(const UnitTree& tree, std::span<const Grant> own, std::span<const Lent> lent, Day day);

class Actor final : public web::Principal {
 public:
  Actor() = default;  // nobody
  Actor(AccountId account, PersonId person, std::string name, std::vector<EffectiveGrant> grants, UnitId acting_unit, Day day,
        std::shared_ptr<const UnitTree> tree);
  // The program itself (command line, demo, worker): account 0 in journal rows; services of this context let it do all.
  static Actor system(std::shared_ptr<const UnitTree> tree, Day day);

  bool is_system() const { return system_; }
  bool must_change_password() const { return must_change_password_; }
  Actor without_rights() const;  // signed in, but may do nothing until the password is changed
  AccountId account() const { return AccountId{account_id}; }
  PersonId person() const { return person_; }
  UnitId acting_unit() const { return acting_unit_; }  // chosen at sign-in; 0 when the account has no grants
  Day day() const { return day_; }
  const UnitTree& tree() const { return *tree_; }
  std::span<const EffectiveGrant> grants() const { return grants_; }

  bool permits(web::Permission permission) const override;
  // In a unit today. For a unit that has ended, reading belongs to its successors; other rights end with it.
  bool permits_in(web::Permission permission, UnitId unit) const;
  // Units that exist today where the permission holds; sorted, without repetition. For lists.
  std::vector<UnitId> units_with(web::Permission permission) const;
  // Scopes where the permission holds; shorter than units_with, for SQL through the view identity_v_within.
  std::vector<Scope> scopes_with(web::Permission permission) const;
  // In whose right: this person, and those who lent the permission for that unit.
  std::vector<PersonId> acts_for(web::Permission permission, UnitId unit) const;
  // Units to choose from as acting unit, sorted by name.
  std::vector<UnitId> own_units() const;

  // Error identity.not_permitted unless permits_in.
  Status require(web::Permission permission, UnitId unit) const;

 private:
  PersonId person_;
  std::vector<EffectiveGrant> grants_;
  UnitId acting_unit_;
  Day day_{};
  bool system_ = false;
  bool must_change_password_ = false;
  std::shared_ptr<const UnitTree> tree_ = std::make_shared<const UnitTree>();
};

// Four eyes: who approves is neither who prepared nor acts in the right of who prepared.
Status different_person(PersonId preparer, const Actor& approver, web::Permission permission, UnitId unit);

// The Actor behind a call's principal: a handler's first line. Nobody when the caller is not signed in.
const Actor& actor_of(const web::Call& call);

}  // namespace motcua::identity
