// Settings of this context: units by date, accounts with their rights, one's own account. Every change with an effective date is
// shown before it is applied; the preview is a GET, so going back and correcting costs nothing.
#pragma once

#include <span>

#include "identity/sign_in.hpp"
#include "identity/unit_register.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::identity {

struct UnitChangePage;
struct AccountPageView;
struct GrantPage;

class UnitPages {
 public:
  UnitPages(UnitRegister& units, Accounts& accounts, const web::Shells& shells)
      : units_(units), accounts_(accounts), identity_(accounts.identity()), shells_(shells) {}
  static std::span<const web::RouteOf<UnitPages>> routes();

  web::Response list(web::Call& call);          // GET /quan-tri/don-vi
  web::Response suggestions(web::Call& call);   // GET /quan-tri/don-vi/goi-y
  web::Response show(web::Call& call);          // GET /quan-tri/don-vi/{id}
  web::Response change_form(web::Call& call);   // GET /quan-tri/don-vi/{id}/{viec}, with ?xem=1 the preview
  web::Response apply_change(web::Call& call);  // POST the same

 private:
  web::Response change_page(web::Call& call, UnitChangePage& page);
  UnitRegister& units_;
  Accounts& accounts_;
  Identity& identity_;
  const web::Shells& shells_;
};

class AccountPages {
 public:
  AccountPages(Accounts& accounts, const web::Shells& shells) : accounts_(accounts), identity_(accounts.identity()), shells_(shells) {}
  static std::span<const web::RouteOf<AccountPages>> routes();

  web::Response list(web::Call& call);               // GET /quan-tri/tai-khoan
  web::Response create_form(web::Call& call);        // GET /quan-tri/tai-khoan/them
  web::Response create(web::Call& call);             // POST /quan-tri/tai-khoan
  web::Response show(web::Call& call);               // GET /quan-tri/tai-khoan/{id}
  web::Response update_person(web::Call& call);      // POST …/nguoi
  web::Response lock(web::Call& call);               // POST …/khoa
  web::Response unlock(web::Call& call);             // POST …/mo-khoa
  web::Response reset_password(web::Call& call);     // POST …/mat-khau
  web::Response grant_form(web::Call& call);         // GET …/vai-tro, with ?xem=1 the preview
  web::Response grant(web::Call& call);              // POST …/vai-tro
  web::Response end_grant_form(web::Call& call);     // GET …/vai-tro/{so}
  web::Response end_grant(web::Call& call);          // POST …/vai-tro/{so}
  web::Response revoke_delegation(web::Call& call);  // POST …/uy-quyen/{so}

 private:
  // The account of the path when the caller may see it; else the answer to give.
  tl::expected<AccountDetails, web::Response> visible(web::Call& call) const;
  web::Response account_page(web::Call& call, const AccountDetails& details, const std::vector<FieldError>& errors);
  web::Response create_page(web::Call& call, const std::vector<FieldError>& errors, int status);
  web::Response password_page(web::Call& call, AccountId id, const std::string& password, bool fresh);
  web::Response grant_page(web::Call& call, GrantPage& page);
  web::Response end_page(web::Call& call, const AccountDetails& details, const Grant& grant, const std::vector<FieldError>& errors,
                         const std::string& message);
  Accounts& accounts_;
  Identity& identity_;
  const web::Shells& shells_;
};

class OwnPages {
 public:
  OwnPages(SignIn& sign_in, const web::Shells& shells)
      : sign_in_(sign_in), accounts_(sign_in.accounts()), identity_(sign_in.accounts().identity()), shells_(shells) {}
  static std::span<const web::RouteOf<OwnPages>> routes();

  web::Response show(web::Call& call);               // GET /tai-khoan
  web::Response end_session(web::Call& call);        // POST /tai-khoan/phien
  web::Response end_sessions(web::Call& call);       // POST /tai-khoan/phien/tat-ca
  web::Response totp_form(web::Call& call);          // GET /tai-khoan/ma-xac-thuc
  web::Response begin_totp(web::Call& call);         // POST /tai-khoan/ma-xac-thuc
  web::Response totp_code(web::Call& call);          // GET /tai-khoan/ma-xac-thuc/qr
  web::Response confirm_totp(web::Call& call);       // POST /tai-khoan/ma-xac-thuc/xac-nhan
  web::Response end_totp(web::Call& call);           // POST /tai-khoan/ma-xac-thuc/tat
  web::Response delegate_form(web::Call& call);      // GET /tai-khoan/uy-quyen
  web::Response delegate(web::Call& call);           // POST /tai-khoan/uy-quyen
  web::Response people(web::Call& call);             // GET /tai-khoan/uy-quyen/nguoi
  web::Response revoke_delegation(web::Call& call);  // POST /tai-khoan/uy-quyen/{so}

 private:
  web::Response totp_page(web::Call& call, const std::vector<FieldError>& errors);
  web::Response delegate_page(web::Call& call, const std::vector<FieldError>& errors, const std::string& message);
  SignIn& sign_in_;
  Accounts& accounts_;
  Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::identity
