// THE header of this context: figures of the work on dossiers, each with the dossiers behind it, for any period and as known on any day.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "catalog/catalog.hpp"
#include "identity/identity.hpp"
#include "reports/cases.hpp"
#include "reports/forms.hpp"
#include "reports/periods.hpp"
#include "reports/targets.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::reports {

store::MigrationSet migrations();

using identity::Actor;

struct Question {
  Period period{};
  UnitId unit{};               // reported for, with all below it; 0: what the reader may see
  std::optional<Day> known{};  // as known at the end of this day; none: as known now
  std::string field{};         // only this one; empty: all
  std::string procedure{};     // code; empty: all
  UnitId place{};              // received there or below; 0: anywhere
  UnitId settling{};           // worked on there or below; 0: anywhere, also by nobody yet
  AccountId officer{};         // worked on by; 0: anybody
  bool of_hands() const { return place || settling || officer; }
};

// Sums at the beginning and the end of a period; what entered an account in between is the difference.
struct Balance {
  Amounts opening{}, closing{};
  std::int64_t of(const Measure& m, dossier::Channel channel) const;
};
using Balances = std::map<Dimensions, Balance>;  // procedure is empty unless the question names one

// The moments a report is told for, and by whom it may be seen.
struct Cut {
  Instant from{}, to{};  // dossiers at `from` and at `to`; `to` is now while the period runs
  bool running = false;  // the period has not ended
  std::optional<Day> known{};
};

// Which dossiers a row counts; empty parts: all.
struct RowKey {
  std::string section{};  // "tinh", "dat", "huyen", "xa"
  std::string field{};
  UnitId unit{};
  friend bool operator==(const RowKey&, const RowKey&) = default;
};
struct ReportRow {
  std::string name{};
  RowKey key{};
  std::vector<std::int64_t> values{};  // in order of the form's columns
};
struct Section {
  std::string word{}, title{};  // empty title: the only one
  std::vector<ReportRow> rows{};
  ReportRow total{};
};
struct Report {
  const Form* form{};
  Question question{};
  Cut cut{};
  std::string unit_name{};
  std::vector<Section> sections{};
  ReportRow total{};
  Instant told_at{};
  bool nothing = false;  // no dossier in it at all: "chưa có số liệu"
};

// One dossier behind a figure, and the rule that put it there.
struct CellRow {
  DossierId dossier{};
  std::string code{}, procedure_code{}, procedure_name{}, unit_name{};
  dossier::Channel channel{};
  Instant received_at{}, due_at{};
  std::optional<Instant> closed_at{};
  std::optional<Account> outcome{};
  std::string rule{};
};
struct CellList {
  const Form* form{};
  const Column* column{};
  std::string row_name{};
  std::int64_t figure = 0;  // of the report
  std::vector<CellRow> rows{};
  std::string next{};  // cursor of the next page; empty: the last one
};

// A change learned after a day that bears on a period before it.
struct Correction {
  std::string code;
  Effect effect{};
  Instant at, recorded_at;
  std::string by, reason;
};

// A desk or a division: its figures are those of what it received or worked on, whoever is competent.
bool has_own_figures(const identity::UnitTree& tree, UnitId unit, Day day);

// Day whose tree of units a question is answered with: its last one, never a day to come.
Day tree_day(const Question& q, Instant now);

struct FoldReport {
  std::int64_t rows = 0;  // of the journal
  std::int64_t upto = 0;
};

// A report as it was signed off, and what it would be now.
struct FrozenSummary {
  std::int64_t id{};
  std::string form_id{}, title{}, unit_name{}, by{}, note{};
  Day from{}, to{};
  Instant at{};
};
struct FrozenReport {
  FrozenSummary summary{};
  Report then{};  // figures of that time under their rows
  Report now{};
  std::vector<Correction> later{};  // recorded since, of the time before
};

// A share with its parts; no whole: no figure ("chưa có số liệu"), never 100 %.
struct Rate {
  std::int64_t part = 0, whole = 0;
  std::string text() const;  // "96,7%"
};

struct Narrow;
struct Board;
struct Indicator;
struct ProcedureCoverage;

class Reports {
 public:
  struct Impl;
  Reports(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog);
  ~Reports();

  Result<Report> table(const Actor& actor, const Form& form, const Question& question);
  // `after`: cursor. Rows of all pages together are as many as the figure.
  Result<CellList> cell(const Actor& actor, const Form& form, const Question& question, const RowKey& row, int column,
                        std::string_view after, int limit = 50);
  // Sums by unit, field and channel, within what the reader may see.
  Result<Balances> balances(const Actor& actor, const Question& question);
  // Units whose dossiers the question is about and the reader may see, by the tree of its last day; sorted.
  std::vector<UnitId> scope(const Actor& actor, const Question& question) const;
  // The same as a condition on dossiers; store.hpp.
  Narrow narrow(const Actor& actor, const Question& question) const;
  // Places of reception, units that work, and officers of the chosen one, of the dossiers a question is about; nothing for a province.
  struct InvolvedChoices {
    std::vector<UnitId> places{}, settling{};
    std::vector<std::pair<AccountId, std::string>> officers{};  // by name
  };
  InvolvedChoices involved(const Actor& actor, const Question& question) const;
  // Units a reader may choose from: provinces and communes he may read all or part of, those that exist today.
  std::vector<UnitId> units(const Actor& actor) const;
  // Communes and provinces that ever had a dossier, by name of today; for everybody.
  std::vector<UnitId> places_with_dossiers() const;
  // What was learned after `question.known` (a day) about its period: later corrections.
  Result<std::vector<Correction>> corrections(const Actor& actor, const Question& question);

  // Keeps a report as it stands, for good; needs report.make in its unit. The number it can be found by.
  Result<std::int64_t> freeze(const Actor& actor, const Form& form, const Question& question, std::string_view note);
  bool may_freeze(const Actor& actor, UnitId unit) const;
  std::vector<FrozenSummary> frozen(const Actor& actor);
  Result<FrozenReport> frozen(const Actor& actor, std::int64_t id);
  // board.hpp
  Result<Board> board(const Actor& actor, const Question& question);
  Result<ProcedureCoverage> coverage(const Actor& actor, const Question& question);

  // Targets of a unit: what holds for each indicator today.
  struct HeldTarget {
    const Indicator* indicator{};
    std::optional<TargetRow> row{};
    bool own = false;
  };
  Result<std::vector<HeldTarget>> targets(const Actor& actor, UnitId unit);
  Status set_target(const Actor& actor, UnitId unit, const TargetWish& wish);
  bool may_set_target(const Actor& actor, UnitId unit) const;

  // Folds the settled rows of the journal that are not folded yet; nothing while another instance does.
  FoldReport fold();
  // Forgets all sums and folds the whole journal anew.
  FoldReport rebuild();
  std::vector<store::Verifier> verifiers() const;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::reports
