// SQLite: one writer thread with group commit, a pool of readers, a thread for checkpoints. Private to store.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/engine.hpp"
#include "store/sqlite_connection.hpp"

namespace motcua::store {

class SqliteTx final : public SchemaTx {
 public:
  explicit SqliteTx(SqliteConnection& connection) : connection_(connection) {}
  Engine engine() const override { return Engine::sqlite; }
  void after_commit(std::function<void()> follow_up) override { follow_ups_.push_back(std::move(follow_up)); }
  void script(std::string_view name, const std::string& text) override { connection_.script(name, text); }
  void prepare_only(std::string_view name, std::string_view text) override { connection_.prepare_only(name, text); }
  std::vector<std::function<void()>>& follow_ups() { return follow_ups_; }
  bool failed() const { return failed_; }

 protected:
  void run_query(std::string_view name, std::string_view text, std::span<const Value> bound,
                 const std::function<void(const Row&)>& on_row) override;
  std::int64_t run_exec(std::string_view name, std::string_view text, std::span<const Value> bound) override;
  void run_send(std::string_view name, std::string_view text, std::span<const Value> bound) override;
  void run_send_or_refuse(std::string_view name, std::string_view text, std::span<const Value> bound, Error refusal) override;
  Result<std::int64_t> run_try_exec(std::string_view name, std::string_view text, std::span<const Value> bound) override;

 private:
  // A failed statement ends the transaction, as on PostgreSQL, even when the closure swallows the exception.
  std::int64_t run(std::string_view name, std::string_view text, std::span<const Value> bound,
                   const std::function<void(const Row&)>& on_row, bool may_break_a_rule = false);
  SqliteConnection& connection_;
  bool failed_ = false;
  std::vector<std::function<void()>> follow_ups_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, int readers, bool durable);
  ~SqliteDatabase() override;
  Engine engine() const override { return Engine::sqlite; }
  void migrate(std::span<const MigrationSet> sets) override;

 protected:
  void run_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse, std::source_location where) override;
  void run_read(const std::function<void(ReadTx&)>& query, std::source_location where) override;

 private:
  // A waiting call of run_write; lives on the stack of the caller until `done`.
  struct Job {
    const std::function<bool(Tx&)>* use_case{};
    const std::function<void(Error&&)>* refuse{};
    std::source_location where;
    std::condition_variable answered;
    bool done = false;
    bool ran = false;
    std::exception_ptr thrown;
    std::vector<std::function<void()>> follow_ups;
    int statements = 0;
  };
  enum class Group : std::uint8_t { committed, retry_alone, failed };

  void submit(Job& job);
  void writer_loop();
  void run_group(const std::vector<Job*>& group);
  Group try_group(std::span<Job* const> group, std::exception_ptr& cause);
  void run_job(Job& job);
  void checkpoint_loop();
  void checkpoint_if_large();
  std::unique_ptr<SqliteConnection> take_reader();
  void give_back(std::unique_ptr<SqliteConnection> reader);
  void drop_reader();

  // A larger group would only delay its first member.
  static constexpr std::size_t kMostJobs = 128;
  // Pages in the log after which it is written back: 4 MB; beyond 256 MB the writer itself waits for it.
  static constexpr int kCheckpointPages = 1000;
  static constexpr int kTooManyPages = 65536;

  const std::string path_;
  std::unique_ptr<SqliteConnection> writer_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Job*> queue_;
  bool stopping_ = false;

  std::mutex readers_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_readers_;
  int readers_left_;  // connections that may still be opened

  std::mutex checkpoint_mutex_;
  std::condition_variable checkpoint_due_;
  int log_pages_ = 0;  // written by the hook in the writer's thread
  bool checkpoint_wanted_ = false;
  bool checkpoint_stop_ = false;

  std::thread checkpointer_;
  std::thread writer_thread_;
};

}  // namespace motcua::store
