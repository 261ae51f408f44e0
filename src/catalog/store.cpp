#include "catalog/store.hpp"

#include "base/text.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> catalog_migrations();
}

namespace motcua::catalog {
store::MigrationSet migrations() { return {"catalog", embedded::catalog_migrations()}; }
}  // namespace motcua::catalog

namespace motcua::catalog::table {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

MOTCUA_SQL(kProcedure, "SELECT id, code, seq FROM catalog_procedure WHERE code = $1");
MOTCUA_SQL(kPutField,
           "INSERT INTO catalog_field (id, name, ministry) VALUES ($1, $2, $3) "
           "ON CONFLICT (id) DO UPDATE SET name = excluded.name, ministry = excluded.ministry");
MOTCUA_SQL(kAddProcedure, "INSERT INTO catalog_procedure (id, code, field, seq) VALUES ($1, $2, $3, 0)");
MOTCUA_SQL(kSetSeq, "UPDATE catalog_procedure SET seq = $1 WHERE id = $2");
MOTCUA_SQL(kVersions,
           "SELECT id, procedure, valid_from, valid_to, used, document FROM catalog_version "
           "WHERE procedure = $1 AND withdrawn_at IS NULL ORDER BY valid_from");
MOTCUA_SQL(kVersion, "SELECT id, procedure, valid_from, valid_to, used, document FROM catalog_version WHERE id = $1");
MOTCUA_SQL(kVersionOn,
           "SELECT v.id, v.procedure, v.valid_from, v.valid_to, v.used FROM catalog_version v "
           "JOIN catalog_procedure p ON p.id = v.procedure WHERE p.code = $1 AND v.withdrawn_at IS NULL "
           "AND v.valid_from <= $2 AND (v.valid_to IS NULL OR v.valid_to >= $2)");
MOTCUA_SQL(kVersionInfos,
           "SELECT v.id, v.valid_from, v.valid_to, v.imported_at, v.imported_by, v.source, v.used, v.withdrawn_at FROM catalog_version v "
           "JOIN catalog_procedure p ON p.id = v.procedure WHERE p.code = $1 ORDER BY v.valid_from DESC, v.id DESC");
MOTCUA_SQL(kAddVersion,
           "INSERT INTO catalog_version (id, procedure, valid_from, valid_to, name, short_name, level, level_two_tier, term, online, "
           "document, used, source, imported_at, imported_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)");
MOTCUA_SQL(kEndVersion, "UPDATE catalog_version SET valid_to = $1 WHERE id = $2");
MOTCUA_SQL(kWithdrawVersion, "UPDATE catalog_version SET withdrawn_at = $1 WHERE id = $2 AND NOT used AND withdrawn_at IS NULL");
MOTCUA_SQL(kMarkUsed, "UPDATE catalog_version SET used = TRUE WHERE id = $1 AND NOT used AND withdrawn_at IS NULL");
MOTCUA_SQL(kIsUsed, "SELECT count(*) FROM catalog_version WHERE id = $1 AND used");
MOTCUA_SQL(kUsedVersions, "SELECT id FROM catalog_version WHERE used ORDER BY id");
MOTCUA_SQL(kWords, "SELECT word, weight FROM catalog_word WHERE procedure = $1 ORDER BY word");
MOTCUA_SQL(kDropWords, "DELETE FROM catalog_word WHERE procedure = $1");
MOTCUA_SQL(kAddWord, "INSERT INTO catalog_word (word, procedure, weight) VALUES ($1, $2, $3)");
MOTCUA_SQL(kAddDraft, "INSERT INTO catalog_draft (id, account, effective, created_at) VALUES ($1, $2, $3, $4)");
MOTCUA_SQL(kAddDraftPack, "INSERT INTO catalog_draft_pack (draft, number, name, text) VALUES ($1, $2, $3, $4)");
MOTCUA_SQL(kDraft, "SELECT id, effective FROM catalog_draft WHERE id = $1 AND account = $2");
MOTCUA_SQL(kDraftPacks, "SELECT name, text FROM catalog_draft_pack WHERE draft = $1 ORDER BY number");
MOTCUA_SQL(kDropDraft, "DELETE FROM catalog_draft WHERE id = $1");
MOTCUA_SQL(kDropDraftsBefore, "DELETE FROM catalog_draft WHERE created_at < $1");
MOTCUA_SQL(kFields, "SELECT id, name, ministry FROM catalog_field ORDER BY id");
MOTCUA_SQL(kKeptVersions,
           "SELECT id, procedure, valid_from, valid_to, name, short_name, level, level_two_tier, term, online, document, source, "
           "imported_at, imported_by, withdrawn_at FROM catalog_version WHERE procedure = $1 ORDER BY id");
MOTCUA_SQL(kKeptProcedure, "SELECT code, field, seq FROM catalog_procedure WHERE id = $1");
MOTCUA_SQL(kCountProcedures, "SELECT count(*) FROM catalog_procedure");

namespace {

VersionRow version_row(const Row& r) {
  return {r.id<ProcedureVersionTag>(0), r.id<ProcedureTag>(1), r.day(2), r.opt_day(3), r.boolean(4), {}};
}
VersionRow version_row_with_document(const Row& r) {
  auto row = version_row(r);
  row.document = r.text(5);
  return row;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

// Words of a query that match, as table m; neighbouring words, as table b.
void add_terms(Query& q, const Terms& terms) {
  if (terms.words.empty()) return;
  q.add(" JOIN (SELECT procedure, sum(weight) AS weight, count(*) AS hits FROM (");
  for (std::size_t i = 0; i < terms.words.size(); ++i) {
    const auto& word = terms.words[i];
    if (i) q.add(" UNION ALL ");
    if (i + 1 < terms.words.size()) {
      q.add("SELECT procedure, max(2 * weight) AS weight FROM catalog_word WHERE word = ? GROUP BY procedure", word);
    } else {
      auto end = word;
      ++end.back();  // folded words are ASCII letters and digits, so this ends the range of beginnings
      q.add(
          "SELECT procedure, max(CASE WHEN word = ? THEN 2 * weight ELSE weight END) AS weight FROM catalog_word "
          "WHERE word >= ? AND word < ? GROUP BY procedure",
          word, word, end);
    }
  }
  q.add(") u GROUP BY procedure HAVING count(*) >= ?) m ON m.procedure = p.id", terms.least_hits);
  q.add(" LEFT JOIN (SELECT procedure, sum(weight) AS weight FROM catalog_word WHERE word IN (''");
  for (const auto& pair : terms.pairs) q.add(", ?", pair);
  q.add(") GROUP BY procedure) b ON b.procedure = p.id");
}

// The filters of a search, the same for the page and for the count.
void add_filters(Query& q, const Search& search, const Terms& terms, const Only& only) {
  add_terms(q, terms);
  q.add(" WHERE v.withdrawn_at IS NULL AND v.valid_from <= ? AND (v.valid_to IS NULL OR v.valid_to >= ?)", search.day, search.day);
  if (!search.field.empty()) q.add(" AND p.field = ?", search.field);
  if (!search.level.empty()) {
    const auto pattern = "%" + search.level + "%";  // levels are a closed list without wildcards (see service)
    if (regime_on(search.day) == Regime::two_tier)
      q.add(" AND v.level_two_tier LIKE ? ESCAPE '!'", pattern);
    else
      q.add(" AND v.level LIKE ? ESCAPE '!'", pattern);
  }
  if (!only.codes.empty() || !only.fields.empty()) {
    q.add(" AND (p.code IN (''");
    for (const auto& code : only.codes) q.add(", ?", code);
    q.add(") OR p.field IN (''");
    for (const auto& field : only.fields) q.add(", ?", field);
    q.add("))");
  }
}

}  // namespace

std::optional<Procedure> procedure(ReadTx& tx, std::string_view code) {
  return tx.one<Procedure>(
      kProcedure,
      [](const Row& r) {
        return Procedure{r.id<ProcedureTag>(0), r.text(1), r.i64(2)};
      },
      code);
}

void put_field(Tx& tx, const Field& field) { tx.exec(kPutField, field.id, field.name, field.ministry); }

Status add_procedure(Tx& tx, const Procedure& p, std::string_view field) {
  TRY_VOID(tx.try_exec(kAddProcedure, p.id, p.code, field));
  return {};
}

void set_seq(Tx& tx, ProcedureId id, std::int64_t seq) { tx.send(kSetSeq, seq, id); }

std::vector<VersionRow> versions(ReadTx& tx, ProcedureId id) { return tx.all<VersionRow>(kVersions, version_row_with_document, id); }
std::optional<VersionRow> version(ReadTx& tx, VersionId id) { return tx.one<VersionRow>(kVersion, version_row_with_document, id); }
std::optional<VersionRow> version_on(ReadTx& tx, std::string_view code, Day day) {
  return tx.one<VersionRow>(kVersionOn, version_row, code, day);
}

std::vector<VersionInfo> version_infos(ReadTx& tx, std::string_view code) {
  return tx.all<VersionInfo>(
      kVersionInfos,
      [](const Row& r) {
        return VersionInfo{
            r.id<ProcedureVersionTag>(0), r.day(1), r.opt_day(2), r.instant(3), r.i64(4), r.text(5), r.boolean(6), !r.is_null(7)};
      },
      code);
}

ShownColumns shown_columns(const ProcedureVersion& v) {
  return {v.name,
          v.short_name,
          v.level,
          joined(v.level_two_tier),
          words_of(term_of(v, {}, Channel::counter)),
          static_cast<int>(v.channels.online)};
}

Status add_version(Tx& tx, const ProcedureVersion& v, std::string_view document, std::string_view source, Instant at, std::int64_t by) {
  const auto shown = shown_columns(v);
  TRY_VOID(tx.try_exec(kAddVersion, v.id, v.procedure, v.valid_from, v.valid_to, shown.name, shown.short_name, shown.level,
                       shown.level_two_tier, shown.term, shown.online, document, false, source, at, by));
  return {};
}

void end_version(Tx& tx, VersionId id, Day last_day) { tx.exec(kEndVersion, last_day, id); }
bool withdraw_version(Tx& tx, VersionId id, Instant at) { return tx.exec(kWithdrawVersion, at, id) == 1; }
bool mark_used(Tx& tx, VersionId id) { return tx.exec(kMarkUsed, id) == 1; }
bool is_used(ReadTx& tx, VersionId id) { return tx.number(kIsUsed, id) == 1; }

std::vector<std::int64_t> used_versions(ReadTx& tx) {
  return tx.all<std::int64_t>(kUsedVersions, [](const Row& r) { return r.i64(0); });
}

std::map<std::string, int> words(ReadTx& tx, ProcedureId id) {
  std::map<std::string, int> weights;
  tx.each(
      kWords, [&](const Row& r) { weights.emplace(r.text(0), r.i32(1)); }, id);
  return weights;
}

void set_words(Tx& tx, ProcedureId id, const std::map<std::string, int>& weights) {
  tx.exec(kDropWords, id);
  for (const auto& [word, weight] : weights) tx.send(kAddWord, word, id, weight);
}

void add_draft(Tx& tx, const Catalog::Draft& draft, std::int64_t account, Instant at) {
  tx.exec(kAddDraft, draft.id, account, draft.effective, at);
  int number = 0;
  for (const auto& pack : draft.packs) tx.send(kAddDraftPack, draft.id, ++number, pack.name, pack.text);
}

std::optional<Catalog::Draft> draft(ReadTx& tx, std::int64_t id, std::int64_t account) {
  auto found = tx.one<Catalog::Draft>(
      kDraft,
      [](const Row& r) {
        return Catalog::Draft{r.i64(0), {}, r.opt_day(1)};
      },
      id, account);
  if (found)
    found->packs = tx.all<PackFile>(
        kDraftPacks,
        [](const Row& r) {
          return PackFile{r.text(0), r.text(1)};
        },
        id);
  return found;
}

void drop_draft(Tx& tx, std::int64_t id) { tx.exec(kDropDraft, id); }
void drop_drafts_before(Tx& tx, Instant at) { tx.exec(kDropDraftsBefore, at); }

Found search(ReadTx& tx, const Search& search, const Terms& terms, const Only& only) {
  Found found;
  Query count{
      "catalog.search_count",
      "SELECT count(*) FROM catalog_procedure p JOIN catalog_version v ON v.procedure = p.id JOIN catalog_field f ON f.id = p.field"};
  add_filters(count, search, terms, only);
  tx.each(count, [&](const Row& r) { found.total = r.i32(0); });

  Query page{"catalog.search",
             "SELECT p.id, v.id, p.code, v.name, v.short_name, f.id, f.name, v.level, v.level_two_tier, v.term, v.online "
             "FROM catalog_procedure p JOIN catalog_version v ON v.procedure = p.id JOIN catalog_field f ON f.id = p.field"};
  add_filters(page, search, terms, only);
  if (terms.words.empty())
    page.add(" ORDER BY f.id, p.code");
  else
    page.add(" ORDER BY m.hits DESC, m.weight + coalesce(b.weight, 0) DESC, length(v.short_name), p.code");
  page.add(" LIMIT ? OFFSET ?", search.page_size, (search.page - 1) * search.page_size);
  const bool two_tier = regime_on(search.day) == Regime::two_tier;
  tx.each(page, [&](const Row& r) {
    found.rows.push_back({r.id<ProcedureTag>(0), r.id<ProcedureVersionTag>(1), r.text(2), r.text(3), r.text(4), r.text(5), r.text(6),
                          r.text(two_tier ? 8 : 7), r.text(9), static_cast<OnlineLevel>(r.i32(10))});
  });
  return found;
}

std::vector<Field> fields(ReadTx& tx) {
  return tx.all<Field>(kFields, [](const Row& r) { return Field{r.text(0), r.text(1), r.text(2)}; });
}

std::vector<KeptVersion> kept_versions(ReadTx& tx, ProcedureId id) {
  return tx.all<KeptVersion>(
      kKeptVersions,
      [](const Row& r) {
        return KeptVersion{
            r.i64(0),   r.i64(1),   r.day(2),      r.opt_day(3), {r.text(4), r.text(5), r.text(6), r.text(7), r.text(8), r.i32(9)},
            r.text(10), r.text(11), r.instant(12), r.i64(13),    r.opt_instant(14),
            {}};
      },
      id);
}
std::optional<KeptProcedure> kept_procedure(ReadTx& tx, ProcedureId id) {
  return tx.one<KeptProcedure>(
      kKeptProcedure,
      [](const Row& r) {
        return KeptProcedure{r.text(0), r.text(1), r.i64(2)};
      },
      id);
}
std::int64_t count_procedures(ReadTx& tx) { return tx.number(kCountProcedures); }

}  // namespace motcua::catalog::table
