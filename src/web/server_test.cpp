#include "web/server.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "base/log.hpp"
#include "web/crypto.hpp"
#include "web/metrics.hpp"
#include "web/testing.hpp"

namespace motcua::web {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A bare socket, so that tests can send what no library would.
class Socket {
 public:
  explicit Socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval most{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    const int yes = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    connected = ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  // One answer, by its Content-Length; what there was before the connection ended otherwise.
  std::string answer() {
    for (;;) {
      const auto end = in_.find("\r\n\r\n");
      if (end != std::string::npos) {
        const auto at = in_.find("Content-Length: ");
        const auto size = at < end ? std::stoul(in_.substr(at + 16)) : 0;
        if (in_.size() >= end + 4 + size) {
          auto one = in_.substr(0, end + 4 + size);
          in_.erase(0, one.size());
          return one;
        }
      }
      if (!more()) return std::exchange(in_, {});
    }
  }
  std::string until_closed() {
    while (more()) {
    }
    return std::exchange(in_, {});
  }
  int fd() const { return fd_; }
  bool connected = false;

 private:
  bool more() {
    std::array<char, 16384> some{};
    const auto n = ::recv(fd_, some.data(), some.size(), 0);
    if (n <= 0) return false;
    in_.append(some.data(), static_cast<std::size_t>(n));
    return true;
  }
  int fd_;
  std::string in_;
};

// Opened by a test, waited for by a handler.
struct Latch {
  std::mutex lock;
  std::condition_variable changed;
  bool open = false;
  int waiting = 0;
  void wait() {
    std::unique_lock held(lock);
    ++waiting;
    changed.notify_all();
    changed.wait_for(held, 20s, [&] { return open; });
  }
  void release() {
    const std::lock_guard held(lock);
    open = true;
    changed.notify_all();
  }
  bool until_waiting(int n) {
    std::unique_lock held(lock);
    return changed.wait_for(held, 20s, [&] { return waiting >= n; });
  }
};

struct ServerTest : ::testing::Test {
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
  testing::TestGate gate;
  Metrics metrics;
  Router router{{.gate = gate, .clock = clock, .metrics = &metrics}, {.secret = std::string(32, 's'), .take_statement_count = {}}};
  std::filesystem::path dir = std::filesystem::temp_directory_path() / ("motcua-web-" + random_token(9));
  ServerOptions options{.port = 0, .upload_dir = dir / "upload"};
  std::unique_ptr<Server> server;
  Latch latch;
  std::atomic<int> handled{0};
  log::Sink before = log::set_sink([](log::Level, std::string_view) {});

  ServerTest() {
    std::filesystem::create_directories(dir);
    gate.people["officer"] = {1, {"dossier.accept"}};
    options.workers = 4;
    const auto add = [&](Method method, std::string_view pattern, std::uint64_t max_body, std::function<Response(Call&)> handler) {
      router.add({{method, pattern, kOpen, std::move(handler), max_body, "test"}});
    };
    add(Method::get, "/xin-chao", 0, [this](Call&) {
      ++handled;
      return Response::text("chào bạn");
    });
    add(Method::get, "/dai", 0, [](Call&) { return Response::text(std::string(3'000'000, 'x')); });
    add(Method::get, "/tep", 0, [this](Call&) {
      Response r{.content_type = "application/pdf"};
      r.file = dir / "tep.pdf";
      return r;
    });
    add(Method::get, "/cham", 0, [this](Call&) {
      latch.wait();
      return Response::text("xong");
    });
    add(Method::post, "/goi", 1000,
        [](Call& call) { return Response::text("nhận " + std::string(call.request.form.get("ten")) + call.request.body); });
    add(Method::post, "/tep-len", 300u << 20, [this](Call& call) {
      ++handled;
      std::string told(call.request.form.get("ten"));
      for (const auto& u : call.request.uploads) told += "|" + u.field + "," + u.file_name + "," + std::to_string(u.size) + "," + u.sha256;
      return Response::text(told);
    });
    router.add({{Method::post, "/kin", kSignedIn, [](Call&) { return Response::text(""); }, 300u << 20, "test"}});
  }
  ~ServerTest() override {
    latch.release();
    server.reset();
    log::set_sink(before);
    std::filesystem::remove_all(dir);
  }
  Socket connect() {
    if (!server) {
      server = std::make_unique<Server>(router, options, &metrics);
      server->start();
    }
    return Socket(server->port());
  }
  std::string ask(std::string_view bytes) {
    auto s = connect();
    s.send(bytes);
    return s.answer();
  }
};

constexpr std::string_view kAuth = "Authorization: Bearer officer\r\n";  // spares the tests the CSRF token

std::string get(std::string_view path, std::string_view more = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "\r\n";
}
std::string post(std::string_view path, std::string_view body,
                 std::string_view more = "Content-Type: application/x-www-form-urlencoded\r\n") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(kAuth) + std::string(more) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

TEST_F(ServerTest, answers_a_page) {
  const auto r = ask(get("/xin-chao"));
  EXPECT_THAT(r, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_THAT(r, HasSubstr("\r\nContent-Length: 11\r\n"));
  EXPECT_THAT(r, HasSubstr("\r\nContent-Security-Policy: default-src 'none'; "));
  EXPECT_THAT(r, ::testing::EndsWith("\r\n\r\nchào bạn"));
}

TEST_F(ServerTest, answers_five_pipelined_requests_in_order) {
  auto s = connect();
  s.send(get("/xin-chao") + post("/goi", "ten=1") + get("/khong-co") + post("/goi", "ten=2") + get("/xin-chao"));
  EXPECT_THAT(s.answer(), ::testing::EndsWith("chào bạn"));
  EXPECT_THAT(s.answer(), ::testing::EndsWith("nhận 1"));
  EXPECT_THAT(s.answer(), StartsWith("HTTP/1.1 404"));
  EXPECT_THAT(s.answer(), ::testing::EndsWith("nhận 2"));
  EXPECT_THAT(s.answer(), ::testing::EndsWith("chào bạn"));
}

}  // namespace
}  // namespace motcua::web
