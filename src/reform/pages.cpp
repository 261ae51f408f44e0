#include "reform/pages.hpp"

#include <algorithm>
#include <iterator>

#include "reform/board_pages.hpp"
#include "reform/inspection_pages.hpp"
#include "reform/plan_pages.hpp"
#include "reform/report_pages.hpp"
#include "reform/task_pages.hpp"

namespace motcua::reform {

struct Pages::Impl {
  Impl(Services& s, const web::Shells& shells)
      : board(s, shells),
        plans(s.plans, shells),
        tasks(s.plans, shells),
        inspections(s.inspections, s.base, shells),
        findings(s.inspections, s.base, shells),
        reports(s.plan_reports, shells) {}
  BoardPages board;
  PlanPages plans;
  TaskPages tasks;
  InspectionPages inspections;
  FindingPages findings;
  ReportPages reports;
};

Pages::Pages(Reform& reform, const web::Shells& shells) : impl_(std::make_unique<Impl>(reform.services(), shells)) {}
Pages::~Pages() = default;

std::vector<web::Route> Pages::routes() {
  std::vector<web::Route> all;
  const auto add = [&](auto& pages) {
    using P = std::remove_reference_t<decltype(pages)>;
    std::ranges::move(web::bind_routes<P>("reform", pages, P::routes()), std::back_inserter(all));
  };
  add(impl_->board);
  add(impl_->plans);
  add(impl_->tasks);
  add(impl_->inspections);
  add(impl_->findings);
  add(impl_->reports);
  return all;
}

}  // namespace motcua::reform
