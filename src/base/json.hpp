// JSON: a writer whose output is canonical (no white space, one way to write each value, keys in the order of the caller), so that
// the same record always has the same bytes, and a read-only view of parsed text. nlohmann::json stays inside json_parse.cpp.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace motcua {

// JsonWriter json;
// json.begin_object().field("kind", "amount").field("valid", true).key("reasons").begin_array().end_array().end_object();
// A misplaced key, value or end is a bug of the caller (BrokenInvariant). Malformed UTF-8 is written as U+FFFD.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);  // finite; shortest form that reads back the same
  JsonWriter& value(std::nullptr_t);
  template <std::same_as<bool> T> JsonWriter& value(T truth) { return raw(truth ? "true" : "false"); }
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) JsonWriter& value(T number) {
    if constexpr (std::signed_integral<T>)
      return signed_value(static_cast<std::int64_t>(number));
    else
      return unsigned_value(static_cast<std::uint64_t>(number));
  }
  template <class T> JsonWriter& value(const std::optional<T>& maybe) { return maybe ? value(*maybe) : value(nullptr); }
  template <class T> JsonWriter& field(std::string_view name, const T& content) { return key(name).value(content); }

  // A value that is JSON already (made by another writer); not checked.
  JsonWriter& raw(std::string_view json);

  // The whole text; every object and array must be closed.
  std::string take();

 private:
  enum class Place : std::uint8_t { array_first, array_next, object_first, object_next, after_key };
  void before_value();
  JsonWriter& signed_value(std::int64_t number);
  JsonWriter& unsigned_value(std::uint64_t number);
  void write_text(std::string_view text);

  std::string out_;
  std::vector<Place> places_;
};

struct JsonLimits {
  std::size_t bytes = 1'000'000;
  std::size_t depth = 32;
};

// A value inside a parsed text; copies are cheap and keep the text alive. Asking for what is not there gives nothing, never a crash.
class Json {
 public:
  enum class Kind : std::uint8_t { null, boolean, integer, number, text, array, object };

  // Errors ("json.invalid", "json.too_large", "json.too_deep", "json.duplicate_key") name the byte where reading stopped in `detail`.
  static Result<Json> parse(std::string_view text, JsonLimits limits = {});

  Json();  // null
  Kind kind() const;
  bool is_null() const { return kind() == Kind::null; }
  std::optional<bool> boolean() const;
  std::optional<std::int64_t> integer() const;
  std::optional<double> number() const;  // integers too
  std::optional<std::string_view> text() const;

  std::size_t size() const;                                        // of an array or object, else 0
  Json operator[](std::string_view name) const;                    // member of an object, else null
  Json at(std::size_t index) const;                                // element of an array, else null
  std::vector<Json> elements() const;                              // of an array
  std::vector<std::pair<std::string_view, Json>> members() const;  // of an object, in the order of the text

  void write(JsonWriter& out) const;

 private:
  friend struct JsonBuilder;
  struct Node;
  Json(std::shared_ptr<const Node> root, const Node* node) : root_(std::move(root)), node_(node) {}
  std::shared_ptr<const Node> root_;
  const Node* node_ = nullptr;
};

}  // namespace motcua
