// One change of one object: its journal row with the digest of what is stored now. Private.
#pragma once

#include <string_view>

#include "indices/indices.hpp"

namespace motcua::indices {

// Call after the rows are written; `version`: what they stood at before. The stored version must be version + 1.
Status record(store::Tx& tx, const Ground& g, const Actor& actor, std::string_view object, std::int64_t id, std::int64_t version,
              std::string_view kind, std::string_view about = {});

}  // namespace motcua::indices
