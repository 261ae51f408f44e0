// From a request to its answer, without a socket: route, rights, CSRF, rate limits, handler, errors, headers, log line.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "web/gate.hpp"
#include "web/http.hpp"

namespace motcua::web {

class Metrics;
class RateLimiter;

struct RouterOptions {
  std::string secret;                       // at least 32 bytes: signs CSRF tokens and flash messages; the same on all instances
  std::string sign_in_path = "/dang-nhap";  // where pages send who is not signed in, with ?tiep=<target>
  std::string api_prefix = "/api/";         // below it answers are JSON
  // Statements run by this thread since the last call; the application gives store::Database::take_statement_count.
  std::function<int()> take_statement_count{};
};

// Parts the router works with; all outlive it. Only gate and clock are required.
struct RouterParts {
  Gate& gate;
  const Clock& clock;
  const ErrorPages* error_pages = nullptr;
  Idempotency* idempotency = nullptr;
  RateLimiter* limiter = nullptr;
  Metrics* metrics = nullptr;
};

// One request on its way. Uploads that nobody adopted are removed with it.
struct Exchange {
  Request request;
  std::string method_name;  // as sent; methods that have no routes are answered 405
  const Route* route = nullptr;
  std::shared_ptr<const Principal> principal;
  Response merged;     // cookies and headers of the gate
  int statements = 0;  // run so far
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();

  Exchange() = default;
  Exchange(Exchange&&) = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(Exchange&&) = delete;
  ~Exchange();
};

class Router {
 public:
  Router(RouterParts parts, RouterOptions options);
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  // Throws BrokenInvariant for a malformed pattern or a method and shape that is already taken. Only before serving starts.
  void add(std::vector<Route> routes);
  std::span<const Route> routes() const;  // sorted by pattern, for `motcua routes`

  // Whole way of one request. request.target is what was sent; path, query and params are filled in here.
  Response dispatch(Request request) const;

  // The same in steps, for the server: a large body is only read once the route is known and the caller may use it.
  std::optional<Response> open(Exchange& exchange) const;       // never blocks: path, route, address limit
  std::optional<Response> authorize(Exchange& exchange) const;  // may read the database: who calls, may they
  Response answer(Exchange& exchange) const;                    // authorizes if that was not done; runs the handler
  // The CSRF token that pages show to this caller; for tests and for scripts that post without a page. Empty without a session
  // and without a visitor's cookie.
  std::string csrf_token(const Request& request) const;
  // An answer the server itself gives (400, 408, 413, 431, 503), rendered, counted and logged like the others.
  Response refuse(Exchange& exchange, Problem problem) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::web
