#include "identity/verify.hpp"

#include <fmt/core.h>

#include <map>
#include <set>

#include "base/json.hpp"
#include "identity/citizens.hpp"
#include "identity/store.hpp"

namespace motcua::identity {
namespace {

using Broken = std::optional<std::string>;

// The state of the newest row that carries one; a row without (a sign-in) changes nothing.
std::optional<std::string> last_state(std::span<const store::JournalRow> rows) {
  for (auto it = rows.rbegin(); it != rows.rend(); ++it) {
    const auto payload = Json::parse(it->payload);
    if (!payload || (*payload)["state"].is_null()) continue;
    JsonWriter json;
    (*payload)["state"].write(json);
    return json.take();
  }
  return {};
}

Broken check_units(store::ReadTx& tx) {
  const auto tree = rows::load_tree(tx);
  std::map<UnitId, std::vector<Succession>> next;
  for (const auto& s : tree.successions()) next[s.from].push_back(s);
  std::set<UnitId> seen;
  auto broken = store::replay(tx, "unit", [&](std::int64_t id, std::span<const store::JournalRow> journal) -> Broken {
    seen.insert(UnitId{id});
    const auto* unit = tree.find(UnitId{id});
    if (unit == nullptr) return fmt::format("identity_unit {}: có nhật ký nhưng không còn dòng", id);
    if (unit->version != journal.back().seq)
      return fmt::format("identity_unit {}: phiên bản {} khác nhật ký {}", id, unit->version, journal.back().seq);
    if (last_state(journal) != rows::unit_state(*unit, next[unit->id])) return fmt::format("identity_unit {}: nội dung khác nhật ký", id);
    return {};
  });
  if (broken) return broken;
  for (const auto& unit : tree.units())
    if (!seen.contains(unit.id)) return fmt::format("identity_unit {}: không có nhật ký", unit.id.value);
  return rows::closure_fault(tx, tree);
}

Broken check_accounts(store::ReadTx& tx) {
  std::set<AccountId> seen;
  auto broken = store::replay(tx, "account", [&](std::int64_t id, std::span<const store::JournalRow> journal) -> Broken {
    seen.insert(AccountId{id});
    const auto account = rows::account(tx, AccountId{id});
    if (!account) return fmt::format("identity_account {}: có nhật ký nhưng không còn dòng", id);
    if (account->view.version != journal.back().seq)
      return fmt::format("identity_account {}: phiên bản {} khác nhật ký {}", id, account->view.version, journal.back().seq);
    if (last_state(journal) != rows::account_state(tx, *account)) return fmt::format("identity_account {}: nội dung khác nhật ký", id);
    return {};
  });
  if (broken) return broken;
  for (const auto id : rows::all_accounts(tx))
    if (!seen.contains(id)) return fmt::format("identity_account {}: không có nhật ký", id.value);
  return {};
}

}  // namespace

std::vector<store::Verifier> verifiers() {
  return {{"identity.units", check_units}, {"identity.accounts", check_accounts}, login_verifier()};
}

}  // namespace motcua::identity
