// What is kept of periodic reports. Private to the slice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/record.hpp"
#include "reform/report_template.hpp"

namespace motcua::reform {

struct PlanReport {
  std::int64_t id{}, version{};
  identity::UnitId unit{};
  ReportKind kind{};
  int year{}, quarter{};  // quarter: of quarterly reports, else 0
  Day from{}, to{};
  std::string number{};
  std::optional<Day> signed_on{};
  std::string signer{};
  std::string pdf_hash{}, xlsx_hash{};
  std::string made_by{};
};
template <> struct Table<PlanReport> {
  using T = PlanReport;
  static constexpr std::string_view name = "reform_report";
  static constexpr std::tuple columns{Column{"id", &T::id},
                                      Column{"version", &T::version},
                                      Column{"unit_id", &T::unit},
                                      Column{"kind", &T::kind},
                                      Column{"year", &T::year},
                                      Column{"quarter", &T::quarter},
                                      Column{"from_day", &T::from},
                                      Column{"to_day", &T::to},
                                      Column{"number", &T::number},
                                      Column{"signed_on", &T::signed_on},
                                      Column{"signer", &T::signer},
                                      Column{"pdf_hash", &T::pdf_hash},
                                      Column{"xlsx_hash", &T::xlsx_hash},
                                      Column{"made_by", &T::made_by}};
};
// One version of a narrative block.
struct ReportText {
  std::int64_t id{}, version{}, report{};
  std::string part{};
  int number{};
  std::string text{}, made_by{};
  Instant made_at{};
};
template <> struct Table<ReportText> {
  using T = ReportText;
  static constexpr std::string_view name = "reform_report_text";
  static constexpr std::tuple columns{Column{"id", &T::id},           Column{"version", &T::version}, Column{"report", &T::report},
                                      Column{"part", &T::part},       Column{"number", &T::number},   Column{"text", &T::text},
                                      Column{"made_by", &T::made_by}, Column{"made_at", &T::made_at}};
};
struct ReportLine {
  std::int64_t id{}, version{}, report{};
  std::string figure{};
  bool frozen = false;
  std::string value{}, source{}, href{}, made_by{};
};
template <> struct Table<ReportLine> {
  using T = ReportLine;
  static constexpr std::string_view name = "reform_report_line";
  static constexpr std::tuple columns{Column{"id", &T::id},         Column{"version", &T::version}, Column{"report", &T::report},
                                      Column{"figure", &T::figure}, Column{"frozen", &T::frozen},   Column{"value", &T::value},
                                      Column{"source", &T::source}, Column{"href", &T::href},       Column{"made_by", &T::made_by}};
};

namespace rows {
std::vector<PlanReport> plan_reports(store::ReadTx& tx, std::span<const identity::UnitId> units, int limit);  // newest first
std::vector<ReportText> report_texts(store::ReadTx& tx, std::int64_t report);                                 // by part and number
std::vector<ReportLine> report_lines(store::ReadTx& tx, std::int64_t report, bool frozen);
std::optional<PlanReport> plan_report(store::ReadTx& tx, identity::UnitId unit, int year, ReportKind kind, int quarter);
}  // namespace rows

}  // namespace motcua::reform
