// Pages of the desk, of worklists, of a case, of the register and of the return desk.
#pragma once

#include <span>
#include <string>

#include "dossier/dossier.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::dossier {

struct DeskView;
struct CaseView;

class Pages {
 public:
  Pages(Dossiers& dossiers, catalog::Catalog& catalog, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : dossiers_(dossiers), catalog_(catalog), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response desk(web::Call& call);
  web::Response post_desk(web::Call& call);
  web::Response desk_side(web::Call& call);   // fragment: due moment, papers, fee
  web::Response procedures(web::Call& call);  // suggestions as JSON
  web::Response accepted(web::Call& call);    // after acceptance: receipt to print, next applicant
  web::Response worklist(web::Call& call);
  web::Response show(web::Call& call);
  web::Response hand_over(web::Call& call);
  web::Response take(web::Call& call);
  web::Response assign(web::Call& call);
  web::Response begin(web::Call& call);
  web::Response complete_step(web::Call& call);
  web::Response draft(web::Call& call);
  web::Response submit_for_review(web::Call& call);
  web::Response submit_for_signature(web::Call& call);
  web::Response endorse(web::Call& call);
  web::Response send_back(web::Call& call);
  web::Response approve(web::Call& call);
  web::Response number(web::Call& call);
  web::Response ready(web::Call& call);
  web::Response pay(web::Call& call);
  web::Response note(web::Call& call);
  web::Response give_back(web::Call& call);
  web::Response return_desk(web::Call& call);
  web::Response register_page(web::Call& call);
  web::Response register_pdf(web::Call& call);
  web::Response register_xlsx(web::Call& call);
  web::Response register_csv(web::Call& call);
  web::Response worklist_xlsx(web::Call& call);
  web::Response worklist_csv(web::Call& call);
  web::Response hand_over_many(web::Call& call);  // ticked dossiers of a list, each its own transaction
  web::Response take_many(web::Call& call);
  web::Response receipt_pdf(web::Call& call);
  web::Response control_slip_pdf(web::Call& call);

 private:
  static Filter list_filter(const web::Fields& query);
  web::Response worklist_file(web::Call& call, bool as_csv);
  web::Response register_file(web::Call& call, bool as_csv);
  template <class F> web::Response many(web::Call& call, Tab tab, std::string_view said, F&& use_case);
  DeskView desk_view(web::Call& call, const web::Fields& sent, Intake& intake);
  web::Response desk_page(web::Call& call, const DeskView& view, int status = 200);
  web::Response case_page(web::Call& call, const web::Fields& values, std::vector<FieldError> errors, int status);
  // Runs a use case on the dossier of the address; back to its page, or the page again with what is wrong.
  template <class F> web::Response act(web::Call& call, std::string_view said, F&& use_case);

  Dossiers& dossiers_;
  catalog::Catalog& catalog_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
