// multipart/form-data as it arrives: text parts into fields, files onto disk with their SHA-256. Memory does not grow with files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"

namespace motcua::web {

struct MultipartLimits {
  std::size_t max_fields = 1000;
  std::size_t max_files = 50;
  std::size_t max_name = 200;
  std::size_t max_value = 256 * 1024;
  std::size_t max_text = 2 * 1024 * 1024;  // all text parts together
};

class MultipartReader {
 public:
  // Files go into `dir` under names of our own. `boundary` comes from the Content-Type.
  MultipartReader(std::string_view boundary, std::filesystem::path dir, MultipartLimits limits = {});
  ~MultipartReader();  // removes the files nobody took
  MultipartReader(const MultipartReader&) = delete;
  MultipartReader& operator=(const MultipartReader&) = delete;

  // Pieces of any size. Errors: web.multipart_* (malformed or over a limit), web.upload_not_stored (disk, Errc::unavailable).
  Status write(std::string_view piece);
  Status finish();  // the last boundary must have been seen
  Fields take_fields() { return std::move(fields_); }
  std::vector<Upload> take_uploads();

 private:
  enum class At : std::uint8_t { preamble, after_boundary, headers, text, file, epilogue };
  struct OpenFile;
  Result<bool> step();  // false: needs more
  Status begin_part(std::string_view headers);
  Status data(std::string_view bytes);
  Status end_part();
  std::string delimiter_;  // CR LF -- boundary
  std::filesystem::path dir_;
  MultipartLimits limits_;
  At at_ = At::preamble;
  std::string pending_ = "\r\n";  // the first boundary needs no line before it
  std::size_t text_bytes_ = 0;
  std::string name_;
  std::string value_;
  std::unique_ptr<OpenFile> file_;
  Fields fields_;
  std::vector<Upload> uploads_;
};

// The boundary of a Content-Type "multipart/form-data; boundary=…"; empty when it is another type or malformed.
std::string multipart_boundary(std::string_view content_type);

}  // namespace motcua::web
