// Asking another program over HTTP: a provider of sign-in, of text messages. Never inside a database transaction: it waits.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace motcua::web {

struct FetchRequest {
  std::string url;
  bool post = false;
  std::string body{};
  std::vector<std::string> headers{};  // "Accept: application/json"
  std::string user{}, password{};      // basic authentication, when `user` is not empty
  int seconds = 5;                     // the whole exchange
  std::size_t most = 256 * 1024;       // bytes of an answer
};
struct Fetched {
  int status{};
  std::string body;
};

// Redirects are not followed. Error web.no_answer; its `detail` tells the cause, without address and content.
Result<Fetched> fetch(const FetchRequest& request);
using Fetcher = std::function<Result<Fetched>(const FetchRequest&)>;

// Nobody between us and there can read along: https, or http to this machine itself.
bool private_address(std::string_view url);

}  // namespace motcua::web
