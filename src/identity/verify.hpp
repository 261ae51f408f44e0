// What `motcua verify` checks of this context: units and accounts against the last state in their journal, and what is derived.
#pragma once

#include <vector>

#include "store/verify.hpp"

namespace motcua::identity {

std::vector<store::Verifier> verifiers();

}  // namespace motcua::identity
