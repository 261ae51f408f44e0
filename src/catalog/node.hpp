// A tree of YAML or JSON as the pack reader sees it, with line numbers for error messages. Other slices read their YAML with it too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace motcua::catalog {

struct Node {
  enum class Kind : std::uint8_t { null, scalar, list, map };
  Kind kind = Kind::null;
  std::string text;     // of a scalar
  bool quoted = false;  // a scalar in quotes is text, whatever it looks like
  int line = 0;         // from 1; 0 when made by us
  std::vector<Node> items;
  struct Member;
  std::vector<Member> members;

  static Node scalar(std::string text);
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  void set(std::string_view key, Node value);  // replaces or appends
};

struct Node::Member {
  std::string key;
  Node value;
};

// Anchors, aliases, repeated keys and more than one document are errors with the line.
Result<Node> parse_yaml(std::string_view text, std::string_view file);
Result<Node> parse_json(std::string_view text);
// Canonical JSON: members in the order of their names, so that the same content has the same bytes.
std::string canonical_json(const Node& node);
// Same content whatever the order of members.
bool same(const Node& a, const Node& b);

}  // namespace motcua::catalog
