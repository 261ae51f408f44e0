// Outside text to checked fields: percent-decoding, UTF-8, url-encoded forms, names of files, links back to a page.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace motcua::web {

bool valid_utf8(std::string_view text);  // well-formed, without NUL

// "%C4%91" -> "đ"; nothing when a '%' is not followed by two hex digits or the result is not UTF-8.
std::optional<std::string> percent_decode(std::string_view text);
std::string percent_encode(std::string_view text);  // all but unreserved characters

struct FormLimits {
  std::size_t max_fields = 1000;
  std::size_t max_name = 200;
  std::size_t max_value = 256 * 1024;
};

// "a=1&b=%C4%91+d": values in NFC, line ends as \n. The error says what is wrong with the form (web.form_…).
Result<Fields> parse_urlencoded(std::string_view text, const FormLimits& limits = {});
std::string to_urlencoded(const Fields& fields);

// A value as Fields keep it: NFC, CRLF and CR as LF. `text` is UTF-8.
std::string clean_value(std::string_view text);

// A decoded path, checked: begins with '/', no empty, "." or ".." segment, no encoded slash, backslash or control character.
// One trailing slash is let through.
std::optional<std::string> decode_path(std::string_view raw);

// The name of an uploaded file without folders and control characters, at most 150 bytes; "tep" when nothing is left.
std::string clean_file_name(std::string_view name);
// attachment; filename="giay.pdf"; filename*=UTF-8''gi%E1%BA%A5y.pdf
std::string content_disposition(std::string_view download_name);

// `target` when it is a place on this site ("/ho-so?x=1"), else "/". For ?tiep= after signing in.
std::string local_target(std::string_view target);

// The value of a parameter of a header: header_parameter("form-data; name=\"a\"", "name") -> a. Quoted pairs are opened.
std::optional<std::string> header_parameter(std::string_view header, std::string_view name);

}  // namespace motcua::web
