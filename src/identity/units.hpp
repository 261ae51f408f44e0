// Units of the state and of its partners, with their whole history: names, kinds, codes, parents and successors by date.
// Three levels to 30/6/2025, two since 1/7/2025 (reference-formats.md §9). Pure: no clock, no database.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"

namespace motcua::identity {

using UnitId = Id<struct UnitTag>;

inline constexpr Day kSinceEver = from_number(-25567);    // 1900-01-01: "from the beginning", where the sources name no day
inline constexpr Day kTwoTierStart = from_number(20270);  // 2025-07-01, two-tier local government

// Days from `from` up to, not including, `to`.
struct DaySpan {
  Day from = kSinceEver;
  std::optional<Day> to;
  constexpr bool covers(Day day) const { return day >= from && (!to || day < *to); }
  constexpr bool contains(const DaySpan& inner) const { return inner.from >= from && (!to || (inner.to && *inner.to <= *to)); }
  constexpr bool overlaps(const DaySpan& o) const { return (!o.to || from < *o.to) && (!to || o.from < *to); }
  constexpr bool empty() const { return to && *to <= from; }
  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

enum class UnitKind : std::uint8_t {
  province,         // tỉnh
  central_city,     // thành phố trực thuộc trung ương
  district,         // huyện
  town,             // thị xã
  provincial_city,  // thành phố thuộc tỉnh
  urban_district,   // quận
  commune,          // xã
  ward,             // phường
  township,         // thị trấn
  special_zone,     // đặc khu
  committee,        // Ủy ban nhân dân
  office,           // văn phòng
  department,       // sở
  division,         // phòng
  public_unit,      // đơn vị sự nghiệp
  one_stop,         // Bộ phận Tiếp nhận và Trả kết quả, Trung tâm Phục vụ hành chính công
  reception_point,  // Điểm tiếp nhận và trả kết quả
  vertical_agency,  // cơ quan ngành dọc
  postal,           // doanh nghiệp bưu chính công ích
};
enum class Level : std::uint8_t { province, district, commune };

struct KindInfo {
  UnitKind kind;
  std::string_view code;   // stored: "commune"
  std::string_view title;  // "xã"
  bool territorial;        // has inhabitants
};
std::span<const KindInfo> all_kinds();
const KindInfo& kind_info(UnitKind kind);
std::optional<UnitKind> kind_from_code(std::string_view code);

enum class CodeSystem : std::uint8_t { gso, eid, eid_old };  // statistics (19/2025/QĐ-TTg), agency (20/2020/QĐ-TTg), old agency form
std::string_view code_of(CodeSystem system);
std::optional<CodeSystem> code_system_from(std::string_view code);

struct UnitName {
  std::string name;  // full: "Phường Mỹ Trà"
  UnitKind kind{};
  DaySpan span;
  std::string legal_basis;
};
struct UnitCode {
  CodeSystem system{};
  std::string code;
  DaySpan span;
  bool invented = false;  // made up for demonstration
};
struct UnitParent {
  UnitId parent;
  DaySpan span;
};
struct Unit {
  UnitId id;
  std::string key;  // of the file it was imported from, unique: "tam-nong-2022/phong-noi-vu"
  DaySpan span;     // existence
  std::vector<UnitName> names;
  std::vector<UnitCode> codes;
  std::vector<UnitParent> parents;
  bool invented = false;  // made up for demonstration
  std::string note;
  std::int64_t version = 0;
};

enum class SuccessionKind : std::uint8_t { merge, split, takeover, abolish_level };
std::string_view code_of(SuccessionKind kind);
std::string_view title_of(SuccessionKind kind);
std::optional<SuccessionKind> succession_kind_from(std::string_view code);
struct Succession {
  UnitId from, to;
  Day on;  // first day of the successor
  SuccessionKind kind{};
  bool whole = true;  // false: only a part of `from` went there
  std::string legal_basis;
  bool invented = false;
};

// All units at all times. Built once from the store, then shared and read by many threads.
class UnitTree {
 public:
  UnitTree() = default;
  UnitTree(std::vector<Unit> units, std::vector<Succession> successions);

  const Unit* find(UnitId id) const;
  std::span<const Unit> units() const { return units_; }
  std::span<const Succession> successions() const { return successions_; }
  bool exists(UnitId id, Day day) const;

  // Name and kind in force on the day; the last one of an ended unit, the first of one to come. Empty for an unknown unit.
  std::string_view name(UnitId id, Day day) const;
  std::optional<UnitKind> kind(UnitId id, Day day) const;
  std::string_view code(UnitId id, CodeSystem system, Day day) const;  // "" when it had none on that day
  // "Phường Mỹ Phú (nay là Phường Mỹ Trà)"; several successors are all named, never guessed.
  std::string name_then_and_now(UnitId id, Day then, Day now) const;
  // A code without a date is ambiguous (82 was Tiền Giang, is Đồng Tháp), hence the day.
  std::vector<UnitId> by_code(CodeSystem system, std::string_view code, Day day) const;
  UnitId by_key(std::string_view key) const;  // 0 when unknown

  std::optional<UnitId> parent(UnitId id, Day day) const;
  std::vector<UnitId> children(UnitId id, Day day) const;  // in order of code, then name
  std::vector<UnitId> roots(Day day) const;
  std::vector<UnitId> ancestors(UnitId id, Day day) const;  // nearest first
  // Is `unit` `scope` itself or below it on that day?
  bool is_within(UnitId unit, UnitId scope, Day day) const;
  std::vector<UnitId> within(UnitId scope, Day day) const;  // the scope itself first, depth first
  // Nearest unit with inhabitants: the commune of a division, the district of a one-stop unit.
  std::optional<UnitId> territory(UnitId id, Day day) const;
  std::optional<Level> level(UnitId id, Day day) const;

  // Units existing on the day that carry on an ended unit, over any number of steps; the unit itself while it exists. An ended
  // office without successor of its own goes the way of the unit above it.
  std::vector<UnitId> successors(UnitId id, Day day) const;
  // The one successor; nothing when there are none or several (ask, never guess).
  std::optional<UnitId> successor(UnitId id, Day day) const;
  // All units, of any time, whose work this unit carries on, itself included.
  std::vector<UnitId> predecessors(UnitId id) const;

 private:
  const Unit& at(std::size_t index) const { return units_[index]; }
  std::vector<Unit> units_;
  std::vector<Succession> successions_;
  std::unordered_map<std::int64_t, std::size_t> index_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> children_;         // parent id -> units that ever were below it
  std::unordered_map<std::int64_t, std::vector<std::size_t>> next_, previous_;  // unit id -> successions
  std::map<std::string, UnitId, std::less<>> keys_;
  std::map<std::pair<CodeSystem, std::string>, std::vector<UnitId>> codes_;
};

// What is wrong with a tree, as sentences: a parent that does not exist then, a cycle, a gap in the names, a code used twice
// on one day by units of one kind. Empty when all is well. Imports and edits refuse a tree with faults.
std::vector<std::string> faults(const UnitTree& tree);

}  // namespace motcua::identity
