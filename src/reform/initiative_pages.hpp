// Pages of models and initiatives.
#pragma once

#include <span>

#include "reform/initiatives.hpp"
#include "reform/plan_pages.hpp"
#include "reform/screen.hpp"

namespace motcua::reform {

class InitiativePages {
 public:
  InitiativePages(Initiatives& initiatives, const Base& base, const web::Shells& shells) : i_(initiatives), b_(base), shells_(shells) {}
  static std::span<const web::RouteOf<InitiativePages>> routes();

  web::Response list(web::Call& call);
  web::Response new_form(web::Call& call);
  web::Response create(web::Call& call);
  web::Response initiative(web::Call& call);
  web::Response form(web::Call& call);
  web::Response act(web::Call& call);

 private:
  FormScreen new_screen(const Actor& actor) const;
  std::optional<FormScreen> screen(const InitiativeView& v, std::string_view what) const;
  Result<std::string> done(web::Call& call, const InitiativeView& v, std::string_view what);
  Initiatives& i_;
  Base b_;
  const web::Shells& shells_;
};

}  // namespace motcua::reform
