#include "web/server.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
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
    add(Method::get, "/dai", 0, [](Call&) { return Response::text(std::string(30'000'000, 'x')); });
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

// Waits for what another thread will make true.
bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + 20s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    ::poll(nullptr, 0, 2);
  }
  return true;
}

TEST_F(ServerTest, refuses_what_is_not_http) {
  const std::vector<std::pair<std::string, std::string_view>> cases = {
      {"GARBAGE\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\n\r\n", "400"},                        // no Host
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"},  // two of them
      {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a\r\nX y: 1\r\n\r\n", "400"},
      {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET /ho%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET /\xc4\x91 HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", "400"},
      {"POST /goi HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},  // smuggling
      {"POST /goi HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400"},
      {"POST /goi HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400"},
      {"POST /goi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501"},
      {"DELETE /xin-chao HTTP/1.1\r\nHost: a\r\n\r\n", "405"},
      {"BREW /xin-chao HTTP/1.1\r\nHost: a\r\n\r\n", "405"},
      {get("/xin-chao", "X: " + std::string(70'000, 'a') + "\r\n"), "431"},
      {"GET /" + std::string(70'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", "431"},
      {"POST /goi HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n", "413"},
      {"POST /goi HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'a') + "\r\n0\r\n\r\n", "413"},
      {post("/goi", "ten=%ff"), "400"},
      {post("/tep-len", "--x\r\nbroken", "Content-Type: multipart/form-data; boundary=x\r\n"), "400"},
      {post("/goi", "ten=1", "Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://evil.example\r\n"),
       "200"},                                                                     // a token caller
      {"POST /goi HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nten=1", "403"},  // no token, no CSRF
  };
  for (const auto& [bytes, status] : cases) {
    const auto r = ask(bytes);
    EXPECT_THAT(r, StartsWith("HTTP/1.1 " + std::string(status) + " ")) << bytes.substr(0, 100);
  }
  EXPECT_EQ(handled, 0);
  EXPECT_TRUE(eventually([&] { return server->open_connections() == 0; }));
}

TEST_F(ServerTest, reads_chunked_bodies_and_says_continue) {
  auto s = connect();
  s.send("POST /goi HTTP/1.1\r\nHost: a\r\n" + std::string(kAuth) +
         "Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(s.answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  s.send("4\r\nten=\r\n5;x=y\r\nH\xC3\xA0 +\r\n0\r\nTrailer: z\r\n\r\n");
  EXPECT_THAT(s.answer(), ::testing::EndsWith("nhận Hà"));
  s.send("POST /goi HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 99999\r\n\r\n");
  EXPECT_THAT(s.answer(), StartsWith("HTTP/1.1 413 ")) << "a body that is too large is not asked for";
}

TEST_F(ServerTest, head_has_the_length_but_no_body_and_old_clients_are_closed) {
  auto s = connect();
  s.send("HEAD /xin-chao HTTP/1.1\r\nHost: a\r\n\r\nGET /xin-chao HTTP/1.0\r\n\r\n");
  const auto both = s.until_closed();
  EXPECT_THAT(both, StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(both, HasSubstr("Content-Length: 11\r\n"));
  EXPECT_EQ(both.find("chào"), both.rfind("chào"));
  EXPECT_THAT(both, HasSubstr("Connection: close\r\n"));
}

TEST_F(ServerTest, streams_a_file_and_knows_its_tag) {
  const std::string bytes(300'000, 'p');
  std::ofstream(dir / "tep.pdf") << bytes;
  const auto r = ask(get("/tep"));
  EXPECT_THAT(r, HasSubstr("Content-Length: 300000\r\n"));
  EXPECT_EQ(r.substr(r.find("\r\n\r\n") + 4), bytes);
  const auto at = r.find("ETag: ") + 6;
  EXPECT_THAT(ask(get("/tep", "If-None-Match: " + r.substr(at, r.find("\r\n", at) - at) + "\r\n")), StartsWith("HTTP/1.1 304 "));
  std::filesystem::remove(dir / "tep.pdf");
  EXPECT_THAT(ask(get("/tep")), StartsWith("HTTP/1.1 500 "));
}

TEST_F(ServerTest, takes_files_apart_from_fields_and_removes_what_nobody_adopts) {
  const std::string body =
      "preamble\r\n--gioi--han\r\nContent-Disposition: form-data; name=\"ten\"\r\n\r\nĐặng\r\n"
      "--gioi--han\r\nContent-Disposition: form-data; name=\"giay\"; filename=\"..\\\\..\\\\C:\\\\giấy khai.pdf\"\r\nContent-Type: "
      "application/PDF\r\n\r\nabc\r\n"
      "--gioi--han\r\nContent-Disposition: form-data; name=\"trong\"; filename=\"\"\r\n\r\n\r\n"
      "--gioi--han\r\nContent-Disposition: form-data; name=\"giay\"; filename=\"a.txt\"\r\n\r\n\r\n--gioi--han--\r\nepilogue";
  const auto r = ask(post("/tep-len", body, "Content-Type: multipart/form-data; boundary=\"gioi--han\"\r\n"));
  // SHA-256 of "abc" is the first example of FIPS 180-2; the second is that of nothing.
  EXPECT_THAT(r, HasSubstr("Đặng|giay,giấy "
                           "khai.pdf,3,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad|giay,a.txt,0,"
                           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  EXPECT_TRUE(eventually([&] { return std::filesystem::is_empty(options.upload_dir); }));
}

long resident_kb(const char* line) {
  std::ifstream status("/proc/self/status");
  for (std::string text; std::getline(status, text);)
    if (text.starts_with(line)) return std::stol(text.substr(text.find_first_of("0123456789")));
  return 0;
}

TEST_F(ServerTest, a_large_upload_does_not_grow_the_memory) {
  constexpr std::size_t kSize = 100u << 20;
  auto s = connect();
  const std::string head = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"to.bin\"\r\n\r\n";
  const std::string tail = "\r\n--x--\r\n";
  const std::string block(1 << 20, '\0');
  [[maybe_unused]] const auto before_kb = resident_kb("VmRSS");  // an instrumented program keeps shadows of its own
  std::ofstream("/proc/self/clear_refs") << "5";                 // the high-water mark starts anew
  s.send("POST /tep-len HTTP/1.1\r\nHost: a\r\n" + std::string(kAuth) +
         "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: " + std::to_string(head.size() + kSize + tail.size()) +
         "\r\n\r\n" + head);
  for (std::size_t sent = 0; sent < kSize; sent += block.size()) ASSERT_TRUE(s.send(block));
  s.send(tail);
  EXPECT_THAT(s.answer(), HasSubstr("|f,to.bin,104857600,20492a4d0d84f8beb1767f6616229f85d44c2827b64bdbfb260ee12fa1109e0e"));
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(resident_kb("VmHWM") - before_kb, 10 * 1024);
#endif
}

TEST_F(ServerTest, asks_for_rights_before_it_reads_a_large_body) {
  const auto r = ask("POST /kin HTTP/1.1\r\nHost: a\r\nContent-Length: 200000000\r\n\r\n");
  EXPECT_THAT(r, StartsWith("HTTP/1.1 303 "));
}

TEST_F(ServerTest, tricklers_are_closed_at_the_deadline_while_others_are_answered) {
  options.header_deadline = 600ms;
  options.chunk_deadline = 600ms;
  std::vector<std::unique_ptr<Socket>> slow;
  for (int i = 0; i < 60; ++i) {
    connect();
    slow.push_back(std::make_unique<Socket>(server->port()));
    ASSERT_TRUE(slow.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nX: " : "POST /goi HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n"));
  }
  int answered = 0;
  // A byte each now and then keeps an idle timer happy for ever, but not a deadline.
  const bool closed = eventually([&] {
    for (auto& s : slow) s->send("a");
    if (ask(get("/xin-chao")).starts_with("HTTP/1.1 200")) ++answered;
    return metrics.deadline_closed == 60;
  });
  EXPECT_TRUE(closed) << metrics.deadline_closed;
  EXPECT_GT(answered, 3);
  EXPECT_EQ(handled, answered);
}

TEST_F(ServerTest, a_reader_that_does_not_read_is_closed) {
  options.chunk_deadline = 300ms;
  auto s = connect();
  s.send(get("/dai"));
  EXPECT_TRUE(eventually([&] { return metrics.deadline_closed == 1 && server->open_connections() == 0; }));
  EXPECT_LT(s.until_closed().size(), 30'000'000u);
}

TEST_F(ServerTest, idle_connections_end) {
  options.idle_deadline = 100ms;
  auto s = connect();
  s.send(get("/xin-chao"));
  EXPECT_THAT(s.until_closed(), ::testing::EndsWith("chào bạn"));
  EXPECT_TRUE(eventually([&] { return server->open_connections() == 0; }));
  EXPECT_EQ(metrics.deadline_closed, 0u) << "being idle is no offence";
}

TEST_F(ServerTest, a_full_queue_says_when_to_come_back) {
  options.workers = 1;
  options.queue = 1;
  auto first = connect();
  first.send(get("/cham"));
  ASSERT_TRUE(latch.until_waiting(1));
  auto second = connect();
  second.send(get("/xin-chao"));
  ASSERT_TRUE(eventually([&] { return metrics.queue == 1; }));
  const auto third = ask(get("/xin-chao"));
  EXPECT_THAT(third, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(third, HasSubstr("Retry-After: "));
  latch.release();
  EXPECT_THAT(first.answer(), ::testing::EndsWith("xong"));
  EXPECT_THAT(second.answer(), ::testing::EndsWith("chào bạn"));
}

TEST_F(ServerTest, limits_connections_of_one_address) {
  options.max_connections_per_address = 2;
  auto first = connect();
  auto second = connect();
  ASSERT_TRUE(eventually([&] { return server->open_connections() == 2; }));
  auto third = connect();
  EXPECT_EQ(third.until_closed(), "");
  EXPECT_EQ(metrics.connections_refused, 1u);
  first.send(get("/xin-chao"));
  EXPECT_THAT(first.answer(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, stopping_finishes_what_was_begun_and_ends_what_is_idle) {
  options.workers = 2;
  auto idle = connect();
  idle.send(get("/xin-chao"));
  idle.answer();
  auto running = connect();
  running.send(get("/cham"));
  ASSERT_TRUE(latch.until_waiting(1));
  auto half = connect();
  half.send("GET /xin-chao HTTP/1.1\r\nHo");
  ASSERT_TRUE(eventually([&] { return server->open_connections() == 3; }));
  // Read by the server for certain: an answered request on the same loop came after it.
  ask(get("/xin-chao"));
  std::thread stopper([&] { server->stop(); });
  EXPECT_EQ(idle.until_closed(), "");
  half.send("st: a\r\n\r\n");
  const auto late = half.until_closed();
  EXPECT_THAT(late, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(late, HasSubstr("Connection: close\r\n"));
  latch.release();
  EXPECT_THAT(running.until_closed(), ::testing::EndsWith("xong"));
  stopper.join();
  EXPECT_FALSE(Socket(server->port()).connected);
}

struct TlsClient {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL* ssl = nullptr;
  bool shaken = false;
  TlsClient(Socket& s, int highest) {
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_max_proto_version(context, highest);
    ssl = SSL_new(context);
    SSL_set_fd(ssl, s.fd());
    shaken = SSL_connect(ssl) == 1;
  }
  ~TlsClient() {
    SSL_free(ssl);
    SSL_CTX_free(context);
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  std::string ask(const std::string& bytes) {
    SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size()));
    std::string in;
    std::array<char, 16384> some{};
    for (int n = 0; (n = SSL_read(ssl, some.data(), some.size())) > 0;) in.append(some.data(), static_cast<std::size_t>(n));
    return in;
  }
};

TEST_F(ServerTest, speaks_tls_12_and_newer) {
  const auto make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=a -keyout " +
                    (dir / "key").string() + " -out " + (dir / "cert").string() + " 2>/dev/null";
  ASSERT_EQ(std::system(make.c_str()), 0);
  options.tls = TlsOptions{.certificate = dir / "cert", .key = dir / "key"};
  for (const int version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    auto s = connect();
    TlsClient client(s, version);
    ASSERT_TRUE(client.shaken) << version;
    const auto r = client.ask(get("/xin-chao", "Connection: close\r\n"));
    EXPECT_THAT(r, ::testing::EndsWith("chào bạn"));
    EXPECT_THAT(r, HasSubstr("Strict-Transport-Security: max-age="));
  }
  auto s = connect();
  EXPECT_FALSE(TlsClient(s, TLS1_1_VERSION).shaken);
  auto large = connect();
  TlsClient client(large, TLS1_3_VERSION);
  EXPECT_GT(client.ask(get("/dai", "Connection: close\r\n")).size(), 30'000'000u);
}

TEST_F(ServerTest, says_why_it_cannot_start) {
  connect();
  ServerOptions same{.port = server->port()};
  EXPECT_THROW(Server(router, same), std::runtime_error);
  ServerOptions no_key{.port = 0};
  no_key.tls = TlsOptions{.certificate = "/nowhere", .key = "/nowhere"};
  EXPECT_THROW(Server(router, no_key), std::runtime_error);
}

}  // namespace
}  // namespace motcua::web
