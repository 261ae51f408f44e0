// Reports and proposals of a period: for the official form.
#pragma once

#include <span>
#include <vector>

#include "feedback/feedback.hpp"

namespace motcua::feedback {

// About behaviour and regulations, sent to these units, received before `to` and not answered before `from`; in order of receipt.
std::vector<Report> reports_between(store::ReadTx& tx, std::span<const UnitId> units, Instant from, Instant to);

}  // namespace motcua::feedback
