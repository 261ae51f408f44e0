#include "store/sqlite_backup.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <filesystem>
#include <memory>

#include "store/files.hpp"
#include "store/sqlite_connection.hpp"

namespace motcua::store {

bool copy_sqlite(const std::string& from, const std::string& to) {
  SqliteConnection source(from, SqliteConnection::Use::read);
  static std::atomic<int> count{0};
  const auto temporary = fmt::format("{}.{}-{}.tmp", to, ::getpid(), ++count);
  {
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(temporary.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> target(raw, sqlite3_close_v2);
    if (opened != SQLITE_OK) throw Failure(FailureKind::disk, "sqlite.backup", temporary);
    auto* work = sqlite3_backup_init(raw, "main", source.handle(), "main");
    if (work == nullptr) throw Failure(FailureKind::disk, "sqlite.backup", sqlite3_errmsg(raw));
    // All pages in one step: one snapshot; writers go on in the log meanwhile.
    sqlite3_backup_step(work, -1);
    if (sqlite3_backup_finish(work) != SQLITE_OK)
      throw Failure(sqlite_kind(sqlite3_extended_errcode(raw)), "sqlite.backup", sqlite3_errmsg(raw));
    // One plain file without a log beside it.
    if (sqlite3_exec(raw, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
      throw Failure(FailureKind::disk, "sqlite.backup", sqlite3_errmsg(raw));
  }
  sync_file(temporary);
  if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
    const int reason = errno;
    std::filesystem::remove(temporary);
    if (reason == EEXIST) return false;
    throw Failure(FailureKind::disk, "sqlite.backup", to + ": " + std::strerror(reason));
  }
  sync_folder(std::filesystem::absolute(to).parent_path());
  return true;
}

}  // namespace motcua::store
