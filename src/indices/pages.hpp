// Pages of indices: index 766, sets of criteria, figures of others, series, scoring rounds, what-if.
#pragma once

#include <span>

#include "indices/indices.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::indices {

class Pages {
 public:
  Pages(Indices& indices, reports::Reports& reports, identity::Identity& identity, const web::Shells& shells)
      : indices_(indices), reports_(reports), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response home(web::Call& call);
  web::Response index(web::Call& call);
  web::Response index_xlsx(web::Call& call);
  web::Response sets(web::Call& call);
  web::Response set(web::Call& call);
  web::Response figures(web::Call& call);
  web::Response add_figure(web::Call& call);
  web::Response withdraw_figure(web::Call& call);
  web::Response series(web::Call& call);
  web::Response add_series(web::Call& call);
  web::Response withdraw_series(web::Call& call);

  web::Response rounds(web::Call& call);
  web::Response round_form(web::Call& call);
  web::Response create_round(web::Call& call);
  web::Response round(web::Call& call);
  web::Response round_xlsx(web::Call& call);
  web::Response set_appraiser(web::Call& call);
  web::Response publish(web::Call& call);
  web::Response what_if(web::Call& call);

  web::Response card(web::Call& call);
  web::Response card_xlsx(web::Call& call);
  web::Response card_pdf(web::Call& call);
  web::Response gaps(web::Call& call);
  web::Response item(web::Call& call);
  web::Response save_self(web::Call& call);
  web::Response appraise(web::Call& call);
  web::Response dispute(web::Call& call);
  web::Response survey(web::Call& call);
  web::Response add_evidence(web::Call& call);
  web::Response withdraw_evidence(web::Call& call);
  web::Response lock(web::Call& call);
  web::Response keep_self(web::Call& call);
  web::Response finish_appraisal(web::Call& call);
  web::Response accept(web::Call& call);

 private:
  Result<reports::Question> asked(const web::Call& call) const;
  UnitId unit_of(const web::Call& call, const web::Fields& fields) const;
  std::vector<UnitId> own_places(const web::Call& call) const;
  template <class View>
  web::Response page(web::Call& call, std::string title, std::vector<std::pair<std::string, std::string>> crumbs, View&& view,
                     std::span<const FieldError> errors = {});
  web::Response show_figures(web::Call& call, const std::vector<FieldError>& errors);
  web::Response show_series(web::Call& call, const std::vector<FieldError>& errors);
  web::Response show_round_form(web::Call& call, const std::vector<FieldError>& errors);
  web::Response show_round(web::Call& call, const std::vector<FieldError>& errors);
  web::Response show_item(web::Call& call, std::string_view form, const std::vector<FieldError>& errors);
  using Save = Status (Rounds::*)(const Actor&, RoundId, UnitId, const Rounds::Given&);
  web::Response save(web::Call& call, Save how, std::string_view form, std::string_view done);
  using Step = Status (Rounds::*)(const Actor&, RoundId, UnitId);
  web::Response step(web::Call& call, Step how, std::string_view done);

  Indices& indices_;
  reports::Reports& reports_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::indices
