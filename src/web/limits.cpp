#include "web/limits.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace motcua::web {
namespace {

struct Address {
  std::array<unsigned char, 16> bytes{};
  bool v4 = false;
};

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);
  Address a;
  if (inet_pton(AF_INET, copy.c_str(), a.bytes.data() + 12) == 1) {
    a.v4 = true;
    return a;
  }
  if (inet_pton(AF_INET6, copy.c_str(), a.bytes.data()) != 1) return std::nullopt;
  constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  a.v4 = std::memcmp(a.bytes.data(), kMapped.data(), kMapped.size()) == 0;
  return a;
}

}  // namespace

bool is_loopback(std::string_view address) {
  const auto a = parse_address(address);
  if (!a) return false;
  if (a->v4) return a->bytes[12] == 127;
  return std::all_of(a->bytes.begin(), a->bytes.end() - 1, [](unsigned char b) { return b == 0; }) && a->bytes[15] == 1;
}

std::string address_key(std::string_view address) {
  const auto a = parse_address(address);
  if (!a) return std::string(address);
  const auto* data = reinterpret_cast<const char*>(a->bytes.data());
  return a->v4 ? std::string(data + 12, 4) : std::string(data, 8);
}

RateLimiter::RateLimiter(LimitOptions options) : options_(std::move(options)) {}

std::optional<std::chrono::seconds> RateLimiter::take(std::string_view key, Rate rate, Instant now) {
  if (rate.per_second <= 0) return std::nullopt;
  Shard& shard = shards_[std::hash<std::string_view>{}(key) % shards_.size()];
  const std::lock_guard held(shard.lock);
  if (shard.buckets.size() >= options_.max_keys / shards_.size()) make_room(shard, now);
  auto& bucket = shard.buckets.try_emplace(std::string(key), Bucket{rate.burst, now, rate.burst / rate.per_second}).first->second;
  // A clock set back gives nothing and takes nothing.
  const auto passed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
  bucket.at = now;
  bucket.tokens = std::min(rate.burst, bucket.tokens + passed * rate.per_second);
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  const auto wait = std::ceil((1 - bucket.tokens) / rate.per_second);
  return std::chrono::seconds{std::max(1L, std::lround(wait))};
}

void RateLimiter::make_room(Shard& shard, Instant now) const {
  std::erase_if(shard.buckets, [&](const auto& entry) {
    return std::chrono::duration<double>(now - entry.second.at).count() >= entry.second.full_after;  // full: says nothing
  });
  // All busy: a flood from many addresses. Memory stays bounded, some of them start anew.
  for (auto left = shard.buckets.size() / 2; shard.buckets.size() >= options_.max_keys / shards_.size() && left > 0; --left)
    shard.buckets.erase(shard.buckets.begin());
}

std::optional<std::chrono::seconds> RateLimiter::by_address(const Request& request, Instant now) {
  if (options_.exempt_loopback && is_loopback(request.remote)) return std::nullopt;
  const auto address = address_key(request.remote);
  if (auto wait = take("a" + address, options_.address, now)) return wait;
  for (const auto& route : options_.routes)
    if (route.method == request.method && route.pattern == request.route)
      if (auto wait = take("r" + route.pattern + '\n' + address, route.rate, now)) return wait;
  return std::nullopt;
}

std::optional<std::chrono::seconds> RateLimiter::by_account(std::int64_t account_id, Instant now) {
  return take("u" + std::to_string(account_id), options_.account, now);
}

std::optional<std::chrono::seconds> RateLimiter::by_anonymous_post(const Request& request, Instant now) {
  if (options_.exempt_loopback && is_loopback(request.remote)) return std::nullopt;
  return take("p" + address_key(request.remote), options_.anonymous_post, now);
}

std::size_t RateLimiter::keys() const {
  std::size_t n = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard held(shard.lock);
    n += shard.buckets.size();
  }
  return n;
}

}  // namespace motcua::web
