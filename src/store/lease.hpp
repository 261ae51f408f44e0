// A job that only one instance may do at a time: the lease is a row in the database.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

// Takes or renews the lease `name` for `owner` until `until`; false when another owner holds it at `now`.
bool try_acquire_lease(Database& db, std::string_view name, std::string_view owner, Instant now, Instant until);
// Gives it back early; nothing happens when `owner` does not hold it.
void release_lease(Database& db, std::string_view name, std::string_view owner);

}  // namespace motcua::store
