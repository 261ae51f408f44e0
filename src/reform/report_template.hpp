// Outline and annexes of the periodic reform report, as dated data; periods of reports. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "reform/words.hpp"

namespace motcua::reform {

enum class ReportKind : std::uint8_t { quarter, half_year, nine_months, year };
MOTCUA_WORDS(ReportKind, {"quarter", "Báo cáo quý"}, {"half_year", "Báo cáo 6 tháng"}, {"nine_months", "Báo cáo 9 tháng"},
             {"year", "Báo cáo năm"});

struct ReportPart {
  std::string code{}, title{};
  std::vector<std::string> figures{};                                                                  // keys told in the text of the part
  bool heading() const { return code.find('.') == std::string::npos && code != "IV" && code != "V"; }  // holds parts, no text of its own
};
struct ReportLineKind {
  std::string key{}, title{}, unit{};
  int annex{};
  bool typed() const { return key.starts_with("nhap."); }
};
struct ReportTemplate {
  std::vector<ReportPart> parts{};
  std::vector<ReportLineKind> lines{};
  const ReportPart* part(std::string_view code) const;
  const ReportLineKind* line(std::string_view key) const;
};
// As of a day; a later row of the same code takes the place of the earlier one.
ReportTemplate report_template(Day day);
std::string_view annex_title(int annex);

// From the 15th of the month before to the 14th of the last month (09/2019/NĐ-CP Điều 12); nine months are cut the same way.
struct ReportSpan {
  Day from{}, to{};
};
ReportSpan span_of(ReportKind kind, int year, int quarter);
std::string report_title(ReportKind kind, int year, int quarter);  // "Báo cáo công tác cải cách hành chính quý III năm 2026"

}  // namespace motcua::reform
