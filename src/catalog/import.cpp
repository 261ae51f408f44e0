#include "catalog/import.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "catalog/diff.hpp"
#include "catalog/store.hpp"
#include "catalog/words.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::catalog {
namespace {

using Kind = PlannedProcedure::Kind;

std::vector<table::VersionRow> known_versions(store::ReadTx& tx, std::string_view code) {
  const auto procedure = table::procedure(tx, code);
  return procedure ? table::versions(tx, procedure->id) : std::vector<table::VersionRow>{};
}

Impact impact_of(store::ReadTx& tx, const table::VersionRow& old, const ProcedureVersion& fresh, const std::vector<Change>& changes,
                 const RunningCases* running) {
  Impact impact;
  impact.forms_changed = changed_forms(changes);
  const auto before = read_document(old.document, Catalog::units());
  if (running)
    for (const auto& [step, count] : running->by_step(tx, old.id)) {
      const auto* known = before ? before->step(step) : nullptr;
      impact.steps.push_back({step, known ? known->name : step, count, fresh.step(step) == nullptr});
      impact.running += count;
    }
  if (impact.running > 0)
    impact.warnings.push_back(fmt::format("{} hồ sơ đang giải quyết vẫn theo bản cũ; hạn trả không đổi.", impact.running));
  for (const auto& step : impact.steps)
    if (step.gone && step.running > 0)
      impact.warnings.push_back(fmt::format("Bản mới không còn bước \"{}\"; {} hồ sơ đang ở bước này.", step.name, step.running));
  if (!impact.forms_changed.empty()) impact.warnings.push_back("Biểu mẫu thay đổi: thay bản in và mã QR đã dán tại quầy.");
  return impact;
}

Result<PlannedProcedure> plan_one(store::ReadTx& tx, const PackProcedure& fresh, const PlanInput& input) {
  PlannedProcedure planned;
  planned.code = fresh.code;
  planned.name = fresh.version.short_name;
  const auto known = known_versions(tx, fresh.code);
  planned.valid_from = input.effective ? *input.effective : known.empty() ? fresh.valid_from.value_or(input.today) : input.today;
  const table::VersionRow* old = nullptr;  // in force on that day, else the last one before it
  for (const auto& row : known)
    if (row.valid_from <= planned.valid_from) old = &row;
  if (!old) {
    // A version that begins later with the same content: nothing new to say.
    planned.kind =
        !known.empty() && !input.effective && known.front().document == canonical_json(fresh.document) ? Kind::unchanged : Kind::added;
    return planned;
  }
  const auto document = canonical_json(fresh.document);
  if (document == old->document) {
    planned.kind = Kind::unchanged;
    planned.valid_from = old->valid_from;
    return planned;
  }
  planned.kind = Kind::changed;
  TRY(const auto before, parse_json(old->document));
  TRY(const auto after, parse_json(document));
  planned.changes = changes_between(before, after);
  planned.impact = impact_of(tx, *old, fresh.version, planned.changes, input.running);
  if (old->valid_from == planned.valid_from) {
    if (old->used)
      return errors::conflict("catalog.version_in_use",
                              fmt::format("Thủ tục {} đã có hồ sơ theo bản có hiệu lực từ {}. Chọn ngày hiệu lực khác cho bản mới.",
                                          fresh.code, vn_date(old->valid_from)));
    planned.replaces = old->id;
  }
  return planned;
}

// The last day of a version that begins on `from`: the day before the next one begins.
std::optional<Day> last_day(const std::vector<table::VersionRow>& known, Day from) {
  for (const auto& row : known)
    if (row.valid_from > from) return row.valid_from - std::chrono::days{1};
  return std::nullopt;
}

std::string journal_payload(const ProcedureVersion& version, std::string_view document, const PackProcedure& fresh,
                            const PlannedProcedure& planned) {
  JsonWriter json;
  json.begin_object()
      .field("code", version.code)
      .field("version", version.id.value)
      .field("valid_from", iso(version.valid_from))
      .field("source", fresh.file)
      .field("replaces", planned.replaces ? planned.replaces->value : 0)
      .field("document", web::sha256_hex(document))
      .key("changes")
      .begin_array();
  for (const auto& change : planned.changes)
    json.begin_object().field("path", change.path).field("before", change.before).field("after", change.after).end_object();
  json.end_array().end_object();
  return json.take();
}

Status apply_one(store::Tx& tx, const PackProcedure& fresh, const PlannedProcedure& planned, const ApplyInput& input, IdSource& ids) {
  auto procedure = table::procedure(tx, fresh.code);
  if (!procedure) {
    table::put_field(tx, fresh.version.field);
    procedure = table::Procedure{ids.next<ProcedureTag>(), fresh.code, 0};
    TRY_VOID(table::add_procedure(tx, *procedure, fresh.version.field.id));
  }
  const auto known = table::versions(tx, procedure->id);
  if (planned.replaces && !table::withdraw_version(tx, *planned.replaces, input.now))
    return errors::conflict("catalog.version_just_used",
                            fmt::format("Thủ tục {} vừa có hồ sơ theo bản này. Chọn ngày hiệu lực khác.", fresh.code));
  for (const auto& row : known)
    if (row.valid_from < planned.valid_from && (!row.valid_to || *row.valid_to >= planned.valid_from))
      table::end_version(tx, row.id, planned.valid_from - std::chrono::days{1});

  auto version = fresh.version;
  version.procedure = procedure->id;
  version.id = ids.next<ProcedureVersionTag>();
  version.valid_from = planned.valid_from;
  version.valid_to = last_day(known, planned.valid_from);
  const auto document = canonical_json(fresh.document);
  TRY_VOID(table::add_version(tx, version, document, fresh.file, input.now, input.by.account));

  store::JournalEntry entry;
  entry.object = "procedure";
  entry.object_id = procedure->id.value;
  entry.at = entry.recorded_at = input.now;
  entry.actor = input.by.account;
  entry.unit = input.by.unit;
  entry.kind = planned.kind == Kind::added ? "procedure.added" : planned.replaces ? "procedure.replaced" : "procedure.changed";
  const auto payload = journal_payload(version, document, fresh, planned);
  entry.payload = payload;
  TRY(const auto seq, store::append(tx, entry, procedure->seq));
  table::set_seq(tx, procedure->id, seq);
  store::publish(tx, {"catalog.changed", procedure->id.value, payload, input.now});
  return {};
}

}  // namespace

Result<std::vector<PackProcedure>> read_packs(std::span<const PackFile> packs, const Units& units) {
  std::vector<PackProcedure> all;
  std::map<std::string, std::string> seen;  // code → file
  for (const auto& pack : packs) {
    TRY(auto read, read_pack(pack.name, pack.text, units));
    for (auto& procedure : read) {
      const auto [first, fresh] = seen.emplace(procedure.code, procedure.file);
      if (!fresh)
        return errors::invalid("catalog.procedure_twice",
                               fmt::format("Thủ tục {} có trong cả {} và {}. Bỏ một nơi.", procedure.code, first->second, procedure.file));
      all.push_back(std::move(procedure));
    }
  }
  std::ranges::sort(all, {}, &PackProcedure::code);
  return all;
}

Result<ImportPlan> plan_import(store::ReadTx& tx, const std::vector<PackProcedure>& read, const PlanInput& input) {
  ImportPlan plan;
  for (const auto& fresh : read) {
    TRY(auto planned, plan_one(tx, fresh, input));
    ++(planned.kind == Kind::added ? plan.added : planned.kind == Kind::changed ? plan.changed : plan.unchanged);
    plan.procedures.push_back(std::move(planned));
  }
  return plan;
}

Status apply_import(store::Tx& tx, const std::vector<PackProcedure>& read, const ImportPlan& plan, const ApplyInput& input, IdSource& ids) {
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (plan.procedures[i].kind != Kind::unchanged) TRY_VOID(apply_one(tx, read[i], plan.procedures[i], input, ids));
    // The list of everyday words belongs to the program and may be newer than the packs.
    const auto procedure = table::procedure(tx, read[i].code);
    if (!procedure) continue;
    const auto words = search_words(read[i].version, everyday_words());
    if (table::words(tx, procedure->id) != words) table::set_words(tx, procedure->id, words);
  }
  return {};
}

}  // namespace motcua::catalog
