// Procedures under review in plans of a year, with the moments the official form asks for.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "review/review.hpp"

namespace motcua::review {

struct DatedItem {
  PlanRow plan{};
  ItemRow item{};
  Instant planned_at{}, changed_at{};
  std::optional<Instant> reviewed_at{}, approved_at{};  // the last time
};
std::vector<DatedItem> items_of_year(store::ReadTx& tx, int year, const std::function<bool(const PlanRow&)>& wanted);

}  // namespace motcua::review
