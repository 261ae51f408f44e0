#include <fmt/core.h>

#include <utility>  // before Asio 1.74, which forgets it

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "base/log.hpp"
#include "web/limits.hpp"
#include "web/server_session.hpp"

namespace motcua::web {

struct Server::Impl {
  // One io_context a thread: a session and its timers never meet another thread.
  struct Loop {
    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> stay = asio::make_work_guard(io);
    std::set<Session*> sessions;  // touched on this loop's thread only
    std::thread thread;
  };

  ServerOptions options;
  Metrics own_metrics;
  Metrics& metrics;
  std::unique_ptr<asio::ssl::context> tls;
  WorkerPool workers;
  SessionShared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  std::unique_ptr<tcp::acceptor> acceptor;
  std::uint16_t port = 0;
  bool started = false;
  bool stopped = false;

  mutable std::mutex lock;
  std::condition_variable all_gone;
  std::size_t open = 0;
  std::map<std::string, std::size_t> by_address;

  Impl(const Router& router, ServerOptions o, Metrics* m)
      : options(std::move(o)),
        metrics(m != nullptr ? *m : own_metrics),
        workers(options.workers, options.queue, &metrics),
        shared{router, options, workers, metrics} {
    if (options.tls) tls = tls_context(options.tls->certificate, options.tls->key);
    for (int i = 0; i < std::max(1, options.io_threads); ++i) loops.push_back(std::make_unique<Loop>());
    prepare_upload_dir();
    bind();
  }

  void prepare_upload_dir() const {
    if (options.upload_dir.empty()) return;
    std::filesystem::create_directories(options.upload_dir);
    std::filesystem::permissions(options.upload_dir, std::filesystem::perms::owner_all);
    for (const auto& left : std::filesystem::directory_iterator(options.upload_dir))
      if (left.path().filename().string().starts_with("upload-")) std::filesystem::remove(left.path());
  }

  void bind() {
    error_code ec;
    const auto address = asio::ip::make_address(options.address, ec);
    if (ec) throw std::runtime_error("cannot listen on " + options.address + ": " + ec.message());
    const tcp::endpoint endpoint(address, options.port);
    acceptor = std::make_unique<tcp::acceptor>(loops.front()->io);
    const auto must = [&] {
      if (ec) throw std::runtime_error(fmt::format("cannot listen on {}:{}: {}", options.address, options.port, ec.message()));
    };
    acceptor->open(endpoint.protocol(), ec);
    must();
    acceptor->set_option(tcp::acceptor::reuse_address(true), ec);
    must();
    acceptor->bind(endpoint, ec);
    must();
    acceptor->listen(asio::socket_base::max_listen_connections, ec);
    must();
    port = acceptor->local_endpoint().port();
  }

  bool admit(const std::string& address) {
    const std::lock_guard held(lock);
    auto& of_address = by_address[address];
    if (shared.stopping || open >= options.max_connections || of_address >= options.max_connections_per_address) {
      if (of_address == 0) by_address.erase(address);
      ++metrics.connections_refused;
      return false;
    }
    ++open;
    ++of_address;
    ++metrics.connections_total;
    metrics.connections = static_cast<std::int64_t>(open);
    return true;
  }

  void leave(const std::string& address) {
    const std::lock_guard held(lock);
    const auto found = by_address.find(address);
    if (--found->second == 0) by_address.erase(found);
    --open;
    metrics.connections = static_cast<std::int64_t>(open);
    if (open == 0) all_gone.notify_all();
  }

  asio::awaitable<void> serve(Loop& loop, std::shared_ptr<Wire> wire, std::string remote, std::string key) {
    {
      Session session(shared, wire, std::move(remote));
      loop.sessions.insert(&session);
      try {
        co_await session.run();
      } catch (const std::exception& e) {
        log::error("web.session_failed", log::kv("cause", e.what()));
        session.close();
      }
      loop.sessions.erase(&session);
    }
    leave(key);
  }

  asio::awaitable<void> accept() {
    for (std::size_t turn = 0; acceptor->is_open(); ++turn) {
      Loop& loop = *loops[turn % loops.size()];
      error_code ec;
      auto token = asio::redirect_error(asio::use_awaitable, ec);
      tcp::socket socket = co_await acceptor->async_accept(loop.io, token);
      if (ec == asio::error::operation_aborted || shared.stopping) co_return;
      if (ec) {  // out of descriptors: others must end first
        log::warn("web.accept_failed", log::kv("cause", ec.message()));
        asio::steady_timer pause(loops.front()->io, std::chrono::milliseconds{50});
        co_await pause.async_wait(token);
        continue;
      }
      welcome(loop, std::move(socket));
    }
  }

  void welcome(Loop& loop, tcp::socket socket) {
    error_code ec;
    const auto peer = socket.remote_endpoint(ec);
    if (ec) return;
    socket.set_option(tcp::no_delay(true), ec);
    auto remote = peer.address().to_string();
    const bool proxy = std::ranges::find(options.trusted_proxies, remote) != options.trusted_proxies.end();
    auto key = proxy ? std::string() : address_key(remote);
    if (proxy) key = "proxy " + std::to_string(peer.port());  // many people behind it
    if (!admit(key)) return;
    auto wire = tls ? tls_wire(std::move(socket), *tls) : plain_wire(std::move(socket));
    auto session = serve(loop, std::move(wire), std::move(remote), std::move(key));
    asio::co_spawn(loop.io, std::move(session), [](const std::exception_ptr&) {});
  }

  void start() {
    ensure(!started, "a server starts once");
    started = true;
    auto accepting = accept();
    asio::co_spawn(loops.front()->io, std::move(accepting), [](const std::exception_ptr&) {});
    for (auto& loop : loops) loop->thread = std::thread([l = loop.get()] { l->io.run(); });
  }

  void stop() {
    if (stopped) return;
    stopped = true;
    shared.stopping = true;
    for (auto& loop : loops)
      asio::post(loop->io, [this, l = loop.get()] {
        if (l == loops.front().get()) acceptor->close();
        for (auto* session : l->sessions) session->close_if_idle();
      });
    if (started) {
      std::unique_lock held(lock);
      const bool in_time = all_gone.wait_for(held, options.stop_grace, [&] { return open == 0; });
      held.unlock();
      if (!in_time)
        for (auto& loop : loops)
          asio::post(loop->io, [l = loop.get()] {
            for (auto* session : l->sessions) session->close();
          });
    }
    workers.stop();  // handlers that still run come to their end; nothing can be taken from them
    for (auto& loop : loops) loop->stay.reset();
    for (auto& loop : loops)
      if (loop->thread.joinable()) loop->thread.join();
  }
};

Server::Server(const Router& router, ServerOptions options, Metrics* metrics)
    : impl_(std::make_unique<Impl>(router, std::move(options), metrics)) {}
Server::~Server() { impl_->stop(); }
void Server::start() { impl_->start(); }
void Server::stop() { impl_->stop(); }
std::uint16_t Server::port() const { return impl_->port; }
std::size_t Server::open_connections() const {
  const std::lock_guard held(impl_->lock);
  return impl_->open;
}

}  // namespace motcua::web
