// Forms of mixed_forms.hpp as papers and spreadsheets.
#pragma once

#include <string>
#include <vector>

#include "print/sheet.hpp"
#include "reports/mixed.hpp"

namespace motcua::reports {

std::string full_heading(const MixedColumn& c);                  // "PAKN đã xử lý – Tổng số"
std::string number_words(const MixedColumn& c);                  // "(8) = (9) + (10)"
std::string row_number(const MixedReport& r, std::size_t line);  // "I"; of the sum: empty
std::vector<std::string> notes_of(const MixedReport& r);         // what is not complete, whose figures are entered
std::string mixed_moment_words(const MixedReport& r);            // as of when it is told
print::Sheet sheet_of(const MixedReport& r);
print::Sheet sheet_of(const MixedReport& r, const MixedCell& cell);
std::string pdf_of(const MixedReport& r);  // A4 landscape

}  // namespace motcua::reports
