#include "reform/pages.hpp"

#include <algorithm>
#include <iterator>

#include "reform/board_pages.hpp"
#include "reform/committee_pages.hpp"
#include "reform/initiative_pages.hpp"
#include "reform/inspection_pages.hpp"
#include "reform/plan_pages.hpp"
#include "reform/report_pages.hpp"
#include "reform/takeover_pages.hpp"
#include "reform/task_pages.hpp"
#include "reform/unit_pages.hpp"

namespace motcua::reform {

struct Pages::Impl {
  Impl(Services& s, const web::Shells& shells)
      : board(s, shells),
        plans(s.plans, shells),
        tasks(s.plans, shells),
        inspections(s.inspections, s.base, shells),
        findings(s.inspections, s.base, shells),
        committees(s.committees, s.base, shells),
        sessions(s.committees, s.base, shells),
        indicators(s.indicators, s.base, shells),
        initiatives(s.initiatives, s.base, shells),
        reports(s.plan_reports, shells),
        takeovers(s.takeovers, shells) {}
  BoardPages board;
  PlanPages plans;
  TaskPages tasks;
  InspectionPages inspections;
  FindingPages findings;
  CommitteePages committees;
  SessionPages sessions;
  UnitIndicatorPages indicators;
  InitiativePages initiatives;
  ReportPages reports;
  TakeoverPages takeovers;
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
  add(impl_->committees);
  add(impl_->sessions);
  add(impl_->indicators);
  add(impl_->initiatives);
  add(impl_->reports);
  add(impl_->takeovers);
  return all;
}

}  // namespace motcua::reform
