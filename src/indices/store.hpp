// SQL ↔ types of this context. Private.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indices/rows.hpp"
#include "store/db.hpp"

namespace motcua::indices::table {

using store::ReadTx;
using store::Tx;

void insert(Tx& tx, const SetRow& row);
void replace_body(Tx& tx, const SetRow& row);
std::vector<SetRow> sets(ReadTx& tx);  // by code, newest first; with bodies
std::optional<SetRow> set(ReadTx& tx, SetId id);
bool set_used(ReadTx& tx, SetId id);

void insert(Tx& tx, const RoundRow& row);
void update(Tx& tx, const RoundRow& row);
std::optional<RoundRow> round(ReadTx& tx, RoundId id);
// Before `before` (newest first; 0: from the beginning).
std::vector<RoundRow> rounds(ReadTx& tx, std::int64_t before, int limit);
std::map<std::string, AccountId> appraisers(ReadTx& tx, RoundId round);
void put_appraiser(Tx& tx, RoundId round, std::string_view field, AccountId account);
void drop_appraiser(Tx& tx, RoundId round, std::string_view field);

void insert(Tx& tx, const CardRow& row);
void update(Tx& tx, const CardRow& row);
std::optional<CardRow> card(ReadTx& tx, RoundId round, UnitId unit);
std::optional<CardRow> card(ReadTx& tx, CardId id);
std::vector<CardRow> cards(ReadTx& tx, RoundId round);
void insert(Tx& tx, const AnswerRow& row);
std::vector<AnswerRow> answers(ReadTx& tx, CardId card);  // in order
void insert(Tx& tx, const EvidenceRow& row);
void withdraw_evidence(Tx& tx, std::int64_t id, Instant at);
std::vector<EvidenceRow> evidence(ReadTx& tx, CardId card);  // withdrawn ones too
void put_fact(Tx& tx, CardId card, std::string_view fact, Fraction value);
std::map<std::string, Fraction, std::less<>> card_facts(ReadTx& tx, CardId card);

void insert(Tx& tx, const FactRow& row);
void withdraw_fact(Tx& tx, std::int64_t id, Instant at, std::int64_t version);
std::optional<FactRow> fact(ReadTx& tx, std::int64_t id);
// In force, whose days lie within these; for a figure the one that ends last comes last.
std::vector<FactRow> facts_within(ReadTx& tx, UnitId unit, Day from, Day to);
std::vector<FactRow> facts_of(ReadTx& tx, UnitId unit, std::int64_t before, int limit);  // newest entry first

void insert(Tx& tx, const SeriesRow& row);
void withdraw_series(Tx& tx, std::int64_t id, Instant at, std::int64_t version);
std::optional<SeriesRow> series_row(ReadTx& tx, std::int64_t id);
std::vector<SeriesRow> series(ReadTx& tx, UnitId unit);  // in force

// For verify: what an object is now, as one text; empty when it is not there.
std::string content_of(ReadTx& tx, std::string_view object, std::int64_t id);
std::int64_t version_of(ReadTx& tx, std::string_view object, std::int64_t id);
std::vector<std::int64_t> ids_of(ReadTx& tx, std::string_view object);
std::span<const std::string_view> objects();

}  // namespace motcua::indices::table
