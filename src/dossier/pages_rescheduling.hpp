// Pages of a late holiday carried over to running dossiers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dossier/rescheduling.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::dossier {

struct PlansView {
  std::vector<PlanView> plans;
};
struct PlanPageView {
  PlanView plan;
  std::string csrf;
  web::Fields values;
  std::vector<FieldError> errors;
  std::string base() const { return "/doi-hen/" + std::to_string(plan.id); }
};
std::string told_words(const Movement& m);  // "12 nhắn tin, 3 gọi điện, 1 báo tại quầy"

class ReschedulingPages {
 public:
  ReschedulingPages(Rescheduling& rescheduling, const web::Shells& shells) : rescheduling_(rescheduling), shells_(shells) {}
  static std::span<const web::RouteOf<ReschedulingPages>> routes();

  web::Response list(web::Call& call);   // GET  /doi-hen
  web::Response show(web::Call& call);   // GET  /doi-hen/{dot}
  web::Response apply(web::Call& call);  // POST /doi-hen/{dot}/ap-dung
  web::Response undo(web::Call& call);   // POST /doi-hen/{dot}/hoan-lai

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors, int status);
  Rescheduling& rescheduling_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
