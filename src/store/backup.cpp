#include "store/backup.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "store/files.hpp"
#include "store/sqlite_backup.hpp"

namespace motcua::store {

namespace fs = std::filesystem;

namespace {
constexpr const char* kManifest = "MANIFEST";
constexpr const char* kSqliteFile = "motcua.sqlite";
constexpr const char* kPostgresFile = "motcua.pgdump";
constexpr std::string_view kHeader = "motcua-backup 1 ";

tl::unexpected<Error> refused(std::string_view key, std::string message) { return errors::invalid(key, std::move(message)); }

bool is_sqlite(const std::string& url) { return url.starts_with("sqlite:"); }
fs::path sqlite_path(const std::string& url) { return url.substr(7); }

bool empty_or_missing(const fs::path& folder) { return !fs::exists(folder) || (fs::is_directory(folder) && fs::is_empty(folder)); }

// pg_dump and pg_restore read the address from the environment: on the command line everybody could see the password.
int run_with_address(const std::string& url, const std::vector<std::string>& command) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  if (!parsed) throw Failure(FailureKind::other, "backup", "bad address of the database");
  std::vector<std::string> environment;
  for (const auto* option = parsed.get(); option->keyword != nullptr; ++option)
    if (option->envvar != nullptr && option->val != nullptr) environment.push_back(fmt::format("{}={}", option->envvar, option->val));
  for (char** variable = environ; *variable != nullptr; ++variable)
    if (!std::string_view(*variable).starts_with("PG")) environment.emplace_back(*variable);
  std::vector<char*> variables;
  for (auto& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);
  auto words = command;
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const auto child = ::fork();
  if (child < 0) throw Failure(FailureKind::other, "backup", "no new process");
  if (child == 0) {
    ::execvpe(arguments[0], arguments.data(), variables.data());
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

std::string database_name(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  for (const auto* option = parsed.get(); option != nullptr && option->keyword != nullptr; ++option)
    if (std::string_view(option->keyword) == "dbname" && option->val != nullptr) return option->val;
  return "motcua";
}

// Whether the database can be reached and holds no table yet.
Status require_empty_database(const std::string& url) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(url.c_str()), PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK)
    return errors::unavailable("store.restore_no_database", "Không kết nối được cơ sở dữ liệu đích. Tạo cơ sở dữ liệu trống rồi chạy lại.");
  const std::unique_ptr<PGresult, void (*)(PGresult*)> found(
      PQexec(connection.get(), "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' LIMIT 1"), PQclear);
  if (PQresultStatus(found.get()) != PGRES_TUPLES_OK || PQntuples(found.get()) > 0)
    return refused("store.restore_database_not_empty", "Cơ sở dữ liệu đích đã có bảng. Chọn cơ sở dữ liệu trống rồi chạy lại.");
  return {};
}

Status run_or_explain(const std::string& url, const std::vector<std::string>& command) {
  const int code = run_with_address(url, command);
  if (code == 0) return {};
  if (code == 127)
    return errors::unavailable("store.no_pg_tools",
                               fmt::format("Không tìm thấy lệnh {}. Cài gói postgresql-client rồi chạy lại.", command[0]));
  return errors::unavailable("store.pg_tool_failed", fmt::format("Lệnh {} báo lỗi (mã {}). Xem thông báo phía trên.", command[0], code));
}

void copy_durably(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  fs::copy_file(from, to);
  sync_file(to);
}

// Files of a folder, sorted, without uploads that are still coming in.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() != ".part") files.push_back(fs::relative(entry.path(), folder));
  std::ranges::sort(files);
  return files;
}

struct Listed {
  std::string hash;
  std::int64_t size{};
  std::string path;
};

void write_manifest(const fs::path& target, std::string_view engine, Instant now, const std::vector<Listed>& files) {
  const auto part = target / "MANIFEST.part";
  {
    std::ofstream out(part, std::ios::binary);
    out << kHeader << engine << ' ' << iso(now) << '\n';
    for (const auto& file : files) out << file.hash << ' ' << file.size << ' ' << file.path << '\n';
    out.flush();
    if (!out) throw Failure(FailureKind::disk, "backup", part.string());
  }
  sync_file(part);
  fs::rename(part, target / kManifest);
  sync_folder(target);
}

Result<std::vector<Listed>> read_manifest(const fs::path& source, std::string& engine) {
  std::ifstream in(source / kManifest, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line) || !line.starts_with(kHeader))
    return refused("store.no_manifest", "Thư mục này không phải là bản sao lưu đầy đủ (thiếu tệp MANIFEST).");
  engine = line.substr(kHeader.size(), line.find(' ', kHeader.size()) - kHeader.size());
  std::vector<Listed> files;
  while (std::getline(in, line)) {
    const auto first = line.find(' ');
    const auto second = line.find(' ', first + 1);
    if (first != 64 || second == std::string::npos) return refused("store.bad_manifest", "Tệp MANIFEST của bản sao lưu bị hỏng.");
    files.push_back({line.substr(0, 64), std::atoll(line.c_str() + first), line.substr(second + 1)});
    // The manifest may come from elsewhere: it names files of this folder only.
    const fs::path path = files.back().path;
    if (path.is_absolute() || std::ranges::find(path, "..") != path.end())
      return refused("store.bad_manifest_path", "Tệp MANIFEST của bản sao lưu chứa đường dẫn không hợp lệ.");
  }
  return files;
}

Result<std::vector<Listed>> checked_manifest(const fs::path& source, std::string& engine) {
  TRY(auto files, read_manifest(source, engine));
  for (const auto& file : files) {
    if (!fs::exists(source / file.path)) return refused("store.backup_file_missing", fmt::format("Bản sao lưu thiếu tệp {}.", file.path));
    if (sha256_file(source / file.path) != file.hash)
      return refused("store.backup_file_changed",
                     fmt::format("Tệp {} trong bản sao lưu đã bị thay đổi. Dùng bản sao lưu khác.", file.path));
  }
  return files;
}
}  // namespace

Result<BackupReport> backup(const std::string& url, const fs::path& blobs, const fs::path& target, Instant now) {
  if (!empty_or_missing(target))
    return refused("store.backup_target_used", fmt::format("Thư mục {} đã có dữ liệu. Chọn thư mục khác.", target.string()));
  fs::create_directories(target);
  const std::string engine = is_sqlite(url) ? "sqlite" : "postgres";
  // The database first: every file that a row of it names is already on disk, and files are never removed or changed.
  std::vector<std::string> paths;
  if (is_sqlite(url)) {
    copy_sqlite(sqlite_path(url).string(), (target / kSqliteFile).string());
    paths.emplace_back(kSqliteFile);
  } else {
    TRY_VOID(run_or_explain(
        url, {"pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file=" + (target / kPostgresFile).string()}));
    sync_file(target / kPostgresFile);
    paths.emplace_back(kPostgresFile);
  }
  for (const auto& file : files_below(blobs)) {
    copy_durably(blobs / file, target / "blobs" / file);
    paths.push_back(("blobs" / file).string());
  }
  BackupReport report{0, 0, engine};
  std::vector<Listed> listed;
  for (const auto& path : paths) {
    const auto size = static_cast<std::int64_t>(fs::file_size(target / path));
    listed.push_back({sha256_file(target / path), size, path});
    ++report.files;
    report.bytes += size;
  }
  write_manifest(target, engine, now, listed);
  return report;
}

Result<BackupReport> restore(const fs::path& source, const std::string& url, const fs::path& blobs) {
  std::string engine;
  TRY(const auto files, checked_manifest(source, engine));
  if (engine != (is_sqlite(url) ? "sqlite" : "postgres"))
    return refused("store.backup_other_engine", fmt::format("Bản sao lưu này là của {}. Chọn cơ sở dữ liệu cùng loại.", engine));
  if (!empty_or_missing(blobs))
    return refused("store.restore_blobs_used", fmt::format("Thư mục {} đã có tệp. Chọn thư mục trống.", blobs.string()));
  if (is_sqlite(url)) {
    const auto path = sqlite_path(url);
    if (fs::exists(path))
      return refused("store.restore_database_used", fmt::format("Tệp {} đã có. Chuyển tệp đó đi nơi khác rồi chạy lại.", path.string()));
    copy_durably(source / kSqliteFile, path);
    sync_folder(fs::absolute(path).parent_path());
  } else {
    TRY_VOID(require_empty_database(url));
    TRY_VOID(run_or_explain(url, {"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
                                  "--dbname=" + database_name(url), (source / kPostgresFile).string()}));
  }
  BackupReport report{0, 0, engine};
  for (const auto& file : files) {
    ++report.files;
    report.bytes += file.size;
    const fs::path path = file.path;
    if (*path.begin() == "blobs") copy_durably(source / path, blobs / path.lexically_relative("blobs"));
  }
  return report;
}

}  // namespace motcua::store
