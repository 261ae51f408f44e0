// Pages of the digital indicators of units.
#pragma once

#include <span>

#include "reform/plan_pages.hpp"
#include "reform/screen.hpp"
#include "reform/unit_indicators.hpp"

namespace motcua::reform {

class UnitIndicatorPages {
 public:
  UnitIndicatorPages(UnitIndicators& indicators, const Base& base, const web::Shells& shells) : i_(indicators), b_(base), shells_(shells) {}
  static std::span<const web::RouteOf<UnitIndicatorPages>> routes();

  web::Response overview(web::Call& call);
  web::Response import_form(web::Call& call);
  web::Response import(web::Call& call);
  web::Response sample(web::Call& call);
  web::Response indicator(web::Call& call);
  web::Response series(web::Call& call);
  web::Response cause_form(web::Call& call);
  web::Response cause(web::Call& call);

 private:
  web::Response import_page(web::Call& call, std::vector<FieldError> errors, const std::vector<ImportFault>& faults);
  std::optional<FormScreen> cause_screen(web::Call& call);
  UnitIndicators& i_;
  Base b_;
  const web::Shells& shells_;
};

}  // namespace motcua::reform
