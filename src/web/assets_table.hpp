// What assets/build.mjs writes: sorted by address. Empty in a build without node_modules.
#pragma once

#include <span>

#include "web/assets.hpp"

namespace motcua::web {
std::span<const Asset> asset_table();
}
