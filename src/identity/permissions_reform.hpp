// Permissions of the management of reform; in the table of permissions.cpp like all others.
#pragma once

#include "web/http.hpp"

namespace motcua::identity {

inline constexpr web::Permission kReformRead{"reform.read"};      // plans, tasks, inspections, indicators
inline constexpr web::Permission kReformWork{"reform.work"};      // report for one's unit: proofs, notes, remedies, counts
inline constexpr web::Permission kReformManage{"reform.manage"};  // the standing body and the chair: plan, judge, inspect, conclude

}  // namespace motcua::identity
