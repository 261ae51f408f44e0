// Pages of merged units: what is left in ended ones, the preview, the protocol.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dossier/unit_moves.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

struct EndedUnitsView {
  std::vector<EndedUnit> units;
};
struct MergerPageView {
  MergerView merger;
  std::string csrf;
  web::Fields values;
  std::vector<FieldError> errors;
  std::vector<web::ui::Option> heirs;  // to choose where nobody or several carry on
  std::string base() const { return "/quan-tri/sap-xep/" + std::to_string(merger.unit.value); }
};

class UnitMovePages {
 public:
  UnitMovePages(UnitMoves& moves, identity::Identity& identity, const web::Shells& shells)
      : moves_(moves), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<UnitMovePages>> routes();

  web::Response list(web::Call& call);      // GET  /quan-tri/sap-xep
  web::Response show(web::Call& call);      // GET  /quan-tri/sap-xep/{don_vi}
  web::Response apply(web::Call& call);     // POST /quan-tri/sap-xep/{don_vi}
  web::Response protocol(web::Call& call);  // GET  /quan-tri/sap-xep/{don_vi}/bien-ban.pdf

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors, int status);
  UnitMoves& moves_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
