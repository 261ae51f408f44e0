#include "web/router.hpp"

#include <gmock/gmock.h>

#include "base/log.hpp"
#include "store/db.hpp"
#include "web/idempotency.hpp"
#include "web/limits.hpp"
#include "web/metrics.hpp"
#include "web/testing.hpp"

namespace motcua::web {
namespace {

using testing::Client;
using ::testing::HasSubstr;
using testing::header_of;
using ::testing::IsEmpty;
using ::testing::Not;

inline constexpr Permission kAccept{"dossier.accept"};

Route route(Method method, std::string_view pattern, Permission permission, std::function<Response(Call&)> handler) {
  return {method, pattern, permission, std::move(handler), 64 * 1024, "test"};
}

struct RouterTest : ::testing::Test {
  FixedClock clock{*parse_instant("2026-10-05T09:10")};
  testing::TestGate gate;
  MemoryIdempotency idempotency{clock};
  Metrics metrics;
  RateLimiter limiter{
      LimitOptions{.address = {10, 50}, .account = {10, 20}, .anonymous_post = {1, 3}, .routes = {{Method::get, "/tra-cuu", {1, 2}}}}};
  Router router{
      {.gate = gate, .clock = clock, .error_pages = nullptr, .idempotency = &idempotency, .limiter = &limiter, .metrics = &metrics},
      {.secret = std::string(32, 's'), .take_statement_count = {}}};
  std::vector<std::string> lines;
  log::Sink before = log::set_sink([this](log::Level, std::string_view line) { lines.emplace_back(line); });
  int posts = 0;

  RouterTest() {
    gate.people["officer"] = {1, {"dossier.accept"}};
    gate.people["reader"] = {2, {}};
    const auto echo = [](Call& call) {
      std::string body;
      for (const auto& [name, value] : call.request.params) body += name + "=" + value + ";";
      return Response::html(body + std::string(call.request.route));
    };
    router.add({route(Method::get, "/", kOpen, echo), route(Method::get, "/ho-so/{ma}", kOpen, echo),
                route(Method::get, "/ho-so/moi", kOpen, echo), route(Method::post, "/ho-so/{ma}", kOpen, echo),
                route(Method::get, "/ho-so/{ma}/giay/{so}", kOpen, echo), route(Method::get, "/tep/{duong...}", kOpen, echo),
                route(Method::get, "/tra-cuu", kOpen, echo), route(Method::get, "/viec", kSignedIn, echo),
                route(Method::get, "/tiep-nhan", kAccept, echo), route(Method::get, "/api/v1/viec", kSignedIn, echo)});
    router.add({route(Method::post, "/tiep-nhan", kAccept,
                      [this](Call& call) {
                        ++posts;
                        if (call.request.form.has("sai"))
                          return error_response(call, errors::invalid("t.bad", "Nhập lại số định danh.").value());
                        auto r = Response::see_other("/ho-so/" + std::to_string(posts));
                        r.flash = "Đã tiếp nhận hồ sơ số " + std::to_string(posts) + ".";
                        return r;
                      }),
                route(Method::get, "/bieu-mau", kOpen,
                      [](Call& call) { return Response::html("<form>" + call.csrf_token + "</form>" + call.flash); }),
                route(Method::post, "/bieu-mau", kOpen,
                      [this](Call&) {
                        ++posts;
                        return Response::html("nhận");
                      }),
                route(Method::get, "/hong", kOpen, [](Call&) -> Response { throw std::runtime_error("table is gone"); }),
                route(Method::get, "/ban", kOpen,
                      [](Call&) -> Response { throw store::Failure(store::FailureKind::connection, "kX", "no connection"); }),
                route(Method::get, "/xau", kOpen, [](Call&) { return Response::see_other("/a\r\nSet-Cookie: x=1"); }),
                route(Method::get, "/kieu.css", kOpen, [](Call&) {
                  Response r{.content_type = "text/css", .body = std::string(5000, 'a')};
                  r.shared = true;
                  return r;
                })});
  }
  ~RouterTest() override { log::set_sink(before); }

  Response get(std::string target) { return Client(router).get(std::move(target)); }
  Client as(const std::string& name) {
    Client client(router);
    client.cookies["phien"] = name;
    return client;
  }
  Response with_method(bool head, Method method, std::string target) {
    Request q;
    q.head = head;
    q.method = method;
    q.target = std::move(target);
    return router.dispatch(std::move(q));
  }
};

TEST_F(RouterTest, finds_the_most_literal_route) {
  EXPECT_EQ(get("/").body, "/");
  EXPECT_EQ(get("/ho-so/H01-26").body, "ma=H01-26;/ho-so/{ma}");
  EXPECT_EQ(get("/ho-so/moi").body, "/ho-so/moi");
  EXPECT_EQ(get("/ho-so/a/giay/7").body, "ma=a;so=7;/ho-so/{ma}/giay/{so}");
  EXPECT_EQ(get("/tep/css/app.css").body, "duong=css/app.css;/tep/{duong...}");
  EXPECT_EQ(get("/ho-so/%C4%90%E1%BA%B7ng?x=1").body, "ma=Đặng;/ho-so/{ma}");
  EXPECT_EQ(get("/khong-co").status, 404);
  EXPECT_EQ(get("/tep").status, 404);
}

TEST_F(RouterTest, answers_405_with_the_methods_that_there_are) {
  const auto r = with_method(false, Method::del, "/ho-so/1");
  EXPECT_EQ(r.status, 405);
  EXPECT_EQ(header_of(r, "Allow"), "GET, HEAD, POST");
  EXPECT_EQ(with_method(true, Method::get, "/ho-so/1").status, 200);
  Exchange x;
  x.method_name = "PATCH";
  x.request.target = "/ho-so/1";
  EXPECT_EQ(router.open(x)->status, 405);
}

TEST_F(RouterTest, a_literal_route_without_the_method_does_not_hide_a_capture_that_has_it) {
  Exchange x;
  x.method_name = "POST";
  x.request.target = "/ho-so/moi";
  EXPECT_FALSE(router.open(x));
  EXPECT_EQ(x.route->pattern, "/ho-so/{ma}");
}

TEST_F(RouterTest, sends_a_trailing_slash_to_the_page_without_it) {
  const auto r = get("/ho-so/1/?a=b");
  EXPECT_EQ(r.status, 308);
  EXPECT_EQ(header_of(r, "Location"), "/ho-so/1?a=b");
  EXPECT_EQ(get("/khong-co/").status, 404);
}

TEST_F(RouterTest, refuses_path_tricks) {
  for (const auto* target :
       {"/ho-so/../etc", "/ho-so/%2e%2e/x", "/tep/..%2f..%2fetc/passwd", "/tep/a%5cb", "/ho-so/%00", "/ho-so/%zz", "/ho-so/%ff",
        "//evil.example/", "/ho-so//1", "/ho-so/%0d%0aX", "/ho-so/%C0%AE", "/a?x=%ff", "/ho-so/1#x", "/./x", "ho-so"})
    EXPECT_EQ(get(target).status, 400) << target;
}

TEST_F(RouterTest, a_route_taken_twice_stops_the_start) {
  const auto never = [](Call&) { return Response::text(""); };
  EXPECT_THROW(router.add({route(Method::get, "/ho-so/{khac}", kOpen, never)}), BrokenInvariant);
  EXPECT_THROW(router.add({route(Method::get, "khong-gach", kOpen, never)}), BrokenInvariant);
  EXPECT_THROW(router.add({route(Method::get, "/a/{}", kOpen, never)}), BrokenInvariant);
  EXPECT_THROW(router.add({route(Method::get, "/a/b{c}", kOpen, never)}), BrokenInvariant);
  EXPECT_THROW(router.add({route(Method::get, "/{a...}/b", kOpen, never)}), BrokenInvariant);
  EXPECT_THROW(router.add({route(Method::get, "/a/", kOpen, never)}), BrokenInvariant);
}

TEST_F(RouterTest, asks_for_the_permission_of_the_route) {
  const std::vector<testing::Scenario> scenarios = {
      {.name = "nobody on a page",
       .target = "/tiep-nhan?a=1&b=2",
       .status = 303,
       .location = "/dang-nhap?tiep=%2Ftiep-nhan%3Fa%3D1%26b%3D2"},
      {.name = "nobody posts", .method = Method::post, .target = "/tiep-nhan", .status = 303, .location = "/dang-nhap"},
      {.name = "nobody on the API", .target = "/api/v1/viec", .status = 401, .contains = {"\"key\":\"web.sign_in_first\""}},
      {.name = "signed in without the right", .as = "reader", .target = "/tiep-nhan", .status = 403, .contains = {"quản trị"}},
      {.name = "signed in", .as = "reader", .target = "/viec", .status = 200},
      {.name = "with the right", .as = "officer", .target = "/tiep-nhan", .status = 200},
      {.name = "posts without the right",
       .as = "reader",
       .method = Method::post,
       .target = "/tiep-nhan",
       .status = 403,
       .contains = {"quản trị"}},
  };
  EXPECT_THAT(testing::run(router, scenarios, [](Client& c, std::string_view name) { c.cookies["phien"] = name; }), IsEmpty());
  EXPECT_EQ(posts, 0);
}

TEST_F(RouterTest, a_post_needs_the_token_of_its_session) {
  auto officer = as("officer");
  officer.with_csrf = false;
  EXPECT_EQ(officer.post("/tiep-nhan").status, 403);
  EXPECT_EQ(officer.post("/tiep-nhan", {{"_csrf", "x"}}).status, 403);
  Request other;
  other.headers.emplace_back("cookie", "phien=reader");
  EXPECT_EQ(officer.post("/tiep-nhan", {{"_csrf", router.csrf_token(other)}}).status, 403) << "token of another session";
  EXPECT_EQ(posts, 0);
  officer.with_csrf = true;
  EXPECT_EQ(officer.post("/tiep-nhan").status, 303);
  EXPECT_EQ(posts, 1);
}

TEST_F(RouterTest, a_post_from_another_site_is_refused_even_with_the_token) {
  auto officer = as("officer");
  for (const auto& header : testing::Pairs{{"origin", "https://evil.example"},
                                           {"origin", "null"},
                                           {"origin", "http://test.local.evil.example"},
                                           {"sec-fetch-site", "cross-site"},
                                           {"sec-fetch-site", "same-site"}}) {
    officer.headers = {header};
    EXPECT_EQ(officer.post("/tiep-nhan").status, 403) << header.first << " " << header.second;
  }
  officer.headers = {{"origin", "http://test.local"}, {"sec-fetch-site", "same-origin"}};
  EXPECT_EQ(officer.post("/tiep-nhan").status, 303);
}

TEST_F(RouterTest, a_token_of_the_api_needs_no_csrf_and_hides_the_cookies) {
  Client program(router);
  program.with_csrf = false;
  program.headers = {{"authorization", "Bearer officer"}};
  EXPECT_EQ(program.post("/tiep-nhan").status, 303);
  program.headers = {{"authorization", "Bearer nonsense"}};
  program.cookies["phien"] = "officer";
  EXPECT_EQ(program.post("/tiep-nhan").status, 303);
  EXPECT_EQ(posts, 1) << "a wrong token with a good cookie must not get the rights of the cookie without CSRF";
}

TEST_F(RouterTest, visitors_get_a_cookie_only_with_a_page_that_has_a_form) {
  Client visitor(router);
  EXPECT_EQ(header_of(visitor.get("/"), "set-cookie"), "");
  const auto page = visitor.get("/bieu-mau");
  EXPECT_THAT(header_of(page, "set-cookie"), ::testing::StartsWith("khach="));
  const auto token = page.body.substr(6, page.body.find("</form>") - 6);
  visitor.with_csrf = false;
  EXPECT_EQ(visitor.post("/bieu-mau", {{"_csrf", token}}).status, 200);
  EXPECT_EQ(header_of(visitor.get("/bieu-mau"), "set-cookie"), "") << "one visitor, one cookie";
}

TEST_F(RouterTest, a_message_lives_over_one_redirect_for_its_owner_only) {
  auto officer = as("officer");
  officer.post("/tiep-nhan");
  auto thief = as("reader");
  thief.cookies["tin"] = officer.cookies["tin"];
  EXPECT_THAT(thief.get("/bieu-mau").body, Not(HasSubstr("Đã tiếp nhận")));
  EXPECT_THAT(officer.get("/bieu-mau").body, HasSubstr("Đã tiếp nhận hồ sơ số 1."));
  EXPECT_THAT(officer.get("/bieu-mau").body, Not(HasSubstr("Đã tiếp nhận")));
}

TEST_F(RouterTest, the_same_form_sent_twice_works_once_and_answers_twice) {
  auto officer = as("officer");
  const auto first = officer.post("/tiep-nhan", {{"_lan_gui", "lan-gui-0001"}, {"ten", "A"}});
  const auto second = officer.post("/tiep-nhan", {{"_lan_gui", "lan-gui-0001"}, {"ten", "A"}});
  EXPECT_EQ(header_of(first, "location"), "/ho-so/1");
  EXPECT_EQ(header_of(second, "location"), "/ho-so/1");
  EXPECT_EQ(posts, 1);
  EXPECT_EQ(officer.post("/tiep-nhan", {{"_lan_gui", "lan-gui-0001"}, {"ten", "B"}}).status, 409) << "other content under the same number";
  EXPECT_EQ(header_of(officer.post("/tiep-nhan", {{"_lan_gui", "lan-gui-0002"}, {"ten", "A"}}), "location"), "/ho-so/2");
}

TEST_F(RouterTest, a_refused_form_may_be_sent_again) {
  auto officer = as("officer");
  EXPECT_EQ(officer.post("/tiep-nhan", {{"_lan_gui", "lan-gui-0001"}, {"sai", "1"}}).status, 422);
  EXPECT_EQ(officer.post("/tiep-nhan", {{"_lan_gui", "lan-gui-0001"}, {"ten", "A"}}).status, 303);
}

TEST_F(RouterTest, what_breaks_is_a_page_with_a_number_and_a_line_in_the_log) {
  const auto r = get("/hong");
  EXPECT_EQ(r.status, 500);
  EXPECT_THAT(r.body, Not(HasSubstr("table is gone")));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_THAT(lines[0], HasSubstr("event=web.incident"));
  EXPECT_THAT(lines[0], HasSubstr("cause=\"table is gone\""));
  const auto id = lines[0].substr(lines[0].find("request=") + 8, 12);
  EXPECT_THAT(r.body, HasSubstr(id));
  const auto busy = get("/ban");
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(header_of(busy, "Retry-After"), "10");
}

TEST_F(RouterTest, logs_the_pattern_and_never_the_path) {
  get("/ho-so/001234567890?ten=Nguyen");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], HasSubstr("method=GET route=/ho-so/{ma} status=200 us="));
  EXPECT_THAT(lines[0], Not(HasSubstr("001234567890")));
  get("/khong/co/001234567890");
  EXPECT_THAT(lines[1], HasSubstr("route=(none) status=404"));
  EXPECT_THAT(lines[1], Not(HasSubstr("001234567890")));
}

TEST_F(RouterTest, a_header_cannot_be_broken_out_of) {
  const auto r = get("/xau");
  EXPECT_EQ(header_of(r, "Location"), "/");
  for (const auto& [name, value] : r.headers) EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name;
}

TEST_F(RouterTest, every_answer_carries_the_security_headers) {
  for (const auto* target : {"/", "/khong-co", "/hong", "/tiep-nhan", "/ho-so/%ff", "/kieu.css"}) {
    const auto r = get(target);
    EXPECT_EQ(header_of(r, "Content-Security-Policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
              "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        << target;
    EXPECT_EQ(header_of(r, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_EQ(header_of(r, "Cross-Origin-Opener-Policy"), "same-origin") << target;
    EXPECT_EQ(header_of(r, "Strict-Transport-Security"), "") << target;
  }
  EXPECT_EQ(header_of(as("officer").get("/viec"), "Cache-Control"), "no-store");
  Client tls(router);
  tls.secure = true;
  EXPECT_THAT(header_of(tls.get("/"), "Strict-Transport-Security"), HasSubstr("max-age="));
  EXPECT_THAT(header_of(tls.get("/bieu-mau"), "set-cookie"), ::testing::StartsWith("__Host-khach="));
}

TEST_F(RouterTest, only_shared_answers_are_compressed_and_known_again) {
  Client browser(router);
  browser.headers = {{"accept-encoding", "gzip, br"}};
  const auto css = browser.get("/kieu.css");
  EXPECT_EQ(header_of(css, "Content-Encoding"), "gzip");
  EXPECT_LT(css.body.size(), 500u);
  const auto tag = header_of(css, "ETag");
  browser.headers.emplace_back("if-none-match", tag);
  const auto again = browser.get("/kieu.css");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  browser.headers = {};
  EXPECT_EQ(browser.get("/kieu.css").body.size(), 5000u);
}

TEST_F(RouterTest, too_many_requests_wait) {
  EXPECT_EQ(get("/tra-cuu").status, 200);
  EXPECT_EQ(get("/tra-cuu").status, 200);
  const auto r = get("/tra-cuu");
  EXPECT_EQ(r.status, 429);
  EXPECT_EQ(header_of(r, "Retry-After"), "1");
  Client neighbour(router);
  neighbour.remote = "10.0.0.9";
  EXPECT_EQ(neighbour.get("/tra-cuu").status, 200);
  clock.advance(std::chrono::seconds{1});
  EXPECT_EQ(get("/tra-cuu").status, 200);
  EXPECT_EQ(get("/tra-cuu").status, 429);
}

TEST_F(RouterTest, an_account_has_its_own_limit_from_wherever_it_comes) {
  auto reader = as("reader");
  for (int i = 0; i < 20; ++i) {
    reader.remote = "10.0.0." + std::to_string(i);
    ASSERT_EQ(reader.get("/viec").status, 200) << i;
  }
  EXPECT_EQ(reader.get("/viec").status, 429);
  EXPECT_EQ(as("officer").get("/viec").status, 200);
}

TEST_F(RouterTest, counts_by_pattern_and_class) {
  get("/ho-so/1");
  get("/ho-so/2");
  get("/nowhere");
  const auto text = metrics.prometheus();
  EXPECT_THAT(text, HasSubstr("motcua_requests_total{route=\"/ho-so/{ma}\",status=\"2xx\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("motcua_requests_total{route=\"(none)\",status=\"4xx\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("motcua_request_seconds_bucket{route=\"/ho-so/{ma}\",le=\"+Inf\"} 2\n"));
}

TEST_F(RouterTest, metrics_are_for_this_machine_or_the_token) {
  router.add(ops_routes(metrics, {.ready = [] { return false; }, .metrics_token = "geheim"}));
  EXPECT_EQ(get("/healthz").body, "ok\n");
  EXPECT_EQ(get("/readyz").status, 503);
  EXPECT_EQ(get("/metrics").status, 200);
  Client outside(router);
  outside.remote = "10.1.1.1";
  EXPECT_EQ(outside.get("/metrics").status, 404);
  outside.headers = {{"authorization", "Bearer geheim"}};
  EXPECT_EQ(outside.get("/metrics").status, 200);
  Client proxied(router);
  proxied.headers = {{"x-forwarded-for", "203.0.113.5"}};
  EXPECT_EQ(proxied.get("/metrics").status, 404);
}

TEST_F(RouterTest, the_walk_finds_what_is_wrong_with_a_route) {
  std::int64_t changes = 0;
  testing::WalkOptions options{
      .personas = {{"officer", [](Client& c) { c.cookies["phien"] = "officer"; }, [](std::string_view p) { return p == "dossier.accept"; }},
                   {"reader", [](Client& c) { c.cookies["phien"] = "reader"; }, [](std::string_view) { return false; }}},
      .path_of =
          [](const Route& r) {
            return r.pattern.starts_with("/tiep-nhan") || r.pattern.starts_with("/viec") ? std::string(r.pattern) : "";
          },
      .changes = [&] { return changes; }};
  EXPECT_THAT(testing::walk_routes(router, options), IsEmpty());
  router.add({route(Method::get, "/tiep-nhan/len-lut", kAccept,
                    [&](Call&) {
                      ++changes;
                      return Response::text("");
                    }),
              route(Method::get, "/tiep-nhan/mo", kOpen, [](Call&) -> Response { throw std::runtime_error("x"); })});
  const auto problems = testing::walk_routes(router, options);
  EXPECT_THAT(problems, ::testing::UnorderedElementsAre("GET /tiep-nhan/len-lut as officer: changed data (status 200)",
                                                        "GET /tiep-nhan/mo as officer: failed (status 500)",
                                                        "GET /tiep-nhan/mo as reader: failed (status 500)"));
}

}  // namespace
}  // namespace motcua::web
