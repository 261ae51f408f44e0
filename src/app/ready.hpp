// Settings and own options of a command, read the same way by all of them.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/config.hpp"
#include "base/command.hpp"

namespace motcua::app {

struct Ready {
  Args args;
  Config config;
};
// Nothing when the call is wrong; the reason has been printed (exit code 2).
std::optional<Ready> ready(std::span<const std::string_view> args, std::vector<Option> own, CommandIo& io);

}  // namespace motcua::app
