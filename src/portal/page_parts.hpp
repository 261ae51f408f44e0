// What several pages of the portal need.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/citizens.hpp"
#include "web/http.hpp"

namespace motcua::portal {

// "16:30 thứ Tư, 25/11/2026", as citizens read it.
inline std::string with_weekday(Instant t) { return vn_time(t) + " " + std::string(vn_weekday(day_of(t))) + ", " + vn_date(t); }

// Behind a route for citizens only: the permission is theirs alone.
inline const identity::Citizen& who(const web::Call& call) {
  const auto* citizen = identity::citizen_of(call);
  ensure(citizen != nullptr, "only citizens hold dossier.own");
  return *citizen;
}

}  // namespace motcua::portal
