// How a dossier ended, as everybody with the link may know it: beside PublicView.
#pragma once

#include <optional>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

struct PublicEnd {
  std::optional<Instant> closed_at;  // withdrawn, stopped: no result will come
  bool refused = false;              // the result is a letter of refusal
};
PublicEnd public_end(const PublicView& view);

}  // namespace motcua::dossier
