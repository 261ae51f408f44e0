// SQL of what `motcua verify` looks at besides the dossiers themselves. Private.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dossier/dossier.hpp"
#include "store/db.hpp"

namespace motcua::dossier {

// The flag `running` of every dossier beside its state; ends at the first false.
void each_running(store::ReadTx& tx, const std::function<bool(std::int64_t id, bool running, BizState state)>& visit);
// A dossier whose lines of a table are not numbered 1, 2, 3 …; nothing when all are.
struct BadLines {
  std::string table;
  std::int64_t dossier{};
};
std::optional<BadLines> badly_numbered(store::ReadTx& tx);
// A line of a dossier that does not exist.
std::optional<BadLines> line_without_dossier(store::ReadTx& tx);
struct NumberedForm {
  std::string form;  // "form02", "form03", "form05": scope of its counter
  Instant at;
};
std::vector<NumberedForm> numbered_forms(store::ReadTx& tx);
std::vector<std::int64_t> versions_in_use(store::ReadTx& tx);  // in order
struct StoredHash {
  std::string table;
  std::int64_t dossier{};
  std::string hash;
};
std::vector<StoredHash> stored_hashes(store::ReadTx& tx);

}  // namespace motcua::dossier
