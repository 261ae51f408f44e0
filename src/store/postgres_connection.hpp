// One PostgreSQL connection in pipeline mode: statements are queued and their results taken in order. Private to store.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/db.hpp"

namespace motcua::store {

FailureKind postgres_kind(std::string_view sqlstate);

class PostgresFailure : public Failure {
 public:
  PostgresFailure(FailureKind kind, std::string_view statement, const std::string& message, std::string sqlstate)
      : Failure(kind, statement, message), sqlstate_(std::move(sqlstate)) {}
  // Five characters; empty when the connection was lost without a word of the server.
  const std::string& sqlstate() const { return sqlstate_; }

 private:
  std::string sqlstate_;
};

using PostgresResult = std::unique_ptr<PGresult, void (*)(PGresult*)>;

class PostgresConnection {
 public:
  explicit PostgresConnection(const std::string& url, bool durable = true);

  // Queues a statement. With a refusal, a broken rule of it ends the use case with that error (Refused).
  void send(std::string_view name, std::string_view text, std::span<const Value> bound, std::optional<Error> refusal = std::nullopt);
  // Sends what is queued and waits for all of it; the result of the last statement. Throws the first failure.
  PostgresResult wait();
  // send + wait, in a savepoint: a broken rule is returned and leaves the transaction usable.
  Result<std::int64_t> attempt(std::string_view name, std::string_view text, std::span<const Value> bound);
  // Sends COMMIT with what is queued before it, in one round trip. Throws CommitUnknown when the answer was lost.
  void commit();
  // Ends the transaction whatever its state; marks the connection broken when that is impossible.
  void rollback() noexcept;
  // Ends a read: nothing to wait for, the answer is taken at the next wait().
  void end_read();
  // Several statements at once, outside the pipeline, inside the current transaction.
  void script(std::string_view name, const std::string& text);
  // Throws Failure when texts of this database would not be kept or sorted as on SQLite.
  void check_server();
  void prepare_only(std::string_view name, std::string_view text);
  void forget_statements_if_many();

  // False when the server has closed the connection meanwhile, as far as one can tell without a round trip.
  bool alive();
  bool broken() const { return broken_; }

 private:
  enum class Step : std::uint8_t { prepare, statement, commit, sync };
  struct Pending {
    Step step;
    std::string name;
    std::string text;  // of a prepare
    std::optional<Error> refusal;
    bool tried = false;  // failure goes to attempt_failure_
  };
  struct Prepared {
    std::string name;
    int values = 0;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };

  void queue(Step step, std::string_view name, std::string_view text, std::span<const Value> bound, std::optional<Error> refusal,
             bool tried);
  void queue_sync();
  void drain();
  void take(Pending& pending);
  void settle(Pending& pending, PostgresResult result);
  void note(Pending& pending, const PGresult* result);
  [[noreturn]] void lost(std::string_view name);
  // One value of one row, outside the pipeline.
  std::string ask(const char* text);
  void check_sent(int sent, std::string_view name);

  // Results of a long row of sends are taken now and then, so that neither side has to keep them.
  static constexpr std::size_t kMostPending = 256;
  static constexpr std::size_t kMostStatements = 512;

  std::unique_ptr<PGconn, void (*)(PGconn*)> connection_{nullptr, PQfinish};
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements_;
  std::deque<Pending> pending_;
  PostgresResult last_{nullptr, PQclear};
  std::optional<PostgresFailure> failure_;          // the first of this drain
  std::optional<PostgresFailure> attempt_failure_;  // of the statement under attempt()
  std::optional<Error> refusal_;                    // when the first failure had one
  std::string arena_;                               // texts of the values being sent
  int names_ = 0;
  bool failure_at_commit_ = false;
  bool broken_ = false;
};

// The connection was lost after COMMIT had been sent: nobody knows whether it took place. Not repeated by itself, since the
// caller's request may already be done; it comes again with its idempotency key.
class CommitUnknown : public Failure {
 public:
  explicit CommitUnknown(const std::string& detail)
      : Failure(FailureKind::connection, "postgres.commit",
                "mất kết nối trong lúc ghi, chưa rõ đã ghi xong hay chưa; xem lại trước khi gửi lại (" + detail + ")") {}
};

class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* result, int row, std::string_view name) : result_(result), row_(row), name_(name) {}
  bool is_null(int column) const override;
  std::int64_t i64(int column) const override;
  bool boolean(int column) const override;
  std::string_view view(int column) const override;

 private:
  const PGresult* result_;
  int row_;
  std::string_view name_;
};

}  // namespace motcua::store
