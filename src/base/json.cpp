#include "base/json.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "base/letters.hpp"

namespace motcua {

void JsonWriter::before_value() {
  if (places_.empty()) {
    ensure(out_.empty(), "JSON: a second value at the top");
    return;
  }
  switch (places_.back()) {
    case Place::array_first: places_.back() = Place::array_next; return;
    case Place::array_next: out_.push_back(','); return;
    case Place::after_key: places_.back() = Place::object_next; return;
    case Place::object_first:
    case Place::object_next: ensure(false, "JSON: a value without a key");
  }
}

JsonWriter& JsonWriter::begin_object() {
  before_value();
  places_.push_back(Place::object_first);
  out_.push_back('{');
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  ensure(!places_.empty() && (places_.back() == Place::object_first || places_.back() == Place::object_next), "JSON: no object to end");
  places_.pop_back();
  out_.push_back('}');
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  before_value();
  places_.push_back(Place::array_first);
  out_.push_back('[');
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  ensure(!places_.empty() && (places_.back() == Place::array_first || places_.back() == Place::array_next), "JSON: no array to end");
  places_.pop_back();
  out_.push_back(']');
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  ensure(!places_.empty() && (places_.back() == Place::object_first || places_.back() == Place::object_next),
         "JSON: a key outside an object");
  if (places_.back() == Place::object_next) out_.push_back(',');
  places_.back() = Place::after_key;
  write_text(name);
  out_.push_back(':');
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  write_text(text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  ensure(std::isfinite(number), "JSON: a number that is not finite");
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number == 0 ? 0.0 : number).ptr;
  return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

JsonWriter& JsonWriter::value(std::nullptr_t) { return raw("null"); }

JsonWriter& JsonWriter::signed_value(std::int64_t number) { return raw(std::to_string(number)); }
JsonWriter& JsonWriter::unsigned_value(std::uint64_t number) { return raw(std::to_string(number)); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  out_.append(json);
  return *this;
}

void JsonWriter::write_text(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out_.push_back('"');
  for (std::size_t pos = 0; pos < text.size();) {
    const char c = text[pos];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      const std::size_t start = pos;
      if (next_code_point(text, pos))
        out_.append(text.substr(start, pos - start));
      else
        append_utf8(out_, 0xFFFD);
      continue;
    }
    ++pos;
    switch (c) {
      case '"': out_.append("\\\""); break;
      case '\\': out_.append("\\\\"); break;
      case '\b': out_.append("\\b"); break;
      case '\f': out_.append("\\f"); break;
      case '\n': out_.append("\\n"); break;
      case '\r': out_.append("\\r"); break;
      case '\t': out_.append("\\t"); break;
      default:
        if (byte < 0x20)
          out_.append("\\u00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
        else
          out_.push_back(c);
    }
  }
  out_.push_back('"');
}

std::string JsonWriter::take() {
  ensure(places_.empty() && !out_.empty(), "JSON: something is still open");
  return std::move(out_);
}

}  // namespace motcua
