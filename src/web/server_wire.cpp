#include "web/server_wire.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <stdexcept>

namespace motcua::web {
namespace {

template <class Stream> asio::awaitable<std::size_t> read_from(Stream& stream, asio::mutable_buffer into) {
  error_code ec;
  auto token = asio::redirect_error(asio::use_awaitable, ec);
  const std::size_t n = co_await stream.async_read_some(into, token);
  co_return ec ? 0 : n;
}

template <class Stream> asio::awaitable<bool> write_to(Stream& stream, std::string_view first, std::string_view second) {
  error_code ec;
  auto token = asio::redirect_error(asio::use_awaitable, ec);
  const std::array<asio::const_buffer, 2> both = {asio::buffer(first.data(), first.size()), asio::buffer(second.data(), second.size())};
  co_await asio::async_write(stream, both, token);
  co_return !ec;
}

class PlainWire final : public Wire {
 public:
  explicit PlainWire(tcp::socket socket) : Wire(socket.get_executor()), socket_(std::move(socket)) {}
  asio::awaitable<bool> handshake() override { co_return true; }
  asio::awaitable<std::size_t> read(asio::mutable_buffer into) override { return read_from(socket_, into); }
  asio::awaitable<bool> write(std::string_view first, std::string_view second) override { return write_to(socket_, first, second); }
  asio::awaitable<void> say_goodbye() override { co_return; }
  tcp::socket& socket() override { return socket_; }

 private:
  tcp::socket socket_;
};

class TlsWire final : public Wire {
 public:
  TlsWire(tcp::socket socket, asio::ssl::context& tls) : Wire(socket.get_executor()), stream_(std::move(socket), tls) {}
  asio::awaitable<bool> handshake() override {
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    co_await stream_.async_handshake(asio::ssl::stream_base::server, token);
    co_return !ec;
  }
  asio::awaitable<std::size_t> read(asio::mutable_buffer into) override { return read_from(stream_, into); }
  asio::awaitable<bool> write(std::string_view first, std::string_view second) override { return write_to(stream_, first, second); }
  asio::awaitable<void> say_goodbye() override {
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    co_await stream_.async_shutdown(token);
  }
  tcp::socket& socket() override { return stream_.next_layer(); }

 private:
  asio::ssl::stream<tcp::socket> stream_;
};

}  // namespace

void Wire::deadline(std::chrono::milliseconds from_now) {
  timer_.expires_after(from_now);
  timer_.async_wait([self = weak_from_this(), mine = ++generation_](error_code ec) {
    const auto wire = self.lock();
    if (ec || !wire || wire->generation_ != mine) return;  // another phase has begun
    wire->expired_ = true;
    wire->close();
  });
}

void Wire::no_deadline() {
  ++generation_;
  timer_.cancel();
}

void Wire::close() {
  error_code ignored;
  socket().close(ignored);
}

std::shared_ptr<Wire> plain_wire(tcp::socket socket) { return std::make_shared<PlainWire>(std::move(socket)); }
std::shared_ptr<Wire> tls_wire(tcp::socket socket, asio::ssl::context& tls) { return std::make_shared<TlsWire>(std::move(socket), tls); }

std::unique_ptr<asio::ssl::context> tls_context(const std::string& certificate, const std::string& key) {
  auto tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  error_code ec;
  const auto must = [&](const std::string& what) {
    if (ec) throw std::runtime_error("TLS: " + what + ": " + ec.message());
  };
  using Options = asio::ssl::context;
  tls->set_options(Options::default_workarounds | Options::no_sslv2 | Options::no_sslv3 | Options::no_tlsv1 | Options::no_tlsv1_1 |
                   Options::no_compression);
  SSL_CTX_set_options(tls->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(tls->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_mode(tls->native_handle(), SSL_MODE_RELEASE_BUFFERS);  // an idle connection keeps no buffers
  tls->use_certificate_chain_file(certificate, ec);
  must("certificate " + certificate);
  tls->use_private_key_file(key, asio::ssl::context::pem, ec);
  must("key " + key);
  return tls;
}

}  // namespace motcua::web
