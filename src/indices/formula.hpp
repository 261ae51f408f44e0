// The language of formulas: numbers with units over named facts, read once and checked, evaluated with an explanation. Pure.
//   khi_mẫu_0(6 điểm * (dung_han - khong_hai_long) / tong_ho_so / 90 %; 0 điểm)
//   nếu(so_ngay > 20 ngày và khong_ly_do = 0; 0 điểm; min(2 điểm; 2 điểm * a / b))
// Units: a sum or comparison takes one unit on both sides (0 fits every unit); in products and quotients they multiply and cancel, so
// that 6 điểm * hồ sơ / hồ sơ is điểm. Numbers are written as on paper: 12.041 and 0,85; a per cent is a hundredth.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "indices/fraction.hpp"

namespace motcua::indices {

// What a name stands for.
struct Symbol {
  std::string name{};  // as shown: "Hồ sơ tiếp nhận trong kỳ"
  std::string unit{};  // "hồ sơ", "điểm"; empty: pure number
};
using Symbols = std::function<const Symbol*(std::string_view id)>;

inline constexpr std::string_view kPoints = "điểm";

// Why there is no number.
enum class Gap : std::uint8_t {
  none,
  unknown,   // a fact is missing
  no_whole,  // a whole is zero: there is no rate
  too_large
};

// How a value came about: the formula as a tree, each part with its value.
struct Explained {
  std::string text{};   // "Hồ sơ đúng hạn", "6 điểm * a / b"
  std::string value{};  // "9.217 hồ sơ", "chưa có số liệu"
  std::string id{};     // of a fact; else empty
  std::vector<Explained> parts{};
};

struct Evaluated {
  std::optional<Fraction> number{};  // none: see gap
  Gap gap = Gap::none;
  std::vector<std::string> missing{};  // ids of facts
  Explained why{};
};

class Formula {
 public:
  Formula() = default;
  // invalid_input with the place of the first mistake: of writing, of an unknown name, of units that do not fit.
  static Result<Formula> parse(std::string_view text, const Symbols& symbols);

  bool empty() const { return !root_; }
  const std::string& text() const { return text_; }
  const std::string& unit() const { return unit_; }
  std::vector<std::string> names() const;  // each fact once, in order of appearance

  using Lookup = std::function<std::optional<Fraction>(std::string_view id)>;
  Evaluated evaluate(const Lookup& value_of) const;

  struct Node;

 private:
  std::shared_ptr<const Node> root_;
  std::string text_, unit_;
};

// "9.217 hồ sơ", "81,5 %"
std::string amount_words(Fraction number, std::string_view unit);

}  // namespace motcua::indices
