// motcua COMMAND args…
#include <cstdio>
#include <exception>
#include <string_view>
#include <vector>

#include "app/commands.hpp"
#include "base/log.hpp"

int main(int argc, char** argv) {
  using namespace motcua;
  std::vector<std::string_view> args(argv + 1, argv + argc);
  const SystemClock clock;
  CommandIo io{stdout, stderr, clock};
  try {
    return app::run(args, io);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "motcua: %s\n", e.what());
    return 3;
  }
}
