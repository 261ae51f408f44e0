#include "reports/store.hpp"
#include "store/lists.hpp"

#include <tuple>

namespace motcua::reports {

#define REPORTS_CASE_COLUMNS                                                                                                       \
  "dossier, code, procedure_code, procedure_version, field, channel, unit, received_unit, received_by, settled_by, entered_late, " \
  "received_at, received_recorded, due_at, paused, closed_at, closed_recorded, outcome, returned_at, supplements, settling_unit, officer"

#define REPORTS_STEP_COLUMNS "dossier, seq, at, recorded_at, effect, due_at, actor, reason, unit, takes"
#define REPORTS_DAILY_KEY "unit, day, known, field, procedure_code, channel, account, received_unit, settling_unit, officer"
#define REPORTS_HALF_KEY "unit, half, known_half, field, channel, account, received_unit, settling_unit"

MOTCUA_SQL(kWatermark, "SELECT journal_id FROM reports_watermark WHERE one = 1");
MOTCUA_SQL(kLastJournalId, "SELECT last_id FROM store_v_last_id");
MOTCUA_SQL(kMoveWatermark, "UPDATE reports_watermark SET journal_id = $2 WHERE one = 1 AND journal_id = $1");
MOTCUA_SQL(kForgetWatermark, "UPDATE reports_watermark SET journal_id = 0 WHERE one = 1");
MOTCUA_SQL(kForgetSteps, "DELETE FROM reports_step");
MOTCUA_SQL(kForgetCases, "DELETE FROM reports_case");
MOTCUA_SQL(kForgetDaily, "DELETE FROM reports_daily");
MOTCUA_SQL(kForgetHalf, "DELETE FROM reports_half");
MOTCUA_SQL(kSaveCase, "INSERT INTO reports_case (" REPORTS_CASE_COLUMNS
                      ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) "
                      "ON CONFLICT (dossier) DO UPDATE SET settled_by = excluded.settled_by, due_at = excluded.due_at, "
                      "paused = excluded.paused, closed_at = excluded.closed_at, closed_recorded = excluded.closed_recorded, "
                      "outcome = excluded.outcome, returned_at = excluded.returned_at, supplements = excluded.supplements, "
                      "settling_unit = excluded.settling_unit, officer = excluded.officer");
MOTCUA_SQL(kAddStep, "INSERT INTO reports_step (" REPORTS_STEP_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
MOTCUA_SQL(kAddDaily, "INSERT INTO reports_daily (" REPORTS_DAILY_KEY
                      ", amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
                      "ON CONFLICT (" REPORTS_DAILY_KEY
                      ") "
                      "DO UPDATE SET amount = reports_daily.amount + excluded.amount");
MOTCUA_SQL(kAddHalf, "INSERT INTO reports_half (" REPORTS_HALF_KEY
                     ", amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                     "ON CONFLICT (" REPORTS_HALF_KEY ") DO UPDATE SET amount = reports_half.amount + excluded.amount");
MOTCUA_SQL(kDropDailyZeros, "DELETE FROM reports_daily WHERE amount = 0");
MOTCUA_SQL(kDropHalfZeros, "DELETE FROM reports_half WHERE amount = 0");
MOTCUA_SQL(kEachCase, "SELECT " REPORTS_CASE_COLUMNS " FROM reports_case ORDER BY dossier");
MOTCUA_SQL(kEntered, "SELECT " REPORTS_CASE_COLUMNS
                     " FROM reports_case WHERE received_recorded >= $1 AND received_recorded < $2 ORDER BY received_recorded, dossier");
MOTCUA_SQL(kSettled, "SELECT " REPORTS_CASE_COLUMNS
                     " FROM reports_case WHERE closed_recorded >= $1 AND closed_recorded < $2 ORDER BY closed_recorded, dossier");
MOTCUA_SQL(kAllDaily, "SELECT " REPORTS_DAILY_KEY ", amount FROM reports_daily");
MOTCUA_SQL(kAllHalf, "SELECT " REPORTS_HALF_KEY ", amount FROM reports_half");
MOTCUA_SQL(kEachStep, "SELECT " REPORTS_STEP_COLUMNS " FROM reports_step ORDER BY dossier, seq");
MOTCUA_SQL(kStepsSince, "SELECT " REPORTS_STEP_COLUMNS
                        " FROM reports_step "
                        "WHERE effect <> 'none' AND recorded_at >= $1 AND at < $2 ORDER BY recorded_at, dossier, seq LIMIT $3");

#define REPORTS_FROZEN_COLUMNS "id, form, title, unit, from_day, to_day, known, cells, frozen_by, frozen_by_name, frozen_at, note"
MOTCUA_SQL(kFreeze, "INSERT INTO reports_frozen (" REPORTS_FROZEN_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kCountFrozen, "SELECT count(*) FROM reports_frozen WHERE known = frozen_at");
MOTCUA_SQL(kFrozen, "SELECT " REPORTS_FROZEN_COLUMNS " FROM reports_frozen WHERE id = $1");

namespace {
template <class T> T need(const std::optional<T>& found, std::string_view what) {
  ensure(found.has_value(), what);
  return *found;
}

CaseRow case_from(const store::Row& r, int first = 0) {
  const auto c = [&](int n) { return first + n; };
  CaseRow row;
  row.dossier = {r.i64(c(0))};
  row.code = r.text(c(1));
  row.dimensions = {
      r.text(c(4)),        r.text(c(2)),        need(dossier::channel_from(r.view(c(5))), "a channel of reports_case is known"),
      UnitId{r.i64(c(6))}, UnitId{r.i64(c(7))}, Hands{UnitId{r.i64(c(20))}, AccountId{r.i64(c(21))}}};
  row.version = {r.i64(c(3))};
  row.received_by = {r.i64(c(8))};
  row.settled_by = {r.i64(c(9))};
  row.entered_late = r.boolean(c(10));
  row.received_at = r.instant(c(11));
  row.received_recorded = r.instant(c(12));
  row.due_at = r.instant(c(13));
  row.paused = r.boolean(c(14));
  row.closed_at = r.opt_instant(c(15));
  row.closed_recorded = r.opt_instant(c(16));
  if (!r.is_null(c(17))) row.outcome = account_from(r.view(c(17)));
  row.returned_at = r.opt_instant(c(18));
  row.supplements = r.i32(c(19));
  return row;
}

StepRow step_from(const store::Row& r) {
  return {{r.i64(1), r.instant(2), r.instant(3), need(effect_from(r.view(4)), "an effect of reports_step is known"), r.opt_instant(5)},
          {r.i64(6)},
          r.text(7),
          UnitId{r.i64(8)},
          r.boolean(9)};
}

// All but the units; `hands`: who works on it as known now.
void add_rest(store::Query& q, const Narrow& narrow, bool hands = true) {
  if (!narrow.field.empty()) q.add(" AND field = ?", narrow.field);
  if (narrow.places) store::add_list(q, " AND received_unit IN (", *narrow.places);
  if (hands && narrow.settling) store::add_list(q, " AND settling_unit IN (", *narrow.settling);
}
void add_fine(store::Query& q, const Narrow& narrow, bool hands = true) {
  if (!narrow.procedure.empty()) q.add(" AND procedure_code = ?", narrow.procedure);
  if (hands && narrow.officer) q.add(" AND officer = ?", narrow.officer);
}
void add_units(store::Query& q, const Narrow& narrow) {
  if (!narrow.any_unit) store::add_list(q, " AND unit IN (", narrow.units);
}

dossier::Channel channel_of(std::string_view word) { return need(dossier::channel_from(word), "a channel of the sums is known"); }
Account account_of(std::string_view word) { return need(account_from(word), "an account of the sums is known"); }
}  // namespace

bool Narrow::holds(const Dimensions& d) const {
  const auto among = [](const std::vector<UnitId>& list, UnitId u) { return std::binary_search(list.begin(), list.end(), u); };
  return among(units, d.unit) && (field.empty() || d.field == field) && (procedure.empty() || d.procedure == procedure) &&
         (!places || among(*places, d.place)) && (!settling || among(*settling, d.hands.unit)) && (!officer || d.hands.officer == officer);
}

void add_narrow(store::Query& q, const Narrow& narrow) {
  add_rest(q, narrow);
  add_fine(q, narrow);
  add_units(q, narrow);
}

std::vector<UnitId> competent_units(store::ReadTx& tx, const Narrow& narrow) {
  store::Query q{"reports.competent_units", "SELECT DISTINCT unit FROM reports_half WHERE TRUE"};
  if (narrow.places) store::add_list(q, " AND received_unit IN (", *narrow.places);
  if (narrow.settling) store::add_list(q, " AND settling_unit IN (", *narrow.settling);
  std::vector<UnitId> units;
  tx.each(q, [&](const store::Row& r) { units.push_back({r.i64(0)}); });
  std::erase_if(units, [&](UnitId u) { return !std::binary_search(narrow.units.begin(), narrow.units.end(), u); });
  std::sort(units.begin(), units.end());
  return units;
}

Involved involved(store::ReadTx& tx, const Narrow& narrow) {
  Involved all;
  if (narrow.units.empty()) return all;
  store::Query q{"reports.involved", "SELECT DISTINCT received_unit, settling_unit FROM reports_half WHERE TRUE"};
  add_rest(q, narrow);
  add_units(q, narrow);
  tx.each(q, [&](const store::Row& r) {
    all.places.push_back({r.i64(0)});
    if (r.i64(1) != 0) all.settling.push_back({r.i64(1)});
  });
  for (auto* list : {&all.places, &all.settling}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  return all;
}

std::vector<AccountId> officers_of(store::ReadTx& tx, std::span<const UnitId> settling) {
  store::Query q{"reports.officers_of", "SELECT DISTINCT officer FROM reports_case WHERE officer <> 0"};
  store::add_list(q, " AND settling_unit IN (", settling);
  std::vector<AccountId> officers;
  tx.each(q, [&](const store::Row& r) { officers.push_back({r.i64(0)}); });
  return officers;
}

void drop_zeros(store::Tx& tx) {
  tx.exec(kDropDailyZeros);
  tx.exec(kDropHalfZeros);
}

std::int64_t half_of(Day day) {
  const std::chrono::year_month_day ymd{day};
  return 24L * int{ymd.year()} + 2L * (static_cast<int>(unsigned{ymd.month()}) - 1) + (unsigned{ymd.day()} >= 15 ? 1 : 0);
}

Day first_day(std::int64_t half) {
  const std::chrono::year_month month{std::chrono::year{static_cast<int>(half / 24)},
                                      std::chrono::month{static_cast<unsigned>(half % 24 / 2 + 1)}};
  return Day{month / (half % 2 == 0 ? 1 : 15)};
}

std::int64_t watermark(store::ReadTx& tx) { return tx.number(kWatermark); }

std::int64_t last_journal_id(store::ReadTx& tx) { return tx.number(kLastJournalId); }

bool move_watermark(store::Tx& tx, std::int64_t from, std::int64_t to) { return tx.exec(kMoveWatermark, from, to) == 1; }

void forget_all(store::Tx& tx) {
  tx.exec(kForgetWatermark);
  tx.exec(kForgetSteps);
  tx.exec(kForgetCases);
  tx.exec(kForgetDaily);
  tx.exec(kForgetHalf);
}

std::map<DossierId, Case> load_cases(store::ReadTx& tx, std::span<const DossierId> ids) {
  std::map<DossierId, Case> cases;
  constexpr std::size_t kAtOnce = 500;
  for (std::size_t i = 0; i < ids.size(); i += kAtOnce) {
    const auto some = ids.subspan(i, std::min(kAtOnce, ids.size() - i));
    store::Query rows{"reports.cases", "SELECT " REPORTS_CASE_COLUMNS " FROM reports_case WHERE"};
    store::add_list(rows, " dossier IN (", some);
    tx.each(rows, [&](const store::Row& r) {
      auto row = case_from(r);
      cases[row.dossier].row = std::move(row);
    });
    store::Query steps{"reports.steps", "SELECT " REPORTS_STEP_COLUMNS " FROM reports_step WHERE"};
    store::add_list(steps, " dossier IN (", some);
    steps.add(" ORDER BY dossier, seq");
    tx.each(steps, [&](const store::Row& r) { cases[DossierId{r.i64(0)}].steps.push_back(step_from(r)); });
  }
  return cases;
}

void save_case(store::Tx& tx, const CaseRow& row) {
  const auto& d = row.dimensions;
  tx.send(kSaveCase, row.dossier, row.code, d.procedure, row.version, d.field, dossier::word(d.channel), d.unit, d.place, row.received_by,
          row.settled_by, row.entered_late, row.received_at, row.received_recorded, row.due_at, row.paused, row.closed_at,
          row.closed_recorded, row.outcome ? std::optional<std::string>(word(*row.outcome)) : std::nullopt, row.returned_at,
          row.supplements, d.hands.unit, d.hands.officer);
}

void add_step(store::Tx& tx, DossierId dossier, const StepRow& s) {
  tx.send(kAddStep, dossier, s.step.seq, s.step.at, s.step.recorded_at, word(s.step.effect), s.step.due_at, s.actor, s.reason, s.unit,
          s.takes);
}

HalfSums halves_of(const Sums& daily) {
  HalfSums halves;
  for (const auto& [key, amount] : daily) {
    auto dims = key.dimensions;
    dims.procedure.clear();
    dims.hands.officer = {};
    halves[{half_of(key.day), half_of(key.known), std::move(dims), key.account}] += amount;
  }
  return halves;
}

void add_sums(store::Tx& tx, const Sums& sums) {
  for (const auto& [key, amount] : sums) {
    const auto& d = key.dimensions;
    if (amount != 0)
      tx.send(kAddDaily, d.unit, key.day, key.known, d.field, d.procedure, dossier::word(d.channel), word(key.account), d.place,
              d.hands.unit, d.hands.officer, amount);
  }
  for (const auto& [key, amount] : halves_of(sums)) {
    const auto& [half, known, d, account] = key;
    if (amount != 0)
      tx.send(kAddHalf, d.unit, half, known, d.field, dossier::word(d.channel), word(account), d.place, d.hands.unit, amount);
  }
}

void sum_daily(store::ReadTx& tx, const Narrow& narrow, const DaySpanKnown& span, const SumVisit& visit) {
  if (narrow.units.empty()) return;
  store::Query q{"reports.sum_daily", "SELECT unit, field, channel, account, CAST(SUM(amount) AS BIGINT) FROM reports_daily WHERE TRUE"};
  add_narrow(q, narrow);
  if (span.from) q.add(" AND day >= ?", *span.from);
  if (span.to) q.add(" AND day < ?", *span.to);
  if (span.known_from) q.add(" AND known >= ?", *span.known_from);
  if (span.known_to) q.add(" AND known <= ?", *span.known_to);
  q.add(" GROUP BY unit, field, channel, account");
  tx.each(q, [&](const store::Row& r) {
    visit({r.text(1), narrow.procedure, channel_of(r.view(2)), UnitId{r.i64(0)}}, account_of(r.view(3)), r.i64(4));
  });
}

void sum_half(store::ReadTx& tx, const Narrow& narrow, std::optional<std::int64_t> from, std::int64_t to,
              std::optional<std::int64_t> known_to, const SumVisit& visit) {
  if (narrow.units.empty()) return;
  store::Query q{"reports.sum_half", "SELECT unit, field, channel, account, CAST(SUM(amount) AS BIGINT) FROM reports_half WHERE TRUE"};
  add_rest(q, narrow);
  add_units(q, narrow);
  if (from) q.add(" AND half >= ?", *from);
  q.add(" AND half < ?", to);
  if (known_to) q.add(" AND known_half < ?", *known_to);
  q.add(" GROUP BY unit, field, channel, account");
  tx.each(q, [&](const store::Row& r) {
    visit({r.text(1), {}, channel_of(r.view(2)), UnitId{r.i64(0)}}, account_of(r.view(3)), r.i64(4));
  });
}

void count_due(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to,
               const std::function<void(const Dimensions&, std::int64_t)>& visit) {
  if (narrow.units.empty()) return;
  store::Query q{"reports.count_due", "SELECT unit, field, channel, COUNT(*) FROM reports_case WHERE closed_at IS NULL AND NOT paused"};
  q.add(" AND due_at >= ?", from).add(" AND due_at < ?", to);
  add_narrow(q, narrow);
  q.add(" GROUP BY unit, field, channel");
  tx.each(q, [&](const store::Row& r) { visit({r.text(1), narrow.procedure, channel_of(r.view(2)), UnitId{r.i64(0)}}, r.i64(3)); });
}

void sum_by_half(store::ReadTx& tx, const Narrow& narrow, std::int64_t from, std::int64_t to,
                 const std::function<void(std::int64_t, dossier::Channel, Account, std::int64_t)>& visit) {
  if (narrow.units.empty()) return;
  if (narrow.fine()) {  // the half-months know neither procedures nor officers
    store::Query daily{"reports.sum_by_day", "SELECT day, channel, account, CAST(SUM(amount) AS BIGINT) FROM reports_daily WHERE TRUE"};
    add_narrow(daily, narrow);
    daily.add(" AND day >= ? AND day < ?", first_day(from), first_day(to)).add(" GROUP BY day, channel, account");
    tx.each(daily, [&](const store::Row& r) { visit(half_of(r.day(0)), channel_of(r.view(1)), account_of(r.view(2)), r.i64(3)); });
    return;
  }
  store::Query q{"reports.sum_by_half", "SELECT half, channel, account, CAST(SUM(amount) AS BIGINT) FROM reports_half WHERE TRUE"};
  add_rest(q, narrow);
  add_units(q, narrow);
  q.add(" AND half >= ? AND half < ?", from, to).add(" GROUP BY half, channel, account");
  tx.each(q, [&](const store::Row& r) { visit(r.i64(0), channel_of(r.view(1)), account_of(r.view(2)), r.i64(3)); });
}

Supplements count_supplements(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to) {
  Supplements s;
  if (narrow.units.empty()) return s;
  store::Query q{"reports.supplements",
                 "SELECT COUNT(*), COUNT(CASE WHEN supplements >= 1 THEN 1 END), COUNT(CASE WHEN supplements >= 2 THEN 1 END) "
                 "FROM reports_case WHERE TRUE"};
  q.add(" AND received_at >= ? AND received_at < ?", from, to);
  add_narrow(q, narrow);
  tx.each(q, [&](const store::Row& r) { s = {r.i64(0), r.i64(1), r.i64(2)}; });
  return s;
}

std::int64_t count_returned(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to) {
  if (narrow.units.empty()) return 0;
  store::Query q{"reports.count_returned", "SELECT COUNT(*) FROM reports_case WHERE TRUE"};
  q.add(" AND returned_at >= ? AND returned_at < ?", from, to);
  add_narrow(q, narrow);
  std::int64_t n = 0;
  tx.each(q, [&](const store::Row& r) { n = r.i64(0); });
  return n;
}

std::int64_t waiting_at(store::ReadTx& tx, const Narrow& narrow, Instant from, Instant to, std::int64_t offset) {
  store::Query q{"reports.waiting_at", "SELECT returned_at - received_at FROM reports_case WHERE TRUE"};
  q.add(" AND returned_at >= ? AND returned_at < ?", from, to);
  add_narrow(q, narrow);
  q.add(" ORDER BY returned_at - received_at LIMIT 1 OFFSET ?", offset);
  std::int64_t us = 0;
  tx.each(q, [&](const store::Row& r) { us = r.i64(0); });
  return us;
}

namespace {
void add_case_ask(store::Query& q, const Narrow& narrow, const CaseAsk& ask) {
  switch (ask.list) {
    case CaseList::received: q.add(" AND received_at >= ? AND received_at < ?", ask.from, ask.to); break;
    case CaseList::supplemented: q.add(" AND supplements >= 1 AND received_at >= ? AND received_at < ?", ask.from, ask.to); break;
    case CaseList::again: q.add(" AND supplements >= 2 AND received_at >= ? AND received_at < ?", ask.from, ask.to); break;
    case CaseList::returned: q.add(" AND returned_at >= ? AND returned_at < ?", ask.from, ask.to); break;
    case CaseList::due: q.add(" AND closed_at IS NULL AND NOT paused AND due_at >= ? AND due_at < ?", ask.from, ask.to); break;
  }
  add_narrow(q, narrow);
}
}  // namespace

std::int64_t count_cases(store::ReadTx& tx, const Narrow& narrow, const CaseAsk& ask) {
  if (narrow.units.empty()) return 0;
  store::Query q{"reports.count_cases", "SELECT COUNT(*) FROM reports_case WHERE TRUE"};
  add_case_ask(q, narrow, ask);
  std::int64_t n = 0;
  tx.each(q, [&](const store::Row& r) { n = r.i64(0); });
  return n;
}

std::vector<Candidate> list_cases(store::ReadTx& tx, const Narrow& narrow, const CaseAsk& ask, std::pair<std::int64_t, std::int64_t> after,
                                  int limit) {
  std::vector<Candidate> rows;
  if (narrow.units.empty()) return rows;
  const auto [key, dossier] = after;
  const auto take = [&](const store::Row& r) { rows.push_back({r.i64(0), case_from(r, 1)}); };
  if (ask.list == CaseList::returned) {
    store::Query q{"reports.list_returned", "SELECT received_at - returned_at, " REPORTS_CASE_COLUMNS " FROM reports_case WHERE TRUE"};
    add_case_ask(q, narrow, ask);
    q.add(" AND (received_at - returned_at > ? OR (received_at - returned_at = ? AND dossier > ?))", key, key, dossier);
    q.add(" ORDER BY received_at - returned_at, dossier LIMIT ?", limit);
    tx.each(q, take);
  } else if (ask.list == CaseList::due) {
    store::Query q{"reports.list_due", "SELECT due_at, " REPORTS_CASE_COLUMNS " FROM reports_case WHERE TRUE"};
    add_case_ask(q, narrow, ask);
    q.add(" AND (due_at > ? OR (due_at = ? AND dossier > ?)) ORDER BY due_at, dossier LIMIT ?", key, key, dossier, limit);
    tx.each(q, take);
  } else {
    store::Query q{"reports.list_received_cases", "SELECT received_at, " REPORTS_CASE_COLUMNS " FROM reports_case WHERE TRUE"};
    add_case_ask(q, narrow, ask);
    q.add(" AND (received_at > ? OR (received_at = ? AND dossier > ?)) ORDER BY received_at, dossier LIMIT ?", key, key, dossier, limit);
    tx.each(q, take);
  }
  return rows;
}

std::vector<ProcedureUse> procedure_use(store::ReadTx& tx, const Narrow& narrow, Day from, Day to) {
  std::vector<ProcedureUse> used;
  if (narrow.units.empty()) return used;
  store::Query q{"reports.procedure_use", "SELECT procedure_code, MAX(field), CAST(SUM(CASE WHEN"};
  q.add(" day >= ? THEN amount ELSE 0 END) AS BIGINT), MAX(day) FROM reports_daily WHERE account = 'received'", from);
  q.add(" AND day < ?", to);
  add_narrow(q, narrow);
  q.add(" GROUP BY procedure_code ORDER BY procedure_code");
  tx.each(q, [&](const store::Row& r) { used.push_back({r.text(0), r.text(1), r.i64(2), r.day(3)}); });
  return used;
}

namespace {
// The order of each kind of list, as columns of one index.
store::Query list_head(ListPart::Kind kind) {
  switch (kind) {
    case ListPart::Kind::received:
      return {"reports.list_received", "SELECT received_at, " REPORTS_CASE_COLUMNS " FROM reports_case WHERE TRUE"};
    case ListPart::Kind::closed:
      return {"reports.list_closed", "SELECT closed_at, " REPORTS_CASE_COLUMNS " FROM reports_case WHERE closed_at IS NOT NULL"};
    case ListPart::Kind::still_open:
      return {"reports.list_open", "SELECT due_at, " REPORTS_CASE_COLUMNS " FROM reports_case WHERE closed_at IS NULL"};
    case ListPart::Kind::open_then:
      return {"reports.list_open_then", "SELECT closed_recorded, " REPORTS_CASE_COLUMNS " FROM reports_case WHERE closed_at IS NOT NULL"};
  }
  ensure(false, "every kind of list has its statement");
  return {"", ""};
}
}  // namespace

std::vector<Candidate> candidates(store::ReadTx& tx, const ListPart& p) {
  auto q = list_head(p.kind);
  q.add(" AND unit = ?", p.unit);
  if (p.narrow) {  // as known on a past day other hands may have held it: the steps tell
    add_rest(q, *p.narrow, !p.known);
    add_fine(q, *p.narrow, !p.known);
  }
  if (p.known) q.add(" AND received_recorded < ?", *p.known);
  const auto [key, dossier] = p.after;
  switch (p.kind) {
    case ListPart::Kind::received:
      q.add(" AND received_at >= ?", p.from).add(" AND received_at < ?", p.to);
      q.add(" AND (received_at > ? OR (received_at = ? AND dossier > ?)) ORDER BY received_at, dossier", key, key, dossier);
      break;
    case ListPart::Kind::closed:
      q.add(" AND closed_at >= ?", p.from).add(" AND closed_at < ?", p.to);
      if (p.known) q.add(" AND closed_recorded < ?", *p.known);
      q.add(" AND (closed_at > ? OR (closed_at = ? AND dossier > ?)) ORDER BY closed_at, dossier", key, key, dossier);
      break;
    case ListPart::Kind::still_open:
      q.add(" AND received_at < ?", p.to);
      q.add(" AND (due_at > ? OR (due_at = ? AND dossier > ?)) ORDER BY due_at, dossier", key, key, dossier);
      break;
    case ListPart::Kind::open_then:
      // Recorded never before it happened: whatever ended at or after that moment, or was not yet known to have ended, is among these.
      q.add(" AND received_at < ?", p.to).add(" AND closed_recorded >= ?", p.to);
      q.add(" AND (closed_recorded > ? OR (closed_recorded = ? AND dossier > ?)) ORDER BY closed_recorded, dossier", key, key, dossier);
      break;
  }
  q.add(" LIMIT ?", p.limit);
  std::vector<Candidate> rows;
  tx.each(q, [&](const store::Row& r) { rows.push_back({r.i64(0), case_from(r, 1)}); });
  return rows;
}

std::vector<LateStep> steps_recorded_since(store::ReadTx& tx, Instant since, Instant before, int limit) {
  std::vector<std::pair<DossierId, StepRow>> found;
  std::vector<DossierId> ids;
  tx.each(
      kStepsSince,
      [&](const store::Row& r) {
        found.emplace_back(DossierId{r.i64(0)}, step_from(r));
        ids.push_back(found.back().first);
      },
      since, before, limit);
  const auto cases = load_cases(tx, ids);
  std::vector<LateStep> steps;
  for (auto& [id, step] : found)
    if (const auto it = cases.find(id); it != cases.end() && it->second.row) steps.push_back({*it->second.row, std::move(step)});
  return steps;
}

namespace {
FrozenRow frozen_from(const store::Row& r) {
  return {r.i64(0),  r.text(1),  r.text(2), UnitId{r.i64(3)}, r.day(4),  r.day(5),
          r.text(7), {r.i64(8)}, r.text(9), r.instant(10),    r.text(11)};
}
}  // namespace

void insert(store::Tx& tx, const FrozenRow& f) {
  tx.send(kFreeze, f.id, f.form, f.title, f.unit, f.from, f.to, f.at, f.cells, f.by, f.by_name, f.at, f.note);
}

std::vector<FrozenRow> frozen_of(store::ReadTx& tx, std::span<const UnitId> units, int limit) {
  std::vector<FrozenRow> rows;
  if (units.empty()) return rows;
  store::Query q{"reports.frozen_of", "SELECT " REPORTS_FROZEN_COLUMNS " FROM reports_frozen WHERE"};
  store::add_list(q, " unit IN (", units);
  q.add(" ORDER BY frozen_at DESC, id DESC LIMIT ?", limit);
  tx.each(q, [&](const store::Row& r) { rows.push_back(frozen_from(r)); });
  return rows;
}

std::int64_t count_frozen(store::ReadTx& tx) { return tx.number(kCountFrozen); }

std::optional<FrozenRow> find_frozen(store::ReadTx& tx, std::int64_t id) { return tx.one<FrozenRow>(kFrozen, frozen_from, id); }

void each_case(store::ReadTx& tx, const std::function<void(const CaseRow&)>& visit) {
  tx.each(kEachCase, [&](const store::Row& r) { visit(case_from(r)); });
}

void each_entered(store::ReadTx& tx, Instant from, Instant to, const CaseVisit& visit) {
  tx.each(
      kEntered, [&](const store::Row& r) { visit(case_from(r)); }, from, to);
}

void each_settled(store::ReadTx& tx, Instant from, Instant to, const CaseVisit& visit) {
  tx.each(
      kSettled, [&](const store::Row& r) { visit(case_from(r)); }, from, to);
}

Sums all_daily(store::ReadTx& tx) {
  Sums sums;
  tx.each(kAllDaily, [&](const store::Row& r) {
    sums[{{r.text(3), r.text(4), channel_of(r.view(5)), UnitId{r.i64(0)}, UnitId{r.i64(7)}, Hands{UnitId{r.i64(8)}, AccountId{r.i64(9)}}},
          r.day(1),
          r.day(2),
          account_of(r.view(6))}] = r.i64(10);
  });
  return sums;
}

HalfSums all_half(store::ReadTx& tx) {
  HalfSums sums;
  tx.each(kAllHalf, [&](const store::Row& r) {
    sums[{r.i64(1),
          r.i64(2),
          {r.text(3), {}, channel_of(r.view(4)), UnitId{r.i64(0)}, UnitId{r.i64(6)}, Hands{UnitId{r.i64(7)}, {}}},
          account_of(r.view(5))}] = r.i64(8);
  });
  return sums;
}

void each_step(store::ReadTx& tx, const std::function<void(DossierId, const StepRow&)>& visit) {
  tx.each(kEachStep, [&](const store::Row& r) { visit(DossierId{r.i64(0)}, step_from(r)); });
}

}  // namespace motcua::reports
