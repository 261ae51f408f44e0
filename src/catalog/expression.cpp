#include "catalog/expression.hpp"

#include <fmt/core.h>

#include <cctype>

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

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// or := and ("hoặc" and)* ; and := unary ("và" unary)* ; unary := "không" unary | "(" or ")" | name ("=" | "!=") value
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<NodePtr> whole() {
    TRY(auto node, disjunction());
    skip_space();
    if (at_ != text_.size()) return wrong("thừa từ chỗ này");
    return node;
  }

 private:
  Result<NodePtr> disjunction() {
    TRY(auto node, conjunction());
    while (take_word("hoặc")) {
      TRY(auto right, conjunction());
      node = std::make_shared<const Node>(Node{Node::Kind::disjunction, {}, {}, node, right});
    }
    return node;
  }
  Result<NodePtr> conjunction() {
    TRY(auto node, unary());
    while (take_word("và")) {
      TRY(auto right, unary());
      node = std::make_shared<const Node>(Node{Node::Kind::conjunction, {}, {}, node, right});
    }
    return node;
  }
  Result<NodePtr> unary() {
    if (++depth_ > 50) return wrong("lồng quá sâu");
    const auto before = at_;
    if (take_word("không")) {
      skip_space();
      TRY(auto inner, unary());
      return std::make_shared<const Node>(Node{Node::Kind::negation, {}, {}, inner, {}});
    }
    at_ = before;
    if (take('(')) {
      TRY(auto inner, disjunction());
      if (!take(')')) return wrong("thiếu dấu )");
      return inner;
    }
    return comparison();
  }
  Result<NodePtr> comparison() {
    auto name = word();
    if (name.empty()) return wrong("cần tên câu hỏi");
    Node node;
    node.name = std::move(name);
    if (take('!')) {
      node.kind = Node::Kind::unequal;
      if (!take('=')) return wrong("cần dấu = sau dấu !");
    } else if (take('=')) {
      node.kind = Node::Kind::equal;
    } else {
      return wrong("cần dấu = hoặc !=");
    }
    skip_space();
    if (take('"')) {
      const auto end = text_.find('"', at_);
      if (end == std::string_view::npos) return wrong("thiếu dấu \" đóng");
      node.value = text_.substr(at_, end - at_);
      at_ = end + 1;
    } else {
      node.value = word();
      if (node.value.empty()) return wrong("cần giá trị để so sánh");
    }
    return std::make_shared<const Node>(std::move(node));
  }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string word() {
    skip_space();
    const auto start = at_;
    while (at_ < text_.size() && is_word_byte(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }
  bool take_word(std::string_view wanted) {
    const auto before = at_;
    if (word() == wanted) return true;
    at_ = before;
    return false;
  }
  tl::unexpected<Error> wrong(std::string_view what) const {
    return errors::invalid("catalog.bad_expression", fmt::format("Biểu thức \"{}\", ký tự thứ {}: {}.", text_, at_ + 1, what));
  }

  std::string_view text_;
  std::size_t at_ = 0;
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
