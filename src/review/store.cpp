#include "review/store.hpp"

#include <algorithm>
#include <array>

#include "base/embedded.hpp"
#include "base/json.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> review_migrations();
}

namespace motcua::review {

store::MigrationSet migrations() { return {"review", embedded::review_migrations()}; }

namespace {
constexpr std::array<std::string_view, 6> kStates{"planned", "reviewed", "proposed", "checked", "approved", "carried_out"};
constexpr std::array<std::string_view, 4> kOutcomes{"", "keep", "abolish", "amend"};
}  // namespace

std::string_view word(ItemState s) { return kStates.at(static_cast<std::size_t>(s)); }
std::string_view label(ItemState s) {
  constexpr std::array<std::string_view, 6> kLabels{"Trong kế hoạch", "Đã rà soát",   "Đã có phương án",
                                                    "Đã thẩm định",   "Đã phê duyệt", "Đã thực thi"};
  return kLabels.at(static_cast<std::size_t>(s));
}
std::string_view word(Outcome o) { return kOutcomes.at(static_cast<std::size_t>(o)); }
std::string_view label(Outcome o) {
  constexpr std::array<std::string_view, 4> kLabels{"Chưa đề xuất", "Giữ nguyên", "Bãi bỏ", "Sửa đổi, bổ sung"};
  return kLabels.at(static_cast<std::size_t>(o));
}
std::optional<Outcome> outcome_from(std::string_view wanted) {
  const auto found = std::find(kOutcomes.begin(), kOutcomes.end(), wanted);
  return found == kOutcomes.end() ? std::nullopt : std::optional(static_cast<Outcome>(found - kOutcomes.begin()));
}

}  // namespace motcua::review

namespace motcua::review::table {

using store::Row;

MOTCUA_SQL(kAddWage,
           "INSERT INTO review_wage (id, valid_from, hourly, source, by_account, at, version) VALUES ($1, $2, $3, $4, $5, $6, $7)");
MOTCUA_SQL(kWages, "SELECT id, valid_from, hourly, source, by_account, at, version FROM review_wage ORDER BY valid_from DESC, id DESC");
MOTCUA_SQL(kWage, "SELECT id, valid_from, hourly, source, by_account, at, version FROM review_wage WHERE id = $1");

#define REVIEW_PLAN "id, unit, year, name, decision, basis, created_by, created_at, version"
MOTCUA_SQL(kAddPlan, "INSERT INTO review_plan (" REVIEW_PLAN ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
MOTCUA_SQL(kPlan, "SELECT " REVIEW_PLAN " FROM review_plan WHERE id = $1");
MOTCUA_SQL(kPlans,
           "SELECT " REVIEW_PLAN " FROM review_plan WHERE CAST($1 AS BIGINT) = 0 OR id < CAST($1 AS BIGINT) ORDER BY id DESC LIMIT $2");

#define REVIEW_ITEM                                                                                                                    \
  "id, plan, procedure_code, procedure_name, level, reason, due, state, necessary, reasonable, legal, findings, outcome, proposal, "   \
  "recommendation, documents, days_now, days_after, wage, wage_source, frequency_now, frequency_after, subjects_now, subjects_after, " \
  "subjects_source, returned_note, decision, carried_on, carried_by, version"
MOTCUA_SQL(kAddItem, "INSERT INTO review_item (" REVIEW_ITEM
                     ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, "
                     "$24, $25, $26, $27, $28, $29, $30)");
MOTCUA_SQL(kSetItem,
           "UPDATE review_item SET state = $2, necessary = $3, reasonable = $4, legal = $5, findings = $6, outcome = $7, proposal = $8, "
           "recommendation = $9, documents = $10, days_now = $11, days_after = $12, wage = $13, wage_source = $14, frequency_now = $15, "
           "frequency_after = $16, subjects_now = $17, subjects_after = $18, subjects_source = $19, returned_note = $20, decision = $21, "
           "carried_on = $22, carried_by = $23, version = $24 WHERE id = $1");
MOTCUA_SQL(kItem, "SELECT " REVIEW_ITEM " FROM review_item WHERE id = $1");
MOTCUA_SQL(kItems, "SELECT " REVIEW_ITEM " FROM review_item WHERE plan = $1 ORDER BY id");

#define REVIEW_STEP "id, item, work, name, way, hours, times, hired, fee, cut, after_hours, after_times, after_hired, after_fee"
MOTCUA_SQL(kPutStep, "INSERT INTO review_step (" REVIEW_STEP
                     ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (id) DO UPDATE SET "
                     "work = excluded.work, name = excluded.name, way = excluded.way, hours = excluded.hours, times = excluded.times, "
                     "hired = excluded.hired, fee = excluded.fee, cut = excluded.cut, after_hours = excluded.after_hours, "
                     "after_times = excluded.after_times, after_hired = excluded.after_hired, after_fee = excluded.after_fee");
MOTCUA_SQL(kDropStep, "DELETE FROM review_step WHERE id = $1 AND item = $2");
MOTCUA_SQL(kSteps, "SELECT " REVIEW_STEP " FROM review_step WHERE item = $1 ORDER BY work, id");
MOTCUA_SQL(kStepsOfPlan,
           "SELECT s.id, s.item, s.work, s.name, s.way, s.hours, s.times, s.hired, s.fee, s.cut, s.after_hours, s.after_times, "
           "s.after_hired, s.after_fee FROM review_step s JOIN review_item i ON i.id = s.item WHERE i.plan = $1 ORDER BY s.work, s.id");

MOTCUA_SQL(kWageIds, "SELECT id FROM review_wage ORDER BY id");
MOTCUA_SQL(kPlanIds, "SELECT id FROM review_plan ORDER BY id");
MOTCUA_SQL(kItemIds, "SELECT id FROM review_item ORDER BY id");

namespace {

std::optional<std::int64_t> wide(const std::optional<int>& n) { return n ? std::optional<std::int64_t>(*n) : std::nullopt; }

WageRow wage_row(const Row& r) { return {r.i64(0), r.day(1), {r.i64(2)}, r.text(3), {r.i64(4)}, r.instant(5), r.i64(6)}; }
PlanRow plan_row(const Row& r) {
  return {.id = {r.i64(0)},
          .unit = {r.i64(1)},
          .year = r.i32(2),
          .name = r.text(3),
          .decision = r.text(4),
          .basis = r.view(5) == "government" ? Basis::government : Basis::province,
          .created_by = {r.i64(6)},
          .created_at = r.instant(7),
          .version = r.i64(8)};
}
ItemRow item_row(const Row& r) {
  ItemRow i{.id = {r.i64(0)},
            .plan = {r.i64(1)},
            .procedure_code = r.text(2),
            .procedure_name = r.text(3),
            .level = r.text(4),
            .reason = r.text(5),
            .due = r.day(6)};
  const auto state = std::find(kStates.begin(), kStates.end(), r.view(7));
  ensure(state != kStates.end(), "a state of review_item is known");
  i.state = static_cast<ItemState>(state - kStates.begin());
  i.necessary = r.text(8);
  i.reasonable = r.text(9);
  i.legal = r.text(10);
  i.findings = r.text(11);
  i.outcome = outcome_from(r.view(12)).value_or(Outcome::none);
  i.proposal = r.text(13);
  i.recommendation = r.text(14);
  i.documents = r.i32(15);
  if (!r.is_null(16)) i.days_now = r.i32(16);
  if (!r.is_null(17)) i.days_after = r.i32(17);
  i.sheet.wage = {r.i64(18)};
  i.wage_source = r.text(19);
  i.sheet.now = {r.i64(20), r.i64(22)};
  i.sheet.after = {r.i64(21), r.i64(23)};
  i.subjects_source = r.text(24);
  i.returned_note = r.text(25);
  i.decision = r.text(26);
  i.carried_on = r.opt_day(27);
  i.carried_by = r.text(28);
  i.version = r.i64(29);
  return i;
}
Step step_row(const Row& r) {
  Step s{.id = r.i64(0), .work = work_from(r.view(2)).value_or(Work::other), .name = r.text(3), .way = r.text(4)};
  s.now = {.hours = r.i64(5), .times = r.i64(6), .hired = {r.i64(7)}, .fee = {r.i64(8)}};
  s.cut = r.boolean(9);
  if (!r.is_null(10)) s.after = Cells{.hours = r.i64(10), .times = r.i64(11), .hired = {r.i64(12)}, .fee = {r.i64(13)}};
  return s;
}
void in_order(std::vector<Step>& steps) {
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.work != b.work ? a.work < b.work : a.id < b.id; });
}

void write(JsonWriter& j, const Cells& c) {
  j.begin_array().value(c.hours).value(c.times).value(c.hired.value).value(c.fee.value).end_array();
}
std::string text(const ItemRow& i) {
  JsonWriter j;
  const auto day = [](const std::optional<Day>& d) { return d ? std::optional(iso(*d)) : std::nullopt; };
  j.begin_object().field("plan", i.plan.value).field("code", i.procedure_code).field("name", i.procedure_name).field("level", i.level);
  j.field("reason", i.reason).field("due", iso(i.due)).field("state", word(i.state)).field("necessary", i.necessary);
  j.field("reasonable", i.reasonable).field("legal", i.legal).field("findings", i.findings).field("outcome", word(i.outcome));
  j.field("proposal", i.proposal).field("recommendation", i.recommendation).field("documents", i.documents);
  j.field("days_now", i.days_now).field("days_after", i.days_after).field("wage", i.sheet.wage.value).field("wage_source", i.wage_source);
  j.field("frequency_now", i.sheet.now.frequency).field("frequency_after", i.sheet.after.frequency);
  j.field("subjects_now", i.sheet.now.subjects).field("subjects_after", i.sheet.after.subjects).field("subjects_source", i.subjects_source);
  j.field("returned", i.returned_note)
      .field("decision", i.decision)
      .field("carried_on", day(i.carried_on))
      .field("carried_by", i.carried_by);
  j.key("steps").begin_array();
  for (const auto& s : i.sheet.steps) {
    j.begin_array().value(s.id).value(word(s.work)).value(s.name).value(s.way).value(s.cut);
    write(j, s.now);
    if (s.after) write(j, *s.after);
    j.end_array();
  }
  return j.end_array().end_object().take();
}

}  // namespace

void insert(Tx& tx, const WageRow& w) { tx.exec(kAddWage, w.id, w.valid_from, w.hourly.value, w.source, w.by, w.at, w.version); }
std::vector<WageRow> wages(ReadTx& tx) { return tx.all<WageRow>(kWages, wage_row); }
std::optional<WageRow> wage(ReadTx& tx, std::int64_t id) { return tx.one<WageRow>(kWage, wage_row, id); }

void insert(Tx& tx, const PlanRow& p) {
  tx.exec(kAddPlan, p.id, p.unit, p.year, p.name, p.decision, p.basis == Basis::government ? "government" : "province", p.created_by,
          p.created_at, p.version);
}
std::optional<PlanRow> plan(ReadTx& tx, PlanId id) { return tx.one<PlanRow>(kPlan, plan_row, id); }
std::vector<PlanRow> plans(ReadTx& tx, std::int64_t before, int limit) { return tx.all<PlanRow>(kPlans, plan_row, before, limit); }

Status insert(Tx& tx, const ItemRow& i) {
  const auto done = tx.try_exec(kAddItem, i.id, i.plan, i.procedure_code, i.procedure_name, i.level, i.reason, i.due, word(i.state),
                                i.necessary, i.reasonable, i.legal, i.findings, word(i.outcome), i.proposal, i.recommendation, i.documents,
                                wide(i.days_now), wide(i.days_after), i.sheet.wage.value, i.wage_source, i.sheet.now.frequency,
                                i.sheet.after.frequency, i.sheet.now.subjects, i.sheet.after.subjects, i.subjects_source, i.returned_note,
                                i.decision, i.carried_on, i.carried_by, i.version);
  if (!done) return errors::invalid_fields("review.procedure_twice", {{"ma", "Thủ tục này đã có trong kế hoạch."}});
  return {};
}
void update(Tx& tx, const ItemRow& i) {
  tx.exec(kSetItem, i.id, word(i.state), i.necessary, i.reasonable, i.legal, i.findings, word(i.outcome), i.proposal, i.recommendation,
          i.documents, wide(i.days_now), wide(i.days_after), i.sheet.wage.value, i.wage_source, i.sheet.now.frequency,
          i.sheet.after.frequency, i.sheet.now.subjects, i.sheet.after.subjects, i.subjects_source, i.returned_note, i.decision,
          i.carried_on, i.carried_by, i.version);
}
std::optional<ItemRow> item(ReadTx& tx, ItemId id) {
  auto found = tx.one<ItemRow>(kItem, item_row, id);
  if (found) {
    found->sheet.steps = tx.all<Step>(kSteps, step_row, id);
    in_order(found->sheet.steps);
  }
  return found;
}
std::vector<ItemRow> items(ReadTx& tx, PlanId plan) {
  auto all = tx.all<ItemRow>(kItems, item_row, plan);
  std::map<ItemId, std::size_t> at;
  for (std::size_t n = 0; n < all.size(); ++n) at[all[n].id] = n;
  tx.each(
      kStepsOfPlan, [&](const Row& r) { all[at.at(ItemId{r.i64(1)})].sheet.steps.push_back(step_row(r)); }, plan);
  for (auto& i : all) in_order(i.sheet.steps);
  return all;
}
void put_step(Tx& tx, ItemId item, const Step& s) {
  const auto cell = [&](auto&& of) { return s.after ? std::optional<std::int64_t>(of(*s.after)) : std::nullopt; };
  tx.exec(kPutStep, s.id, item, word(s.work), s.name, s.way, s.now.hours, s.now.times, s.now.hired.value, s.now.fee.value, s.cut,
          cell([](const Cells& c) { return c.hours; }), cell([](const Cells& c) { return c.times; }),
          cell([](const Cells& c) { return c.hired.value; }), cell([](const Cells& c) { return c.fee.value; }));
}
void drop_step(Tx& tx, ItemId item, std::int64_t step) { tx.exec(kDropStep, step, item); }

std::vector<std::int64_t> ids_of(ReadTx& tx, std::string_view object) {
  const auto id = [](const Row& r) { return r.i64(0); };
  if (object == "review_wage") return tx.all<std::int64_t>(kWageIds, id);
  if (object == "review_plan") return tx.all<std::int64_t>(kPlanIds, id);
  return tx.all<std::int64_t>(kItemIds, id);
}

std::string content_of(ReadTx& tx, std::string_view object, std::int64_t id) {
  JsonWriter j;
  if (object == "review_wage") {
    const auto w = wage(tx, id);
    if (!w) return {};
    j.begin_object().field("from", iso(w->valid_from)).field("hourly", w->hourly.value).field("source", w->source).field("by", w->by.value);
    return j.field("at", to_us(w->at)).end_object().take();
  }
  if (object == "review_plan") {
    const auto p = plan(tx, {id});
    if (!p) return {};
    j.begin_object().field("unit", p->unit.value).field("year", p->year).field("name", p->name).field("decision", p->decision);
    j.field("government", p->basis == Basis::government).field("by", p->created_by.value).field("at", to_us(p->created_at));
    return j.end_object().take();
  }
  const auto i = item(tx, {id});
  return i ? text(*i) : std::string();
}
std::int64_t version_of(ReadTx& tx, std::string_view object, std::int64_t id) {
  const auto version = [](const auto& row) { return row ? row->version : 0; };
  if (object == "review_wage") return version(wage(tx, id));
  if (object == "review_plan") return version(plan(tx, {id}));
  return version(item(tx, {id}));
}

}  // namespace motcua::review::table
