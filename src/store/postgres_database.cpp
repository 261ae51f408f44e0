#include "store/postgres_database.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <random>
#include <thread>

namespace motcua::store {

// --- transaction ---------------------------------------------------------------------------------------------------------

void PostgresTx::begin() {
  ++statement_count();
  if (std::exchange(begun_, true)) return;
  // Writers see what is committed and meet on versions and unique rules (docs/sql.md); readers get one snapshot.
  connection_.send(
      "postgres.begin",
      use_ == Use::write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", {});
}

void PostgresTx::run_query(std::string_view name, std::string_view text, std::span<const Value> bound,
                           const std::function<void(const Row&)>& on_row) {
  begin();
  connection_.send(name, text, bound);
  const auto result = connection_.wait();
  answered_ = true;
  const int rows = PQntuples(result.get());
  for (int i = 0; i < rows; ++i) on_row(PostgresRow(result.get(), i, name));
}

std::int64_t PostgresTx::run_exec(std::string_view name, std::string_view text, std::span<const Value> bound) {
  begin();
  connection_.send(name, text, bound);
  const auto result = connection_.wait();
  answered_ = true;
  const std::string_view count =
      PQresultStatus(result.get()) == PGRES_TUPLES_OK && std::string_view(PQcmdStatus(result.get())).starts_with("SELECT")
          ? ""
          : PQcmdTuples(result.get());
  std::int64_t changed = 0;
  std::from_chars(count.data(), count.data() + count.size(), changed);
  return changed;
}

void PostgresTx::run_send(std::string_view name, std::string_view text, std::span<const Value> bound) {
  begin();
  connection_.send(name, text, bound);
}

void PostgresTx::run_send_or_refuse(std::string_view name, std::string_view text, std::span<const Value> bound, Error refusal) {
  begin();
  connection_.send(name, text, bound, std::move(refusal));
}

Result<std::int64_t> PostgresTx::run_try_exec(std::string_view name, std::string_view text, std::span<const Value> bound) {
  begin();
  auto outcome = connection_.attempt(name, text, bound);
  answered_ = true;
  return outcome;
}

void PostgresTx::script(std::string_view name, const std::string& text) {
  begin();
  connection_.script(name, text);
}

void PostgresTx::prepare_only(std::string_view name, std::string_view text) {
  begin();
  connection_.prepare_only(name, text);
}

// --- pool ----------------------------------------------------------------------------------------------------------------

PostgresDatabase::PostgresDatabase(std::string url, int connections, bool durable)
    : url_(std::move(url)), durable_(durable), left_(std::max(1, connections)) {
  auto first = take();
  give_back(std::move(first));
}

std::unique_ptr<PostgresConnection> PostgresDatabase::take() {
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return !idle_.empty() || left_ > 0; });
  while (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->alive()) return connection;
    ++left_;
  }
  --left_;
  lock.unlock();
  try {
    return std::make_unique<PostgresConnection>(url_, durable_);
  } catch (...) {
    lock.lock();
    ++left_;
    free_.notify_one();
    throw;
  }
}

void PostgresDatabase::give_back(std::unique_ptr<PostgresConnection> connection) {
  const std::lock_guard lock(mutex_);
  if (connection->broken()) {
    // The others lead to the same server: ask for fresh ones.
    left_ += 1 + static_cast<int>(idle_.size());
    idle_.clear();
    free_.notify_all();
    return;
  }
  idle_.push_back(std::move(connection));
  free_.notify_one();
}

class PostgresDatabase::Lent {
 public:
  explicit Lent(PostgresDatabase& database) : database_(database), connection_(database.take()) {}
  ~Lent() { database_.give_back(std::move(connection_)); }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  PostgresConnection& operator*() { return *connection_; }
  PostgresConnection* operator->() { return connection_.get(); }

 private:
  PostgresDatabase& database_;
  std::unique_ptr<PostgresConnection> connection_;
};

// --- writing -------------------------------------------------------------------------------------------------------------

namespace {
// Whether the closure may run again: nothing of it has been committed, and another try can end differently.
bool worth_another_try(const Failure& failure) {
  return failure.kind() == FailureKind::busy || failure.kind() == FailureKind::connection || failure.kind() == FailureKind::read_only;
}

// A pause that grows and differs between the losers of a race. Up to 1, 2, 4 … 256 ms.
void pause_before(int attempt) {
  thread_local std::minstd_rand random(std::random_device{}());
  const int longest = 1000 << std::min(attempt - 1, 8);
  std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution<int>(longest / 4, longest)(random)));
}
}  // namespace

void PostgresDatabase::run_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse,
                                 std::source_location where) {
  TransactionGuard::refuse_nested(this, where);
  std::vector<std::function<void()>> follow_ups;
  for (int attempt = 1; try_write(use_case, refuse, where, attempt >= kAttempts, follow_ups) == Attempt::again; ++attempt)
    pause_before(attempt);
  run_follow_ups(follow_ups);
}

PostgresDatabase::Attempt PostgresDatabase::try_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse,
                                                      std::source_location where, bool last,
                                                      std::vector<std::function<void()>>& follow_ups) {
  const int counted = statement_count();
  Lent connection(*this);
  PostgresTx tx(*connection, PostgresTx::Use::write);
  try {
    connection->forget_statements_if_many();
    bool keep = false;
    {
      const TransactionGuard guard(this, where);
      keep = use_case(tx);
    }
    if (!keep) {
      connection->rollback();
      return Attempt::done;
    }
    if (tx.begun()) connection->commit();
    follow_ups = std::move(tx.follow_ups());
    return Attempt::done;
  } catch (Refused& refused) {
    connection->rollback();
    refuse(std::move(refused.error));
    return Attempt::done;
  } catch (const CommitUnknown&) {
    throw;
  } catch (const Failure& failure) {
    connection->rollback();
    if (last || !worth_another_try(failure)) throw;
    statement_count() = counted;
    return Attempt::again;
  } catch (...) {
    connection->rollback();
    throw;
  }
}

// --- reading -------------------------------------------------------------------------------------------------------------

void PostgresDatabase::run_read(const std::function<void(ReadTx&)>& query, std::source_location where) {
  const TransactionGuard guard(this, where);
  for (int attempt = 1;; ++attempt) {
    Lent connection(*this);
    PostgresTx tx(*connection, PostgresTx::Use::read);
    try {
      connection->forget_statements_if_many();
      query(tx);
      if (tx.begun()) connection->end_read();
      return;
    } catch (const Failure& failure) {
      connection->rollback();
      // The connection had died in the pool: the closure has seen nothing yet and may start again.
      if (failure.kind() != FailureKind::connection || tx.answered() || attempt >= 3) throw;
    } catch (...) {
      connection->rollback();
      throw;
    }
  }
}

// --- schema --------------------------------------------------------------------------------------------------------------

void PostgresDatabase::migrate(std::span<const MigrationSet> sets) {
  const MigrationHost host{
      [&](const std::function<void(SchemaTx&)>& steps) {
        run_write(
            [&](Tx& tx) {
              auto& schema = static_cast<SchemaTx&>(tx);
              // One instance at a time; the number is ours alone ("motcua" in ASCII).
              schema.script("migrate.lock", "SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(120339033453409)");
              steps(schema);
              return true;
            },
            [](Error&& error) { throw Failure(FailureKind::other, "migrate", error.detail); }, std::source_location::current());
      },
      [] {}};
  apply_migrations(sets, Engine::postgres, host);
}

std::unique_ptr<Database> open_postgres(const std::string& url, int connections, bool durable) {
  {
    PostgresConnection first(url);
    first.check_server();
  }
  return std::make_unique<PostgresDatabase>(url, connections, durable);
}

}  // namespace motcua::store
