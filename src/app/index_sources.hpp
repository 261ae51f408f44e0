// What slices above the dossiers tell index 766: reports of people and their judgements.
#pragma once

#include "indices/live.hpp"

namespace motcua::app {

class FeedbackIndexSource final : public indices::LiveSource {
 public:
  void add(store::ReadTx& tx, std::span<const identity::UnitId> units, Instant from, Instant to, indices::LiveFacts& facts) const override;
};
indices::LiveSources index_sources();

}  // namespace motcua::app
