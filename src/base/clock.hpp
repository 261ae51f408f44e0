// Time: UTC inside, +07:00 outside (Việt Nam has had no daylight saving since 1975). The clock is always injected.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace motcua {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;      // stored as BIGINT microseconds since 1970 UTC
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;  // wall clock at +07:00
using Day = std::chrono::local_days;                                   // civil day at +07:00; stored as INTEGER days since 1970

inline constexpr std::chrono::hours kUtcOffset{7};

constexpr LocalTime to_local(Instant t) { return LocalTime{t.time_since_epoch() + kUtcOffset}; }
constexpr Instant to_instant(LocalTime t) { return Instant{t.time_since_epoch() - kUtcOffset}; }
constexpr Day day_of(Instant t) { return std::chrono::floor<std::chrono::days>(to_local(t)); }
constexpr std::int64_t to_us(Instant t) { return t.time_since_epoch().count(); }
constexpr Instant from_us(std::int64_t us) { return Instant{std::chrono::microseconds{us}}; }
constexpr std::int64_t to_number(Day d) { return d.time_since_epoch().count(); }
constexpr Day from_number(std::int64_t days) { return Day{std::chrono::days{days}}; }

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// For tests and the demo: stands still until it is moved.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }
  void advance(std::chrono::microseconds by) { at_ += by; }

 private:
  Instant at_;
};

// "2026-10-05T09:10", "2026-10-05T09:10:30", with or without "+07:00"/"Z"; without an offset it is Vietnamese wall-clock time.
std::optional<Instant> parse_instant(std::string_view iso);
// "2026-10-05" or "05/10/2026".
std::optional<Day> parse_day(std::string_view text);

std::string iso(Instant t);          // 2026-10-08T17:00:00+07:00
std::string iso(Day d);              // 2026-10-08
std::string vn_date(Day d);          // 08/10/2026
std::string vn_date(Instant t);      // 08/10/2026
std::string vn_time(Instant t);      // 17:00
std::string vn_datetime(Instant t);  // 17:00 08/10/2026

}  // namespace motcua
