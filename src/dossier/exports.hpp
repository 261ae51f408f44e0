// Whole lists for spreadsheets and for the printed register: read page by page, each page its own short transaction. Private.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "print/sheet.hpp"

namespace motcua::dossier {

// All lines of a list as its reader may see them. An error when there are more than 20,000: the reader narrows the filter.
Result<std::vector<DossierRow>> all_of_worklist(Dossiers& dossiers, const Actor& actor, Tab tab, Filter filter);
// Lines of the register, oldest first. A period of at most one year; without one: this year until today (`filter` is completed).
Result<std::vector<DossierRow>> all_of_register(Dossiers& dossiers, const Actor& actor, Filter& filter, Day today);

print::Sheet worklist_sheet(std::string_view title, const std::vector<DossierRow>& rows);
// The columns of form 07.
print::Sheet register_sheet(std::string_view period, const std::vector<DossierRow>& rows);
std::string period_words(const Filter& filter);  // "Từ ngày 01/01/2026 đến ngày 25/11/2026"

// A list with names of people left the program: who, which unit, what for.
void log_export(identity::Identity& identity, const Actor& actor, Instant now, std::string_view purpose);

}  // namespace motcua::dossier
