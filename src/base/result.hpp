// Results and errors: one border between what is expected and what is broken.
//
// Expected outcomes (bad form, missing, forbidden, conflict, illegal move) are values: Result<T>.
// A broken machine or invariant (disk, corruption, bug) is an exception, caught once at the border of a request or command.
#pragma once

#include <cstdint>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace motcua {

enum class Errc : std::uint8_t { invalid_input, not_found, forbidden, conflict, illegal_transition, unavailable, corrupt };

// What is wrong with one field of a form; `message` is a whole Vietnamese sentence that says what to do.
struct FieldError {
  std::string field;
  std::string message;
  friend bool operator==(const FieldError&, const FieldError&) = default;
};

struct Error {
  Errc code{};
  std::string key;                 // unique in the source: "dossier.cannot_accept"
  std::string message;             // shown to people, Vietnamese, says what to do
  std::vector<FieldError> fields;  // shown beside form fields
  std::string detail;              // for the log only; never personal data, never shown
  std::source_location where = std::source_location::current();
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

namespace errors {
// `key` is the unique literal grep finds; `message` is for people.
tl::unexpected<Error> invalid(std::string_view key, std::string message, std::source_location where = std::source_location::current());
tl::unexpected<Error> invalid_fields(std::string_view key, std::vector<FieldError> fields,
                                     std::source_location where = std::source_location::current());
tl::unexpected<Error> not_found(std::string_view key, std::string message, std::source_location where = std::source_location::current());
tl::unexpected<Error> forbidden(std::string_view key, std::string message, std::source_location where = std::source_location::current());
tl::unexpected<Error> conflict(std::string_view key, std::string message, std::source_location where = std::source_location::current());
tl::unexpected<Error> illegal_transition(std::string_view key, std::string message,
                                         std::source_location where = std::source_location::current());
tl::unexpected<Error> unavailable(std::string_view key, std::string message, std::source_location where = std::source_location::current());
}  // namespace errors

// A broken invariant: stays on in release builds, never used on input of users.
struct BrokenInvariant : std::logic_error {
  using std::logic_error::logic_error;
};
void ensure(bool condition, std::string_view what, std::source_location where = std::source_location::current());

}  // namespace motcua

#define MOTCUA_CAT2(a, b) a##b
#define MOTCUA_CAT(a, b) MOTCUA_CAT2(a, b)
#define MOTCUA_TRY(tmp, declaration, expression)                  \
  auto tmp = (expression);                                        \
  if (!tmp) return ::tl::make_unexpected(std::move(tmp).error()); \
  declaration = *std::move(tmp)
// TRY(auto dossier, load(tx, id));  TRY_VOID(save(tx, dossier));
#define TRY(declaration, ...) MOTCUA_TRY(MOTCUA_CAT(try_, __LINE__), declaration, (__VA_ARGS__))
#define TRY_VOID(...)                                                                                           \
  do {                                                                                                          \
    if (auto try_void_ = (__VA_ARGS__); !try_void_) return ::tl::make_unexpected(std::move(try_void_).error()); \
  } while (false)
