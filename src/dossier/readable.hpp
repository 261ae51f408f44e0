// Whether a file can be opened at all: found out when it is handed in, not when an officer needs it. Looks at the structure only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace motcua::dossier {

// A sentence for the person who sent it; nothing: it can be read. `type` as sniffed.
std::optional<std::string> unreadable(const std::filesystem::path& file, std::string_view type);

}  // namespace motcua::dossier
