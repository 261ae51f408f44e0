// What every answer carries, and the last check of what goes onto the wire.
#pragma once

#include "web/http.hpp"

namespace motcua::web {

inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// Removes headers that would break out of their line (CR, LF, NUL); a Location that did so leads to "/".
void drop_broken_headers(Response& response);
void add_security_headers(const Request& request, bool signed_in, Response& response);
// Unsafe requests must come from our own pages: Sec-Fetch-Site and Origin, where the browser sends them.
bool same_origin(const Request& request);
// ETag and 304 of files; ETag, 304 and gzip of answers that are marked shared. Others are never compressed: a secret beside text the
// visitor chooses would leak through the length (BREACH).
void finish_shared(const Request& request, Response& response);

}  // namespace motcua::web
