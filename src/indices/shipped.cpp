#include "indices/shipped.hpp"

#include "base/embedded.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> indices_sets();
}

namespace motcua::indices {

std::vector<SetFile> shipped_sets() {
  std::vector<SetFile> files;
  for (const auto& f : embedded::indices_sets()) files.push_back({std::string(f.name), std::string(f.bytes)});
  return files;
}

}  // namespace motcua::indices
