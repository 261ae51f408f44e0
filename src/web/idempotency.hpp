// Answers of repeated forms kept in memory: enough for one instance, lost with it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"
#include "web/gate.hpp"

namespace motcua::web {

class MemoryIdempotency final : public Idempotency {
 public:
  struct Options {
    std::size_t max_entries = 4096;
    std::size_t max_body = 64 * 1024;  // a larger page is not kept; its form answers "running" only while it runs
    std::chrono::minutes keep{60};
    std::chrono::milliseconds wait{10'000};  // for a running twin
  };
  explicit MemoryIdempotency(const Clock& clock) : MemoryIdempotency(clock, Options{}) {}
  MemoryIdempotency(const Clock& clock, Options options) : clock_(clock), options_(options) {}
  Claim claim(std::string_view owner, std::string_view key, std::string_view fingerprint) override;
  void complete(std::string_view owner, std::string_view key, const Response& answer) override;
  void forget(std::string_view owner, std::string_view key) override;

 private:
  struct Entry {
    std::string fingerprint;
    Instant at;
    bool running = true;
    Response answer;
  };
  void make_room();
  const Clock& clock_;
  Options options_;
  std::mutex lock_;
  std::condition_variable changed_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace motcua::web
