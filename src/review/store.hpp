// SQL ↔ types of this context. Private.
#pragma once

#include "review/review.hpp"

namespace motcua::review::table {

using store::ReadTx;
using store::Tx;

void insert(Tx& tx, const WageRow& row);
std::vector<WageRow> wages(ReadTx& tx);  // newest first
std::optional<WageRow> wage(ReadTx& tx, std::int64_t id);
void insert(Tx& tx, const PlanRow& row);
std::optional<PlanRow> plan(ReadTx& tx, PlanId id);
std::vector<PlanRow> plans(ReadTx& tx, std::int64_t before, int limit);  // newest first
Status insert(Tx& tx, const ItemRow& row);                               // conflict: the procedure is in the plan already
void update(Tx& tx, const ItemRow& row);
std::optional<ItemRow> item(ReadTx& tx, ItemId id);   // with steps
std::vector<ItemRow> items(ReadTx& tx, PlanId plan);  // with steps, in order of entry
void put_step(Tx& tx, ItemId item, const Step& step);
void drop_step(Tx& tx, ItemId item, std::int64_t step);

std::vector<std::int64_t> ids_of(ReadTx& tx, std::string_view object);
std::string content_of(ReadTx& tx, std::string_view object, std::int64_t id);
std::int64_t version_of(ReadTx& tx, std::string_view object, std::int64_t id);

}  // namespace motcua::review::table
