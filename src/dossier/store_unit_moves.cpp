#include "dossier/store_unit_moves.hpp"
#include "store/lists.hpp"

namespace motcua::dossier {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define MERGER_COLUMNS "id, version, ended_unit, on_day, basis, made_name, made_at, finished_at, closing"
MOTCUA_SQL(kMergerOf, "SELECT " MERGER_COLUMNS " FROM dossier_merger WHERE ended_unit = $1");
MOTCUA_SQL(kMergers, "SELECT " MERGER_COLUMNS " FROM dossier_merger ORDER BY id");
MOTCUA_SQL(kInsertMerger,
           "INSERT INTO dossier_merger (id, version, ended_unit, on_day, basis, made_name, made_at, finished_at, closing) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kSaveMerger, "UPDATE dossier_merger SET version = $2, finished_at = $3, closing = $4 WHERE id = $1");
MOTCUA_SQL(kInsertPair, "INSERT INTO dossier_merger_unit (from_unit, merger, to_unit) VALUES ($1, $2, $3)");
MOTCUA_SQL(kPairs, "SELECT from_unit, to_unit FROM dossier_merger_unit WHERE merger = $1 ORDER BY from_unit");
MOTCUA_SQL(kInsertMoved,
           "INSERT INTO dossier_merger_case (merger, dossier, state_words, holder_name, due_at, from_unit, to_unit, at) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8)");
MOTCUA_SQL(kMoved,
           "SELECT m.dossier, m.state_words, m.holder_name, m.due_at, m.from_unit, m.to_unit, m.at, c.code, c.procedure_name FROM "
           "dossier_merger_case m JOIN dossier_case c ON c.id = m.dossier WHERE m.merger = $1 ORDER BY m.dossier");
MOTCUA_SQL(kInsertRight,
           "INSERT INTO dossier_merger_right (merger, seq, account, person, role, from_unit, to_unit) VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kRights, "SELECT seq, account, person, role, from_unit, to_unit FROM dossier_merger_right WHERE merger = $1 ORDER BY seq");
MOTCUA_SQL(kOpenByUnit,
           "SELECT holder_unit, COUNT(*) FROM dossier_case WHERE running OR biz_state IN ('done', 'refused_result') GROUP BY holder_unit "
           "ORDER BY holder_unit");
MOTCUA_SQL(kDeskAfter, "SELECT to_unit FROM dossier_merger_unit WHERE from_unit = $1");

MergerRecord merger_from(const Row& r) {
  return {r.i64(0), r.i64(1), UnitId{r.i64(2)}, r.day(3), r.text(4), r.text(5), r.instant(6), r.opt_instant(7), r.text(8)};
}
}  // namespace

std::optional<MergerRecord> merger_of(ReadTx& tx, UnitId ended) { return tx.one<MergerRecord>(kMergerOf, merger_from, ended); }
std::vector<MergerRecord> mergers(ReadTx& tx) { return tx.all<MergerRecord>(kMergers, merger_from); }
void insert(Tx& tx, const MergerRecord& m) {
  tx.send(kInsertMerger, m.id, m.version, m.ended, m.on, m.basis, m.made_by, m.made_at, m.finished_at, m.closing);
}
void save(Tx& tx, const MergerRecord& m) { tx.send(kSaveMerger, m.id, m.version, m.finished_at, m.closing); }
void insert_pair(Tx& tx, std::int64_t merger, UnitPair pair) { tx.send(kInsertPair, pair.from, merger, pair.to); }
std::vector<UnitPair> pairs_of(ReadTx& tx, std::int64_t merger) {
  return tx.all<UnitPair>(
      kPairs,
      [](const Row& r) {
        return UnitPair{UnitId{r.i64(0)}, UnitId{r.i64(1)}};
      },
      merger);
}
void insert(Tx& tx, std::int64_t merger, const MergerCase& c) {
  tx.send(kInsertMoved, merger, c.dossier, c.state_words, c.holder, c.due_at, c.from, c.to, c.at);
}
std::vector<MergerCase> merger_cases(ReadTx& tx, std::int64_t merger) {
  return tx.all<MergerCase>(
      kMoved,
      [](const Row& r) {
        return MergerCase{r.id<DossierTag>(0), r.text(1),    r.text(2), r.instant(3), UnitId{r.i64(4)},
                          UnitId{r.i64(5)},    r.instant(6), r.text(7), r.text(8)};
      },
      merger);
}
void insert(Tx& tx, std::int64_t merger, const MergerRight& r) {
  tx.send(kInsertRight, merger, r.seq, r.account, r.person, r.role, r.from, r.to);
}
std::vector<MergerRight> merger_rights(ReadTx& tx, std::int64_t merger) {
  return tx.all<MergerRight>(
      kRights,
      [](const Row& r) { return MergerRight{r.i32(0), AccountId{r.i64(1)}, r.text(2), r.text(3), UnitId{r.i64(4)}, UnitId{r.i64(5)}}; },
      merger);
}

std::vector<DossierId> open_in(ReadTx& tx, const std::vector<UnitId>& units, int limit) {
  if (units.empty()) return {};
  Query q("dossier.open_in", "SELECT id FROM dossier_case WHERE (running");
  store::add_list(q, " AND (holder_unit IN (", units);
  store::add_list(q, " OR settling_unit IN (", units);
  store::add_list(q, " OR competent_unit IN (", units);
  store::add_list(q, ")) OR (biz_state IN ('done', 'refused_result') AND holder_unit IN (", units);
  q.add(") ORDER BY id LIMIT ?", limit);
  std::vector<DossierId> ids;
  tx.each(q, [&](const Row& r) { ids.push_back(r.id<DossierTag>(0)); });
  return ids;
}
std::vector<UnitCount> open_by_holder_unit(ReadTx& tx) {
  return tx.all<UnitCount>(kOpenByUnit, [](const Row& r) { return UnitCount{UnitId{r.i64(0)}, r.i32(1)}; });
}
std::optional<UnitId> desk_after(ReadTx& tx, UnitId ended) {
  return tx.one<UnitId>(
      kDeskAfter, [](const Row& r) { return UnitId{r.i64(0)}; }, ended);
}
std::vector<UnitId> desks_before(ReadTx& tx, const std::vector<UnitId>& desks) {
  std::vector<UnitId> found;
  if (desks.empty()) return found;
  Query q("dossier.desks_before", "SELECT from_unit FROM dossier_merger_unit WHERE");
  store::add_list(q, " to_unit IN (", desks);
  tx.each(q, [&](const Row& r) { found.push_back(UnitId{r.i64(0)}); });
  return found;
}

}  // namespace motcua::dossier
