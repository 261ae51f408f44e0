#include "base/zip.hpp"

#include <array>
#include <cstdint>

namespace motcua {

namespace {
constexpr std::uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22;
constexpr std::uint16_t kVersion = 20, kUtf8 = 1U << 11U;
constexpr std::uint16_t kFirstDay = (1U << 5U) | 1U;  // 01/01/1980, the zero of the format

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    auto c = i;
    for (int k = 0; k < 8; ++k) c = (c & 1U) != 0 ? 0xedb88320U ^ (c >> 1U) : c >> 1U;
    table.at(i) = c;
  }
  return table;
}
std::uint32_t crc32(std::string_view bytes) {
  static constexpr auto kTable = crc_table();
  std::uint32_t c = 0xffffffffU;
  for (const char b : bytes) c = kTable.at((c ^ static_cast<unsigned char>(b)) & 0xffU) ^ (c >> 8U);
  return c ^ 0xffffffffU;
}

void put16(std::string& out, std::uint32_t n) {
  out += static_cast<char>(n & 0xffU);
  out += static_cast<char>((n >> 8U) & 0xffU);
}
void put32(std::string& out, std::uint32_t n) {
  put16(out, n & 0xffffU);
  put16(out, n >> 16U);
}
std::uint32_t get(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t n = 0;
  for (int i = size - 1; i >= 0; --i) n = (n << 8U) | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return n;
}

// What the local header and the directory have in common.
void put_common(std::string& out, const ZipFile& file, std::uint32_t crc) {
  put16(out, kVersion);
  put16(out, kUtf8);
  put16(out, 0);  // stored
  put16(out, 0);  // midnight
  put16(out, kFirstDay);
  put32(out, crc);
  put32(out, static_cast<std::uint32_t>(file.bytes.size()));
  put32(out, static_cast<std::uint32_t>(file.bytes.size()));
  put16(out, static_cast<std::uint32_t>(file.name.size()));
  put16(out, 0);  // no extra field
}

tl::unexpected<Error> broken() {
  return errors::invalid("base.zip_broken", "Tệp ZIP hỏng, hoặc đã bị thay đổi: không phải đúng từng byte như khi lập.");
}
}  // namespace

std::string zip(const std::vector<ZipFile>& files) {
  std::string out, directory;
  for (const auto& file : files) {
    const auto at = out.size();
    ensure(at + file.bytes.size() < 0xffffffffULL && file.name.size() < 0xffffU, "an archive is smaller than 4 GB");
    const auto crc = crc32(file.bytes);
    put32(out, kLocal);
    put_common(out, file, crc);
    out += file.name;
    out += file.bytes;
    put32(directory, kCentral);
    put16(directory, kVersion);  // made by
    put_common(directory, file, crc);
    put16(directory, 0);  // no comment
    put16(directory, 0);  // one disk
    put16(directory, 0);
    put32(directory, 0);
    put32(directory, static_cast<std::uint32_t>(at));
    directory += file.name;
  }
  ensure(files.size() < 0xffffU && out.size() + directory.size() < 0xffffffffULL, "an archive is smaller than 4 GB");
  const auto start = out.size();
  out += directory;
  put32(out, kEnd);
  put16(out, 0);
  put16(out, 0);
  put16(out, static_cast<std::uint32_t>(files.size()));
  put16(out, static_cast<std::uint32_t>(files.size()));
  put32(out, static_cast<std::uint32_t>(directory.size()));
  put32(out, static_cast<std::uint32_t>(start));
  put16(out, 0);
  return out;
}

Result<std::vector<ZipFile>> unzip(std::string_view archive) {
  if (archive.size() < kEndSize || get(archive, archive.size() - kEndSize, 4) != kEnd) return broken();
  const auto end = archive.size() - kEndSize;
  const auto count = get(archive, end + 10, 2);
  std::size_t at = get(archive, end + 16, 4);
  std::vector<ZipFile> files;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (at + kCentralSize > end || get(archive, at, 4) != kCentral) return broken();
    const std::size_t size = get(archive, at + 24, 4), name = get(archive, at + 28, 2), local = get(archive, at + 42, 4);
    if (at + kCentralSize + name > end || local + kLocalSize + name + size > end) return broken();
    files.push_back({std::string(archive.substr(at + kCentralSize, name)), std::string(archive.substr(local + kLocalSize + name, size))});
    at += kCentralSize + name;
  }
  // Written again it must be the same: no byte is left that nobody looked at.
  if (zip(files) != archive) return broken();
  return files;
}

}  // namespace motcua
