#include "web/multipart.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/text.hpp"
#include "web/crypto.hpp"
#include "web/forms.hpp"

namespace motcua::web {
namespace {

constexpr std::size_t kMaxPartHeaders = 8 * 1024;

tl::unexpected<Error> malformed() {
  return errors::invalid("web.multipart_malformed", "Nội dung gửi lên bị hỏng trên đường truyền. Hãy tải lại trang rồi gửi lại.");
}

tl::unexpected<Error> too_much(std::string_view key) {
  return errors::invalid(key, "Biểu mẫu gửi lên vượt mức cho phép. Hãy bớt nội dung hoặc chia thành nhiều lần gửi.");
}

}  // namespace

struct MultipartReader::OpenFile {
  Upload upload;
  Sha256 hash;
  int fd = -1;

  OpenFile() = default;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd >= 0) ::close(fd);
  }
  Status open(const std::filesystem::path& dir) {
    upload.path = dir / ("upload-" + random_token(16));
    fd = ::open(upload.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return fd >= 0 ? Status{} : not_stored();
  }
  Status write(std::string_view bytes) {
    hash.update(bytes);
    upload.size += bytes.size();
    while (!bytes.empty()) {
      const auto written = ::write(fd, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return not_stored();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  static Status not_stored() {
    Error e{.code = Errc::unavailable,
            .key = "web.upload_not_stored",
            .message = "Máy chủ chưa lưu được tệp. Hãy thử lại sau ít phút.",
            .fields = {},
            .detail = std::error_code(errno, std::generic_category()).message()};
    return tl::make_unexpected(std::move(e));
  }
};

std::string multipart_boundary(std::string_view content_type) {
  constexpr std::string_view kType = "multipart/form-data";
  if (ascii_lower(content_type.substr(0, kType.size())) != kType) return {};
  const auto boundary = header_parameter(content_type, "boundary").value_or("");
  const bool fits =
      !boundary.empty() && boundary.size() <= 70 && std::ranges::all_of(boundary, [](char c) { return c >= 0x20 && c < 0x7f; });
  return fits ? boundary : std::string();
}

MultipartReader::MultipartReader(std::string_view boundary, std::filesystem::path dir, MultipartLimits limits)
    : delimiter_("\r\n--" + std::string(boundary)), dir_(std::move(dir)), limits_(limits) {}

MultipartReader::~MultipartReader() {
  std::error_code gone;
  if (file_) std::filesystem::remove(file_->upload.path, gone);
  for (const auto& upload : uploads_) std::filesystem::remove(upload.path, gone);
}

std::vector<Upload> MultipartReader::take_uploads() {
  auto taken = std::move(uploads_);
  uploads_.clear();
  return taken;
}

Status MultipartReader::write(std::string_view piece) {
  if (at_ == At::epilogue) return {};
  pending_ += piece;
  for (;;) {
    TRY(const bool more, step());
    if (!more) return {};
  }
}

Status MultipartReader::finish() {
  if (at_ != At::epilogue) return malformed();
  return {};
}

// One step of the machine on what is pending; all that cannot be the beginning of a boundary moves on at once.
Result<bool> MultipartReader::step() {
  switch (at_) {
    case At::preamble:
    case At::text:
    case At::file: {
      const auto end = pending_.find(delimiter_);
      if (end == std::string::npos) {
        if (pending_.size() < delimiter_.size()) return false;
        const auto sure = pending_.size() - delimiter_.size() + 1;
        TRY_VOID(data(std::string_view(pending_).substr(0, sure)));
        pending_.erase(0, sure);
        return false;
      }
      TRY_VOID(data(std::string_view(pending_).substr(0, end)));
      TRY_VOID(end_part());
      pending_.erase(0, end + delimiter_.size());
      at_ = At::after_boundary;
      return true;
    }
    case At::after_boundary: {
      if (pending_.starts_with("--")) {
        at_ = At::epilogue;
        pending_.clear();
        return false;
      }
      const auto line = pending_.find("\r\n");
      if (line == std::string::npos) {
        if (pending_.size() > 200) return malformed();
        return false;
      }
      if (pending_.find_first_not_of(" \t") != line) return malformed();
      pending_.erase(0, line);  // the line end stays: it ends an empty list of headers as well
      at_ = At::headers;
      return true;
    }
    case At::headers: {
      const auto end = pending_.find("\r\n\r\n");
      if (end == std::string::npos) {
        if (pending_.size() > kMaxPartHeaders) return malformed();
        return false;
      }
      TRY_VOID(begin_part(std::string_view(pending_).substr(0, end)));
      pending_.erase(0, end + 4);
      return true;
    }
    case At::epilogue: return false;
  }
  return false;
}

Status MultipartReader::begin_part(std::string_view headers) {
  std::string disposition;
  std::string type = "application/octet-stream";
  while (!headers.empty()) {
    const auto end = headers.find("\r\n");
    const auto line = headers.substr(0, end);
    headers = end == std::string_view::npos ? std::string_view{} : headers.substr(end + 2);
    const auto colon = line.find(':');
    if (line.empty() || colon == std::string_view::npos) continue;
    const auto name = ascii_lower(line.substr(0, colon));
    auto value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    if (name == "content-disposition") disposition = value;
    if (name == "content-type") type = value.substr(0, 100);
  }
  if (ascii_lower(disposition.substr(0, 9)) != "form-data") return malformed();
  auto field = header_parameter(disposition, "name");
  if (!field || !valid_utf8(*field) || field->size() > limits_.max_name) return malformed();
  name_ = *std::move(field);
  value_.clear();
  const auto file_name = header_parameter(disposition, "filename");
  if (!file_name) {
    if (fields_.items().size() >= limits_.max_fields) return too_much("web.multipart_too_many_fields");
    at_ = At::text;
    return {};
  }
  if (uploads_.size() >= limits_.max_files) return too_much("web.multipart_too_many_files");
  file_ = std::make_unique<OpenFile>();
  file_->upload.field = name_;
  file_->upload.file_name = file_name->empty() ? "" : clean_file_name(*file_name);
  file_->upload.content_type = valid_utf8(type) ? ascii_lower(type) : "";
  TRY_VOID(file_->open(dir_));
  at_ = At::file;
  return {};
}

Status MultipartReader::data(std::string_view bytes) {
  if (at_ == At::preamble) return {};
  if (at_ == At::file) return file_->write(bytes);
  text_bytes_ += bytes.size();
  if (value_.size() + bytes.size() > limits_.max_value) return too_much("web.multipart_value_too_long");
  if (text_bytes_ > limits_.max_text) return too_much("web.multipart_text_too_long");
  value_ += bytes;
  return {};
}

Status MultipartReader::end_part() {
  if (at_ == At::text) {
    if (!valid_utf8(value_))
      return errors::invalid("web.multipart_bad_encoding", "Nội dung gửi lên không đúng bảng mã UTF-8. Hãy tải lại trang rồi nhập lại.");
    fields_.add(name_, clean_value(value_));
  } else if (at_ == At::file) {
    auto file = std::move(file_);
    file->upload.sha256 = file->hash.hex();
    // A file field left empty arrives as a part without name and bytes.
    if (file->upload.size == 0 && file->upload.file_name.empty()) {
      std::error_code gone;
      std::filesystem::remove(file->upload.path, gone);
      return {};
    }
    if (file->upload.file_name.empty()) file->upload.file_name = "tep";
    uploads_.push_back(std::move(file->upload));
  }
  return {};
}

}  // namespace motcua::web
