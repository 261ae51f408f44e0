// ZIP archives as far as we write them: files stored as they are, no compression, no time of day, so that the same content is the same
// archive byte for byte. Any unpacker opens them. Reading accepts only what the writer wrote: every byte counts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace motcua {

struct ZipFile {
  std::string name;  // UTF-8, '/' between folders
  std::string bytes;
};

// Fewer than 65,535 files, less than 4 GB in all (BrokenInvariant otherwise).
std::string zip(const std::vector<ZipFile>& files);
// Error base.zip_broken: no archive, or a byte is not what the writer would have written.
Result<std::vector<ZipFile>> unzip(std::string_view archive);

}  // namespace motcua
