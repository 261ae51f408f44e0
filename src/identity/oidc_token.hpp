// Is a token of the provider of sign-in genuine, for us, and of this very sign-in? Pure: keys, expectations and the moment are given.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

namespace motcua::identity {

struct TokenExpected {
  std::string issuer, client, nonce;
  Instant now;
};

// The claims of an id token signed with RS256 or ES256 by the key of the set (RFC 7517) that its `kid` names; the header never chooses
// another algorithm, nor a key of another kind. Errors: identity.token_key_unknown (the set does not know `kid`), identity.token_wrong;
// `detail` tells what was wrong, without anything of the token.
Result<Json> token_claims(std::string_view token, const Json& keys, const TokenExpected& expected);

}  // namespace motcua::identity
