// What `motcua verify` checks of this context: every procedure and every version of it is what its journal says.
#pragma once

#include <vector>

#include "store/verify.hpp"

namespace motcua::catalog {

std::vector<store::Verifier> verifiers();

}  // namespace motcua::catalog
