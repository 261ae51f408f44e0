#include "store/sqlite_database.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/clock.hpp"
#include "store/sqlite_backup.hpp"

namespace motcua::store {

namespace {
bool is_rule(FailureKind kind) { return kind == FailureKind::unique || kind == FailureKind::foreign_key || kind == FailureKind::check; }
}  // namespace

std::int64_t SqliteTx::run(std::string_view name, std::string_view text, std::span<const Value> bound,
                           const std::function<void(const Row&)>& on_row, bool may_break_a_rule) {
  ++statement_count();
  if (failed_) throw Failure(FailureKind::other, name, "an earlier statement of this transaction failed");
  try {
    return connection_.run(name, text, bound, on_row);
  } catch (const Failure& failure) {
    failed_ = !may_break_a_rule || !is_rule(failure.kind());
    throw;
  }
}

void SqliteTx::run_query(std::string_view name, std::string_view text, std::span<const Value> bound,
                         const std::function<void(const Row&)>& on_row) {
  run(name, text, bound, on_row);
}
std::int64_t SqliteTx::run_exec(std::string_view name, std::string_view text, std::span<const Value> bound) {
  return run(name, text, bound, {});
}
void SqliteTx::run_send(std::string_view name, std::string_view text, std::span<const Value> bound) { run(name, text, bound, {}); }

void SqliteTx::run_send_or_refuse(std::string_view name, std::string_view text, std::span<const Value> bound, Error refusal) {
  auto done = run_try_exec(name, text, bound);
  if (done) return;
  refusal.detail += done.error().detail;
  throw Refused{std::move(refusal)};
}

Result<std::int64_t> SqliteTx::run_try_exec(std::string_view name, std::string_view text, std::span<const Value> bound) {
  try {
    return run(name, text, bound, {}, true);  // a broken rule undoes the statement only
  } catch (const Failure& failure) {
    if (failed_ || !is_rule(failure.kind())) throw;
    return broken_rule(failure.kind(), name, failure.what());
  }
}

SqliteDatabase::SqliteDatabase(std::string path, int readers, bool durable)
    : path_(std::move(path)),
      writer_(std::make_unique<SqliteConnection>(path_, SqliteConnection::Use::write, durable)),
      readers_left_(std::max(1, readers)) {
  sqlite3_wal_hook(
      writer_->handle(),
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<SqliteDatabase*>(self)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
  checkpointer_ = std::thread([this] { checkpoint_loop(); });
  writer_thread_ = std::thread([this] { writer_loop(); });
}

SqliteDatabase::~SqliteDatabase() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  writer_thread_.join();
  {
    const std::lock_guard lock(checkpoint_mutex_);
    checkpoint_stop_ = true;
  }
  checkpoint_due_.notify_all();
  checkpointer_.join();
}

// --- writing -------------------------------------------------------------------------------------------------------------

void SqliteDatabase::run_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse,
                               std::source_location where) {
  TransactionGuard::refuse_nested(this, where);
  Job job;
  job.use_case = &use_case;
  job.refuse = &refuse;
  job.where = where;
  submit(job);
  statement_count() += job.statements;
  if (job.thrown) std::rethrow_exception(job.thrown);
  run_follow_ups(job.follow_ups);
}

void SqliteDatabase::submit(Job& job) {
  std::unique_lock lock(mutex_);
  ensure(!stopping_, "write after the database began to close", job.where);
  queue_.push_back(&job);
  if (queue_.size() == 1) work_.notify_one();
  job.answered.wait(lock, [&] { return job.done; });
}

void SqliteDatabase::writer_loop() {
  std::vector<Job*> group;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;  // everything that waited has been answered
      const auto n = std::min(queue_.size(), kMostJobs);
      group.assign(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(n));
      queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(n));
    }
    run_group(group);
    {
      // Notified under the lock: the caller, who owns the job, cannot go on and destroy it before.
      const std::lock_guard lock(mutex_);
      for (auto* job : group) {
        job->done = true;
        job->answered.notify_one();
      }
    }
    checkpoint_if_large();
  }
}

// Nobody is answered before the commit is durable, not even those whose closure failed: what they saw may have been rows of a
// member whose commit did not come about.
void SqliteDatabase::run_group(const std::vector<Job*>& group) {
  std::exception_ptr cause;
  const auto outcome = try_group(group, cause);
  if (outcome == Group::committed) return;
  if (outcome == Group::retry_alone && group.size() > 1) {
    // One member spoilt the transaction of all (a deferred rule at commit, a statement that ended the transaction):
    // each runs again in a transaction of its own, and only the guilty one is told.
    for (auto* job : group) {
      std::exception_ptr own;
      if (try_group({&job, 1}, own) != Group::committed) job->thrown = own;
    }
    return;
  }
  for (auto* job : group) job->thrown = cause;
}

SqliteDatabase::Group SqliteDatabase::try_group(std::span<Job* const> group, std::exception_ptr& cause) {
  bool committing = false;
  try {
    writer_->control("BEGIN IMMEDIATE");
    for (auto* job : group) {
      run_job(*job);
      if (!writer_->in_transaction()) {  // full disk, I/O error: SQLite has rolled back everything
        cause = job->thrown;
        return Group::retry_alone;
      }
    }
    committing = true;
    writer_->control("COMMIT");
    return Group::committed;
  } catch (const Failure& failure) {
    cause = std::current_exception();
    writer_->rollback();
    for (auto* job : group) job->follow_ups.clear();
    return committing && is_rule(failure.kind()) ? Group::retry_alone : Group::failed;
  } catch (...) {
    cause = std::current_exception();
    writer_->rollback();
    return Group::failed;
  }
}

void SqliteDatabase::run_job(Job& job) {
  job.thrown = nullptr;
  job.follow_ups.clear();
  SqliteTx tx(*writer_);
  writer_->control("SAVEPOINT use_case");
  bool keep = false;
  statement_count() = 0;
  {
    const TransactionGuard guard(this, job.where);
    try {
      keep = (*job.use_case)(tx);
      if (keep && tx.failed()) throw Failure(FailureKind::other, "sqlite.commit", "an earlier statement of this transaction failed");
    } catch (Refused& refused) {
      (*job.refuse)(std::move(refused.error));
    } catch (...) {
      keep = false;
      job.thrown = std::current_exception();
    }
  }
  job.statements = std::exchange(statement_count(), 0);
  if (!writer_->in_transaction()) {
    if (!job.thrown)
      job.thrown = std::make_exception_ptr(Failure(FailureKind::other, "sqlite.savepoint", "the transaction ended by itself"));
    return;
  }
  if (!keep) writer_->control("ROLLBACK TO use_case");
  writer_->control("RELEASE use_case");
  if (keep) job.follow_ups = std::move(tx.follow_ups());
}

// --- checkpoints ---------------------------------------------------------------------------------------------------------

// In the writer's thread, between groups.
void SqliteDatabase::checkpoint_if_large() {
  if (log_pages_ < kCheckpointPages) return;
  if (log_pages_ >= kTooManyPages) {
    // Writers come faster than the log is written back: make them wait once. Readers that hold it open end this early (BUSY).
    sqlite3_wal_checkpoint_v2(writer_->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    return;
  }
  {
    const std::lock_guard lock(checkpoint_mutex_);
    checkpoint_wanted_ = true;
  }
  checkpoint_due_.notify_one();
}

void SqliteDatabase::checkpoint_loop() {
  std::unique_ptr<SqliteConnection> connection;
  for (;;) {
    {
      std::unique_lock lock(checkpoint_mutex_);
      checkpoint_due_.wait(lock, [&] { return checkpoint_stop_ || checkpoint_wanted_; });
      if (checkpoint_stop_) return;
      checkpoint_wanted_ = false;
    }
    try {
      if (!connection) connection = std::make_unique<SqliteConnection>(path_, SqliteConnection::Use::write);
      // A failure leaves the log as it is, which loses nothing; the next round tries again.
      sqlite3_wal_checkpoint_v2(connection->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    } catch (const Failure&) {
      connection.reset();
    }
  }
}

// --- reading -------------------------------------------------------------------------------------------------------------

std::unique_ptr<SqliteConnection> SqliteDatabase::take_reader() {
  std::unique_lock lock(readers_mutex_);
  reader_free_.wait(lock, [&] { return !idle_readers_.empty() || readers_left_ > 0; });
  if (!idle_readers_.empty()) {
    auto reader = std::move(idle_readers_.back());
    idle_readers_.pop_back();
    return reader;
  }
  --readers_left_;
  lock.unlock();
  try {
    return std::make_unique<SqliteConnection>(path_, SqliteConnection::Use::read);
  } catch (...) {
    lock.lock();
    ++readers_left_;
    reader_free_.notify_one();
    throw;
  }
}

void SqliteDatabase::drop_reader() {
  const std::lock_guard lock(readers_mutex_);
  ++readers_left_;
  reader_free_.notify_one();
}

void SqliteDatabase::give_back(std::unique_ptr<SqliteConnection> reader) {
  const std::lock_guard lock(readers_mutex_);
  idle_readers_.push_back(std::move(reader));
  reader_free_.notify_one();
}

void SqliteDatabase::run_read(const std::function<void(ReadTx&)>& query, std::source_location where) {
  const TransactionGuard guard(this, where);
  auto reader = take_reader();
  struct Return {
    SqliteDatabase& database;
    std::unique_ptr<SqliteConnection>& reader;
    ~Return() {
      try {
        if (reader->in_transaction()) reader->control("ROLLBACK");
        database.give_back(std::move(reader));
      } catch (...) {  // a connection that cannot even roll back is not used again
        database.drop_reader();
      }
    }
  } const at_end{*this, reader};
  reader->control("BEGIN");
  SqliteTx tx(*reader);
  query(tx);
}

// --- schema --------------------------------------------------------------------------------------------------------------

void SqliteDatabase::migrate(std::span<const MigrationSet> sets) {
  const MigrationHost host{[&](const std::function<void(SchemaTx&)>& steps) {
                             run_write(
                                 [&](Tx& tx) {
                                   steps(static_cast<SchemaTx&>(tx));
                                   return true;
                                 },
                                 [](Error&& error) { throw Failure(FailureKind::other, "migrate", error.detail); },
                                 std::source_location::current());
                           },
                           [&] {
                             auto stamp = iso(SystemClock{}.now()).substr(0, 19);
                             std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
                             const auto name = fmt::format("{}.before-{}", path_, stamp);
                             for (int n = 1; !copy_sqlite(path_, n == 1 ? name : fmt::format("{}-{}", name, n)); ++n) continue;
                           }};
  apply_migrations(sets, Engine::sqlite, host);
}

std::unique_ptr<Database> open_sqlite(const std::string& path, int readers, bool durable) {
  return std::make_unique<SqliteDatabase>(path, readers, durable);
}

}  // namespace motcua::store
