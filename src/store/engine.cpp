#include "store/engine.hpp"

#include <fmt/core.h>

namespace motcua::store {

namespace {
thread_local int thread_statements = 0;
thread_local TransactionGuard* innermost = nullptr;
}  // namespace

int& statement_count() { return thread_statements; }
int Database::take_statement_count() { return std::exchange(thread_statements, 0); }

TransactionGuard::TransactionGuard(const Database* database, std::source_location where) : database_(database), outer_(innermost) {
  refuse_nested(database, where);
  innermost = this;
}
TransactionGuard::~TransactionGuard() { innermost = outer_; }

void TransactionGuard::refuse_nested(const Database* database, std::source_location where) {
  for (const auto* guard = innermost; guard != nullptr; guard = guard->outer_)
    ensure(guard->database_ != database, "transaction inside a transaction of the same database: hand the Tx on", where);
}

namespace {
// Length of the UTF-8 sequence at `s`, 0 when it is none (overlong, surrogate, beyond U+10FFFF, cut off) or NUL.
std::size_t sequence_length(std::string_view s) {
  const auto at = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto follows = [&](std::size_t i) { return (at(i) & 0xc0U) == 0x80U; };
  const unsigned c = at(0);
  if (c == 0) return 0;
  if (c < 0x80) return 1;
  if (c < 0xc2) return 0;
  if (c < 0xe0) return follows(1) ? 2 : 0;
  if (c < 0xf0) {
    if (!follows(1) || !follows(2)) return 0;
    if (c == 0xe0 && at(1) < 0xa0) return 0;
    if (c == 0xed && at(1) >= 0xa0) return 0;
    return 3;
  }
  if (c > 0xf4 || !follows(1) || !follows(2) || !follows(3)) return 0;
  if (c == 0xf0 && at(1) < 0x90) return 0;
  if (c == 0xf4 && at(1) >= 0x90) return 0;
  return 4;
}
}  // namespace

void require_storable_text(std::string_view statement, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto length = sequence_length(text.substr(i));
    if (length == 0)
      throw Failure(FailureKind::check, statement, fmt::format("text is not UTF-8 without NUL (byte {} of {})", i, text.size()));
    i += length;
  }
}

int placeholder_count(std::string_view text) {
  int largest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') quoted = !quoted;
    if (quoted || text[i] != '$') continue;
    int n = 0;
    while (i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9') n = n * 10 + (text[++i] - '0');
    largest = std::max(largest, n);
  }
  return largest;
}

void run_follow_ups(std::vector<std::function<void()>>& follow_ups) noexcept {
  for (auto& follow_up : follow_ups) {
    try {
      follow_up();
    } catch (...) {  // The commit stands; a follow-up only wakes others up, who also look by themselves from time to time.
    }
  }
}

tl::unexpected<Error> broken_rule(FailureKind kind, std::string_view statement, std::string_view detail) {
  auto error = kind == FailureKind::unique
                   ? errors::conflict("store.already_there", "Dữ liệu này đã có. Kiểm tra lại rồi làm tiếp.")
                   : errors::conflict("store.rule_broken", "Dữ liệu không còn khớp với dữ liệu liên quan. Tải lại trang rồi làm tiếp.");
  error.value().detail = fmt::format("{}: {}", statement, detail);
  return error;
}

namespace {
// "sqlite-fill:/path": see sqlite_filling.cpp.
constexpr std::string_view kFilling = "sqlite-fill:";
}  // namespace

std::unique_ptr<Database> open(const DatabaseOptions& options) {
  const std::string_view url = options.url;
  if (url.starts_with("sqlite:")) return open_sqlite(std::string(url.substr(7)), options.readers, options.durable);
  if (url.starts_with(kFilling)) return open_sqlite_to_fill(std::string(url.substr(kFilling.size())));
  if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
    return open_postgres(options.url, options.readers, options.durable);
  throw Failure(FailureKind::other, "open", "địa chỉ cơ sở dữ liệu phải bắt đầu bằng sqlite: hoặc postgresql://");
}

}  // namespace motcua::store
