#include "reform/data_file.hpp"

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "base/text.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reform_data();
}

namespace motcua::reform {

std::vector<std::vector<std::string_view>> data_lines(std::string_view file) {
  std::string_view text;
  for (const auto& f : embedded::reform_data())
    if (f.name == file) text = f.bytes;
  ensure(!text.empty(), "a data file of reform is embedded");
  std::vector<std::vector<std::string_view>> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    auto& parts = lines.emplace_back();
    for (;;) {
      const auto bar = line.find('|');
      parts.push_back(trim(line.substr(0, bar)));
      if (bar == std::string_view::npos) break;
      line.remove_prefix(bar + 1);
    }
  }
  return lines;
}

}  // namespace motcua::reform
