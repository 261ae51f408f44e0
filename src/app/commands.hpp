// All commands of the program.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/command.hpp"

namespace motcua::app {

// Every command, in the order of `motcua help`.
const std::vector<Command>& all_commands();
// Runs `args[0]`; prints help without arguments. Exit code of the program.
int run(std::span<const std::string_view> args, CommandIo& io);

// Tables of the files commands_*.cpp.
std::vector<Command> data_commands();      // migrate, verify, backup, restore
std::vector<Command> settings_commands();  // config, routes
std::vector<Command> serve_commands();     // serve, demo
std::vector<Command> proof_commands();     // verify-receipt
std::vector<Command> slice_commands();     // catalog, user, units: commands of slices that need the services

}  // namespace motcua::app
