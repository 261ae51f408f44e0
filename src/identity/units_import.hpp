// Reads unit files (src/identity/units/*.yaml) and merges them into a tree. Pure: bytes in, drafts out.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "identity/units.hpp"

namespace motcua::identity {

// A unit as a file describes it: linked by keys, without ids.
struct UnitDraft {
  std::string key;
  DaySpan span;
  std::vector<UnitName> names;
  std::vector<UnitCode> codes;
  std::vector<std::pair<std::string, DaySpan>> parents;  // key of the parent
  bool invented = false;
  std::string note;
};
struct SuccessionDraft {
  std::string from, to;
  Day on;
  SuccessionKind kind{};
  bool whole = true;
  std::string legal_basis;
  bool invented = false;
};
struct NameChange {
  std::string key;
  Day on;
  UnitKind kind{};
  std::string name;
  std::string legal_basis;
};
struct UnitPack {
  std::vector<UnitDraft> units;
  std::vector<SuccessionDraft> successions;
  std::vector<NameChange> changes;
};

// Either form is recognised: the plain one (`units: [{key, …}]`) and that of the scenario (`units: [{id, departments, communes, …}]`),
// whose units end with the district level on 30/6/2025. Errors say the file's line.
Result<UnitPack> read_unit_pack(std::string_view yaml);

// Packs in order: a key met again is skipped, name changes are applied at the end. Links to missing keys are errors.
Result<UnitPack> merge(std::vector<UnitPack> packs);

// The files that travel inside the program (src/identity/units), merged.
Result<UnitPack> shipped_units();

// With ids: `id_of(key)` for every unit.
template <class IdOf> UnitTree build_tree(const UnitPack& pack, IdOf id_of) {
  std::vector<Unit> units;
  for (const auto& draft : pack.units) {
    Unit unit{id_of(draft.key), draft.key, draft.span, draft.names, draft.codes, {}, draft.invented, draft.note, 0};
    for (const auto& [key, span] : draft.parents) unit.parents.push_back({id_of(key), span});
    units.push_back(std::move(unit));
  }
  std::vector<Succession> successions;
  for (const auto& s : pack.successions)
    successions.push_back({id_of(s.from), id_of(s.to), s.on, s.kind, s.whole, s.legal_basis, s.invented});
  return UnitTree(std::move(units), std::move(successions));
}

}  // namespace motcua::identity
