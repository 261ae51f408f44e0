#include "notify/store.hpp"

namespace motcua::notify {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define MESSAGE_COLUMNS                                                                                                             \
  "SELECT id, cause, way, citizen, address, template, subject, body, link, secret, state, tries, made_at, not_before, expires_at, " \
  "sent_at, fault FROM notify_message "
MOTCUA_SQL(kInsert,
           "INSERT INTO notify_message (id, cause, way, citizen, address, template, subject, body, link, secret, state, tries, made_at, "
           "not_before, expires_at, sent_at, seen_at, fault) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14, $15, "
           "NULL, '') ON CONFLICT (cause) DO NOTHING");
MOTCUA_SQL(kDue, MESSAGE_COLUMNS "WHERE state = 'waiting' AND not_before <= $1 ORDER BY not_before, id LIMIT $2");
MOTCUA_SQL(kSettle,
           "UPDATE notify_message SET state = $2, tries = $3, not_before = $4, sent_at = $5, body = $6, fault = $7 WHERE id = $1 AND "
           "state = 'waiting'");
MOTCUA_SQL(kOnPage, MESSAGE_COLUMNS "WHERE way = 'page' AND citizen = $1 ORDER BY id DESC LIMIT $2");
MOTCUA_SQL(kTroubled, MESSAGE_COLUMNS "WHERE state = 'failed' OR (state = 'waiting' AND tries > 0) ORDER BY id DESC LIMIT $1");
MOTCUA_SQL(kAgain,
           "UPDATE notify_message SET state = 'waiting', tries = 0, not_before = $2 WHERE id = $1 AND state IN ('failed', 'waiting')");

constexpr std::string_view kStates[] = {"waiting", "sent", "failed", "expired"};

Message from_row(const Row& r) {
  Message m;
  m.id = r.i64(0);
  m.cause = r.text(1);
  m.way = r.view(2) == "email" ? Way::email : r.view(2) == "sms" ? Way::sms : Way::page;
  m.citizen = r.i64(3);
  m.address = r.text(4);
  m.template_key = r.text(5);
  m.subject = r.text(6);
  m.body = r.text(7);
  m.link = r.text(8);
  m.secret = r.boolean(9);
  for (std::size_t i = 0; i < std::size(kStates); ++i)
    if (r.view(10) == kStates[i]) m.state = static_cast<MessageState>(i);
  m.tries = r.i32(11);
  m.made_at = r.instant(12);
  m.not_before = r.instant(13);
  m.expires_at = r.opt_instant(14);
  m.sent_at = r.opt_instant(15);
  m.fault = r.text(16);
  return m;
}
std::string_view word(MessageState s) { return kStates[static_cast<std::size_t>(s)]; }
}  // namespace

void insert(Tx& tx, const Message& m) {
  tx.send(kInsert, m.id, m.cause, notify::word(m.way), m.citizen, m.address, m.template_key, m.subject, m.body, m.link, m.secret,
          word(m.state), m.made_at, m.not_before, m.expires_at, m.sent_at);
}
std::vector<Message> due(ReadTx& tx, Instant now, int limit) { return tx.all<Message>(kDue, from_row, now, limit); }
void settle(Tx& tx, const Message& m) { tx.send(kSettle, m.id, word(m.state), m.tries, m.not_before, m.sent_at, m.body, m.fault); }
std::vector<Message> on_page(ReadTx& tx, identity::CitizenId citizen, int limit) {
  return tx.all<Message>(kOnPage, from_row, citizen, limit);
}
std::vector<Message> troubled(ReadTx& tx, int limit) { return tx.all<Message>(kTroubled, from_row, limit); }
bool try_again(Tx& tx, std::int64_t id, Instant now) { return tx.exec(kAgain, id, now) == 1; }

}  // namespace motcua::notify
