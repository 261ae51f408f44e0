// The signer's page of immediate cases: what he arranged for which desk, and what was written down in his name.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dossier/at_once.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

struct AtOnceView {
  struct Line {
    Arrangement a;
    std::string desk;
    bool may_end = false;
    std::string words;  // "Đang dùng", "Từ 01/12/2026", "Đã thôi"
  };
  std::string csrf, today;
  std::vector<Line> lines;
  std::vector<PaperSignature> signatures;
  std::vector<web::ui::Option> desks;
  web::Fields values;
  std::vector<FieldError> errors;
};

class AtOncePages {
 public:
  AtOncePages(Dossiers& dossiers, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : desk_(dossiers), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<AtOncePages>> routes();

  web::Response show(web::Call& call);     // GET  /ky-tai-quay
  web::Response arrange(web::Call& call);  // POST /ky-tai-quay
  web::Response end(web::Call& call);      // POST /ky-tai-quay/thoi

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors, int status);
  AtOnceDesk desk_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
