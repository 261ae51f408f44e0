#include "reports/uses.hpp"

#include <algorithm>

#include "reports/service.hpp"
#include "reports/store_uses.hpp"

namespace motcua::reports {

Uses::Uses(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog)
    : impl_(std::make_unique<Reports::Impl>(Reports::Impl{db, clock, identity, catalog, {}})) {}
Uses::~Uses() = default;

std::map<Dimensions, std::int64_t> Uses::received(const Actor& actor, const Question& q) const {
  const auto narrow = impl_->narrow(actor, q);
  const auto cut = impl_->cut_of(q);
  return impl_->db.read([&](store::ReadTx& tx) {
    std::map<Dimensions, std::int64_t> sums;
    received_by_procedure(tx, narrow, {q.period.from, q.period.to + std::chrono::days{1}, std::nullopt, cut.known},
                          [&](const Dimensions& d, std::int64_t n) { sums[d] += n; });
    for (const auto& [id, one] : impl_->tail(tx).cases) {
      const auto& d = one.now.row->dimensions;
      if (!narrow.holds(d)) continue;
      for (const auto& [p, hands, recorded_at] : one.added)
        if (p.account == Account::received && p.at >= cut.from && p.at < cut.to && (!cut.known || day_of(recorded_at) <= *cut.known))
          sums[d] += p.amount;
    }
    return sums;
  });
}

}  // namespace motcua::reports
