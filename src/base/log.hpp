// One line an event, logfmt, to stderr:  at=… level=info event=web.request route=/ho-so/{ma} status=200 us=1830
//
// A log is not a record: no personal data. Only the types below have a form here; types with personal data have none, so
// that logging them does not compile. Keys are literals, so that grep finds the place.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"

namespace motcua::log {

enum class Level : std::uint8_t { debug, info, warn, error };  // error: somebody must act

struct Key {
  std::string_view text;
  consteval Key(const char* literal) : text(literal) {}
};

class Field {
 public:
  Field(Key key, std::string value) : key_(key.text), value_(std::move(value)) {}
  std::string_view key() const { return key_; }
  const std::string& value() const { return value_; }

 private:
  std::string_view key_;
  std::string value_;
};

// What has a form in a log; nothing else does, and nothing converts to it by the way.
template <class T>
concept Plain = std::integral<T> || std::floating_point<T> || std::convertible_to<const T&, std::string_view> || std::same_as<T, Instant> ||
    std::same_as<T, std::chrono::microseconds>;

std::string plain(double value);
template <Plain T> Field kv(Key key, const T& value) {
  if constexpr (std::same_as<T, bool>)
    return {key, value ? "true" : "false"};
  else if constexpr (std::integral<T>)
    return {key, std::to_string(value)};
  else if constexpr (std::floating_point<T>)
    return {key, plain(value)};
  else if constexpr (std::same_as<T, Instant>)
    return {key, iso(value)};
  else if constexpr (std::same_as<T, std::chrono::microseconds>)
    return {key, std::to_string(value.count())};
  else
    return {key, std::string(std::string_view(value))};
}

void write(Level level, Key event, std::initializer_list<Field> fields);
bool enabled(Level level);

template <std::same_as<Field>... F> void debug(Key event, F... fields) {
  if (enabled(Level::debug)) write(Level::debug, event, {std::move(fields)...});
}
template <std::same_as<Field>... F> void info(Key event, F... fields) { write(Level::info, event, {std::move(fields)...}); }
template <std::same_as<Field>... F> void warn(Key event, F... fields) { write(Level::warn, event, {std::move(fields)...}); }
template <std::same_as<Field>... F> void error(Key event, F... fields) { write(Level::error, event, {std::move(fields)...}); }

// Where lines go (without the line end); called under a lock, from any thread. An empty sink means stderr. Returns the one before.
using Sink = std::function<void(Level, std::string_view line)>;
Sink set_sink(Sink sink);
void set_level(Level least);  // info at start

}  // namespace motcua::log
