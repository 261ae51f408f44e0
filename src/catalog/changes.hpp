// When versions of procedures began and ended to hold: for reports on what was published.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace motcua::catalog {

struct VersionSpan {
  std::string code;
  VersionId id;
  Day valid_from{};
  std::optional<Day> valid_to;
  Instant imported_at{};
};
// Those in force at some time, by code and first day.
std::vector<VersionSpan> version_spans(store::ReadTx& tx);

}  // namespace motcua::catalog
