// What the two ways into a citizen's account share: by code (citizens.cpp) and by a provider (citizens_login.cpp). Private.
#pragma once

#include <string>
#include <string_view>

#include "identity/citizens.hpp"

namespace motcua::identity::citizen {

std::string session_hash(std::string_view token);
std::string device_hash(const Device& device);
std::string profile_json(const CitizenProfile& p);
CitizenProfile profile_from(std::string_view text);

}  // namespace motcua::identity::citizen
