// The head of an answer, and what a trusted proxy says about the client.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "web/http.hpp"

namespace motcua::web {

std::string response_head(const Response& response, std::uint64_t body_size, bool keep_alive);
// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(Instant at);
// When the direct peer is one of `proxies`: the client is the last address of X-Forwarded-For that is none of them.
void believe_proxy(std::span<const std::string> proxies, Request& request);

}  // namespace motcua::web
