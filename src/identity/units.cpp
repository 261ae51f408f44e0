#include "identity/units.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/result.hpp"

namespace motcua::identity {
namespace {

constexpr auto kKinds = std::to_array<KindInfo>({
    {UnitKind::province, "province", "tỉnh", true},
    {UnitKind::central_city, "central_city", "thành phố trực thuộc trung ương", true},
    {UnitKind::district, "district", "huyện", true},
    {UnitKind::town, "town", "thị xã", true},
    {UnitKind::provincial_city, "provincial_city", "thành phố thuộc tỉnh", true},
    {UnitKind::urban_district, "urban_district", "quận", true},
    {UnitKind::commune, "commune", "xã", true},
    {UnitKind::ward, "ward", "phường", true},
    {UnitKind::township, "township", "thị trấn", true},
    {UnitKind::special_zone, "special_zone", "đặc khu", true},
    {UnitKind::committee, "committee", "Ủy ban nhân dân", false},
    {UnitKind::office, "office", "văn phòng", false},
    {UnitKind::department, "department", "sở", false},
    {UnitKind::division, "division", "phòng", false},
    {UnitKind::public_unit, "public_unit", "đơn vị sự nghiệp", false},
    {UnitKind::one_stop, "one_stop", "bộ phận một cửa, trung tâm phục vụ hành chính công", false},
    {UnitKind::reception_point, "reception_point", "điểm tiếp nhận và trả kết quả", false},
    {UnitKind::vertical_agency, "vertical_agency", "cơ quan ngành dọc", false},
    {UnitKind::postal, "postal", "doanh nghiệp bưu chính công ích", false},
});

struct SuccessionInfo {
  SuccessionKind kind;
  std::string_view code, title;
};
constexpr auto kSuccessions = std::to_array<SuccessionInfo>({
    {SuccessionKind::merge, "merge", "hợp nhất, sáp nhập"},
    {SuccessionKind::split, "split", "chia, tách"},
    {SuccessionKind::takeover, "takeover", "tiếp nhận nhiệm vụ"},
    {SuccessionKind::abolish_level, "abolish_level", "kết thúc cấp huyện"},
});

// The row in force on the day; else the last before it, else the first: a unit that ended keeps its last name.
template <class T> const T* in_force_or_nearest(const std::vector<T>& rows, Day day) {
  const T* best = nullptr;
  for (const auto& row : rows) {
    if (row.span.covers(day)) return &row;
    if (best == nullptr || (row.span.from <= day && (row.span.from > best->span.from || best->span.from > day)) ||
        (best->span.from > day && row.span.from < best->span.from))
      best = &row;
  }
  return best;
}

std::optional<Level> level_of(UnitKind kind) {
  switch (kind) {
    case UnitKind::province:
    case UnitKind::central_city: return Level::province;
    case UnitKind::district:
    case UnitKind::town:
    case UnitKind::provincial_city:
    case UnitKind::urban_district: return Level::district;
    case UnitKind::commune:
    case UnitKind::ward:
    case UnitKind::township:
    case UnitKind::special_zone: return Level::commune;
    case UnitKind::committee:
    case UnitKind::office:
    case UnitKind::department:
    case UnitKind::division:
    case UnitKind::public_unit:
    case UnitKind::one_stop:
    case UnitKind::reception_point:
    case UnitKind::vertical_agency:
    case UnitKind::postal: return {};
  }
  return {};
}

constexpr int kDeepest = 32;  // levels of a tree; more is a cycle

}  // namespace

std::span<const KindInfo> all_kinds() { return kKinds; }

const KindInfo& kind_info(UnitKind kind) {
  const auto& info = kKinds.at(static_cast<std::size_t>(kind));
  ensure(info.kind == kind, "table of kinds is in the order of the enumeration");
  return info;
}

std::optional<UnitKind> kind_from_code(std::string_view code) {
  const auto it = std::ranges::find(kKinds, code, &KindInfo::code);
  if (it == kKinds.end()) return {};
  return it->kind;
}

std::string_view code_of(CodeSystem system) {
  switch (system) {
    case CodeSystem::gso: return "gso";
    case CodeSystem::eid: return "eid";
    case CodeSystem::eid_old: return "eid_old";
  }
  return {};
}

std::optional<CodeSystem> code_system_from(std::string_view code) {
  for (const auto system : {CodeSystem::gso, CodeSystem::eid, CodeSystem::eid_old})
    if (code_of(system) == code) return system;
  return {};
}

std::string_view code_of(SuccessionKind kind) { return kSuccessions.at(static_cast<std::size_t>(kind)).code; }
std::string_view title_of(SuccessionKind kind) { return kSuccessions.at(static_cast<std::size_t>(kind)).title; }
std::optional<SuccessionKind> succession_kind_from(std::string_view code) {
  const auto it = std::ranges::find(kSuccessions, code, &SuccessionInfo::code);
  if (it == kSuccessions.end()) return {};
  return it->kind;
}

UnitTree::UnitTree(std::vector<Unit> units, std::vector<Succession> successions)
    : units_(std::move(units)), successions_(std::move(successions)) {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const auto& unit = units_[i];
    index_.emplace(unit.id.value, i);
    if (!unit.key.empty()) keys_.emplace(unit.key, unit.id);
    for (const auto& parent : unit.parents) {
      auto& below = children_[parent.parent.value];
      if (std::ranges::find(below, i) == below.end()) below.push_back(i);
    }
    for (const auto& code : unit.codes) {
      auto& holders = codes_[{code.system, code.code}];
      if (std::ranges::find(holders, unit.id) == holders.end()) holders.push_back(unit.id);
    }
  }
  for (std::size_t i = 0; i < successions_.size(); ++i) {
    next_[successions_[i].from.value].push_back(i);
    previous_[successions_[i].to.value].push_back(i);
  }
}

const Unit* UnitTree::find(UnitId id) const {
  const auto it = index_.find(id.value);
  return it == index_.end() ? nullptr : &units_[it->second];
}

bool UnitTree::exists(UnitId id, Day day) const {
  const auto* unit = find(id);
  return unit != nullptr && unit->span.covers(day);
}

std::string_view UnitTree::name(UnitId id, Day day) const {
  const auto* unit = find(id);
  const auto* row = unit != nullptr ? in_force_or_nearest(unit->names, day) : nullptr;
  return row != nullptr ? std::string_view(row->name) : std::string_view();
}

std::optional<UnitKind> UnitTree::kind(UnitId id, Day day) const {
  const auto* unit = find(id);
  const auto* row = unit != nullptr ? in_force_or_nearest(unit->names, day) : nullptr;
  if (row == nullptr) return {};
  return row->kind;
}

std::string_view UnitTree::code(UnitId id, CodeSystem system, Day day) const {
  if (const auto* unit = find(id))
    for (const auto& row : unit->codes)
      if (row.system == system && row.span.covers(day)) return row.code;
  return {};
}

std::string UnitTree::name_then_and_now(UnitId id, Day then, Day now) const {
  std::string text(name(id, then));
  if (exists(id, now)) {
    if (const auto today = name(id, now); today != text) text.append(" (nay là ").append(today).append(")");
    return text;
  }
  const auto next = successors(id, now);
  if (next.empty()) return text;
  text += next.size() == 1 ? " (nay là " : " (nay thuộc ";
  for (std::size_t i = 0; i < next.size(); ++i) {
    if (i > 0) text += i + 1 == next.size() ? " hoặc " : ", ";
    text += name(next[i], now);
  }
  return text + ")";
}

std::vector<UnitId> UnitTree::by_code(CodeSystem system, std::string_view code_text, Day day) const {
  std::vector<UnitId> found;
  if (const auto it = codes_.find({system, std::string(code_text)}); it != codes_.end())
    for (const auto id : it->second)
      if (exists(id, day) && code(id, system, day) == code_text) found.push_back(id);
  return found;
}

UnitId UnitTree::by_key(std::string_view key) const {
  const auto it = keys_.find(key);
  return it == keys_.end() ? UnitId{} : it->second;
}

std::optional<UnitId> UnitTree::parent(UnitId id, Day day) const {
  if (const auto* unit = find(id))
    for (const auto& row : unit->parents)
      if (row.span.covers(day)) return row.parent;
  return {};
}

std::vector<UnitId> UnitTree::children(UnitId id, Day day) const {
  std::vector<UnitId> below;
  if (const auto it = children_.find(id.value); it != children_.end())
    for (const auto index : it->second)
      if (const auto& unit = at(index); unit.span.covers(day) && parent(unit.id, day) == id) below.push_back(unit.id);
  const auto order = [&](UnitId u) {
    // Offices of a unit before the units with inhabitants below it; each group by code, then name.
    const auto k = kind(u, day);
    const bool place = k && kind_info(*k).territorial;
    return std::tuple(place, code(u, place ? CodeSystem::gso : CodeSystem::eid, day), name(u, day), u);
  };
  std::ranges::sort(below, {}, order);
  return below;
}

std::vector<UnitId> UnitTree::roots(Day day) const {
  std::vector<UnitId> tops;
  for (const auto& unit : units_)
    if (unit.span.covers(day) && !parent(unit.id, day)) tops.push_back(unit.id);
  std::ranges::sort(tops, {}, [&](UnitId u) { return std::tuple(code(u, CodeSystem::gso, day), name(u, day), u); });
  return tops;
}

std::vector<UnitId> UnitTree::ancestors(UnitId id, Day day) const {
  std::vector<UnitId> above;
  for (auto up = parent(id, day); up && above.size() < kDeepest; up = parent(*up, day)) above.push_back(*up);
  return above;
}

bool UnitTree::is_within(UnitId unit, UnitId scope, Day day) const {
  if (!exists(unit, day) || !exists(scope, day)) return false;
  auto at_unit = std::optional(unit);
  for (int i = 0; at_unit && i < kDeepest; ++i, at_unit = parent(*at_unit, day))
    if (*at_unit == scope) return true;
  return false;
}

std::vector<UnitId> UnitTree::within(UnitId scope, Day day) const {
  std::vector<UnitId> all;
  if (!exists(scope, day)) return all;
  const auto visit = [&](const auto& self, UnitId id, int depth) -> void {
    all.push_back(id);
    if (depth < kDeepest)
      for (const auto child : children(id, day)) self(self, child, depth + 1);
  };
  visit(visit, scope, 0);
  return all;
}

std::optional<UnitId> UnitTree::territory(UnitId id, Day day) const {
  auto at_unit = std::optional(id);
  for (int i = 0; at_unit && i < kDeepest; ++i, at_unit = parent(*at_unit, day))
    if (const auto k = kind(*at_unit, day); k && kind_info(*k).territorial) return at_unit;
  return {};
}

std::optional<Level> UnitTree::level(UnitId id, Day day) const {
  const auto place = territory(id, day);
  const auto k = place ? kind(*place, day) : std::nullopt;
  return k ? level_of(*k) : std::nullopt;
}

std::vector<UnitId> UnitTree::successors(UnitId id, Day day) const {
  std::vector<UnitId> found;
  std::set<UnitId> seen;
  const auto visit = [&](const auto& self, UnitId unit) -> void {
    if (!seen.insert(unit).second) return;
    if (exists(unit, day)) {
      found.push_back(unit);
      return;
    }
    if (const auto it = next_.find(unit.value); it != next_.end()) {
      for (const auto index : it->second)
        if (successions_[index].on <= day) self(self, successions_[index].to);
      return;
    }
    // An office without a record of its own went the way of the unit it belonged to.
    const auto* ended = find(unit);
    if (ended == nullptr || !ended->span.to || *ended->span.to > day) return;
    if (const auto above = parent(unit, *ended->span.to - std::chrono::days{1})) self(self, *above);
  };
  visit(visit, id);
  std::ranges::sort(found);
  return found;
}

std::optional<UnitId> UnitTree::successor(UnitId id, Day day) const {
  const auto all = successors(id, day);
  return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

std::vector<UnitId> UnitTree::predecessors(UnitId id) const {
  std::vector<UnitId> all;
  std::set<UnitId> seen;
  const auto visit = [&](const auto& self, UnitId unit) -> void {
    if (!seen.insert(unit).second) return;
    all.push_back(unit);
    if (const auto it = previous_.find(unit.value); it != previous_.end())
      for (const auto index : it->second) self(self, successions_[index].from);
  };
  visit(visit, id);
  return all;
}

namespace {

// Rows of a history neither overlap nor leave the unit's existence; names leave no gap either.
template <class T> void check_rows(const Unit& unit, std::vector<T> rows, const char* what, bool gapless, std::vector<std::string>& found) {
  const auto where = "Đơn vị " + unit.key + (unit.names.empty() ? "" : " (" + unit.names.back().name + ")");
  std::ranges::sort(rows, {}, [](const T& r) { return r.span.from; });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].span.empty()) found.push_back(where + ": " + what + " có ngày kết thúc trước ngày bắt đầu.");
    if (!unit.span.contains(rows[i].span)) found.push_back(where + ": " + what + " nằm ngoài thời gian tồn tại của đơn vị.");
    if (i == 0) continue;
    if (rows[i - 1].span.overlaps(rows[i].span)) found.push_back(where + ": hai " + what + " trùng thời gian.");
    if (gapless && rows[i - 1].span.to && *rows[i - 1].span.to < rows[i].span.from)
      found.push_back(where + ": có ngày không có " + what + ".");
  }
  if (!gapless) return;
  if (rows.empty() || rows.front().span.from != unit.span.from || rows.back().span.to != unit.span.to)
    found.push_back(where + ": " + what + " không phủ hết thời gian tồn tại.");
}

void check_parents(const UnitTree& tree, const Unit& unit, std::vector<std::string>& found) {
  for (const auto& row : unit.parents) {
    const auto* above = tree.find(row.parent);
    if (above == nullptr || !above->span.contains(row.span)) {
      found.push_back("Đơn vị " + unit.key + ": đơn vị cấp trên không tồn tại trong thời gian ghi.");
      continue;
    }
    auto up = std::optional(row.parent);
    for (int i = 0; up; ++i, up = tree.parent(*up, row.span.from))
      if (*up == unit.id || i > kDeepest) {
        found.push_back("Đơn vị " + unit.key + ": cấp trên quay vòng về chính đơn vị.");
        break;
      }
  }
}

void check_codes(const UnitTree& tree, const Unit& unit, std::vector<std::string>& found) {
  for (const auto system : {CodeSystem::gso, CodeSystem::eid, CodeSystem::eid_old}) {
    std::vector<UnitCode> rows;
    for (const auto& row : unit.codes)
      if (row.system == system) rows.push_back(row);
    check_rows(unit, rows, "mã", false, found);
    if (system != CodeSystem::gso) continue;  // agencies share the code of their committee; statistics codes are unique on a day
    for (const auto& row : rows)
      for (const auto day : {row.span.from, row.span.to ? *row.span.to - std::chrono::days{1} : row.span.from})
        for (const auto other : tree.by_code(system, row.code, day))
          if (other != unit.id) found.push_back("Mã " + row.code + ": hai đơn vị cùng dùng ngày " + iso(day) + ".");
  }
}

}  // namespace

std::vector<std::string> faults(const UnitTree& tree) {
  std::vector<std::string> found;
  std::set<std::string_view> keys;
  for (const auto& unit : tree.units()) {
    if (!unit.key.empty() && !keys.insert(unit.key).second) found.push_back("Hai đơn vị cùng khóa " + unit.key + ".");
    check_rows(unit, unit.names, "tên", true, found);
    check_rows(unit, unit.parents, "đơn vị cấp trên", false, found);
    check_parents(tree, unit, found);
    check_codes(tree, unit, found);
  }
  for (const auto& s : tree.successions()) {
    const auto *from = tree.find(s.from), *to = tree.find(s.to);
    if (from == nullptr || to == nullptr)
      found.push_back("Một lần chuyển tiếp nêu đơn vị không có.");
    else if (s.whole && (!from->span.to || *from->span.to > s.on))
      found.push_back("Đơn vị " + from->key + " đã nhập toàn bộ nhưng chưa có ngày kết thúc.");
    else if (!to->span.covers(s.on))
      found.push_back("Đơn vị " + to->key + " chưa tồn tại khi tiếp nhận " + from->key + ".");
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace motcua::identity
