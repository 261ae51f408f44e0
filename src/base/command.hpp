// A command of the program: `motcua NAME args…`. Slices export tables of these; app gathers them.
#pragma once

#include <cstdio>
#include <functional>
#include <span>
#include <string_view>

#include "base/clock.hpp"

namespace motcua {

struct CommandIo {
  std::FILE* out;
  std::FILE* err;
  const Clock& clock;
};

struct Command {
  std::string_view name;
  std::string_view summary;  // one line for `motcua help`
  std::string_view usage;    // options and arguments, several lines
  // Exit code: 0 good, 1 the answer is no, 2 the call was wrong (usage printed to err).
  std::function<int(std::span<const std::string_view> args, CommandIo& io)> run;
};

}  // namespace motcua
