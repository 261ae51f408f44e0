#include "identity/actor.hpp"

#include <algorithm>
#include <set>

namespace motcua::identity {
namespace {

constexpr std::chrono::days kLongestDelegation{366};

bool is_reading(web::Permission permission) {
  const auto index = permission_index(permission);
  return index && all_permissions()[*index].reading;
}

const std::shared_ptr<const UnitTree>& empty_tree() {
  static const auto tree = std::make_shared<const UnitTree>();
  return tree;
}

}  // namespace

bool covers(const UnitTree& tree, const Scope& scope, UnitId unit, Day day) {
  if (scope.unit == unit) return tree.exists(unit, day);
  return scope.subtree && tree.is_within(unit, scope.unit, day);
}

bool covers(const UnitTree& tree, const Scope& outer, const Scope& inner, Day day) {
  return covers(tree, outer, inner.unit, day) && (outer.subtree || !inner.subtree);
}

std::optional<Scope> intersect(const UnitTree& tree, const Scope& a, const Scope& b, Day day) {
  if (covers(tree, a, b.unit, day)) return Scope{b.unit, a.subtree && b.subtree};
  if (covers(tree, b, a.unit, day)) return Scope{a.unit, a.subtree && b.subtree};
  return {};
}

Status check_delegation(const UnitTree& tree, const Delegation& d, std::span<const Grant> own) {
  std::vector<FieldError> wrong;
  if (d.giver == d.receiver) wrong.push_back({"receiver", "Chọn người nhận khác với người ủy quyền."});
  if (!d.span.to || d.span.empty()) {
    wrong.push_back({"to", "Nhập ngày kết thúc sau ngày bắt đầu."});
  } else if (*d.span.to - d.span.from > kLongestDelegation) {
    wrong.push_back({"to", "Ủy quyền không quá một năm; hãy chọn ngày kết thúc gần hơn."});
  }
  if (d.reason.empty()) wrong.push_back({"reason", "Nhập lý do hoặc số văn bản ủy quyền."});
  if (role_info(d.role).permissions.without_undelegable().empty() || !role_info(d.role).staff)
    wrong.push_back({"role", "Vai trò này không ủy quyền được."});
  if (!wrong.empty()) return errors::invalid_fields("identity.delegation_invalid", std::move(wrong));
  for (const auto& grant : own)
    if (grant.account == d.giver && grant.role == d.role && grant.span.contains(d.span) && covers(tree, grant.scope, d.scope, d.span.from))
      return {};
  return errors::forbidden("identity.delegation_exceeds",
                           "Không ủy quyền được quá quyền của mình: vai trò, đơn vị và thời hạn phải nằm trong phần bạn đang được giao.");
}

Status check_grant(const Grant& grant, std::span<const Grant> held) {
  if (grant.span.empty()) return errors::invalid_fields("identity.grant_period", {{"to", "Nhập ngày kết thúc không trước ngày bắt đầu."}});
  for (const auto& other : held) {
    if (other.span.empty() || !other.span.overlaps(grant.span)) continue;
    if (other.role == grant.role && other.scope == grant.scope)
      return errors::conflict("identity.grant_twice", "Tài khoản đã có vai trò này ở đơn vị này trong thời gian đó; hãy sửa thời hạn cũ.");
    if (const auto reason = incompatible(other.role, grant.role))
      return errors::conflict("identity.roles_incompatible", std::string(*reason));
  }
  return {};
}

std::vector<EffectiveGrant> effective_grants(const UnitTree& tree, std::span<const Grant> own, std::span<const Lent> lent, Day day) {
  std::vector<EffectiveGrant> rights;
  for (const auto& grant : own)
    if (grant.span.covers(day)) rights.push_back({grant.role, grant.scope, role_info(grant.role).permissions, {}, {}});
  for (const auto& loan : lent) {
    if (!loan.delegation.span.covers(day) || loan.delegation.revoked_at) continue;
    for (const auto& grant : loan.giver_grants) {
      if (grant.role != loan.delegation.role || !grant.span.covers(day)) continue;
      if (const auto scope = intersect(tree, grant.scope, loan.delegation.scope, day))
        rights.push_back(
            {grant.role, *scope, role_info(grant.role).permissions.without_undelegable(), loan.delegation.id, loan.giver_person});
    }
  }
  return rights;
}

Actor::Actor(AccountId account, PersonId person, std::string name, std::vector<EffectiveGrant> grants, UnitId acting_unit, Day day,
             std::shared_ptr<const UnitTree> tree)
    : person_(person), grants_(std::move(grants)), acting_unit_(acting_unit), day_(day), tree_(std::move(tree)) {
  account_id = account.value;
  display_name = std::move(name);
}

Actor Actor::system(std::shared_ptr<const UnitTree> tree, Day day) {
  Actor actor(AccountId{}, PersonId{}, "Hệ thống", {}, UnitId{}, day, std::move(tree));
  actor.system_ = true;
  return actor;
}

Actor Actor::without_rights() const {
  Actor bare = *this;
  bare.grants_.clear();
  bare.must_change_password_ = true;
  return bare;
}

bool Actor::permits(web::Permission permission) const {
  if (permission.name == web::kOpen.name) return true;
  if (permission.name == web::kSignedIn.name) return signed_in();
  return std::ranges::any_of(grants_, [&](const EffectiveGrant& g) { return g.permissions.has(permission); });
}

bool Actor::permits_in(web::Permission permission, UnitId unit) const {
  const auto holds = [&](UnitId where) {
    return std::ranges::any_of(
        grants_, [&](const EffectiveGrant& g) { return g.permissions.has(permission) && covers(*tree_, g.scope, where, day_); });
  };
  if (tree_->exists(unit, day_)) return holds(unit);
  if (!is_reading(permission)) return false;
  return std::ranges::any_of(tree_->successors(unit, day_), holds);
}

std::vector<UnitId> Actor::units_with(web::Permission permission) const {
  std::set<UnitId> found;
  for (const auto& scope : scopes_with(permission)) {
    if (!scope.subtree) {
      if (tree_->exists(scope.unit, day_)) found.insert(scope.unit);
      continue;
    }
    for (const auto unit : tree_->within(scope.unit, day_)) found.insert(unit);
  }
  return {found.begin(), found.end()};
}

std::vector<Scope> Actor::scopes_with(web::Permission permission) const {
  std::vector<Scope> scopes;
  for (const auto& g : grants_)
    if (g.permissions.has(permission) && std::ranges::find(scopes, g.scope) == scopes.end()) scopes.push_back(g.scope);
  // A scope below another one adds nothing.
  std::vector<Scope> widest;
  for (const auto& scope : scopes)
    if (std::ranges::none_of(scopes, [&](const Scope& o) { return !(o == scope) && covers(*tree_, o, scope, day_); }))
      widest.push_back(scope);
  return widest;
}

std::vector<PersonId> Actor::acts_for(web::Permission permission, UnitId unit) const {
  std::set<PersonId> people{person_};
  for (const auto& g : grants_)
    if (g.on_behalf_of && g.permissions.has(permission) && covers(*tree_, g.scope, unit, day_)) people.insert(g.on_behalf_of);
  return {people.begin(), people.end()};
}

std::vector<UnitId> Actor::own_units() const {
  std::set<UnitId> units;
  for (const auto& g : grants_)
    if (tree_->exists(g.scope.unit, day_)) units.insert(g.scope.unit);
  std::vector<UnitId> sorted(units.begin(), units.end());
  std::ranges::sort(sorted, {}, [&](UnitId u) { return std::pair(tree_->name(u, day_), u); });
  return sorted;
}

Status Actor::require(web::Permission permission, UnitId unit) const {
  if (permits_in(permission, unit)) return {};
  return errors::forbidden("identity.not_permitted", "Bạn không có quyền làm việc này ở đơn vị này. Hãy hỏi người quản trị của đơn vị.");
}

Status different_person(PersonId preparer, const Actor& approver, web::Permission permission, UnitId unit) {
  // An own right counts before a lent one: whoever may approve himself does not act for the one who lent.
  const bool own_right = std::ranges::any_of(approver.grants(), [&](const EffectiveGrant& g) {
    return !g.delegation && g.permissions.has(permission) && covers(approver.tree(), g.scope, unit, approver.day());
  });
  if (preparer == approver.person())
    return errors::forbidden("identity.four_eyes", "Người duyệt phải khác người dự thảo. Hãy chuyển cho người khác có thẩm quyền duyệt.");
  const auto people = approver.acts_for(permission, unit);
  if (!own_right && std::ranges::find(people, preparer) != people.end())
    return errors::forbidden("identity.four_eyes_lent",
                             "Bạn đang duyệt thay chính người dự thảo. Hãy chuyển cho người khác có thẩm quyền duyệt.");
  return {};
}

const Actor& actor_of(const web::Call& call) {
  static const Actor nobody(AccountId{}, PersonId{}, "", {}, UnitId{}, Day{}, empty_tree());
  const auto* actor = dynamic_cast<const Actor*>(call.principal.get());
  return actor != nullptr ? *actor : nobody;
}

}  // namespace motcua::identity
