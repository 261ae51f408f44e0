#include "dossier/store_at_once.hpp"

#include "base/json.hpp"
#include "store/kept_rows.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define AT_ONCE_COLUMNS "id, desk, procedure_code, procedure_name, signer, signer_name, symbol, active, valid_from, source, set_at, set_by"
MOTCUA_SQL(kInsertArrangement,
           "INSERT INTO dossier_at_once (" AT_ONCE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kArrangementsAt, "SELECT " AT_ONCE_COLUMNS " FROM dossier_at_once WHERE desk = $1 AND procedure_code = $2 ORDER BY id DESC");
MOTCUA_SQL(kArrangementsBy, "SELECT " AT_ONCE_COLUMNS " FROM dossier_at_once WHERE signer = $1 ORDER BY id DESC");
MOTCUA_SQL(kArrangement, "SELECT " AT_ONCE_COLUMNS " FROM dossier_at_once WHERE id = $1");
MOTCUA_SQL(kArrangementIds, "SELECT id FROM dossier_at_once ORDER BY id");
MOTCUA_SQL(kOnPaper,
           "SELECT r.dossier, c.code, c.procedure_name, r.title, r.number, r.recorded_name, r.signed_at FROM dossier_result r JOIN "
           "dossier_case c ON c.id = r.dossier WHERE r.signed_by = $1 AND r.arrangement IS NOT NULL ORDER BY r.signed_at DESC LIMIT $2");

Arrangement arrangement_from(const Row& r) {
  return {r.id<ArrangementTag>(0), UnitId{r.i64(1)}, r.text(2), r.text(3), AccountId{r.i64(4)}, r.text(5), r.text(6),
          r.i32(7) != 0,           r.day(8),         r.text(9)};
}
}  // namespace

void insert(Tx& tx, const Arrangement& a, const ArrangementStamp& stamp) {
  tx.send(kInsertArrangement, a.id, a.desk, a.procedure_code, a.procedure_name, a.signer, a.signer_name, a.symbol, a.active ? 1 : 0,
          a.valid_from, a.source, stamp.at, stamp.by);
}
std::vector<Arrangement> arrangements_at(ReadTx& tx, UnitId desk, std::string_view procedure) {
  return tx.all<Arrangement>(kArrangementsAt, arrangement_from, desk, procedure);
}
std::vector<Arrangement> arrangements_by(ReadTx& tx, AccountId signer) {
  return tx.all<Arrangement>(kArrangementsBy, arrangement_from, signer);
}
std::vector<PaperSignature> paper_signatures(ReadTx& tx, AccountId signer, int limit) {
  return tx.all<PaperSignature>(
      kOnPaper,
      [](const Row& r) { return PaperSignature{r.id<DossierTag>(0), r.text(1), r.text(2), r.text(3), r.text(4), r.text(5), r.instant(6)}; },
      signer, limit);
}

std::string content_of(const Arrangement& a, const ArrangementStamp& stamp) {
  JsonWriter j;
  j.begin_array().value(a.id.value).value(a.desk.value).value(a.procedure_code).value(a.procedure_name).value(a.signer.value);
  j.value(a.signer_name).value(a.symbol).value(a.active).value(to_number(a.valid_from)).value(a.source).value(to_us(stamp.at));
  return web::sha256_hex(j.value(stamp.by).end_array().take());
}

std::optional<std::string> broken_arrangements(ReadTx& tx) {
  const auto ids = tx.all<std::int64_t>(kArrangementIds, [](const Row& r) { return r.i64(0); });
  return store::check_kept_rows(tx, "dossier_at_once", ids, [&](std::int64_t id) {
    return tx.one<std::pair<std::string, std::int64_t>>(
        kArrangement,
        [](const Row& r) {
          return std::pair{content_of(arrangement_from(r), {r.instant(10), r.i64(11)}), std::int64_t{1}};
        },
        id);
  });
}

}  // namespace motcua::dossier
