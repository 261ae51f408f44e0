// Reads one map of a pack and remembers which keys were asked for; what is left over is a mistake. Other slices read their YAML with it
// too.
#pragma once

#include <fmt/core.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/money.hpp"
#include "catalog/expression.hpp"
#include "catalog/node.hpp"

namespace motcua::catalog {

struct Problems {
  std::string file;
  std::string procedure;  // code of the one being read, or empty
  std::vector<std::string> found;
  void add(int line, std::string_view key, std::string_view what);
  // invalid_input with the first few, nothing when there are none.
  std::optional<Error> error() const;
};

class MapReader {
 public:
  MapReader(const Node& node, std::string path, Problems& problems);

  std::string text(std::string_view key);  // must be there and not empty
  std::string opt_text(std::string_view key);
  int integer(std::string_view key, int least = 0, int most = 1'000'000);
  int integer_or(std::string_view key, int fallback);
  bool truth(std::string_view key);
  bool truth_or(std::string_view key, bool fallback);
  std::optional<Dong> money(std::string_view key);  // null or absent: nothing
  std::optional<Day> day(std::string_view key);
  int millionths(std::string_view key);                  // 0.15 → 150000
  std::optional<int> time_of_day(std::string_view key);  // '15:00' → 900
  Expression expression(std::string_view key);           // absent: empty
  std::vector<std::string> texts(std::string_view key);  // absent: none
  template <class E, std::size_t N> E word(std::string_view key, const std::array<std::pair<std::string_view, E>, N>& words) {
    const auto written = text(key);
    for (const auto& [name, value] : words)
      if (name == written) return value;
    if (!written.empty()) wrong(key, fmt::format("không nhận giá trị \"{}\"", written));
    return words[0].second;
  }
  // Each item of a list of maps; `name_key` names the item in messages.
  template <class F> void each(std::string_view key, std::string_view name_key, F&& read) {
    for (const auto* item : list(key)) {
      const auto* name = item->find(name_key);
      MapReader reader(*item, fmt::format("{}{}.{}", prefix(), key, name ? name->text : "?"), problems_);
      read(reader);
      reader.finish();
    }
  }
  // A map inside; nullptr-like behaviour: when it is absent `read` is not called and `required` tells whether that is a mistake.
  template <class F> void map(std::string_view key, bool required, F&& read) {
    const auto* inner = take(key);
    if (!inner || inner->kind != Node::Kind::map) {
      if (required || inner) wrong(key, "cần một nhóm khóa");
      return;
    }
    MapReader reader(*inner, prefix() + std::string(key), problems_);
    read(reader);
    reader.finish();
  }
  const Node* take(std::string_view key);  // marks as seen; nullptr when absent or null
  void ignore(std::string_view key) { take(key); }
  void wrong(std::string_view key, std::string_view what);
  void finish();  // unknown keys
  const Node& node() const { return node_; }

 private:
  std::vector<const Node*> list(std::string_view key);
  std::string prefix() const { return path_.empty() ? "" : path_ + "."; }
  const Node* scalar(std::string_view key, bool required);

  const Node& node_;
  std::string path_;
  Problems& problems_;
  std::vector<std::string_view> seen_;
};

}  // namespace motcua::catalog
