#include "dossier/store_files.hpp"

namespace motcua::dossier {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
MOTCUA_SQL(kFilesOfCase,
           "SELECT seq, component, name, hash, type, size, added_at, added_by, added_by_name FROM dossier_file WHERE dossier = $1 "
           "ORDER BY seq");
MOTCUA_SQL(kInsertFile,
           "INSERT INTO dossier_file (dossier, seq, component, name, hash, type, size, added_at, added_by, added_by_name) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kSaveVersion, "UPDATE dossier_case SET version = $3 WHERE id = $1 AND version = $2");
MOTCUA_SQL(kResultHash, "SELECT file_hash FROM dossier_result WHERE dossier = $1");
MOTCUA_SQL(kSetResultHash, "UPDATE dossier_result SET file_hash = $2 WHERE dossier = $1");
}  // namespace

std::vector<FileRecord> files_of(ReadTx& tx, DossierId id) {
  return tx.all<FileRecord>(
      kFilesOfCase,
      [](const Row& r) {
        return FileRecord{r.i32(0), r.text(1), r.text(2), r.text(3), r.text(4), r.i64(5), r.instant(6), AccountId{r.i64(7)}, r.text(8)};
      },
      id);
}

void insert(Tx& tx, DossierId id, const FileRecord& f) {
  tx.exec(kInsertFile, id, f.seq, f.component, f.name, f.hash, f.type, f.size, f.added_at, f.added_by, f.added_by_name);
}

bool save_version(Tx& tx, DossierId id, std::int64_t old_version, std::int64_t version) {
  return tx.exec(kSaveVersion, id, old_version, version) == 1;
}

std::string result_hash(ReadTx& tx, DossierId id) {
  return tx
      .one<std::string>(
          kResultHash, [](const Row& r) { return r.text(0); }, id)
      .value_or("");
}

void set_result_hash(Tx& tx, DossierId id, std::string_view hash) { tx.exec(kSetResultHash, id, hash); }

}  // namespace motcua::dossier
