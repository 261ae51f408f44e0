// What people are told: written in the transaction that is its cause or from the outbox, delivered by a job with retry, at day time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "identity/citizens.hpp"
#include "notify/transport.hpp"
#include "store/db.hpp"

namespace motcua::notify {

store::MigrationSet migrations();

enum class Way : std::uint8_t { email, sms, page };
std::string_view word(Way way);
std::string_view label(Way way);
enum class MessageState : std::uint8_t { waiting, sent, failed, expired };
std::string_view label(MessageState state);

struct Message {
  std::int64_t id{};
  std::string cause;  // "<outbox id>:email": the same event tells the same person once
  Way way{};
  std::int64_t citizen{};
  std::string address, template_key, subject, body, link;
  bool secret = false;  // forgotten once delivered
  MessageState state{};
  int tries = 0;
  Instant made_at, not_before;
  std::optional<Instant> expires_at, sent_at;
  std::string fault;
};

struct MessageSettings {
  std::unique_ptr<Transport> mail;  // nothing: no mail leaves the house
  std::unique_ptr<Transport> sms;
  bool pretend_mail = false;  // demonstration: codes are shown on the page instead
  int quiet_from = 21 * 60;   // minutes of the day between which nobody is disturbed, codes excepted
  int quiet_to = 7 * 60;
};

// When a message written now may go out.
Instant after_quiet_hours(Instant now, int quiet_from, int quiet_to);
// Minutes until the next try, after `tries` failed ones; nothing: given up.
std::optional<std::chrono::minutes> retry_after(int tries);

class Messages final : public identity::CodeSender {
 public:
  Messages(store::Database& db, const Clock& clock, IdSource& ids, MessageSettings settings)
      : db_(db), clock_(clock), ids_(ids), settings_(std::move(settings)) {}

  bool reaches(identity::ContactKind kind) const override;
  void send_code(store::Tx& tx, const identity::Contact& to, std::string_view code, Instant until) override;

  // Written once for a cause, whoever asks again.
  void write(store::Tx& tx, Message message);
  bool has(Way way) const { return way == Way::page || (way == Way::email ? settings_.mail != nullptr : settings_.sms != nullptr); }

  struct Round {
    int sent = 0, failed = 0;
  };
  Round deliver(std::string_view owner);  // a job

  std::vector<Message> of(identity::CitizenId citizen, int limit = 100);  // in-page ones, newest first
  struct Counts {
    std::int64_t waiting = 0, failed = 0;
  };
  std::vector<Message> troubled(int limit = 100);  // failed, and waiting after a failed try
  bool retry(std::int64_t id);

 private:
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  MessageSettings settings_;
};

}  // namespace motcua::notify
