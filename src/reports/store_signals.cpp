#include "reports/store_signals.hpp"
#include "store/lists.hpp"

namespace motcua::reports {

MOTCUA_SQL(kFirstEntered, "SELECT received_recorded FROM reports_case ORDER BY received_recorded LIMIT 1");
MOTCUA_SQL(kPauses,
           "SELECT dossier, seq, at FROM reports_step WHERE effect = 'paused' AND recorded_at >= $1 AND recorded_at < $2 "
           "ORDER BY recorded_at, dossier");
MOTCUA_SQL(kUnitReceived,
           "SELECT unit, channel, CAST(SUM(amount) AS BIGINT) FROM reports_half WHERE account = 'received' AND half >= $1 AND half < $2 "
           "GROUP BY unit, channel");
MOTCUA_SQL(kUnitsEver, "SELECT DISTINCT unit FROM reports_half WHERE account = 'received' AND half < $1");
MOTCUA_SQL(kLookedUpto, "SELECT upto FROM reports_signal_round WHERE rule = $1");
MOTCUA_SQL(kSetLookedUpto,
           "INSERT INTO reports_signal_round (rule, upto) VALUES ($1, $2) ON CONFLICT (rule) DO UPDATE SET upto = excluded.upto");

#define REPORTS_SIGNAL_COLUMNS                                                                                                  \
  "id, version, rule, unit, from_day, to_day, population, hits, chance, evidence, state, found_at, explanation, explained_at, " \
  "explained_by, explained_by_name, outcome, closing, closed_at, closed_by_name"
MOTCUA_SQL(kSignalKnown, "SELECT COUNT(*) FROM reports_signal WHERE rule = $1 AND unit = $2 AND from_day = $3");
MOTCUA_SQL(kInsertSignal, "INSERT INTO reports_signal (" REPORTS_SIGNAL_COLUMNS
                          ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)");
MOTCUA_SQL(kUpdateSignal,
           "UPDATE reports_signal SET version = $2, state = $3, explanation = $4, explained_at = $5, explained_by = $6, "
           "explained_by_name = $7, outcome = $8, closing = $9, closed_at = $10, closed_by_name = $11 WHERE id = $1");
MOTCUA_SQL(kInsertSignalCase, "INSERT INTO reports_signal_case (signal, seq, dossier, at, why) VALUES ($1, $2, $3, $4, $5)");
MOTCUA_SQL(kFindSignal, "SELECT " REPORTS_SIGNAL_COLUMNS " FROM reports_signal WHERE id = $1");
MOTCUA_SQL(kEachSignal, "SELECT " REPORTS_SIGNAL_COLUMNS " FROM reports_signal ORDER BY id");
MOTCUA_SQL(kSignalCases, "SELECT seq, dossier, at, why FROM reports_signal_case WHERE signal = $1 AND seq > $2 ORDER BY seq LIMIT $3");

namespace {
SignalRow signal_from(const store::Row& r) {
  SignalRow s{.id = r.i64(0),
              .version = r.i64(1),
              .rule = r.text(2),
              .unit = UnitId{r.i64(3)},
              .from = r.day(4),
              .to = r.day(5),
              .population = r.i64(6),
              .hits = r.i64(7),
              .chance = r.text(8),
              .evidence = r.text(9),
              .found_at = r.instant(11),
              .explanation = r.text(12),
              .explained_at = r.opt_instant(13),
              .explained_by = {r.i64(14)},
              .explained_by_name = r.text(15),
              .outcome = signal_outcome_from(r.view(16)),
              .closing = r.text(17),
              .closed_at = r.opt_instant(18),
              .closed_by_name = r.text(19)};
  const auto state = signal_state_from(r.view(10));
  ensure(state.has_value(), "a state of reports_signal is known");
  s.state = *state;
  return s;
}

std::string_view outcome_word(const SignalRow& s) { return s.outcome ? word(*s.outcome) : std::string_view{}; }

void narrow(store::Query& q, std::span<const UnitId> units, const SignalFilter& f) {
  if (!f.rule.empty()) q.add(" AND rule = ?", f.rule);
  q.add(" AND unit IN (");
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i == 0)
      q.add("?", units[i]);
    else
      q.add(", ?", units[i]);
  }
  q.add(")");
}
}  // namespace

std::optional<Instant> first_entered(store::ReadTx& tx) {
  return tx.one<Instant>(kFirstEntered, [](const store::Row& r) { return r.instant(0); });
}

std::vector<PauseRow> pauses(store::ReadTx& tx, Instant from, Instant to) {
  return tx.all<PauseRow>(
      kPauses,
      [](const store::Row& r) {
        return PauseRow{DossierId{r.i64(0)}, r.i64(1), r.instant(2)};
      },
      from, to);
}

std::vector<UnitReceived> received_by_unit(store::ReadTx& tx, std::int64_t from, std::int64_t to) {
  return tx.all<UnitReceived>(
      kUnitReceived,
      [](const store::Row& r) {
        const auto channel = dossier::channel_from(r.view(1));
        ensure(channel.has_value(), "a channel of the sums is known");
        return UnitReceived{UnitId{r.i64(0)}, *channel, r.i64(2)};
      },
      from, to);
}

std::vector<UnitId> units_ever(store::ReadTx& tx, std::int64_t to) {
  return tx.all<UnitId>(
      kUnitsEver, [](const store::Row& r) { return UnitId{r.i64(0)}; }, to);
}

std::optional<Day> looked_upto(store::ReadTx& tx, std::string_view rule) {
  return tx.one<Day>(
      kLookedUpto, [](const store::Row& r) { return r.day(0); }, rule);
}
void set_looked_upto(store::Tx& tx, std::string_view rule, Day upto) { tx.send(kSetLookedUpto, rule, upto); }

bool signal_known(store::ReadTx& tx, std::string_view rule, UnitId unit, Day from) { return tx.number(kSignalKnown, rule, unit, from) > 0; }

void insert(store::Tx& tx, const SignalRow& s) {
  tx.send(kInsertSignal, s.id, s.version, s.rule, s.unit, s.from, s.to, s.population, s.hits, s.chance, s.evidence, word(s.state),
          s.found_at, s.explanation, s.explained_at, s.explained_by, s.explained_by_name, outcome_word(s), s.closing, s.closed_at,
          s.closed_by_name);
}

void update(store::Tx& tx, const SignalRow& s) {
  tx.exec(kUpdateSignal, s.id, s.version, word(s.state), s.explanation, s.explained_at, s.explained_by, s.explained_by_name,
          outcome_word(s), s.closing, s.closed_at, s.closed_by_name);
}

void insert_case(store::Tx& tx, std::int64_t signal, int seq, const SignalHit& hit) {
  tx.send(kInsertSignalCase, signal, seq, hit.dossier, hit.at, hit.why);
}

std::optional<SignalRow> find_signal(store::ReadTx& tx, std::int64_t id) { return tx.one<SignalRow>(kFindSignal, signal_from, id); }

std::vector<SignalRow> signals_of(store::ReadTx& tx, std::span<const UnitId> units, const SignalFilter& f,
                                  std::optional<std::pair<Instant, std::int64_t>> after, int limit) {
  std::vector<SignalRow> rows;
  if (units.empty()) return rows;
  store::Query q{"reports.signals", "SELECT " REPORTS_SIGNAL_COLUMNS " FROM reports_signal WHERE TRUE"};
  if (f.state) q.add(" AND state = ?", word(*f.state));
  if (after) q.add(" AND (found_at, id) < (?, ?)", after->first, after->second);
  narrow(q, units, f);
  q.add(" ORDER BY found_at DESC, id DESC LIMIT ?", limit);
  tx.each(q, [&](const store::Row& r) { rows.push_back(signal_from(r)); });
  return rows;
}

std::vector<std::pair<SignalState, std::int64_t>> count_signals(store::ReadTx& tx, std::span<const UnitId> units, const SignalFilter& f) {
  std::vector<std::pair<SignalState, std::int64_t>> counts;
  if (units.empty()) return counts;
  store::Query q{"reports.signal_counts", "SELECT state, COUNT(*) FROM reports_signal WHERE TRUE"};
  narrow(q, units, f);
  q.add(" GROUP BY state");
  tx.each(q, [&](const store::Row& r) {
    if (const auto state = signal_state_from(r.view(0))) counts.emplace_back(*state, r.i64(1));
  });
  return counts;
}

std::vector<StoredHit> hits_of(store::ReadTx& tx, std::int64_t signal, int after, int limit) {
  return tx.all<StoredHit>(
      kSignalCases,
      [](const store::Row& r) {
        return StoredHit{r.i32(0), {DossierId{r.i64(1)}, r.instant(2), r.text(3)}};
      },
      signal, after, limit);
}

void each_signal(store::ReadTx& tx, const std::function<void(const SignalRow&)>& visit) {
  tx.each(kEachSignal, [&](const store::Row& r) { visit(signal_from(r)); });
}

}  // namespace motcua::reports
