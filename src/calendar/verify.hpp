// What `motcua verify` checks of this context: every rule, every day and every decision is what its journal says.
#pragma once

#include <vector>

#include "store/verify.hpp"

namespace motcua::calendar {

std::vector<store::Verifier> verifiers();

}  // namespace motcua::calendar
