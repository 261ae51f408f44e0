#include "store/blobs.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "store/files.hpp"

namespace motcua::store {

MOTCUA_SQL(kAddBlob,
           "INSERT INTO store_blob (hash, size, type, created_at, scan_state) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING");
MOTCUA_SQL(kBlob, "SELECT hash, size, type, created_at, scan_state, scan_note FROM store_blob WHERE hash = $1");
MOTCUA_SQL(kPendingBlobs, "SELECT hash FROM store_blob WHERE scan_state = 'pending' ORDER BY created_at, hash LIMIT $1");
MOTCUA_SQL(kScanned, "UPDATE store_blob SET scan_state = $2, scan_note = $3 WHERE hash = $1 AND scan_state = 'pending'");
MOTCUA_SQL(kBlobPage, "SELECT hash, size FROM store_blob WHERE hash > $1 ORDER BY hash LIMIT 500");

namespace {
namespace fs = std::filesystem;

std::string_view name_of(ScanState state) {
  switch (state) {
    case ScanState::pending: return "pending";
    case ScanState::clean: return "clean";
    case ScanState::infected: return "infected";
    case ScanState::not_scanned: return "not_scanned";
  }
  return "pending";
}

// A word that is not known keeps the file closed.
ScanState state_of(std::string_view name) {
  if (name == "clean") return ScanState::clean;
  if (name == "infected") return ScanState::infected;
  if (name == "not_scanned") return ScanState::not_scanned;
  return ScanState::pending;
}

Blob blob_of(const Row& r) { return {r.text(0), r.i64(1), r.text(2), r.instant(3), state_of(r.view(4)), r.text(5)}; }

bool is_hash(std::string_view hash) { return hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

[[noreturn]] void disk_failure(const fs::path& path) {
  throw Failure(FailureKind::disk, "blobs.write", path.string() + ": " + std::strerror(errno));
}

// Writes a new file and syncs it; nothing is left behind on failure.
void write_durably(const fs::path& path, std::string_view bytes) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) disk_failure(path);
  bool good = true;
  while (good && !bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    good = n >= 0;
    if (good) bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  good = good && ::fsync(fd) == 0;
  const int reason = errno;
  good = ::close(fd) == 0 && good;
  if (good) return;
  ::unlink(path.c_str());
  errno = reason;
  disk_failure(path);
}

// Makes the folder and what is missing above it, each entry durable.
void make_folder(const fs::path& folder) {
  if (fs::exists(folder)) return;
  make_folder(folder.parent_path());
  fs::create_directory(folder);
  sync_folder(folder.parent_path());
}

fs::path fresh_name(const fs::path& folder) {
  static std::atomic<int> count{0};
  return folder / fmt::format("{}-{}.part", ::getpid(), ++count);
}

void move_durably(const fs::path& from, const fs::path& to) {
  make_folder(to.parent_path());
  std::error_code failed;
  fs::rename(from, to, failed);
  if (failed) {
    errno = failed.value();
    disk_failure(to);
  }
  sync_folder(to.parent_path());
}
}  // namespace

Blobs::Blobs(Database& db, const Clock& clock, fs::path folder, Scanner* scanner)
    : db_(db), clock_(clock), folder_(fs::absolute(folder)), scanner_(scanner) {
  make_folder(folder_ / "incoming");
}

fs::path Blobs::path_of(std::string_view hash) const { return folder_ / hash.substr(0, 2) / hash.substr(2, 2) / hash; }

Result<Blob> Blobs::put(std::string_view bytes, std::string_view type) {
  const auto hash = sha256_hex(bytes);
  const auto part = fresh_name(folder_ / "incoming");
  write_durably(part, bytes);
  move_durably(part, path_of(hash));
  return record(hash, static_cast<std::int64_t>(bytes.size()), type);
}

Result<Blob> Blobs::put_file(const fs::path& source, std::string_view type) {
  const auto part = fresh_name(folder_ / "incoming");
  std::error_code elsewhere;
  fs::rename(source, part, elsewhere);
  if (elsewhere) {  // another file system
    fs::copy_file(source, part);
    fs::remove(source);
  }
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write);
  sync_file(part);
  // Hashed here, not before: what is hashed is what is kept.
  const auto hash = sha256_file(part);
  const auto size = static_cast<std::int64_t>(fs::file_size(part));
  move_durably(part, path_of(hash));
  return record(hash, size, type);
}

Result<Blob> Blobs::record(const std::string& hash, std::int64_t size, std::string_view type) {
  const auto state = scanner_ == nullptr ? ScanState::not_scanned : ScanState::pending;
  return db_.write([&](Tx& tx) -> Result<Blob> {
    tx.send(kAddBlob, hash, size, type, clock_.now(), name_of(state));
    auto blob = find(tx, hash);
    ensure(blob.has_value(), "the row of a blob is there after it was written");
    return *std::move(blob);
  });
}

std::optional<Blob> Blobs::find(ReadTx& tx, std::string_view hash) const { return tx.one<Blob>(kBlob, blob_of, hash); }

Result<fs::path> Blobs::open(std::string_view hash) const {
  const auto blob = is_hash(hash) ? db_.read([&](ReadTx& tx) { return find(tx, hash); }) : std::nullopt;
  if (!blob) return errors::not_found("store.no_blob", "Không tìm thấy tệp này.");
  switch (blob->scan_state) {
    case ScanState::clean:
    case ScanState::not_scanned: return path_of(hash);
    case ScanState::infected:
      return errors::forbidden("store.blob_infected", "Tệp này chứa mã độc nên không mở được. Yêu cầu người gửi nộp lại tệp khác.");
    case ScanState::pending: break;
  }
  return errors::unavailable("store.blob_pending", "Tệp đang được quét mã độc. Mở lại sau ít phút.");
}

Result<std::string> Blobs::read(std::string_view hash, std::int64_t limit) const {
  TRY(const auto path, open(hash));
  std::error_code missing;
  const auto size = fs::file_size(path, missing);
  if (missing) throw Failure(FailureKind::corrupt, "blobs.read", fmt::format("file {} is missing", hash));
  if (static_cast<std::int64_t>(size) > limit)
    return errors::invalid("store.blob_too_large", "Tệp quá lớn để mở tại đây. Tải tệp về để xem.");
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!file || sha256_hex(bytes) != hash) throw Failure(FailureKind::corrupt, "blobs.read", fmt::format("file {} was changed", hash));
  return bytes;
}

int Blobs::scan_pending(int limit) {
  if (scanner_ == nullptr) return 0;
  const auto waiting = db_.read([&](ReadTx& tx) {
    return tx.all<std::string>(
        kPendingBlobs, [](const Row& r) { return r.text(0); }, limit);
  });
  int judged = 0;
  for (const auto& hash : waiting) {
    const auto verdict = scanner_->scan(path_of(hash));
    if (!verdict) continue;  // stays pending, hence closed
    (void)db_.write([&](Tx& tx) -> Status {
      tx.exec(kScanned, hash, name_of(verdict->clean ? ScanState::clean : ScanState::infected), verdict->note);
      return {};
    });
    ++judged;
  }
  return judged;
}

std::optional<std::string> Blobs::verify(ReadTx& tx) const {
  struct Known {
    std::string hash;
    std::int64_t size;
  };
  std::string after;
  for (;;) {
    const auto page = tx.all<Known>(
        kBlobPage,
        [](const Row& r) {
          return Known{r.text(0), r.i64(1)};
        },
        after);
    if (page.empty()) return std::nullopt;
    for (const auto& blob : page) {
      after = blob.hash;
      const auto path = path_of(blob.hash);
      std::error_code missing;
      const auto size = fs::file_size(path, missing);
      if (missing) return fmt::format("bảng store_blob, tệp {}: không còn trên đĩa", blob.hash);
      if (static_cast<std::int64_t>(size) != blob.size || sha256_file(path) != blob.hash)
        return fmt::format("bảng store_blob, tệp {}: nội dung đã bị thay đổi", blob.hash);
    }
  }
}

}  // namespace motcua::store
