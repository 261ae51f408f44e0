// Files that must survive a power cut, and their checksums. Private to store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace motcua::store {

// Throw Failure(disk).
void sync_file(const std::filesystem::path& file);
void sync_folder(const std::filesystem::path& folder);

// SHA-256 piece by piece; finish() gives 64 hex digits.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  Sha256& add(std::string_view bytes);
  std::string finish();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};
std::string sha256_hex(std::string_view bytes);
// Throws Failure(disk) when the file cannot be read.
std::string sha256_file(const std::filesystem::path& file);

}  // namespace motcua::store
