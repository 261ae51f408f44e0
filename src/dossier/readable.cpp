#include "dossier/readable.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>

namespace motcua::dossier {

namespace {
constexpr unsigned kSmallestSide = 200;  // pixels: below that no line of a paper can be read

std::string part(const std::filesystem::path& file, std::int64_t from, std::size_t length) {
  std::ifstream in(file, std::ios::binary);
  in.seekg(from);
  std::string bytes(length, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(length));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}
unsigned number(std::string_view b, std::size_t at, int bytes) {
  unsigned n = 0;
  for (int i = 0; i < bytes; ++i) n = n << 8 | static_cast<unsigned char>(b[at + static_cast<std::size_t>(i)]);
  return n;
}

std::optional<std::string> size_fault(unsigned width, unsigned height) {
  if (std::min(width, height) >= kSmallestSide) return std::nullopt;
  return "Ảnh quá nhỏ, không đọc được chữ. Chụp lại gần hơn, đủ sáng.";
}

// Markers until the first frame, which names the size.
std::optional<std::string> jpeg_fault(const std::filesystem::path& file, std::int64_t size) {
  const std::string broken = "Ảnh bị hỏng hoặc tải lên chưa hết. Chụp lại hoặc chọn lại ảnh.";
  const auto bytes = part(file, 0, 1 << 20);
  std::size_t at = 2;
  while (at + 9 < bytes.size()) {
    if (static_cast<unsigned char>(bytes[at]) != 0xff) return broken;
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xff) {
      ++at;
      continue;
    }
    const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (frame) {
      if (auto small = size_fault(number(bytes, at + 7, 2), number(bytes, at + 5, 2))) return small;
      const auto tail = part(file, std::max<std::int64_t>(0, size - 4096), 4096);
      return tail.find("\xff\xd9") == std::string::npos ? std::optional(broken) : std::nullopt;
    }
    if (marker == 0xda || marker == 0xd9) return broken;
    at += 2 + number(bytes, at + 2, 2);
  }
  return broken;
}

std::optional<std::string> png_fault(const std::filesystem::path& file, std::int64_t size) {
  const auto head = part(file, 0, 33);
  const auto tail = part(file, std::max<std::int64_t>(0, size - 64), 64);
  if (head.size() < 33 || head.substr(12, 4) != "IHDR" || tail.find("IEND") == std::string::npos)
    return "Ảnh bị hỏng hoặc tải lên chưa hết. Chụp lại hoặc chọn lại ảnh.";
  return size_fault(number(head, 16, 4), number(head, 20, 4));
}

std::optional<std::string> pdf_fault(const std::filesystem::path& file, std::int64_t size) {
  const auto tail = part(file, std::max<std::int64_t>(0, size - 2048), 2048);
  if (tail.find("%%EOF") == std::string::npos) return "Tệp PDF bị hỏng hoặc tải lên chưa hết. Chọn lại tệp.";
  if (tail.find("/Encrypt") != std::string::npos) return "Tệp PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại.";
  return std::nullopt;
}
}  // namespace

std::optional<std::string> unreadable(const std::filesystem::path& file, std::string_view type) {
  std::error_code gone;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file, gone));
  if (gone || size == 0) return "Tệp rỗng. Chọn lại tệp.";
  if (type == "image/jpeg") return jpeg_fault(file, size);
  if (type == "image/png") return png_fault(file, size);
  return pdf_fault(file, size);
}

}  // namespace motcua::dossier
