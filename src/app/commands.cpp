#include "app/commands.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "app/config.hpp"
#include "base/inspect.hpp"
#include "calendar/calendar.hpp"

namespace motcua::app {

const std::vector<Command>& all_commands() {
  static const auto commands = [] {
    std::vector<Command> all;
    const auto add = [&](const auto& some) { all.insert(all.end(), some.begin(), some.end()); };
    add(serve_commands());
    add(data_commands());
    add(proof_commands());
    add(slice_commands());
    add(calendar::commands());
    all.push_back(inspect_command());
    add(settings_commands());
    return all;
  }();
  return commands;
}

namespace {

void print_help(std::FILE* out) {
  fmt::print(out, "Một Cửa: hệ thống một cửa điện tử của chính quyền địa phương\n\nCách dùng: motcua LỆNH [tùy chọn]\n\n");
  for (const auto& command : all_commands()) fmt::print(out, "  {:<12} {}\n", command.name, command.summary);
  fmt::print(out, "\nmotcua help LỆNH: cách dùng một lệnh\n");
}

const Command* find(std::string_view name) {
  const auto& all = all_commands();
  const auto found = std::ranges::find(all, name, &Command::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

int run(std::span<const std::string_view> args, CommandIo& io) {
  if (args.empty() || args[0] == "help" || args[0] == "--help" || args[0] == "-h") {
    if (args.size() > 1) {
      if (const auto* command = find(args[1])) {
        fmt::print(io.out, "{}\n\n{}\n", command->summary, command->usage);
        return 0;
      }
    }
    print_help(io.out);
    return 0;
  }
  if (args[0] == "--version") {
    fmt::print(io.out, "motcua {}\n", MOTCUA_VERSION);
    return 0;
  }
  const auto* command = find(args[0]);
  if (!command) {
    fmt::print(io.err, "Không có lệnh “{}”. Gõ motcua help để xem các lệnh.\n", args[0]);
    return 2;
  }
  const auto rest = args.subspan(1);
  if (std::ranges::find(rest, std::string_view("--help")) != rest.end()) {
    fmt::print(io.out, "{}\n\n{}\n", command->summary, command->usage);
    return 0;
  }
  return command->run(rest, io);
}

}  // namespace motcua::app
