// What a page or API handler sees of HTTP. No library of others shows through here.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace motcua::web {

enum class Method : std::uint8_t { get, post, put, del };

// What a route demands of the caller. A route without one does not compile. Names are unique literals ("dossier.accept").
struct Permission {
  std::string_view name;
  consteval Permission(const char* n) : name(n) {}
};
inline constexpr Permission kOpen{"open"};           // anybody
inline constexpr Permission kSignedIn{"signed_in"};  // any account

// Who calls. The identity context derives its Actor from it.
struct Principal {
  virtual ~Principal() = default;
  std::int64_t account_id{};  // 0: nobody is signed in
  std::string display_name;
  std::string session_key;  // secret of the session: binds CSRF tokens and flash messages to it; empty: the visitor's cookie binds them
  bool signed_in() const { return account_id != 0; }
  virtual bool permits(Permission permission) const = 0;  // in any scope; the object's own scope is checked where it is loaded
};

// Name/value pairs in order of arrival: query string or form body. Names may repeat (check boxes).
class Fields {
 public:
  void add(std::string name, std::string value) { items_.emplace_back(std::move(name), std::move(value)); }
  std::string_view get(std::string_view name) const;  // first value, trimmed, NFC; empty when absent
  std::optional<std::string_view> find(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
  bool has(std::string_view name) const { return find(name).has_value(); }
  const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

// An uploaded file, streamed to disk; removed when the request ends unless it is adopted (moved away).
struct Upload {
  std::string field{};
  std::string file_name{};     // as sent, cleaned: no folder, no control characters
  std::string content_type{};  // as claimed
  std::filesystem::path path{};
  std::uint64_t size{};
  std::string sha256{};  // hex
};

// Over TLS the border puts "__Host-" before the name and adds Secure; handlers use the plain name on both ways.
struct Cookie {
  std::string name, value{};
  std::string same_site = "Lax";
  std::optional<std::chrono::seconds> max_age{};
  bool http_only = true;
};

struct Request {
  Method method{Method::get};
  bool head = false;     // HEAD: handled as GET, answered without a body
  std::string path{};    // decoded, without query
  std::string target{};  // as sent, for links back to this page
  Fields query{};
  Fields form{};  // url-encoded or multipart text parts
  std::vector<Upload> uploads{};
  std::string body{};                                          // other small bodies (JSON), bounded
  std::vector<std::pair<std::string, std::string>> headers{};  // names in lower case
  std::string remote{};                                        // address of the client
  std::string id{};                                            // request id, also the incident number shown on error pages
  std::string host{};
  bool secure = false;                                        // came by TLS (own, or told by a trusted proxy)
  std::vector<std::pair<std::string, std::string>> params{};  // captures of the route pattern
  std::string_view route{};                                   // pattern that matched

  std::string_view header(std::string_view lower_case_name) const;
  std::string_view cookie(std::string_view name) const;
  std::string_view param(std::string_view name) const;  // "" when absent
  bool wants_json() const;
};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::vector<Cookie> cookies{};
  std::filesystem::path file{};  // when set, streamed instead of body
  bool shared = false;           // the same bytes for everybody, no secret in it: may be compressed (see README, BREACH) and cached
  std::string flash{};           // shown on the next page of the same visitor, kept over the redirect in a signed cookie

  static Response html(std::string body, int status = 200);
  static Response json(std::string body, int status = 200);
  static Response text(std::string body, int status = 200);
  static Response bytes(std::string body, std::string content_type, std::string_view download_name = {});
  static Response see_other(std::string location);  // 303 after a POST
};

class ErrorPages;  // web/gate.hpp

// Hidden fields every form carries: the token and the one-time number that makes sending twice harmless.
inline constexpr std::string_view kCsrfField = "_csrf";
inline constexpr std::string_view kFormIdField = "_lan_gui";
inline constexpr std::string_view kCsrfHeader = "x-csrf-token";  // for scripts

// One request as a handler gets it.
struct Call {
  const Request& request;
  std::shared_ptr<const Principal> principal{};  // never null
  std::string csrf_token{};                      // for forms of this page
  std::string_view lang = "vi";
  std::string flash{};    // message kept over one redirect ("Đã tiếp nhận hồ sơ …")
  std::string form_id{};  // value of kFormIdField for forms of this page; the same form sent again gets the first answer again
  const ErrorPages* error_pages = nullptr;
};

// Routes are constexpr tables of a slice:
//   class Pages { … web::Response show(web::Call&); static const std::span<const web::RouteOf<Pages>> routes(); };
//   inline constexpr auto kRoutes = std::to_array<web::RouteOf<Pages>>({{Method::get, "/ho-so/{ma}", kDossierRead, &Pages::show}});
template <class Slice> struct RouteOf {
  Method method;
  std::string_view pattern;  // "{name}" captures one segment, "{name...}" the rest
  Permission permission;
  Response (Slice::*handler)(Call&);
  std::uint64_t max_body = 64 * 1024;  // larger only where files are taken
};

// A route bound to its slice, as the router keeps it.
struct Route {
  Method method;
  std::string_view pattern;
  Permission permission;
  std::function<Response(Call&)> handler;
  std::uint64_t max_body;
  std::string_view slice;
};

template <class Slice> std::vector<Route> bind_routes(std::string_view name, Slice& slice, std::span<const RouteOf<Slice>> routes) {
  std::vector<Route> bound;
  bound.reserve(routes.size());
  for (const auto& r : routes)
    bound.push_back(
        {r.method, r.pattern, r.permission, [&slice, h = r.handler](Call& call) { return (slice.*h)(call); }, r.max_body, name});
  return bound;
}

// An Error as a page (or JSON for the API): 400/422, 404, 403, 409, 503; the view layer renders it in the page shell.
Response error_response(const Call& call, const Error& error);

}  // namespace motcua::web
