// For tests: cases as officials read them (tests/cases). "= name" begins a case, "label: value" tells it, "#" begins a remark.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/dates.hpp"
#include "base/testing_paths.hpp"

namespace motcua {

inline Instant vn_moment(std::string_view text) {  // "09:10 05/10/2026"
  return parse_instant(iso(parse_vn_date(text.substr(6, 10)).value()) + "T" + std::string(text.substr(0, 5))).value();
}

struct ReadableCase {
  std::string file, name;
  std::vector<std::pair<std::string, std::string>> lines;

  const std::string* find(std::string_view label) const {
    const auto at = std::ranges::find(lines, label, &std::pair<std::string, std::string>::first);
    return at == lines.end() ? nullptr : &at->second;
  }
  bool has(std::string_view label) const { return find(label) != nullptr; }
  const std::string& at(std::string_view label) const {
    const auto* value = find(label);
    if (value == nullptr) throw std::out_of_range("case “" + name + "” has no line " + std::string(label));
    return *value;
  }
};

// All of tests/cases/FOLDER.
inline std::vector<ReadableCase> read_cases(std::string_view folder) {
  std::vector<ReadableCase> all;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() / "tests/cases" / folder)) {
    if (entry.path().extension() != ".case") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("= ")) {
        all.push_back({entry.path().filename().string(), line.substr(2), {}});
      } else if (!line.empty() && line[0] != '#') {
        const auto colon = line.find(": ");
        EXPECT_NE(colon, std::string::npos) << line;
        all.back().lines.emplace_back(line.substr(0, colon), line.substr(colon + 2));
      }
    }
  }
  return all;
}

}  // namespace motcua
