#include "base/json.hpp"
#include "dossier/facts.hpp"
#include "store/lists.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {

MOTCUA_SQL(kMovesAfter,
           "SELECT id, object_id, seq, at, recorded_at, actor, unit, kind, payload FROM store_journal "
           "WHERE id > $1 AND id <= $2 AND object = 'dossier' ORDER BY id LIMIT $3");
MOTCUA_SQL(kMovesOf,
           "SELECT id, object_id, seq, at, recorded_at, actor, unit, kind, payload FROM store_journal "
           "WHERE object = 'dossier' AND object_id = $1 ORDER BY seq");

State state_from(const Json& pair) {
  return {biz_state_from(pair.at(0).text().value_or("")).value_or(BizState::none),
          work_sub_from(pair.at(1).text().value_or("")).value_or(WorkSub::none)};
}

namespace {
// A number, or a number written as text (facts of a move are texts).
std::optional<std::int64_t> number(const Json& value) {
  if (const auto n = value.integer()) return n;
  const auto text = value.text();
  if (!text || text->empty()) return std::nullopt;
  std::int64_t n = 0;
  for (const char c : *text) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + (c - '0');
  }
  return n;
}

void open_payload(JournalMove& m, std::string_view payload) {
  const auto parsed = Json::parse(payload);
  ensure(parsed.has_value(), "the payload of a dossier's journal is JSON");
  const auto& json = *parsed;
  if (json["action"].text()) {
    m.moves = true;
    m.from = state_from(json["from"]);
    m.to = state_from(json["to"]);
  }
  if (const auto due = number(json["due_at"])) m.due_at = from_us(*due);
  m.reason = std::string(json["reason"].text().value_or(""));
  if (!json["procedure"].text()) return;
  CaseFacts f;
  f.code = std::string(json["code"].text().value_or(""));
  f.procedure = std::string(*json["procedure"].text());
  f.field = std::string(json["field"].text().value_or(""));
  f.version = {number(json["version"]).value_or(0)};
  f.received_unit = {number(json["received_unit"]).value_or(0)};
  f.competent_unit = {number(json["competent_unit"]).value_or(0)};
  f.channel = channel_from(json["channel"].text().value_or("")).value_or(Channel::counter);
  f.entered_late = m.reason.starts_with("Nhập lùi ngày");
  m.facts = std::move(f);
}

JournalMove move_from(const store::Row& r) {
  JournalMove m{.journal_id = r.i64(0),
                .dossier = {r.i64(1)},
                .seq = r.i64(2),
                .at = r.instant(3),
                .recorded_at = r.instant(4),
                .actor = {r.i64(5)},
                .unit = {r.i64(6)},
                .kind = r.text(7)};
  open_payload(m, r.view(8));
  return m;
}
}  // namespace

std::int64_t each_move(store::ReadTx& tx, std::int64_t after, std::int64_t upto, int limit,
                       const std::function<void(const JournalMove&)>& visit) {
  std::int64_t last = after;
  int count = 0;
  tx.each(
      kMovesAfter,
      [&](const store::Row& r) {
        last = r.i64(0);
        ++count;
        visit(move_from(r));
      },
      after, upto, limit);
  return count < limit ? upto : last;
}

std::vector<JournalMove> moves_of(store::ReadTx& tx, DossierId dossier) { return tx.all<JournalMove>(kMovesOf, move_from, dossier); }

std::optional<std::string> each_history(
    store::ReadTx& tx, const std::function<std::optional<std::string>(DossierId, const std::vector<JournalMove>&)>& visit) {
  return store::replay(tx, "dossier", [&](std::int64_t id, std::span<const store::JournalRow> rows) {
    std::vector<JournalMove> moves;
    moves.reserve(rows.size());
    for (const auto& r : rows) {
      moves.push_back({.journal_id = r.id,
                       .dossier = {id},
                       .seq = r.seq,
                       .at = r.at,
                       .recorded_at = r.recorded_at,
                       .actor = {r.actor},
                       .unit = {r.unit},
                       .kind = r.kind});
      open_payload(moves.back(), r.payload);
    }
    return visit({id}, moves);
  });
}

void each_moves_of(store::ReadTx& tx, std::span<const DossierId> dossiers, const std::function<void(const JournalMove&)>& visit) {
  constexpr std::size_t kAtOnce = 400;
  for (std::size_t i = 0; i < dossiers.size(); i += kAtOnce) {
    store::Query q{"dossier.facts_moves",
                   "SELECT id, object_id, seq, at, recorded_at, actor, unit, kind, payload FROM store_journal "
                   "WHERE object = 'dossier'"};
    store::add_list(q, " AND object_id IN (", dossiers.subspan(i, std::min(kAtOnce, dossiers.size() - i))).add(" ORDER BY object_id, seq");
    tx.each(q, [&](const store::Row& r) { visit(move_from(r)); });
  }
}

}  // namespace motcua::dossier
