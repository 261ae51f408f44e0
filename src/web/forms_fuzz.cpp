// Decoders of query strings, forms, paths, names and cookies: nothing crashes, and what is read can be written and read again.
#include <cstddef>
#include <span>

#include "web/cookies.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"

namespace motcua::web::forms_fuzz {

void fuzz_one(std::span<const std::byte> data);

void fuzz_one(std::span<const std::byte> data) {
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  if (const auto fields = parse_urlencoded(text)) {
    const auto again = parse_urlencoded(to_urlencoded(*fields));
    ensure(again && again->items() == fields->items(), "a form that was read is written and read the same");
    for (const auto& [name, value] : fields->items()) ensure(valid_utf8(name) && valid_utf8(value), "fields are UTF-8");
  }
  if (const auto decoded = percent_decode(text))
    ensure(percent_decode(percent_encode(*decoded)) == decoded, "percent encoding goes both ways");
  if (const auto path = decode_path(text)) {
    ensure(path->starts_with('/') && path->find('\\') == std::string::npos && path->find("/../") == std::string::npos, "no way up");
    ensure(!path->ends_with("/..") && path->find("//") == std::string::npos && valid_utf8(*path), "no way up at the end");
  }
  const auto name = clean_file_name(text);
  ensure(!name.empty() && name.find_first_of("/\\\r\n\"") == std::string::npos && !name.starts_with('.') && valid_utf8(name),
         "a tame name");
  ensure(content_disposition(text).find_first_of("\r\n") == std::string::npos, "one line");
  const auto target = local_target(text);
  ensure(target.starts_with('/') && !target.starts_with("//") && target.find_first_of("\r\n\\") == std::string::npos, "stays on this site");
  header_parameter(text, "name");
  ensure(!read_signed("secret", "owner", text), "nobody signs by chance");
  ensure(read_signed("secret", "owner", sign_value("secret", "owner", text)) == text, "what we signed we read");
  ensure(base64url_decode(base64url(text)) == text, "base64 goes both ways");
  Request request;
  request.headers.emplace_back("cookie", text);
  request.cookie("a");
}

}  // namespace motcua::web::forms_fuzz
