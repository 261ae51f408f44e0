#include "store/outbox.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <random>

#include "store/bell.hpp"
#include "store/lease.hpp"

namespace motcua::store {

MOTCUA_SQL(kUnrouted, "SELECT id, topic, key FROM store_outbox WHERE NOT routed ORDER BY id LIMIT $1");
MOTCUA_SQL(kAddDelivery, "INSERT INTO store_delivery (outbox_id, subscriber, key, next_at) VALUES ($1, $2, $3, $4)");
MOTCUA_SQL(kMarkRouted, "UPDATE store_outbox SET routed = TRUE WHERE id = $1");
MOTCUA_SQL(kDropMessage, "DELETE FROM store_outbox WHERE id = $1");
// A message waits for earlier ones of its key that its subscriber has not taken yet.
MOTCUA_SQL(kDue,
           "SELECT d.outbox_id, d.subscriber, o.topic, d.key, o.payload, o.at, d.attempts FROM store_delivery d "
           "JOIN store_outbox o ON o.id = d.outbox_id WHERE NOT d.dead AND d.next_at <= $1 AND NOT EXISTS (SELECT 1 FROM store_delivery e "
           "WHERE e.subscriber = d.subscriber AND e.key = d.key AND NOT e.dead AND e.outbox_id < d.outbox_id) ORDER BY d.outbox_id, "
           "d.subscriber LIMIT $2");
MOTCUA_SQL(kDelivered, "DELETE FROM store_delivery WHERE outbox_id = $1 AND subscriber = $2");
MOTCUA_SQL(kDropFinished,
           "DELETE FROM store_outbox WHERE id = $1 AND routed AND NOT EXISTS (SELECT 1 FROM store_delivery d WHERE d.outbox_id = $1)");
MOTCUA_SQL(kNotDelivered,
           "UPDATE store_delivery SET attempts = $3, next_at = $4, dead = $5, reason = $6 WHERE outbox_id = $1 AND subscriber = $2");
MOTCUA_SQL(kDeadLetters,
           "SELECT d.outbox_id, o.topic, d.key, d.subscriber, d.reason, d.attempts, d.next_at FROM store_delivery d "
           "JOIN store_outbox o ON o.id = d.outbox_id WHERE d.dead ORDER BY d.outbox_id, d.subscriber LIMIT $1");
MOTCUA_SQL(
    kRevive,
    "UPDATE store_delivery SET dead = FALSE, attempts = 0, next_at = $3, reason = '' WHERE outbox_id = $1 AND subscriber = $2 AND dead");
MOTCUA_SQL(kDropDead, "DELETE FROM store_delivery WHERE outbox_id = $1 AND subscriber = $2 AND dead");

struct OutboxWorker::Pending {
  Delivery delivery;
  std::string subscriber;
};

namespace {
constexpr std::string_view kLease = "store.outbox";

bool matches(std::string_view pattern, std::string_view topic) {
  if (!pattern.ends_with('*')) return pattern == topic;
  return topic.starts_with(pattern.substr(0, pattern.size() - 1));
}
}  // namespace

OutboxWorker::OutboxWorker(Database& db, const Clock& clock, Options options) : db_(db), clock_(clock), options_(std::move(options)) {
  Bell::add(this, [this] { wake(); });
}
OutboxWorker::~OutboxWorker() {
  Bell::remove(this);
  stop();
}

void OutboxWorker::subscribe(std::string name, std::string topic, Handler handler) {
  ensure(!thread_.joinable(), "subscribe before start");
  for (const auto& other : subscribers_) ensure(other.name != name, "names of subscribers are unique");
  subscribers_.push_back({std::move(name), std::move(topic), std::move(handler)});
}

void OutboxWorker::start() {
  ensure(!thread_.joinable(), "started once");
  thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

void OutboxWorker::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  thread_ = {};
  try {
    release_lease(db_, kLease, options_.owner);
  } catch (const std::exception&) {  // it runs out by itself
  }
}

void OutboxWorker::wake() {
  {
    const std::lock_guard lock(mutex_);
    awake_ = true;
  }
  wake_up_.notify_one();
}

void OutboxWorker::loop(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    int tried = 0;
    try {
      tried = run_once();
    } catch (const std::exception&) {  // the database is away; what waits there is tried again
    }
    if (tried > 0) continue;
    std::unique_lock lock(mutex_);
    wake_up_.wait_for(lock, stop, options_.poll, [&] { return awake_; });
    awake_ = false;
  }
}

int OutboxWorker::run_once() {
  if (!hold_lease()) return 0;
  while (fan_out() == options_.batch) continue;
  return deliver_due();
}

bool OutboxWorker::hold_lease() {
  const auto now = clock_.now();
  return try_acquire_lease(db_, kLease, options_.owner, now, now + options_.lease);
}

// One delivery for each subscriber; a message nobody listens to is done.
int OutboxWorker::fan_out() {
  struct Message {
    std::int64_t id;
    std::string topic;
    std::int64_t key;
  };
  const auto now = clock_.now();
  // Most rounds find nothing: a read does not disturb the writers.
  const auto waiting = db_.read([&](ReadTx& tx) {
    return tx.all<Message>(
        kUnrouted,
        [](const Row& r) {
          return Message{r.i64(0), r.text(1), r.i64(2)};
        },
        options_.batch);
  });
  if (waiting.empty()) return 0;
  (void)db_.write([&](Tx& tx) -> Status {
    for (const auto& message : waiting) {
      int takers = 0;
      for (const auto& subscriber : subscribers_) {
        if (!matches(subscriber.topic, message.topic)) continue;
        tx.send(kAddDelivery, message.id, subscriber.name, message.key, now);
        ++takers;
      }
      if (takers > 0) {
        tx.send(kMarkRouted, message.id);
      } else {
        tx.send(kDropMessage, message.id);
      }
    }
    return {};
  });
  return static_cast<int>(waiting.size());
}

int OutboxWorker::deliver_due() {
  const auto due = db_.read([&](ReadTx& tx) {
    return tx.all<Pending>(
        kDue,
        [](const Row& r) {
          return Pending{{r.i64(0), r.text(2), r.i64(3), r.text(4), r.instant(5), r.i32(6) + 1}, r.text(1)};
        },
        clock_.now(), options_.batch);
  });
  auto renewed = clock_.now();
  int tried = 0;
  for (const auto& message : due) {
    if (thread_.joinable() && thread_.get_stop_token().stop_requested()) break;
    if (clock_.now() - renewed > options_.lease / 3) {
      if (!hold_lease()) break;
      renewed = clock_.now();
    }
    const auto subscriber = std::ranges::find(subscribers_, message.subscriber, &Subscriber::name);
    Status outcome;
    if (subscriber == subscribers_.end()) {
      outcome = errors::unavailable("store.no_subscriber", "Không còn bộ phận nhận tin này.");
    } else {
      try {
        outcome = subscriber->handler(message.delivery);
      } catch (const std::exception& thrown) {
        outcome = errors::unavailable("store.subscriber_threw", "Bộ phận nhận tin gặp lỗi.");
        outcome.error().detail = thrown.what();
      }
    }
    settle(message, outcome);
    ++tried;
  }
  return tried;
}

void OutboxWorker::settle(const Pending& message, const Status& outcome) {
  const auto id = message.delivery.id;
  (void)db_.write([&](Tx& tx) -> Status {
    if (outcome) {
      tx.send(kDelivered, id, message.subscriber);
      tx.send(kDropFinished, id);
      return {};
    }
    // Doubling, with up to a fifth more, so that what failed together does not come back together.
    thread_local std::minstd_rand random(std::random_device{}());
    const auto doublings = std::min(message.delivery.attempt - 1, 30);
    const auto exact = std::min<std::int64_t>(options_.longest_delay.count(), options_.first_delay.count() << doublings) * 1'000'000;
    const auto delay = std::chrono::microseconds(exact + std::uniform_int_distribution<std::int64_t>(0, exact / 5)(random));
    const bool dead = message.delivery.attempt >= options_.attempts;
    tx.send(kNotDelivered, id, message.subscriber, message.delivery.attempt, clock_.now() + delay, dead,
            fmt::format("{} {}", outcome.error().key, outcome.error().detail));
    return {};
  });
}

std::vector<DeadLetter> dead_letters(ReadTx& tx, int limit) {
  return tx.all<DeadLetter>(
      kDeadLetters, [](const Row& r) { return DeadLetter{r.i64(0), r.text(1), r.i64(2), r.text(3), r.text(4), r.i32(5), r.instant(6)}; },
      limit);
}

bool retry_dead_letter(Tx& tx, std::int64_t id, std::string_view subscriber, Instant now) {
  return tx.exec(kRevive, id, subscriber, now) == 1;
}

bool drop_dead_letter(Tx& tx, std::int64_t id, std::string_view subscriber) {
  if (tx.exec(kDropDead, id, subscriber) == 0) return false;
  tx.exec(kDropFinished, id);
  return true;
}

}  // namespace motcua::store
