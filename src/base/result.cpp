#include "base/result.hpp"

namespace motcua {

namespace {
tl::unexpected<Error> make(Errc code, std::string_view key, std::string message, std::source_location where) {
  return tl::unexpected<Error>(Error{code, std::string(key), std::move(message), {}, {}, where});
}
}  // namespace

namespace errors {
tl::unexpected<Error> invalid(std::string_view key, std::string message, std::source_location where) {
  return make(Errc::invalid_input, key, std::move(message), where);
}
tl::unexpected<Error> invalid_fields(std::string_view key, std::vector<FieldError> fields, std::source_location where) {
  auto error = make(Errc::invalid_input, key, fields.empty() ? std::string{} : fields.front().message, where);
  error.value().fields = std::move(fields);
  return error;
}
tl::unexpected<Error> not_found(std::string_view key, std::string message, std::source_location where) {
  return make(Errc::not_found, key, std::move(message), where);
}
tl::unexpected<Error> forbidden(std::string_view key, std::string message, std::source_location where) {
  return make(Errc::forbidden, key, std::move(message), where);
}
tl::unexpected<Error> conflict(std::string_view key, std::string message, std::source_location where) {
  return make(Errc::conflict, key, std::move(message), where);
}
tl::unexpected<Error> illegal_transition(std::string_view key, std::string message, std::source_location where) {
  return make(Errc::illegal_transition, key, std::move(message), where);
}
tl::unexpected<Error> unavailable(std::string_view key, std::string message, std::source_location where) {
  return make(Errc::unavailable, key, std::move(message), where);
}
}  // namespace errors

void ensure(bool condition, std::string_view what, std::source_location where) {
  if (!condition) throw BrokenInvariant(std::string(what) + " (" + where.file_name() + ":" + std::to_string(where.line()) + ")");
}

}  // namespace motcua
