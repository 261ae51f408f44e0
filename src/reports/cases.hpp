// What is kept of one dossier, and how a row of the journal changes it. Pure; the fold, the tail of a query and `motcua verify` share it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/ledger.hpp"

namespace motcua::reports {

using dossier::DossierId;
using identity::AccountId;
using identity::UnitId;

// What a dossier counts under. It never changes: a dossier appears once in a period even when it goes to another agency.
struct Dimensions {
  std::string field, procedure;
  dossier::Channel channel{};
  UnitId unit;  // competent to settle
  friend auto operator<=>(const Dimensions&, const Dimensions&) = default;
};

struct CaseRow {
  DossierId dossier{};
  std::string code{};
  Dimensions dimensions{};
  catalog::VersionId version{};
  UnitId received_unit{};
  AccountId received_by{}, settled_by{};
  bool entered_late = false;
  Instant received_at{}, received_recorded{}, due_at{};
  bool paused = false;
  std::optional<Instant> closed_at{}, closed_recorded{};
  std::optional<Account> outcome{};
  std::optional<Instant> returned_at{};
  int supplements = 0;  // asked after reception
  friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

struct StepRow {
  Step step;
  AccountId actor;
  std::string reason;
  friend bool operator==(const StepRow&, const StepRow&) = default;
};

struct Case {
  std::optional<CaseRow> row;  // none: not received yet
  std::vector<StepRow> steps;
  std::vector<Step> plain_steps() const;
};

// Enters one more row of the journal, in order of seq; what it adds to the ledger, all of it learned at move.recorded_at.
std::vector<Posting> enter(Case& c, const dossier::JournalMove& move);

}  // namespace motcua::reports
