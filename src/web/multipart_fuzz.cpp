// The multipart reader: nothing crashes, and the outcome does not depend on how the network cut the bytes.
#include <unistd.h>

#include <cstddef>
#include <span>

#include "web/multipart.hpp"

namespace motcua::web::multipart_fuzz {

void fuzz_one(std::span<const std::byte> data);

namespace {

struct Outcome {
  bool good = false;
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<std::string> files;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome read(std::string_view text, std::size_t first, std::size_t step) {
  static const auto dir = [] {
    auto d = std::filesystem::temp_directory_path() / ("motcua-multipart-" + std::to_string(::getpid()));
    std::filesystem::create_directories(d);
    return d;
  }();
  MultipartReader reader("b", dir, {.max_fields = 20, .max_files = 5, .max_name = 50, .max_value = 2000, .max_text = 4000});
  Outcome out;
  for (std::size_t size = first; !text.empty(); size = step) {
    const auto piece = text.substr(0, size);
    text.remove_prefix(piece.size());
    if (!reader.write(piece)) return out;
  }
  out.good = reader.finish().has_value();
  if (!out.good) return out;
  out.fields = reader.take_fields().items();
  for (const auto& u : reader.take_uploads()) {
    out.files.push_back(u.field + "|" + u.file_name + "|" + u.content_type + "|" + std::to_string(u.size) + "|" + u.sha256);
    std::filesystem::remove(u.path);
  }
  return out;
}

}  // namespace

void fuzz_one(std::span<const std::byte> data) {
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  const auto whole = read(text, text.size(), 1);
  ensure(read(text, 1, 1) == whole, "byte by byte");
  ensure(read(text, text.size() / 3 + 1, 7) == whole, "in pieces");
}

}  // namespace motcua::web::multipart_fuzz
