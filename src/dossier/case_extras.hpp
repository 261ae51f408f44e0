// What the page of a case shows beside the case itself. Private.
#pragma once

#include <optional>

#include "dossier/links.hpp"

namespace motcua::dossier {

struct CaseExtras {
  bool may_bundle = false;  // the dispute file
  std::optional<LinkNote> link;
};

}  // namespace motcua::dossier
