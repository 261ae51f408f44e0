// Who calls, by the session cookie: what web asks before every handler.
#pragma once

#include <string_view>

#include "identity/sign_in.hpp"
#include "web/gate.hpp"

namespace motcua::identity {

inline constexpr std::string_view kSessionCookie = "mc_phien";

web::Cookie session_cookie(std::string token);  // ends with the browser; the server ends it earlier
web::Cookie no_session_cookie();
Device device_of(const web::Request& request);
// The token of the cookie, also under its __Host- name.
std::string_view session_token(const web::Request& request);

class SessionGate final : public web::Gate {
 public:
  explicit SessionGate(SignIn& sign_in) : sign_in_(sign_in) {}
  // An Actor; nobody without a good session. Who must change the password first has no rights until that is done.
  std::shared_ptr<const web::Principal> identify(const web::Request& request, web::Response& out) override;

 private:
  SignIn& sign_in_;
};

}  // namespace motcua::identity
