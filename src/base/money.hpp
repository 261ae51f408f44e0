// Money: whole đồng (VND, ISO 4217 704), never a floating number.
#pragma once

#include <compare>
#include <cstdint>

#include "base/result.hpp"

namespace motcua {

// Sums that leave 64 bits are broken invariants: amounts from people are bounded by parse_money.
struct Dong {
  std::int64_t value = 0;

  friend constexpr auto operator<=>(const Dong&, const Dong&) = default;
  friend Dong operator+(Dong a, Dong b) {
    std::int64_t sum{};
    ensure(!__builtin_add_overflow(a.value, b.value, &sum), "amount of money out of range");
    return {sum};
  }
  friend Dong operator-(Dong a, Dong b) {
    std::int64_t difference{};
    ensure(!__builtin_sub_overflow(a.value, b.value, &difference), "amount of money out of range");
    return {difference};
  }
  friend Dong operator*(Dong a, std::int64_t times) {
    std::int64_t product{};
    ensure(!__builtin_mul_overflow(a.value, times, &product), "amount of money out of range");
    return {product};
  }
  Dong& operator+=(Dong other) { return *this = *this + other; }
  Dong& operator-=(Dong other) { return *this = *this - other; }
  // This share of the amount, rounded half up to a whole đồng: fee.percent(50).
  Dong percent(std::int64_t share) const;
};

}  // namespace motcua
