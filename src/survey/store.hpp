// Rows of surveys and dialogues ↔ types: lists. Single records: find, put, all_of of reform/record.hpp. Private to the slice.
#pragma once

#include <span>

#include "survey/records.hpp"

namespace motcua::survey::rows {

// Newest year first.
std::vector<Poll> polls(store::ReadTx& tx, std::span<const UnitId> units, int limit);
std::vector<Poll> public_polls(store::ReadTx& tx, int limit);  // announced and later
std::vector<Poll> closed_polls(store::ReadTx& tx, UnitId unit);
std::vector<PollDraw> draws(store::ReadTx& tx, std::int64_t poll, int after, int limit);  // by number
std::optional<PollDraw> draw_of_token(store::ReadTx& tx, std::string_view token_hash);
std::optional<PollDraw> draw_numbered(store::ReadTx& tx, std::int64_t poll, int number);
std::optional<PollDraw> next_reserve(store::ReadTx& tx, std::int64_t poll, UnitId unit);
std::vector<PollAnswer> answers(store::ReadTx& tx, std::int64_t poll);
std::int64_t answer_count(store::ReadTx& tx, std::int64_t poll);
std::int64_t drawn(store::ReadTx& tx, std::int64_t poll, DrawState state);

std::vector<SeriesPoint> series(store::ReadTx& tx, UnitId unit);  // by name and year
std::optional<SeriesPoint> series_point(store::ReadTx& tx, UnitId unit, std::string_view name, int year);

std::vector<Dialogue> dialogues(store::ReadTx& tx, std::span<const UnitId> units, int limit);
std::vector<Dialogue> public_dialogues(store::ReadTx& tx, int limit);
std::vector<DialogueQuestion> questions(store::ReadTx& tx, std::int64_t dialogue);
int next_question(store::ReadTx& tx, std::int64_t dialogue);

}  // namespace motcua::survey::rows
