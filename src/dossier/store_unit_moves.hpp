// SQL ↔ types of merged units. Private.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/store.hpp"

namespace motcua::dossier {

struct MergerRecord {
  std::int64_t id = 0, version = 0;
  UnitId ended;
  Day on{};
  std::string basis, made_by;
  Instant made_at;
  std::optional<Instant> finished_at;
  std::string closing;
};
struct MergerCase {
  DossierId dossier;
  std::string state_words, holder;
  Instant due_at;
  UnitId from, to;
  Instant at;
  std::string code, procedure;  // of the dossier, read with it
};
struct MergerRight {
  int seq = 0;
  AccountId account;
  std::string person, role;
  UnitId from, to;
};
struct UnitPair {
  UnitId from, to;
};

std::optional<MergerRecord> merger_of(store::ReadTx& tx, UnitId ended);
std::vector<MergerRecord> mergers(store::ReadTx& tx);
void insert(store::Tx& tx, const MergerRecord& m);
void save(store::Tx& tx, const MergerRecord& m);
void insert_pair(store::Tx& tx, std::int64_t merger, UnitPair pair);
std::vector<UnitPair> pairs_of(store::ReadTx& tx, std::int64_t merger);
void insert(store::Tx& tx, std::int64_t merger, const MergerCase& c);
std::vector<MergerCase> merger_cases(store::ReadTx& tx, std::int64_t merger);
void insert(store::Tx& tx, std::int64_t merger, const MergerRight& r);
std::vector<MergerRight> merger_rights(store::ReadTx& tx, std::int64_t merger);

// Open dossiers (running, or with a result nobody fetched) that lie in these units; of running ones also those they settle.
std::vector<DossierId> open_in(store::ReadTx& tx, const std::vector<UnitId>& units, int limit);
struct UnitCount {
  UnitId unit;
  int open = 0;
};
std::vector<UnitCount> open_by_holder_unit(store::ReadTx& tx);
// The desk that acts for an ended one, by the protocol.
std::optional<UnitId> desk_after(store::ReadTx& tx, UnitId ended);
std::vector<UnitId> desks_before(store::ReadTx& tx, const std::vector<UnitId>& desks);

}  // namespace motcua::dossier
