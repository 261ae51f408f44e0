// What is kept of one dossier, and how a row of the journal changes it. Pure; the fold, the tail of a query and `motcua verify` share it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/ledger.hpp"

namespace motcua::reports {

using dossier::DossierId;
using identity::AccountId;
using identity::UnitId;

// Who works on a dossier: the officer who began, wrote or submitted last while it was open, and the unit he did it for.
struct Hands {
  UnitId unit{};  // 0: nobody yet
  AccountId officer{};
  friend auto operator<=>(const Hands&, const Hands&) = default;
};

// What a dossier counts under: once in a period, even when it goes to another agency. All but the hands never change; when they do, the
// whole life of the dossier passes from the old ones to the new ones, learned at that moment.
struct Dimensions {
  std::string field, procedure;
  dossier::Channel channel{};
  UnitId unit;     // competent to settle
  UnitId place{};  // that received it
  Hands hands{};
  friend auto operator<=>(const Dimensions&, const Dimensions&) = default;
};

struct CaseRow {
  DossierId dossier{};
  std::string code{};
  Dimensions dimensions{};
  catalog::VersionId version{};
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
  UnitId unit{};       // the actor acted for
  bool takes = false;  // the dossier is in the hands of this actor from here on
  friend bool operator==(const StepRow&, const StepRow&) = default;
};

struct Case {
  std::optional<CaseRow> row;  // none: not received yet
  std::vector<StepRow> steps;
  std::vector<Step> plain_steps() const;
};

// A posting and the hands it counts under.
struct Entry {
  Posting posting;
  Hands hands{};
};
// Enters one more row of the journal, in order of seq; what it adds to the ledger, all of it learned at move.recorded_at.
std::vector<Entry> enter(Case& c, const dossier::JournalMove& move);
// The hands as known at the end of this day; now when there is none.
Hands hands_on(std::span<const StepRow> steps, std::optional<Day> known);

}  // namespace motcua::reports
