// Reports and proposals of a period: for the official form.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "feedback/feedback.hpp"

namespace motcua::feedback {

// About behaviour and regulations, sent to these units, received before `to` and not answered before `from`; in order of receipt.
std::vector<Report> reports_between(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to);

// Codes of dossiers received in these units that people judged with one or two stars of five, or reported behaviour about, in [from, to).
std::set<std::string> discontent(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to);

}  // namespace motcua::feedback
