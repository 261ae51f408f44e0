// SQL of the signals. Private.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/signals.hpp"
#include "reports/store.hpp"

namespace motcua::reports {

// ---- what the rules look at ----
struct PauseRow {
  DossierId dossier{};
  std::int64_t seq{};
  Instant at;
};
std::vector<PauseRow> pauses(store::ReadTx& tx, Instant from, Instant to);  // by the moment they were entered
std::optional<Instant> first_entered(store::ReadTx& tx);
struct UnitReceived {
  UnitId unit{};
  dossier::Channel channel{};
  std::int64_t count = 0;
};
// Received in half-months [from, to) by unit and channel; `ever`: units that had a dossier before `to`.
std::vector<UnitReceived> received_by_unit(store::ReadTx& tx, std::int64_t from, std::int64_t to);
std::vector<UnitId> units_ever(store::ReadTx& tx, std::int64_t to);

// ---- signals ----
std::optional<Day> looked_upto(store::ReadTx& tx, std::string_view rule);
void set_looked_upto(store::Tx& tx, std::string_view rule, Day upto);
bool signal_known(store::ReadTx& tx, std::string_view rule, UnitId unit, Day from);
void insert(store::Tx& tx, const SignalRow& row);
void update(store::Tx& tx, const SignalRow& row);
void insert_case(store::Tx& tx, std::int64_t signal, int seq, const SignalHit& hit);
std::optional<SignalRow> find_signal(store::ReadTx& tx, std::int64_t id);
// Newest first; those of `units`, narrowed by the filter, after its cursor.
std::vector<SignalRow> signals_of(store::ReadTx& tx, std::span<const UnitId> units, const SignalFilter& filter,
                                  std::optional<std::pair<Instant, std::int64_t>> after, int limit);
std::vector<std::pair<SignalState, std::int64_t>> count_signals(store::ReadTx& tx, std::span<const UnitId> units,
                                                                const SignalFilter& filter);
struct StoredHit {
  int seq{};
  SignalHit hit;
};
std::vector<StoredHit> hits_of(store::ReadTx& tx, std::int64_t signal, int after, int limit);
void each_signal(store::ReadTx& tx, const std::function<void(const SignalRow&)>& visit);

}  // namespace motcua::reports
