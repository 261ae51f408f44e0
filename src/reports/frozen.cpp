// Reports signed off: kept as they were, compared with what the record says now.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/json.hpp"
#include "identity/permissions.hpp"
#include "reports/exports.hpp"
#include "reports/service.hpp"
#include "store/journal.hpp"
#include "store/verify.hpp"

namespace motcua::reports {

namespace {
FrozenSummary summary_of(const FrozenRow& f, const Reports::Impl& s) {
  return {f.id, f.form, f.title, s.unit_name(f.unit, f.to), f.by_name, f.note, f.from, f.to, f.at};
}

Question question_of(const FrozenRow& f) { return {.period = period_of(f.from, f.to), .unit = f.unit}; }

// The figures of the JSON under the rows they were of.
Report read_back(const FrozenRow& f, const Form& form, std::string unit_name) {
  Report r{.form = &form, .question = question_of(f)};
  r.unit_name = std::move(unit_name);
  r.told_at = f.at;
  const auto json = Json::parse(f.cells, {.bytes = 8'000'000});
  ensure(json.has_value(), "a report signed off is JSON");
  for (const auto& row : (*json)["rows"].elements()) {
    ReportRow line;
    line.name = std::string(row["name"].text().value_or(""));
    line.key = {std::string(row["section"].text().value_or("")), std::string(row["field"].text().value_or("")),
                UnitId{row["unit"].integer().value_or(0)}};
    for (const auto& v : row["values"].elements()) line.values.push_back(v.integer().value_or(0));
    const bool of_a_row = !line.key.field.empty() || line.key.unit;
    if (of_a_row) {
      if (r.sections.empty() || r.sections.back().word != line.key.section) r.sections.push_back({.word = line.key.section});
      r.sections.back().rows.push_back(std::move(line));
    } else if (!line.key.section.empty()) {
      r.sections.push_back({.word = line.key.section, .title = line.name});
      r.sections.back().total = std::move(line);
    } else {
      r.total = std::move(line);
    }
  }
  r.nothing = r.sections.empty();
  return r;
}
}  // namespace

// What was signed off, as the journal and the row must say it alike.
namespace {
std::string frozen_payload(const FrozenRow& f) {
  JsonWriter json;
  json.begin_object().field("by", f.by_name).field("title", f.title).field("unit", f.unit.value).field("note", f.note);
  json.field("form", f.form).field("from", iso(f.from)).field("to", iso(f.to));
  json.key("report").raw(f.cells).end_object();
  return json.take();
}
}  // namespace

std::optional<std::string> frozen_fault(store::ReadTx& tx) {
  std::int64_t seen = 0;
  auto broken = store::replay(tx, "report", [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
    ++seen;
    const auto f = find_frozen(tx, id);
    if (!f) return fmt::format("reports_frozen {}: there is a journal but no row", id);
    const auto& first = rows.front();
    if (frozen_payload(*f) != first.payload || f->at != first.at || f->by.value != first.actor)
      return fmt::format("reports_frozen {}: not what the journal says", id);
    return std::nullopt;
  });
  if (!broken && seen != count_frozen(tx)) broken = "reports_frozen: a row without journal";
  return broken;
}

Result<std::int64_t> Reports::freeze(const Actor& actor, const Form& form, const Question& q, std::string_view note) {
  auto& s = *impl_;
  if (!s.may(actor, identity::kReportMake, q.unit))
    return errors::forbidden("reports.may_not_freeze",
                             "Bạn không có quyền chốt báo cáo của đơn vị này. Nhờ người kiểm soát thủ tục của đơn vị.");
  if (q.known || !q.field.empty() || !q.procedure.empty() || q.of_hands())
    return errors::invalid("reports.freeze_whole", "Chỉ chốt báo cáo đủ lĩnh vực, theo số liệu hiện nay. Bỏ bớt điều kiện lọc rồi chốt.");
  TRY(const auto report, table(actor, form, q));
  FrozenRow f{.id = s.identity.ids().next<struct FrozenTag>().value,
              .form = std::string(form.id),
              .title = fmt::format("{}, {}", form.code.empty() ? form.title : form.code, q.period.label),
              .unit = q.unit,
              .from = q.period.from,
              .to = q.period.to,
              .cells = json_of(report),
              .by = actor.account(),
              .by_name = actor.display_name,
              .at = report.told_at,
              .note = std::string(note)};
  return s.db.write([&](store::Tx& tx) { return keep_frozen(tx, f); });
}

Result<std::int64_t> keep_frozen(store::Tx& tx, const FrozenRow& f) {
  insert(tx, f);
  const auto payload = frozen_payload(f);
  TRY_VOID(store::append(tx,
                         {.object = "report",
                          .object_id = f.id,
                          .at = f.at,
                          .recorded_at = f.at,
                          .actor = f.by.value,
                          .unit = f.unit.value,
                          .kind = "reports.frozen",
                          .payload = payload},
                         0));
  return f.id;
}

bool Reports::may_freeze(const Actor& actor, UnitId unit) const { return impl_->may(actor, identity::kReportMake, unit); }

std::vector<FrozenSummary> Reports::frozen(const Actor& actor) {
  auto& s = *impl_;
  std::vector<UnitId> units;
  for (const auto& u : s.identity.tree()->units())
    if (s.may(actor, identity::kReportRead, u.id)) units.push_back(u.id);
  constexpr int kMost = 200;
  std::vector<FrozenSummary> list;
  for (const auto& f : s.db.read([&](store::ReadTx& tx) { return frozen_of(tx, units, kMost); })) list.push_back(summary_of(f, s));
  return list;
}

Result<FrozenReport> Reports::frozen(const Actor& actor, std::int64_t id) {
  auto& s = *impl_;
  const auto f = s.db.read([&](store::ReadTx& tx) { return find_frozen(tx, id); });
  const auto* form = f ? reports::form(f->form) : nullptr;
  if (!form || !s.may(actor, identity::kReportRead, f->unit))
    return errors::not_found("reports.no_frozen", "Không có báo cáo đã chốt này, hoặc báo cáo không thuộc phạm vi của bạn.");
  FrozenReport r;
  r.summary = summary_of(*f, s);
  r.then = read_back(*f, *form, r.summary.unit_name);
  TRY(r.now, table(actor, *form, question_of(*f)));
  const auto narrow = s.narrow(actor, r.now.question);
  constexpr int kMost = 500;
  s.db.read([&](store::ReadTx& tx) {
    for (const auto& late : steps_recorded_since(tx, f->at, std::min(f->at, r.now.question.period.end()), kMost)) {
      if (!narrow.holds(late.row.dimensions)) continue;
      const auto account = s.identity.account(tx, late.step.actor);
      r.later.push_back({late.row.code, late.step.step.effect, late.step.step.at, late.step.step.recorded_at,
                         account ? account->name : std::string("Hệ thống"), late.step.reason});
    }
  });
  return r;
}

}  // namespace motcua::reports
