// SQL of uses. Private.
#pragma once

#include "reports/store.hpp"

namespace motcua::reports {

// What was received in [span.from, span.to), with its procedure.
void received_by_procedure(store::ReadTx& tx, const Narrow& narrow, const DaySpanKnown& span,
                           const std::function<void(const Dimensions&, std::int64_t)>& visit);

}  // namespace motcua::reports
