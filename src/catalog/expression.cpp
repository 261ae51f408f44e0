#include "catalog/expression.hpp"

#include <fmt/core.h>

#include "base/scanner.hpp"

namespace motcua::catalog {

struct Expression::Node {
  enum class Kind : std::uint8_t { equal, unequal, conjunction, disjunction, negation };
  Kind kind{};
  std::string name, value;
  std::shared_ptr<const Node> left, right;
};

namespace {

using Node = Expression::Node;
using NodePtr = std::shared_ptr<const Node>;

// or := and ("hoặc" and)* ; and := unary ("và" unary)* ; unary := "không" unary | "(" or ")" | name ("=" | "!=") value
class Parser {
 public:
  explicit Parser(std::string_view text) : in_(text) {}

  Result<NodePtr> whole() {
    TRY(auto node, disjunction());
    if (!in_.at_end()) return wrong("thừa từ chỗ này");
    return node;
  }

 private:
  Result<NodePtr> disjunction() {
    TRY(auto node, conjunction());
    while (in_.take_word("hoặc")) {
      TRY(auto right, conjunction());
      node = std::make_shared<const Node>(Node{Node::Kind::disjunction, {}, {}, node, right});
    }
    return node;
  }
  Result<NodePtr> conjunction() {
    TRY(auto node, unary());
    while (in_.take_word("và")) {
      TRY(auto right, unary());
      node = std::make_shared<const Node>(Node{Node::Kind::conjunction, {}, {}, node, right});
    }
    return node;
  }
  Result<NodePtr> unary() {
    if (++depth_ > 50) return wrong("lồng quá sâu");
    if (in_.take_word("không")) {
      TRY(auto inner, unary());
      return std::make_shared<const Node>(Node{Node::Kind::negation, {}, {}, inner, {}});
    }
    if (in_.take("(")) {
      TRY(auto inner, disjunction());
      if (!in_.take(")")) return wrong("thiếu dấu )");
      return inner;
    }
    return comparison();
  }
  Result<NodePtr> comparison() {
    const auto name = in_.word();
    if (name.empty()) return wrong("cần tên câu hỏi");
    Node node;
    node.name = name;
    if (in_.take("!")) {
      node.kind = Node::Kind::unequal;
      if (!in_.take("=")) return wrong("cần dấu = sau dấu !");
    } else if (in_.take("=")) {
      node.kind = Node::Kind::equal;
    } else {
      return wrong("cần dấu = hoặc !=");
    }
    if (in_.take("\"")) {
      std::string_view quoted;
      if (!in_.take_until('"', quoted)) return wrong("thiếu dấu \" đóng");
      node.value = quoted;
    } else {
      node.value = in_.word();
      if (node.value.empty()) return wrong("cần giá trị để so sánh");
    }
    return std::make_shared<const Node>(std::move(node));
  }

  tl::unexpected<Error> wrong(std::string_view what) const {
    return errors::invalid("catalog.bad_expression", fmt::format("Biểu thức \"{}\", ký tự thứ {}: {}.", in_.text(), in_.column(), what));
  }

  Scanner in_;
  int depth_ = 0;
};

Truth negated(Truth t) { return t == Truth::open ? t : t == Truth::yes ? Truth::no : Truth::yes; }

Truth value_of(const Node& node, const Expression::Lookup& look_up) {
  switch (node.kind) {
    case Node::Kind::equal:
    case Node::Kind::unequal: {
      const auto answer = look_up(node.name);
      if (!answer) return Truth::open;
      return (*answer == node.value) == (node.kind == Node::Kind::equal) ? Truth::yes : Truth::no;
    }
    case Node::Kind::negation: return negated(value_of(*node.left, look_up));
    case Node::Kind::conjunction: {
      const auto left = value_of(*node.left, look_up);
      if (left == Truth::no) return left;
      const auto right = value_of(*node.right, look_up);
      return right == Truth::yes ? left : right;
    }
    case Node::Kind::disjunction: {
      const auto left = value_of(*node.left, look_up);
      if (left == Truth::yes) return left;
      const auto right = value_of(*node.right, look_up);
      return right == Truth::no ? left : right;
    }
  }
  return Truth::open;
}

void collect(const Node& node, std::vector<Expression::Comparison>& into) {
  if (node.kind == Node::Kind::equal || node.kind == Node::Kind::unequal) into.push_back({node.name, node.value});
  if (node.left) collect(*node.left, into);
  if (node.right) collect(*node.right, into);
}

}  // namespace

Result<Expression> Expression::parse(std::string_view text) {
  Parser parser(text);
  TRY(auto root, parser.whole());
  Expression expression;
  expression.root_ = std::move(root);
  expression.text_ = text;
  return expression;
}

Truth Expression::evaluate(const Lookup& look_up) const { return root_ ? value_of(*root_, look_up) : Truth::yes; }

std::vector<Expression::Comparison> Expression::comparisons() const {
  std::vector<Comparison> found;
  if (root_) collect(*root_, found);
  return found;
}

}  // namespace motcua::catalog
