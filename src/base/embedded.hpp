// A file that travels inside the program (migrations, packs, fonts, assets); see cmake/Embed.cmake.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace motcua {

struct EmbeddedFile {
  std::string_view name;   // file name without folder
  std::string_view bytes;  // lives as long as the program
};

}  // namespace motcua
