// A provider of sign-in by OpenID Connect (Core 1.0): authorization code, PKCE S256, discovery, keys by name. No database here.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "identity/citizens.hpp"
#include "web/fetch.hpp"

namespace motcua::identity {

struct OidcSettings {
  std::string issuer;  // "https://xacthuc.example"; http only to this machine
  std::string client;  // our name there
  std::string secret;  // our password there
  std::string name;    // as people know it: "VNeID"
  std::string scope = "openid";
  std::string acr{};             // asked level of proof: "LoA1"
  std::string redirect{};        // our address people come back to
  std::string back{};            // where they go after signing out there
  bool contacts_proven = false;  // its telephone numbers and addresses are proven, also where no claim says so
};

// What the provider says of a person, read by the claims of the national provider first, then by those of the standard.
struct ForeignPerson {
  std::string issuer, subject;  // the pair names the account there for ever
  bool business = false;        // an account of an enterprise: the number in it is not the owner's
  CitizenProfile profile{};     // its number is proven
  std::vector<Contact> proven{};
};
ForeignPerson person_of(const Json& id_token, const Json& userinfo, const OidcSettings& settings, Day today);

class OidcProvider {
 public:
  OidcProvider(OidcSettings settings, const Clock& clock, web::Fetcher fetch = web::fetch);

  const OidcSettings& settings() const { return settings_; }
  // Where the browser goes. Error identity.provider_away.
  Result<std::string> authorize_url(std::string_view state, std::string_view nonce, std::string_view verifier);
  // What the code stands for. Errors: identity.provider_away, identity.code_refused, those of token_claims.
  Result<ForeignPerson> arrive(std::string_view code, std::string_view nonce, std::string_view verifier);
  // Where to sign out there too, when it offers that.
  std::optional<std::string> end_session_url();

 private:
  struct Metadata {
    std::string authorize, token, keys, userinfo, end_session;
  };
  Result<Metadata> metadata();
  // The keys known; asked anew when there are none or `again`, at most once a minute.
  Result<Json> keys(const std::string& url, bool again);
  Result<Json> get_json(const web::FetchRequest& request);
  Result<Json> claims_of(const std::string& token, const std::string& keys_url, std::string_view nonce);

  OidcSettings settings_;
  const Clock& clock_;
  web::Fetcher fetch_;
  std::mutex lock_;  // of what follows; never held while asking
  std::optional<Metadata> metadata_;
  Instant metadata_at_{};
  std::optional<Json> keys_;
  std::optional<Instant> keys_asked_;
};

}  // namespace motcua::identity
