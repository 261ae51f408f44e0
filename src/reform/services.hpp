// The services of this slice together, for its pages, for the demonstration and for tests.
#pragma once

#include "reform/figures.hpp"
#include "reform/inspections.hpp"
#include "reform/plan_reports.hpp"
#include "reform/plans.hpp"

namespace motcua::reform {

struct Services {
  Services(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity, reports::Reports& reports,
           store::Blobs& blobs)
      : figures(reports, identity),
        base{db, clock, ids, identity, figures, blobs},
        plans(base),
        inspections(base, plans, reports),
        plan_reports(base, plans, inspections) {}

  Figures figures;
  Base base;
  Plans plans;
  Inspections inspections;
  PlanReports plan_reports;
};

}  // namespace motcua::reform
