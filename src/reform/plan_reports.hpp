// Periodic reports on reform: figures read live from plans, tasks, inspections and dossiers, narrative typed and kept in versions, a frozen
// copy when it is signed.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/inspections.hpp"
#include "reform/plans.hpp"
#include "reform/report_records.hpp"

namespace motcua::reform {

struct ReportFigure {
  std::string value{};  // written; empty: unknown
  std::string source{}, href{};
  bool typed = false;
  std::string text() const { return value.empty() ? std::string("chưa có số liệu") : value; }
};
// Figures that other slices know, asked by key; nothing: not theirs. `app` fills it.
using OtherFigures = std::function<std::optional<ReportFigure>(std::string_view key, UnitId unit, Day from, Day to)>;

struct PlanReportView {
  PlanReport report{};
  std::string unit_name{}, title{};
  ReportTemplate form{};
  std::map<std::string, ReportFigure, std::less<>> figures{};           // by key
  std::map<std::string, std::vector<ReportText>, std::less<>> texts{};  // by part, oldest first
  bool may_manage = false;
  bool is_signed() const { return report.signed_on.has_value(); }
  const ReportFigure& figure(std::string_view key) const;
  std::string text(std::string_view part) const;  // the version that counts
};

class PlanReports {
 public:
  PlanReports(const Base& base, Plans& plans, Inspections& inspections) : b_(base), plans_(plans), inspections_(inspections) {}
  void set_others(OtherFigures others) { others_ = std::move(others); }

  std::vector<PlanReportView> list(const Actor& actor, int limit = 100);  // without figures and texts
  // The one of this unit and period; made when there is none yet.
  Result<std::int64_t> begin(const Actor& actor, UnitId unit, ReportKind kind, int year, int quarter);
  Result<PlanReportView> open(const Actor& actor, std::int64_t id);
  // A new version of a block; the same text makes none.
  Status write(const Actor& actor, std::int64_t id, std::string part, std::string text);
  Status enter(const Actor& actor, std::int64_t id, std::string key, std::string value, std::string source);
  // Figures as they stand and the papers made of them are kept for good; nothing can be changed after.
  Status sign(const Actor& actor, std::int64_t id, std::string number, std::string signer);
  const Base& base() const { return b_; }

 private:
  Result<PlanReport> changeable(store::ReadTx& tx, const Actor& actor, std::int64_t id) const;
  std::map<std::string, ReportFigure, std::less<>> live(const Actor& actor, const PlanReport& r, const ReportTemplate& form);
  Base b_;
  Plans& plans_;
  Inspections& inspections_;
  OtherFigures others_;
};

}  // namespace motcua::reform
