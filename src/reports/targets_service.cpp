// Targets as units set them.
#include <algorithm>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"
#include "identity/permissions.hpp"
#include "reports/board.hpp"
#include "reports/service.hpp"
#include "reports/store_flow.hpp"
#include "reports/store_signals.hpp"
#include "store/journal.hpp"

namespace motcua::reports {

std::string target_payload(const TargetRow& r) {
  JsonWriter json;
  json.begin_object().field("unit", r.unit.value).field("indicator", r.indicator).field("kind", word(r.kind)).field("permille", r.permille);
  json.field("from", iso(r.from)).field("source", r.source).field("by", r.set_by_name).end_object();
  return json.take();
}

bool Reports::may_set_target(const Actor& actor, UnitId unit) const {
  return impl_->may(actor, identity::kReportMake, unit) || impl_->may(actor, identity::kDirectiveGive, unit);
}

std::vector<UnitId> Reports::places_with_dossiers() const {
  const auto tree = impl_->identity.tree();
  const auto today = impl_->identity.today();
  std::set<UnitId> places;
  for (const auto u : impl_->db.read([&](store::ReadTx& tx) { return units_ever(tx, half_of(today) + 1); }))
    for (const auto heir : tree->exists(u, today) ? std::vector<UnitId>{u} : tree->successors(u, today)) {
      if (const auto place = tree->territory(heir, today)) places.insert(*place);
      const auto above = tree->ancestors(heir, today);
      if (!above.empty()) places.insert(above.back());
    }
  std::vector<UnitId> sorted(places.begin(), places.end());
  std::sort(sorted.begin(), sorted.end(), [&](UnitId a, UnitId b) {
    const auto la = tree->level(a, today), lb = tree->level(b, today);
    return la != lb ? la < lb : collation_key(tree->name(a, today)) < collation_key(tree->name(b, today));
  });
  return sorted;
}

Result<std::vector<Reports::HeldTarget>> Reports::targets(const Actor& actor, UnitId unit) {
  auto& s = *impl_;
  if (!unit || !s.may(actor, identity::kReportRead, unit))
    return errors::not_found("reports.no_targets", "Không có đơn vị này, hoặc đơn vị không thuộc phạm vi của bạn.");
  const auto today = s.identity.today();
  auto line = s.identity.tree()->ancestors(unit, today);
  line.insert(line.begin(), unit);
  const auto rows = s.db.read([](store::ReadTx& tx) { return target_rows(tx); });
  std::vector<HeldTarget> held;
  for (const auto& i : indicators()) {
    HeldTarget h{.indicator = &i};
    if (const auto* row = target_for(rows, line, i.id, today)) {
      h.row = *row;
      h.own = row->unit == unit;
    }
    held.push_back(std::move(h));
  }
  return held;
}

Status Reports::set_target(const Actor& actor, UnitId unit, const TargetWish& w) {
  auto& s = *impl_;
  if (!may_set_target(actor, unit))
    return errors::forbidden("reports.may_not_set_target", "Lãnh đạo hoặc người kiểm soát thủ tục của đơn vị đặt mục tiêu.");
  std::vector<FieldError> wrong;
  if (!indicator(w.indicator)) wrong.push_back({"chi_so", "Chọn một chỉ số trong danh sách."});
  const bool numbered = w.kind == TargetKind::fixed || w.kind == TargetKind::better_than_last_year;
  if (numbered && (w.permille < 1 || w.permille > 1000)) wrong.push_back({"muc", "Nhập phần trăm từ 0,1 đến 100."});
  if (w.source.size() < 5) wrong.push_back({"nguon", "Ghi văn bản giao mục tiêu: số, ngày."});
  if (!wrong.empty()) {
    auto e = errors::invalid("reports.target_invalid", "Xem lại mục tiêu.");
    e.value().fields = std::move(wrong);
    return e;
  }
  const auto now = s.clock.now();
  const TargetRow row{.id = s.identity.ids().next(),
                      .unit = unit,
                      .indicator = w.indicator,
                      .kind = w.kind,
                      .permille = numbered ? w.permille : 0,
                      .from = s.identity.today(),
                      .source = w.source,
                      .set_at = now,
                      .set_by_name = actor.display_name};
  return s.db.write([&](store::Tx& tx) -> Status {
    insert(tx, row);
    const auto payload = target_payload(row);
    TRY_VOID(store::append(tx,
                           {.object = "target",
                            .object_id = row.id,
                            .at = now,
                            .recorded_at = now,
                            .actor = actor.account_id,
                            .unit = unit.value,
                            .kind = "reports.target_set",
                            .payload = payload},
                           0));
    return {};
  });
}

}  // namespace motcua::reports
