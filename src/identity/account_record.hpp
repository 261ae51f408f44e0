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
std::string_view account_event_title(std::string_view kind);

}  // namespace motcua::identity
