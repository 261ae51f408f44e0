#include "identity/oidc.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/personal_number.hpp"
#include "base/text.hpp"
#include "identity/oidc_token.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"

namespace motcua::identity {

using namespace std::chrono_literals;

namespace {
constexpr auto kMetadataLife = 1h;
constexpr auto kKeysAtMostEvery = 1min;

tl::unexpected<Error> away(std::string detail) {
  auto error = errors::unavailable("identity.provider_away", "Nơi xác thực không trả lời. Thử lại sau ít phút, hoặc nhận mã đăng nhập.");
  error.value().detail = std::move(detail);
  return error;
}

// RFC 7636: BASE64URL(SHA256(verifier)).
std::string challenge_of(std::string_view verifier) {
  const auto hex = web::sha256_hex(verifier);
  std::string bytes;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return web::base64url(bytes);
}

std::string endpoint(const Json& document, std::string_view name) {
  const auto url = document[name].text().value_or("");
  return web::private_address(url) ? std::string(url) : std::string();
}

// A claim of either answer as text; the national provider sends some numbers as numbers.
std::string claim(const Json& a, const Json& b, std::string_view name) {
  for (const auto* from : {&a, &b}) {
    const auto value = (*from)[name];
    if (const auto text = value.text()) return clean(*text);
    if (const auto number = value.integer()) return std::to_string(*number);
  }
  return {};
}
bool says_yes(const Json& a, const Json& b, std::string_view name) {
  for (const auto* from : {&a, &b})
    if (const auto value = (*from)[name]; !value.is_null()) return value.boolean().value_or(value.text() == "true");
  return false;
}
std::string first_of(std::string a, std::string b) { return a.empty() ? b : a; }

// "1990-01-05" as a form has it; whatever else is no whole date.
std::string birth_of(std::string_view iso) {
  const auto day = parse_day(iso);
  return day ? vn_date(*day) : std::string();
}
std::string sex_of(std::string_view gender) { return gender == "female" ? "Nữ" : gender == "male" ? "Nam" : ""; }
}  // namespace

ForeignPerson person_of(const Json& id_token, const Json& userinfo, const OidcSettings& settings, Day today) {
  const auto get = [&](std::string_view name) { return claim(id_token, userinfo, name); };
  ForeignPerson p;
  p.issuer = settings.issuer;
  p.subject = first_of(get("TechID"), get("sub"));
  p.business = get("LoaiTaiKhoan") == "2";
  p.profile.name = p.business ? first_of(get("TenDoanhNghiep"), get("HoVaTen")) : first_of(get("HoVaTen"), get("name"));
  p.profile.address = get("DiaChi");
  if (!p.business) {
    if (const auto number = PersonalNumber::parse(get("SoDinhDanh"), today)) p.profile.number = number->text();
    p.profile.birth = birth_of(get("birthdate"));
    p.profile.sex = sex_of(get("gender"));
  }
  const auto prove = [&](std::string_view ours, std::string_view standard, std::string_view proof, ContactKind kind) {
    const auto contact = parse_contact(first_of(get(ours), get(standard)));
    if (contact && contact->kind == kind && (settings.contacts_proven || says_yes(id_token, userinfo, proof))) p.proven.push_back(*contact);
  };
  prove("ThuDienTu", "email", "email_verified", ContactKind::email);
  prove("SoDienThoai", "phone_number", "phone_number_verified", ContactKind::phone);
  return p;
}

OidcProvider::OidcProvider(OidcSettings settings, const Clock& clock, web::Fetcher fetch)
    : settings_(std::move(settings)), clock_(clock), fetch_(std::move(fetch)) {
  ensure(web::private_address(settings_.issuer), "the provider of sign-in is asked by https (http only on this machine)");
  ensure(!settings_.client.empty() && !settings_.secret.empty(), "single sign-on needs the name and the password of this installation");
}

Result<Json> OidcProvider::get_json(const web::FetchRequest& request) {
  const auto answer = fetch_(request);
  if (!answer) return away(answer.error().detail);
  if (answer->status != 200) return away(fmt::format("answer {}", answer->status));
  auto json = Json::parse(answer->body);
  if (!json || json->kind() != Json::Kind::object) return away("no JSON object");
  return json;
}

Result<OidcProvider::Metadata> OidcProvider::metadata() {
  const auto now = clock_.now();
  {
    const std::lock_guard held(lock_);
    if (metadata_ && now - metadata_at_ < kMetadataLife) return *metadata_;
  }
  auto base = settings_.issuer;
  if (base.ends_with('/')) base.pop_back();
  TRY(const auto document, get_json({.url = base + "/.well-known/openid-configuration"}));
  if (document["issuer"].text() != settings_.issuer) return away("the document is of another issuer");
  const Metadata found{endpoint(document, "authorization_endpoint"), endpoint(document, "token_endpoint"), endpoint(document, "jwks_uri"),
                       endpoint(document, "userinfo_endpoint"), endpoint(document, "end_session_endpoint")};
  if (found.authorize.empty() || found.token.empty() || found.keys.empty()) return away("the document names no addresses we may ask");
  const std::lock_guard held(lock_);
  metadata_ = found;
  metadata_at_ = now;
  return found;
}

Result<Json> OidcProvider::keys(const std::string& url, bool again) {
  const auto now = clock_.now();
  {
    const std::lock_guard held(lock_);
    if (keys_ && !again) return *keys_;
    if (keys_asked_ && now - *keys_asked_ < kKeysAtMostEvery) {
      if (keys_) return *keys_;
      return away("the keys were asked for less than a minute ago");
    }
    keys_asked_ = now;
  }
  TRY(auto found, get_json({.url = url}));
  const std::lock_guard held(lock_);
  keys_ = found;
  return found;
}

Result<std::string> OidcProvider::authorize_url(std::string_view state, std::string_view nonce, std::string_view verifier) {
  TRY(const auto m, metadata());
  web::Fields q;
  q.add("response_type", "code");
  q.add("client_id", settings_.client);
  q.add("redirect_uri", settings_.redirect);
  q.add("scope", settings_.scope);
  if (!settings_.acr.empty()) q.add("acr_values", settings_.acr);
  q.add("state", std::string(state));
  q.add("nonce", std::string(nonce));
  q.add("code_challenge", challenge_of(verifier));
  q.add("code_challenge_method", "S256");
  return m.authorize + (m.authorize.find('?') == std::string::npos ? "?" : "&") + web::to_urlencoded(q);
}

Result<Json> OidcProvider::claims_of(const std::string& token, const std::string& keys_url, std::string_view nonce) {
  const TokenExpected expected{settings_.issuer, settings_.client, std::string(nonce), clock_.now()};
  TRY(const auto known, keys(keys_url, false));
  auto claims = token_claims(token, known, expected);
  if (claims || claims.error().key != "identity.token_key_unknown") return claims;
  TRY(const auto fresh, keys(keys_url, true));
  return token_claims(token, fresh, expected);
}

Result<ForeignPerson> OidcProvider::arrive(std::string_view code, std::string_view nonce, std::string_view verifier) {
  TRY(const auto m, metadata());
  web::Fields q;
  q.add("grant_type", "authorization_code");
  q.add("code", std::string(code));
  q.add("redirect_uri", settings_.redirect);
  q.add("code_verifier", std::string(verifier));
  web::FetchRequest ask{.url = m.token, .post = true, .body = web::to_urlencoded(q)};
  ask.headers = {"Content-Type: application/x-www-form-urlencoded", "Accept: application/json"};
  ask.user = web::percent_encode(settings_.client);  // RFC 6749 §2.3.1: encoded, then basic
  ask.password = web::percent_encode(settings_.secret);
  const auto answer = fetch_(ask);
  if (!answer) return away(answer.error().detail);
  const auto tokens = Json::parse(answer->body);
  if (answer->status != 200 || !tokens) {
    auto refused = errors::unavailable("identity.code_refused", "Nơi xác thực không nhận lượt đăng nhập này. Bấm nút để làm lại.");
    refused.value().detail = fmt::format("answer {}", answer->status);
    return refused;
  }
  TRY(const auto claims, claims_of(std::string((*tokens)["id_token"].text().value_or("")), m.keys, nonce));
  Json more;
  const auto access = (*tokens)["access_token"].text().value_or("");
  if (!m.userinfo.empty() && !access.empty() && access.find_first_of("\r\n") == std::string_view::npos) {
    TRY(more, get_json({.url = m.userinfo, .headers = {"Authorization: Bearer " + std::string(access)}}));
    // Core §5.3.2: of somebody else it is not used.
    if (more["sub"].text() != claims["sub"].text()) return away("userinfo is of another subject");
  }
  return person_of(claims, more, settings_, day_of(clock_.now()));
}

std::optional<std::string> OidcProvider::end_session_url() {
  const auto m = metadata();
  if (!m || m->end_session.empty()) return std::nullopt;
  web::Fields q;
  q.add("client_id", settings_.client);
  if (!settings_.back.empty()) q.add("post_logout_redirect_uri", settings_.back);
  return m->end_session + (m->end_session.find('?') == std::string::npos ? "?" : "&") + web::to_urlencoded(q);
}

}  // namespace motcua::identity
