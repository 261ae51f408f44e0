#include "web/testing.hpp"

#include <algorithm>

#include "web/forms.hpp"

namespace motcua::web::testing {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::del: return "DELETE";
  }
  return "?";
}

}  // namespace

std::string header_of(const Response& r, std::string_view name) {
  const auto found = std::ranges::find_if(r.headers, [&](const auto& h) { return same_name(h.first, name); });
  return found == r.headers.end() ? "" : found->second;
}

Request Client::base(Method method, std::string target) const {
  Request q;
  q.method = method;
  q.target = std::move(target);
  q.headers = headers;
  q.remote = remote;
  q.host = "test.local";
  q.secure = secure;
  std::string line;
  for (const auto& [name, value] : cookies) line += (line.empty() ? "" : "; ") + name + "=" + value;
  if (!line.empty()) q.headers.emplace_back("cookie", line);
  return q;
}

void Client::learn(const Response& r) {
  for (const auto& [name, value] : r.headers) {
    if (!same_name(name, "set-cookie")) continue;
    const auto equals = value.find('=');
    const auto end = value.find(';');
    const auto cookie = value.substr(0, equals);
    if (value.find("Max-Age=0") != std::string::npos)
      cookies.erase(cookie);
    else
      cookies[cookie] = value.substr(equals + 1, end - equals - 1);
  }
}

Response Client::send(Request request) {
  auto r = router_.dispatch(std::move(request));
  learn(r);
  return r;
}

Response Client::get(std::string target) { return send(base(Method::get, std::move(target))); }

Response Client::post(std::string target, const Pairs& form) { return post_files(std::move(target), form, {}); }

Response Client::post_files(std::string target, const Pairs& form, std::vector<Upload> uploads) {
  auto q = base(Method::post, target);
  if (with_csrf) {
    auto token = router_.csrf_token(q);
    if (token.empty()) {  // a visitor without a session: as if a page with a form had been seen
      cookies[secure ? "__Host-khach" : "khach"] = "visitor-of-a-test-0001";
      q = base(Method::post, std::move(target));
      token = router_.csrf_token(q);
    }
    q.form.add(std::string(kCsrfField), token);
  }
  for (const auto& [name, value] : form) q.form.add(name, clean_value(value));
  q.uploads = std::move(uploads);
  return send(std::move(q));
}

Response Client::follow(const Response& r) { return get(header_of(r, "location")); }

std::shared_ptr<const Principal> TestGate::identify(const Request& request, Response&) {
  struct Someone final : Principal {
    std::set<std::string, std::less<>> permissions;
    bool permits(Permission permission) const override {
      return permission.name == kSignedIn.name ? signed_in() : permissions.contains(permission.name);
    }
  };
  auto someone = std::make_shared<Someone>();
  auto name = request.cookie("phien");
  if (const auto bearer = request.header("authorization"); bearer.starts_with("Bearer ")) name = bearer.substr(7);
  if (const auto found = people.find(name); found != people.end()) {
    someone->account_id = found->second.account_id;
    someone->display_name = name;
    someone->session_key = "session of " + std::string(name);
    someone->permissions = found->second.permissions;
  }
  return someone;
}

std::vector<std::string> run(const Router& router, const std::vector<Scenario>& scenarios, const SignIn& sign_in) {
  std::vector<std::string> problems;
  for (const auto& s : scenarios) {
    Client client(router);
    if (!s.as.empty()) sign_in(client, s.as);
    const auto r = s.method == Method::get ? client.get(s.target) : client.post(s.target, s.form);
    const auto problem = [&](const std::string& what) { problems.push_back(std::string(s.name) + ": " + what); };
    if (r.status != s.status) problem("status " + std::to_string(r.status) + ", wanted " + std::to_string(s.status));
    for (const auto& text : s.contains)
      if (r.body.find(text) == std::string::npos) problem("does not contain: " + text);
    for (const auto& text : s.absent)
      if (r.body.find(text) != std::string::npos) problem("must not contain: " + text);
    if (!s.location.empty() && header_of(r, "location") != s.location)
      problem("leads to " + header_of(r, "location") + ", wanted " + s.location);
  }
  return problems;
}

std::vector<std::string> walk_routes(const Router& router, const WalkOptions& options) {
  std::vector<std::string> problems;
  for (const auto& route : router.routes()) {
    const auto path = options.path_of(route);
    if (path.empty()) continue;
    const bool open = route.permission.name == kOpen.name;
    const bool changes_things = route.method != Method::get;
    const auto ask = [&](Client& client, const std::string& who, const std::function<std::string(int)>& wrong) {
      const auto before = options.changes ? options.changes() : 0;
      const auto r = changes_things ? client.post(path) : client.get(path);
      const auto after = options.changes ? options.changes() : 0;
      auto what = wrong(r.status);
      if (what.empty() && before != after) what = "changed data";
      if (!what.empty())
        problems.push_back(std::string(name_of(route.method)) + " " + std::string(route.pattern) + " as " + who + ": " + what +
                           " (status " + std::to_string(r.status) + ")");
    };
    if (route.method != Method::get && route.method != Method::post) continue;  // no page sends them; APIs are walked by their own tests
    if (!open) {
      Client nobody(router);
      ask(nobody, "nobody", [](int status) { return status == 303 || status == 401 ? "" : "not asked to sign in"; });
    }
    for (const auto& persona : options.personas) {
      const bool may = open || route.permission.name == kSignedIn.name || persona.may(route.permission.name);
      Client client(router);
      persona.sign_in(client);
      if (!may) {
        ask(client, persona.name, [](int status) { return status == 403 ? "" : "not refused"; });
      } else if (changes_things) {
        client.with_csrf = false;
        ask(client, persona.name + " without token", [](int status) { return status == 403 ? "" : "not refused"; });
      } else {
        ask(client, persona.name, [](int status) { return status == 403 ? "refused" : status >= 500 ? "failed" : ""; });
      }
    }
  }
  return problems;
}

}  // namespace motcua::web::testing
