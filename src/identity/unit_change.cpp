#include "identity/unit_change.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace motcua::identity {
namespace {

using Fields = std::vector<FieldError>;

void need(Fields& wrong, const std::string& value, const char* field, const char* message) {
  if (clean(value).empty()) wrong.push_back({field, message});
}

Result<Unit> existing(const UnitTree& tree, UnitId id, Day on) {
  const auto* unit = tree.find(id);
  if (unit == nullptr) return errors::not_found("identity.unit_unknown", "Không tìm thấy đơn vị.");
  if (!unit->span.covers(on))
    return errors::invalid_fields("identity.unit_not_then", {{"on", "Đơn vị không tồn tại vào ngày này; hãy chọn ngày khác."}});
  return *unit;
}

// Closes the row in force on the day and opens `next`, both inside the old end.
template <class T> void cut(std::vector<T>& rows, Day on, T next) {
  for (auto& row : rows) {
    if (!row.span.covers(on)) continue;
    next.span = {on, row.span.to};
    if (row.span.from == on) {
      row = std::move(next);
      return;
    }
    row.span.to = on;
    break;
  }
  rows.push_back(std::move(next));
}

template <class T> void end_rows(std::vector<T>& rows, Day on) {
  std::erase_if(rows, [&](const T& row) { return row.span.from >= on; });
  for (auto& row : rows)
    if (row.span.covers(on)) row.span.to = on;
}

Result<ChangedUnits> apply(const UnitTree& tree, const AddUnit& c) {
  Fields wrong;
  need(wrong, c.name, "name", "Nhập tên đầy đủ của đơn vị.");
  need(wrong, c.legal_basis, "legal_basis", "Nhập văn bản thành lập.");
  if (c.parent && !tree.exists(c.parent, c.from)) wrong.push_back({"parent", "Đơn vị cấp trên không tồn tại vào ngày này."});
  if (!c.gso_code.empty() && !tree.by_code(CodeSystem::gso, c.gso_code, c.from).empty())
    wrong.push_back({"gso_code", "Mã này đang thuộc đơn vị khác vào ngày đó."});
  if (!wrong.empty()) return errors::invalid_fields("identity.unit_incomplete", std::move(wrong));
  const DaySpan span{c.from, {}};
  Unit unit{c.id, fmt::format("u-{}", c.id.value), span, {{clean(c.name), c.kind, span, clean(c.legal_basis)}}, {}, {}, false, {}, 0};
  if (!c.gso_code.empty()) unit.codes.push_back({CodeSystem::gso, c.gso_code, span, false});
  if (!c.eid.empty()) unit.codes.push_back({CodeSystem::eid, c.eid, span, false});
  if (c.parent) unit.parents.push_back({c.parent, span});
  return ChangedUnits{{std::move(unit)}, {}};
}

Result<ChangedUnits> apply(const UnitTree& tree, const RenameUnit& c) {
  TRY(auto unit, existing(tree, c.unit, c.on));
  Fields wrong;
  need(wrong, c.name, "name", "Nhập tên mới.");
  need(wrong, c.legal_basis, "legal_basis", "Nhập văn bản đổi tên.");
  if (tree.name(c.unit, c.on) == clean(c.name) && tree.kind(c.unit, c.on) == c.kind)
    wrong.push_back({"name", "Tên và loại chưa thay đổi; hãy nhập tên mới."});
  if (!wrong.empty()) return errors::invalid_fields("identity.unit_rename", std::move(wrong));
  cut(unit.names, c.on, UnitName{clean(c.name), c.kind, {}, clean(c.legal_basis)});
  return ChangedUnits{{std::move(unit)}, {}};
}

Result<ChangedUnits> apply(const UnitTree& tree, const MoveUnit& c) {
  TRY(auto unit, existing(tree, c.unit, c.on));
  Fields wrong;
  need(wrong, c.legal_basis, "legal_basis", "Nhập văn bản điều chỉnh.");
  if (!tree.exists(c.parent, c.on))
    wrong.push_back({"parent", "Đơn vị cấp trên không tồn tại vào ngày này."});
  else if (tree.is_within(c.parent, c.unit, c.on))
    wrong.push_back({"parent", "Không chuyển đơn vị vào chính nó hay đơn vị bên dưới nó."});
  if (!wrong.empty()) return errors::invalid_fields("identity.unit_move", std::move(wrong));
  cut(unit.parents, c.on, UnitParent{c.parent, {}});
  return ChangedUnits{{std::move(unit)}, {}};
}

Result<ChangedUnits> apply(const UnitTree& tree, const EndUnit& c) {
  TRY(auto unit, existing(tree, c.unit, c.on - std::chrono::days{1}));
  Fields wrong;
  need(wrong, c.legal_basis, "legal_basis", "Nhập văn bản sắp xếp.");
  for (const auto below : tree.children(c.unit, c.on))
    if (wrong.empty() || wrong.back().field != "unit")
      wrong.push_back({"unit", fmt::format("Còn đơn vị bên dưới ({}); hãy kết thúc hoặc chuyển chúng trước.", tree.name(below, c.on))});
  for (const auto to : c.into)
    if (to == c.unit || !tree.exists(to, c.on))
      wrong.push_back({"into", "Đơn vị tiếp nhận phải tồn tại từ ngày này và khác đơn vị kết thúc."});
  if (!wrong.empty()) return errors::invalid_fields("identity.unit_end", std::move(wrong));
  unit.span.to = c.on;
  end_rows(unit.names, c.on);
  end_rows(unit.codes, c.on);
  end_rows(unit.parents, c.on);
  ChangedUnits out{{std::move(unit)}, {}};
  for (const auto to : c.into)
    out.successions.push_back({c.unit, to, c.on, c.kind, c.whole && c.into.size() == 1, clean(c.legal_basis), false});
  return out;
}

}  // namespace

Result<ChangedUnits> changed(const UnitTree& tree, const UnitChange& change) {
  TRY(auto changes, std::visit([&](const auto& c) { return apply(tree, c); }, change));
  // Faults that were there before are not this change's fault.
  const auto before = faults(tree);
  for (const auto& fault : faults(with(tree, changes)))
    if (std::ranges::find(before, fault) == before.end()) return errors::conflict("identity.unit_change_faulty", fault);
  return changes;
}

UnitTree with(const UnitTree& tree, const ChangedUnits& changes) {
  std::vector<Unit> units(tree.units().begin(), tree.units().end());
  for (const auto& unit : changes.units) {
    const auto it = std::ranges::find(units, unit.id, &Unit::id);
    if (it == units.end())
      units.push_back(unit);
    else
      *it = unit;
  }
  std::vector<Succession> successions(tree.successions().begin(), tree.successions().end());
  successions.insert(successions.end(), changes.successions.begin(), changes.successions.end());
  return UnitTree(std::move(units), std::move(successions));
}

}  // namespace motcua::identity
