#include "reform/data_lines.hpp"

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "reports/targets.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> reform_data();
}

namespace motcua::reform {

std::vector<std::vector<std::string>> data_lines(std::string_view file, std::size_t parts) {
  std::vector<std::vector<std::string>> rows;
  bool found = false;
  for (const auto& f : embedded::reform_data()) {
    if (f.name != file) continue;
    found = true;
    std::string_view text = f.bytes;
    while (!text.empty()) {
      const auto end = text.find('\n');
      const auto line = trim(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (line.empty() || line.front() == '#') continue;
      rows.push_back(reports::parts_of(line));
      ensure(rows.back().size() == parts, "a line of a data file of reform has its parts");
    }
  }
  ensure(found, "a data file of reform is embedded");
  return rows;
}

}  // namespace motcua::reform
