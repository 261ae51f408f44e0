#include "reform/report_template.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/embedded.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "reform/data_file.hpp"
#include "reports/periods.hpp"

namespace motcua::reform {

namespace {
std::vector<std::string> keys_of(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const auto at = list.find(',');
    out.emplace_back(trim(list.substr(0, at)));
    list.remove_prefix(at == std::string_view::npos ? list.size() : at + 1);
  }
  return out;
}
template <class T, class P> void put_row(std::vector<T>& all, T one, P key) {
  const auto at = std::ranges::find(all, one.*key, key);
  if (at == all.end())
    all.push_back(std::move(one));
  else
    *at = std::move(one);
}
}  // namespace

const ReportPart* ReportTemplate::part(std::string_view code) const {
  const auto at = std::ranges::find(parts, code, &ReportPart::code);
  return at == parts.end() ? nullptr : &*at;
}
const ReportLineKind* ReportTemplate::line(std::string_view key) const {
  const auto at = std::ranges::find(lines, key, &ReportLineKind::key);
  return at == lines.end() ? nullptr : &*at;
}

ReportTemplate report_template(Day day) {
  ReportTemplate t;
  for (const auto& p : data_lines("report.txt")) {
    const bool part = p[0] == "phần";
    ensure(part ? p.size() == 5 : p.size() == 6 && p[0] == "số liệu", "a line of report.txt is a part or a figure");
    const auto from = parse_day(p.back());
    ensure(from.has_value(), "a line of report.txt has its day");
    if (*from > day) continue;
    if (part)
      put_row(t.parts, ReportPart{std::string(p[1]), std::string(p[2]), keys_of(p[3])}, &ReportPart::code);
    else
      put_row(t.lines, ReportLineKind{std::string(p[1]), std::string(p[3]), std::string(p[4]), static_cast<int>(plain_number(p[2]))},
              &ReportLineKind::key);
  }
  return t;
}

std::string_view annex_title(int annex) {
  constexpr std::array<std::string_view, 8> kTitles{"",
                                                    "Công tác chỉ đạo, điều hành",
                                                    "Cải cách thể chế",
                                                    "Cải cách thủ tục hành chính",
                                                    "Cải cách tổ chức bộ máy hành chính nhà nước",
                                                    "Cải cách chế độ công vụ",
                                                    "Cải cách tài chính công",
                                                    "Chính quyền điện tử, chính quyền số"};
  return annex > 0 && annex < static_cast<int>(kTitles.size()) ? kTitles.at(static_cast<std::size_t>(annex)) : "";
}

ReportSpan span_of(ReportKind kind, int year, int quarter) {
  using reports::PeriodKind;
  if (kind == ReportKind::quarter) {
    const auto p = reports::official_period(PeriodKind::quarter, year, std::clamp(quarter, 1, 4));
    return {p.from, p.to};
  }
  const auto first = reports::official_period(kind == ReportKind::half_year ? PeriodKind::half_year : PeriodKind::year, year);
  if (kind != ReportKind::nine_months) return {first.from, first.to};
  return {first.from, reports::official_period(PeriodKind::quarter, year, 3).to};
}

std::string report_title(ReportKind kind, int year, int quarter) {
  const char* about = "Báo cáo công tác cải cách hành chính";
  switch (kind) {
    case ReportKind::quarter: return fmt::format("{} quý {} năm {}", about, roman(std::clamp(quarter, 1, 4)), year);
    case ReportKind::half_year: return fmt::format("{} 6 tháng đầu năm {}", about, year);
    case ReportKind::nine_months: return fmt::format("{} 9 tháng năm {}", about, year);
    case ReportKind::year: return fmt::format("{} năm {}", about, year);
  }
  return about;
}

}  // namespace motcua::reform
