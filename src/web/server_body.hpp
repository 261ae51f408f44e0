// Where the bytes of a body go: url-encoded forms and JSON into bounded strings, multipart forms onto disk.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/http.hpp"
#include "web/multipart.hpp"

namespace motcua::web {

class BodyCollector {
 public:
  BodyCollector(const Request& head, std::filesystem::path upload_dir);
  // False: see error(); the rest of the body is of no use.
  bool write(std::string_view piece);
  // Fills form, uploads or body of the request; the error is told to the visitor with 400 (503 for the disk).
  Status finish(Request& request);
  const std::optional<Error>& error() const { return error_; }

 private:
  enum class Kind : std::uint8_t { urlencoded, multipart, raw };
  Kind kind_ = Kind::raw;
  std::string text_;
  std::unique_ptr<MultipartReader> multipart_;
  std::optional<Error> error_;
};

}  // namespace motcua::web
