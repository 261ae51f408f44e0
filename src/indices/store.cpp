#include "indices/store.hpp"

#include <algorithm>
#include <array>

namespace motcua::indices {

namespace {
constexpr std::array<std::string_view, 5> kCardStates{"self", "locked", "appraised", "disputed", "final"};
constexpr std::array<std::string_view, 5> kStages{"self", "appraised", "disputed", "second", "survey"};
constexpr std::array<std::string_view, 6> kEvidence{"document", "extract", "picture", "minutes", "list", "link"};
template <class E, std::size_t N> E named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  ensure(found != names.end(), "a word of the index tables is known");
  return static_cast<E>(found - names.begin());
}
}  // namespace

std::string_view word(CardState s) { return kCardStates.at(static_cast<std::size_t>(s)); }
std::string_view word(Stage s) { return kStages.at(static_cast<std::size_t>(s)); }
std::string_view word(EvidenceKind k) { return kEvidence.at(static_cast<std::size_t>(k)); }
std::optional<EvidenceKind> evidence_kind(std::string_view word) {
  const auto found = std::ranges::find(kEvidence, word);
  return found == kEvidence.end() ? std::nullopt : std::optional(static_cast<EvidenceKind>(found - kEvidence.begin()));
}
std::string_view label(CardState s) {
  constexpr std::array<std::string_view, 5> kLabels{"Đang tự chấm", "Đã chốt tự chấm", "Đã thẩm định lần 1", "Đang giải trình",
                                                    "Có kết quả cuối"};
  return kLabels.at(static_cast<std::size_t>(s));
}
std::string_view label(Stage s) {
  constexpr std::array<std::string_view, 5> kLabels{"Tự chấm", "Thẩm định lần 1", "Giải trình", "Thẩm định lần 2", "Điều tra xã hội học"};
  return kLabels.at(static_cast<std::size_t>(s));
}
std::string_view label(EvidenceKind k) {
  constexpr std::array<std::string_view, 6> kLabels{"Văn bản", "Trích xuất hệ thống", "Ảnh", "Biên bản", "Danh sách", "Đường dẫn"};
  return kLabels.at(static_cast<std::size_t>(k));
}

}  // namespace motcua::indices

namespace motcua::indices::table {

using store::Row;

#define INDICES_SET "id, code, kind, name, valid_from, valid_to, file, body, sha256, imported_at, imported_by, version"
MOTCUA_SQL(kAddSet, "INSERT INTO indices_set (" INDICES_SET ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kReplaceSet,
           "UPDATE indices_set SET kind = $2, name = $3, valid_to = $4, file = $5, body = $6, sha256 = $7, imported_at = $8, "
           "imported_by = $9, version = $10 WHERE id = $1");
MOTCUA_SQL(kSets, "SELECT " INDICES_SET " FROM indices_set ORDER BY code, valid_from DESC");
MOTCUA_SQL(kSet, "SELECT " INDICES_SET " FROM indices_set WHERE id = $1");
MOTCUA_SQL(kSetUsed, "SELECT count(*) FROM indices_round WHERE set_id = $1");

#define INDICES_ROUND                                                                                                                \
  "id, set_id, owner_unit, name, from_day, to_day, self_due, appraisal_due, state, decision, created_at, created_by, published_at, " \
  "version"
MOTCUA_SQL(kAddRound, "INSERT INTO indices_round (" INDICES_ROUND ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
MOTCUA_SQL(kSetRound,
           "UPDATE indices_round SET name = $2, self_due = $3, appraisal_due = $4, state = $5, decision = $6, published_at = $7, "
           "version = $8 WHERE id = $1");
MOTCUA_SQL(kRound, "SELECT " INDICES_ROUND " FROM indices_round WHERE id = $1");
MOTCUA_SQL(kRounds,
           "SELECT " INDICES_ROUND " FROM indices_round WHERE CAST($1 AS BIGINT) = 0 OR id < CAST($1 AS BIGINT) ORDER BY id DESC LIMIT $2");
MOTCUA_SQL(kAppraisers, "SELECT field, account FROM indices_appraiser WHERE round = $1 ORDER BY field");
MOTCUA_SQL(kPutAppraiser,
           "INSERT INTO indices_appraiser (round, field, account) VALUES ($1, $2, $3) "
           "ON CONFLICT (round, field) DO UPDATE SET account = excluded.account");
MOTCUA_SQL(kDropAppraiser, "DELETE FROM indices_appraiser WHERE round = $1 AND field = $2");

#define INDICES_CARD "id, round, unit, state, total, rank, grade, version"
MOTCUA_SQL(kAddCard, "INSERT INTO indices_card (" INDICES_CARD ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
MOTCUA_SQL(kSetCard, "UPDATE indices_card SET state = $2, total = $3, rank = $4, grade = $5, version = $6 WHERE id = $1");
MOTCUA_SQL(kCard, "SELECT " INDICES_CARD " FROM indices_card WHERE round = $1 AND unit = $2");
MOTCUA_SQL(kCardById, "SELECT " INDICES_CARD " FROM indices_card WHERE id = $1");
MOTCUA_SQL(kCards, "SELECT " INDICES_CARD " FROM indices_card WHERE round = $1 ORDER BY id");

#define INDICES_ANSWER "id, card, item, stage, choice, part, whole, not_applicable, points, reason, note, by_account, by_name, at"
MOTCUA_SQL(kAddAnswer,
           "INSERT INTO indices_answer (" INDICES_ANSWER ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
MOTCUA_SQL(kAnswers, "SELECT " INDICES_ANSWER " FROM indices_answer WHERE card = $1 ORDER BY id");

#define INDICES_EVIDENCE "id, card, item, kind, title, number, day, link, by_account, by_name, at, withdrawn_at"
MOTCUA_SQL(kAddEvidence, "INSERT INTO indices_evidence (" INDICES_EVIDENCE ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kWithdrawEvidence, "UPDATE indices_evidence SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL");
MOTCUA_SQL(kEvidenceOf, "SELECT " INDICES_EVIDENCE " FROM indices_evidence WHERE card = $1 ORDER BY id");
MOTCUA_SQL(kPutCardFact, "INSERT INTO indices_card_fact (card, fact, value) VALUES ($1, $2, $3)");
MOTCUA_SQL(kCardFacts, "SELECT fact, value FROM indices_card_fact WHERE card = $1 ORDER BY fact");

#define INDICES_FACT "id, unit, fact, from_day, to_day, value, source, by_account, by_name, at, withdrawn_at, version"
MOTCUA_SQL(kAddFact, "INSERT INTO indices_fact (" INDICES_FACT ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
MOTCUA_SQL(kWithdrawFact, "UPDATE indices_fact SET withdrawn_at = $2, version = $3 WHERE id = $1");
MOTCUA_SQL(kFact, "SELECT " INDICES_FACT " FROM indices_fact WHERE id = $1");
MOTCUA_SQL(kFactsWithin, "SELECT " INDICES_FACT
                         " FROM indices_fact WHERE unit = $1 AND from_day >= $2 AND to_day <= $3 AND withdrawn_at IS NULL "
                         "ORDER BY to_day, id");
MOTCUA_SQL(kFactsOf, "SELECT " INDICES_FACT
                     " FROM indices_fact WHERE unit = $1 AND (CAST($2 AS BIGINT) = 0 OR id < CAST($2 AS BIGINT)) "
                     "AND withdrawn_at IS NULL ORDER BY id DESC LIMIT $3");

#define INDICES_SERIES "id, code, unit, year, part, score, rank, source, by_account, by_name, at, withdrawn_at, version"
MOTCUA_SQL(kAddSeries, "INSERT INTO indices_series (" INDICES_SERIES ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
MOTCUA_SQL(kWithdrawSeries, "UPDATE indices_series SET withdrawn_at = $2, version = $3 WHERE id = $1");
MOTCUA_SQL(kSeriesRow, "SELECT " INDICES_SERIES " FROM indices_series WHERE id = $1");
MOTCUA_SQL(kSeries, "SELECT " INDICES_SERIES " FROM indices_series WHERE unit = $1 AND withdrawn_at IS NULL ORDER BY code, year, part, id");

MOTCUA_SQL(kSetIds, "SELECT id FROM indices_set ORDER BY id");
MOTCUA_SQL(kRoundIds, "SELECT id FROM indices_round ORDER BY id");
MOTCUA_SQL(kCardIds, "SELECT id FROM indices_card ORDER BY id");
MOTCUA_SQL(kFactIds, "SELECT id FROM indices_fact ORDER BY id");
MOTCUA_SQL(kSeriesIds, "SELECT id FROM indices_series ORDER BY id");

namespace {

std::optional<std::int64_t> stored(const std::optional<Fraction>& f) { return f ? std::optional(f->to_scaled(kScale)) : std::nullopt; }
std::optional<Fraction> read(const std::optional<std::int64_t>& n) {
  return n ? std::optional(Fraction::scaled(*n, kScale)) : std::nullopt;
}
std::optional<std::int64_t> rank_of(int rank) { return rank > 0 ? std::optional<std::int64_t>(rank) : std::nullopt; }

SetRow set_row(const Row& r) {
  return {.id = {r.i64(0)},
          .code = r.text(1),
          .kind = r.text(2),
          .name = r.text(3),
          .valid_from = r.day(4),
          .valid_to = r.opt_day(5),
          .file = r.text(6),
          .body = r.text(7),
          .sha256 = r.text(8),
          .imported_at = r.instant(9),
          .imported_by = {r.i64(10)},
          .version = r.i64(11)};
}
RoundRow round_row(const Row& r) {
  return {.id = {r.i64(0)},
          .set = {r.i64(1)},
          .owner = {r.i64(2)},
          .name = r.text(3),
          .from = r.day(4),
          .to = r.day(5),
          .self_due = r.day(6),
          .appraisal_due = r.day(7),
          .published = r.view(8) == "published",
          .decision = r.text(9),
          .created_at = r.instant(10),
          .created_by = {r.i64(11)},
          .published_at = r.opt_instant(12),
          .version = r.i64(13)};
}
CardRow card_row(const Row& r) {
  return {.id = {r.i64(0)},
          .round = {r.i64(1)},
          .unit = {r.i64(2)},
          .state = named<CardState>(kCardStates, r.view(3)),
          .total = read(r.opt_i64(4)),
          .rank = r.i32(5),
          .grade = r.text(6),
          .version = r.i64(7)};
}
AnswerRow answer_row(const Row& r) {
  return {.id = r.i64(0),
          .card = {r.i64(1)},
          .item = r.text(2),
          .stage = named<Stage>(kStages, r.view(3)),
          .answer = {.choice = r.text(4), .part = read(r.opt_i64(5)), .whole = read(r.opt_i64(6)), .not_applicable = r.boolean(7)},
          .points = read(r.opt_i64(8)),
          .reason = r.text(9),
          .note = r.text(10),
          .by = {r.i64(11)},
          .by_name = r.text(12),
          .at = r.instant(13)};
}
EvidenceRow evidence_row(const Row& r) {
  return {.id = r.i64(0),
          .card = {r.i64(1)},
          .item = r.text(2),
          .kind = named<EvidenceKind>(kEvidence, r.view(3)),
          .title = r.text(4),
          .number = r.text(5),
          .day = r.opt_day(6),
          .link = r.text(7),
          .by = {r.i64(8)},
          .by_name = r.text(9),
          .at = r.instant(10),
          .withdrawn_at = r.opt_instant(11)};
}
FactRow fact_row(const Row& r) {
  return {.id = r.i64(0),
          .unit = {r.i64(1)},
          .fact = r.text(2),
          .from = r.day(3),
          .to = r.day(4),
          .value = Fraction::scaled(r.i64(5), kScale),
          .source = r.text(6),
          .by = {r.i64(7)},
          .by_name = r.text(8),
          .at = r.instant(9),
          .withdrawn_at = r.opt_instant(10),
          .version = r.i64(11)};
}
SeriesRow series_row_of(const Row& r) {
  return {.id = r.i64(0),
          .code = r.text(1),
          .unit = {r.i64(2)},
          .year = r.i32(3),
          .part = r.text(4),
          .score = Fraction::scaled(r.i64(5), kScale),
          .rank = r.i32(6),
          .source = r.text(7),
          .by = {r.i64(8)},
          .by_name = r.text(9),
          .at = r.instant(10),
          .withdrawn_at = r.opt_instant(11),
          .version = r.i64(12)};
}

}  // namespace

void insert(Tx& tx, const SetRow& s) {
  tx.exec(kAddSet, s.id, s.code, s.kind, s.name, s.valid_from, s.valid_to, s.file, s.body, s.sha256, s.imported_at, s.imported_by,
          s.version);
}
void replace_body(Tx& tx, const SetRow& s) {
  tx.exec(kReplaceSet, s.id, s.kind, s.name, s.valid_to, s.file, s.body, s.sha256, s.imported_at, s.imported_by, s.version);
}
std::vector<SetRow> sets(ReadTx& tx) { return tx.all<SetRow>(kSets, set_row); }
std::optional<SetRow> set(ReadTx& tx, SetId id) { return tx.one<SetRow>(kSet, set_row, id); }
bool set_used(ReadTx& tx, SetId id) { return tx.number(kSetUsed, id) > 0; }

void insert(Tx& tx, const RoundRow& r) {
  tx.exec(kAddRound, r.id, r.set, r.owner, r.name, r.from, r.to, r.self_due, r.appraisal_due, r.published ? "published" : "open",
          r.decision, r.created_at, r.created_by, r.published_at, r.version);
}
void update(Tx& tx, const RoundRow& r) {
  tx.exec(kSetRound, r.id, r.name, r.self_due, r.appraisal_due, r.published ? "published" : "open", r.decision, r.published_at, r.version);
}
std::optional<RoundRow> round(ReadTx& tx, RoundId id) { return tx.one<RoundRow>(kRound, round_row, id); }
std::vector<RoundRow> rounds(ReadTx& tx, std::int64_t before, int limit) { return tx.all<RoundRow>(kRounds, round_row, before, limit); }
std::map<std::string, AccountId> appraisers(ReadTx& tx, RoundId round) {
  std::map<std::string, AccountId> found;
  tx.each(
      kAppraisers, [&](const Row& r) { found.emplace(r.text(0), AccountId{r.i64(1)}); }, round);
  return found;
}
void put_appraiser(Tx& tx, RoundId round, std::string_view field, AccountId account) { tx.exec(kPutAppraiser, round, field, account); }
void drop_appraiser(Tx& tx, RoundId round, std::string_view field) { tx.exec(kDropAppraiser, round, field); }

void insert(Tx& tx, const CardRow& c) {
  tx.exec(kAddCard, c.id, c.round, c.unit, word(c.state), stored(c.total), rank_of(c.rank), c.grade, c.version);
}
void update(Tx& tx, const CardRow& c) { tx.exec(kSetCard, c.id, word(c.state), stored(c.total), rank_of(c.rank), c.grade, c.version); }
std::optional<CardRow> card(ReadTx& tx, RoundId round, UnitId unit) { return tx.one<CardRow>(kCard, card_row, round, unit); }
std::optional<CardRow> card(ReadTx& tx, CardId id) { return tx.one<CardRow>(kCardById, card_row, id); }
std::vector<CardRow> cards(ReadTx& tx, RoundId round) { return tx.all<CardRow>(kCards, card_row, round); }
void insert(Tx& tx, const AnswerRow& a) {
  tx.exec(kAddAnswer, a.id, a.card, a.item, word(a.stage), a.answer.choice, stored(a.answer.part), stored(a.answer.whole),
          a.answer.not_applicable, stored(a.points), a.reason, a.note, a.by, a.by_name, a.at);
}
std::vector<AnswerRow> answers(ReadTx& tx, CardId card) { return tx.all<AnswerRow>(kAnswers, answer_row, card); }
void insert(Tx& tx, const EvidenceRow& e) {
  tx.exec(kAddEvidence, e.id, e.card, e.item, word(e.kind), e.title, e.number, e.day, e.link, e.by, e.by_name, e.at, e.withdrawn_at);
}
void withdraw_evidence(Tx& tx, std::int64_t id, Instant at) { tx.exec(kWithdrawEvidence, id, at); }
std::vector<EvidenceRow> evidence(ReadTx& tx, CardId card) { return tx.all<EvidenceRow>(kEvidenceOf, evidence_row, card); }
void put_fact(Tx& tx, CardId card, std::string_view fact, Fraction value) { tx.exec(kPutCardFact, card, fact, value.to_scaled(kScale)); }
std::map<std::string, Fraction, std::less<>> card_facts(ReadTx& tx, CardId card) {
  std::map<std::string, Fraction, std::less<>> found;
  tx.each(
      kCardFacts, [&](const Row& r) { found.emplace(r.text(0), Fraction::scaled(r.i64(1), kScale)); }, card);
  return found;
}

void insert(Tx& tx, const FactRow& f) {
  tx.exec(kAddFact, f.id, f.unit, f.fact, f.from, f.to, f.value.to_scaled(kScale), f.source, f.by, f.by_name, f.at, f.withdrawn_at,
          f.version);
}
void withdraw_fact(Tx& tx, std::int64_t id, Instant at, std::int64_t version) { tx.exec(kWithdrawFact, id, at, version); }
std::optional<FactRow> fact(ReadTx& tx, std::int64_t id) { return tx.one<FactRow>(kFact, fact_row, id); }
std::vector<FactRow> facts_within(ReadTx& tx, UnitId unit, Day from, Day to) {
  return tx.all<FactRow>(kFactsWithin, fact_row, unit, from, to);
}
std::vector<FactRow> facts_of(ReadTx& tx, UnitId unit, std::int64_t before, int limit) {
  return tx.all<FactRow>(kFactsOf, fact_row, unit, before, limit);
}

void insert(Tx& tx, const SeriesRow& s) {
  tx.exec(kAddSeries, s.id, s.code, s.unit, s.year, s.part, s.score.to_scaled(kScale), rank_of(s.rank), s.source, s.by, s.by_name, s.at,
          s.withdrawn_at, s.version);
}
void withdraw_series(Tx& tx, std::int64_t id, Instant at, std::int64_t version) { tx.exec(kWithdrawSeries, id, at, version); }
std::optional<SeriesRow> series_row(ReadTx& tx, std::int64_t id) { return tx.one<SeriesRow>(kSeriesRow, series_row_of, id); }
std::vector<SeriesRow> series(ReadTx& tx, UnitId unit) { return tx.all<SeriesRow>(kSeries, series_row_of, unit); }

std::vector<std::int64_t> ids_of(ReadTx& tx, std::string_view object) {
  const auto id = [](const Row& r) { return r.i64(0); };
  if (object == "indices_set") return tx.all<std::int64_t>(kSetIds, id);
  if (object == "indices_round") return tx.all<std::int64_t>(kRoundIds, id);
  if (object == "indices_card") return tx.all<std::int64_t>(kCardIds, id);
  if (object == "indices_fact") return tx.all<std::int64_t>(kFactIds, id);
  return tx.all<std::int64_t>(kSeriesIds, id);
}

}  // namespace motcua::indices::table
