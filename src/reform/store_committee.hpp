// Lists of committees. Private to the slice.
#pragma once

#include "reform/committee_records.hpp"

namespace motcua::reform::rows {

std::vector<Member> members(store::ReadTx& tx, std::int64_t committee);
std::vector<CommitteePaper> papers(store::ReadTx& tx, std::int64_t committee, std::int64_t session);
std::vector<Session> sessions(store::ReadTx& tx, std::int64_t committee);
std::vector<Item> items(store::ReadTx& tx, std::int64_t session);

}  // namespace motcua::reform::rows
