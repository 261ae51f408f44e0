// What the page of a case shows beside the case itself. Private.
#pragma once

#include <optional>

#include "dossier/links.hpp"
#include "dossier/standstill.hpp"

namespace motcua::dossier {

struct CaseExtras {
  bool may_bundle = false;  // the dispute file
  std::optional<LinkNote> link;
  std::optional<Standstill> still{};  // it has not moved for longer than usual
};

}  // namespace motcua::dossier
