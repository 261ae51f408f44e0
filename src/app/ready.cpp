#include "app/ready.hpp"

#include <fmt/core.h>

namespace motcua::app {

std::optional<Ready> ready(std::span<const std::string_view> args, std::vector<Option> own, CommandIo& io) {
  auto options = setting_options();
  options.insert(options.end(), own.begin(), own.end());
  auto parsed = Args::parse(args, options);
  if (!parsed) {
    fmt::print(io.err, "{}\n", parsed.error().message);
    return std::nullopt;
  }
  auto config = Config::load(*parsed, motcua_environment());
  if (!config) {
    fmt::print(io.err, "{}\n", config.error().message);
    return std::nullopt;
  }
  return Ready{std::move(*parsed), std::move(*config)};
}

}  // namespace motcua::app
