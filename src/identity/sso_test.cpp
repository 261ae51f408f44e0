// Single sign-on of citizens: tokens signed here as a provider signs them (and as somebody would who wants in), the way there and back over
// the pages, and whose account a login opens, on both databases.
#include "identity/sso.hpp"

#include <cjose/cjose.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "base/json.hpp"
#include "identity/gate.hpp"
#include "identity/identity.hpp"
#include "identity/oidc_token.hpp"
#include "identity/pages_citizens.hpp"
#include "identity/verify.hpp"
#include "store/testing.hpp"
#include "store/testing_raw.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::identity {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using web::testing::header_of;

constexpr std::string_view kIssuer = "https://xacthuc.example/oauth2";
constexpr std::string_view kClient = "motcua-xa";

// A key of a provider, and what it signs.
class SigningKey {
 public:
  SigningKey(std::string kid, bool ec = false) : kid_(std::move(kid)), ec_(ec) {
    cjose_err error{};
    jwk_ = ec ? cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error) : cjose_jwk_create_RSA_random(2048, nullptr, 0, &error);
    ensure(jwk_ != nullptr, "a key is made");
  }
  ~SigningKey() { cjose_jwk_release(jwk_); }
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  const std::string& kid() const { return kid_; }
  std::string public_json() const {
    cjose_err error{};
    char* text = cjose_jwk_to_json(jwk_, false, &error);
    std::string json(text);
    cjose_get_dealloc()(text);
    json.insert(json.rfind('}'), ",\"kid\":\"" + kid_ + "\",\"use\":\"sig\"");
    return json;
  }
  std::string sign(std::string_view claims) const { return signed_by(jwk_, ec_ ? "ES256" : "RS256", kid_, claims); }
  static std::string signed_by(cjose_jwk_t* jwk, const char* alg, const std::string& kid, std::string_view claims) {
    cjose_err error{};
    cjose_header_t* header = cjose_header_new(&error);
    cjose_header_set(header, "alg", alg, &error);
    cjose_header_set(header, "kid", kid.c_str(), &error);
    cjose_jws_t* jws = cjose_jws_sign(jwk, header, reinterpret_cast<const std::uint8_t*>(claims.data()), claims.size(), &error);
    ensure(jws != nullptr, "a token is signed");
    const char* text = nullptr;
    cjose_jws_export(jws, &text, &error);
    std::string token(text);
    cjose_jws_release(jws);
    cjose_header_release(header);
    return token;
  }

 private:
  std::string kid_;
  bool ec_;
  cjose_jwk_t* jwk_ = nullptr;
};

std::string set_of(const std::vector<const SigningKey*>& keys) {
  std::string text = "{\"keys\":[";
  for (const auto* k : keys) text += (text.ends_with('[') ? "" : ",") + k->public_json();
  return text + "]}";
}

const Instant kNow = *parse_instant("2026-11-25T09:00");
std::int64_t seconds(Instant t) { return to_us(t) / 1'000'000; }

struct Claims {
  std::string iss{kIssuer}, aud{kClient}, nonce = "n-1", sub = "s-1", more{};
  std::int64_t exp = seconds(kNow + 5min);
  std::string json() const {
    JsonWriter j;
    j.begin_object().field("iss", iss).field("sub", sub).field("aud", aud).field("exp", exp).field("nonce", nonce).end_object();
    auto text = j.take();
    if (!more.empty()) text.insert(text.size() - 1, "," + more);
    return text;
  }
};

TEST(Token, is_taken_only_when_it_is_genuine_for_us_and_of_this_sign_in) {
  const SigningKey rsa("r1"), ec("e1", true), stranger("r1");
  const auto keys = Json::parse(set_of({&rsa, &ec})).value();
  const auto judge = [&](const std::string& token) -> std::string {
    const auto claims = token_claims(token, keys, {std::string(kIssuer), std::string(kClient), "n-1", kNow});
    return claims ? "" : claims.error().key == "identity.token_key_unknown" ? "unknown key" : claims.error().detail;
  };
  const Claims good;
  const auto with = [&](auto change) {
    Claims c;
    change(c);
    return rsa.sign(c.json());
  };
  const auto token = rsa.sign(good.json());
  const auto dot = token.find('.');
  // Somebody else's claims under our signature; a signature with one letter changed.
  const auto forged = token.substr(0, dot + 1) + web::base64url(Claims{.sub = "s-2"}.json()) + token.substr(token.rfind('.'));
  auto touched = token;
  touched[token.size() - 10] = touched[token.size() - 10] == 'A' ? 'B' : 'A';
  const auto none = web::base64url("{\"alg\":\"none\",\"kid\":\"r1\"}") + "." + web::base64url(good.json()) + ".";
  // The public key, which everybody has, as the password of an HMAC.
  cjose_err error{};
  const auto public_key = rsa.public_json();
  cjose_jwk_t* oct = cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(public_key.data()), public_key.size(), &error);
  const auto confused = SigningKey::signed_by(oct, "HS256", "r1", good.json());
  const auto other_hash = SigningKey::signed_by(oct, "HS512", "r1", good.json());
  cjose_jwk_release(oct);
  const auto critical = web::base64url("{\"alg\":\"RS256\",\"kid\":\"r1\",\"crit\":[\"exp\"]}") + token.substr(dot);

  const struct {
    std::string_view what;
    std::string token;
    std::string_view refused;
  } rows[] = {
      {"RS256", token, ""},
      {"ES256", ec.sign(good.json()), ""},
      {"an audience of one in a list", with([](Claims& c) {
         c.aud = "x";
         c.more = "\"azp\":\"motcua-xa\"";
       }),
       "aud"},
      {"changed claims", forged, "signature"},
      {"changed signature", touched, "signature"},
      {"signed by a stranger under our kid", stranger.sign(good.json()), "signature"},
      {"alg none", none, "alg"},
      {"HS256 with the public key", confused, "alg"},
      {"another HMAC", other_hash, "alg"},
      {"the key of another kind", web::base64url("{\"alg\":\"RS256\",\"kid\":\"e1\"}") + token.substr(dot),
       "the key is of another kind than the algorithm"},
      {"what must be understood", critical, "crit"},
      {"unknown kid", SigningKey("r9").sign(good.json()), "unknown key"},
      {"another issuer", with([](Claims& c) { c.iss = "https://xau.example"; }), "iss"},
      {"for another client", with([](Claims& c) { c.aud = "nguoi-khac"; }), "aud"},
      {"handed on by another client", with([](Claims& c) { c.more = "\"azp\":\"nguoi-khac\""; }), "azp"},
      {"expired", with([](Claims& c) { c.exp = seconds(kNow - 2min); }), "exp"},
      {"just expired, clocks differ", with([](Claims& c) { c.exp = seconds(kNow - 30s); }), ""},
      {"not yet good", with([](Claims& c) { c.more = "\"nbf\":" + std::to_string(seconds(kNow + 5min)); }), "nbf"},
      {"of another sign-in", with([](Claims& c) { c.nonce = "n-2"; }), "nonce"},
      {"of nobody", with([](Claims& c) { c.sub = ""; }), "sub"},
      {"no token", "", "not three parts"},
      {"two parts", "a.b", "not three parts"},
      {"four parts", token + ".x", "not three parts"},
      {"nonsense", "x.y.z", "header"},
  };
  for (const auto& row : rows) EXPECT_EQ(judge(row.token), row.refused) << row.what;
}

TEST(Token, for_several_clients_names_the_one_it_was_given_to) {
  const SigningKey key("r1");
  const auto keys = Json::parse(set_of({&key})).value();
  const auto judge = [&](std::string_view claims) {
    return token_claims(key.sign(claims), keys, {std::string(kIssuer), std::string(kClient), "n-1", kNow}).has_value();
  };
  const auto claims = [](std::string_view aud_and_azp) {
    return "{\"iss\":\"" + std::string(kIssuer) + "\",\"sub\":\"s\",\"nonce\":\"n-1\",\"exp\":" + std::to_string(seconds(kNow + 1min)) +
           "," + std::string(aud_and_azp) + "}";
  };
  EXPECT_TRUE(judge(claims("\"aud\":[\"motcua-xa\"]")));
  EXPECT_TRUE(judge(claims("\"aud\":[\"khac\",\"motcua-xa\"],\"azp\":\"motcua-xa\"")));
  EXPECT_FALSE(judge(claims("\"aud\":[\"khac\",\"motcua-xa\"]")));
  EXPECT_FALSE(judge(claims("\"aud\":[\"khac\"]")));
  EXPECT_FALSE(judge(claims("\"aud\":[\"khac\",\"motcua-xa\"],\"azp\":\"khac\"")));
}

TEST(Claims, of_the_national_provider_and_of_the_standard_are_read) {
  OidcSettings s{.issuer = std::string(kIssuer), .client = "c", .secret = "s", .name = "VNeID", .redirect = "https://xa.example/"};
  const auto person = [&](std::string_view token, std::string_view userinfo) {
    return person_of(Json::parse(token).value(), Json::parse(userinfo).value(), s, day_of(kNow));
  };
  const auto national = person(R"({"sub":"a1"})",
                               R"({"sub":"a1","TechID":"TD-77","LoaiTaiKhoan":1,"HoVaTen":"Lê Thị Mơ","SoDinhDanh":"087190001234",
                                   "DiaChi":"Ấp 1, xã Tam Nông","SoDienThoai":"0912345678","ThuDienTu":"Mo@Thu.example"})");
  EXPECT_EQ(national.subject, "TD-77");
  EXPECT_EQ(national.profile, (CitizenProfile{"Lê Thị Mơ", "087190001234", "", "", "Ấp 1, xã Tam Nông"}));
  EXPECT_TRUE(national.proven.empty()) << "nothing says the contacts are proven";
  s.contacts_proven = true;
  EXPECT_EQ(person(R"({"sub":"a1"})", R"({"SoDienThoai":"+84 912 345 678","ThuDienTu":"Mo@Thu.example"})").proven,
            (std::vector<Contact>{{ContactKind::email, "mo@thu.example"}, {ContactKind::phone, "0912345678"}}));
  s.contacts_proven = false;
  const auto standard = person(R"({"sub":"a2","name":"Lê Văn Mơ","birthdate":"1990-01-05","gender":"male","email":"a@thu.example",
                                   "email_verified":true,"phone_number":"0912345678","phone_number_verified":false})",
                               "{}");
  EXPECT_EQ(standard.profile, (CitizenProfile{"Lê Văn Mơ", "", "05/01/1990", "Nam", ""}));
  EXPECT_EQ(standard.proven, (std::vector<Contact>{{ContactKind::email, "a@thu.example"}}));
  const auto business =
      person(R"({"sub":"b","LoaiTaiKhoan":"2","TenDoanhNghiep":"Công ty Mơ","HoVaTen":"Lê Thị Mơ","SoDinhDanh":"087190001234"})", "{}");
  EXPECT_TRUE(business.business);
  EXPECT_EQ(business.profile.name, "Công ty Mơ");
  EXPECT_EQ(business.profile.number, "") << "the number of who represents it is not its own";
  EXPECT_EQ(person(R"({"sub":"b","SoDinhDanh":"12"})", "{}").profile.number, "");
}

TEST(PrivateAddress, is_https_or_this_machine) {
  using web::private_address;
  EXPECT_TRUE(private_address("https://xacthuc.example/x"));
  EXPECT_TRUE(private_address("http://127.0.0.1:9000/x"));
  EXPECT_TRUE(private_address("http://localhost:9000"));
  EXPECT_TRUE(private_address("http://[::1]:9000/x"));
  for (const auto* open :
       {"http://xacthuc.example", "http://localhost.xau.example/", "http://127.0.0.1@xau.example/", "ftp://127.0.0.1/", "https://", ""})
    EXPECT_FALSE(private_address(open)) << open;
}

class Codes final : public CodeSender {
 public:
  bool reaches(ContactKind) const override { return true; }
  void send_code(store::Tx&, const Contact& to, std::string_view code, Instant) override { last[to.value] = code; }
  std::map<std::string, std::string> last;
};

// A provider as the network shows it: what it is asked, and what it answers.
class FakeProvider {
 public:
  Result<web::Fetched> answer(const web::FetchRequest& q) {
    if (away) return errors::unavailable("web.no_answer", "không trả lời");
    if (q.url.ends_with("/.well-known/openid-configuration"))
      return web::Fetched{200, R"({"issuer":")" + issuer + R"(","authorization_endpoint":"https://xacthuc.example/authorize",
        "token_endpoint":"https://xacthuc.example/token","jwks_uri":"https://xacthuc.example/keys",
        "userinfo_endpoint":"https://xacthuc.example/me","end_session_endpoint":"https://xacthuc.example/logout"})"};
    if (q.url.ends_with("/keys")) return ++keys_asked, web::Fetched{200, set_of(keys)};
    if (q.url.ends_with("/me")) return web::Fetched{200, userinfo};
    token_request = q;
    const auto form = web::parse_urlencoded(q.body).value();
    if (form.get("code") != "c-1") return web::Fetched{400, R"({"error":"invalid_grant"})"};
    return web::Fetched{200, R"({"access_token":"t","token_type":"Bearer","id_token":")" + signer->sign(claims.json()) + "\"}"};
  }
  SigningKey first{"k1"};
  std::vector<const SigningKey*> keys{&first};
  const SigningKey* signer = &first;
  Claims claims;
  std::string issuer{kIssuer};
  std::string userinfo = R"({"sub":"s-1"})";
  web::FetchRequest token_request;
  int keys_asked = 0;
  bool away = false;
};

class Sso : public ::testing::TestWithParam<store::Engine> {
 protected:
  Sso() { router_.add(web::bind_routes("identity", pages_, CitizenPages::routes())); }

  // The address at the provider, as the browser is led there.
  web::Fields begin(web::testing::Client& c, const std::string& next = "/ho-so-cua-toi") {
    const auto there = c.get("/dang-nhap/xac-thuc?tiep=" + next);
    EXPECT_EQ(there.status, 303) << there.body;
    const auto url = header_of(there, "location");
    EXPECT_TRUE(url.starts_with("https://xacthuc.example/authorize?")) << url;
    auto q = web::parse_urlencoded(url.substr(url.find('?') + 1)).value();
    provider_.claims.nonce = q.get("nonce");
    return q;
  }
  static std::string back(const web::Fields& q, std::string_view code = "c-1") {
    return "/dang-nhap/xac-thuc/tro-ve?code=" + std::string(code) + "&state=" + std::string(q.get("state"));
  }
  web::Response through(web::testing::Client& c) { return c.get(back(begin(c))); }
  void person(std::string sub, std::string_view userinfo) {
    provider_.claims.sub = sub;
    provider_.userinfo = "{\"sub\":\"" + sub + "\"" + (userinfo.empty() ? "" : ",") + std::string(userinfo) + "}";
  }
  void by_code(web::testing::Client& c, const std::string& contact) {
    c.post("/dang-nhap/nguoi-dan", {{"lien_he", contact}});
    EXPECT_EQ(c.post("/dang-nhap/nguoi-dan/ma", {{"code", codes_.last.at(contact)}}).status, 303);
  }
  std::int64_t who(web::testing::Client& c) {
    const auto found = citizens_.presence(c.cookies[std::string(kCitizenCookie)], {});
    return found ? found->id.value : 0;
  }
  std::string verified() {
    const auto v = login_verifier();
    return database_->read([&](store::ReadTx& tx) { return v.check(tx); }).value_or("");
  }
  static std::vector<store::MigrationSet> tables() { return {{"identity", migrations()}}; }

  store::TestDatabase database_{tables(), GetParam()};
  FixedClock clock_{kNow};
  IdSource ids_{clock_};
  Codes codes_;
  Citizens citizens_{*database_, clock_, ids_, codes_, {.secret = std::string(32, 'c')}};
  FakeProvider provider_;
  OidcProvider oidc_{{.issuer = std::string(kIssuer),
                      .client = std::string(kClient),
                      .secret = "bí mật",
                      .name = "VNeID",
                      .redirect = "https://xa.example/dang-nhap/xac-thuc/tro-ve",
                      .back = "https://xa.example/"},
                     clock_,
                     [this](const web::FetchRequest& q) { return provider_.answer(q); }};
  SingleSignOn sso_{citizens_, oidc_, clock_, std::string(32, 's')};
  web::testing::TestGate staff_;
  EverybodyGate gate_{staff_, citizens_};
  web::Shells shells_{{}};
  web::Router router_{{.gate = gate_, .clock = clock_}, {.secret = std::string(32, 'r')}};
  CitizenPages pages_{citizens_, clock_, shells_, &sso_};
};
MOTCUA_EACH_ENGINE(Sso);

TEST_P(Sso, leads_to_the_provider_with_a_challenge_and_back_into_a_new_account) {
  web::testing::Client c(router_);
  EXPECT_THAT(c.get("/dang-nhap/nguoi-dan").body, HasSubstr("Đăng nhập bằng VNeID"));
  person("s-1", R"("HoVaTen":"Lê Thị Mơ","SoDinhDanh":"087190001234","email":"mo@thu.example","email_verified":true)");
  const auto q = begin(c, "/thu-tuc");
  EXPECT_EQ(q.get("response_type"), "code");
  EXPECT_EQ(q.get("client_id"), kClient);
  EXPECT_EQ(q.get("redirect_uri"), "https://xa.example/dang-nhap/xac-thuc/tro-ve");
  EXPECT_EQ(q.get("code_challenge_method"), "S256");
  EXPECT_NE(q.get("state"), q.get("nonce"));
  const auto in = c.get(back(q));
  EXPECT_EQ(in.status, 303) << in.body;
  EXPECT_EQ(header_of(in, "location"), "/thu-tuc");
  // What only we knew came with the code, and fits the challenge that was sent before.
  const auto sent = web::parse_urlencoded(provider_.token_request.body).value();
  EXPECT_EQ(sent.get("grant_type"), "authorization_code");
  EXPECT_EQ(sent.get("code_verifier").size(), 43U);
  EXPECT_EQ(provider_.token_request.user, kClient);
  EXPECT_EQ(provider_.token_request.password, "b%C3%AD%20m%E1%BA%ADt");
  const auto page = c.get("/tai-khoan-cua-toi").body;
  EXPECT_THAT(page, HasSubstr("Lê Thị Mơ"));
  EXPECT_THAT(page, HasSubstr("087190001234"));
  EXPECT_THAT(page, HasSubstr("mo…@thu.example"));
  EXPECT_THAT(page, HasSubstr("Đã xác nhận bạn là ai"));
  EXPECT_EQ(verified(), "");
}

TEST_P(Sso, the_same_login_opens_the_same_account_again) {
  web::testing::Client one(router_), two(router_);
  person("s-1", R"("HoVaTen":"Lê Thị Mơ")");
  EXPECT_EQ(through(one).status, 303);
  const auto first = who(one);
  EXPECT_NE(first, 0);
  clock_.set(kNow + 24h);
  provider_.claims.exp = seconds(kNow + 25h);
  EXPECT_EQ(through(two).status, 303);
  EXPECT_EQ(first, who(two));
  EXPECT_EQ(verified(), "");
}

TEST_P(Sso, a_way_serves_once_in_its_own_browser_and_not_for_long) {
  web::testing::Client c(router_), other(router_);
  const auto q = begin(c);
  const auto cookies = c.cookies;
  const auto refused = [&](const web::Response& r, std::string_view what) {
    EXPECT_EQ(r.status, 422) << what;
    EXPECT_THAT(r.body, HasSubstr("hết hạn hoặc đã dùng")) << what;
    EXPECT_THAT(r.body, HasSubstr("Đăng nhập bằng VNeID")) << what;
  };
  refused(other.get(back(q)), "a browser that did not begin it");
  auto wrong = q;
  refused(c.get("/dang-nhap/xac-thuc/tro-ve?code=c-1&state=x"), "another state");
  c.cookies = cookies;
  refused(c.get(back(q) + "&iss=https%3A%2F%2Fxau.example"), "another provider names itself");
  c.cookies = cookies;
  refused(c.get(back(q)), "it was gone already");

  const auto again = begin(c);
  clock_.set(kNow + 11min);
  refused(c.get(back(again)), "too late");
  clock_.set(kNow);
  const auto good = begin(c);
  const auto kept = c.cookies;
  EXPECT_EQ(c.get(back(good)).status, 303);
  web::testing::Client thief(router_);
  thief.cookies = kept;
  refused(thief.get(back(good)), "address and cookie copied after it was used");
}

TEST_P(Sso, says_what_to_do_when_it_does_not_work_and_logs_nobody_in) {
  web::testing::Client c(router_);
  const auto q = begin(c, "/thu-tuc");
  const auto declined = c.get("/dang-nhap/xac-thuc/tro-ve?error=access_denied&state=" + std::string(q.get("state")));
  EXPECT_EQ(declined.status, 422);
  EXPECT_THAT(declined.body, HasSubstr("Bạn chưa đồng ý"));
  EXPECT_THAT(declined.body, HasSubstr("value=\"/thu-tuc\"")) << "where somebody wanted to go is not lost";
  EXPECT_EQ(c.get(back(begin(c), "c-9")).status, 503) << "a code the provider does not know";
  begin(c);
  {
    const auto q2 = begin(c);
    provider_.claims.nonce = "of-another";
    EXPECT_EQ(c.get(back(q2)).status, 503);
  }
  {
    const auto q3 = begin(c);
    provider_.userinfo = R"({"sub":"somebody-else"})";
    EXPECT_EQ(c.get(back(q3)).status, 503) << "userinfo of another person";
  }
  EXPECT_EQ(who(c), 0);
  provider_.away = true;
  clock_.set(kNow + 2h);  // what was known of the provider is old by now
  const auto away = c.get("/dang-nhap/xac-thuc");
  EXPECT_EQ(away.status, 503);
  EXPECT_THAT(away.body, HasSubstr("không trả lời"));
  EXPECT_THAT(away.body, HasSubstr("Gửi mã cho tôi")) << "the other way stays open";
}

TEST_P(Sso, keys_are_asked_anew_for_an_unknown_kid_at_most_once_a_minute) {
  const SigningKey second("k2"), third("k3");
  web::testing::Client c(router_);
  EXPECT_EQ(through(c).status, 303);
  EXPECT_EQ(through(c).status, 303);
  EXPECT_EQ(provider_.keys_asked, 1);
  provider_.signer = &second;
  provider_.keys = {&provider_.first, &second};
  EXPECT_EQ(through(c).status, 503) << "less than a minute after the first time";
  EXPECT_EQ(provider_.keys_asked, 1);
  clock_.set(kNow + 61s);
  EXPECT_EQ(through(c).status, 303);
  EXPECT_EQ(provider_.keys_asked, 2);
  provider_.signer = &third;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(through(c).status, 503);
  EXPECT_EQ(provider_.keys_asked, 2) << "who sends nonsense does not make us ask";
  clock_.set(kNow + 3min);
  EXPECT_EQ(through(c).status, 503);
  EXPECT_EQ(provider_.keys_asked, 3);
}

TEST_P(Sso, a_document_of_another_issuer_is_not_believed) {
  provider_.issuer = "https://xau.example";
  web::testing::Client c(router_);
  EXPECT_EQ(c.get("/dang-nhap/xac-thuc").status, 503);
}

TEST_P(Sso, opens_the_account_of_the_same_proven_contact_without_another_code) {
  web::testing::Client by_code_first(router_), c(router_);
  by_code(by_code_first, "mo@thu.example");
  person("s-1", R"("HoVaTen":"Lê Thị Mơ","SoDinhDanh":"087190001234","email":"mo@thu.example","email_verified":true)");
  EXPECT_EQ(through(c).status, 303);
  EXPECT_EQ(who(c), who(by_code_first));
  EXPECT_EQ(verified(), "");
}

TEST_P(Sso, a_contact_that_is_only_said_or_a_number_that_was_only_typed_opens_nothing) {
  web::testing::Client owner(router_), c(router_), d(router_);
  by_code(owner, "mo@thu.example");
  // Somebody types another person's number into a profile.
  owner.post("/tai-khoan-cua-toi", {{"ten", "Kẻ Xấu"}, {"so", "087190001234"}});
  person("s-1", R"("SoDinhDanh":"087190001234","email":"mo@thu.example","email_verified":false)");
  EXPECT_EQ(through(c).status, 303);
  EXPECT_NE(who(c), who(owner));
  // The same person comes by another login: the number was proven this time.
  person("s-2", R"("SoDinhDanh":"087190001234")");
  EXPECT_EQ(through(d).status, 303);
  EXPECT_EQ(who(d), who(c));
  EXPECT_EQ(verified(), "");
}

TEST_P(Sso, two_people_who_share_an_address_keep_two_accounts) {
  web::testing::Client mother(router_), son(router_);
  person("s-1", R"("SoDinhDanh":"087190001234","email":"nha@thu.example","email_verified":true)");
  EXPECT_EQ(through(mother).status, 303);
  person("s-2", R"("SoDinhDanh":"087210001234","email":"nha@thu.example","email_verified":true)");
  EXPECT_EQ(through(son).status, 303);
  EXPECT_NE(who(mother), 0);
  EXPECT_NE(who(mother), who(son));
  EXPECT_EQ(verified(), "");
}

TEST_P(Sso, who_is_signed_in_links_the_login_to_that_account_unless_it_is_of_another_person) {
  web::testing::Client c(router_), later(router_);
  by_code(c, "0912345678");
  const auto mine = who(c);
  EXPECT_THAT(c.get("/tai-khoan-cua-toi").body, HasSubstr("Xác nhận bằng VNeID"));
  person("s-1", R"("SoDinhDanh":"087190001234")");
  EXPECT_EQ(through(c).status, 303);
  EXPECT_EQ(who(c), mine);
  EXPECT_EQ(through(later).status, 303);
  EXPECT_EQ(who(later), mine);
  person("s-9", R"("SoDinhDanh":"087210001234")");
  const auto other = through(c);
  EXPECT_EQ(other.status, 409);
  EXPECT_THAT(other.body, HasSubstr("đã gắn với một người khác"));
  EXPECT_EQ(who(c), mine);
  EXPECT_EQ(verified(), "");
}

TEST_P(Sso, what_was_typed_later_stays_and_a_number_told_later_is_kept) {
  web::testing::Client c(router_);
  person("s-1", R"("HoVaTen":"Lê Thị Mơ")");
  EXPECT_EQ(through(c).status, 303);
  c.post("/tai-khoan-cua-toi", {{"ten", "Lê Thị Mơ"}, {"dia_chi", "Ấp 2"}});
  person("s-1", R"("HoVaTen":"Khác","SoDinhDanh":"087190001234","DiaChi":"Ấp 9")");
  EXPECT_EQ(through(c).status, 303);
  const auto page = c.get("/tai-khoan-cua-toi").body;
  EXPECT_THAT(page, HasSubstr("Lê Thị Mơ"));
  EXPECT_THAT(page, HasSubstr("Ấp 2"));
  EXPECT_THAT(page, HasSubstr("087190001234"));
  EXPECT_EQ(verified(), "");
}

TEST_P(Sso, signing_out_ends_here_and_shows_the_way_out_there) {
  web::testing::Client c(router_), coded(router_);
  EXPECT_EQ(through(c).status, 303);
  const auto out = c.post("/dang-xuat/nguoi-dan");
  EXPECT_EQ(header_of(out, "location"), "/dang-xuat/xong");
  EXPECT_EQ(who(c), 0);
  EXPECT_THAT(c.get("/dang-xuat/xong").body, HasSubstr("https://xacthuc.example/logout?client_id=motcua-xa"));
  by_code(coded, "a@thu.example");
  EXPECT_EQ(header_of(coded.post("/dang-xuat/nguoi-dan"), "location"), "/") << "nobody to sign out there";
}

TEST_P(Sso, without_a_provider_there_is_no_button_and_no_page) {
  CitizenPages pages{citizens_, clock_, shells_};
  web::Router router{{.gate = gate_, .clock = clock_}, {.secret = std::string(32, 'r')}};
  router.add(web::bind_routes("identity", pages, CitizenPages::routes()));
  web::testing::Client c(router);
  EXPECT_THAT(c.get("/dang-nhap/nguoi-dan").body, Not(HasSubstr("xac-thuc")));
  EXPECT_EQ(c.get("/dang-nhap/xac-thuc").status, 404);
  EXPECT_EQ(c.get("/dang-nhap/xac-thuc/tro-ve?code=1&state=2").status, 404);
  EXPECT_EQ(header_of(c.get("/dang-xuat/xong"), "location"), "/");
}

TEST_P(Sso, a_changed_login_is_told_by_verify) {
  web::testing::Client c(router_);
  person("s-1", R"("SoDinhDanh":"087190001234")");
  EXPECT_EQ(through(c).status, 303);
  ASSERT_EQ(verified(), "");
  store::RawDatabase raw(database_.url());
  EXPECT_EQ(raw.change("UPDATE identity_citizen_login SET subject = 's-2'"), 1);
  EXPECT_THAT(verified(), HasSubstr("identity_citizen_login"));
  EXPECT_EQ(raw.change("DELETE FROM identity_citizen_login"), 1);
  EXPECT_THAT(verified(), HasSubstr("identity_citizen_login"));
}

}  // namespace
}  // namespace motcua::identity
