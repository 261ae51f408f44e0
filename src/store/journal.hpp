// The journal: every change of a business object is one row, written in the same transaction as the object's row.
// Rows of one object form a hash chain; nothing is ever updated or deleted (a trigger refuses).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

struct JournalEntry {
  std::string_view object;  // "dossier", "unit", "account"
  std::int64_t object_id{};
  Instant at;                // when it happened
  Instant recorded_at;       // when we learned it
  std::int64_t actor{};      // account id; 0 is the system
  std::int64_t unit{};       // unit the actor acted for; 0 is none
  std::string_view kind;     // "dossier.accepted"
  std::string_view payload;  // JSON; canonical: as written by JsonWriter
};

// Appends to the chain of the object and returns the new sequence number (1 for the first row). The owner keeps that number
// as the version of its row, so two writers on one object meet: the second gets Errc::conflict.
// expected_seq: the version the writer read (0 for a new object).
Result<std::int64_t> append(Tx& tx, const JournalEntry& entry, std::int64_t expected_seq);

// The largest id among the objects changed last, below a bound; 0 where nothing is recorded. Ids of a new run begin beyond it.
std::int64_t latest_object(ReadTx& tx, std::int64_t below);

// A personal record was read: who, what, why. Kept apart from the journal.
struct Access {
  Instant at;
  std::int64_t actor{};
  std::int64_t unit{};
  std::string_view object;
  std::int64_t object_id{};
  std::string_view purpose;  // route pattern or command
};
void log_access(Tx& tx, const Access& access);

// Something happened that others may want to know; delivered at least once by the worker, in order per topic key.
struct OutboxMessage {
  std::string_view topic;    // "dossier.accepted"
  std::int64_t key{};        // object id
  std::string_view payload;  // JSON
  Instant at;
};
void publish(Tx& tx, const OutboxMessage& message);

}  // namespace motcua::store
