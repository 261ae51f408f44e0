#include "identity/gate.hpp"

#include "web/crypto.hpp"

namespace motcua::identity {

web::Cookie session_cookie(std::string token) { return {std::string(kSessionCookie), std::move(token), "Lax", {}, true}; }
web::Cookie no_session_cookie() { return {std::string(kSessionCookie), "", "Lax", std::chrono::seconds{0}, true}; }
Device device_of(const web::Request& request) { return {std::string(request.header("user-agent"))}; }

std::string_view session_token(const web::Request& request) { return request.cookie(kSessionCookie); }

std::shared_ptr<const web::Principal> SessionGate::identify(const web::Request& request, web::Response& out) {
  const auto token = session_token(request);
  if (!token.empty()) {
    if (auto found = sign_in_.presence(token, device_of(request))) {
      auto actor = std::make_shared<Actor>(found->must_change_password ? found->actor->without_rights() : *found->actor);
      // Not the token: what pages carry must not open the session.
      actor->session_key = web::hmac_sha256(token, "identity.session_key");
      return actor;
    }
    if (!sign_in_.waits_for_second_factor(token, device_of(request))) out.cookies.push_back(no_session_cookie());
  }
  return std::make_shared<Actor>();
}

}  // namespace motcua::identity
