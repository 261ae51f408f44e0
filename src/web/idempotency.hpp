// Answers of repeated forms: in memory (one instance, lost with it), or in the database as well (several instances, restarts).
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"
#include "store/db.hpp"
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
  // What the running claim was made with; empty when there is none.
  std::string fingerprint_of(std::string_view owner, std::string_view key);

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

// Redirects, which most forms end in, are kept in the database too: a re-post after a restart or at another instance leads to the
// same place. The answer is kept after the work, one more durable write a form; a crash between the two lets the form be sent
// again, so work that must never be done twice keeps its key in its own transaction (store::keep_answer).
class StoredIdempotency final : public Idempotency {
 public:
  StoredIdempotency(store::Database& db, const Clock& clock) : db_(db), clock_(clock), here_(clock) {}
  Claim claim(std::string_view owner, std::string_view key, std::string_view fingerprint) override;
  void complete(std::string_view owner, std::string_view key, const Response& answer) override;
  void forget(std::string_view owner, std::string_view key) override { here_.forget(owner, key); }

 private:
  store::Database& db_;
  const Clock& clock_;
  MemoryIdempotency here_;  // running twins wait here
};

}  // namespace motcua::web
