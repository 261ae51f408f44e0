// Backup and restore: one folder with the database, the files and a manifest of checksums.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

struct BackupReport {
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::string engine;
};

// Copies while the program runs (SQLite: online backup; PostgreSQL: pg_dump), then the blobs, then MANIFEST with a SHA-256 per
// file, written last. `target` must not exist or be empty. `blobs` may not exist.
Result<BackupReport> backup(const std::string& url, const std::filesystem::path& blobs, const std::filesystem::path& target, Instant now);
// Checks the manifest first, then restores into an empty place: an existing database or blob folder is never overwritten.
Result<BackupReport> restore(const std::filesystem::path& source, const std::string& url, const std::filesystem::path& blobs);

}  // namespace motcua::store
