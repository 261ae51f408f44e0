// `motcua verify`: does the whole record hold together? Streams; memory does not grow with the number of rows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

// A check that a slice contributes: nothing when all is well, else the first broken row in plain words (table and id).
struct Verifier {
  std::string_view name;
  std::function<std::optional<std::string>(ReadTx&)> check;
};

struct JournalRow {
  std::int64_t id{};
  std::string object;
  std::int64_t object_id{};
  std::int64_t seq{};
  Instant at;
  Instant recorded_at;
  std::int64_t actor{};
  std::int64_t unit{};
  std::string kind;
  std::string payload;
  std::string prev_hash;
  std::string hash;
};

// The journal of each object of a kind, one object at a time, rows in order of seq; ends at the first text returned.
std::optional<std::string> replay(
    ReadTx& tx, std::string_view object,
    const std::function<std::optional<std::string>(std::int64_t object_id, std::span<const JournalRow>)>& visit);
// The journal of one object, in order.
std::vector<JournalRow> history(ReadTx& tx, std::string_view object, std::int64_t object_id);

// What store itself checks: chains, seals, access log, outbox, counters, blobs' rows.
std::span<const Verifier> own_verifiers();

struct VerifyReport {
  struct Line {
    std::string name;
    std::optional<std::string> broken;
  };
  std::vector<Line> lines;
  bool clean() const;
  // The first broken row; empty when clean.
  std::string first() const;
};
// Runs the checks of store, then those given, each in its own snapshot. `stop_at_first` ends at the first broken check.
VerifyReport verify(Database& db, std::span<const Verifier> others, bool stop_at_first = true);

// Prepares every statement of the program; the errors, one line each. A test expects none on either engine.
std::vector<std::string> prepare_all(Database& db);

}  // namespace motcua::store
