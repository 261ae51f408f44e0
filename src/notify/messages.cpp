#include "notify/messages.hpp"

#include <fmt/core.h>

#include <array>

#include "base/log.hpp"
#include "base/numbers.hpp"
#include "notify/store.hpp"
#include "store/lease.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> notify_migrations();
}

namespace motcua::notify {

using namespace std::chrono_literals;

store::MigrationSet migrations() { return {"notify", embedded::notify_migrations()}; }

std::string_view word(Way way) { return way == Way::email ? "email" : way == Way::sms ? "sms" : "page"; }
std::string_view label(Way way) { return way == Way::email ? "Thư điện tử" : way == Way::sms ? "Tin nhắn" : "Trên trang"; }
std::string_view label(MessageState s) {
  static constexpr std::array<std::string_view, 4> kLabels{"Chờ gửi", "Đã gửi", "Không gửi được", "Quá hạn, không gửi"};
  return kLabels[static_cast<std::size_t>(s)];
}

Instant after_quiet_hours(Instant now, int quiet_from, int quiet_to) {
  const auto midnight = to_instant(LocalTime{day_of(now)});
  const auto minute = std::chrono::duration_cast<std::chrono::minutes>(now - midnight).count();
  if (minute >= quiet_from) return midnight + 24h + std::chrono::minutes{quiet_to};
  if (minute < quiet_to) return midnight + std::chrono::minutes{quiet_to};
  return now;
}

std::optional<std::chrono::minutes> retry_after(int tries) {
  static constexpr std::array<int, 7> kMinutes{1, 5, 15, 60, 180, 360, 720};
  if (tries < 1 || static_cast<std::size_t>(tries) > kMinutes.size()) return std::nullopt;
  return std::chrono::minutes{kMinutes[static_cast<std::size_t>(tries) - 1]};
}

bool Messages::reaches(identity::ContactKind kind) const {
  return kind == identity::ContactKind::email ? settings_.mail != nullptr || settings_.pretend_mail : settings_.sms != nullptr;
}

void Messages::send_code(store::Tx& tx, const identity::Contact& to, std::string_view code, Instant until) {
  const auto way = to.kind == identity::ContactKind::email ? Way::email : Way::sms;
  if (!has(way)) return;  // shown on the page of the demonstration
  Message m;
  m.id = ids_.next();
  m.cause = fmt::format("code:{}", m.id);
  m.way = way;
  m.address = to.value;
  m.template_key = "ma-dang-nhap";
  m.subject = "Mã đăng nhập Một cửa điện tử";
  m.body =
      fmt::format("Mã đăng nhập của bạn là {}. Mã dùng được đến {}. Không cho ai biết mã này, kể cả cán bộ.", code, vn_datetime(until));
  m.secret = true;
  m.made_at = m.not_before = clock_.now();
  m.expires_at = until;
  insert(tx, m);
}

void Messages::write(store::Tx& tx, Message m) {
  if (!has(m.way)) return;
  m.id = ids_.next();
  m.made_at = clock_.now();
  if (m.way == Way::page) {
    m.state = MessageState::sent;
    m.sent_at = m.not_before = m.made_at;
  } else {
    m.not_before = after_quiet_hours(m.made_at, settings_.quiet_from, settings_.quiet_to);
  }
  insert(tx, m);
}

Messages::Round Messages::deliver(std::string_view owner) {
  Round round;
  const auto now = clock_.now();
  // Longer than one batch can take: nobody else sends the same letters meanwhile.
  if (!store::try_acquire_lease(db_, "notify.deliver", owner, now, now + 10min)) return round;
  for (auto& m : db_.read([&](store::ReadTx& tx) { return due(tx, now, 20); })) {
    const auto at = clock_.now();
    if (m.expires_at && *m.expires_at <= at) {
      m.state = MessageState::expired;
    } else {
      auto& way = m.way == Way::email ? settings_.mail : settings_.sms;
      const auto done = way ? way->send({m.address, m.subject, m.body + (m.link.empty() ? "" : "\n\n" + m.link), std::to_string(m.id), at})
                            : errors::unavailable("notify.no_way", "Chưa cấu hình cách gửi này.");
      ++m.tries;
      if (done) {
        m.state = MessageState::sent;
        m.sent_at = at;
        m.fault.clear();
        ++round.sent;
      } else {
        m.fault = done.error().detail.empty() ? done.error().message : done.error().detail;
        const auto wait = retry_after(m.tries);
        m.state = wait ? MessageState::waiting : MessageState::failed;
        if (wait) m.not_before = at + *wait;
        ++round.failed;
        log::warn("notify.not_delivered", log::kv("message", m.id), log::kv("tries", m.tries), log::kv("cause", m.fault));
      }
    }
    if (m.secret && m.state != MessageState::waiting) m.body.clear();
    (void)db_.write([&](store::Tx& tx) -> Status {
      settle(tx, m);
      return {};
    });
  }
  store::release_lease(db_, "notify.deliver", owner);
  return round;
}

std::vector<Message> Messages::of(identity::CitizenId citizen, int limit) {
  return db_.read([&](store::ReadTx& tx) { return on_page(tx, citizen, limit); });
}
std::vector<Message> Messages::troubled(int limit) {
  return db_.read([&](store::ReadTx& tx) { return notify::troubled(tx, limit); });
}
bool Messages::retry(std::int64_t id) {
  return db_.write([&](store::Tx& tx) -> Result<bool> { return try_again(tx, id, clock_.now()); }).value_or(false);
}

}  // namespace motcua::notify
