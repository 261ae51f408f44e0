#include "base/testing_paths.hpp"

namespace motcua {

std::filesystem::path source_dir() { return MOTCUA_SOURCE_DIR; }
std::filesystem::path binary_dir() { return MOTCUA_BINARY_DIR; }

}  // namespace motcua
