#include "store/files.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/result.hpp"
#include "store/db.hpp"

namespace motcua::store {

namespace {
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC)) {
    if (fd_ < 0) throw Failure(FailureKind::disk, "file.open", path.string() + ": " + std::strerror(errno));
  }
  ~Descriptor() { ::close(fd_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

void sync(const std::filesystem::path& path, int flags) {
  const Descriptor file(path, flags);
  if (::fsync(file.get()) != 0) throw Failure(FailureKind::disk, "file.sync", path.string() + ": " + std::strerror(errno));
}

// Looked up once: the look-up costs more than hashing a row.
const EVP_MD* sha256() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return md;
}
}  // namespace

void sync_file(const std::filesystem::path& file) { sync(file, O_RDONLY); }
void sync_folder(const std::filesystem::path& folder) { sync(folder, O_RDONLY | O_DIRECTORY); }

void Sha256::Free::operator()(void* context) const { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  ensure(context_ && EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_.get()), sha256(), nullptr) == 1, "SHA-256 is there");
}
Sha256::~Sha256() = default;

Sha256& Sha256::add(std::string_view bytes) {
  ensure(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_.get()), bytes.data(), bytes.size()) == 1, "SHA-256 works");
  return *this;
}

std::string Sha256::finish() {
  std::array<unsigned char, 32> digest{};
  ensure(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_.get()), digest.data(), nullptr) == 1, "SHA-256 works");
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(64);
  for (const unsigned byte : digest) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  return hex;
}

std::string sha256_hex(std::string_view bytes) { return Sha256{}.add(bytes).finish(); }

std::string sha256_file(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY);
  Sha256 hash;
  std::vector<char> buffer(1 << 16);
  for (;;) {
    const auto n = ::read(file.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw Failure(FailureKind::disk, "file.read", path.string() + ": " + std::strerror(errno));
    if (n == 0) return hash.finish();
    hash.add({buffer.data(), static_cast<std::size_t>(n)});
  }
}

}  // namespace motcua::store
