#include <fmt/core.h>

#include "app/commands.hpp"
#include "app/config_messages.hpp"
#include "app/ready.hpp"
#include "base/json.hpp"

namespace motcua::app {

namespace {

int config_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {{"explain", false}, {"json", false}}, io);
  if (!r) return 2;
  const auto& config = r->config;
  if (r->args.has("json")) {
    JsonWriter json;
    json.begin_object();
    for (const auto& s : all_settings()) {
      json.key(s.name).begin_object();
      json.key("value").value(config.text(s.name)).key("origin").value(config.origin(s.name)).key("help").value(s.help);
      json.end_object();
    }
    json.end_object();
    fmt::print(io.out, "{}\n", json.take());
    return 0;
  }
  for (const auto& s : all_settings()) {
    fmt::print(io.out, "{:<16} = {:<24} ({})\n", s.name, config.text(s.name).empty() ? "–" : config.text(s.name), config.origin(s.name));
    if (r->args.has("explain")) fmt::print(io.out, "    {}\n", s.help);
  }
  return 0;
}

}  // namespace

std::vector<Command> settings_commands() {
  return {{"config", "in các thiết lập, giá trị và nơi đặt", "motcua config [--explain] [--json] [--config TỆP] [--data THƯ_MỤC …]",
           config_command}};
}

}  // namespace motcua::app
