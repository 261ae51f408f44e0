#include "base/embedded.hpp"
#include "catalog/catalog.hpp"
#include "catalog/pack.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> catalog_packs();
}

namespace motcua::catalog {

std::vector<PackFile> Catalog::shipped_packs() {
  std::vector<PackFile> packs;
  for (const auto& file : embedded::catalog_packs())
    if (!file.name.starts_with('_')) packs.push_back({std::string(file.name), std::string(file.bytes)});
  return packs;
}

const Units& Catalog::units() {
  static const Units units = [] {
    for (const auto& file : embedded::catalog_packs())
      if (file.name == "_units.yaml") {
        auto read = read_units(file.name, file.bytes);
        ensure(read.has_value(), read ? "" : read.error().message);
        return *std::move(read);
      }
    ensure(false, "_units.yaml is not embedded");
    return Units{};
  }();
  return units;
}

}  // namespace motcua::catalog
