#include "indices/formula.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/scanner.hpp"

namespace motcua::indices {

struct Formula::Node {
  enum class Kind : std::uint8_t {
    number,
    name,
    negate,
    add,
    subtract,
    multiply,
    divide,
    compare,
    both,
    either,
    invert,
    choose,
    least,
    most,
    round,
    on_no_whole
  };
  Kind kind{};
  Fraction number{};
  std::string id{}, label{}, sign{};
  std::string unit{};  // of its value
  bool truth = false;
  bool zero = false;  // the literal 0, of any unit
  std::string text{};
  std::vector<std::shared_ptr<const Node>> parts{};
};

namespace {

using Node = Formula::Node;
using Kind = Node::Kind;
using NodePtr = std::shared_ptr<const Node>;

constexpr int kDeepest = 60;
constexpr std::array<std::string_view, 5> kLiteralUnits{"điểm", "ngày", "giờ", "đồng", "lần"};

// Units multiply and cancel: "điểm" · "hồ sơ" / "hồ sơ" is "điểm"; written with the parts in order, "1/ngày" when nothing is above.
std::string combined(std::string_view a, std::string_view b, bool times) {
  std::map<std::string, int, std::less<>> powers;
  const auto add = [&](std::string_view unit, int sign) {
    const auto slash = unit.find('/');
    const auto each = [&](std::string_view side, int one) {
      while (!side.empty()) {
        const auto dot = side.find("·");
        if (const auto part = side.substr(0, dot); part != "1") powers[std::string(part)] += one;
        side = dot == std::string_view::npos ? std::string_view{} : side.substr(dot + std::string_view("·").size());
      }
    };
    each(unit.substr(0, slash), sign);
    if (slash != std::string_view::npos) each(unit.substr(slash + 1), -sign);
  };
  add(a, 1);
  add(b, times ? 1 : -1);
  std::string up, down;
  for (const auto& [name, power] : powers)
    for (int n = power; n != 0; n += n < 0 ? 1 : -1) {
      auto& side = power > 0 ? up : down;
      side += (side.empty() ? "" : "·") + name;
    }
  return down.empty() ? up : (up.empty() ? "1" : up) + "/" + down;
}

std::string unit_words(const Node& n) { return n.truth ? "đúng/sai" : n.unit.empty() ? "số không đơn vị" : n.unit; }

// either := both ("hoặc" both)* ; both := test ("và" test)* ; test := "không" test | sum (sign sum)? ; sum := product (± product)* ;
// product := single (× ÷ single)* ; single := "-" single | number unit? | name | function "(" … ")" | "(" either ")"
class Parser {
 public:
  Parser(std::string_view text, const Symbols& symbols) : in_(text, false), symbols_(symbols) {}

  Result<NodePtr> whole() {
    if (in_.at_end()) return wrong("cần một công thức");
    TRY(auto node, either());
    if (!in_.at_end()) return wrong("thừa từ chỗ này");
    if (node->truth) return wrong_at(0, "công thức phải cho một số, không phải đúng hay sai");
    return node;
  }

 private:
  NodePtr made(Node node, std::size_t from) {
    auto text = in_.text().substr(from, in_.at() - from);
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    node.text = text;
    return std::make_shared<const Node>(std::move(node));
  }
  Result<NodePtr> either() {
    return joined("hoặc", Kind::either, [this] { return both(); });
  }
  Result<NodePtr> both() {
    return joined("và", Kind::both, [this] { return test(); });
  }
  template <class F> Result<NodePtr> joined(std::string_view sign, Kind kind, F&& next) {
    const auto from = begin();
    TRY(auto node, next());
    for (auto at = begin(); in_.take_word(sign); at = begin()) {
      TRY(auto right, next());
      if (!node->truth || !right->truth) return wrong_at(at, fmt::format("hai vế của \"{}\" phải là điều kiện", sign));
      node = made({.kind = kind, .sign = std::string(sign), .truth = true, .parts = {node, right}}, from);
    }
    return node;
  }
  Result<NodePtr> test() {
    const auto from = begin();
    if (++depth_ > kDeepest) return wrong("lồng quá sâu");
    const auto leave = Leave{depth_};
    if (in_.take_word("không")) {
      TRY(auto inner, test());
      if (!inner->truth) return wrong_at(from, "sau \"không\" phải là điều kiện");
      return made({.kind = Kind::invert, .truth = true, .parts = {inner}}, from);
    }
    TRY(auto left, sum());
    for (const std::string_view sign : {"<=", ">=", "!=", "≤", "≥", "≠", "=", "<", ">"}) {
      const auto at = begin();
      if (!in_.take(sign)) continue;
      TRY(auto right, sum());
      TRY_VOID(same_unit(at, "so sánh", *left, *right));
      return made({.kind = Kind::compare, .sign = std::string(sign), .truth = true, .parts = {left, right}}, from);
    }
    return left;
  }
  Result<NodePtr> sum() {
    const auto from = begin();
    TRY(auto node, product());
    for (;;) {
      const auto at = begin();
      const bool plus = in_.take("+");
      if (!plus && !in_.take("-")) return node;
      TRY(auto right, product());
      TRY_VOID(same_unit(at, plus ? "cộng" : "trừ", *node, *right));
      node = made({.kind = plus ? Kind::add : Kind::subtract, .unit = node->zero ? right->unit : node->unit, .parts = {node, right}}, from);
    }
  }
  Result<NodePtr> product() {
    const auto from = begin();
    TRY(auto node, single());
    for (;;) {
      const auto at = begin();
      const bool times = in_.take("*") || in_.take("×");
      if (!times && !in_.take("/")) return node;
      TRY(auto right, single());
      if (node->truth || right->truth) return wrong_at(at, "không nhân, chia được điều kiện");
      if (!times && right->zero) return wrong_at(at, "chia cho 0");
      auto unit = combined(node->unit, right->unit, times);
      node = made({.kind = times ? Kind::multiply : Kind::divide, .unit = std::move(unit), .parts = {node, right}}, from);
    }
  }
  Result<NodePtr> single() {
    if (++depth_ > kDeepest) return wrong("lồng quá sâu");
    const auto leave = Leave{depth_};
    const auto from = begin();
    if (in_.take("-")) {
      TRY(auto inner, single());
      if (inner->truth) return wrong_at(from, "không đổi dấu được điều kiện");
      return made({.kind = Kind::negate, .unit = inner->unit, .parts = {inner}}, from);
    }
    if (in_.take("(")) {
      TRY(auto inner, either());
      if (!in_.take(")")) return wrong("thiếu dấu )");
      return inner;
    }
    const char first = in_.peek();
    if (first >= '0' && first <= '9') return number();
    const auto id = in_.word();
    if (id.empty()) return wrong(first == '\0' ? "thiếu một số hoặc tên" : "cần một số hoặc tên");
    if (in_.take("(")) return function(id, from);
    const auto* symbol = symbols_(id);
    if (!symbol) return wrong_at(from, fmt::format("không có số liệu tên \"{}\"", id));
    return made({.kind = Kind::name, .id = std::string(id), .label = symbol->name, .unit = symbol->unit}, from);
  }
  Result<NodePtr> number() {
    const auto from = begin();
    std::string written(in_.digits());
    while (in_.at() < in_.text().size() && (in_.text()[in_.at()] == '.' || in_.text()[in_.at()] == ',')) {
      const char mark = in_.text()[in_.at()];
      in_.back_to(in_.at() + 1);
      const auto more = in_.digits();
      if (more.empty()) return wrong(fmt::format("thiếu chữ số sau dấu {}", mark));
      written += mark;
      written += more;
    }
    const auto value = Fraction::parse_vn(written);
    if (!value) return wrong_at(from, fmt::format("không hiểu số \"{}\"; viết như 12.041 hoặc 0,85", written));
    Node node{.kind = Kind::number, .number = *value, .zero = value->is_zero()};
    if (in_.take("%")) {
      node.number = divide(*value, Fraction{100}).value_or(Fraction{});
      node.zero = false;
    } else {
      const auto before = in_.at();
      const auto unit = in_.word();
      if (std::find(kLiteralUnits.begin(), kLiteralUnits.end(), unit) == kLiteralUnits.end()) {
        in_.back_to(before);
      } else {
        node.unit = unit;
        node.zero = false;
      }
    }
    return made(std::move(node), from);
  }
  Result<NodePtr> function(std::string_view name, std::size_t from) {
    struct Known {
      std::string_view name;
      Kind kind;
      std::size_t least, most;
    };
    static constexpr auto kKnown = std::to_array<Known>({{"nếu", Kind::choose, 3, 3},
                                                         {"min", Kind::least, 2, 8},
                                                         {"max", Kind::most, 2, 8},
                                                         {"tròn", Kind::round, 2, 2},
                                                         {"khi_mẫu_0", Kind::on_no_whole, 2, 2}});
    const auto known = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.name == name; });
    if (known == kKnown.end()) return wrong_at(from, fmt::format("không có hàm \"{}\"; có nếu, min, max, tròn, khi_mẫu_0", name));
    Node node{.kind = known->kind, .sign = std::string(name)};
    do {
      TRY(auto part, either());
      node.parts.push_back(std::move(part));
    } while (in_.take(";"));
    if (!in_.take(")")) return wrong("thiếu dấu ; hoặc dấu )");
    if (node.parts.size() < known->least || node.parts.size() > known->most)
      return wrong_at(from, fmt::format("hàm \"{}\" cần {} phần, có {}", name, known->least, node.parts.size()));
    TRY_VOID(check_function(node, from));
    return made(std::move(node), from);
  }
  Status check_function(Node& node, std::size_t from) {
    std::size_t first = 0;
    if (node.kind == Kind::choose) {
      if (!node.parts[0]->truth) return wrong_at(from, "phần đầu của \"nếu\" phải là điều kiện");
      first = 1;
    }
    const auto last = node.kind == Kind::round ? std::size_t{1} : node.parts.size();
    for (std::size_t i = first; i < last; ++i) {
      if (node.parts[i]->truth) return wrong_at(from, fmt::format("phần {} của \"{}\" phải là số", i + 1, node.sign));
      TRY_VOID(same_unit(from, node.sign, *node.parts[first], *node.parts[i]));
      if (node.unit.empty() && !node.parts[i]->zero) node.unit = node.parts[i]->unit;
    }
    if (node.kind == Kind::round) {
      const auto& decimals = *node.parts[1];
      if (decimals.kind != Kind::number || decimals.number.den() != 1 || decimals.number > Fraction{6} || !decimals.unit.empty())
        return wrong_at(from, "phần hai của \"tròn\" là số chữ số thập phân, từ 0 đến 6");
    }
    return {};
  }
  Status same_unit(std::size_t at, std::string_view what, const Node& a, const Node& b) const {
    if (a.truth || b.truth) return wrong_at(at, fmt::format("không {} được điều kiện", what));
    if (a.unit != b.unit && !a.zero && !b.zero)
      return wrong_at(at, fmt::format("không {} được {} với {}", what, unit_words(a), unit_words(b)));
    return {};
  }

  struct Leave {
    int& depth;
    explicit Leave(int& d) : depth(d) {}
    Leave(const Leave&) = delete;
    Leave& operator=(const Leave&) = delete;
    ~Leave() { --depth; }
  };
  std::size_t begin() {
    in_.skip_space();
    return in_.at();
  }
  tl::unexpected<Error> wrong(std::string_view what) const { return wrong_at(in_.at(), what); }
  tl::unexpected<Error> wrong_at(std::size_t at, std::string_view what) const {
    return errors::invalid("indices.bad_formula", fmt::format("Công thức \"{}\", ký tự thứ {}: {}.", in_.text(), in_.column(at), what));
  }

  Scanner in_;
  const Symbols& symbols_;
  int depth_ = 0;
};

// A value on its way: a number or a truth, or why there is none.
struct Value {
  std::optional<Fraction> number{};
  bool truth = false;
  Gap gap = Gap::none;
};

class Evaluation {
 public:
  explicit Evaluation(const Formula::Lookup& value_of) : value_of_(value_of) {}
  std::vector<std::string> missing;

  Value run(const Node& n, Explained& why) {
    const auto v = step(n, why);
    why.text = n.kind == Kind::name ? n.label : n.text;
    if (v.gap == Gap::unknown) why.value = "chưa có số liệu";
    if (v.gap == Gap::no_whole) why.value = "mẫu số bằng 0, không có tỷ lệ";
    if (v.gap == Gap::too_large) why.value = "số quá lớn";
    if (v.gap == Gap::none) why.value = n.truth ? (v.truth ? "đúng" : "sai") : amount_words(*v.number, n.unit);
    return v;
  }

 private:
  Value part(const Node& n, std::size_t i, Explained& why) {
    Explained inner;
    const auto v = run(*n.parts[i], inner);
    if (n.parts[i]->kind != Kind::number) why.parts.push_back(std::move(inner));
    return v;
  }
  static Value of(std::optional<Fraction> number) { return number ? Value{number} : Value{{}, false, Gap::too_large}; }

  Value step(const Node& n, Explained& why) {
    switch (n.kind) {
      case Kind::number: return {n.number};
      case Kind::name: {
        why.id = n.id;
        const auto v = value_of_(n.id);
        if (v) return {v};
        if (std::find(missing.begin(), missing.end(), n.id) == missing.end()) missing.push_back(n.id);
        return {{}, false, Gap::unknown};
      }
      case Kind::choose: {
        const auto test = part(n, 0, why);
        return test.gap != Gap::none ? test : part(n, test.truth ? 1 : 2, why);
      }
      case Kind::on_no_whole: {
        const auto v = part(n, 0, why);
        return v.gap == Gap::no_whole ? part(n, 1, why) : v;
      }
      case Kind::least:
      case Kind::most: return extreme(n, why);
      case Kind::round: {
        auto v = part(n, 0, why);
        if (v.number) v.number = v.number->rounded(static_cast<int>(n.parts[1]->number.num()));
        return v;
      }
      case Kind::negate: {
        const auto v = part(n, 0, why);
        return v.gap != Gap::none ? v : of(multiply(*v.number, Fraction{-1}));
      }
      case Kind::invert: {
        auto v = part(n, 0, why);
        v.truth = !v.truth;
        return v;
      }
      case Kind::add:
      case Kind::subtract:
      case Kind::multiply:
      case Kind::divide:
      case Kind::compare:
      case Kind::both:
      case Kind::either: return pair(n, why);
    }
    return {};
  }
  Value extreme(const Node& n, Explained& why) {
    Value best;
    Gap gap = Gap::none;
    for (std::size_t i = 0; i < n.parts.size(); ++i) {
      const auto v = part(n, i, why);
      if (gap == Gap::none) gap = v.gap;
      if (v.number && (!best.number || (n.kind == Kind::least ? *v.number < *best.number : *v.number > *best.number))) best = v;
    }
    return gap == Gap::none ? best : Value{{}, false, gap};
  }
  Value pair(const Node& n, Explained& why) {
    const auto a = part(n, 0, why);
    if (n.kind == Kind::both && a.gap == Gap::none && !a.truth) return a;
    if (n.kind == Kind::either && a.gap == Gap::none && a.truth) return a;
    const auto b = part(n, 1, why);
    if (a.gap != Gap::none) return a;
    if (b.gap != Gap::none) return b;
    switch (n.kind) {
      case Kind::add: return of(add(*a.number, *b.number));
      case Kind::subtract: return of(subtract(*a.number, *b.number));
      case Kind::multiply: return of(multiply(*a.number, *b.number));
      case Kind::divide: return b.number->is_zero() ? Value{{}, false, Gap::no_whole} : of(divide(*a.number, *b.number));
      case Kind::compare: return {{}, compared(n.sign, *a.number, *b.number)};
      default: return b;  // both, either: the second decides
    }
  }
  static bool compared(std::string_view sign, Fraction a, Fraction b) {
    if (sign == "=") return a == b;
    if (sign == "!=" || sign == "≠") return !(a == b);
    if (sign == "<") return a < b;
    if (sign == ">") return a > b;
    return sign == "<=" || sign == "≤" ? a <= b : a >= b;
  }

  const Formula::Lookup& value_of_;
};

void collect(const Node& n, std::vector<std::string>& names) {
  if (n.kind == Kind::name && std::find(names.begin(), names.end(), n.id) == names.end()) names.push_back(n.id);
  for (const auto& p : n.parts) collect(*p, names);
}

}  // namespace

std::string amount_words(Fraction number, std::string_view unit) {
  if (!unit.empty()) return fmt::format("{} {}", number.text(), unit);
  if (number.den() == 1) return number.text();
  const auto hundred = multiply(number, Fraction{100});
  return hundred ? hundred->text() + " %" : number.text(4);
}

Result<Formula> Formula::parse(std::string_view text, const Symbols& symbols) {
  Parser parser(text, symbols);
  TRY(auto root, parser.whole());
  Formula formula;
  formula.unit_ = root->unit;
  formula.root_ = std::move(root);
  formula.text_ = text;
  return formula;
}

std::vector<std::string> Formula::names() const {
  std::vector<std::string> names;
  if (root_) collect(*root_, names);
  return names;
}

Evaluated Formula::evaluate(const Lookup& value_of) const {
  Evaluated result;
  if (!root_) return result;
  Evaluation evaluation(value_of);
  const auto v = evaluation.run(*root_, result.why);
  result.number = v.gap == Gap::none ? v.number : std::nullopt;
  result.gap = v.gap;
  result.missing = std::move(evaluation.missing);
  return result;
}

}  // namespace motcua::indices
