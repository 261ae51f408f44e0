#include "identity/unit_register.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/json.hpp"
#include "identity/store.hpp"

namespace motcua::identity {

using store::Tx;

namespace {

struct Wanted {
  UnitId unit;  // where identity.manage is needed; 0: only the system
  std::string_view kind;
};

Wanted wanted(const UnitChange& change) {
  struct Visitor {
    Wanted operator()(const AddUnit& c) const { return {c.parent, "unit.added"}; }
    Wanted operator()(const RenameUnit& c) const { return {c.unit, "unit.renamed"}; }
    Wanted operator()(const MoveUnit& c) const { return {c.unit, "unit.moved"}; }
    Wanted operator()(const EndUnit& c) const { return {c.unit, "unit.ended"}; }
  };
  return std::visit(Visitor{}, change);
}

}  // namespace

bool may_manage(const Actor& by, const UnitTree& tree, UnitId unit) {
  if (by.permits_in(kIdentityManage, unit)) return true;
  const auto* found = tree.find(unit);
  return found != nullptr &&
         std::ranges::any_of(found->parents, [&](const UnitParent& p) { return by.permits_in(kIdentityManage, p.parent); });
}

Status UnitRegister::may_change(const Actor& by, const UnitTree& tree, const UnitChange& change) const {
  if (by.is_system()) return {};
  const auto allowed = [&](UnitId unit) { return may_manage(by, tree, unit); };
  const auto place = wanted(change).unit;
  bool good = place && allowed(place);
  if (const auto* move = std::get_if<MoveUnit>(&change)) good = good && allowed(move->parent);
  if (good) return {};
  return errors::forbidden("identity.unit_not_yours", "Đơn vị này nằm ngoài phạm vi bạn quản lý. Hãy hỏi người quản trị cấp trên.");
}

Result<UnitTree> UnitRegister::preview(const Actor& by, const UnitChange& change) const {
  const auto tree = identity_.tree();
  TRY_VOID(may_change(by, *tree, change));
  auto draft = change;
  if (auto* add = std::get_if<AddUnit>(&draft); add != nullptr && !add->id) add->id = UnitId{-1};
  TRY(const auto changes, changed(*tree, draft));
  return with(*tree, changes);
}

Result<UnitId> UnitRegister::apply(const Actor& by, UnitChange change) {
  if (auto* add = std::get_if<AddUnit>(&change); add != nullptr && !add->id) add->id = identity_.ids().next<UnitTag>();
  TRY(const auto id, identity_.db().write([&](Tx& tx) -> Result<UnitId> {
    const auto tree = identity_.refresh(tx);
    TRY_VOID(may_change(by, *tree, change));
    TRY(auto changes, changed(*tree, change));
    const auto unit = changes.units.front().id;
    TRY_VOID(store(tx, by, *tree, std::move(changes), wanted(change).kind));
    return unit;
  }));
  identity_.db().read([&](store::ReadTx& tx) { identity_.refresh(tx); });
  return id;
}

Status UnitRegister::store(Tx& tx, const Actor& by, const UnitTree& before, ChangedUnits changes, std::string_view kind) {
  const auto now = identity_.clock().now();
  const auto after = with(before, changes);
  std::map<UnitId, std::vector<Succession>> next;
  for (const auto& s : after.successions()) next[s.from].push_back(s);
  for (auto& unit : changes.units) {
    const bool is_new = before.find(unit.id) == nullptr;
    JsonWriter json;
    json.begin_object().key("state").raw(rows::unit_state(unit, next[unit.id])).end_object();
    const auto payload = json.take();
    TRY(unit.version,
        store::append(tx, {"unit", unit.id.value, now, now, by.account().value, by.acting_unit().value, kind, payload}, unit.version));
    rows::save_unit(tx, unit, is_new);
  }
  for (const auto& s : changes.successions) rows::save_succession(tx, s);
  rows::save_closure(tx, after);
  rows::bump_tree_version(tx);
  return {};
}

Result<ImportReport> UnitRegister::import(const Actor& by, const UnitPack& pack) {
  if (!by.is_system()) return errors::forbidden("identity.import_forbidden", "Chỉ dòng lệnh của hệ thống nhập được tệp đơn vị.");
  std::map<std::string, UnitId, std::less<>> ids;  // outside the closure: it may run twice
  for (const auto& draft : pack.units) ids.emplace(draft.key, identity_.ids().next<UnitTag>());
  TRY(const auto report, identity_.db().write([&](Tx& tx) -> Result<ImportReport> {
    const auto tree = identity_.refresh(tx);
    const auto id_of = [&](std::string_view key) {
      const auto known = tree->by_key(key);
      return known ? known : ids.find(key)->second;
    };
    ImportReport counts;
    ChangedUnits changes;
    // Parents first, as the foreign key of a parent needs its row: files may name a unit before the one above it.
    const auto all = build_tree(pack, id_of);
    std::set<UnitId> seen;
    const auto add = [&](const auto& self, const Unit& unit) -> void {
      if (!seen.insert(unit.id).second) return;
      for (const auto& parent : unit.parents)
        if (const auto* above = all.find(parent.parent)) self(self, *above);
      if (tree->find(unit.id) != nullptr) {
        ++counts.known;
        return;
      }
      ++counts.added;
      changes.units.push_back(unit);
    };
    for (const auto& unit : all.units()) add(add, unit);
    for (const auto& s : all.successions())
      if (tree->find(s.from) == nullptr || tree->find(s.to) == nullptr) changes.successions.push_back(s);
    // A succession from a unit that is already known would change its state without a row in its journal.
    for (const auto& s : changes.successions)
      if (tree->find(s.from) != nullptr)
        return errors::conflict("identity.import_known_successor", "Tệp nối tiếp một đơn vị đã có; hãy ghi việc sắp xếp ở trang đơn vị.");
    if (counts.added == 0) return counts;
    if (auto found = faults(with(*tree, changes)); !found.empty()) return errors::conflict("identity.import_faulty", found.front());
    TRY_VOID(store(tx, by, *tree, std::move(changes), "unit.imported"));
    return counts;
  }));
  identity_.db().read([&](store::ReadTx& tx) { identity_.refresh(tx); });
  return report;
}

}  // namespace motcua::identity
