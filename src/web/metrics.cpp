#include "web/metrics.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <exception>

#include "web/crypto.hpp"
#include "web/gate.hpp"
#include "web/limits.hpp"

namespace motcua::web {

void Metrics::request(std::string_view route, int status, std::chrono::microseconds took, int statements) {
  const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(kBounds, took.count()) - kBounds.begin());
  const std::lock_guard held(lock_);
  auto found = series_.find(route);
  if (found == series_.end()) found = series_.emplace(std::string(route), Series{}).first;
  auto& s = found->second;
  ++s.by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
  ++s.buckets[bucket];
  s.sum_us += static_cast<std::uint64_t>(took.count());
  s.statements += static_cast<std::uint64_t>(std::max(0, statements));
}

std::string Metrics::prometheus() const {
  std::string requests = "# TYPE motcua_requests_total counter\n";
  std::string seconds = "# TYPE motcua_request_seconds histogram\n";
  std::string statements = "# TYPE motcua_statements_total counter\n";
  {
    const std::lock_guard held(lock_);
    for (const auto& [route, s] : series_) {
      for (std::size_t c = 1; c < s.by_class.size(); ++c)
        if (s.by_class[c] != 0)
          requests += fmt::format("motcua_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", route, c, s.by_class[c]);
      std::uint64_t below = 0;
      for (std::size_t b = 0; b < kBounds.size(); ++b) {
        below += s.buckets[b];
        seconds += fmt::format("motcua_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, static_cast<double>(kBounds[b]) / 1e6,
                               below);
      }
      below += s.buckets.back();
      seconds += fmt::format(
          "motcua_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\nmotcua_request_seconds_sum{{route=\"{0}\"}} {2}\n"
          "motcua_request_seconds_count{{route=\"{0}\"}} {1}\n",
          route, below, static_cast<double>(s.sum_us) / 1e6);
      statements += fmt::format("motcua_statements_total{{route=\"{}\"}} {}\n", route, s.statements);
    }
  }
  return requests + seconds + statements +
         fmt::format(
             "# TYPE motcua_connections gauge\nmotcua_connections {}\n"
             "# TYPE motcua_connections_total counter\nmotcua_connections_total {}\n"
             "# TYPE motcua_connections_refused_total counter\nmotcua_connections_refused_total {}\n"
             "# TYPE motcua_deadline_closed_total counter\nmotcua_deadline_closed_total {}\n"
             "# TYPE motcua_queue gauge\nmotcua_queue {}\n",
             connections.load(), connections_total.load(), connections_refused.load(), deadline_closed.load(), queue.load());
}

std::vector<Route> ops_routes(const Metrics& metrics, OpsOptions options) {
  const auto healthy = [](Call&) { return Response::text("ok\n"); };
  const auto ready = [check = options.ready](Call&) {
    try {
      if (!check || check()) return Response::text("ok\n");
    } catch (const std::exception&) {  // not reachable is an answer here, not a failure
    }
    return Response::text("database unavailable\n", 503);
  };
  const auto read = [&metrics, token = options.metrics_token](Call& call) {
    const auto& r = call.request;
    // A proxy on this machine makes every visitor look local; what it passed on carries one of these.
    const bool passed_on = !r.header("x-forwarded-for").empty() || !r.header("forwarded").empty() || !r.header("via").empty();
    const bool by_token = !token.empty() && constant_time_equal(r.header("authorization"), "Bearer " + token);
    if (!by_token && (passed_on || !is_loopback(r.remote)))
      return problem_response(
          call,
          {.status = 404, .key = "web.metrics_hidden", .title = "Không tìm thấy trang", .message = "Không có trang nào ở địa chỉ này."});
    auto answer = Response::text(metrics.prometheus());
    answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return answer;
  };
  return {{Method::get, "/healthz", kOpen, healthy, 0, "web"},
          {Method::get, "/readyz", kOpen, ready, 0, "web"},
          {Method::get, "/metrics", kOpen, read, 0, "web"}};
}

}  // namespace motcua::web
