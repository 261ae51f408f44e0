// PostgreSQL: a pool of connections; lost races and lost connections run the closure again. Private to store.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/engine.hpp"
#include "store/postgres_connection.hpp"

namespace motcua::store {

class PostgresTx final : public SchemaTx {
 public:
  enum class Use : std::uint8_t { write, read };
  PostgresTx(PostgresConnection& connection, Use use) : connection_(connection), use_(use) {}
  Engine engine() const override { return Engine::postgres; }
  void after_commit(std::function<void()> follow_up) override { follow_ups_.push_back(std::move(follow_up)); }
  void script(std::string_view name, const std::string& text) override;
  void prepare_only(std::string_view name, std::string_view text) override;
  std::vector<std::function<void()>>& follow_ups() { return follow_ups_; }
  bool begun() const { return begun_; }
  // Whether any row or count was handed to the closure.
  bool answered() const { return answered_; }

 protected:
  void run_query(std::string_view name, std::string_view text, std::span<const Value> bound,
                 const std::function<void(const Row&)>& on_row) override;
  std::int64_t run_exec(std::string_view name, std::string_view text, std::span<const Value> bound) override;
  void run_send(std::string_view name, std::string_view text, std::span<const Value> bound) override;
  void run_send_or_refuse(std::string_view name, std::string_view text, std::span<const Value> bound, Error refusal) override;
  Result<std::int64_t> run_try_exec(std::string_view name, std::string_view text, std::span<const Value> bound) override;

 private:
  void begin();
  PostgresConnection& connection_;
  Use use_;
  bool begun_ = false;  // BEGIN travels with the first statement
  bool answered_ = false;
  std::vector<std::function<void()>> follow_ups_;
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string url, int connections, bool durable);
  Engine engine() const override { return Engine::postgres; }
  void migrate(std::span<const MigrationSet> sets) override;

 protected:
  void run_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse, std::source_location where) override;
  void run_read(const std::function<void(ReadTx&)>& query, std::source_location where) override;

 private:
  enum class Attempt : std::uint8_t { done, again };
  class Lent;  // a connection out of the pool, given back at the end of its life
  std::unique_ptr<PostgresConnection> take();
  void give_back(std::unique_ptr<PostgresConnection> connection);
  Attempt try_write(const std::function<bool(Tx&)>& use_case, const std::function<void(Error&&)>& refuse, std::source_location where,
                    bool last, std::vector<std::function<void()>>& follow_ups);

  static constexpr int kAttempts = 10;

  const std::string url_;
  const bool durable_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
  int left_;  // connections that may still be opened
};

}  // namespace motcua::store
