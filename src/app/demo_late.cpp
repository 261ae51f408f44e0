#include "app/demo_late.hpp"

#include <fmt/core.h>

#include "app/demo_people.hpp"

namespace motcua::app {

Result<int> make_demo_lateness(Services& s) {
  s.lateness.round("demo");
  int signed_letters = 0;
  for (const auto& place : demo_places()) {
    const auto user = fmt::format("lanhdao.{}", place.suffix);
    const auto unit = s.identity.tree()->by_key(fmt::format("{}/ubnd", place.key));
    const auto account = s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, user); });
    if (!account || !unit) continue;
    TRY(const auto signer, s.identity.load_actor(account->id, unit));
    bool sign = true;
    for (const auto& draft : s.lateness.unsigned_apologies(signer)) {
      sign = !sign;
      if (!sign) continue;
      TRY(const auto file, s.dossiers.open(signer, draft.code, "demo"));
      if (!file.apology || file.dossier.original_due) continue;
      TRY_VOID(s.lateness.send_apology(signer, {file.dossier.id, file.dossier.version}, file.apology->version));
      ++signed_letters;
    }
  }
  s.lateness.round("demo");
  return signed_letters;
}

}  // namespace motcua::app
