// A consistent copy of a live SQLite file. Private to store.
#pragma once

#include <string>

namespace motcua::store {

// Online backup into the new file `to`, synced; throws Failure. False when `to` exists; it is never overwritten.
bool copy_sqlite(const std::string& from, const std::string& to);

}  // namespace motcua::store
