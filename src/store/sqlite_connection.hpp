// One SQLite connection with its prepared statements; used by one thread at a time. Private to store.
#pragma once

#include <sqlite3.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/db.hpp"

namespace motcua::store {

FailureKind sqlite_kind(int extended_code);

class SqliteConnection {
 public:
  enum class Use : std::uint8_t { write, read };
  SqliteConnection(const std::string& path, Use use, bool durable = true);

  // Rows to `on_row` (may be empty); number of rows changed.
  std::int64_t run(std::string_view name, std::string_view text, std::span<const Value> bound,
                   const std::function<void(const Row&)>& on_row);
  // One of our own statements without values (BEGIN, SAVEPOINT …).
  void control(const char* text);
  // Several statements at once, without values.
  void script(std::string_view name, const std::string& text);
  void prepare_only(std::string_view name, std::string_view text) const { prepare(name, text); }
  // Rolls back whatever is open; never throws.
  void rollback() noexcept;
  bool in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }
  sqlite3* handle() const { return db_.get(); }
  [[noreturn]] void fail(std::string_view name) const;

 private:
  struct Prepared {
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> stmt{nullptr, sqlite3_finalize};
    std::vector<int> numbers;  // number of $n at each index of SQLite, which counts by first appearance
    int values = 0;            // largest n
    bool busy = false;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  std::unique_ptr<Prepared> prepare(std::string_view name, std::string_view text) const;
  Prepared& cached(std::string_view name, std::string_view text);
  void bind(std::string_view name, const Prepared& prepared, std::span<const Value> bound) const;

  // Composed queries have many texts; beyond this many the idle ones are dropped.
  static constexpr std::size_t kMostStatements = 512;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> db_{nullptr, sqlite3_close_v2};
  std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>> statements_;
};

}  // namespace motcua::store
