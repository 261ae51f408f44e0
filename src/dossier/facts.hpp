// Facts of dossiers that figures elsewhere stand on and the journal's moves do not tell. Read only.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "dossier/dossier.hpp"
#include "dossier/moves.hpp"

namespace motcua::dossier {

// What tells the applicant that the term stands still: a request for papers, a notice of what to pay, the applicant's own withdrawal.
struct PauseLetter {
  DossierId dossier{};
  Instant asked_at{};
  std::optional<Instant> sent_at{};  // nothing: not sent yet
};
void each_pause_letter(store::ReadTx& tx, std::span<const DossierId> dossiers, const std::function<void(const PauseLetter&)>& visit);

// The number a dossier has in a paper register; of those received in [from, to).
struct RegisterNumber {
  UnitId unit{};  // that received it
  Instant received_at{};
  std::string volume{}, number{};
};
void each_register_number(store::ReadTx& tx, Instant from, Instant to, const std::function<void(const RegisterNumber&)>& visit);

// A step as it was done, or runs.
struct StepFact {
  DossierId dossier{};
  std::int64_t version{};  // of the dossier
  std::string code{}, procedure{}, procedure_name{}, step{}, name{}, role{};
  UnitId unit{};
  AccountId holder{};
  std::string holder_name{};
  Instant started_at{}, due_at{};  // due_at: of the dossier
  std::optional<Instant> finished_at{};
};
using StepVisit = std::function<void(const StepFact&)>;
// That ended in [from, to) in these units, of one field or (empty) all, in order of their end; at most `limit`, the latest ones.
void each_step_ended(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, Instant from, Instant to, int limit,
                     const StepVisit& visit);
// That run now, the oldest first; dossiers that wait for the applicant are not among them.
void each_step_running(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, int limit, const StepVisit& visit);

// How often a paper was asked for after reception, or brought without being on the list, under one version of a procedure.
struct PaperFact {
  std::string procedure{};
  catalog::VersionId version{};
  std::string component{}, paper{};
  std::int64_t dossiers = 0;
};
using PaperVisit = std::function<void(const PaperFact&)>;
void each_missing_paper(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to, const PaperVisit& visit);
void each_needless_paper(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to, const PaperVisit& visit);
// Dossiers received in [from, to) by version.
void each_version_received(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to, const PaperVisit& visit);

// Charges paid for what was received in [from, to): how many dossiers, how many of them without cash, and how many have charges at all.
struct PaymentFacts {
  std::int64_t paid = 0, online = 0, charged = 0;
};
PaymentFacts count_payments(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, Instant from, Instant to);
// Settled late in [from, to): how many, and how many of them with form 04 sent before the due moment.
struct ApologyFacts {
  std::int64_t late = 0, in_time = 0;
};
ApologyFacts count_apologies(store::ReadTx& tx, std::span<const UnitId> units, std::string_view field, Instant from, Instant to);

// Received in [from, to) by post, or returned by it; each dossier once.
std::int64_t count_by_post(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to);

// Moves of many dossiers, one dossier after the other, in order of seq.
void each_moves_of(store::ReadTx& tx, std::span<const DossierId> dossiers, const std::function<void(const JournalMove&)>& visit);

}  // namespace motcua::dossier
