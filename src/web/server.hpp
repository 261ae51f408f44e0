// The HTTP/1.1 server: sockets, TLS, deadlines, bounded bodies, worker pool. Handlers run on workers and may block.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "web/router.hpp"

namespace motcua::web {

struct TlsOptions {
  std::filesystem::path certificate;  // PEM, with its chain
  std::filesystem::path key;          // PEM
};

// All deadlines are whole times of a phase, not idle times: a client that trickles bytes is closed like one that sends none.
struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free port, see Server::port()
  std::optional<TlsOptions> tls{};
  std::filesystem::path upload_dir{};          // for bodies of multipart forms; left-overs in it are removed at start
  std::vector<std::string> trusted_proxies{};  // addresses whose X-Forwarded-For and -Proto are believed
  int io_threads = 1;
  int workers = 8;
  std::size_t queue = 256;  // requests waiting for a worker; beyond that 503 with Retry-After
  std::size_t max_connections = 4096;
  std::size_t max_connections_per_address = 512;
  std::size_t header_limit = 32 * 1024;
  std::chrono::milliseconds header_deadline{10'000};  // whole header, TLS handshake included
  std::chrono::milliseconds chunk_deadline{10'000};   // each 64 KB of a body, in and out: at least 6.5 KB/s
  std::chrono::milliseconds idle_deadline{60'000};    // between requests of one connection
  std::chrono::milliseconds stop_grace{20'000};       // running requests may finish within it
};

class Server {
 public:
  // Binds and listens; throws std::runtime_error with the reason when it cannot. The router and the metrics outlive it.
  Server(const Router& router, ServerOptions options, Metrics* metrics = nullptr);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();  // serves on own threads; returns at once
  // No new connections; idle ones are closed, running requests finish within the grace period. Idempotent, blocks.
  void stop();
  std::uint16_t port() const;
  std::size_t open_connections() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::web
