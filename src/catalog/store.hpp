// SQL of the catalogue. Private to this slice.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "store/db.hpp"

namespace motcua::catalog::table {

struct Procedure {
  ProcedureId id;
  std::string code;
  std::int64_t seq{};
};
std::optional<Procedure> procedure(store::ReadTx& tx, std::string_view code);
void put_field(store::Tx& tx, const Field& field);
// Unique code: a second writer gets Errc::conflict.
Status add_procedure(store::Tx& tx, const Procedure& procedure, std::string_view field);
void set_seq(store::Tx& tx, ProcedureId id, std::int64_t seq);

struct VersionRow {
  VersionId id;
  ProcedureId procedure;
  Day valid_from{};
  std::optional<Day> valid_to;
  bool used = false;
  std::string document;  // only where asked for
};
// In force at some time, by first day.
std::vector<VersionRow> versions(store::ReadTx& tx, ProcedureId procedure);
std::optional<VersionRow> version(store::ReadTx& tx, VersionId id);                       // withdrawn ones too
std::optional<VersionRow> version_on(store::ReadTx& tx, std::string_view code, Day day);  // without document
std::vector<VersionInfo> version_infos(store::ReadTx& tx, std::string_view code);         // latest first

Status add_version(store::Tx& tx, const ProcedureVersion& version, std::string_view document, std::string_view source, Instant at,
                   std::int64_t by);
void end_version(store::Tx& tx, VersionId id, Day last_day);
bool withdraw_version(store::Tx& tx, VersionId id, Instant at);  // false: a dossier stands on it
bool mark_used(store::Tx& tx, VersionId id);                     // false: already used, or withdrawn
bool is_used(store::ReadTx& tx, VersionId id);
std::vector<std::int64_t> used_versions(store::ReadTx& tx);  // in order

std::map<std::string, int> words(store::ReadTx& tx, ProcedureId procedure);
void set_words(store::Tx& tx, ProcedureId procedure, const std::map<std::string, int>& weights);
struct Found {
  std::vector<ProcedureSummary> rows;
  int total = 0;
};
void add_draft(store::Tx& tx, const Catalog::Draft& draft, std::int64_t account, Instant at);
std::optional<Catalog::Draft> draft(store::ReadTx& tx, std::int64_t id, std::int64_t account);
void drop_draft(store::Tx& tx, std::int64_t id);
void drop_drafts_before(store::Tx& tx, Instant at);

struct Only {  // procedures of a life event; both empty: all
  std::vector<std::string> codes, fields;
};
struct Terms {
  std::vector<std::string> words;  // folded; the last one may be a beginning
  std::vector<std::string> pairs;  // neighbouring words: only raise the rank
  int least_hits = 0;              // so many words must match
};
Found search(store::ReadTx& tx, const Search& search, const Terms& terms, const Only& only);
std::vector<Field> fields(store::ReadTx& tx);

// For the verifier: what is stored, whole.
struct ShownColumns {  // of catalog_version, beside the document
  std::string name, short_name, level, level_two_tier, term;
  int online = 0;
  friend bool operator==(const ShownColumns&, const ShownColumns&) = default;
};
ShownColumns shown_columns(const ProcedureVersion& version);
struct KeptVersion {
  std::int64_t id = 0, procedure = 0;
  Day valid_from{};
  std::optional<Day> valid_to;
  ShownColumns shown;
  std::string document, source;
  Instant imported_at;
  std::int64_t imported_by = 0;
  std::optional<Instant> withdrawn_at;
  std::string digest;  // of the document, as the journal says it
};
std::vector<KeptVersion> kept_versions(store::ReadTx& tx, ProcedureId procedure);
struct KeptProcedure {
  std::string code, field;
  std::int64_t seq = 0;
};
std::optional<KeptProcedure> kept_procedure(store::ReadTx& tx, ProcedureId id);
std::int64_t count_procedures(store::ReadTx& tx);

}  // namespace motcua::catalog::table
