// Pages of reports: table, list behind a figure, files, board, procedures without dossiers, signed-off reports.
#pragma once

#include <span>

#include "reports/fact_lists.hpp"
#include "reports/reports.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::reports {

class Pages {
 public:
  Pages(Reports& reports, identity::Identity& identity, catalog::Catalog& catalog, const Clock& clock, const web::Shells& shells)
      : reports_(reports),
        identity_(identity),
        catalog_(catalog),
        clock_(clock),
        shells_(shells),
        facts_(identity.db(), clock, identity, catalog) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response table(web::Call& call);
  web::Response table_xlsx(web::Call& call);
  web::Response table_csv(web::Call& call);
  web::Response table_pdf(web::Call& call);
  web::Response cell(web::Call& call);
  web::Response cell_xlsx(web::Call& call);
  web::Response board(web::Call& call);
  web::Response fact_list(web::Call& call);
  web::Response coverage(web::Call& call);
  web::Response frozen_list(web::Call& call);
  web::Response frozen_one(web::Call& call);
  web::Response freeze(web::Call& call);

 private:
  struct Asked {
    const Form* form{};
    Question question{};
  };
  Result<Asked> asked(const web::Call& call, const web::Fields& q) const;
  Result<Asked> asked(const web::Call& call) const { return asked(call, call.request.query); }
  template <class F> web::Response file(web::Call& call, F&& make);

  Reports& reports_;
  identity::Identity& identity_;
  catalog::Catalog& catalog_;
  const Clock& clock_;
  const web::Shells& shells_;
  FactLists facts_;
};

}  // namespace motcua::reports
