#include "dossier/uploads.hpp"

#include <fmt/core.h>

#include "base/text.hpp"
#include "dossier/files.hpp"
#include "dossier/readable.hpp"

namespace motcua::dossier {

Result<std::string> usable_upload(const std::filesystem::path& upload, std::string_view field, std::string_view paper) {
  const auto wrong = [&](std::string message) {
    return errors::invalid_fields("dossier.upload_refused", {{std::string(field), std::move(message)}});
  };
  std::error_code gone;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(upload, gone));
  if (gone || size == 0) return wrong(fmt::format("Tệp rỗng. Chọn lại tệp cho “{}”.", paper));
  if (size > kMostFileBytes) return wrong("Tệp lớn hơn 20 MB. Chụp lại ở cỡ nhỏ hơn, hoặc tách thành nhiều tệp.");
  auto type = sniffed_type(upload);
  if (type.empty()) return wrong("Chỉ nhận ảnh JPEG, PNG hoặc tệp PDF. Nội dung tệp này không phải loại đó.");
  if (auto fault = unreadable(upload, type)) return wrong(*std::move(fault));
  return type;
}

std::string shown_file_name(std::string_view sent, std::string_view type) {
  auto name = clean(sent);
  const auto dot = name.rfind('.');
  if (dot != std::string::npos && name.size() - dot <= 5) name.resize(dot);
  if (name.empty()) name = "tep";
  return name + (type == "application/pdf" ? ".pdf" : type == "image/png" ? ".png" : ".jpg");
}

}  // namespace motcua::dossier
