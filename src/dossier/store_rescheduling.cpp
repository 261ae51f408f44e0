#include "dossier/store_rescheduling.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/json.hpp"
#include "store/verify.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define PLAN_COLUMNS                                                                                                         \
  "id, version, state, scope_unit, place, first_day, title, reason, source, made_at, made_by_name, applied_at, applied_by, " \
  "applied_by_name, "                                                                                                        \
  "undone_at, undone_by_name, undo_reason"
MOTCUA_SQL(kPutPlan,
           "INSERT INTO dossier_reschedule (" PLAN_COLUMNS
           ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (id) DO UPDATE SET "
           "version = excluded.version, state = excluded.state, applied_at = excluded.applied_at, applied_by = excluded.applied_by, "
           "applied_by_name = excluded.applied_by_name, undone_at = excluded.undone_at, undone_by_name = excluded.undone_by_name, "
           "undo_reason = excluded.undo_reason");
MOTCUA_SQL(kPlan, "SELECT " PLAN_COLUMNS " FROM dossier_reschedule WHERE id = $1");
MOTCUA_SQL(kPlans, "SELECT " PLAN_COLUMNS " FROM dossier_reschedule ORDER BY made_at DESC, id DESC LIMIT $1");
MOTCUA_SQL(
    kInsertPlanCase,
    "INSERT INTO dossier_reschedule_case (reschedule, dossier, due_before, due_after, calendar_before, calendar_after, tell, undone) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
MOTCUA_SQL(kMarkUndone, "UPDATE dossier_reschedule_case SET undone = $3 WHERE reschedule = $1 AND dossier = $2");
MOTCUA_SQL(kPlanCases,
           "SELECT dossier, due_before, due_after, calendar_before, calendar_after, tell, undone FROM dossier_reschedule_case WHERE "
           "reschedule = $1 AND dossier > $2 AND NOT undone ORDER BY dossier LIMIT $3");
MOTCUA_SQL(kPlanDigest,
           "SELECT dossier, due_before, due_after, calendar_before, calendar_after, tell, undone FROM dossier_reschedule_case WHERE "
           "reschedule = $1 ORDER BY dossier");
MOTCUA_SQL(kCountPlans, "SELECT count(*) FROM dossier_reschedule");
MOTCUA_SQL(kLostPlanCase,
           "SELECT coalesce(min(m.dossier), 0) FROM dossier_reschedule_case AS m LEFT JOIN dossier_reschedule AS p ON p.id = m.reschedule "
           "WHERE p.id IS NULL");
MOTCUA_SQL(kPlanSums,
           "SELECT COUNT(*), COUNT(CASE WHEN undone THEN 1 END), COUNT(CASE WHEN tell = 'sms' THEN 1 END), COUNT(CASE WHEN tell = 'phone' "
           "THEN 1 END), COUNT(CASE WHEN tell = 'desk' THEN 1 END) FROM dossier_reschedule_case WHERE reschedule = $1");
MOTCUA_SQL(kPlanLines,
           "SELECT m.dossier, m.due_before, m.due_after, m.calendar_before, m.calendar_after, m.tell, m.undone, c.code, c.procedure_name, "
           "c.received_unit FROM dossier_reschedule_case AS m JOIN dossier_case AS c ON c.id = m.dossier WHERE m.reschedule = $1 "
           "ORDER BY m.due_before, m.dossier LIMIT $2");

constexpr std::array<std::string_view, 5> kStates{"proposed", "applying", "applied", "undoing", "undone"};
constexpr std::array<std::string_view, 3> kTell{"sms", "phone", "desk"};

template <class E, std::size_t N> E from_word(const std::array<std::string_view, N>& words, std::string_view w) {
  for (std::size_t i = 0; i < N; ++i)
    if (words[i] == w) return static_cast<E>(i);
  return E{};
}

PlanRecord plan_from(const Row& r) {
  PlanRecord p;
  int i = 0;
  p.id = r.i64(i++);
  p.version = r.i64(i++);
  p.state = from_word<PlanState>(kStates, r.view(i++));
  p.scope = UnitId{r.i64(i++)};
  p.place = r.text(i++);
  p.first = r.day(i++);
  p.title = r.text(i++);
  p.reason = r.text(i++);
  p.source = r.text(i++);
  p.made_at = r.instant(i++);
  p.made_by_name = r.text(i++);
  p.applied_at = r.opt_instant(i++);
  p.applied_by = AccountId{r.i64(i++)};
  p.applied_by_name = r.text(i++);
  p.undone_at = r.opt_instant(i++);
  p.undone_by_name = r.text(i++);
  p.undo_reason = r.text(i++);
  return p;
}

PlanCase case_of(const Row& r) {
  return {r.id<DossierTag>(0),
          r.instant(1),
          r.instant(2),
          static_cast<std::uint64_t>(r.i64(3)),
          static_cast<std::uint64_t>(r.i64(4)),
          from_word<TellBy>(kTell, r.view(5)),
          r.boolean(6)};
}
}  // namespace

std::string_view word(TellBy t) { return kTell.at(static_cast<std::size_t>(t)); }

void put_plan(Tx& tx, const PlanRecord& p) {
  tx.send(kPutPlan, p.id, p.version, kStates.at(static_cast<std::size_t>(p.state)), p.scope, p.place, p.first, p.title, p.reason, p.source,
          p.made_at, p.made_by_name, p.applied_at, p.applied_by, p.applied_by_name, p.undone_at, p.undone_by_name, p.undo_reason);
}
std::optional<PlanRecord> find_plan(ReadTx& tx, std::int64_t id) { return tx.one<PlanRecord>(kPlan, plan_from, id); }
std::vector<PlanRecord> newest_plans(ReadTx& tx, int limit) { return tx.all<PlanRecord>(kPlans, plan_from, limit); }

void insert_plan_case(Tx& tx, std::int64_t plan, const PlanCase& c) {
  tx.send(kInsertPlanCase, plan, c.dossier, c.due_before, c.due_after, static_cast<std::int64_t>(c.calendar_before),
          static_cast<std::int64_t>(c.calendar_after), word(c.tell), c.undone);
}
void mark_undone(Tx& tx, std::int64_t plan, DossierId id) { tx.send(kMarkUndone, plan, id, true); }
std::vector<PlanCase> plan_cases(ReadTx& tx, std::int64_t plan, DossierId after, int limit) {
  return tx.all<PlanCase>(kPlanCases, case_of, plan, after, limit);
}
PlanSums plan_sums(ReadTx& tx, std::int64_t plan) {
  return tx
      .one<PlanSums>(
          kPlanSums,
          [](const Row& r) {
            return PlanSums{r.i32(0), r.i32(1), r.i32(2), r.i32(3), r.i32(4)};
          },
          plan)
      .value_or(PlanSums{});
}
std::vector<PlanLine> plan_lines(ReadTx& tx, std::int64_t plan, int limit) {
  return tx.all<PlanLine>(
      kPlanLines,
      [](const Row& r) {
        return PlanLine{case_of(r), r.text(7), r.text(8), UnitId{r.i64(9)}};
      },
      plan, limit);
}

std::string digest_of(ReadTx& tx, const PlanRecord& p) {
  const auto moment = [](const std::optional<Instant>& at) { return at ? std::optional(to_us(*at)) : std::nullopt; };
  JsonWriter j;
  j.begin_array().value(p.id).value(kStates.at(static_cast<std::size_t>(p.state))).value(p.scope.value).value(p.place).value(iso(p.first));
  j.value(p.title).value(p.reason).value(p.source).value(to_us(p.made_at)).value(p.made_by_name).value(moment(p.applied_at));
  j.value(p.applied_by.value).value(p.applied_by_name).value(moment(p.undone_at)).value(p.undone_by_name).value(p.undo_reason);
  tx.each(
      kPlanDigest,
      [&](const Row& r) {
        const auto c = case_of(r);
        j.value(c.dossier.value).value(to_us(c.due_before)).value(to_us(c.due_after)).value(r.i64(3)).value(r.i64(4)).value(word(c.tell));
        j.value(c.undone);
      },
      p.id);
  return web::sha256_hex(j.end_array().take());
}

std::optional<std::string> plan_unlike_journal(ReadTx& tx) {
  std::int64_t seen = 0;
  auto wrong =
      store::replay(tx, "dossier_reschedule", [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
        ++seen;
        const auto p = find_plan(tx, id);
        if (!p) return fmt::format("dossier_reschedule {}: there is a journal but no row", id);
        if (p->version != rows.back().seq) return fmt::format("dossier_reschedule {}: version is not the journal's", id);
        if (p->state == PlanState::applying || p->state == PlanState::undoing) return std::nullopt;  // its dossiers follow one by one
        const auto json = Json::parse(rows.back().payload);
        const auto digest = json ? (*json)["content"].text() : std::nullopt;
        if (digest && *digest != digest_of(tx, *p)) return fmt::format("dossier_reschedule {}: not what the journal says", id);
        return std::nullopt;
      });
  if (!wrong && seen != tx.number(kCountPlans)) wrong = "dossier_reschedule: a row without journal";
  if (const auto lost = wrong ? 0 : tx.number(kLostPlanCase))
    wrong = fmt::format("dossier_reschedule_case of dossier {}: no such plan", lost);
  return wrong;
}

}  // namespace motcua::dossier
