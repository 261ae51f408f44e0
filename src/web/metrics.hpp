// Counters of the running program, as Prometheus reads them, and the pages for those who watch it.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"

namespace motcua::web {

class Metrics {
 public:
  // `route` is the pattern, never the path: bounded many, and without personal data.
  void request(std::string_view route, int status, std::chrono::microseconds took, int statements);
  std::string prometheus() const;

  std::atomic<std::int64_t> connections{0};           // open now
  std::atomic<std::uint64_t> connections_total{0};    // accepted
  std::atomic<std::uint64_t> connections_refused{0};  // over a limit
  std::atomic<std::int64_t> queue{0};                 // requests waiting for a worker
  std::atomic<std::uint64_t> deadline_closed{0};      // connections closed because a phase took too long

 private:
  static constexpr std::array<std::int64_t, 11> kBounds = {1'000,   2'500,   5'000,     10'000,    25'000,    50'000,
                                                           100'000, 250'000, 1'000'000, 2'500'000, 10'000'000};  // µs
  struct Series {
    std::array<std::uint64_t, 6> by_class{};  // index: status / 100
    std::array<std::uint64_t, kBounds.size() + 1> buckets{};
    std::uint64_t sum_us = 0;
    std::uint64_t statements = 0;
  };
  mutable std::mutex lock_;
  std::map<std::string, Series, std::less<>> series_;
};

struct OpsOptions {
  std::function<bool()> ready{};  // true when the database answers
  std::string metrics_token{};    // Authorization: Bearer …; without it only the machine itself reads /metrics
};

// GET /healthz (the process lives), /readyz (it can work), /metrics.
std::vector<Route> ops_routes(const Metrics& metrics, OpsOptions options);

}  // namespace motcua::web
