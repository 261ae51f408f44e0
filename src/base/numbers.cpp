#include "base/numbers.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace motcua {
namespace {

__extension__ using Wide = __int128;

constexpr std::uint64_t kBillion = 1'000'000'000;

std::string grouped(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), 1, '.');
  return digits;
}

std::uint64_t magnitude(std::int64_t n) { return n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n); }

std::uint64_t power_of_ten(int decimals) {
  ensure(decimals >= 0 && decimals <= 12, "0 to 12 decimals");
  std::uint64_t power = 1;
  for (int i = 0; i < decimals; ++i) power *= 10;
  return power;
}

bool all_digits(std::string_view s) { return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos; }

// "12041" or "12.041" -> digits only; nullopt when the dots do not part thousands.
std::optional<std::string> digits_of(std::string_view s) {
  if (all_digits(s)) return std::string(s);
  std::string out;
  for (bool first = true; !s.empty(); first = false) {
    const auto dot = s.find('.');
    const auto group = s.substr(0, dot);
    if (!all_digits(group) || group.size() > 3 || (!first && group.size() != 3)) return std::nullopt;
    out.append(group);
    if (dot == std::string_view::npos) return out;
    s.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

std::optional<std::int64_t> to_int(const std::string& digits, bool negative) {
  const std::string text = (negative ? "-" : "") + digits;
  std::int64_t n{};
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

bool take_minus(std::string_view& s) {
  for (const std::string_view minus : {"-", "−"})
    if (s.starts_with(minus)) {
      s.remove_prefix(minus.size());
      return true;
    }
  return false;
}

tl::unexpected<Error> not_a_number() {
  return errors::invalid("number.not_vietnamese", "Nhập số như 12.041 hoặc 96,7: dấu chấm chia hàng nghìn, dấu phẩy chia phần thập phân.");
}

}  // namespace

std::string vn_number(std::int64_t n) { return (n < 0 ? "-" : "") + grouped(magnitude(n)); }

std::string vn_decimal(std::int64_t scaled, int decimals) {
  const auto power = power_of_ten(decimals);
  const auto n = magnitude(scaled);
  std::string out = (scaled < 0 ? "-" : "") + grouped(n / power);
  if (decimals > 0) out += fmt::format(",{:0{}}", n % power, decimals);
  return out;
}

std::string vn_percent(std::int64_t part, std::int64_t whole, int decimals) {
  if (whole <= 0) return "–";
  ensure(part >= 0, "a share is not negative");
  const Wide units = static_cast<Wide>(part) * 100 * static_cast<Wide>(power_of_ten(decimals));
  const Wide scaled = (units * 2 + whole) / (static_cast<Wide>(whole) * 2);
  return vn_decimal(static_cast<std::int64_t>(scaled), decimals) + "%";
}

std::string vn_money(Dong amount) { return vn_number(amount.value) + " đồng"; }
std::string vn_money_short(Dong amount) { return vn_number(amount.value) + " ₫"; }
std::string two_digits(std::int64_t n) { return n >= 0 && n < 10 ? "0" + std::to_string(n) : std::to_string(n); }

std::string roman(int n) {
  ensure(n > 0 && n < 4000, "Roman numerals go from 1 to 3999");
  struct Row {
    int value;
    std::string_view sign;
  };
  static constexpr auto kRows = std::to_array<Row>({{1000, "M"},
                                                    {900, "CM"},
                                                    {500, "D"},
                                                    {400, "CD"},
                                                    {100, "C"},
                                                    {90, "XC"},
                                                    {50, "L"},
                                                    {40, "XL"},
                                                    {10, "X"},
                                                    {9, "IX"},
                                                    {5, "V"},
                                                    {4, "IV"},
                                                    {1, "I"}});
  std::string out;
  for (const auto& row : kRows)
    for (; n >= row.value; n -= row.value) out.append(row.sign);
  return out;
}

std::string_view point_letter(int n) {
  static constexpr auto kLetters = std::to_array<std::string_view>(
      {"a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"});
  ensure(n > 0 && n <= static_cast<int>(kLetters.size()), "điểm has 23 letters");
  return kLetters[static_cast<std::size_t>(n - 1)];
}

std::int64_t plain_number(std::string_view text) {
  std::int64_t n = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, n);
  return read.ec == std::errc{} && read.ptr == end ? n : 0;
}

Result<std::int64_t> parse_vn_integer(std::string_view text) {
  text = trim(text);
  const bool negative = take_minus(text);
  const auto digits = digits_of(text);
  const auto n = digits ? to_int(*digits, negative) : std::nullopt;
  if (!n) return not_a_number();
  return *n;
}

Result<std::int64_t> parse_vn_decimal(std::string_view text, int decimals) {
  static_cast<void>(power_of_ten(decimals));
  text = trim(text);
  const bool negative = take_minus(text);
  const auto comma = text.find(',');
  auto digits = digits_of(text.substr(0, comma));
  if (!digits) return not_a_number();
  std::string_view fraction;
  if (comma != std::string_view::npos) {
    fraction = text.substr(comma + 1);
    if (!all_digits(fraction) || fraction.size() > static_cast<std::size_t>(decimals)) return not_a_number();
  }
  digits->append(fraction).append(static_cast<std::size_t>(decimals) - fraction.size(), '0');
  const auto n = to_int(*digits, negative);
  if (!n) return not_a_number();
  return *n;
}

Result<Dong> parse_money(std::string_view text) {
  const std::string key = clean(text);
  std::string_view number = key;
  for (const std::string_view unit : {"đồng", "Đồng", "VNĐ", "VND", "vnđ", "vnd", "₫", "đ"})
    if (number.ends_with(unit)) {
      number.remove_suffix(unit.size());
      break;
    }
  const auto n = parse_vn_integer(number);
  if (!n || *n < 0 || *n > kMaxMoney.value)
    return errors::invalid("money.not_an_amount", "Nhập số tiền bằng đồng, không có phần lẻ, ví dụ 4.000 hoặc 4.000 đồng.");
  return Dong{*n};
}

Dong Dong::percent(std::int64_t share) const {
  const auto product = *this * share;
  const auto half_up = product + Dong{50};
  // Floor, so that −0,5 rounds up as 0,5 does.
  return {half_up.value >= 0 ? half_up.value / 100 : -((-half_up.value + 99) / 100)};
}

namespace {

constexpr auto kDigits = std::to_array<std::string_view>({"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"});

class Speaker {
 public:
  explicit Speaker(WordOptions options) : options_(options) {}

  // Says n; `first` is false when larger groups have been said, so that hundreds of zero are said too.
  void say(std::uint64_t n, bool first) {
    if (const auto billions = n / kBillion; billions > 0) {
      say(billions, first);
      add("tỷ");
      first = false;
    }
    const auto rest = static_cast<unsigned>(n % kBillion);
    first = say_group(rest / 1'000'000, "triệu", first);
    first = say_group(rest / 1000 % 1000, options_.style == WordStyle::bac ? "nghìn" : "ngàn", first);
    say_group(rest % 1000, "", first);
  }
  void add(std::string_view word) {
    if (!out_.empty()) out_.push_back(' ');
    out_.append(word);
  }
  std::string take() { return std::move(out_); }

 private:
  bool say_group(unsigned n, std::string_view unit, bool first) {
    if (n == 0) return first;
    const unsigned hundreds = n / 100;
    const unsigned tens = n / 10 % 10;
    const unsigned units = n % 10;
    if (hundreds != 0 || !first) {
      add(kDigits[hundreds]);
      add("trăm");
    }
    if (tens > 1) {
      add(kDigits[tens]);
      add("mươi");
    } else if (tens == 1) {
      add("mười");
    } else if (units != 0 && (hundreds != 0 || !first)) {
      add(options_.style == WordStyle::bac ? "linh" : "lẻ");
    }
    if (units != 0) add(unit_word(tens, units));
    if (!unit.empty()) add(unit);
    return false;
  }
  std::string_view unit_word(unsigned tens, unsigned units) const {
    if (units == 1 && tens > 1) return "mốt";
    if (units == 4 && tens > 1 && !options_.plain_four) return "tư";
    if (units == 5 && tens > 0) return "lăm";
    return kDigits[units];
  }

  WordOptions options_;
  std::string out_;
};

}  // namespace

std::string number_in_words(std::int64_t n, WordOptions options) {
  if (n == 0) return std::string(kDigits[0]);
  Speaker speaker(options);
  if (n < 0) speaker.add("âm");
  speaker.say(magnitude(n), true);
  return speaker.take();
}

std::string amount_in_words(Dong amount, WordOptions options) {
  std::string words = sentence_case(number_in_words(amount.value, options)) + " đồng";
  return options.exact ? words + " chẵn" : words;
}

}  // namespace motcua
