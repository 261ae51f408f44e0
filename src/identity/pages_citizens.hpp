// Pages of the citizens' account: the one-time code, who I am, sign-out.
#pragma once

#include <span>

#include "identity/citizens.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::identity {

class CitizenPages {
 public:
  CitizenPages(Citizens& citizens, const Clock& clock, const web::Shells& shells) : citizens_(citizens), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<CitizenPages>> routes();

  web::Response contact_form(web::Call& call);  // GET /dang-nhap/nguoi-dan
  web::Response ask_code(web::Call& call);      // POST
  web::Response code_form(web::Call& call);     // GET /dang-nhap/nguoi-dan/ma
  web::Response prove(web::Call& call);         // POST
  web::Response sign_out(web::Call& call);      // POST /dang-xuat/nguoi-dan
  web::Response profile(web::Call& call);       // GET /tai-khoan-cua-toi
  web::Response save_profile(web::Call& call);  // POST

 private:
  Citizens& citizens_;
  const Clock& clock_;
  const web::Shells& shells_;
};

}  // namespace motcua::identity
