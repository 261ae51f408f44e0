#include "catalog/diff.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

namespace motcua::catalog {
namespace {

constexpr auto kNames = std::to_array<std::string_view>(
    {"id", "key", "number", "code", "province", "agency", "from_page", "exemption", "relief", "title", "channel"});
constexpr std::size_t kLongest = 300;

std::string name_of(const Node& item) {
  if (item.kind == Node::Kind::scalar) return item.text;
  for (const auto key : kNames)
    if (const auto* named = item.find(key); named && named->kind == Node::Kind::scalar) return named->text;
  return {};
}

// A list whose items all have different names can be compared by name.
bool is_named(const Node& list) {
  std::set<std::string> names;
  return std::ranges::all_of(list.items, [&](const Node& item) {
    auto name = name_of(item);
    return !name.empty() && names.insert(std::move(name)).second;
  });
}

std::string shown(const Node& node) {
  if (node.kind == Node::Kind::null) return "trống";
  if (node.kind == Node::Kind::scalar) return node.text;
  // A new or removed item is told by its name; the rest is in the pack.
  for (const std::string_view key : {"name", "text", "label", "title"})
    if (const auto* named = node.find(key); named && named->kind == Node::Kind::scalar) return named->text;
  auto text = canonical_json(node);
  if (text.size() > kLongest) {
    text.resize(kLongest);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    if (!text.empty()) text.pop_back();
    text += "…";
  }
  return text;
}

class Comparison {
 public:
  void compare(const std::string& path, const Node& before, const Node& after) {
    if (same(before, after)) return;
    if (before.kind == Node::Kind::map && after.kind == Node::Kind::map)
      maps(path, before, after);
    else if (before.kind == Node::Kind::list && after.kind == Node::Kind::list && is_named(before) && is_named(after))
      lists(path, before, after);
    else
      changes_.push_back({path, shown(before), shown(after)});
  }
  std::vector<Change> take() { return std::move(changes_); }

 private:
  static std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
  }

  void maps(const std::string& path, const Node& before, const Node& after) {
    for (const auto& [key, value] : before.members) {
      if (const auto* other = after.find(key))
        compare(below(path, key), value, *other);
      else
        changes_.push_back({below(path, key), shown(value), {}});
    }
    for (const auto& [key, value] : after.members)
      if (!before.find(key)) changes_.push_back({below(path, key), {}, shown(value)});
  }

  static const Node* named(const Node& list, std::string_view name) {
    const auto found = std::ranges::find_if(list.items, [&](const Node& item) { return name_of(item) == name; });
    return found == list.items.end() ? nullptr : &*found;
  }

  void lists(const std::string& path, const Node& before, const Node& after) {
    std::vector<std::string> kept_before, kept_after;
    for (const auto& item : before.items) {
      const auto name = name_of(item);
      if (const auto* other = named(after, name)) {
        kept_before.push_back(name);
        compare(below(path, name), item, *other);
      } else {
        changes_.push_back({below(path, name), shown(item), {}});
      }
    }
    for (const auto& item : after.items) {
      const auto name = name_of(item);
      if (named(before, name))
        kept_after.push_back(name);
      else
        changes_.push_back({below(path, name), {}, shown(item)});
    }
    if (kept_before != kept_after) changes_.push_back({below(path, "thứ tự"), joined(kept_before), joined(kept_after)});
  }

  static std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
  }

  std::vector<Change> changes_;
};

}  // namespace

std::vector<Change> changes_between(const Node& before, const Node& after) {
  // The procedure stands at the top, so that paths read "time_limit.value"; forms and field keep their prefix.
  Comparison comparison;
  const Node none;
  const auto part = [&](const Node& document, std::string_view key) -> const Node& {
    const auto* found = document.find(key);
    return found ? *found : none;
  };
  comparison.compare("", part(before, "procedure"), part(after, "procedure"));
  comparison.compare("forms", part(before, "forms"), part(after, "forms"));
  comparison.compare("field", part(before, "field"), part(after, "field"));
  return comparison.take();
}

std::vector<std::string> changed_forms(const std::vector<Change>& changes) {
  std::vector<std::string> forms;
  for (const auto& change : changes) {
    std::string_view path = change.path;
    if (!path.starts_with("forms.")) continue;
    path.remove_prefix(6);
    const auto id = std::string(path.substr(0, path.find('.')));
    if (std::ranges::find(forms, id) == forms.end() && id != "thứ tự") forms.push_back(id);
  }
  return forms;
}

}  // namespace motcua::catalog
