#include "web/server_reader.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.hpp"

namespace motcua::web {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

std::string_view view(string_view s) { return {s.data(), s.size()}; }

bool host_text(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' ||
           c == ']' || c == '_';
  });
}

}  // namespace

struct RequestReader::Parser final : http::basic_parser<true> {
  RequestHead& head;
  std::function<bool(std::string_view)> on_body;
  bool in_head = true;
  bool http11 = false;
  std::size_t limit;

  Parser(RequestHead& h, std::size_t header_limit, std::function<bool(std::string_view)> body)
      : head(h), on_body(std::move(body)), limit(header_limit) {
    this->header_limit(static_cast<std::uint32_t>(header_limit));
    this->body_limit(~std::uint64_t{0} / 2);  // the route sets it
  }

 private:
  void on_request_impl(http::verb, string_view method, string_view target, int version, error_code&) override {
    http11 = version == 11;
    head.method = view(method);
    head.target = view(target);
  }
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
    if (in_head) head.headers.emplace_back(ascii_lower(view(name)), view(value));  // trailers are dropped
  }
  void on_header_impl(error_code&) override { in_head = false; }
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code& ec) override { return take(body, ec); }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& ec) override { return take(body, ec); }
  void on_finish_impl(error_code&) override {}

  std::size_t take(string_view body, error_code& ec) {
    if (!on_body(view(body))) ec = http::error::bad_chunk;
    return body.size();
  }
};

RequestReader::RequestReader(std::size_t header_limit, std::function<bool(std::string_view)> on_body)
    : parser_(std::make_unique<Parser>(head_, header_limit, std::move(on_body))) {}

RequestReader::~RequestReader() = default;

void RequestReader::limit_body(std::uint64_t bytes) { parser_->body_limit(bytes); }

std::size_t RequestReader::fail(int status) {
  state_ = State::failed;
  failed_status_ = status;
  return 0;
}

std::size_t RequestReader::feed(std::string_view bytes) {
  if (state_ == State::done || state_ == State::failed) return 0;
  const bool was_head = state_ == State::head;
  if (!was_head && parser_->is_done()) {
    state_ = State::done;
    return 0;
  }
  error_code ec;
  std::size_t used = 0;
  while (used < bytes.size()) {
    const auto rest = bytes.substr(used);
    const auto n = parser_->put(boost::asio::const_buffer(rest.data(), rest.size()), ec);
    used += n;
    if (ec == http::error::need_more) {
      ec = {};
      // A line of chunk sizes or trailers may not grow without end either.
      if (bytes.size() - used > parser_->limit) return fail(was_head ? 431 : 400);
      break;
    }
    if (ec == http::error::header_limit) return fail(431);
    if (ec == http::error::body_limit) return fail(413);
    if (ec) return fail(400);
    if (was_head && parser_->is_header_done()) {
      end_of_head();
      return used;
    }
    if (parser_->is_done()) {
      state_ = State::done;
      return used;
    }
    if (n == 0) break;
  }
  return used;
}

// What the grammar lets through and a server must not: two hosts, a body whose length two readers would see differently.
void RequestReader::end_of_head() {
  std::size_t hosts = 0;
  std::size_t codings = 0;
  bool smuggled = false;
  for (const auto& [name, value] : head_.headers) {
    if (name == "host") {
      ++hosts;
      head_.host = value;
    } else if (name == "transfer-encoding") {
      ++codings;
      smuggled = smuggled || ascii_lower(value) != "chunked";
    } else if (name == "expect") {
      head_.expects_continue = ascii_lower(value) == "100-continue";
    }
  }
  const bool http11 = parser_->http11;
  if (codings > 1 || smuggled || (codings == 1 && !http11)) {
    fail(smuggled ? 501 : 400);
    return;
  }
  if (hosts > 1 || (hosts == 0 && http11) || (hosts == 1 && !host_text(head_.host))) {
    fail(400);
    return;
  }
  if (const auto scheme = head_.target.find("://"); scheme != std::string::npos && !head_.target.starts_with('/')) {
    const auto path = head_.target.find('/', scheme + 3);
    head_.target = path == std::string::npos ? "/" : head_.target.substr(path);
  }
  if (!head_.target.starts_with('/') || std::ranges::any_of(head_.target, [](char c) { return c <= 0x20 || c >= 0x7f; })) {
    fail(400);
    return;
  }
  head_.chunked = parser_->chunked();
  if (const auto length = parser_->content_length()) head_.content_length = *length;
  head_.keep_alive = parser_->keep_alive();
  state_ = head_.has_body() ? State::body : State::done;
}

}  // namespace motcua::web
