#include "dossier/sealed.hpp"

#include <sodium.h>

#include "base/result.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

namespace {
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* bytes(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }

std::string key_of(std::string_view secret) {
  ensure(sodium_init() >= 0, "libsodium starts");
  return web::hmac_sha256(secret, "dossier-receipt-seal");
}
}  // namespace

std::string base32(std::string_view in) {
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : in) {
    buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      out += kLetters[(buffer >> (bits - 5)) & 31];
      bits -= 5;
    }
  }
  if (bits > 0) out += kLetters[(buffer << (5 - bits)) & 31];
  return out;
}

std::optional<std::string> base32_decode(std::string_view text) {
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const auto at = kLetters.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 5 | static_cast<unsigned>(at)) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      out += static_cast<char>((buffer >> (bits - 8)) & 0xff);
      bits -= 8;
    }
  }
  return out;
}

std::string seal(std::string_view secret, std::string_view text, std::string_view bound_to) {
  const auto key = key_of(secret);
  // The nonce is told by what is sealed: it repeats only when the whole input does.
  std::string message(bound_to);
  message += '\0';
  message += text;
  auto out = web::hmac_sha256(key, message).substr(0, kNonce);
  std::string box(text.size() + kTag, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(box), nullptr, bytes(text), text.size(), bytes(bound_to), bound_to.size(), nullptr,
                                             bytes(std::string_view(out)), bytes(std::string_view(key)));
  return base32(out + box);
}

std::optional<std::string> open_seal(std::string_view secret, std::string_view sealed, std::string_view bound_to) {
  const auto raw = base32_decode(sealed);
  if (!raw || raw->size() < kNonce + kTag) return std::nullopt;
  const auto key = key_of(secret);
  const auto box = std::string_view(*raw).substr(kNonce);
  std::string text(box.size() - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(text), nullptr, nullptr, bytes(box), box.size(), bytes(bound_to), bound_to.size(),
                                                 bytes(std::string_view(*raw)), bytes(std::string_view(key))) != 0)
    return std::nullopt;
  return text;
}

}  // namespace motcua::dossier
