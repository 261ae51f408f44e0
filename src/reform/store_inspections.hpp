// Lists of inspections. Private to the slice.
#pragma once

#include <span>

#include "reform/inspection_records.hpp"

namespace motcua::reform::rows {

std::vector<Round> rounds(store::ReadTx& tx, std::span<const UnitId> units, int limit);
std::vector<Visit> visits(store::ReadTx& tx, std::int64_t round);
std::vector<Score> scores(store::ReadTx& tx, std::int64_t visit);
std::optional<Score> score(store::ReadTx& tx, std::int64_t visit, std::string_view code);
std::vector<Sample> samples(store::ReadTx& tx, std::int64_t visit);
std::vector<Finding> findings_of_visit(store::ReadTx& tx, std::int64_t visit);
std::vector<Finding> findings_of_round(store::ReadTx& tx, std::int64_t round);
std::vector<Finding> findings_of_unit(store::ReadTx& tx, UnitId unit, std::string_view code);
// Of these units, or to be remedied by one of them, or found by a round of one of them; nearest term first.
std::vector<Finding> findings(store::ReadTx& tx, std::span<const UnitId> units, bool only_open, int limit);
std::vector<Recheck> rechecks_of_visit(store::ReadTx& tx, std::int64_t visit);
std::vector<Recheck> rechecks_of_finding(store::ReadTx& tx, std::int64_t finding);
std::optional<Recheck> recheck(store::ReadTx& tx, std::int64_t visit, std::int64_t finding);
std::vector<Evidence> evidence(store::ReadTx& tx, std::int64_t finding);

}  // namespace motcua::reform::rows
