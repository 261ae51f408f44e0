// For tests: where this checkout and this build are.
#pragma once

#include <filesystem>

namespace motcua {

std::filesystem::path source_dir();
std::filesystem::path binary_dir();

}  // namespace motcua
