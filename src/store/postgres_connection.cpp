#include "store/postgres_connection.hpp"

#include <fmt/core.h>
#include <poll.h>

#include <array>
#include <charconv>

#include "store/engine.hpp"

namespace motcua::store {

FailureKind postgres_kind(std::string_view state) {
  if (state.empty()) return FailureKind::connection;
  if (state == "23505") return FailureKind::unique;
  if (state == "23503") return FailureKind::foreign_key;
  if (state == "40001" || state == "40P01" || state == "55P03") return FailureKind::busy;
  if (state == "08P01") return FailureKind::dialect;
  if (state == "25006") return FailureKind::read_only;
  if (state == "53100") return FailureKind::disk;
  if (state == "57P01" || state == "57P02" || state == "57P03") return FailureKind::connection;
  const auto group = state.substr(0, 2);
  if (group == "23") return FailureKind::check;
  if (group == "08" || group == "53") return FailureKind::connection;
  if (group == "58") return FailureKind::disk;
  if (group == "XX") return FailureKind::corrupt;
  if (group == "22" || group == "42" || group == "26") return FailureKind::dialect;
  return FailureKind::other;
}

// --- rows ----------------------------------------------------------------------------------------------------------------

bool PostgresRow::is_null(int column) const {
  ensure(column >= 0 && column < PQnfields(result_), "column of a row that the statement does not return");
  return PQgetisnull(result_, row_, column) == 1;
}

std::string_view PostgresRow::view(int column) const {
  if (is_null(column)) return {};
  return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::int64_t PostgresRow::i64(int column) const {
  const auto text = view(column);
  if (text.empty() && is_null(column)) return 0;
  if (text == "t") return 1;
  if (text == "f") return 0;
  std::int64_t n = 0;
  const auto* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, n);
  // A fraction (avg) is cut off, as SQLite does.
  if (error != std::errc{} || (end != last && *end != '.'))
    throw Failure(FailureKind::dialect, name_, fmt::format("column {} holds text, read as a number", column));
  return n;
}

bool PostgresRow::boolean(int column) const { return i64(column) != 0; }

// --- connecting ----------------------------------------------------------------------------------------------------------

namespace {
struct Setting {
  const char* name;
  const char* value;
};
// What the address does not say itself. A silent network is noticed within half a minute.
constexpr auto kDefaults = std::to_array<Setting>({{"target_session_attrs", "read-write"},
                                                   {"connect_timeout", "5"},
                                                   {"client_encoding", "UTF8"},
                                                   {"application_name", "motcua"},
                                                   {"keepalives_idle", "10"},
                                                   {"keepalives_interval", "5"},
                                                   {"keepalives_count", "3"},
                                                   {"tcp_user_timeout", "20000"}});

std::unique_ptr<PGconn, void (*)(PGconn*)> connect(const std::string& url) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(PQconninfoParse(url.c_str(), &message), PQconninfoFree);
  if (!parsed) {
    const std::unique_ptr<char, void (*)(void*)> owned(message, PQfreemem);
    throw Failure(FailureKind::other, "postgres.open", message == nullptr ? "bad address" : message);
  }
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto* option = parsed.get(); option->keyword != nullptr; ++option) {
    const char* value = option->val;
    for (const auto& standard : kDefaults)
      if (value == nullptr && std::string_view(option->keyword) == standard.name) value = standard.value;
    if (value == nullptr) continue;
    names.push_back(option->keyword);
    values.push_back(value);
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  return {PQconnectdbParams(names.data(), values.data(), 0), PQfinish};
}
}  // namespace

PostgresConnection::PostgresConnection(const std::string& url, bool durable) : connection_(connect(url)) {
  auto* raw = connection_.get();
  if (PQstatus(raw) != CONNECTION_OK) throw PostgresFailure(FailureKind::connection, "postgres.open", PQerrorMessage(raw), "");
  PQsetNoticeProcessor(
      raw, [](void*, const char*) {}, nullptr);
  // A row lock is held for milliseconds; whoever waits longer waits for something broken.
  ask("SET lock_timeout = '10s'");
  ask("SET idle_in_transaction_session_timeout = '60s'");
  if (!durable) ask("SET synchronous_commit = off");
  if (PQenterPipelineMode(raw) != 1) throw PostgresFailure(FailureKind::other, "postgres.open", "no pipeline mode", "");
}

// --- the pipeline --------------------------------------------------------------------------------------------------------

void PostgresConnection::lost(std::string_view name) {
  broken_ = true;
  throw PostgresFailure(FailureKind::connection, name, PQerrorMessage(connection_.get()), "");
}

void PostgresConnection::check_sent(int sent, std::string_view name) {
  if (sent != 1) lost(name);
}

void PostgresConnection::send(std::string_view name, std::string_view text, std::span<const Value> bound, std::optional<Error> refusal) {
  if (pending_.size() >= kMostPending) wait();
  queue(Step::statement, name, text, bound, std::move(refusal), false);
}

void PostgresConnection::queue(Step step, std::string_view name, std::string_view text, std::span<const Value> bound,
                               std::optional<Error> refusal, bool tried) {
  auto it = statements_.find(text);
  const int wanted = it != statements_.end() ? it->second.values : placeholder_count(text);
  if (wanted != static_cast<int>(bound.size()))
    throw Failure(FailureKind::dialect, name, fmt::format("asks for {} values, {} given", wanted, bound.size()));
  // Values first: a text that cannot be kept must not leave half a step behind.
  arena_.clear();
  std::vector<std::size_t> starts(bound.size(), std::string::npos);
  for (std::size_t i = 0; i < bound.size(); ++i) {
    const auto& stored = bound[i].stored();
    if (std::holds_alternative<std::monostate>(stored)) continue;
    starts[i] = arena_.size();
    if (const auto* number = std::get_if<std::int64_t>(&stored)) {
      arena_ += std::to_string(*number);
    } else if (const auto* boolean = std::get_if<bool>(&stored)) {
      arena_ += *boolean ? 't' : 'f';
    } else {
      const auto view = std::get<std::string_view>(stored);
      require_storable_text(name, view);
      arena_ += view;
    }
    arena_ += '\0';
  }
  std::vector<const char*> values(bound.size(), nullptr);
  for (std::size_t i = 0; i < bound.size(); ++i)
    if (starts[i] != std::string::npos) values[i] = arena_.data() + starts[i];

  if (it == statements_.end()) {
    it = statements_.emplace(std::string(text), Prepared{fmt::format("s{}", ++names_), wanted}).first;
    check_sent(PQsendPrepare(connection_.get(), it->second.name.c_str(), it->first.c_str(), 0, nullptr), name);
    pending_.push_back({Step::prepare, std::string(name), it->first, refusal, tried});
  }
  check_sent(
      PQsendQueryPrepared(connection_.get(), it->second.name.c_str(), static_cast<int>(bound.size()), values.data(), nullptr, nullptr, 0),
      name);
  pending_.push_back({step, std::string(name), {}, std::move(refusal), tried});
}

void PostgresConnection::queue_sync() {
  check_sent(PQpipelineSync(connection_.get()), "postgres.sync");
  pending_.push_back({Step::sync, {}, {}, {}, false});
}

// Takes the results of everything queued; the first failure is kept for the caller.
void PostgresConnection::drain() {
  failure_.reset();
  attempt_failure_.reset();
  refusal_.reset();
  failure_at_commit_ = false;
  last_.reset();
  while (!pending_.empty()) {
    auto pending = std::move(pending_.front());
    pending_.pop_front();
    take(pending);
  }
}

void PostgresConnection::take(Pending& pending) {
  auto* raw = connection_.get();
  PostgresResult result(PQgetResult(raw), PQclear);
  if (!result) {
    note(pending, nullptr);
    lost(pending.name);
  }
  if (pending.step == Step::sync) {
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return;
    note(pending, result.get());
    lost("postgres.sync");
  }
  settle(pending, std::move(result));
  // The end of this statement.
  while (auto* more = PQgetResult(raw)) PQclear(more);
  if (PQstatus(raw) != CONNECTION_OK) {
    broken_ = true;
    if (failure_) throw PostgresFailure(*failure_);
    lost(pending.name);
  }
}

void PostgresConnection::settle(Pending& pending, PostgresResult result) {
  switch (PQresultStatus(result.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
      if (pending.step == Step::commit && std::string_view(PQcmdStatus(result.get())) != "COMMIT" && !failure_)
        failure_.emplace(FailureKind::other, "postgres.commit", "an earlier statement of this transaction failed", "25P02");
      if (pending.step != Step::prepare) last_ = std::move(result);
      return;
    case PGRES_PIPELINE_ABORTED:
      if (pending.step == Step::prepare) statements_.erase(pending.text);
      return;
    default:
      if (pending.step == Step::prepare) statements_.erase(pending.text);
      note(pending, result.get());
  }
}

void PostgresConnection::note(Pending& pending, const PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  std::string sqlstate = state == nullptr ? "" : state;
  const auto kind = postgres_kind(sqlstate);
  std::string message = sqlstate + " ";
  // Messages of class 22 quote the value, which may be personal data; others name rules, tables and columns.
  const char* field = result == nullptr || sqlstate.starts_with("22") ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  message += field != nullptr ? field : state == nullptr ? PQerrorMessage(connection_.get()) : "a value does not fit";
  PostgresFailure failure(kind, pending.name, message, std::move(sqlstate));
  if (pending.tried) {
    if (!attempt_failure_) attempt_failure_ = std::move(failure);
    return;
  }
  if (failure_) return;
  const bool rule = kind == FailureKind::unique || kind == FailureKind::foreign_key || kind == FailureKind::check;
  if (rule && pending.refusal) {
    refusal_ = std::move(pending.refusal);
    refusal_->detail += failure.what();
  }
  failure_at_commit_ = pending.step == Step::commit;
  failure_ = std::move(failure);
}

PostgresResult PostgresConnection::wait() {
  queue_sync();
  drain();
  if (refusal_) throw Refused{*std::exchange(refusal_, std::nullopt)};
  if (failure_) throw PostgresFailure(*failure_);
  return std::move(last_);
}

Result<std::int64_t> PostgresConnection::attempt(std::string_view name, std::string_view text, std::span<const Value> bound) {
  // Two parts in one round trip: what was queued before ends with the savepoint, the attempt may fail by itself.
  queue(Step::statement, "postgres.savepoint", "SAVEPOINT attempt", {}, {}, false);
  queue_sync();
  queue(Step::statement, name, text, bound, {}, true);
  queue_sync();
  drain();
  if (refusal_) throw Refused{*std::exchange(refusal_, std::nullopt)};
  if (failure_) throw PostgresFailure(*failure_);
  if (!attempt_failure_) {
    const std::string_view count = PQcmdTuples(last_.get());
    std::int64_t changed = 0;
    std::from_chars(count.data(), count.data() + count.size(), changed);
    send("postgres.release", "RELEASE SAVEPOINT attempt", {});
    return changed;
  }
  const auto kind = attempt_failure_->kind();
  if (kind != FailureKind::unique && kind != FailureKind::foreign_key && kind != FailureKind::check)
    throw PostgresFailure(*attempt_failure_);
  send("postgres.rollback_to", "ROLLBACK TO SAVEPOINT attempt", {});
  send("postgres.release", "RELEASE SAVEPOINT attempt", {});
  return broken_rule(kind, name, attempt_failure_->what());
}

void PostgresConnection::commit() {
  try {
    queue(Step::commit, "postgres.commit", "COMMIT", {}, {}, false);
    wait();
  } catch (const PostgresFailure& failure) {
    // A failure that the server reported for a statement before COMMIT means that COMMIT was not run; so does a serialization
    // failure or a broken rule at COMMIT. After all else the outcome is unknown.
    const bool server_spoke = !failure.sqlstate().empty();
    const bool ended_by_commit = failure_at_commit_ && failure.kind() == FailureKind::connection;
    if (!server_spoke || ended_by_commit) throw CommitUnknown(failure.what());
    throw;
  }
}

void PostgresConnection::rollback() noexcept {
  if (broken_) return;
  try {
    if (!pending_.empty()) {
      queue_sync();
      drain();
    }
    if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
    queue(Step::statement, "postgres.rollback", "ROLLBACK", {}, {}, false);
    queue_sync();
    drain();
    if (failure_) broken_ = true;
  } catch (...) {
    broken_ = true;
  }
}

void PostgresConnection::end_read() {
  send("postgres.commit", "COMMIT", {});
  queue_sync();
  if (PQflush(connection_.get()) < 0) broken_ = true;
}

// --- outside the pipeline ------------------------------------------------------------------------------------------------

void PostgresConnection::script(std::string_view name, const std::string& text) {
  wait();
  auto* raw = connection_.get();
  if (PQexitPipelineMode(raw) != 1) lost(name);
  const PostgresResult result(PQexec(raw, text.c_str()), PQclear);
  if (PQstatus(raw) != CONNECTION_OK) lost(name);
  if (PQenterPipelineMode(raw) != 1) lost(name);
  const auto status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
  const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  const std::string sqlstate = state == nullptr ? "" : state;
  throw PostgresFailure(postgres_kind(sqlstate), name, PQresultErrorMessage(result.get()), sqlstate);
}

std::string PostgresConnection::ask(const char* text) {
  const PostgresResult result(PQexec(connection_.get(), text), PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw PostgresFailure(FailureKind::connection, "postgres.open", PQerrorMessage(connection_.get()), "");
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

void PostgresConnection::prepare_only(std::string_view name, std::string_view text) {
  check_sent(PQsendPrepare(connection_.get(), "", std::string(text).c_str(), 0, nullptr), name);
  pending_.push_back({Step::prepare, std::string(name), {}, {}, false});
  wait();
}

void PostgresConnection::check_server() {
  if (PQexitPipelineMode(connection_.get()) != 1) lost("postgres.open");
  const auto order = ask("SELECT datcollate FROM pg_database WHERE datname = current_database()");
  const auto encoding = ask("SHOW server_encoding");
  if (PQserverVersion(connection_.get()) < 150000) throw Failure(FailureKind::other, "postgres.open", "cần PostgreSQL 15 trở lên");
  if (encoding != "UTF8" || (order != "C" && order != "POSIX" && order != "C.UTF-8" && order != "C.utf8"))
    throw Failure(
        FailureKind::other, "postgres.open",
        fmt::format("cơ sở dữ liệu phải dùng mã UTF8 và thứ tự C (hiện là {}, {}). Tạo lại: CREATE DATABASE motcua ENCODING 'UTF8' "
                    "LOCALE 'C.UTF-8' TEMPLATE template0",
                    encoding, order));
  if (PQenterPipelineMode(connection_.get()) != 1) lost("postgres.open");
}

bool PostgresConnection::alive() {
  pollfd socket{PQsocket(connection_.get()), POLLRDHUP, 0};
  if (::poll(&socket, 1, 0) != 0) broken_ = true;
  return !broken_;
}

void PostgresConnection::forget_statements_if_many() {
  if (statements_.size() < kMostStatements) return;
  send("postgres.forget", "DEALLOCATE ALL", {});
  wait();
  statements_.clear();
}

}  // namespace motcua::store
