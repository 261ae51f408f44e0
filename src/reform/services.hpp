// The services of this slice together, for its pages, for the demonstration and for tests.
#pragma once

#include "reform/committees.hpp"
#include "reform/index_now.hpp"
#include "reform/initiatives.hpp"
#include "reform/inspections.hpp"
#include "reform/plan_reports.hpp"
#include "reform/plans.hpp"
#include "reform/takeover.hpp"
#include "reform/unit_indicators.hpp"

namespace motcua::reform {

struct Services {
  Services(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity, reports::Reports& reports,
           store::Blobs& blobs)
      : figures(reports, identity, db),
        base{db, clock, ids, identity, figures, blobs},
        plans(base),
        inspections(base, plans, reports),
        committees(base, plans),
        indicators(base, reports),
        initiatives(base, plans),
        plan_reports(base, plans, inspections),
        takeovers(base) {}

  AllFigures figures;
  Base base;
  Plans plans;
  Inspections inspections;
  Committees committees;
  UnitIndicators indicators;
  Initiatives initiatives;
  IndexOfPlace index{};
  PlanReports plan_reports;
  Takeovers takeovers;
};

}  // namespace motcua::reform
