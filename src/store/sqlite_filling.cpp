// SQLite while something is filled that is worth nothing until it is whole and nobody looks at before: one connection, everything in the
// caller's thread, hundreds of use cases in one commit. Otherwise each use case costs a commit and two changes of thread, a third
// of all the work of a demonstration.
#include <mutex>

#include "store/sqlite_database.hpp"

namespace motcua::store {

namespace {
class SqliteFilling final : public Database {
 public:
  explicit SqliteFilling(std::string path) : path_(std::move(path)), connection_(path_, SqliteConnection::Use::write, false) {
    connection_.script("sqlite.filling", "PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -65536");
  }
  ~SqliteFilling() override {
    try {
      commit();
    } catch (...) {
      connection_.rollback();  // what was filled is not whole; the file holds what was committed before
    }
  }
  Engine engine() const override { return Engine::sqlite; }
  void migrate(std::span<const MigrationSet> sets) override {
    const std::lock_guard lock(mutex_);
    commit();
    open_sqlite(path_, 1, true)->migrate(sets);
  }

 protected:
  void run_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse,
                 std::source_location where) override {
    TransactionGuard::refuse_nested(this, where);
    std::vector<std::function<void()>> follow_ups;
    {
      const std::lock_guard lock(mutex_);
      if (!connection_.in_transaction()) connection_.control("BEGIN IMMEDIATE");
      connection_.control("SAVEPOINT use_case");
      if (use_case_kept(use_case, refuse, where, follow_ups) && ++waiting_ >= kAtOnce) commit();
    }
    run_follow_ups(follow_ups);
  }
  // What was written is seen at once, committed or not: there is one connection.
  void run_read(const std::function<void(ReadTx&)>& query, std::source_location where) override {
    TransactionGuard::refuse_nested(this, where);
    const std::lock_guard lock(mutex_);
    const TransactionGuard guard(this, where);
    SqliteTx tx(connection_);
    query(tx);
  }

 private:
  bool use_case_kept(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse, std::source_location where,
                     std::vector<std::function<void()>>& follow_ups) {
    const TransactionGuard guard(this, where);
    SqliteTx tx(connection_);
    bool keep = false;
    try {
      keep = use_case(tx);
      if (keep && tx.failed()) throw Failure(FailureKind::other, "sqlite.commit", "an earlier statement of this transaction failed");
    } catch (Refused& refused) {
      keep = false;
      refuse(std::move(refused.error));
    } catch (...) {
      end(false);
      throw;
    }
    end(keep);
    if (keep) follow_ups = std::move(tx.follow_ups());
    return keep;
  }
  void end(bool keep) {
    if (!connection_.in_transaction()) return;  // full disk: SQLite has rolled back everything
    if (!keep) connection_.control("ROLLBACK TO use_case");
    connection_.control("RELEASE use_case");
  }
  void commit() {
    waiting_ = 0;
    if (connection_.in_transaction()) connection_.control("COMMIT");
  }

  static constexpr int kAtOnce = 500;  // use cases
  const std::string path_;
  std::mutex mutex_;
  SqliteConnection connection_;
  int waiting_ = 0;
};
}  // namespace

std::unique_ptr<Database> open_sqlite_to_fill(const std::string& path) { return std::make_unique<SqliteFilling>(path); }

}  // namespace motcua::store
