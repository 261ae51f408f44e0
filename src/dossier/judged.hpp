// What a judgement of the service is about: the dossier, whose desk and which division it went through.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

struct Judged {
  DossierId id;
  std::string code, procedure_code, procedure_name, received_by, officer;
  UnitId received_unit, settling_unit;
  std::string received_unit_name;
  Channel channel{};
  bool ended = false;  // returned, withdrawn, stopped: the service is over and can be judged
  std::optional<Instant> ended_at;
  bool late = false;
};
std::optional<Judged> judged_by_link(Dossiers& dossiers, std::string_view token);

}  // namespace motcua::dossier
