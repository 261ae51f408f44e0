// What others fill in for the router: who calls, how errors look, where answers of repeated forms are kept.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace motcua::web {

// Tells who calls. Filled in by identity; runs on a worker, may read the database.
class Gate {
 public:
  virtual ~Gate() = default;
  // Never null. Cookies and headers put into `out` (a rotated session) go out with the answer. A request with an
  // Authorization header arrives here without cookies: a token and a session never mix.
  virtual std::shared_ptr<const Principal> identify(const Request& request, Response& out) = 0;
};

// Nobody is ever signed in; for tests and for programs without accounts.
class OpenGate final : public Gate {
 public:
  std::shared_ptr<const Principal> identify(const Request& request, Response& out) override;
};

// What an error page tells. `message` says what to do; `incident` is the request id the visitor can tell the support desk.
struct Problem {
  int status = 500;
  std::string key{};  // "web.not_found"
  std::string title{};
  std::string message{};
  std::vector<FieldError> fields{};
  std::string incident{};  // set for 500 and 503 only
};

// Renders error pages in the page shell. Must not throw for any Problem; the router falls back to a plain page if it does.
class ErrorPages {
 public:
  virtual ~ErrorPages() = default;
  virtual Response render(const Call& call, const Problem& problem) const = 0;
};

// A page without shell, for start-up and as the fallback.
class PlainErrorPages final : public ErrorPages {
 public:
  Response render(const Call& call, const Problem& problem) const override;
};

// Page or JSON ({code, key, message, fields, incident}), as the request wants it.
Response problem_response(const Call& call, Problem problem);

// Remembers the answers of forms by their one-time number, so that a double click or a re-post gives the first answer.
class Idempotency {
 public:
  enum class State : std::uint8_t { fresh, done, running, other_content };
  struct Claim {
    State state = State::fresh;
    Response answer;  // of State::done
  };
  virtual ~Idempotency() = default;
  // `owner` is the session or visitor, `fingerprint` the SHA-256 of what was sent. Waits a while for a running twin.
  virtual Claim claim(std::string_view owner, std::string_view key, std::string_view fingerprint) = 0;
  virtual void complete(std::string_view owner, std::string_view key, const Response& answer) = 0;
  virtual void forget(std::string_view owner, std::string_view key) = 0;  // the work was refused: it may be sent again
};

}  // namespace motcua::web
