#include "base/numbers.hpp"

#include <gtest/gtest.h>

namespace motcua {
namespace {

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

}  // namespace
}  // namespace motcua
