// Pages of procedure review: plans, a procedure with its form and cost sheet, the wage base.
#pragma once

#include <span>

#include "review/review.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::review {

class Pages {
 public:
  Pages(Reviews& reviews, reports::Reports& reports, identity::Identity& identity, const web::Shells& shells)
      : reviews_(reviews), reports_(reports), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response list(web::Call& call);
  web::Response form(web::Call& call);
  web::Response create(web::Call& call);
  web::Response wages(web::Call& call);
  web::Response add_wage(web::Call& call);
  web::Response plan(web::Call& call);
  web::Response plan_xlsx(web::Call& call);
  web::Response plan_pdf(web::Call& call);
  web::Response add_item(web::Call& call);
  web::Response item(web::Call& call);
  web::Response item_xlsx(web::Call& call);
  web::Response findings(web::Call& call);
  web::Response put_step(web::Call& call);
  web::Response drop_step(web::Call& call);
  web::Response volumes(web::Call& call);
  web::Response propose(web::Call& call);
  web::Response check(web::Call& call);
  web::Response send_back(web::Call& call);
  web::Response approve(web::Call& call);
  web::Response carry_out(web::Call& call);

 private:
  web::Response show_form(web::Call& call, const std::vector<FieldError>& errors);
  web::Response show_wages(web::Call& call, const std::vector<FieldError>& errors);
  web::Response show_plan(web::Call& call, const std::vector<FieldError>& errors);
  web::Response show_item(web::Call& call, std::string_view form, const std::vector<FieldError>& errors);
  web::Response done(web::Call& call, const Status& status, std::string_view form, std::string_view words);
  std::vector<UnitId> own_places(const web::Call& call) const;
  template <class View>
  web::Response page(web::Call& call, std::string title, std::vector<std::pair<std::string, std::string>> crumbs, View&& view,
                     std::span<const FieldError> errors = {});

  Reviews& reviews_;
  reports::Reports& reports_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::review
