// What somebody sends from home, before it is kept: of a known type, not empty, not too large, readable. Private.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace motcua::dossier {

// The media type by content; an error names `field` and says what to do. `paper`: what it is sent as.
Result<std::string> usable_upload(const std::filesystem::path& upload, std::string_view field, std::string_view paper);
// The name as sent, with the ending its content has.
std::string shown_file_name(std::string_view sent, std::string_view type);

}  // namespace motcua::dossier
