// Indices as spreadsheets and papers.
#pragma once

#include <string>

#include "indices/indices.hpp"
#include "print/sheet.hpp"

namespace motcua::indices {

print::Sheet sheet_of(const IndexView& index);
print::Sheet sheet_of(const RoundView& round);
print::Sheet sheet_of(const CardView& card);  // columns of the scoring form
std::string pdf_of(const CardView& card);     // A4 landscape

}  // namespace motcua::indices
