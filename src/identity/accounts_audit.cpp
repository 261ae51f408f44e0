// What happened to an account, newest first.
#include <map>

#include "base/json.hpp"
#include "identity/account_record.hpp"
#include "identity/accounts.hpp"
#include "store/verify.hpp"

namespace motcua::identity {

using store::ReadTx;

std::vector<AuditRow> Accounts::audit(AccountId id, int newest) const {
  return identity_.db().read([&](ReadTx& tx) {
    std::vector<AuditRow> all;
    std::map<AccountId, std::string> names;
    const auto name_of = [&](AccountId actor) -> const std::string& {
      if (const auto it = names.find(actor); it != names.end()) return it->second;
      const auto found = actor ? identity_.account(tx, actor) : std::nullopt;
      return names.emplace(actor, found ? found->name : "Hệ thống").first->second;
    };
    const auto history = store::history(tx, "account", id.value);
    for (auto it = history.rbegin(); it != history.rend() && all.size() < static_cast<std::size_t>(newest); ++it) {
      const AccountId actor{it->actor};
      AuditRow row{it->at, actor, name_of(actor), it->kind, std::string(account_event_title(it->kind)), {}};
      if (const auto payload = Json::parse(it->payload)) row.device = (*payload)["detail"]["device"].text().value_or("");
      all.push_back(std::move(row));
    }
    return all;
  });
}

}  // namespace motcua::identity
