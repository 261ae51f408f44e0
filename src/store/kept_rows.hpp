// Rows that keep a journal of their own: each change appends the digest of what is stored, and verify tells it again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "store/db.hpp"

namespace motcua::store {

struct RowChange {
  std::string_view object;  // name of the table
  std::int64_t id{};
  std::int64_t version{};  // that was read; 0 for a new row
  Instant at;
  std::int64_t actor{}, unit{};
  std::string_view by;       // name of who did it
  std::string_view kind;     // "money.sheet_closed"
  std::string_view content;  // digest of the row as it is stored now
};
Status append(Tx& tx, const RowChange& change);

// Digest and version of a row; nothing when it is gone.
using KeptRow = std::optional<std::pair<std::string, std::int64_t>>;
// Every row has a journal, every journal a row, and both say the same; else the first fault.
std::optional<std::string> check_kept_rows(ReadTx& tx, std::string_view object, const std::vector<std::int64_t>& ids,
                                           const std::function<KeptRow(std::int64_t)>& load);

}  // namespace motcua::store
