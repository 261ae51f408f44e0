// Seals: proof to outsiders that no row of the journal was altered, left out or slipped in afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/db.hpp"

namespace motcua::store {

// An authority outside our reach that says "this existed then" (RFC 3161).
class TimeStamper {
 public:
  virtual ~TimeStamper() = default;
  // The token for the root (64 hex digits) in base64; an error when the authority cannot be reached: tried again later.
  virtual Result<std::string> stamp(std::string_view root) = 0;
};

// Up to this id the journal is final: every row with a smaller id is visible and none can appear any more. Ids are drawn before
// the commit, so on PostgreSQL a row may become visible after one with a greater id; whoever folds or seals the journal goes up
// to this id and no further. It lags behind by the transactions that are running.
std::int64_t settled_journal_id(Database& db);

struct SealReport {
  int seals = 0;
  int stamps = 0;
  std::int64_t rows = 0;
};

class Sealer {
 public:
  explicit Sealer(Database& db, const Clock& clock, std::string owner = "motcua", TimeStamper* stamper = nullptr)
      : db_(db), clock_(clock), owner_(std::move(owner)), stamper_(stamper) {}
  // Seals the settled rows that are not sealed yet and fetches missing stamps; does nothing while another instance does.
  SealReport run_once();

 private:
  bool seal_next(std::int64_t settled, SealReport& report);
  void fetch_stamps(SealReport& report);
  Database& db_;
  const Clock& clock_;
  std::string owner_;
  TimeStamper* stamper_;
};

}  // namespace motcua::store
