// Writes an account's journal row with its whole state and keeps the version. Private to identity.
#pragma once

#include <string_view>

#include "identity/store.hpp"

namespace motcua::identity {

struct Happening {
  std::string_view kind;  // "account.locked"
  Instant at;
  const Actor& by;
  std::string_view detail = "{}";  // JSON of what the state does not tell
};
// After the rows are written: `account` as it now is (its version still the one read). Errc::conflict when another was faster.
Status record(store::Tx& tx, rows::Account account, const Happening& happening);
// Something that changes nothing of the account: a sign-in. Its row has no state, only `detail`; the actor is the account itself.
Status record_event(store::Tx& tx, AccountId account, std::string_view kind, Instant at, std::string_view detail);
// Under which key failed tries of a (folded) user name are counted.
std::string try_key(std::string_view folded_name, std::string_view installation_secret);
std::string_view account_event_title(std::string_view kind);

}  // namespace motcua::identity
