#if !defined(__clang__)
// GCC 12 at -O2 takes Asio's recycling of coroutine frames (own operator new and delete, a pair) for a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

#include "web/server_session.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>

#include "base/log.hpp"
#include "web/server_body.hpp"
#include "web/server_head.hpp"
#include "web/server_reader.hpp"

namespace motcua::web {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::uint64_t kLargeBody = 1024 * 1024;  // beyond that rights are asked before the body is read

Problem problem_of(int status) {
  switch (status) {
    case 413:
      return {.status = 413,
              .key = "web.body_too_large",
              .title = "Nội dung quá lớn",
              .message = "Tệp hoặc nội dung gửi lên lớn hơn mức cho phép. Hãy giảm dung lượng (ví dụ quét ở 200 dpi) rồi gửi lại."};
    case 431:
      return {.status = 431,
              .key = "web.header_too_large",
              .title = "Yêu cầu quá dài",
              .message = "Trình duyệt gửi phần đầu quá dài. Hãy xóa cookie của trang này rồi thử lại."};
    case 501:
      return {.status = 501,
              .key = "web.not_supported",
              .title = "Chưa hỗ trợ",
              .message = "Máy chủ không nhận cách truyền này. Hãy dùng trình duyệt khác."};
    case 503:
      return {.status = 503,
              .key = "web.queue_full",
              .title = "Hệ thống đang bận",
              .message = "Đang có quá nhiều yêu cầu cùng lúc. Nội dung chưa được xử lý; hãy thử lại sau ít phút."};
    default:
      return {.status = 400,
              .key = "web.bad_request",
              .title = "Yêu cầu không hợp lệ",
              .message = "Máy chủ không đọc được yêu cầu này. Hãy tải lại trang rồi thử lại."};
  }
}

}  // namespace

// One request and its answer.
struct Session::Turn {
  Exchange exchange;
  std::optional<BodyCollector> body;
  RequestReader reader;
  std::optional<Response> answer;
  bool keep_alive = false;
  bool unread_body = false;
  int file = -1;
  std::uint64_t file_size = 0;

  explicit Turn(std::size_t header_limit) : reader(header_limit, [this](std::string_view piece) { return !body || body->write(piece); }) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (file >= 0) ::close(file);
  }
};

asio::awaitable<void> Session::run() {
  wire_->deadline(shared_.options.header_deadline);
  bool go_on = co_await wire_->handshake();
  while (go_on) {
    if (in_.empty()) {
      if (shared_.stopping) break;
      std::array<char, 4096> some{};
      auto into = asio::buffer(some);
      wire_->deadline(shared_.options.idle_deadline);
      idle_ = true;
      const std::size_t n = co_await wire_->read(into);
      if (n == 0) break;  // still idle: no deadline was missed
      idle_ = false;
      in_.append(some.data(), n);
    }
    go_on = co_await one_request();
  }
  const bool late = wire_->expired() && !idle_;
  if (late) ++shared_.metrics.deadline_closed;
  if (!wire_->expired()) {
    wire_->deadline(std::chrono::seconds{1});
    co_await wire_->say_goodbye();
  }
  wire_->no_deadline();
  wire_->close();
}

asio::awaitable<bool> Session::one_request() {
  idle_ = false;
  Turn turn(shared_.options.header_limit);
  wire_->deadline(shared_.options.header_deadline);
  const bool headed = co_await read_head(turn);
  if (!headed) co_return false;
  if (!turn.answer) turn.answer = shared_.router.open(turn.exchange);
  if (!turn.answer) {
    const bool read = co_await read_body(turn);
    if (!read) co_return false;
  }
  wire_->no_deadline();
  if (turn.reader.state() != RequestReader::State::done) turn.unread_body = true;
  if (!turn.answer) co_await run_handler(turn);
  // Decided at the moment of answering: a server that stops says so, and a half-read body ends the connection.
  turn.keep_alive = turn.reader.head().keep_alive && !turn.unread_body && !shared_.stopping;
  const bool sent = co_await send(turn);
  if (!sent) co_return false;
  if (turn.unread_body) co_await drain();
  co_return turn.keep_alive;
}

// False: the connection is over. A request that cannot be read gets its answer put into the turn.
asio::awaitable<bool> Session::read_head(Turn& turn) {
  auto& reader = turn.reader;
  for (;;) {
    in_.erase(0, reader.feed(in_));
    if (reader.state() == RequestReader::State::failed) {
      fill_request(turn);
      turn.answer = shared_.router.refuse(turn.exchange, problem_of(reader.failed_status()));
      co_return true;
    }
    if (reader.state() != RequestReader::State::head) break;
    std::array<char, 4096> some{};
    auto into = asio::buffer(some);
    const std::size_t n = co_await wire_->read(into);
    if (n == 0) co_return false;
    in_.append(some.data(), n);
  }
  fill_request(turn);
  co_return true;
}

void Session::fill_request(Turn& turn) const {
  const auto& head = turn.reader.head();
  auto& x = turn.exchange;
  x.method_name = head.method;
  x.request.target = head.target;
  x.request.host = head.host;
  x.request.headers = head.headers;
  x.request.remote = remote_;
  x.request.secure = shared_.options.tls.has_value();
  believe_proxy(shared_.options.trusted_proxies, x.request);
}

asio::awaitable<bool> Session::read_body(Turn& turn) {
  auto& reader = turn.reader;
  auto& x = turn.exchange;
  const auto& head = reader.head();
  if (reader.state() == RequestReader::State::done) co_return true;
  const auto limit = x.route->max_body;
  if (head.content_length.value_or(0) > limit) {
    turn.answer = shared_.router.refuse(x, problem_of(413));
    co_return true;
  }
  reader.limit_body(limit);
  if (limit > kLargeBody) {
    wire_->no_deadline();
    const std::function<void()> ask = [&turn, this] { turn.answer = shared_.router.authorize(turn.exchange); };
    const bool asked = co_await on_worker(ask);
    if (!asked) turn.answer = shared_.router.refuse(x, problem_of(503));
    if (turn.answer) co_return true;
  }
  turn.body.emplace(x.request, shared_.options.upload_dir);
  wire_->deadline(shared_.options.chunk_deadline);
  if (head.expects_continue && in_.empty()) {
    const bool told = co_await wire_->write("HTTP/1.1 100 Continue\r\n\r\n", "");
    if (!told) co_return false;
  }
  std::vector<char> some;
  std::size_t since_deadline = 0;
  for (;;) {
    in_.erase(0, reader.feed(in_));
    if (reader.state() == RequestReader::State::done) break;
    if (read_failed(turn)) co_return true;
    if (some.empty()) some.resize(std::min<std::size_t>(kChunk, std::max<std::uint64_t>(4096, head.content_length.value_or(kChunk))));
    auto into = asio::buffer(some);
    const std::size_t n = co_await wire_->read(into);
    if (n == 0) co_return false;
    in_.append(some.data(), n);
    since_deadline += n;
    if (since_deadline >= kChunk) {  // a new 64 KB, a new deadline: a least rate, not an idle time
      since_deadline = 0;
      wire_->deadline(shared_.options.chunk_deadline);
    }
  }
  if (auto whole = turn.body->finish(x.request); !whole) {
    const auto& e = whole.error();
    turn.answer = shared_.router.refuse(x, {.status = 400, .key = e.key, .title = "Chưa nhận được biểu mẫu", .message = e.message});
  }
  turn.body.reset();
  co_return true;
}

bool Session::read_failed(Turn& turn) const {
  if (turn.reader.state() != RequestReader::State::failed) return false;
  Problem problem = problem_of(turn.reader.failed_status());
  if (const auto& e = turn.body->error()) {
    problem.status = e->code == Errc::unavailable ? 503 : 400;
    problem.key = e->key;
    problem.message = e->message;
    log::warn("web.body_refused", log::kv("key", e->key), log::kv("detail", e->detail));
  }
  turn.answer = shared_.router.refuse(turn.exchange, std::move(problem));
  turn.body.reset();
  return true;
}

// Runs work on a worker and comes back to this thread; false when the queue is full.
asio::awaitable<bool> Session::on_worker(const std::function<void()>& work) {
  const auto executor = wire_->socket().get_executor();
  const auto done = std::make_shared<asio::steady_timer>(executor, asio::steady_timer::time_point::max());
  const std::function<void()> job = [&work, done, executor] {
    work();
    asio::post(executor, [done] { done->cancel(); });
  };
  if (!shared_.workers.submit(job)) co_return false;
  error_code ec;
  auto token = asio::redirect_error(asio::use_awaitable, ec);
  co_await done->async_wait(token);
  co_return true;
}

asio::awaitable<void> Session::run_handler(Turn& turn) {
  turn.exchange.started = std::chrono::steady_clock::now();
  const std::function<void()> work = [&turn, this] {
    try {
      turn.answer = shared_.router.answer(turn.exchange);
      if (turn.answer->file.empty()) return;
      turn.file = ::open(turn.answer->file.c_str(), O_RDONLY | O_CLOEXEC);
      const auto size = turn.file < 0 ? -1 : ::lseek(turn.file, 0, SEEK_END);
      ensure(size >= 0, "the file of an answer is there");
      turn.file_size = static_cast<std::uint64_t>(size);
    } catch (const std::exception& e) {  // beyond the handler: a bug of the border itself
      log::error("web.answer_failed", log::kv("request", turn.exchange.request.id), log::kv("cause", e.what()));
      turn.answer = Response::text("Có lỗi xảy ra. Mã sự cố: " + turn.exchange.request.id + "\n", 500);
    }
  };
  const bool ran = co_await on_worker(work);
  if (!ran) turn.answer = shared_.router.refuse(turn.exchange, problem_of(503));
}

asio::awaitable<bool> Session::send(Turn& turn) {
  const auto& r = *turn.answer;
  const bool with_body = !turn.exchange.request.head && r.status != 304 && r.status != 204;
  const auto size = turn.file >= 0 ? turn.file_size : r.body.size();
  const auto head = response_head(r, size, turn.keep_alive);
  if (!with_body) {
    const bool sent = co_await send_bytes(head, "");
    co_return sent;
  }
  if (turn.file >= 0) {
    const bool sent = co_await send_file(turn.file, turn.file_size, head);
    co_return sent;
  }
  const bool sent = co_await send_bytes(head, r.body);
  co_return sent;
}

asio::awaitable<bool> Session::send_bytes(std::string_view head, std::string_view body) {
  do {
    const auto piece = body.substr(0, kChunk);
    body.remove_prefix(piece.size());
    wire_->deadline(shared_.options.chunk_deadline);
    const bool sent = co_await wire_->write(head, piece);
    if (!sent) co_return false;
    head = {};
  } while (!body.empty());
  co_return true;
}

// The page cache answers: blobs were written or read by a handler a moment ago. 64 KB at a time keep others waiting shortly.
asio::awaitable<bool> Session::send_file(int fd, std::uint64_t size, std::string head) {
  std::vector<char> some(std::min<std::uint64_t>(size, kChunk));
  for (std::uint64_t at = 0; at < size;) {
    const auto n = ::pread(fd, some.data(), std::min<std::uint64_t>(some.size(), size - at), static_cast<off_t>(at));
    if (n <= 0) co_return false;
    at += static_cast<std::uint64_t>(n);
    wire_->deadline(shared_.options.chunk_deadline);
    const std::string_view piece(some.data(), static_cast<std::size_t>(n));
    const bool sent = co_await wire_->write(head, piece);
    if (!sent) co_return false;
    head.clear();
  }
  if (size == 0) {
    const bool sent = co_await send_bytes(head, "");
    co_return sent;
  }
  co_return true;
}

// A client that still sends would lose our answer with the reset of a close; it gets a moment to read it.
asio::awaitable<void> Session::drain() {
  error_code ignored;
  wire_->socket().shutdown(tcp::socket::shutdown_send, ignored);
  wire_->deadline(std::chrono::seconds{2});
  std::vector<char> some(kChunk);
  auto into = asio::buffer(some);
  for (std::size_t total = 0; total < 16 * 1024 * 1024;) {
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    const std::size_t n = co_await wire_->socket().async_read_some(into, token);
    if (ec || n == 0) co_return;
    total += n;
  }
}

}  // namespace motcua::web
