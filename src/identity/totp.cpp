#include "identity/totp.hpp"

#include <fmt/core.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/result.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"

namespace motcua::identity {
namespace {

std::string hmac_sha1(std::string_view key, std::string_view message) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  const auto* done = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()),
                          message.size(), out.data(), &size);
  ensure(done != nullptr, "no HMAC");
  return {reinterpret_cast<const char*>(out.data()), size};
}

std::string box_key(std::string_view installation_secret) { return web::hmac_sha256(installation_secret, "identity.totp"); }

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::string random_totp_secret() { return web::random_bytes(20); }

std::string base32(std::string_view raw) {
  static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : raw) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[(buffer >> static_cast<unsigned>(bits - 5)) & 31U];
  }
  if (bits > 0) text += kAlphabet[(buffer << static_cast<unsigned>(5 - bits)) & 31U];
  return text;
}

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  std::string message(8, '\0');
  for (int i = 7; i >= 0; --i, step >>= 8) message[static_cast<std::size_t>(i)] = static_cast<char>(step & 0xFF);
  const auto mac = hmac_sha1(secret, message);
  const auto offset = static_cast<std::size_t>(mac.back() & 0x0F);
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = (number << 8U) | static_cast<unsigned char>(mac[offset + i]);
  number &= 0x7FFFFFFFU;
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::int64_t totp_step(Instant at) { return to_us(at) / 1'000'000 / kTotpStep; }

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant now, std::int64_t last_step) {
  std::string digits;
  std::ranges::copy_if(code, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  std::optional<std::int64_t> found;
  // All three are compared, whatever the first says: the time taken tells nothing.
  for (const std::int64_t step : {totp_step(now) - 1, totp_step(now), totp_step(now) + 1})
    if (web::constant_time_equal(totp_code(secret, step), digits) && step > last_step) found = step;
  return found;
}

std::string otpauth_uri(std::string_view issuer, std::string_view user_name, std::string_view secret) {
  return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30", web::percent_encode(issuer),
                     web::percent_encode(user_name), base32(secret));
}

std::vector<std::string> random_recovery_codes() {
  std::vector<std::string> codes;
  for (int i = 0; i < 10; ++i) {
    auto text = web::random_readable().substr(0, 8);
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    codes.push_back(text.substr(0, 4) + "-" + text.substr(4));
  }
  return codes;
}

std::string recovery_code_hash(std::string_view code) {
  std::string plain;
  for (const char c : code)
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      plain += c;
    else if (c >= 'A' && c <= 'Z')
      plain += static_cast<char>(c - 'A' + 'a');
  return web::sha256_hex("recovery:" + plain);
}

std::string seal_secret(std::string_view secret, std::string_view installation_secret) {
  const auto key = box_key(installation_secret);
  auto nonce = web::random_bytes(crypto_secretbox_NONCEBYTES);
  std::string box(secret.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(reinterpret_cast<unsigned char*>(box.data()), bytes(secret), secret.size(), bytes(nonce), bytes(key));
  return web::base64url(nonce + box);
}

std::optional<std::string> open_secret(std::string_view sealed, std::string_view installation_secret) {
  const auto raw = web::base64url_decode(sealed);
  if (raw.size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) return {};
  const auto key = box_key(installation_secret);
  const auto box = std::string_view(raw).substr(crypto_secretbox_NONCEBYTES);
  std::string secret(box.size() - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(secret.data()), bytes(box), box.size(), bytes(raw), bytes(key)) != 0)
    return {};
  return secret;
}

}  // namespace motcua::identity
