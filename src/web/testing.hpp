// For tests of pages and APIs: a visitor with cookies, scenarios as data, a walk over all routes. No socket, no browser.
//
//   web::testing::Client officer(router);
//   const auto problems = run(router, kScenarios, sign_in);   EXPECT_THAT(problems, IsEmpty());
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "web/router.hpp"

namespace motcua::web::testing {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// A visitor: keeps cookies, sends the CSRF token the router would have shown to it.
class Client {
 public:
  explicit Client(const Router& router) : router_(router) {}
  Response get(std::string target);
  Response post(std::string target, const Pairs& form = {});
  Response post_files(std::string target, const Pairs& form, std::vector<Upload> uploads);
  Response send(Request request);      // as it is, plus cookies and headers of this visitor
  Response follow(const Response& r);  // GET of its Location
  Pairs headers;                       // sent with every request, names in lower case
  std::map<std::string, std::string> cookies;
  bool secure = false;
  bool with_csrf = true;
  std::string remote = "127.0.0.1";

 private:
  Request base(Method method, std::string target) const;
  void learn(const Response& r);
  const Router& router_;
};

std::string header_of(const Response& r, std::string_view name);  // "" when absent; case does not matter

// Gate for tests that need no identity: the cookie "phien=NAME" is that principal.
class TestGate final : public Gate {
 public:
  struct Person {
    std::int64_t account_id{};
    std::set<std::string, std::less<>> permissions{};
  };
  std::map<std::string, Person, std::less<>> people{};
  std::shared_ptr<const Principal> identify(const Request& request, Response& out) override;
};

struct Scenario {
  std::string_view name{};
  std::string_view as{};  // handed to sign_in; empty: nobody
  Method method = Method::get;
  std::string target{};
  Pairs form{};
  int status = 200;
  std::vector<std::string> contains{};
  std::vector<std::string> absent{};
  std::string location{};  // compared when not empty
};

using SignIn = std::function<void(Client&, std::string_view as)>;
// What is wrong, one line each; each scenario has a client of its own.
std::vector<std::string> run(const Router& router, const std::vector<Scenario>& scenarios, const SignIn& sign_in);

struct Persona {
  std::string name;                           // for messages
  std::function<void(Client&)> sign_in;       // makes the client this person
  std::function<bool(std::string_view)> may;  // the table of rights: permission name -> may
};
struct WalkOptions {
  std::vector<Persona> personas;
  // Path of a route with its captures filled in; empty leaves the route out of the parts that run its handler.
  std::function<std::string(const Route&)> path_of;
  // Number that grows with every change of data, e.g. the count of journal rows.
  std::function<std::int64_t()> changes;
};
// Every route: nobody is sent to sign in (401 below /api/); who may not is refused; a POST without token is refused and changes
// nothing; a GET changes nothing and does not fail (5xx).
std::vector<std::string> walk_routes(const Router& router, const WalkOptions& options);

}  // namespace motcua::web::testing
