#include "base/numbers.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <sstream>

namespace motcua {
namespace {

TEST(PlainNumber, is_what_addresses_carry_and_0_for_anything_else) {
  EXPECT_EQ(plain_number("12041"), 12041);
  EXPECT_EQ(plain_number("-5"), -5);
  for (const auto* other : {"", " 1", "1 ", "1.000", "1x", "+1", "99999999999999999999"}) EXPECT_EQ(plain_number(other), 0) << other;
}

TEST(VnNumber, groups_thousands_with_dots) {
  EXPECT_EQ(vn_number(12'041), "12.041");
  EXPECT_EQ(vn_number(0), "0");
  EXPECT_EQ(vn_number(-1'000), "-1.000");
  EXPECT_EQ(vn_number(999), "999");
  EXPECT_EQ(vn_number(INT64_MIN), "-9.223.372.036.854.775.808");
  EXPECT_EQ(vn_decimal(123'456'789, 2), "1.234.567,89");
  EXPECT_EQ(vn_decimal(-5, 2), "-0,05");
  EXPECT_EQ(vn_percent(967, 1000), "96,7%");
  EXPECT_EQ(vn_percent(2, 3), "66,7%");
  EXPECT_EQ(vn_percent(1, 0), "–");
  EXPECT_EQ(vn_money(Dong{4000}), "4.000 đồng");
  EXPECT_EQ(vn_money_short(Dong{16000}), "16.000 ₫");
}

TEST(ParseVnNumber, never_takes_a_dot_for_a_decimal_mark) {
  EXPECT_EQ(parse_vn_integer("1.500").value(), 1500);
  EXPECT_EQ(parse_vn_integer(" -12.041 ").value(), -12041);
  EXPECT_EQ(parse_vn_decimal("1.234.567,89", 2).value(), 123456789);
  EXPECT_EQ(parse_vn_decimal("96,7", 2).value(), 9670);
  for (const auto* bad : {"", ".", "1.5", "12.04", "1.0000", ".500", "1.500.", "1,5", "1 500", "9223372036854775808", "1e3", "-"})
    EXPECT_FALSE(parse_vn_integer(bad)) << bad;
  for (const auto* bad : {"1,", ",5", "1,234", "1.5,0", "1,2,3"}) EXPECT_FALSE(parse_vn_decimal(bad, 2)) << bad;
}

TEST(ParseMoney, reads_whole_dong_with_or_without_unit) {
  for (const auto* text : {"4000", "4.000", "4.000 đồng", "4.000 đ", "4.000đ", "4.000 ₫", "4000 VND", "4.000 VNĐ"})
    EXPECT_EQ(parse_money(text).value(), Dong{4000}) << text;
  for (const auto* bad : {"", "đồng", "-4.000", "4,5", "4.0", "1.000.000.000.000.001", "4000 USD"}) EXPECT_FALSE(parse_money(bad)) << bad;
}

TEST(AmountInWords, gives_the_vectors_of_the_reference) {
  EXPECT_EQ(amount_in_words(Dong{1005000}), "Một triệu không trăm linh năm nghìn đồng");
  EXPECT_EQ(amount_in_words(Dong{1005000}, {.style = WordStyle::nam}), "Một triệu không trăm lẻ năm ngàn đồng");
}

// Reads amounts in words by its own way: each word adds or multiplies.
std::int64_t value_of_words(const std::string& words) {
  static const std::map<std::string, std::int64_t> kUnits{{"không", 0}, {"một", 1}, {"mốt", 1}, {"hai", 2}, {"ba", 3},
                                                          {"bốn", 4},   {"tư", 4},  {"năm", 5}, {"lăm", 5}, {"sáu", 6},
                                                          {"bảy", 7},   {"tám", 8}, {"chín", 9}};
  std::int64_t total = 0;    // everything before the last "tỷ"
  std::int64_t billion = 0;  // groups since then
  std::int64_t group = 0;
  std::int64_t digit = 0;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    if (word == "trăm" || word == "mươi") {
      group += digit * (word == "trăm" ? 100 : 10);
      digit = 0;
    } else if (word == "mười") {
      group += 10;
    } else if (word == "nghìn" || word == "ngàn" || word == "triệu") {
      billion += (group + digit) * (word == "triệu" ? 1'000'000 : 1000);
      group = digit = 0;
    } else if (word == "tỷ") {
      total = (total + billion + group + digit) * 1'000'000'000;
      billion = group = digit = 0;
    } else if (word != "linh" && word != "lẻ") {
      digit = kUnits.at(word);
    }
  }
  return total + billion + group + digit;
}

TEST(NumberInWords, says_the_same_number_in_both_styles) {
  std::mt19937_64 random(11);
  const auto check = [](std::int64_t n) {
    for (const auto options : {WordOptions{}, WordOptions{.style = WordStyle::nam, .plain_four = true}}) {
      const auto words = number_in_words(n, options);
      ASSERT_EQ(value_of_words(words), n) << words;
      ASSERT_EQ(words.find("  "), std::string::npos);
    }
  };
  for (std::int64_t n = 0; n < 12'000; ++n) check(n);
  // Above 10^18 the words "tỷ tỷ" take a second level that the reader here does not know.
  for (int i = 0; i < 20'000; ++i)
    check(static_cast<std::int64_t>(random() % 1'000'000'000'000'000'000ULL) / (std::int64_t{1} << (random() % 50)));
  for (std::int64_t power = 1; power < 1'000'000'000'000'000'000; power *= 10)
    for (const std::int64_t n : {power - 1, power, power + 1, power * 5 + 5}) check(n);
}

TEST(NumberInWords, has_options_and_no_limit_inside_64_bits) {
  EXPECT_EQ(amount_in_words(Dong{24000}, {.exact = true, .plain_four = true}), "Hai mươi bốn nghìn đồng chẵn");
  EXPECT_EQ(number_in_words(1'000'000'000'000'000'000), "một tỷ tỷ");
  EXPECT_EQ(amount_in_words(Dong{-4000}), "Âm bốn nghìn đồng");
  EXPECT_TRUE(number_in_words(INT64_MIN).starts_with("âm chín tỷ hai trăm hai mươi ba triệu"));
}

TEST(VnNumber, reads_back_what_it_prints) {
  std::mt19937_64 random(12);
  for (int i = 0; i < 20'000; ++i) {
    const auto n = static_cast<std::int64_t>(random()) >> (random() % 63);
    ASSERT_EQ(parse_vn_integer(vn_number(n)).value(), n);
    for (const int decimals : {0, 1, 2, 6})
      ASSERT_EQ(parse_vn_decimal(vn_decimal(n, decimals), decimals).value(), n) << vn_decimal(n, decimals);
    const Dong amount{n < 0 ? 0 : n % kMaxMoney.value};
    ASSERT_EQ(parse_money(vn_money(amount)).value(), amount);
    ASSERT_EQ(parse_money(vn_money_short(amount)).value(), amount);
  }
}

TEST(Percent, is_rounded_half_up_and_does_not_overflow) {
  EXPECT_EQ(vn_percent(1, 8, 1), "12,5%");
  EXPECT_EQ(vn_percent(1, 2000, 1), "0,1%");
  EXPECT_EQ(vn_percent(9999, 10000, 1), "100,0%");
  EXPECT_EQ(vn_percent(5, 5, 0), "100%");
  EXPECT_EQ(vn_percent(INT64_MAX / 2, INT64_MAX, 2), "50,00%");
}

TEST(Dong, refuses_to_leave_64_bits) {
  EXPECT_EQ(Dong{4000} + Dong{1000} - Dong{2000} * 2, Dong{1000});
  EXPECT_THROW(Dong{INT64_MAX} + Dong{1}, BrokenInvariant);
  EXPECT_THROW(Dong{INT64_MIN} - Dong{1}, BrokenInvariant);
  EXPECT_THROW(Dong{INT64_MAX / 2} * 3, BrokenInvariant);
  EXPECT_EQ(Dong{15'001}.percent(50), Dong{7'501});
  EXPECT_EQ(Dong{-15'001}.percent(50), Dong{-7'500});
}

TEST(SmallNumbers, follow_the_decree) {
  EXPECT_EQ(two_digits(1), "01");
  EXPECT_EQ(two_digits(10), "10");
  EXPECT_EQ(point_letter(5), "đ");
  EXPECT_EQ(point_letter(7), "g");
  EXPECT_EQ(point_letter(23), "y");
  EXPECT_EQ(roman(1), "I");
  EXPECT_EQ(roman(14), "XIV");
  EXPECT_EQ(roman(2026), "MMXXVI");
}

}  // namespace
}  // namespace motcua
