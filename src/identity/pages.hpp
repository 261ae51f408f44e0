// Pages of this context: sign-in, second factor, choice of the unit, password, sign-out.
#pragma once

#include <span>

#include "identity/gate.hpp"
#include "identity/sign_in.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::identity {

class Pages {
 public:
  Pages(SignIn& sign_in, const web::Shells& shells)
      : sign_in_(sign_in), accounts_(sign_in.accounts()), identity_(sign_in.accounts().identity()), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response sign_in_form(web::Call& call);
  web::Response sign_in(web::Call& call);
  web::Response code_form(web::Call& call);
  web::Response code(web::Call& call);
  web::Response sign_out(web::Call& call);
  web::Response unit_form(web::Call& call);
  web::Response choose_unit(web::Call& call);
  web::Response password_form(web::Call& call);
  web::Response change_password(web::Call& call);

 private:
  SignIn& sign_in_;
  Accounts& accounts_;
  Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::identity
