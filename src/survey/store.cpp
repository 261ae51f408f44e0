#include "survey/store.hpp"

#include "reform/store_record.hpp"
#include "survey/survey.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> survey_migrations();
}

namespace motcua::reform {
using survey::Dialogue;
using survey::DialogueQuestion;
using survey::Poll;
using survey::PollAnswer;
using survey::PollDraw;
using survey::SeriesPoint;
MOTCUA_REFORM_TABLE(Poll)
MOTCUA_REFORM_TABLE(PollDraw)
MOTCUA_REFORM_TABLE(PollAnswer)
MOTCUA_REFORM_TABLE(SeriesPoint)
MOTCUA_REFORM_TABLE(Dialogue)
MOTCUA_REFORM_TABLE(DialogueQuestion)

namespace {
MOTCUA_REFORM_LIST(kPublicPolls, Poll, "WHERE state <> 'draft' ORDER BY year DESC, id DESC LIMIT $1");
MOTCUA_REFORM_LIST(kClosedPolls, Poll, "WHERE unit_id = $1 AND state = 'closed' ORDER BY year, id");
MOTCUA_REFORM_LIST(kDraws, PollDraw, "WHERE poll = $1 AND number > $2 ORDER BY number LIMIT $3");
MOTCUA_REFORM_LIST(kDrawOfToken, PollDraw, "WHERE token_hash = $1");
MOTCUA_REFORM_LIST(kDrawNumbered, PollDraw, "WHERE poll = $1 AND number = $2");
MOTCUA_REFORM_LIST(kNextReserve, PollDraw, "WHERE poll = $1 AND unit_id = $2 AND state = 'reserve' ORDER BY number LIMIT 1");
MOTCUA_REFORM_LIST(kAnswers, PollAnswer, "WHERE poll = $1 ORDER BY id");
MOTCUA_SQL(kAnswerCount, "SELECT COUNT(*) FROM survey_answer WHERE poll = $1");
MOTCUA_SQL(kDrawn, "SELECT COUNT(*) FROM survey_draw WHERE poll = $1 AND state = $2");
MOTCUA_REFORM_LIST(kSeriesOfUnit, SeriesPoint, "WHERE unit_id = $1 ORDER BY name, year");
MOTCUA_REFORM_LIST(kSeriesPoint, SeriesPoint, "WHERE unit_id = $1 AND name = $2 AND year = $3");
MOTCUA_REFORM_LIST(kPublicDialogues, Dialogue, "WHERE state <> 'planned' ORDER BY year DESC, id DESC LIMIT $1");
MOTCUA_REFORM_LIST(kQuestions, DialogueQuestion, "WHERE dialogue = $1 ORDER BY number");
MOTCUA_SQL(kNextQuestion, "SELECT COALESCE(MAX(number), 0) + 1 FROM survey_question WHERE dialogue = $1");
}  // namespace
}  // namespace motcua::reform

namespace motcua::survey {

store::MigrationSet migrations() { return {"survey", embedded::survey_migrations()}; }

namespace rows {

using namespace reform;
using store::Query;
using store::ReadTx;

namespace {
// " (?, ?, ?)"; an empty list matches nothing.
void add_units(Query& q, std::span<const UnitId> units) {
  q.add(" (NULL");
  for (const auto u : units) q.add(", ?", u);
  q.add(")");
}
template <class T> std::vector<T> queried(ReadTx& tx, const Query& q) {
  std::vector<T> out;
  tx.each(q, [&](const store::Row& r) { out.push_back(from_row<T>(r)); });
  return out;
}
}  // namespace

std::vector<Poll> polls(ReadTx& tx, std::span<const UnitId> units, int limit) {
  Query q{"survey.polls", kSelect<Poll, "WHERE unit_id IN">.chars.data()};
  add_units(q, units);
  q.add(" ORDER BY year DESC, id DESC LIMIT ?", limit);
  return queried<Poll>(tx, q);
}
std::vector<Poll> public_polls(ReadTx& tx, int limit) { return tx.all<Poll>(kPublicPolls, from_row<Poll>, limit); }
std::vector<Poll> closed_polls(ReadTx& tx, UnitId unit) { return tx.all<Poll>(kClosedPolls, from_row<Poll>, unit); }
std::vector<PollDraw> draws(ReadTx& tx, std::int64_t poll, int after, int limit) {
  return tx.all<PollDraw>(kDraws, from_row<PollDraw>, poll, after, limit);
}
std::optional<PollDraw> draw_of_token(ReadTx& tx, std::string_view token_hash) {
  return tx.one<PollDraw>(kDrawOfToken, from_row<PollDraw>, token_hash);
}
std::optional<PollDraw> draw_numbered(ReadTx& tx, std::int64_t poll, int number) {
  return tx.one<PollDraw>(kDrawNumbered, from_row<PollDraw>, poll, number);
}
std::optional<PollDraw> next_reserve(ReadTx& tx, std::int64_t poll, UnitId unit) {
  return tx.one<PollDraw>(kNextReserve, from_row<PollDraw>, poll, unit);
}
std::vector<PollAnswer> answers(ReadTx& tx, std::int64_t poll) { return tx.all<PollAnswer>(kAnswers, from_row<PollAnswer>, poll); }
std::int64_t answer_count(ReadTx& tx, std::int64_t poll) { return tx.number(kAnswerCount, poll); }
std::int64_t drawn(ReadTx& tx, std::int64_t poll, DrawState state) { return tx.number(kDrawn, poll, word(state)); }

std::vector<SeriesPoint> series(ReadTx& tx, UnitId unit) { return tx.all<SeriesPoint>(kSeriesOfUnit, from_row<SeriesPoint>, unit); }
std::optional<SeriesPoint> series_point(ReadTx& tx, UnitId unit, std::string_view name, int year) {
  return tx.one<SeriesPoint>(kSeriesPoint, from_row<SeriesPoint>, unit, name, year);
}

std::vector<Dialogue> dialogues(ReadTx& tx, std::span<const UnitId> units, int limit) {
  Query q{"survey.dialogues", kSelect<Dialogue, "WHERE unit_id IN">.chars.data()};
  add_units(q, units);
  q.add(" ORDER BY year DESC, id DESC LIMIT ?", limit);
  return queried<Dialogue>(tx, q);
}
std::vector<Dialogue> public_dialogues(ReadTx& tx, int limit) { return tx.all<Dialogue>(kPublicDialogues, from_row<Dialogue>, limit); }
std::vector<DialogueQuestion> questions(ReadTx& tx, std::int64_t dialogue) {
  return tx.all<DialogueQuestion>(kQuestions, from_row<DialogueQuestion>, dialogue);
}
int next_question(ReadTx& tx, std::int64_t dialogue) { return static_cast<int>(tx.number(kNextQuestion, dialogue)); }

}  // namespace rows
}  // namespace motcua::survey
