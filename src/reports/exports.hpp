// Reports as papers and spreadsheets, laid out as the official forms are.
#pragma once

#include <string>
#include <vector>

#include "print/document.hpp"
#include "print/heading.hpp"
#include "print/sheet.hpp"
#include "reports/reports.hpp"

namespace motcua::reports {

// A printed line: a section with its sum, a row, the total.
struct Line {
  std::string number, name;
  std::vector<std::int64_t> values;
  bool strong = false;
  RowKey key;
};
std::vector<Line> lines_of(const Report& report);

std::string name_heading(const Form& form);                        // of the second column
print::Heading heading_of(const Form& form);                       // group, subgroup, column; STT and name reach over all rows
std::string full_heading(const Form& form, const Column& column);  // "Số lượng hồ sơ tiếp nhận – Trong kỳ – Trực tiếp"
std::string period_words(const Question& question);                // "Từ ngày 15/10/2026 đến ngày 14/11/2026"
std::string cut_words(const Report& report);                       // what moment the figures stand for, as known when

print::Sheet sheet_of(const Report& report);
print::Sheet sheet_of(const CellList& list, const Question& question);
// Head of the official forms: number at the left, title and period in the middle, who reports to whom at the right.
struct OfficialHead {
  std::string code{}, basis{}, title{}, period{}, days{}, reporter{}, receiver{};  // no code: a table of ours
};
void official_head(print::Document& doc, const OfficialHead& head);
// A4 landscape.
std::string pdf_of(const Report& report);
std::string json_of(const Report& report);

}  // namespace motcua::reports
