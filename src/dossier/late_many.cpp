// Who caused the delay, of many dossiers at once; for figures.
#include "dossier/service.hpp"
#include "dossier/service_lateness.hpp"

namespace motcua::dossier {

std::vector<LateView> Lateness::split_many(store::ReadTx& tx, std::span<const DossierId> dossiers) {
  std::vector<LateView> views;
  for (const auto id : dossiers) {
    const auto c = find_case(tx, id);
    if (!c) continue;
    if (auto view = late_view(s(), *c, steps_of(tx, id))) views.push_back(*std::move(view));
  }
  return views;
}

}  // namespace motcua::dossier
