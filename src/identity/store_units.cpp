// SQL of the unit tree.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/json.hpp"
#include "base/text.hpp"
#include "identity/store.hpp"

namespace motcua::identity::rows {
namespace {

using store::Row;

MOTCUA_SQL(kTreeVersion, "SELECT version FROM identity_tree WHERE one = 1");
MOTCUA_SQL(kBumpTree, "UPDATE identity_tree SET version = version + 1 WHERE one = 1");
MOTCUA_SQL(kUnits, "SELECT id, key, from_day, to_day, invented, note, version FROM identity_unit ORDER BY id");
MOTCUA_SQL(kNames, "SELECT unit_id, from_day, to_day, name, kind, legal_basis FROM identity_unit_name ORDER BY unit_id, from_day");
MOTCUA_SQL(kCodes, "SELECT unit_id, from_day, to_day, system, code, invented FROM identity_unit_code ORDER BY unit_id, system, from_day");
MOTCUA_SQL(kParents, "SELECT unit_id, from_day, to_day, parent_id FROM identity_unit_parent ORDER BY unit_id, from_day");
MOTCUA_SQL(kSuccessions,
           "SELECT from_unit, to_unit, on_day, kind, whole, legal_basis, invented FROM identity_succession "
           "ORDER BY from_unit, to_unit, on_day");
MOTCUA_SQL(kAddUnit, "INSERT INTO identity_unit (id, key, from_day, to_day, invented, note, version) VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kSetUnit, "UPDATE identity_unit SET from_day = $2, to_day = $3, invented = $4, note = $5, version = $6 WHERE id = $1");
MOTCUA_SQL(kDropNames, "DELETE FROM identity_unit_name WHERE unit_id = $1");
MOTCUA_SQL(kDropCodes, "DELETE FROM identity_unit_code WHERE unit_id = $1");
MOTCUA_SQL(kDropParents, "DELETE FROM identity_unit_parent WHERE unit_id = $1");
MOTCUA_SQL(kAddName,
           "INSERT INTO identity_unit_name (unit_id, from_day, to_day, name, folded, kind, legal_basis) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kAddCode, "INSERT INTO identity_unit_code (unit_id, system, from_day, to_day, code, invented) VALUES ($1, $2, $3, $4, $5, $6)");
MOTCUA_SQL(kAddParent, "INSERT INTO identity_unit_parent (unit_id, from_day, to_day, parent_id) VALUES ($1, $2, $3, $4)");
MOTCUA_SQL(kAddSuccession,
           "INSERT INTO identity_succession (from_unit, to_unit, on_day, kind, whole, legal_basis, invented) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kDropClosure, "DELETE FROM identity_unit_within");
MOTCUA_SQL(kAddClosure, "INSERT INTO identity_unit_within (ancestor_id, unit_id, from_day, to_day) VALUES ($1, $2, $3, $4)");

MOTCUA_SQL(kClosure, "SELECT ancestor_id, unit_id, from_day, to_day FROM identity_unit_within ORDER BY ancestor_id, unit_id, from_day");

DaySpan span(const Row& r, int from) { return {r.day(from), r.opt_day(from + 1)}; }

std::optional<Day> earlier(std::optional<Day> a, std::optional<Day> b) {
  if (!a) return b;
  if (!b) return a;
  return std::min(*a, *b);
}

// All spans in which `unit` stands at or below each of its ancestors, walking up with shrinking spans.
void climb(const UnitTree& tree, UnitId unit, UnitId at, DaySpan during, int depth, std::map<UnitId, std::vector<DaySpan>>& above) {
  above[at].push_back(during);
  const auto* here = tree.find(at);
  if (here == nullptr || depth > 32) return;
  for (const auto& row : here->parents) {
    const DaySpan both{std::max(row.span.from, during.from), earlier(row.span.to, during.to)};
    if (!both.empty()) climb(tree, unit, row.parent, both, depth + 1, above);
  }
}

// Adjoining spans become one, so that the key (ancestor, unit, from) is unique.
std::vector<DaySpan> joined(std::vector<DaySpan> spans) {
  std::ranges::sort(spans, {}, &DaySpan::from);
  std::vector<DaySpan> out;
  for (const auto& s : spans) {
    if (!out.empty() && (!out.back().to || *out.back().to >= s.from))
      out.back().to = !out.back().to || !s.to ? std::nullopt : std::optional(std::max(*out.back().to, *s.to));
    else
      out.push_back(s);
  }
  return out;
}

void write_span(JsonWriter& json, const DaySpan& span) { json.field("from", iso(span.from)).field("to", span.to ? iso(*span.to) : ""); }

}  // namespace

std::int64_t tree_version(store::ReadTx& tx) { return tx.number(kTreeVersion); }
void bump_tree_version(store::Tx& tx) { tx.send(kBumpTree); }

UnitTree load_tree(store::ReadTx& tx) {
  auto units = tx.all<Unit>(
      kUnits, [](const Row& r) { return Unit{r.id<UnitTag>(0), r.text(1), span(r, 2), {}, {}, {}, r.boolean(4), r.text(5), r.i64(6)}; });
  // Rows come in the order of the units; one walk joins them.
  const auto unit_of = [&](std::int64_t id) -> Unit& {
    const auto it = std::ranges::lower_bound(units, UnitId{id}, {}, &Unit::id);
    ensure(it != units.end() && it->id.value == id, "row of an unknown unit");
    return *it;
  };
  tx.each(kNames, [&](const Row& r) {
    const auto kind = kind_from_code(r.view(4));
    ensure(kind.has_value(), "unknown kind of unit");
    unit_of(r.i64(0)).names.push_back({r.text(3), *kind, span(r, 1), r.text(5)});
  });
  tx.each(kCodes, [&](const Row& r) {
    const auto system = code_system_from(r.view(3));
    ensure(system.has_value(), "unknown code system");
    unit_of(r.i64(0)).codes.push_back({*system, r.text(4), span(r, 1), r.boolean(5)});
  });
  tx.each(kParents, [&](const Row& r) { unit_of(r.i64(0)).parents.push_back({r.id<UnitTag>(3), span(r, 1)}); });
  auto successions = tx.all<Succession>(kSuccessions, [](const Row& r) {
    const auto kind = succession_kind_from(r.view(3));
    ensure(kind.has_value(), "unknown kind of succession");
    return Succession{r.id<UnitTag>(0), r.id<UnitTag>(1), r.day(2), *kind, r.boolean(4), r.text(5), r.boolean(6)};
  });
  return UnitTree(std::move(units), std::move(successions));
}

void save_unit(store::Tx& tx, const Unit& unit, bool is_new) {
  if (is_new) {
    tx.send(kAddUnit, unit.id, unit.key, unit.span.from, unit.span.to, unit.invented, unit.note, unit.version);
  } else {
    tx.send(kSetUnit, unit.id, unit.span.from, unit.span.to, unit.invented, unit.note, unit.version);
    tx.send(kDropNames, unit.id);
    tx.send(kDropCodes, unit.id);
    tx.send(kDropParents, unit.id);
  }
  for (const auto& row : unit.names)
    tx.send(kAddName, unit.id, row.span.from, row.span.to, row.name, fold(row.name), kind_info(row.kind).code, row.legal_basis);
  for (const auto& row : unit.codes) tx.send(kAddCode, unit.id, code_of(row.system), row.span.from, row.span.to, row.code, row.invented);
  for (const auto& row : unit.parents) tx.send(kAddParent, unit.id, row.span.from, row.span.to, row.parent);
}

void save_succession(store::Tx& tx, const Succession& s) {
  tx.send(kAddSuccession, s.from, s.to, s.on, code_of(s.kind), s.whole, s.legal_basis, s.invented);
}

namespace {

struct Within {
  UnitId ancestor, unit;
  DaySpan span;
  auto operator<=>(const Within& o) const { return std::tuple(ancestor, unit, span.from) <=> std::tuple(o.ancestor, o.unit, o.span.from); }
  bool operator==(const Within& o) const = default;
};

std::vector<Within> closure(const UnitTree& tree) {
  std::vector<Within> all;
  for (const auto& unit : tree.units()) {
    std::map<UnitId, std::vector<DaySpan>> above;
    climb(tree, unit.id, unit.id, unit.span, 0, above);
    for (auto& [ancestor, spans] : above)
      for (const auto& s : joined(std::move(spans))) all.push_back({ancestor, unit.id, s});
  }
  return all;
}

}  // namespace

void save_closure(store::Tx& tx, const UnitTree& tree) {
  tx.send(kDropClosure);
  for (const auto& row : closure(tree)) tx.send(kAddClosure, row.ancestor, row.unit, row.span.from, row.span.to);
}

std::optional<std::string> closure_fault(store::ReadTx& tx, const UnitTree& tree) {
  auto stored = tx.all<Within>(kClosure, [](const Row& r) { return Within{r.id<UnitTag>(0), r.id<UnitTag>(1), span(r, 2)}; });
  auto derived = closure(tree);
  std::ranges::sort(stored);
  std::ranges::sort(derived);
  for (std::size_t i = 0; i < std::max(stored.size(), derived.size()); ++i)
    if (i >= stored.size() || i >= derived.size() || !(stored[i] == derived[i]))
      return fmt::format("identity_unit_within: dòng của đơn vị {} không khớp cây đơn vị",
                         (i < stored.size() ? stored : derived)[i].unit.value);
  return {};
}

std::string unit_state(const Unit& unit, const std::vector<Succession>& from_here) {
  // Sorted, so that the same unit has the same text however it was made.
  auto names = unit.names;
  auto codes = unit.codes;
  auto parents = unit.parents;
  auto next = from_here;
  std::ranges::sort(names, {}, [](const UnitName& r) { return r.span.from; });
  std::ranges::sort(codes, {}, [](const UnitCode& r) { return std::pair(code_of(r.system), r.span.from); });
  std::ranges::sort(parents, {}, [](const UnitParent& r) { return r.span.from; });
  std::ranges::sort(next, {}, [](const Succession& s) { return std::pair(s.to, s.on); });
  JsonWriter json;
  json.begin_object().field("key", unit.key);
  write_span(json, unit.span);
  json.field("invented", unit.invented).field("note", unit.note).key("names").begin_array();
  for (const auto& r : names) {
    json.begin_object().field("name", r.name).field("kind", kind_info(r.kind).code).field("legal_basis", r.legal_basis);
    write_span(json, r.span);
    json.end_object();
  }
  json.end_array().key("codes").begin_array();
  for (const auto& r : codes) {
    json.begin_object().field("system", code_of(r.system)).field("code", r.code).field("invented", r.invented);
    write_span(json, r.span);
    json.end_object();
  }
  json.end_array().key("parents").begin_array();
  for (const auto& r : parents) {
    json.begin_object().field("unit", r.parent.value);
    write_span(json, r.span);
    json.end_object();
  }
  json.end_array().key("successors").begin_array();
  for (const auto& s : next) {
    json.begin_object().field("unit", s.to.value).field("on", iso(s.on)).field("kind", code_of(s.kind)).field("whole", s.whole);
    json.field("legal_basis", s.legal_basis).field("invented", s.invented).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace motcua::identity::rows
