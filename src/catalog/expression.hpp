// The small language of `needs:` in packs: answers compared with option ids.
//   co_nguoi_uy_quyen = co và (kenh != truc_tuyen hoặc chung_sinh = "lam chung") và không (tuoi = duoi_18)
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace motcua::catalog {

// Open: an answer is still missing and both outcomes are possible.
enum class Truth : std::uint8_t { no, yes, open };

class Expression {
 public:
  Expression() = default;
  // invalid_input names the place of the first mistake.
  static Result<Expression> parse(std::string_view text);

  bool empty() const { return !root_; }
  explicit operator bool() const { return !empty(); }
  // `value_of` gives the answer to a name, nothing when it is not answered yet. An empty expression is yes.
  using Lookup = std::function<std::optional<std::string_view>(std::string_view name)>;
  Truth evaluate(const Lookup& value_of) const;
  // Every name that occurs, with the values it is compared with.
  struct Comparison {
    std::string name, value;
  };
  std::vector<Comparison> comparisons() const;
  const std::string& text() const { return text_; }

  struct Node;

 private:
  std::shared_ptr<const Node> root_;
  std::string text_;
};

}  // namespace motcua::catalog
