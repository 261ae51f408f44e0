// Single sign-on of citizens: the way to the provider and back. What must be remembered meanwhile lies in a signed cookie of that browser
// (a random token, when, where to go next); state, nonce and the PKCE verifier are told from the token with our secret, so the cookie alone
// opens nothing, and a way back serves once.
#pragma once

#include <string>
#include <string_view>

#include "identity/oidc.hpp"

namespace motcua::identity {

inline constexpr std::string_view kSsoCookie = "mc_xac_thuc";

class SingleSignOn {
 public:
  SingleSignOn(Citizens& citizens, OidcProvider& provider, const Clock& clock, std::string secret)
      : citizens_(citizens), provider_(provider), clock_(clock), secret_(std::move(secret)) {}

  const std::string& name() const { return provider_.settings().name; }
  struct Begun {
    std::string url, cookie;
  };
  Result<Begun> begin(std::string_view next);
  struct Back {
    Citizens::Arrived arrived;
    std::string next;
  };
  // Errors: identity.sso_stale (no such way, too old, gone before), identity.sso_cancelled, those of OidcProvider and Citizens::enter.
  Result<Back> arrive(std::string_view cookie, const web::Fields& answer, const Device& device, CitizenId known);
  // Where somebody wanted to go, also when the way failed; "" when the cookie tells nothing.
  std::string next_of(std::string_view cookie) const;
  std::optional<std::string> end_session_url() { return provider_.end_session_url(); }

 private:
  std::string derived(std::string_view purpose, std::string_view token) const;
  Citizens& citizens_;
  OidcProvider& provider_;
  const Clock& clock_;
  std::string secret_;
};

web::Cookie sso_cookie(std::string value);  // empty: takes it away

}  // namespace motcua::identity
