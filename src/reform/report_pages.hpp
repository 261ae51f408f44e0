// Pages of periodic reports: list, one report with its figures and texts, its forms, its papers.
#pragma once

#include <optional>
#include <span>

#include "reform/plan_reports.hpp"
#include "reform/screen.hpp"

namespace motcua::reform {

class ReportPages {
 public:
  ReportPages(PlanReports& reports, const web::Shells& shells) : reports_(reports), shells_(shells) {}
  static std::span<const web::RouteOf<ReportPages>> routes();

  web::Response list(web::Call& call);
  web::Response begin_form(web::Call& call);
  web::Response begin(web::Call& call);
  web::Response report(web::Call& call);
  web::Response pdf(web::Call& call);
  web::Response xlsx(web::Call& call);
  web::Response form(web::Call& call);
  web::Response act(web::Call& call);

 private:
  FormScreen begin_screen(const Actor& actor) const;
  std::optional<FormScreen> screen(const PlanReportView& v, std::string_view what, const web::Fields& query) const;
  PlanReports& reports_;
  const web::Shells& shells_;
};

}  // namespace motcua::reform
