#include "identity/identity.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "identity/store.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> identity_migrations();
}

namespace motcua::identity {

std::span<const EmbeddedFile> migrations() { return embedded::identity_migrations(); }

struct Identity::Impl {
  store::Database& db;
  const Clock& clock;
  IdSource& ids;
  std::mutex mutex;
  std::shared_ptr<const UnitTree> tree;  // null until first needed
  std::int64_t version = 0;
};

Identity::Identity(store::Database& db, const Clock& clock, IdSource& ids) : impl_(new Impl{db, clock, ids, {}, {}, 0}) {}
Identity::~Identity() = default;

store::Database& Identity::db() const { return impl_->db; }
const Clock& Identity::clock() const { return impl_->clock; }
IdSource& Identity::ids() const { return impl_->ids; }
Day Identity::today() const { return day_of(impl_->clock.now()); }

std::shared_ptr<const UnitTree> Identity::refresh(store::ReadTx& tx) const {
  const auto version = rows::tree_version(tx);
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->tree && impl_->version == version) return impl_->tree;
  }
  auto fresh = std::make_shared<const UnitTree>(rows::load_tree(tx));
  const std::lock_guard lock(impl_->mutex);
  // An older snapshot must not push out a newer tree; this caller still sees its own.
  if (!impl_->tree || impl_->version < version) {
    impl_->tree = fresh;
    impl_->version = version;
  }
  return fresh;
}

std::shared_ptr<const UnitTree> Identity::tree() const {
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->tree) return impl_->tree;
  }
  return impl_->db.read([&](store::ReadTx& tx) { return refresh(tx); });
}

std::vector<UnitId> Identity::units_within(UnitId scope, Day day) const { return tree()->within(scope, day); }

Result<Actor> Identity::load_actor(store::ReadTx& tx, AccountId id, UnitId acting_unit) const {
  const auto account = rows::account(tx, id);
  if (!account || account->view.locked)
    return errors::forbidden("identity.account_unusable", "Tài khoản đã khóa hoặc không còn. Hãy hỏi người quản trị của đơn vị.");
  const auto tree = refresh(tx);
  const auto day = today();
  const auto own = rows::grants_of(tx, id);
  std::vector<Lent> lent;
  for (auto& d : rows::delegations_to(tx, id)) {
    if (!d.span.covers(day) || d.revoked_at) continue;
    const auto giver = rows::account(tx, d.giver);
    if (!giver || giver->view.locked) continue;
    lent.push_back({std::move(d), giver->view.person, rows::grants_of(tx, giver->view.id)});
  }
  auto rights = effective_grants(*tree, own, lent, day);
  // Which unit he acts for: the chosen one while it is his, the only one without asking.
  const Actor probe(id, account->view.person, account->view.name, rights, {}, day, tree);
  const auto units = probe.own_units();
  UnitId acting;
  if (std::ranges::find(units, acting_unit) != units.end())
    acting = acting_unit;
  else if (units.size() == 1)
    acting = units.front();
  return Actor(id, account->view.person, account->view.name, std::move(rights), acting, day, tree);
}

Result<Actor> Identity::load_actor(AccountId account, UnitId acting_unit) const {
  return impl_->db.read([&](store::ReadTx& tx) { return load_actor(tx, account, acting_unit); });
}

Actor Identity::system_actor() const { return Actor::system(tree(), today()); }

std::optional<AccountView> Identity::account(store::ReadTx& tx, AccountId id) const {
  auto found = rows::account(tx, id);
  return found ? std::optional(std::move(found->view)) : std::nullopt;
}

std::optional<AccountView> Identity::account_by_name(store::ReadTx& tx, std::string_view user_name) const {
  auto found = rows::account_by_name(tx, user_name);
  return found ? std::optional(std::move(found->view)) : std::nullopt;
}

std::vector<AccountView> Identity::accounts_with(store::ReadTx& tx, web::Permission permission, UnitId unit) const {
  const auto tree = refresh(tx);
  const auto day = today();
  std::map<AccountId, AccountView> found;
  const auto add = [&](AccountId id) {
    if (found.contains(id)) return;
    if (auto row = rows::account(tx, id); row && !row->view.locked) found.emplace(id, std::move(row->view));
  };
  auto places = tree->ancestors(unit, day);
  places.push_back(unit);
  std::vector<Grant> holding;
  for (const auto place : places)
    for (auto& g : rows::grants_in(tx, place))
      if (g.span.covers(day) && role_info(g.role).permissions.has(permission) && covers(*tree, g.scope, unit, day)) {
        add(g.account);
        holding.push_back(std::move(g));
      }
  // Lent rights count while the giver holds them and is not locked.
  for (const auto& g : holding)
    if (found.contains(g.account))
      for (const auto& d : rows::delegations_from(tx, g.account))
        if (d.role == g.role && d.span.covers(day) && !d.revoked_at && covers(*tree, d.scope, unit, day) &&
            role_info(d.role).permissions.without_undelegable().has(permission))
          add(d.receiver);
  std::vector<AccountView> sorted;
  for (auto& [id, view] : found) sorted.push_back(std::move(view));
  std::ranges::sort(sorted, {}, [](const AccountView& v) { return std::pair(v.sort_key, v.id); });
  return sorted;
}

}  // namespace motcua::identity
