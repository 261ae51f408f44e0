// The periodic report on paper and as a spreadsheet.
#pragma once

#include <string>

#include "reform/letters.hpp"
#include "reform/plan_reports.hpp"

namespace motcua::reform {

std::string report_pdf(const PlanReportView& v, const Issuer& issuer);
std::string report_xlsx(const PlanReportView& v);

}  // namespace motcua::reform
