// Delivers what publish() wrote, at least once, in order per topic and key, by any number of instances (a lease elects one).
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

struct Delivery {
  std::int64_t id{};  // grows with the order of publishing; the idempotency key towards receivers
  std::string topic;
  std::int64_t key{};
  std::string payload;
  Instant at;
  int attempt{};  // 1 at the first
};

// A message nobody could take after the last attempt; people look at it and send it again or drop it.
struct DeadLetter {
  std::int64_t id{};
  std::string topic;
  std::int64_t key{};
  std::string subscriber;
  std::string reason;
  int attempts{};
  Instant since;
};

struct OutboxOptions {
  std::string owner = "motcua";         // unique per instance
  int attempts = 12;                    // then it is a dead letter
  std::chrono::seconds first_delay{2};  // doubles each time, with jitter
  std::chrono::seconds longest_delay{3600};
  std::chrono::seconds lease{30};
  std::chrono::milliseconds poll{1000};  // when nobody wakes it
  int batch = 100;
};

class OutboxWorker {
 public:
  using Options = OutboxOptions;
  // A subscriber returns an error to be called again later; it runs outside any transaction and may be called twice for one
  // message. `topic` is a whole topic ("dossier.accepted") or a prefix with a star ("dossier.*").
  using Handler = std::function<Status(const Delivery&)>;

  OutboxWorker(Database& db, const Clock& clock, Options options = {});
  ~OutboxWorker();
  OutboxWorker(const OutboxWorker&) = delete;
  OutboxWorker& operator=(const OutboxWorker&) = delete;

  void subscribe(std::string name, std::string topic, Handler handler);  // before start()
  void start();
  void stop();
  void wake();
  // One round in the calling thread; number of messages tried. For tests and for `motcua outbox`.
  int run_once();

 private:
  struct Subscriber {
    std::string name;
    std::string topic;
    Handler handler;
  };
  struct Pending;
  bool hold_lease();
  int fan_out();
  int deliver_due();
  void settle(const Pending& message, const Status& outcome);
  void loop(const std::stop_token& stop);

  Database& db_;
  const Clock& clock_;
  Options options_;
  std::vector<Subscriber> subscribers_;
  std::mutex mutex_;
  std::condition_variable_any wake_up_;
  bool awake_ = false;
  std::jthread thread_;
};

std::vector<DeadLetter> dead_letters(ReadTx& tx, int limit = 100);
// Tries a dead letter again from the start; false when there is none with this id and subscriber.
bool retry_dead_letter(Tx& tx, std::int64_t id, std::string_view subscriber, Instant now);
// Removes a dead letter for good.
bool drop_dead_letter(Tx& tx, std::int64_t id, std::string_view subscriber);

}  // namespace motcua::store
