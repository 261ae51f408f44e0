#include "store/journal.hpp"

#include "store/bell.hpp"
#include "store/chain.hpp"

namespace motcua::store {

MOTCUA_SQL(kHeadHash, "SELECT hash FROM store_journal WHERE object = $1 AND object_id = $2 AND seq = $3");
MOTCUA_SQL(kAppend,
           "INSERT INTO store_journal (object, object_id, seq, at, recorded_at, actor, unit, kind, payload, prev_hash, hash) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
MOTCUA_SQL(kLatestObject,
           "SELECT coalesce(MAX(object_id), 0) FROM (SELECT object_id FROM store_journal ORDER BY id DESC LIMIT 2000) AS latest "
           "WHERE object_id < $1");
MOTCUA_SQL(kLogAccess, "INSERT INTO store_access (at, actor, unit, object, object_id, purpose) VALUES ($1, $2, $3, $4, $5, $6)");
MOTCUA_SQL(kPublish, "INSERT INTO store_outbox (topic, key, payload, at) VALUES ($1, $2, $3, $4)");

namespace {
tl::unexpected<Error> changed_meanwhile() {
  return errors::conflict("store.changed_meanwhile", "Hồ sơ vừa được người khác thay đổi. Tải lại trang rồi làm tiếp.");
}
}  // namespace

Result<std::int64_t> append(Tx& tx, const JournalEntry& entry, std::int64_t expected_seq) {
  ensure(expected_seq >= 0, "a version is 0 or more");
  std::string prev_hash;
  if (expected_seq > 0) {
    auto head = tx.one<std::string>(
        kHeadHash, [](const Row& r) { return r.text(0); }, entry.object, entry.object_id, expected_seq);
    if (!head) return changed_meanwhile();
    prev_hash = *std::move(head);
  }
  const auto seq = expected_seq + 1;
  const auto hash = chain_hash({entry.object, entry.object_id, seq, to_us(entry.at), to_us(entry.recorded_at), entry.actor, entry.unit,
                                entry.kind, entry.payload, prev_hash});
  auto refusal = changed_meanwhile();
  // The unique rule over (object, object_id, seq) is where two writers meet.
  tx.send_or_refuse(std::move(refusal.value()), kAppend, entry.object, entry.object_id, seq, entry.at, entry.recorded_at, entry.actor,
                    entry.unit, entry.kind, entry.payload, prev_hash, hash);
  return seq;
}

std::int64_t latest_object(ReadTx& tx, std::int64_t below) { return tx.number(kLatestObject, below); }

void log_access(Tx& tx, const Access& access) {
  tx.send(kLogAccess, access.at, access.actor, access.unit, access.object, access.object_id, access.purpose);
}

void publish(Tx& tx, const OutboxMessage& message) {
  tx.send(kPublish, message.topic, message.key, message.payload, message.at);
  tx.after_commit(Bell::ring);
}

}  // namespace motcua::store
