// The life of one connection: requests in, answers out. Only for server_*.cpp.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "web/metrics.hpp"
#include "web/server.hpp"
#include "web/server_wire.hpp"
#include "web/server_workers.hpp"

namespace motcua::web {

// What all sessions of a server share.
struct SessionShared {
  const Router& router;
  const ServerOptions& options;
  WorkerPool& workers;
  Metrics& metrics;
  std::atomic<bool> stopping{false};
};

class Session {
 public:
  Session(SessionShared& shared, std::shared_ptr<Wire> wire, std::string remote)
      : shared_(shared), wire_(std::move(wire)), remote_(std::move(remote)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  asio::awaitable<void> run();
  // On the session's thread: an idle connection ends now, a busy one after its request.
  void close_if_idle() {
    if (idle_) wire_->close();
  }
  void close() { wire_->close(); }

 private:
  struct Turn;
  asio::awaitable<bool> one_request();
  asio::awaitable<bool> read_head(Turn& turn);
  asio::awaitable<bool> read_body(Turn& turn);
  asio::awaitable<bool> on_worker(const std::function<void()>& work);
  asio::awaitable<void> run_handler(Turn& turn);
  asio::awaitable<bool> send(Turn& turn);
  asio::awaitable<bool> send_file(int fd, std::uint64_t size, std::string head);
  asio::awaitable<bool> send_bytes(std::string_view head, std::string_view body);
  asio::awaitable<void> drain();
  void fill_request(Turn& turn) const;
  bool read_failed(Turn& turn) const;

  SessionShared& shared_;
  std::shared_ptr<Wire> wire_;
  std::string remote_;
  std::string in_;  // received, not yet used: the next requests of a pipeline
  bool idle_ = true;
};

}  // namespace motcua::web
