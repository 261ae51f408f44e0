// Set-Cookie lines, and values that only we can have written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace motcua::web {

// Value of a Set-Cookie header: Path=/, HttpOnly, SameSite; over TLS the __Host- prefix and Secure.
// Throws BrokenInvariant for a name or value that does not fit a cookie (never made from input: sign or encode it first).
std::string set_cookie(const Cookie& cookie, bool secure);
Cookie expired_cookie(std::string name);

// text <-> cookie value, signed for one visitor: another visitor's cookie, or a changed one, reads as nothing.
std::string sign_value(std::string_view secret, std::string_view owner, std::string_view text);
std::optional<std::string> read_signed(std::string_view secret, std::string_view owner, std::string_view value);

}  // namespace motcua::web
