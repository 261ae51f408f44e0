// SQL of figures that units enter. Private.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "identity/identity.hpp"
#include "store/db.hpp"

namespace motcua::reports {

using identity::AccountId;
using identity::UnitId;

struct EntryRow {
  std::int64_t id{};
  std::string form{};
  UnitId unit{};
  Day from{}, to{};  // of the period, inclusive
  std::string row{};
  int column = 0;
  std::int64_t amount = 0;
  std::string told{};  // of a column of words
  std::string source{};
  Day source_day{};
  Instant at{};
  AccountId by{};
  std::string by_name{};
};
void insert(store::Tx& tx, const EntryRow& row);
// Of a form and period in these units, in order of entry.
std::vector<EntryRow> entries_of(store::ReadTx& tx, std::string_view form, Day from, Day to, std::span<const UnitId> units);
std::vector<EntryRow> all_entries(store::ReadTx& tx);  // in order of id
std::string entry_payload(const EntryRow& row);        // as the journal tells it

}  // namespace motcua::reports
