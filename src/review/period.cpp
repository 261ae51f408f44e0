#include "review/period.hpp"

#include "review/store.hpp"

namespace motcua::review {

std::vector<DatedItem> items_of_year(store::ReadTx& tx, int year, const std::function<bool(const PlanRow&)>& wanted) {
  std::vector<DatedItem> found;
  constexpr int kAtOnce = 200;
  for (std::int64_t before = 0;;) {
    const auto plans = table::plans(tx, before, kAtOnce);
    for (const auto& plan : plans) {
      before = plan.id.value;
      if (plan.year != year || !wanted(plan)) continue;
      for (auto& item : table::items(tx, plan.id)) {
        DatedItem d{.plan = plan, .item = std::move(item)};
        for (const auto& row : store::history(tx, "review_item", d.item.id.value)) {
          if (row.seq == 1) d.planned_at = row.at;
          d.changed_at = row.recorded_at;
          if (row.kind == "review.reviewed") d.reviewed_at = row.at;
          if (row.kind == "review.approved") d.approved_at = row.at;
        }
        found.push_back(std::move(d));
      }
    }
    if (std::ssize(plans) < kAtOnce) return found;
  }
}

}  // namespace motcua::review
