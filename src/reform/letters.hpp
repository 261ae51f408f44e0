// What this slice prints on paper. Layout by Nghị định 30/2020/NĐ-CP as the other papers of the program have it.
#pragma once

#include <string>

#include "print/document.hpp"
#include "reform/plans.hpp"

namespace motcua::reform {

// Who issues a paper, and the place that stands before its date.
struct Issuer {
  std::string name, place;
};
Issuer issuer_of(const Base& base, UnitId unit);
// National header with the issuing unit; moves below it. The title stands under it, centred; a letter has none, what it is about stands
// under its number.
void paper_head(print::Document& doc, const Issuer& issuer, const std::string& number, Day day, const std::string& title,
                const std::string& about);
// "Nơi nhận:" at the left of the signature; does not move.
void receivers(print::Document& doc);
// Công văn đôn đốc: one unit, its overdue tasks.
std::string reminder_letter(const Plans::Letter& letter, const Issuer& issuer, Day today);

}  // namespace motcua::reform
