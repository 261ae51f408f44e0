// clamd, the daemon of ClamAV: command INSTREAM (man clamd). One connection for each file.
#include <fcntl.h>
#include <fmt/core.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

#include "store/blobs.hpp"

namespace motcua::store {

namespace {
class Connection {
 public:
  Connection(const std::string& address, int seconds) : deadline_(std::chrono::steady_clock::now() + std::chrono::seconds(seconds)) {
    if (address.starts_with("unix:")) {
      connect_unix(address.substr(5));
    } else if (address.starts_with("tcp:")) {
      connect_tcp(address.substr(4));
    }
  }
  ~Connection() {
    if (fd_ >= 0) ::close(fd_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool open() const { return fd_ >= 0; }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      if (!wait_for(POLLOUT)) return false;
      const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (n < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }

  // Up to the NUL that ends an answer; an answer is one line.
  std::optional<std::string> receive() {
    std::string answer;
    std::array<char, 512> buffer{};
    while (answer.size() < 4096 && wait_for(POLLIN)) {
      const auto n = ::recv(fd_, buffer.data(), buffer.size(), 0);
      if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (n <= 0) break;
      answer.append(buffer.data(), static_cast<std::size_t>(n));
      if (const auto end = answer.find('\0'); end != std::string::npos) return answer.substr(0, end);
    }
    return std::nullopt;
  }

 private:
  bool wait_for(short what) const {
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now()).count();
      if (left <= 0) return false;
      pollfd entry{fd_, what, 0};
      const int ready = ::poll(&entry, 1, static_cast<int>(left));
      if (ready > 0) return true;
      if (ready == 0 || errno != EINTR) return false;
    }
  }

  bool try_connect(int family, const sockaddr* address, socklen_t length) {
    fd_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd_ < 0) return false;
    if (::connect(fd_, address, length) == 0) return true;
    int error = errno;
    if (error == EINPROGRESS && wait_for(POLLOUT)) {
      socklen_t size = sizeof error;
      if (::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0) return true;
    }
    ::close(fd_);
    fd_ = -1;
    return false;
  }

  void connect_unix(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    try_connect(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }

  void connect_tcp(const std::string& place) {
    const auto colon = place.rfind(':');
    if (colon == std::string::npos) return;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(place.substr(0, colon).c_str(), place.substr(colon + 1).c_str(), &hints, &found) != 0) return;
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owned(found, ::freeaddrinfo);
    for (const auto* a = found; a != nullptr; a = a->ai_next)
      if (try_connect(a->ai_family, a->ai_addr, a->ai_addrlen)) return;
  }

  std::chrono::steady_clock::time_point deadline_;
  int fd_ = -1;
};

std::string length_of(std::size_t n) {
  return {static_cast<char>(n >> 24U), static_cast<char>(n >> 16U), static_cast<char>(n >> 8U), static_cast<char>(n)};
}

tl::unexpected<Error> unavailable(std::string detail) {
  auto error = errors::unavailable("store.scanner_away", "Chưa quét được mã độc vì không liên lạc được với trình quét.");
  error.value().detail = std::move(detail);
  return error;
}

class Clamd final : public Scanner {
 public:
  Clamd(std::string address, int seconds) : address_(std::move(address)), seconds_(seconds) {}

  Result<Verdict> scan(const std::filesystem::path& path) override {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Failure(FailureKind::disk, "clamd.scan", path.string() + " cannot be read");
    Connection clamd(address_, seconds_);
    if (!clamd.open() || !clamd.send(std::string_view("zINSTREAM\0", 10))) return unavailable("no connection to " + address_);
    std::string chunk(64 << 10, '\0');
    bool sent = true;
    while (sent && file) {
      file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
      const auto n = static_cast<std::size_t>(file.gcount());
      if (n > 0) sent = clamd.send(length_of(n)) && clamd.send({chunk.data(), n});
    }
    if (file.bad()) throw Failure(FailureKind::disk, "clamd.scan", path.string() + " cannot be read");
    // clamd may refuse in the middle (size limit) and say why.
    if (sent) clamd.send(length_of(0));
    const auto answer = clamd.receive();
    if (!answer) return unavailable("no answer from " + address_);
    if (*answer == "stream: OK") return Verdict{true, ""};
    if (answer->starts_with("stream: ") && answer->ends_with(" FOUND")) return Verdict{false, answer->substr(8, answer->size() - 8 - 6)};
    return unavailable(*answer);
  }

 private:
  std::string address_;
  int seconds_;
};
}  // namespace

std::unique_ptr<Scanner> clamd_scanner(std::string address, int seconds) { return std::make_unique<Clamd>(std::move(address), seconds); }

}  // namespace motcua::store
