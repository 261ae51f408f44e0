// What both engines share; private to store.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/db.hpp"

namespace motcua::store {

// Ends a use case from inside send_or_refuse: rolled back, and write() returns the error.
struct Refused {
  Error error;
};

// Thread-local number behind Database::take_statement_count().
int& statement_count();

// While it lives, the calling thread is inside a transaction of `database`; a second one there is a bug (it would not see the
// uncommitted rows, and could wait for itself).
class TransactionGuard {
 public:
  TransactionGuard(const Database* database, std::source_location where);
  ~TransactionGuard();
  TransactionGuard(const TransactionGuard&) = delete;
  TransactionGuard& operator=(const TransactionGuard&) = delete;
  // Throws BrokenInvariant when the calling thread is inside a transaction of `database`.
  static void refuse_nested(const Database* database, std::source_location where);

 private:
  const Database* database_;
  TransactionGuard* outer_;
};

// PostgreSQL takes only UTF-8 without NUL; SQLite takes anything. Both engines refuse the rest here, so that they agree.
// Throws Failure(check).
void require_storable_text(std::string_view statement, std::string_view text);

// How many values the statement asks for: the largest n of $n outside quotes.
int placeholder_count(std::string_view text);

void run_follow_ups(std::vector<std::function<void()>>& follow_ups) noexcept;

// Error of try_exec for a broken rule; the caller gives it its own key and words.
tl::unexpected<Error> broken_rule(FailureKind kind, std::string_view statement, std::string_view detail);

// What the transactions of both engines offer to store itself: scripts of several statements, and preparing without running.
class SchemaTx : public Tx {
 public:
  virtual void script(std::string_view name, const std::string& text) = 0;
  // Compiles the statement and throws what is wrong with it.
  virtual void prepare_only(std::string_view name, std::string_view text) = 0;
};

struct MigrationHost {
  std::function<void(const std::function<void(SchemaTx&)>&)> transaction;  // exclusive among all instances
  std::function<void()> backup;                                            // called before an existing schema is changed
};
void apply_migrations(std::span<const MigrationSet> sets, Engine engine, const MigrationHost& host);

// The text of a migration for one engine; throws Failure(dialect) at an unknown macro.
std::string expand_macros(std::string_view name, std::string_view text, Engine engine);

std::unique_ptr<Database> open_sqlite(const std::string& path, int readers, bool durable);
std::unique_ptr<Database> open_sqlite_to_fill(const std::string& path);
std::unique_ptr<Database> open_postgres(const std::string& url, int connections, bool durable);

}  // namespace motcua::store
