#include "catalog/verify.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "catalog/pack.hpp"
#include "catalog/store.hpp"
#include "web/crypto.hpp"

namespace motcua::catalog {

namespace {
using Broken = std::optional<std::string>;
using Rows = std::span<const store::JournalRow>;
using table::KeptVersion;

// The versions of one procedure as its journal tells them: each row brings one, ends the one before it or replaces one of the same day.
struct Told {
  std::map<std::int64_t, KeptVersion> versions;
};

std::optional<Day> last_day(const Told& told, Day from) {
  std::optional<Day> next;
  for (const auto& [id, v] : told.versions)
    if (!v.withdrawn_at && v.valid_from > from && (!next || v.valid_from < *next)) next = v.valid_from;
  return next ? std::optional(*next - std::chrono::days{1}) : std::nullopt;
}

// Nothing: the row is not one of ours.
bool add(Told& told, const store::JournalRow& row) {
  const auto json = Json::parse(row.payload);
  if (!json) return false;
  const auto from = parse_day((*json)["valid_from"].text().value_or(""));
  const auto id = (*json)["version"].integer();
  if (!from || !id) return false;
  if (const auto replaced = told.versions.find((*json)["replaces"].integer().value_or(0)); replaced != told.versions.end())
    replaced->second.withdrawn_at = row.recorded_at;
  for (auto& [other, v] : told.versions)
    if (!v.withdrawn_at && v.valid_from < *from && (!v.valid_to || *v.valid_to >= *from)) v.valid_to = *from - std::chrono::days{1};
  KeptVersion v;
  v.id = *id;
  v.procedure = row.object_id;
  v.valid_from = *from;
  v.valid_to = last_day(told, *from);
  v.source = (*json)["source"].text().value_or("");
  v.imported_at = row.recorded_at;
  v.imported_by = row.actor;
  v.digest = (*json)["document"].text().value_or("");
  told.versions.insert_or_assign(v.id, std::move(v));
  return true;
}

// The columns beside the document say what the document says.
bool follows(const KeptVersion& kept) {
  const auto read = read_document(kept.document, Catalog::units());
  return read && table::shown_columns(*read) == kept.shown;
}

Broken check_version(const KeptVersion& told, const KeptVersion& kept) {
  const bool same = told.procedure == kept.procedure && told.valid_from == kept.valid_from && told.valid_to == kept.valid_to &&
                    told.source == kept.source && told.imported_at == kept.imported_at && told.imported_by == kept.imported_by &&
                    told.withdrawn_at == kept.withdrawn_at;
  if (!same) return fmt::format("bảng catalog_version, dòng {}: khác nhật ký", kept.id);
  // Rows written before the journal told it carry no digest.
  if (!told.digest.empty() && told.digest != web::sha256_hex(kept.document))
    return fmt::format("bảng catalog_version, dòng {}: nội dung khác nhật ký", kept.id);
  if (!follows(kept)) return fmt::format("bảng catalog_version, dòng {}: cột tra cứu khác nội dung", kept.id);
  return {};
}

struct FieldSaid {
  std::int64_t row = 0;  // of the journal
  Field field;
};

Broken check_procedure(store::ReadTx& tx, std::int64_t id, Rows journal, std::map<std::string, FieldSaid>& fields) {
  const auto kept = table::kept_procedure(tx, ProcedureId{id});
  if (!kept) return fmt::format("bảng catalog_procedure, dòng {}: có nhật ký nhưng không còn dòng", id);
  const auto code = Json::parse(journal.front().payload);
  if (!code || (*code)["code"].text() != kept->code || kept->seq != journal.back().seq)
    return fmt::format("bảng catalog_procedure, dòng {}: khác nhật ký", id);
  Told told;
  for (const auto& row : journal)
    if (!add(told, row)) return fmt::format("store_journal procedure {} seq {}: không đọc được", id, row.seq);
  const auto versions = table::kept_versions(tx, ProcedureId{id});
  if (versions.size() != told.versions.size()) return fmt::format("bảng catalog_version, thủ tục {}: số bản khác nhật ký", id);
  for (const auto& version : versions) {
    const auto said = told.versions.find(version.id);
    if (said == told.versions.end()) return fmt::format("bảng catalog_version, dòng {}: không có nhật ký", version.id);
    if (auto broken = check_version(said->second, version)) return broken;
  }
  // The field is written with the procedure's first version; the procedure added last tells its names.
  const auto first = std::ranges::find(versions, (*code)["version"].integer().value_or(0), &KeptVersion::id);
  const auto read = first == versions.end() ? Result<ProcedureVersion>(errors::not_found("catalog.no_version", ""))
                                            : read_document(first->document, Catalog::units());
  if (!read || read->field.id != kept->field) return fmt::format("bảng catalog_procedure, dòng {}: lĩnh vực khác nhật ký", id);
  auto& said = fields[kept->field];
  if (said.row < journal.front().id) said = {journal.front().id, read->field};
  return {};
}

Broken check(store::ReadTx& tx) {
  std::map<std::string, FieldSaid> fields;
  std::int64_t seen = 0;
  auto broken = store::replay(tx, "procedure", [&](std::int64_t id, Rows journal) {
    ++seen;
    return check_procedure(tx, id, journal, fields);
  });
  if (broken) return broken;
  if (seen != table::count_procedures(tx)) return "bảng catalog_procedure: có dòng không có nhật ký";
  const auto kept = table::fields(tx);
  for (const auto& field : kept) {
    const auto said = fields.find(field.id);
    if (said == fields.end() || said->second.field.name != field.name || said->second.field.ministry != field.ministry)
      return fmt::format("bảng catalog_field, dòng {}: khác nội dung thủ tục", field.id);
  }
  if (kept.size() != fields.size()) return "bảng catalog_field: thiếu lĩnh vực";
  return {};
}
}  // namespace

std::vector<store::Verifier> verifiers() { return {{"catalog.procedures", check}}; }

}  // namespace motcua::catalog
