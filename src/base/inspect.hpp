// `motcua inspect`: what the system makes of an input, for support desks.
#pragma once

#include "base/command.hpp"

namespace motcua {

const Command& inspect_command();

}  // namespace motcua
