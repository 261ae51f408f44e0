#include "web/security.hpp"

#include <zlib.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <system_error>

#include "base/log.hpp"
#include "web/crypto.hpp"

namespace motcua::web {
namespace {

using Header = std::pair<std::string, std::string>;

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

const std::string* find_header(const Response& response, std::string_view name) {
  const auto found = std::ranges::find_if(response.headers, [&](const Header& h) { return same_name(h.first, name); });
  return found == response.headers.end() ? nullptr : &found->second;
}

void add_if_absent(Response& response, std::string_view name, std::string_view value) {
  if (find_header(response, name) == nullptr) response.headers.emplace_back(name, value);
}

bool fits_a_line(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool is_token(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool compressible(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("application/javascript") ||
         type.starts_with("image/svg+xml") || type.starts_with("application/manifest+json");
}

bool accepts_gzip(std::string_view accept) {
  const auto at = accept.find("gzip");
  if (at == std::string_view::npos) return false;
  const auto rest = accept.substr(at + 4);
  return !rest.starts_with(";q=0") || rest.starts_with(";q=0.");
}

std::string gzip(std::string_view data) {
  z_stream z{};
  ensure(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib starts");
  std::string out(deflateBound(&z, data.size()) + 32, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  z.avail_in = static_cast<uInt>(data.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  const int end = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  ensure(end == Z_STREAM_END, "the bound of zlib holds");
  return out;
}

// Style sheets and scripts are asked for again and again; a few megabytes keep their compressed form.
std::string cached_gzip(const std::string& etag, std::string_view body) {
  static std::mutex lock;
  static std::map<std::string, std::string> cache;
  static std::size_t bytes = 0;
  constexpr std::size_t kMost = 8 << 20;
  {
    const std::lock_guard held(lock);
    if (const auto found = cache.find(etag); found != cache.end()) return found->second;
  }
  auto packed = gzip(body);
  const std::lock_guard held(lock);
  if (bytes + packed.size() > kMost) {
    cache.clear();
    bytes = 0;
  }
  if (packed.size() <= kMost && cache.emplace(etag, packed).second) bytes += packed.size();
  return packed;
}

bool known_already(const Request& request, std::string_view etag) {
  const auto known = request.header("if-none-match");
  return !known.empty() && (known == "*" || known.find(etag.substr(etag.find('"'))) != std::string_view::npos);
}

// Size and time of change tell versions of a file apart; blobs never change under their name.
void finish_file(const Request& request, Response& response) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(response.file, missing);
  const auto changed = std::filesystem::last_write_time(response.file, missing);
  if (missing) return;
  const auto etag = "\"" + std::to_string(size) + "-" + std::to_string(changed.time_since_epoch().count()) + "\"";
  add_if_absent(response, "ETag", etag);
  if (!known_already(request, etag)) return;
  response.status = 304;
  response.file.clear();
}

}  // namespace

void drop_broken_headers(Response& response) {
  std::erase_if(response.headers, [&](Header& h) {
    if (is_token(h.first) && fits_a_line(h.second)) return false;
    log::error("web.header_dropped", log::kv("name", is_token(h.first) ? h.first : "?"));
    if (!same_name(h.first, "location")) return true;
    h.second = "/";
    return false;
  });
  if (!fits_a_line(response.content_type)) response.content_type = "application/octet-stream";
}

void add_security_headers(const Request& request, bool signed_in, Response& response) {
  std::erase_if(response.headers, [](const Header& h) { return same_name(h.first, "content-security-policy"); });
  response.headers.emplace_back("Content-Security-Policy", kContentSecurityPolicy);
  add_if_absent(response, "X-Content-Type-Options", "nosniff");
  // Not no-referrer: browsers would then send "Origin: null" with our own forms.
  add_if_absent(response, "Referrer-Policy", "same-origin");
  add_if_absent(response, "Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=(), usb=()");
  add_if_absent(response, "Cross-Origin-Opener-Policy", "same-origin");
  add_if_absent(response, "Cross-Origin-Resource-Policy", "same-origin");
  if (request.secure) add_if_absent(response, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (signed_in && !response.shared) {
    std::erase_if(response.headers, [](const Header& h) { return same_name(h.first, "cache-control"); });
    response.headers.emplace_back("Cache-Control", "no-store");
  } else {
    add_if_absent(response, "Cache-Control", response.shared ? "no-cache" : "private, no-cache");
  }
}

bool same_origin(const Request& request) {
  const auto site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  auto origin = request.header("origin");
  if (origin.empty()) return true;
  const auto scheme = origin.find("://");
  if (scheme == std::string_view::npos) return false;  // "null": a sandbox, a file, another site's redirect
  return origin.substr(scheme + 3) == request.host;    // the scheme may differ behind a proxy that ends TLS
}

void finish_shared(const Request& request, Response& response) {
  if (response.status != 200) return;
  if (!response.file.empty()) return finish_file(request, response);
  if (!response.shared) return;
  std::string etag;
  if (const auto* given = find_header(response, "etag"))
    etag = *given;
  else
    response.headers.emplace_back("ETag", etag = "\"" + sha256_hex(response.body).substr(0, 32) + "\"");
  if (compressible(response.content_type)) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (known_already(request, etag)) {
    response.status = 304;
    response.body.clear();
    return;
  }
  if (response.body.size() < 1024 || !compressible(response.content_type) || find_header(response, "content-encoding") != nullptr) return;
  if (!accepts_gzip(request.header("accept-encoding"))) return;
  response.body = cached_gzip(etag, response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
  // The packed form is not the same bytes: the strong validator becomes a weak one.
  for (auto& [name, value] : response.headers)
    if (same_name(name, "etag") && !value.starts_with("W/")) value.insert(0, "W/");
}

}  // namespace motcua::web
