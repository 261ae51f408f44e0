// What happened to an account, newest first.
#include "identity/account_record.hpp"
#include "identity/accounts.hpp"
#include "store/verify.hpp"

namespace motcua::identity {

using store::ReadTx;

std::vector<AuditRow> Accounts::audit(AccountId id, int newest) const {
  return identity_.db().read([&](ReadTx& tx) {
    std::vector<AuditRow> all;
    const auto history = store::history(tx, "account", id.value);
    for (auto it = history.rbegin(); it != history.rend() && all.size() < static_cast<std::size_t>(newest); ++it) {
      const AccountId actor{it->actor};
      const auto name = actor ? identity_.account(tx, actor) : std::nullopt;
      all.push_back({it->at, actor, name ? name->name : "Hệ thống", it->kind, std::string(account_event_title(it->kind))});
    }
    return all;
  });
}

}  // namespace motcua::identity
