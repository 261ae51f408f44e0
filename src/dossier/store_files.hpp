// SQL of the files of a dossier. Private.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

struct FileRecord {
  int seq{};
  std::string component, name, hash, type;
  std::int64_t size{};
  Instant added_at;
  AccountId added_by;
  std::string added_by_name;
};
std::vector<FileRecord> files_of(store::ReadTx& tx, DossierId id);
void insert(store::Tx& tx, DossierId id, const FileRecord& f);
// The version after a journal row that moves nothing; false: somebody was faster.
bool save_version(store::Tx& tx, DossierId id, std::int64_t old_version, std::int64_t version);
std::string result_hash(store::ReadTx& tx, DossierId id);
void set_result_hash(store::Tx& tx, DossierId id, std::string_view hash);

}  // namespace motcua::dossier
