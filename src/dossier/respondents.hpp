// Whom a survey may ask about a dossier: what it is drawn by, without anything personal leaving this slice.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

struct Respondent {
  std::string code, field_name;
  UnitId received_unit;
  std::string person;  // the same for all dossiers of one applicant; a keyed hash, no name and no number
};
// In the order of the codes; those that are no dossier are left out.
std::vector<Respondent> respondents(Dossiers& dossiers, std::span<const std::string> codes, std::string_view key);

}  // namespace motcua::dossier
