#include "store/seal.hpp"

#include "store/chain.hpp"
#include "store/lease.hpp"

namespace motcua::store {

MOTCUA_SQL(kLastId, "SELECT last_id FROM store_v_last_id");
MOTCUA_SQL(kHorizon, "SELECT oldest, next FROM store_v_horizon");
MOTCUA_SQL(kSettled, "SELECT settled_id, candidate_id, candidate_next FROM store_settled WHERE one = 1");
MOTCUA_SQL(kSettle, "UPDATE store_settled SET settled_id = $1, candidate_id = $2, candidate_next = $3 WHERE one = 1 AND settled_id <= $1");
MOTCUA_SQL(kLastSeal, "SELECT number, from_id, to_id, rows_sealed, root, at, prev FROM store_seal ORDER BY number DESC LIMIT 1");
MOTCUA_SQL(kRowsToSeal, "SELECT id, hash FROM store_journal WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3");
MOTCUA_SQL(kAddSeal, "INSERT INTO store_seal (number, from_id, to_id, rows_sealed, root, at, prev) VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kUnstamped, "SELECT number, root FROM store_seal WHERE stamp IS NULL ORDER BY number LIMIT 20");
MOTCUA_SQL(kStamp, "UPDATE store_seal SET stamp = $2 WHERE number = $1 AND stamp IS NULL");

namespace {
constexpr std::int64_t kRowsPerSeal = 10'000;

struct Horizon {
  std::int64_t oldest, next;
};
struct Settled {
  std::int64_t id, candidate, candidate_next;
};
}  // namespace

// Three statements, each with its own view of what is running (a write sees anew at each statement):
// 1. which id was drawn last; 2. which transactions run. Whoever drew an id up to that one had a transaction number by then
// (0001_store_base.sql), so when all transactions below `next` of step 2 have ended, these rows are all visible or never will be.
std::int64_t settled_journal_id(Database& db) {
  return db
      .write([](Tx& tx) -> Result<std::int64_t> {
        const auto last = tx.number(kLastId);
        const auto horizon = tx.one<Horizon>(kHorizon, [](const Row& r) { return Horizon{r.i64(0), r.i64(1)}; });
        auto state = tx.one<Settled>(kSettled, [](const Row& r) { return Settled{r.i64(0), r.i64(1), r.i64(2)}; });
        ensure(horizon && state, "the row of store_settled is there");
        const auto before = *state;
        if (horizon->oldest >= horizon->next) {
          *state = {std::max(last, state->id), std::max(last, state->id), 0};
        } else {
          const bool restored_elsewhere = state->candidate_next > horizon->next;  // numbers of another cluster
          if (!restored_elsewhere && horizon->oldest >= state->candidate_next) state->id = state->candidate;
          if (restored_elsewhere || state->id == state->candidate) *state = {state->id, std::max(last, state->id), horizon->next};
        }
        if (before.id != state->id || before.candidate != state->candidate || before.candidate_next != state->candidate_next)
          tx.exec(kSettle, state->id, state->candidate, state->candidate_next);
        return state->id;
      })
      .value();
}

SealReport Sealer::run_once() {
  SealReport report;
  const auto now = clock_.now();
  if (!try_acquire_lease(db_, "store.sealer", owner_, now, now + std::chrono::minutes(2))) return report;
  const auto settled = settled_journal_id(db_);
  while (seal_next(settled, report)) continue;
  if (stamper_ != nullptr) fetch_stamps(report);
  return report;
}

bool Sealer::seal_next(std::int64_t settled, SealReport& report) {
  struct Last {
    std::int64_t number = 0;
    std::int64_t to_id = 0;
    std::string hash;
  };
  Last last;
  MerkleTree tree;
  std::int64_t to_id = 0;
  db_.read([&](ReadTx& tx) {
    tx.each(kLastSeal, [&](const Row& r) {
      last = {r.i64(0), r.i64(2), seal_hash({r.i64(0), r.i64(1), r.i64(2), r.i64(3), r.view(4), r.i64(5), r.view(6)})};
    });
    tx.each(
        kRowsToSeal,
        [&](const Row& r) {
          to_id = r.i64(0);
          tree.add(to_id, r.view(1));
        },
        last.to_id, settled, kRowsPerSeal);
  });
  if (tree.leaves() == 0) return false;
  // The number of the seal is unique: should two instances seal at once, one of them fails here and nothing is sealed twice.
  const auto done = db_.write([&](Tx& tx) -> Status {
    TRY_VOID(tx.try_exec(kAddSeal, last.number + 1, last.to_id + 1, to_id, tree.leaves(), tree.root(), clock_.now(), last.hash));
    return {};
  });
  if (!done) return false;
  ++report.seals;
  report.rows += tree.leaves();
  return tree.leaves() == kRowsPerSeal;
}

void Sealer::fetch_stamps(SealReport& report) {
  struct Unstamped {
    std::int64_t number;
    std::string root;
  };
  const auto waiting = db_.read([](ReadTx& tx) {
    return tx.all<Unstamped>(kUnstamped, [](const Row& r) { return Unstamped{r.i64(0), r.text(1)}; });
  });
  for (const auto& seal : waiting) {
    const auto token = stamper_->stamp(seal.root);
    if (!token) return;
    (void)db_.write([&](Tx& tx) -> Status {
      tx.exec(kStamp, seal.number, *token);
      return {};
    });
    ++report.stamps;
  }
}

}  // namespace motcua::store
