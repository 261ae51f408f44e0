#include "indices/fraction.hpp"

#include <charconv>
#include <limits>
#include <numeric>

#include "base/numbers.hpp"
#include "base/result.hpp"

namespace motcua::indices {

namespace {
__extension__ using Wide = __int128;

Wide absolute(Wide n) { return n < 0 ? -n : n; }
Wide gcd(Wide a, Wide b) {
  a = absolute(a);
  b = absolute(b);
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
struct Pair {
  std::int64_t num, den;
};
std::optional<Pair> reduced(Wide num, Wide den) {
  if (den == 0) return std::nullopt;
  if (den < 0) {
    num = -num;
    den = -den;
  }
  if (const Wide common = gcd(num, den); common > 1) {
    num /= common;
    den /= common;
  }
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  if (absolute(num) > kMost || den > kMost) return std::nullopt;
  return Pair{static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}
std::optional<Fraction> made(Wide num, Wide den) {
  const auto p = reduced(num, den);
  return p ? Fraction::of(p->num, p->den) : std::nullopt;
}
std::int64_t power_of_ten(int n) {
  std::int64_t p = 1;
  for (int i = 0; i < n; ++i) p *= 10;
  return p;
}
// Digits with at most nine decimals after `mark`.
std::optional<Fraction> read(std::string_view text, char mark) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::string digits;
  int decimals = -1;
  for (const char c : text) {
    if (c == mark && decimals < 0 && !digits.empty()) {
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9' || digits.size() >= 17) return std::nullopt;
    digits += c;
    if (decimals >= 0) ++decimals;
  }
  if (digits.empty() || decimals == 0 || decimals > 9) return std::nullopt;
  std::int64_t n{};
  std::from_chars(digits.data(), digits.data() + digits.size(), n);
  return Fraction::of(negative ? -n : n, power_of_ten(decimals < 0 ? 0 : decimals));
}
}  // namespace

std::optional<Fraction> Fraction::of(std::int64_t num, std::int64_t den) {
  const auto p = reduced(num, den);
  if (!p) return std::nullopt;
  Fraction f;
  f.num_ = p->num;
  f.den_ = p->den;
  return f;
}

Fraction Fraction::scaled(std::int64_t n, int decimals) { return of(n, power_of_ten(decimals)).value_or(Fraction{}); }
std::optional<Fraction> Fraction::parse(std::string_view text) { return read(text, '.'); }

std::optional<Fraction> Fraction::parse_vn(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) {
    const auto whole = parse_vn_integer(text);
    return whole ? std::optional<Fraction>(*whole) : std::nullopt;
  }
  const auto whole = parse_vn_integer(text.substr(0, comma));
  if (!whole) return std::nullopt;
  return read(std::string(text.starts_with('-') && *whole == 0 ? "-" : "") + std::to_string(*whole) + std::string(text.substr(comma)), ',');
}

std::optional<Fraction> add(Fraction a, Fraction b) { return made(Wide{a.num_} * b.den_ + Wide{b.num_} * a.den_, Wide{a.den_} * b.den_); }
std::optional<Fraction> subtract(Fraction a, Fraction b) {
  return made(Wide{a.num_} * b.den_ - Wide{b.num_} * a.den_, Wide{a.den_} * b.den_);
}
std::optional<Fraction> multiply(Fraction a, Fraction b) { return made(Wide{a.num_} * b.num_, Wide{a.den_} * b.den_); }
std::optional<Fraction> divide(Fraction a, Fraction b) { return made(Wide{a.num_} * b.den_, Wide{a.den_} * b.num_); }

std::strong_ordering operator<=>(Fraction a, Fraction b) {
  const Wide left = Wide{a.num_} * b.den_, right = Wide{b.num_} * a.den_;
  return left < right ? std::strong_ordering::less : left > right ? std::strong_ordering::greater : std::strong_ordering::equal;
}

// A formula typed by somebody may reach figures whose decimals no longer fit; nobody reads them.
bool Fraction::fits(int decimals) const {
  const auto most = std::numeric_limits<std::int64_t>::max() / power_of_ten(decimals) - 1;
  return num_ / den_ < most && num_ / den_ > -most;
}
std::int64_t Fraction::to_scaled(int decimals) const {
  const Wide twice = absolute(Wide{num_}) * power_of_ten(decimals) * 2 + den_;
  const Wide n = twice / (Wide{den_} * 2);
  ensure(n <= std::numeric_limits<std::int64_t>::max(), "a figure of an index fits its column");
  return static_cast<std::int64_t>(num_ < 0 ? -n : n);
}
Fraction Fraction::rounded(int decimals) const { return fits(decimals) ? scaled(to_scaled(decimals), decimals) : *this; }
double Fraction::to_double() const { return static_cast<double>(num_) / static_cast<double>(den_); }

std::string Fraction::fixed(int decimals) const {
  return fits(decimals) ? vn_decimal(to_scaled(decimals), decimals) : vn_number(num_ / den_);
}
std::string Fraction::text(int decimals) const {
  auto written = fixed(decimals);
  if (written.find(',') == std::string::npos) return written;
  while (written.ends_with('0')) written.pop_back();
  if (written.ends_with(',')) written.pop_back();
  return written;
}

Fraction operator+(Fraction a, Fraction b) {
  const auto sum = add(a, b);
  ensure(sum.has_value(), "points add up within range");
  return *sum;
}
Fraction operator-(Fraction a, Fraction b) {
  const auto difference = subtract(a, b);
  ensure(difference.has_value(), "points add up within range");
  return *difference;
}

}  // namespace motcua::indices
