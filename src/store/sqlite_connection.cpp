#include "store/sqlite_connection.hpp"

#include <fmt/core.h>

#include "store/engine.hpp"

namespace motcua::store {

FailureKind sqlite_kind(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return FailureKind::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return FailureKind::foreign_key;
    default: break;
  }
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: return FailureKind::check;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return FailureKind::busy;
    case SQLITE_READONLY:
    case SQLITE_PERM: return FailureKind::read_only;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN: return FailureKind::disk;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return FailureKind::corrupt;
    case SQLITE_ERROR:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH: return FailureKind::dialect;
    default: return FailureKind::other;
  }
}

namespace {
class SqliteRow final : public Row {
 public:
  SqliteRow(sqlite3_stmt* stmt, std::string_view name) : stmt_(stmt), name_(name) {}
  bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
  std::int64_t i64(int column) const override {
    if (type(column) == SQLITE_TEXT || type(column) == SQLITE_BLOB)
      throw Failure(FailureKind::dialect, name_, fmt::format("column {} holds text, read as a number", column));
    return sqlite3_column_int64(stmt_, column);
  }
  bool boolean(int column) const override { return i64(column) != 0; }
  std::string_view view(int column) const override {
    if (type(column) == SQLITE_NULL) return {};
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(stmt_, column));
    return bytes == nullptr ? std::string_view{} : std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column)));
  }

 private:
  int type(int column) const {
    ensure(column >= 0 && column < sqlite3_column_count(stmt_), "column of a row that the statement does not return");
    return sqlite3_column_type(stmt_, column);
  }
  sqlite3_stmt* stmt_;
  std::string_view name_;
};

// Makes the statement ready for its next use, whatever happens.
class ResetAtEnd {
 public:
  ResetAtEnd(sqlite3_stmt* stmt, bool& busy) : stmt_(stmt), busy_(busy) { busy_ = true; }
  ~ResetAtEnd() {
    sqlite3_reset(stmt_);
    sqlite3_clear_bindings(stmt_);
    busy_ = false;
  }
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;

 private:
  sqlite3_stmt* stmt_;
  bool& busy_;
};
}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, Use use, bool durable) {
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (use == Use::write ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  db_.reset(raw);
  if (raw == nullptr) throw Failure(FailureKind::other, "sqlite.open", "out of memory");
  sqlite3_extended_result_codes(raw, 1);
  if (code != SQLITE_OK) throw Failure(sqlite_kind(sqlite3_extended_errcode(raw)), "sqlite.open", path + ": " + sqlite3_errmsg(raw));
  sqlite3_busy_timeout(raw, 5000);
  // "typo" must be an error, not a string; triggers and views of a foreign file must not reach further than SQL.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (use == Use::write) script("sqlite.wal", "PRAGMA journal_mode = WAL");
  // FULL: the commit is on disk when write() returns. Checkpoints are run by a thread of their own.
  script("sqlite.pragmas",
         "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;"
         "PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384");
  if (!durable) script("sqlite.not_durable", "PRAGMA synchronous = OFF");
  if (use == Use::read) script("sqlite.read_only", "PRAGMA query_only = ON");
}

void SqliteConnection::fail(std::string_view name) const {
  throw Failure(sqlite_kind(sqlite3_extended_errcode(db_.get())), name, sqlite3_errmsg(db_.get()));
}

void SqliteConnection::script(std::string_view name, const std::string& text) {
  if (sqlite3_exec(db_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(name);
}

void SqliteConnection::control(const char* text) { run(text, text, {}, {}); }

void SqliteConnection::rollback() noexcept {
  if (in_transaction()) sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::unique_ptr<SqliteConnection::Prepared> SqliteConnection::prepare(std::string_view name, std::string_view text) const {
  auto prepared = std::make_unique<Prepared>();
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  if (sqlite3_prepare_v3(db_.get(), text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail) != SQLITE_OK)
    fail(name);
  prepared->stmt.reset(raw);
  if (raw == nullptr || std::string_view(tail, static_cast<std::size_t>(text.data() + text.size() - tail)).find_first_not_of(" \n\t;") !=
                            std::string_view::npos)
    throw Failure(FailureKind::dialect, name, "exactly one statement is expected");
  for (int i = 1; i <= sqlite3_bind_parameter_count(raw); ++i) {
    const char* parameter = sqlite3_bind_parameter_name(raw, i);
    const int number = parameter != nullptr && parameter[0] == '$' ? std::atoi(parameter + 1) : 0;
    if (number <= 0) throw Failure(FailureKind::dialect, name, "placeholders are $1 … $n");
    prepared->numbers.push_back(number);
    prepared->values = std::max(prepared->values, number);
  }
  if (prepared->values != static_cast<int>(prepared->numbers.size()))
    throw Failure(FailureKind::dialect, name, "placeholders must be $1 … $n without a gap");
  return prepared;
}

SqliteConnection::Prepared& SqliteConnection::cached(std::string_view name, std::string_view text) {
  if (const auto it = statements_.find(text); it != statements_.end()) return *it->second;
  if (statements_.size() >= kMostStatements) std::erase_if(statements_, [](const auto& entry) { return !entry.second->busy; });
  return *statements_.emplace(std::string(text), prepare(name, text)).first->second;
}

void SqliteConnection::bind(std::string_view name, const Prepared& prepared, std::span<const Value> bound) const {
  if (prepared.values != static_cast<int>(bound.size()))
    throw Failure(FailureKind::dialect, name, fmt::format("asks for {} values, {} given", prepared.values, bound.size()));
  auto* stmt = prepared.stmt.get();
  for (std::size_t i = 0; i < prepared.numbers.size(); ++i) {
    const int index = static_cast<int>(i) + 1;
    const int code = std::visit(
        [&](const auto& v) {
          using V = std::decay_t<decltype(v)>;
          if constexpr (std::is_same_v<V, std::monostate>) {
            return sqlite3_bind_null(stmt, index);
          } else if constexpr (std::is_same_v<V, std::string_view>) {
            require_storable_text(name, v);
            // A view may have no address when it is empty; a null pointer would bind NULL.
            return sqlite3_bind_text(stmt, index, v.data() == nullptr ? "" : v.data(), static_cast<int>(v.size()), SQLITE_STATIC);
          } else {
            return sqlite3_bind_int64(stmt, index, static_cast<sqlite3_int64>(v));
          }
        },
        bound[static_cast<std::size_t>(prepared.numbers[i] - 1)].stored());
    if (code != SQLITE_OK) fail(name);
  }
}

std::int64_t SqliteConnection::run(std::string_view name, std::string_view text, std::span<const Value> bound,
                                   const std::function<void(const Row&)>& on_row) {
  Prepared* prepared = &cached(name, text);
  std::unique_ptr<Prepared> own;
  if (prepared->busy) {  // the same statement inside the callback of itself
    own = prepare(name, text);
    prepared = own.get();
  }
  auto* stmt = prepared->stmt.get();
  const ResetAtEnd reset(stmt, prepared->busy);
  bind(name, *prepared, bound);
  const SqliteRow row(stmt, name);
  for (;;) {
    const int code = sqlite3_step(stmt);
    if (code == SQLITE_DONE) break;
    if (code != SQLITE_ROW) fail(name);
    if (on_row) on_row(row);
  }
  return sqlite3_stmt_readonly(stmt) != 0 ? 0 : sqlite3_changes64(db_.get());
}

}  // namespace motcua::store
