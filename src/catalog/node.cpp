#include "catalog/node.hpp"

#include <algorithm>
#include <charconv>

#include "base/json.hpp"

namespace motcua::catalog {
namespace {

void write(JsonWriter& json, const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: json.value(nullptr); return;
    case Node::Kind::scalar: {
      if (!node.quoted && (node.text == "true" || node.text == "false")) {
        json.value(node.text == "true");
        return;
      }
      std::int64_t number{};
      const auto* end = node.text.data() + node.text.size();
      const auto [at, wrong] = std::from_chars(node.text.data(), end, number);
      if (!node.quoted && wrong == std::errc{} && at == end)
        json.value(number);
      else
        json.value(node.text);
      return;
    }
    case Node::Kind::list:
      json.begin_array();
      for (const auto& item : node.items) write(json, item);
      json.end_array();
      return;
    case Node::Kind::map: {
      std::vector<const Node::Member*> sorted;
      sorted.reserve(node.members.size());
      for (const auto& member : node.members) sorted.push_back(&member);
      std::ranges::sort(sorted, {}, [](const auto* m) -> std::string_view { return m->key; });
      json.begin_object();
      for (const auto* member : sorted) {
        json.key(member->key);
        write(json, member->value);
      }
      json.end_object();
      return;
    }
  }
}

Node from_json(const Json& json) {
  Node node;
  switch (json.kind()) {
    case Json::Kind::null: break;
    case Json::Kind::boolean:
      node.kind = Node::Kind::scalar;
      node.text = *json.boolean() ? "true" : "false";
      break;
    case Json::Kind::integer:
      node.kind = Node::Kind::scalar;
      node.text = std::to_string(*json.integer());
      break;
    case Json::Kind::number:  // never written by canonical_json
    case Json::Kind::text: node = Node::scalar(std::string(json.text().value_or(""))); break;
    case Json::Kind::array:
      node.kind = Node::Kind::list;
      for (const auto& item : json.elements()) node.items.push_back(from_json(item));
      break;
    case Json::Kind::object:
      node.kind = Node::Kind::map;
      for (const auto& [key, value] : json.members()) node.members.push_back({std::string(key), from_json(value)});
      break;
  }
  return node;
}

}  // namespace

Result<Node> parse_json(std::string_view text) {
  TRY(const auto json, Json::parse(text, {.bytes = 4'000'000}));
  return from_json(json);
}

Node Node::scalar(std::string text) {
  Node node;
  node.kind = Kind::scalar;
  node.text = std::move(text);
  node.quoted = true;
  return node;
}

const Node* Node::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &found->value;
}
Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

void Node::set(std::string_view key, Node value) {
  kind = Kind::map;
  if (auto* old = find(key))
    *old = std::move(value);
  else
    members.push_back({std::string(key), std::move(value)});
}

std::string canonical_json(const Node& node) {
  JsonWriter json;
  write(json, node);
  return json.take();
}

bool same(const Node& a, const Node& b) { return canonical_json(a) == canonical_json(b); }

}  // namespace motcua::catalog
