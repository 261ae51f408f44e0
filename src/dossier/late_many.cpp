// Who caused the delay, of many dossiers at once; for figures.
#include "dossier/service.hpp"
#include "dossier/service_lateness.hpp"

namespace motcua::dossier {

std::vector<Lateness::LateOf> Lateness::split_many(store::ReadTx& tx, std::span<const DossierId> dossiers) {
  const auto cases = cases_of(tx, dossiers);
  const auto steps = steps_of(tx, dossiers);
  std::vector<LateOf> views;
  for (const auto id : dossiers) {
    const auto c = cases.find(id);
    if (c == cases.end()) continue;
    const auto own = steps.find(id);
    if (auto view = late_view(s(), c->second, own == steps.end() ? std::vector<StepRecord>{} : own->second))
      views.push_back({id, *std::move(view)});
  }
  return views;
}

}  // namespace motcua::dossier
