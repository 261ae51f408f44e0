// Pages of the citizens' account: the one-time code, who I am, sign-out.
#pragma once

#include <span>

#include "identity/citizens.hpp"
#include "identity/page_views.hpp"
#include "identity/sso.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::identity {

class CitizenPages {
 public:
  // `sso`: the provider of sign-in, when there is one.
  CitizenPages(Citizens& citizens, const Clock& clock, const web::Shells& shells, SingleSignOn* sso = nullptr)
      : citizens_(citizens), clock_(clock), shells_(shells), sso_(sso) {}
  static std::span<const web::RouteOf<CitizenPages>> routes();

  web::Response contact_form(web::Call& call);   // GET /dang-nhap/nguoi-dan
  web::Response ask_code(web::Call& call);       // POST
  web::Response code_form(web::Call& call);      // GET /dang-nhap/nguoi-dan/ma
  web::Response prove(web::Call& call);          // POST
  web::Response sign_out(web::Call& call);       // POST /dang-xuat/nguoi-dan
  web::Response left(web::Call& call);           // GET /dang-xuat/xong
  web::Response to_provider(web::Call& call);    // GET /dang-nhap/xac-thuc
  web::Response from_provider(web::Call& call);  // GET /dang-nhap/xac-thuc/tro-ve
  web::Response profile(web::Call& call);        // GET /tai-khoan-cua-toi
  web::Response save_profile(web::Call& call);   // POST

 private:
  web::Response contact_page(web::Call& call, const FormPage& v, int status);
  web::Response profile_page(web::Call& call, const FormPage& v);
  web::Response not_through(web::Call& call, const Error& error);
  SsoOffer offer(std::string_view next) const;
  Citizens& citizens_;
  const Clock& clock_;
  const web::Shells& shells_;
  SingleSignOn* sso_;
};

}  // namespace motcua::identity
