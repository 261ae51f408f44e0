// The moves of dossiers as others may fold them: the journal read once, its payload opened here and nowhere else.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "dossier/dossier.hpp"
#include "store/db.hpp"

namespace motcua::dossier {

// A state as the journal has it: ["in_process","verifying"].
State state_from(const Json& pair);

// What a row of the journal says of the case itself; on the first row, and on the one that receives it.
struct CaseFacts {
  std::string code{}, procedure{}, field{};
  catalog::VersionId version{};
  UnitId received_unit{}, competent_unit{};
  Channel channel{};
  bool entered_late = false;
};

struct JournalMove {
  std::int64_t journal_id{};
  DossierId dossier{};
  std::int64_t seq{};
  Instant at{}, recorded_at{};
  AccountId actor{};
  UnitId unit{};  // the actor acted for
  std::string kind{};
  bool moves = false;  // false: a fact that leaves the state as it is (note, payment, new due moment)
  State from{}, to{};
  std::optional<Instant> due_at{};  // set or changed by this row
  std::string reason{};             // as people gave it, or empty
  std::optional<CaseFacts> facts{};
};

// Rows of the journal with after < id <= upto, in order of id; at most `limit`. Returns the id up to which they were read: the last
// row's when the limit was met, else `upto`.
std::int64_t each_move(store::ReadTx& tx, std::int64_t after, std::int64_t upto, int limit,
                       const std::function<void(const JournalMove&)>& visit);
// All moves of one dossier, in order of seq.
std::vector<JournalMove> moves_of(store::ReadTx& tx, DossierId dossier);
// Every dossier with all its moves, one at a time; ends at the first text returned. For rebuilding and verifying what was folded.
std::optional<std::string> each_history(store::ReadTx& tx,
                                        const std::function<std::optional<std::string>(DossierId, const std::vector<JournalMove>&)>& visit);

}  // namespace motcua::dossier
