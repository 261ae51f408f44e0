// The database as every context sees it: one narrow border over SQLite and PostgreSQL.
//
// One SQL text serves both engines (the dialect is in docs/sql.md). Placeholders are $1 … $n. Only literals compile as Sql.
//
//   MOTCUA_SQL(kUnitByCode, "SELECT id, name FROM identity_unit WHERE code = $1");
//   auto unit = tx.one<Unit>(kUnitByCode, [](const Row& r) { return Unit{r.id<UnitTag>(0), r.text(1)}; }, code);
//
// A broken database (disk, connection, corruption, dialect) is an exception store::Failure; what can be expected
// (a number that is already taken) is a Result through try_exec.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "base/embedded.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace motcua::store {

// One statement: its text and a name for logs and metrics.
struct Sql {
  std::string_view name;
  std::string_view text;
  consteval Sql(const char* n, const char* t) : name(n), text(t) {}
};

// Declares a statement and enters it into the list of all statements (statements()), which a test prepares on both engines.
// At namespace scope of a store.cpp.
#define MOTCUA_SQL(constant, sql_text)                          \
  constexpr ::motcua::store::Sql constant{#constant, sql_text}; \
  [[gnu::used, gnu::section("motcua_sql")]] static const ::motcua::store::Sql* const constant##_listed = &constant

// All statements linked into this program.
std::span<const Sql* const> statements();

enum class Engine : std::uint8_t { sqlite, postgres };

enum class FailureKind : std::uint8_t { unique, foreign_key, check, busy, connection, read_only, disk, corrupt, dialect, other };

// Thrown for what no caller can expect; the border of the request answers 503 (busy, connection, disk) or 500.
class Failure : public std::runtime_error {
 public:
  Failure(FailureKind kind, std::string_view statement, std::string message)
      : std::runtime_error(std::string(statement) + ": " + message), kind_(kind) {}
  FailureKind kind() const { return kind_; }

 private:
  FailureKind kind_;
};

// A bound value. Times go as microseconds, days as day numbers, ids and money as integers.
class Value {
 public:
  using Stored = std::variant<std::monostate, std::int64_t, bool, std::string_view>;
  Value(std::nullptr_t) {}
  Value(std::nullopt_t) {}
  Value(bool b) : v_(b) {}
  template <class T>
  requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) Value(T n) : v_(static_cast<std::int64_t>(n)) {}
  Value(std::string_view s) : v_(s) {}
  Value(const std::string& s) : v_(std::string_view(s)) {}
  Value(const char* s) : v_(std::string_view(s)) {}
  Value(Instant t) : v_(to_us(t)) {}
  Value(Day d) : v_(to_number(d)) {}
  template <class Tag> Value(Id<Tag> id) : v_(id.value) {}
  template <class T> Value(const std::optional<T>& o) {
    if (o) v_ = Value(*o).v_;
  }
  const Stored& stored() const { return v_; }

 private:
  Stored v_;
};

// One row of a result; valid only while the callback runs.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t i64(int column) const = 0;  // NULL is 0: ask is_null or use opt_i64
  virtual bool boolean(int column) const = 0;
  virtual std::string_view view(int column) const = 0;  // NULL is empty

  std::string text(int column) const { return std::string(view(column)); }
  int i32(int column) const { return static_cast<int>(i64(column)); }
  Instant instant(int column) const { return from_us(i64(column)); }
  Day day(int column) const { return from_number(i64(column)); }
  template <class Tag> Id<Tag> id(int column) const { return Id<Tag>{i64(column)}; }
  std::optional<std::int64_t> opt_i64(int column) const { return is_null(column) ? std::nullopt : std::optional(i64(column)); }
  std::optional<Instant> opt_instant(int column) const { return is_null(column) ? std::nullopt : std::optional(instant(column)); }
  std::optional<Day> opt_day(int column) const { return is_null(column) ? std::nullopt : std::optional(day(column)); }
  std::optional<std::string> opt_text(int column) const { return is_null(column) ? std::nullopt : std::optional(text(column)); }
};

// Reads. Statements may be composed at run time only from literal parts (see Query below).
class ReadTx {
 public:
  virtual ~ReadTx() = default;
  virtual Engine engine() const = 0;

  template <class F, class... A> void each(const Sql& sql, F&& on_row, const A&... bound) {
    const Value values[] = {Value(bound)..., Value(nullptr)};
    run_query(sql.name, sql.text, {values, sizeof...(A)}, std::forward<F>(on_row));
  }
  template <class T, class F, class... A> std::vector<T> all(const Sql& sql, F&& map, const A&... bound) {
    std::vector<T> rows;
    each(
        sql, [&](const Row& r) { rows.push_back(map(r)); }, bound...);
    return rows;
  }
  template <class T, class F, class... A> std::optional<T> one(const Sql& sql, F&& map, const A&... bound) {
    std::optional<T> found;
    each(
        sql,
        [&](const Row& r) {
          if (!found) found.emplace(map(r));
        },
        bound...);
    return found;
  }
  // Single number of a single row; 0 when there is no row.
  template <class... A> std::int64_t number(const Sql& sql, const A&... bound) {
    std::int64_t n = 0;
    each(
        sql, [&](const Row& r) { n = r.i64(0); }, bound...);
    return n;
  }
  // A composed query: text made of literals only (class Query guarantees that).
  void each(const class Query& query, const std::function<void(const Row&)>& on_row);

 protected:
  virtual void run_query(std::string_view name, std::string_view text, std::span<const Value> bound,
                         const std::function<void(const Row&)>& on_row) = 0;
};

// Writes. A function that writes asks for Tx&, never for a Database.
class Tx : public ReadTx {
 public:
  // Runs at once; number of rows changed.
  template <class... A> std::int64_t exec(const Sql& sql, const A&... bound) {
    const Value values[] = {Value(bound)..., Value(nullptr)};
    return run_exec(sql.name, sql.text, {values, sizeof...(A)});
  }
  // Sends without waiting (pipeline mode on PostgreSQL, at once on SQLite); a failure surfaces at the next waiting call or at commit.
  template <class... A> void send(const Sql& sql, const A&... bound) {
    const Value values[] = {Value(bound)..., Value(nullptr)};
    run_send(sql.name, sql.text, {values, sizeof...(A)});
  }
  // Like exec, but a broken unique, foreign key or check rule is an expected outcome (Errc::conflict) and leaves the transaction usable.
  template <class... A> Result<std::int64_t> try_exec(const Sql& sql, const A&... bound) {
    const Value values[] = {Value(bound)..., Value(nullptr)};
    return run_try_exec(sql.name, sql.text, {values, sizeof...(A)});
  }
  // Like send, but a broken unique, foreign key or check rule refuses the whole use case: it is rolled back and write() returns
  // `refusal`. Costs no round trip; for rules that two writers may meet on (version of an object, number already taken).
  template <class... A> void send_or_refuse(Error refusal, const Sql& sql, const A&... bound) {
    const Value values[] = {Value(bound)..., Value(nullptr)};
    run_send_or_refuse(sql.name, sql.text, {values, sizeof...(A)}, std::move(refusal));
  }
  // Runs after the commit is durable, in the thread of the caller of write(); dropped on rollback.
  virtual void after_commit(std::function<void()> follow_up) = 0;

 protected:
  virtual std::int64_t run_exec(std::string_view name, std::string_view text, std::span<const Value> bound) = 0;
  virtual void run_send(std::string_view name, std::string_view text, std::span<const Value> bound) = 0;
  virtual void run_send_or_refuse(std::string_view name, std::string_view text, std::span<const Value> bound, Error refusal) = 0;
  virtual Result<std::int64_t> run_try_exec(std::string_view name, std::string_view text, std::span<const Value> bound) = 0;
};

// A query whose filters are chosen at run time: parts are literals, values are bound, numbering is kept here.
//   Query q{"dossier.worklist", "SELECT id FROM dossier WHERE TRUE"};
//   if (filter.unit) q.add(" AND unit_id = ?", *filter.unit);   // '?' becomes the next $n
class Query {
 public:
  struct Part {
    std::string_view text;
    consteval Part(const char* p) : text(p) {}
  };
  Query(Part name, Part text) : name_(name.text), text_(text.text) {}
  // Values are copied, so temporaries are safe. As many '?' in `part` as values.
  template <class... A> Query& add(Part part, const A&... bound) {
    append(part.text);
    (bind(Value(bound)), ...);
    return *this;
  }
  std::string_view name() const { return name_; }
  const std::string& text() const { return text_; }
  std::vector<Value> values() const;

 private:
  void append(std::string_view part);
  void bind(const Value& value);
  std::string name_;
  std::string text_;
  std::vector<std::variant<std::monostate, std::int64_t, bool, std::string>> values_;
  int next_ = 1;
};

// A step of a context's schema; text embedded from src/<context>/migrations/NNNN_name.sql.
struct MigrationSet {
  std::string_view context;
  std::span<const EmbeddedFile> files;
};

struct DatabaseOptions {
  std::string url;  // "sqlite:/path/motcua.sqlite" or "postgresql://…" (several hosts allowed)
  int readers = 4;  // reader connections (SQLite) or pool size (PostgreSQL)
  // False only while something is filled that is worth nothing until it is whole (a demonstration, a test): commits do not wait for the
  // disk, so a power failure may leave it unusable.
  bool durable = true;
};

class Database {
 public:
  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  // One use case, one transaction: commits when the closure returns a value, rolls back on error or exception.
  // Returns only after the commit is durable. On SQLite waiting closures share one durable commit (group commit, each
  // in its own savepoint); on a lost race (busy, serialization, lost connection before commit) the closure runs again,
  // so it must have no effects outside the transaction but after_commit. On SQLite it runs in the writer's thread: no
  // thread-local state. Neither write nor read of the same database inside (BrokenInvariant). Nothing slow inside: no network, files, PDF.
  template <class F>
  auto write(F&& use_case, std::source_location where = std::source_location::current()) -> std::invoke_result_t<F, Tx&> {
    using R = std::invoke_result_t<F, Tx&>;
    std::optional<R> outcome;
    run_write(
        [&](Tx& tx) {
          outcome.emplace(use_case(tx));
          return outcome->has_value();
        },
        [&](Error&& refusal) { outcome.emplace(tl::make_unexpected(std::move(refusal))); }, where);
    return std::move(*outcome);
  }
  // A consistent snapshot to read from; any return type.
  template <class F>
  auto read(F&& query, std::source_location where = std::source_location::current()) -> std::invoke_result_t<F, ReadTx&> {
    using R = std::invoke_result_t<F, ReadTx&>;
    if constexpr (std::is_void_v<R>) {
      run_read([&](ReadTx& tx) { query(tx); }, where);
    } else {
      std::optional<R> outcome;
      run_read([&](ReadTx& tx) { outcome.emplace(query(tx)); }, where);
      return std::move(*outcome);
    }
  }
  // Brings the schema up to date: the tables of store itself first, then the sets in the order given, all in one transaction;
  // on SQLite a backup copy is made beside the file before an existing schema is changed. Throws Failure when an applied step
  // was edited since or when the schema is newer than this program.
  virtual void migrate(std::span<const MigrationSet> sets) = 0;
  // Statements run by the calling thread since the last call; for the access log and for tests that count them.
  static int take_statement_count();

 protected:
  // `use_case` says whether to commit; `refuse` takes the Error of send_or_refuse when that ended the use case.
  virtual void run_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse,
                         std::source_location where) = 0;
  virtual void run_read(const std::function<void(ReadTx&)>& query, std::source_location where) = 0;
};

std::unique_ptr<Database> open(const DatabaseOptions& options);

}  // namespace motcua::store
