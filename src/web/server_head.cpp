#include "web/server_head.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "web/limits.hpp"

namespace motcua::web {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

}  // namespace

std::string http_date(Instant at) {
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day ymd(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()], unsigned(ymd.day()),
                     kMonths[unsigned(ymd.month()) - 1], int(ymd.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string response_head(const Response& response, std::uint64_t body_size, bool keep_alive) {
  std::string head =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason(response.status), http_date(SystemClock{}.now()));
  const bool bodyless = response.status == 204 || response.status == 304;
  if (!bodyless && (body_size > 0 || response.status == 200)) head += "Content-Type: " + response.content_type + "\r\n";
  if (!bodyless) head += "Content-Length: " + std::to_string(body_size) + "\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

void believe_proxy(std::span<const std::string> proxies, Request& request) {
  const auto trusted = [&](std::string_view address) {
    return std::ranges::any_of(proxies, [&](const std::string& p) { return address_key(p) == address_key(address); });
  };
  if (proxies.empty() || !trusted(request.remote)) return;
  request.secure = request.secure || request.header("x-forwarded-proto") == "https";
  std::string_view chain = request.header("x-forwarded-for");
  while (!chain.empty()) {
    const auto comma = chain.rfind(',');
    auto last = comma == std::string_view::npos ? chain : chain.substr(comma + 1);
    chain = comma == std::string_view::npos ? std::string_view{} : chain.substr(0, comma);
    while (last.starts_with(' ')) last.remove_prefix(1);
    while (last.ends_with(' ')) last.remove_suffix(1);
    if (address_key(last) == last) return;  // not an address: nobody we know wrote it
    request.remote = last;
    if (!trusted(last)) return;
  }
}

}  // namespace motcua::web
