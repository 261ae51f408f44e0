// How often somebody may ask: token buckets by address, account and route, in bounded memory.
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "web/http.hpp"

namespace motcua::web {

struct Rate {
  double per_second{};  // 0: no limit
  double burst{};       // how many at once after a quiet time
};

struct RouteRate {
  Method method{};
  std::string pattern{};
  Rate rate{};  // by address
};

// An office sits behind one address: the limits by address are wide, those of anonymous posts and of single routes narrow.
struct LimitOptions {
  Rate address{200, 2000};
  Rate account{40, 400};
  Rate anonymous_post{5, 100};
  std::vector<RouteRate> routes{};
  bool exempt_loopback = false;
  std::size_t max_keys = 65'536;
};

class RateLimiter {
 public:
  explicit RateLimiter(LimitOptions options);
  // How long to wait, or nothing when the request may pass.
  std::optional<std::chrono::seconds> by_address(const Request& request, Instant now);
  std::optional<std::chrono::seconds> by_account(std::int64_t account_id, Instant now);
  std::optional<std::chrono::seconds> by_anonymous_post(const Request& request, Instant now);
  std::optional<std::chrono::seconds> take(std::string_view key, Rate rate, Instant now);
  std::size_t keys() const;

 private:
  struct Bucket {
    double tokens;
    Instant at;
    double full_after;  // seconds from empty to full
  };
  struct Shard {
    mutable std::mutex lock;
    std::unordered_map<std::string, Bucket> buckets;
  };
  void make_room(Shard& shard, Instant now) const;
  LimitOptions options_;
  std::array<Shard, 16> shards_;
};

bool is_loopback(std::string_view address);
// The part of an address that one subscriber holds: IPv4 whole, IPv6 its /64.
std::string address_key(std::string_view address);

}  // namespace motcua::web
