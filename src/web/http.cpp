#include "web/http.hpp"

#include <algorithm>

#include "web/forms.hpp"

namespace motcua::web {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string_view find_in(const std::vector<std::pair<std::string, std::string>>& pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &std::pair<std::string, std::string>::first);
  return found == pairs.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace

std::string_view Fields::get(std::string_view name) const { return trimmed(find(name).value_or("")); }

std::optional<std::string_view> Fields::find(std::string_view name) const {
  const auto found = std::ranges::find(items_, name, &std::pair<std::string, std::string>::first);
  return found == items_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : items_)
    if (key == name) values.push_back(value);
  return values;
}

std::string_view Request::header(std::string_view lower_case_name) const { return find_in(headers, lower_case_name); }

// Over TLS only the __Host- form is believed: a cookie planted over plain HTTP or by a sister domain cannot carry that prefix.
std::string_view Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key != "cookie") continue;
    for (std::string_view rest = value; !rest.empty();) {
      const auto end = rest.find(';');
      const auto pair = trimmed(rest.substr(0, end));
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos) continue;
      auto key_part = pair.substr(0, equals);
      if (secure) {
        if (!key_part.starts_with("__Host-")) continue;
        key_part.remove_prefix(7);
      }
      if (key_part == name) return pair.substr(equals + 1);
    }
  }
  return {};
}

std::string_view Request::param(std::string_view name) const { return find_in(params, name); }

bool Request::wants_json() const {
  if (path.starts_with("/api/")) return true;
  const auto accept = header("accept");
  const auto json = accept.find("application/json");
  return json != std::string_view::npos && json < accept.find("text/html");
}

Response Response::html(std::string body, int status) { return {.status = status, .body = std::move(body)}; }

Response Response::json(std::string body, int status) {
  return {.status = status, .content_type = "application/json; charset=utf-8", .body = std::move(body)};
}

Response Response::text(std::string body, int status) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(body)};
}

Response Response::bytes(std::string body, std::string content_type, std::string_view download_name) {
  Response r{.content_type = std::move(content_type), .body = std::move(body)};
  if (!download_name.empty()) r.headers.emplace_back("Content-Disposition", content_disposition(download_name));
  return r;
}

Response Response::see_other(std::string location) {
  Response r{.status = 303};
  r.headers.emplace_back("Location", std::move(location));
  return r;
}

}  // namespace motcua::web
