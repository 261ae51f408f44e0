#include "identity/oidc_token.hpp"

#include <cjose/cjose.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "web/crypto.hpp"

namespace motcua::identity {

namespace {
using namespace std::chrono_literals;
constexpr auto kClocksDiffer = 60s;

struct Release {
  void operator()(cjose_jws_t* p) const { cjose_jws_release(p); }
  void operator()(cjose_jwk_t* p) const { cjose_jwk_release(p); }
};

tl::unexpected<Error> token_wrong(std::string_view why) {
  auto error = errors::unavailable("identity.token_wrong", "Nơi xác thực trả lời không đúng nên chưa đăng nhập được. Thử lại sau ít phút.");
  error.value().detail = why;
  return error;
}
tl::unexpected<Error> key_unknown() {
  auto error = errors::unavailable("identity.token_key_unknown", "Nơi xác thực vừa đổi khóa. Thử đăng nhập lại sau một phút.");
  error.value().detail = "no key of this kid";
  return error;
}

std::string_view text_of(const Json& object, std::string_view name) { return object[name].text().value_or(""); }

// What the algorithm needs of its key; nothing for any other algorithm ("none", HS256 with the public key as a password).
std::string_view kind_of_key(std::string_view alg) {
  if (alg == "RS256") return "RSA";
  if (alg == "ES256") return "EC";
  return {};
}

bool fits(const Json& key, std::string_view alg) {
  const auto use = text_of(key, "use");
  const auto its = text_of(key, "alg");
  return text_of(key, "kty") == kind_of_key(alg) && (use.empty() || use == "sig") && (its.empty() || its == alg) &&
         (alg != "ES256" || text_of(key, "crv") == "P-256");
}

// A set of one key may be used without naming it.
Result<Json> key_for(const Json& keys, std::string_view kid, std::string_view alg) {
  const auto all = keys["keys"].elements();
  for (const auto& key : all)
    if (kid.empty() ? all.size() == 1 : text_of(key, "kid") == kid) {
      if (!fits(key, alg)) return token_wrong("the key is of another kind than the algorithm");
      return key;
    }
  return key_unknown();
}

Status check_signature(std::string_view token, const Json& key) {
  JsonWriter out;
  key.write(out);
  const auto text = out.take();
  cjose_err error{};
  const std::unique_ptr<cjose_jwk_t, Release> jwk(cjose_jwk_import(text.data(), text.size(), &error));
  if (!jwk) return token_wrong("a key that cannot be read");
  const std::unique_ptr<cjose_jws_t, Release> jws(cjose_jws_import(token.data(), token.size(), &error));
  if (!jws || !cjose_jws_verify(jws.get(), jwk.get(), &error)) return token_wrong("signature");
  return {};
}

Status check_claims(const Json& claims, const TokenExpected& expected) {
  if (text_of(claims, "iss") != expected.issuer) return token_wrong("iss");
  const auto aud = claims["aud"];
  std::vector<Json> audience = aud.elements();
  if (aud.text()) audience.push_back(aud);
  if (std::ranges::none_of(audience, [&](const Json& a) { return a.text() == expected.client; })) return token_wrong("aud");
  const auto azp = claims["azp"];
  if ((audience.size() > 1 || !azp.is_null()) && azp.text() != expected.client) return token_wrong("azp");
  const auto seconds = [](Instant at) { return static_cast<double>(to_us(at)) / 1e6; };
  const auto exp = claims["exp"].number();
  if (!exp || *exp <= seconds(expected.now - kClocksDiffer)) return token_wrong("exp");
  if (const auto nbf = claims["nbf"].number(); nbf && *nbf > seconds(expected.now + kClocksDiffer)) return token_wrong("nbf");
  if (!web::constant_time_equal(text_of(claims, "nonce"), expected.nonce)) return token_wrong("nonce");
  if (text_of(claims, "sub").empty()) return token_wrong("sub");
  return {};
}
}  // namespace

Result<Json> token_claims(std::string_view token, const Json& keys, const TokenExpected& expected) {
  const auto first = token.find('.'), last = token.rfind('.');
  if (first == std::string_view::npos || first == last || token.find('.', first + 1) != last) return token_wrong("not three parts");
  const auto header = Json::parse(web::base64url_decode(token.substr(0, first)));
  if (!header) return token_wrong("header");
  const auto alg = text_of(*header, "alg");
  if (kind_of_key(alg).empty()) return token_wrong("alg");
  if (!(*header)["crit"].is_null()) return token_wrong("crit");
  TRY(const auto key, key_for(keys, text_of(*header, "kid"), alg));
  TRY_VOID(check_signature(token, key));
  auto claims = Json::parse(web::base64url_decode(token.substr(first + 1, last - first - 1)));
  if (!claims || claims->kind() != Json::Kind::object) return token_wrong("claims");
  TRY_VOID(check_claims(*claims, expected));
  return claims;
}

}  // namespace motcua::identity
