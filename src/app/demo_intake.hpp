// The plainest dossier of a demonstration: at the counter, certification of a contract unless said otherwise, all its papers, paid in cash.
#pragma once

#include <random>

#include "app/compose.hpp"

namespace motcua::app {

// Two working days, so that early, on time and late can be told apart.
inline constexpr std::string_view kPlainProcedure = "2.000913";
Result<dossier::Intake> plain_intake(Services& services, std::mt19937_64& random, dossier::UnitId desk, std::string form_id,
                                     std::string_view address, std::string_view procedure = kPlainProcedure);

}  // namespace motcua::app
