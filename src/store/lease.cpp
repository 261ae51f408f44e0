#include "store/lease.hpp"

namespace motcua::store {

MOTCUA_SQL(kTakeLease,
           "INSERT INTO store_lease AS l (name, owner, until_at) VALUES ($1, $2, $3) "
           "ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until_at = excluded.until_at "
           "WHERE l.owner = excluded.owner OR l.until_at <= $4");
MOTCUA_SQL(kReleaseLease, "DELETE FROM store_lease WHERE name = $1 AND owner = $2");

bool try_acquire_lease(Database& db, std::string_view name, std::string_view owner, Instant now, Instant until) {
  return db.write([&](Tx& tx) -> Result<bool> { return tx.exec(kTakeLease, name, owner, until, now) == 1; }).value();
}

void release_lease(Database& db, std::string_view name, std::string_view owner) {
  (void)db.write([&](Tx& tx) -> Result<bool> { return tx.exec(kReleaseLease, name, owner) == 1; });
}

}  // namespace motcua::store
