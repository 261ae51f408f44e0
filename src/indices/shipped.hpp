// Sets of criteria that travel with the program.
#pragma once

#include <string>
#include <vector>

namespace motcua::indices {

struct SetFile {
  std::string name, text;  // "par-xa.yaml"
};
std::vector<SetFile> shipped_sets();

}  // namespace motcua::indices
