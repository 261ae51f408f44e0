// Exact fractions: rates, points and thresholds are compared and rounded without the errors of floating numbers. Pure.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace motcua::indices {

// Always reduced, denominator positive. What leaves 64 bits gives nothing.
class Fraction {
 public:
  constexpr Fraction(std::int64_t whole = 0) : num_(whole) {}  // NOLINT(google-explicit-constructor): a whole number is a fraction
  static std::optional<Fraction> of(std::int64_t num, std::int64_t den);
  // n / 10^decimals: as stored.
  static Fraction scaled(std::int64_t n, int decimals);
  // "0.5", "-2", "12.25" as data files write it.
  static std::optional<Fraction> parse(std::string_view text);
  // "0,5", "12.041" as people write it.
  static std::optional<Fraction> parse_vn(std::string_view text);

  constexpr std::int64_t num() const { return num_; }
  constexpr std::int64_t den() const { return den_; }
  constexpr bool is_zero() const { return num_ == 0; }
  constexpr bool is_negative() const { return num_ < 0; }

  friend std::optional<Fraction> add(Fraction a, Fraction b);
  friend std::optional<Fraction> subtract(Fraction a, Fraction b);
  friend std::optional<Fraction> multiply(Fraction a, Fraction b);
  friend std::optional<Fraction> divide(Fraction a, Fraction b);  // nothing for a zero divisor too
  friend bool operator==(Fraction a, Fraction b) { return a.num_ == b.num_ && a.den_ == b.den_; }
  friend std::strong_ordering operator<=>(Fraction a, Fraction b);

  // Half up, away from zero: 2,345 -> 2,35; -2,345 -> -2,35. Too large for that many decimals: unchanged.
  Fraction rounded(int decimals) const;
  std::int64_t to_scaled(int decimals) const;  // rounded, as an integer of that scale
  double to_double() const;                    // for lengths of bars only
  // Rounded, without zeros at the end: "86,97", "12", "0,5".
  std::string text(int decimals = 2) const;
  // With all decimals: "86,90".
  std::string fixed(int decimals = 2) const;

 private:
  bool fits(int decimals) const;
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

// Sums of rounded points: the denominators are powers of ten, so these never leave the range.
Fraction operator+(Fraction a, Fraction b);
Fraction operator-(Fraction a, Fraction b);

}  // namespace motcua::indices
