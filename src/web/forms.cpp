#include "web/forms.hpp"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>

namespace motcua::web {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool control(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u < 0x20 || u == 0x7f;
}

bool ascii_equal(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return low(x) == low(y);
  });
}

std::optional<std::string> unescape(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!valid_utf8(out)) return std::nullopt;
  return out;
}

// Input from macOS and some scanners arrives decomposed; everything behind the border is NFC.
std::string nfc(std::string text) {
  if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return text;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* norm = unorm2_getNFCInstance(&status);
  std::u16string wide(text.size() + 1, u'\0');
  std::int32_t length = 0;
  u_strFromUTF8(wide.data(), static_cast<std::int32_t>(wide.size()), &length, text.data(), static_cast<std::int32_t>(text.size()), &status);
  ensure(U_SUCCESS(status), "UTF-8 was checked before");
  if (unorm2_isNormalized(norm, wide.data(), length, &status) && U_SUCCESS(status)) return text;
  std::u16string composed(static_cast<std::size_t>(length) * 3 + 1, u'\0');
  const auto composed_length =
      unorm2_normalize(norm, wide.data(), length, composed.data(), static_cast<std::int32_t>(composed.size()), &status);
  std::string out(static_cast<std::size_t>(composed_length) * 3 + 1, '\0');
  std::int32_t out_length = 0;
  u_strToUTF8(out.data(), static_cast<std::int32_t>(out.size()), &out_length, composed.data(), composed_length, &status);
  ensure(U_SUCCESS(status), "NFC of checked UTF-8");
  out.resize(static_cast<std::size_t>(out_length));
  return out;
}

}  // namespace

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      if (lead == 0) return false;
      ++i;
      continue;
    }
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - i <= static_cast<std::size_t>(more)) return false;
    std::uint32_t code = lead & (0x3fu >> more);
    for (int k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      if ((next & 0xc0) != 0x80) return false;
      code = code << 6 | (next & 0x3f);
    }
    constexpr std::array<std::uint32_t, 4> kLeast = {0, 0x80, 0x800, 0x10000};
    if (code < kLeast[static_cast<std::size_t>(more)] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    i += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

std::optional<std::string> percent_decode(std::string_view text) { return unescape(text, false); }

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += kHex[u >> 4];
      out += kHex[u & 15];
    }
  }
  return out;
}

std::string clean_value(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      lines += text[i];
      continue;
    }
    lines += '\n';
    if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  return nfc(std::move(lines));
}

Result<Fields> parse_urlencoded(std::string_view text, const FormLimits& limits) {
  Fields fields;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty()) continue;
    if (fields.items().size() == limits.max_fields)
      return errors::invalid("web.form_too_many_fields", "Biểu mẫu có quá nhiều ô. Hãy chia thành nhiều lần gửi.");
    const auto equals = pair.find('=');
    auto name = unescape(pair.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>("") : unescape(pair.substr(equals + 1), true);
    if (!name || !value)
      return errors::invalid("web.form_bad_encoding", "Nội dung gửi lên không đúng bảng mã UTF-8. Hãy tải lại trang rồi nhập lại.");
    if (name->size() > limits.max_name || value->size() > limits.max_value)
      return errors::invalid("web.form_value_too_long", "Có ô dài quá mức cho phép. Hãy rút ngắn nội dung rồi gửi lại.");
    fields.add(*std::move(name), clean_value(*value));
  }
  return fields;
}

std::string to_urlencoded(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields.items()) {
    if (!out.empty()) out += '&';
    out += percent_encode(name) + "=" + percent_encode(value);
  }
  return out;
}

std::optional<std::string> decode_path(std::string_view raw) {
  if (!raw.starts_with('/')) return std::nullopt;
  std::string path;
  for (std::string_view rest = raw.substr(1);;) {
    const auto end = rest.find('/');
    const auto segment = percent_decode(rest.substr(0, end));
    const bool last = end == std::string_view::npos;
    if (!segment || *segment == "." || *segment == ".." || (segment->empty() && !last)) return std::nullopt;
    if (std::ranges::any_of(*segment, [](char c) { return c == '/' || c == '\\' || control(c); })) return std::nullopt;
    path += '/';
    path += *segment;
    if (last) return path;
    rest.remove_prefix(end + 1);
  }
}

std::string clean_file_name(std::string_view name) {
  if (!valid_utf8(name)) return "tep";
  if (const auto slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string out;
  for (const char c : name)
    if (!control(c) && c != '"' && c != '<' && c != '>' && c != ':' && c != '|' && c != '?' && c != '*') out += c;
  const auto first = out.find_first_not_of(". ");
  out.erase(0, std::min(first, out.size()));
  if (out.size() > 150) {  // the ending stays, and no character is cut in two
    const auto dot = out.rfind('.');
    const auto ending = dot != std::string::npos && out.size() - dot <= 10 ? out.substr(dot) : std::string();
    auto keep = 150 - ending.size();
    while (keep > 0 && (static_cast<unsigned char>(out[keep]) & 0xc0) == 0x80) --keep;
    out = out.substr(0, keep) + ending;
  }
  return out.empty() ? "tep" : clean_value(out);
}

std::string content_disposition(std::string_view download_name) {
  const auto name = clean_file_name(download_name);
  std::string ascii;
  for (const char c : name) ascii += static_cast<unsigned char>(c) < 0x80 && c != '\\' && c != '%' ? c : '_';
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percent_encode(name);
}

std::string local_target(std::string_view target) {
  const bool local = target.starts_with('/') && !target.starts_with("//") && target.size() <= 2000 && valid_utf8(target) &&
                     std::ranges::none_of(target, [](char c) { return control(c) || c == '\\'; });
  return local ? std::string(target) : "/";
}

std::optional<std::string> header_parameter(std::string_view header, std::string_view name) {
  std::size_t i = header.find(';');
  while (i != std::string_view::npos && i < header.size()) {
    ++i;
    while (i < header.size() && (header[i] == ' ' || header[i] == '\t')) ++i;
    const auto equals = header.find_first_of("=;", i);
    if (equals == std::string_view::npos) return std::nullopt;
    if (header[equals] == ';') {
      i = equals;
      continue;
    }
    const auto key = header.substr(i, equals - i);
    std::string value;
    i = equals + 1;
    if (i < header.size() && header[i] == '"') {
      for (++i; i < header.size() && header[i] != '"'; ++i) {
        // Browsers send a backslash in a file name as it is and only escape the quote.
        if (header[i] == '\\' && i + 1 < header.size() && (header[i + 1] == '"' || header[i + 1] == '\\')) ++i;
        value += header[i];
      }
      if (i >= header.size()) return std::nullopt;  // never closed
      i = header.find(';', i);
    } else {
      const auto end = header.find(';', i);
      value = header.substr(i, end == std::string_view::npos ? end : end - i);
      while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.pop_back();
      i = end;
    }
    if (ascii_equal(key, name)) return value;
  }
  return std::nullopt;
}

}  // namespace motcua::web
