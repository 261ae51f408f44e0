// The only file that knows nlohmann::json. Its SAX reader fills our own nodes, so that depth and size are bounded while reading.
#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <variant>

#include "base/json.hpp"

namespace motcua {

struct Json::Node {
  using Members = std::vector<std::pair<std::string, Node>>;
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, std::vector<Node>, Members> value = nullptr;
};

struct JsonBuilder {
  using Node = Json::Node;
  // The base reader wants this exact interface.
  using number_integer_t = std::int64_t;
  using number_unsigned_t = std::uint64_t;
  using number_float_t = double;
  using string_t = std::string;
  using binary_t = nlohmann::json::binary_t;

  explicit JsonBuilder(JsonLimits limits_in) : limits(limits_in) {}

  bool null() { return add(nullptr); }
  bool boolean(bool v) { return add(v); }
  bool number_integer(number_integer_t v) { return add(v); }
  bool number_unsigned(number_unsigned_t v) {
    return v <= static_cast<std::uint64_t>(INT64_MAX) ? add(static_cast<std::int64_t>(v)) : add(static_cast<double>(v));
  }
  bool number_float(number_float_t v, const string_t&) { return add(v); }
  bool string(string_t& v) { return add(std::move(v)); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open(Node::Members{}); }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(std::vector<Node>{}); }
  bool end_array() { return close(); }
  bool key(string_t& name) {
    auto& members = std::get<Node::Members>(stack.back()->value);
    if (std::ranges::any_of(members, [&](const auto& m) { return m.first == name; })) {
      failure = "json.duplicate_key";
      return false;
    }
    members.emplace_back(std::move(name), Node{});
    return true;
  }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) {
    position = at;
    return false;
  }

  bool add(decltype(Node::value) v) {
    place().value = std::move(v);
    return true;
  }
  bool open(decltype(Node::value) v) {
    if (stack.size() >= limits.depth) {
      failure = "json.too_deep";
      return false;
    }
    Node& node = place();
    node.value = std::move(v);
    stack.push_back(&node);
    return true;
  }
  bool close() {
    stack.pop_back();
    return true;
  }
  // Where the next value goes: a parent grows only while none of its children is open, so the pointers stay good.
  Node& place() {
    if (stack.empty()) return root;
    if (auto* list = std::get_if<std::vector<Node>>(&stack.back()->value)) return list->emplace_back();
    return std::get<Node::Members>(stack.back()->value).back().second;
  }

  static Json view(JsonBuilder&& done) {
    auto root = std::make_shared<const Node>(std::move(done.root));
    const Node* node = root.get();
    return Json(std::move(root), node);
  }

  JsonLimits limits;
  Node root;
  std::vector<Node*> stack;
  std::string_view failure = "json.invalid";
  std::size_t position = 0;
};

Result<Json> Json::parse(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes) return errors::invalid("json.too_large", "Dữ liệu JSON quá lớn.");
  JsonBuilder builder(limits);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    auto error = errors::invalid(builder.failure, builder.position > 0 ? fmt::format("Dữ liệu JSON sai ở byte thứ {}.", builder.position)
                                                                       : std::string("Dữ liệu JSON không nhận được."));
    error.value().detail = fmt::format("byte {}", builder.position);
    return error;
  }
  return JsonBuilder::view(std::move(builder));
}

Json::Json() = default;

Json::Kind Json::kind() const {
  // The order of Kind is the order of the variant.
  return node_ == nullptr ? Kind::null : static_cast<Kind>(node_->value.index());
}

namespace {
template <class T> const T* get(const auto* node) { return node == nullptr ? nullptr : std::get_if<T>(&node->value); }
}  // namespace

std::optional<bool> Json::boolean() const {
  const auto* v = get<bool>(node_);
  return v == nullptr ? std::nullopt : std::optional(*v);
}

std::optional<std::int64_t> Json::integer() const {
  const auto* v = get<std::int64_t>(node_);
  return v == nullptr ? std::nullopt : std::optional(*v);
}

std::optional<double> Json::number() const {
  if (const auto* v = get<double>(node_)) return *v;
  const auto v = integer();
  return v ? std::optional(static_cast<double>(*v)) : std::nullopt;
}

std::optional<std::string_view> Json::text() const {
  const auto* v = get<std::string>(node_);
  return v == nullptr ? std::nullopt : std::optional<std::string_view>(*v);
}

std::size_t Json::size() const {
  if (const auto* list = get<std::vector<Node>>(node_)) return list->size();
  const auto* members = get<Node::Members>(node_);
  return members == nullptr ? 0 : members->size();
}

Json Json::operator[](std::string_view name) const {
  if (const auto* list = get<Node::Members>(node_))
    for (const auto& [key, node] : *list)
      if (key == name) return Json(root_, &node);
  return {};
}

Json Json::at(std::size_t index) const {
  const auto* list = get<std::vector<Node>>(node_);
  return list != nullptr && index < list->size() ? Json(root_, &(*list)[index]) : Json{};
}

std::vector<Json> Json::elements() const {
  std::vector<Json> out;
  if (const auto* list = get<std::vector<Node>>(node_))
    for (const auto& node : *list) out.push_back(Json(root_, &node));
  return out;
}

std::vector<std::pair<std::string_view, Json>> Json::members() const {
  std::vector<std::pair<std::string_view, Json>> out;
  if (const auto* list = get<Node::Members>(node_))
    for (const auto& [key, node] : *list) out.emplace_back(key, Json(root_, &node));
  return out;
}

void Json::write(JsonWriter& out) const {
  switch (kind()) {
    case Kind::null: out.value(nullptr); break;
    case Kind::boolean: out.value(*boolean()); break;
    case Kind::integer: out.value(*integer()); break;
    case Kind::number: out.value(*number()); break;
    case Kind::text: out.value(*text()); break;
    case Kind::array:
      out.begin_array();
      for (const auto& element : elements()) element.write(out);
      out.end_array();
      break;
    case Kind::object:
      out.begin_object();
      for (const auto& [key, member] : members()) {
        out.key(key);
        member.write(out);
      }
      out.end_object();
      break;
  }
}

}  // namespace motcua
