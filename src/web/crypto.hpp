// Random numbers, keyed hashes, comparisons that take the same time for every answer.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace motcua::web {

std::string random_bytes(std::size_t count);
// URL-safe base64 without padding of `bytes` random bytes: 32 bytes are 43 characters. For session ids, links, form numbers.
std::string random_token(std::size_t bytes = 32);
// 12 characters of Crockford's alphabet (60 random bits), easy to read out on the telephone: request ids.
std::string random_readable();

std::string hmac_sha256(std::string_view key, std::string_view message);  // 32 raw bytes
std::string sha256_hex(std::string_view data);
bool constant_time_equal(std::string_view a, std::string_view b);

std::string base64url(std::string_view bytes);
// Empty when `text` is not the base64url of anything (or of nothing).
std::string base64url_decode(std::string_view text);

// SHA-256 of a stream.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view data);
  std::string hex();  // ends the stream

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace motcua::web
