// One connection with its deadline, plain or TLS. Only for server_*.cpp.
#pragma once

#include <utility>  // before Asio 1.74, which forgets it

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string_view>

namespace motcua::web {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// All of it runs on the one thread of its io_context.
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  virtual ~Wire() = default;
  virtual asio::awaitable<bool> handshake() = 0;
  virtual asio::awaitable<std::size_t> read(asio::mutable_buffer into) = 0;  // 0: closed, failed or past the deadline
  virtual asio::awaitable<bool> write(std::string_view first, std::string_view second) = 0;
  virtual asio::awaitable<void> say_goodbye() = 0;  // TLS: close_notify
  virtual tcp::socket& socket() = 0;

  // From now the whole phase has this long; the connection is closed when it is over.
  void deadline(std::chrono::milliseconds from_now);
  void no_deadline();
  bool expired() const { return expired_; }
  void close();

 protected:
  explicit Wire(const asio::any_io_executor& executor) : timer_(executor) {}

 private:
  asio::steady_timer timer_;
  unsigned generation_ = 0;
  bool expired_ = false;
};

std::shared_ptr<Wire> plain_wire(tcp::socket socket);
std::shared_ptr<Wire> tls_wire(tcp::socket socket, asio::ssl::context& tls);
// Certificate and key from files; TLS 1.2 or later. Throws std::runtime_error with the reason.
std::unique_ptr<asio::ssl::context> tls_context(const std::string& certificate, const std::string& key);

}  // namespace motcua::web
