// What the parts of the service share. Private.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/listed.hpp"
#include "reports/reports.hpp"
#include "reports/store.hpp"

namespace motcua::reports {

// Cases that rows of the journal beyond the watermark touch: their state with those rows, and what these add to the ledger.
struct Tail {
  struct Added {
    Posting posting;
    Hands hands;
    Instant recorded_at;
  };
  struct One {
    Case now;
    std::vector<Added> added;
  };
  std::map<DossierId, One> cases;
};

struct Reports::Impl {
  store::Database& db;
  const Clock& clock;
  identity::Identity& identity;
  catalog::Catalog& catalog;
  std::string owner;

  // Units whose dossiers the reader may see and the question is about, by the tree of its last day; sorted.
  std::vector<UnitId> scope(const Actor& actor, const Question& q) const;
  // The dossiers a question is about, as far as the reader may see them. A desk counts what it received, a division what it worked on,
  // whoever is competent for it; all other units what they are competent for.
  Narrow narrow(const Actor& actor, const Question& q) const;
  // In the unit, or in the committee that governs it when it is a territory: whoever reports for the committee reports for the commune.
  bool may(const Actor& actor, web::Permission permission, UnitId unit) const;
  Cut cut_of(const Question& q) const;
  Tail tail(store::ReadTx& tx) const;
  Balances balances(store::ReadTx& tx, const Narrow& narrow, const Cut& cut, const Tail& tail) const;
  // "tinh", "huyen", "xa" on the last day of the period.
  std::string_view level_of(UnitId unit, Day day) const;
  // Of a row: nothing where the form has none, the level, or in a table of units "dat" for land registration offices.
  std::string_view section_of(const Form& form, UnitId unit, Day day) const;
  std::string unit_name(UnitId unit, Day day) const;
};

ListedRow listed_row(store::ReadTx& tx, const Reports::Impl& s, const CaseRow& row, Day on, std::string detail);
inline constexpr std::chrono::days kLongOverdue{5};  // what the board tells apart

// Is the dossier among those the measure counts?
bool counts(const Measure& m, const Cut& cut, dossier::Channel channel, std::span<const Step> known_steps);
// Why it is.
std::string rule_words(const Measure& m, const Cut& cut, std::span<const Step> known_steps);

// A report signed off with its row of the journal; its id.
Result<std::int64_t> keep_frozen(store::Tx& tx, const FrozenRow& row);
// For verify: what was signed off is what its journal says.
std::optional<std::string> frozen_fault(store::ReadTx& tx);

}  // namespace motcua::reports
