#include "web/html.hpp"

#include <array>
#include <charconv>

#include "base/text.hpp"

namespace motcua::web {
namespace {

constexpr std::string_view entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&#34;";
    case '\'': return "&#39;";
    default: return {};
  }
}

constexpr auto kNeedsEscape = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("&<>\"'")) table[static_cast<unsigned char>(c)] = true;
  table[0] = true;
  return table;
}();

constexpr bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

void append_percent(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

// What may stand in a link. The scheme ends at the first colon before any of / ? #.
bool safe_address(std::string_view address) {
  if (address.empty()) return true;
  if (address.find('\\') != std::string_view::npos || address.starts_with("//")) return false;
  const auto colon = address.find(':');
  if (colon == std::string_view::npos || address.find_first_of("/?#") < colon) return true;
  const auto scheme = ascii_lower(address.substr(0, colon));
  return scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel" || scheme == "sms";
}

}  // namespace

Lang lang_of(std::string_view code) { return code.starts_with("en") ? Lang::en : Lang::vi; }
std::string_view code_of(Lang lang) { return lang == Lang::en ? "en" : "vi"; }

Html& Html::escape(std::string_view s) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (!kNeedsEscape[static_cast<unsigned char>(s[i])]) continue;
    out_.append(s, from, i - from);
    out_.append(s[i] == '\0' ? std::string_view("\xEF\xBF\xBD") : entity(s[i]));
    from = i + 1;
  }
  out_.append(s, from, s.size() - from);
  return *this;
}

Html& Html::digits(std::int64_t n) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), n).ptr;
  out_.append(buffer.data(), end);
  return *this;
}

Html& Html::say_translated(std::string_view message) {
  const auto other = translate(lang_, message);
  // A message without translation is the literal of the template and is markup already (it may hold &nbsp;).
  return other.data() == message.data() ? raw(message) : escape(other);
}

Html& Html::url(std::string_view address) {
  while (!address.empty() && static_cast<unsigned char>(address.front()) <= ' ') address.remove_prefix(1);
  if (!safe_address(address)) return raw("#");
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7f)
      append_percent(out_, c);  // browsers drop tabs and line ends inside a scheme
    else if (const auto e = entity(c); !e.empty())
      out_ += e;
    else
      out_ += c;
  }
  return *this;
}

Html& Html::url_part(std::string_view piece) {
  for (const char c : piece) {
    if (unreserved(c))
      out_ += c;
    else
      append_percent(out_, c);
  }
  return *this;
}

Html& Html::attr(Markup name, std::string_view value) {
  raw(name.s).raw("=\"");
  return escape(value).raw("\"");
}

Html& Html::url_attr(Markup name, std::string_view address) {
  raw(name.s).raw("=\"");
  return url(address).raw("\"");
}

}  // namespace motcua::web
