// For verify: rows that are written once and whose one row of the journal tells them whole. Private.
#pragma once

#include <fmt/core.h>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/verify.hpp"

namespace motcua::reports {

// `payload`: a row as the journal tells it; `moment`: when it was written.
template <class Row, class Payload, class Moment>
std::optional<std::string> told_once_fault(store::ReadTx& tx, std::string_view object, std::string_view table, std::vector<Row> rows,
                                           Payload&& payload, Moment&& moment) {
  std::map<std::int64_t, Row> stored;
  for (auto& r : rows) {
    const auto id = r.id;
    stored.emplace(id, std::move(r));
  }
  std::size_t seen = 0;
  auto wrong = store::replay(tx, object, [&](std::int64_t id, std::span<const store::JournalRow> journal) -> std::optional<std::string> {
    ++seen;
    const auto it = stored.find(id);
    if (it == stored.end() || payload(it->second) != journal.front().payload || moment(it->second) != journal.front().at)
      return fmt::format("{} {}: differs from the journal", table, id);
    return std::nullopt;
  });
  if (!wrong && seen != stored.size()) wrong = fmt::format("{}: rows the journal does not know", table);
  return wrong;
}

}  // namespace motcua::reports
