// The grammar of an HTTP/1.1 request, without sockets: bytes in, head and body out. Beast's parser is behind it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace motcua::web {

struct RequestHead {
  std::string method{};
  std::string target{};  // origin form: begins with '/'
  std::string host{};
  std::vector<std::pair<std::string, std::string>> headers{};  // names in lower case
  std::optional<std::uint64_t> content_length{};
  bool chunked = false;
  bool keep_alive = false;
  bool expects_continue = false;
  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

class RequestReader {
 public:
  enum class State : std::uint8_t { head, body, done, failed };
  // `on_body` gets the body without its chunk frames; false ends the reading (failed, 400).
  RequestReader(std::size_t header_limit, std::function<bool(std::string_view)> on_body);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Takes from the front of `bytes`, returns how many; the rest is to be given again, with more behind it. Stops once at the
  // end of the head, so that the caller can decide about the body before any of it is taken.
  std::size_t feed(std::string_view bytes);
  State state() const { return state_; }
  int failed_status() const { return failed_status_; }  // 400, 413, 431 or 501
  const RequestHead& head() const { return head_; }     // once state() is beyond head
  void limit_body(std::uint64_t bytes);                 // before the first feed of the body

 private:
  struct Parser;
  void end_of_head();
  std::size_t fail(int status);
  std::unique_ptr<Parser> parser_;
  RequestHead head_;
  State state_ = State::head;
  int failed_status_ = 0;
};

}  // namespace motcua::web
