// SQL ↔ types of this context. Private.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "reports/cases.hpp"
#include "store/db.hpp"

namespace motcua::reports {

// Half-months: 24 a year, the second begins on the 15th.
std::int64_t half_of(Day day);
Day first_day(std::int64_t half);

struct DailyKey {
  Dimensions dimensions;
  Day day{}, known{};
  Account account{};
  friend auto operator<=>(const DailyKey&, const DailyKey&) = default;
};
using Sums = std::map<DailyKey, std::int64_t>;

std::int64_t watermark(store::ReadTx& tx);
std::int64_t last_journal_id(store::ReadTx& tx);
// False: another instance moved it meanwhile.
bool move_watermark(store::Tx& tx, std::int64_t from, std::int64_t to);
void forget_all(store::Tx& tx);

// Cases by id, those that are there; with all their steps.
std::map<DossierId, Case> load_cases(store::ReadTx& tx, std::span<const DossierId> ids);
void save_case(store::Tx& tx, const CaseRow& row);
void add_step(store::Tx& tx, DossierId dossier, const StepRow& step);
void add_sums(store::Tx& tx, const Sums& sums);

// What may be asked: dossiers these units are competent for, one field, one procedure, received at or worked on in one of these units,
// worked on by one officer.
struct Narrow {
  std::vector<UnitId> units;  // sorted
  std::string field{}, procedure{};
  std::optional<std::vector<UnitId>> places{}, settling{};  // sorted
  AccountId officer{};
  bool any_unit = false;  // whoever is competent: `units` holds all there are
  bool holds(const Dimensions& d) const;
  bool fine() const { return !procedure.empty() || officer; }              // finer than the half-months tell
  bool by_competence() const { return !places && !settling && !officer; }  // nothing but who is competent
};
void add_narrow(store::Query& q, const Narrow& narrow);
// Units competent for dossiers that were received or worked on there: those lists of such a place walk through.
std::vector<UnitId> competent_units(store::ReadTx& tx, const Narrow& narrow);
// Places of reception and units that worked on dossiers of these, and officers of one such unit; for choices.
struct Involved {
  std::vector<UnitId> places, settling;
};
Involved involved(store::ReadTx& tx, const Narrow& narrow);
std::vector<AccountId> officers_of(store::ReadTx& tx, std::span<const UnitId> settling);
// Visits sums over day in [from, to) and, when given, known in [known_from, known_to]; procedure is empty unless narrowed to one.
using SumVisit = std::function<void(const Dimensions&, Account, std::int64_t)>;
struct DaySpanKnown {
  std::optional<Day> from, to, known_from, known_to;
};
void sum_daily(store::ReadTx& tx, const Narrow& narrow, const DaySpanKnown& span, const SumVisit& visit);
// Over half in [from, to), known_half < known_to when given.
void sum_half(store::ReadTx& tx, const Narrow& narrow, std::optional<std::int64_t> from, std::int64_t to,
              std::optional<std::int64_t> known_to, const SumVisit& visit);
// Running dossiers whose due moment lies in [from, to).
void count_due(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to,
               const std::function<void(const Dimensions&, std::int64_t)>& visit);

// Removes sums that have become nothing; now and then.
void drop_zeros(store::Tx& tx);

// Sums of postings by half-month in [from, to); for series.
void sum_by_half(store::ReadTx& tx, const Narrow& narrow, std::int64_t from, std::int64_t to,
                 const std::function<void(std::int64_t half, dossier::Channel, Account, std::int64_t)>& visit);
// Facts of cases that the ledger does not hold, as known now.
struct Supplements {
  std::int64_t received = 0, once = 0, again = 0;  // received in the period; asked for papers after reception; more than once
};
Supplements count_supplements(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to);
// From reception to the hand of the citizen, calendar time, of what was handed over in [from, to): count, and the value at a share.
std::int64_t count_returned(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to);
std::int64_t waiting_at(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to, std::int64_t offset);  // microseconds
// Cases behind these facts and behind count_due, as known now; a list is as long as its count.
enum class CaseList : std::uint8_t { received, supplemented, again, returned, due };  // due: running, at a due moment in the span
struct CaseAsk {
  CaseList list{};
  Instant from, to;
};
std::int64_t count_cases(store::ReadTx& tx, const Narrow& narrow, const CaseAsk& ask);
struct Candidate;
// In order of (key, dossier), after one: by receipt, by due moment, the longest wait first.
std::vector<Candidate> list_cases(store::ReadTx& tx, const Narrow& narrow, const CaseAsk& ask, std::pair<std::int64_t, std::int64_t> after,
                                  int limit);
// Procedures that had dossiers up to `to`: how many were received from `from` on, and the day of the last one.
struct ProcedureUse {
  std::string procedure, field;
  std::int64_t received = 0;
  Day last{};
};
std::vector<ProcedureUse> procedure_use(store::ReadTx& tx, const Narrow& narrow, Day from, Day to);

// Candidates of one unit for a list, in order of (key, dossier).
struct ListPart {
  enum class Kind : std::uint8_t { received, closed, still_open, open_then } kind{};
  Instant from, to;              // received, closed: key in [from, to); still_open, open_then: received before `to`
  std::optional<Instant> known;  // recorded before this
  UnitId unit;
  const Narrow* narrow{};  // all but its units
  std::pair<std::int64_t, std::int64_t> after{INT64_MIN, INT64_MIN};
  int limit = 200;
};
struct Candidate {
  std::int64_t key{};
  CaseRow row;
};
std::vector<Candidate> candidates(store::ReadTx& tx, const ListPart& part);

struct LateStep {
  CaseRow row;
  StepRow step;
};
// Steps recorded at or after `since` that happened before `before`, in order of recording; at most `limit`.
std::vector<LateStep> steps_recorded_since(store::ReadTx& tx, Instant since, Instant before, int limit);

struct FrozenRow {
  std::int64_t id{};
  std::string form, title;
  UnitId unit;
  Day from{}, to{};
  std::string cells;  // JSON of the report
  AccountId by;
  std::string by_name;
  Instant at;
  std::string note;
};
void insert(store::Tx& tx, const FrozenRow& row);
std::vector<FrozenRow> frozen_of(store::ReadTx& tx, std::span<const UnitId> units, int limit);  // newest first
std::optional<FrozenRow> find_frozen(store::ReadTx& tx, std::int64_t id);
std::int64_t count_frozen(store::ReadTx& tx);

// Cases by the moment they were entered, or the moment their end was: [from, to), in that order.
using CaseVisit = std::function<void(const CaseRow&)>;
void each_entered(store::ReadTx& tx, Instant from, Instant to, const CaseVisit& visit);
void each_settled(store::ReadTx& tx, Instant from, Instant to, const CaseVisit& visit);

// For verify: everything in order.
void each_case(store::ReadTx& tx, const std::function<void(const CaseRow&)>& visit);
Sums all_daily(store::ReadTx& tx);
// half, known half, dimensions without procedure and officer, account
using HalfSums = std::map<std::tuple<std::int64_t, std::int64_t, Dimensions, Account>, std::int64_t>;
HalfSums all_half(store::ReadTx& tx);
HalfSums halves_of(const Sums& daily);
void each_step(store::ReadTx& tx, const std::function<void(DossierId, const StepRow&)>& visit);  // in order of dossier

}  // namespace motcua::reports
