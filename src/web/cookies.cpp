#include "web/cookies.hpp"

#include <algorithm>

#include "web/crypto.hpp"

namespace motcua::web {
namespace {

bool token_text(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  });
}

bool value_text(std::string_view text) {  // cookie-octet of RFC 6265
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\'; });
}

// The lengths keep (owner, text) pairs apart that would be the same bytes in a row.
std::string mac_of(std::string_view secret, std::string_view owner, std::string_view text) {
  return hmac_sha256(secret, "cookie:" + std::to_string(owner.size()) + ":" + std::string(owner) + std::string(text));
}

}  // namespace

std::string set_cookie(const Cookie& cookie, bool secure) {
  ensure(token_text(cookie.name) && value_text(cookie.value), "cookie name and value are plain");
  ensure(cookie.same_site == "Lax" || cookie.same_site == "Strict", "SameSite is Lax or Strict");
  std::string line = (secure ? "__Host-" : "") + cookie.name + "=" + cookie.value + "; Path=/; SameSite=" + cookie.same_site;
  if (cookie.max_age) line += "; Max-Age=" + std::to_string(cookie.max_age->count());
  if (cookie.http_only) line += "; HttpOnly";
  if (secure) line += "; Secure";
  return line;
}

Cookie expired_cookie(std::string name) { return {.name = std::move(name), .max_age = std::chrono::seconds{0}}; }

std::string sign_value(std::string_view secret, std::string_view owner, std::string_view text) {
  return base64url(text) + "." + base64url(mac_of(secret, owner, text));
}

std::optional<std::string> read_signed(std::string_view secret, std::string_view owner, std::string_view value) {
  const auto dot = value.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  auto text = base64url_decode(value.substr(0, dot));
  if (!constant_time_equal(base64url_decode(value.substr(dot + 1)), mac_of(secret, owner, text))) return std::nullopt;
  return text;
}

}  // namespace motcua::web
