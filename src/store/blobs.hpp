// Files by content: the name is the SHA-256, so equal files are stored once and a changed byte is found out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

enum class ScanState : std::uint8_t { pending, clean, infected, not_scanned };

struct Blob {
  std::string hash;  // 64 hex digits
  std::int64_t size{};
  std::string type;  // media type as sniffed by the caller
  Instant created_at;
  ScanState scan_state{};
  std::string scan_note;  // what the scanner found
};

// Looks for malware.
class Scanner {
 public:
  virtual ~Scanner() = default;
  struct Verdict {
    bool clean{};
    std::string note;
  };
  // An error when the scanner cannot be asked: the file stays pending.
  virtual Result<Verdict> scan(const std::filesystem::path& file) = 0;
};

// clamd over "unix:/run/clamav/clamd.ctl" or "tcp:host:3310" (INSTREAM); `seconds` is the deadline of one scan.
std::unique_ptr<Scanner> clamd_scanner(std::string address, int seconds = 30);

// Files below a folder in two levels (ab/cd/abcd…), their rows in store_blob. A file is durable before its row is.
class Blobs {
 public:
  // Without a scanner files are usable at once (`not_scanned`); with one they are `pending` until scan_pending() has seen them.
  Blobs(Database& db, const Clock& clock, std::filesystem::path folder, Scanner* scanner = nullptr);

  // Writes and syncs the file, then the row. Storing the same content again is no error. Not inside a transaction.
  Result<Blob> put(std::string_view bytes, std::string_view type);
  // Takes over a file already on disk (an upload); `source` is moved or copied and is gone afterwards.
  Result<Blob> put_file(const std::filesystem::path& source, std::string_view type);

  std::optional<Blob> find(ReadTx& tx, std::string_view hash) const;
  // The path to read from. Errc::unavailable while pending, Errc::forbidden when infected, Errc::not_found else.
  Result<std::filesystem::path> open(std::string_view hash) const;
  Result<std::string> read(std::string_view hash, std::int64_t limit = 64 << 20) const;

  // Scans what is pending; number of files that have a verdict now. Called by a job, outside transactions.
  int scan_pending(int limit = 100);
  // Recomputes the hash of every file with a row, and finds rows without file; the first broken one in plain words.
  std::optional<std::string> verify(ReadTx& tx) const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path path_of(std::string_view hash) const;
  Result<Blob> record(const std::string& hash, std::int64_t size, std::string_view type);

  Database& db_;
  const Clock& clock_;
  std::filesystem::path folder_;
  Scanner* scanner_;
};

}  // namespace motcua::store
