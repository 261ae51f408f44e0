#include "indices/formula.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>

namespace motcua::indices {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Symbol* symbol(std::string_view id) {
  static const std::map<std::string, Symbol, std::less<>> kKnown{{"a", {"Hồ sơ A", "hồ sơ"}},
                                                                 {"b", {"Hồ sơ B", "hồ sơ"}},
                                                                 {"thu_tuc", {"Thủ tục", "thủ tục"}},
                                                                 {"he_so", {"Hệ số", ""}},
                                                                 {"so_ngay", {"Số ngày", "ngày"}}};
  const auto found = kKnown.find(id);
  return found == kKnown.end() ? nullptr : &found->second;
}
Formula parsed(std::string_view text) {
  auto f = Formula::parse(text, symbol);
  EXPECT_TRUE(f) << (f ? "" : f.error().message);
  return f ? *f : Formula{};
}
using Facts = std::map<std::string, Fraction, std::less<>>;
Evaluated value(std::string_view text, const Facts& facts = {}) {
  return parsed(text).evaluate([&](std::string_view id) -> std::optional<Fraction> {
    const auto found = facts.find(id);
    return found == facts.end() ? std::nullopt : std::optional(found->second);
  });
}
std::string number(std::string_view text, const Facts& facts = {}) {
  const auto v = value(text, facts);
  return v.number ? v.number->text(6) : "–";
}

TEST(Fraction, rounds_half_away_from_zero_and_writes_as_people_do) {
  EXPECT_EQ(Fraction::parse("2.345")->rounded(2), *Fraction::parse("2.35"));
  EXPECT_EQ(Fraction::parse("-2.345")->rounded(2), *Fraction::parse("-2.35"));
  EXPECT_EQ(Fraction::parse("2.3449")->text(), "2,34");
  EXPECT_EQ(Fraction::of(9217, 500)->fixed(), "18,43");
  EXPECT_EQ(Fraction{12041}.text(), "12.041");
  EXPECT_EQ(*Fraction::parse_vn("12.041,5"), *Fraction::of(24083, 2));
  EXPECT_EQ(*Fraction::parse_vn("-0,5"), *Fraction::of(-1, 2));
  for (const auto* bad : {"", "1,", ",5", "1.5", "a", "1,2,3", "--1"}) EXPECT_FALSE(Fraction::parse_vn(bad)) << bad;
  for (const auto* bad : {"", ".", "1.", "1,5", "0x1"}) EXPECT_FALSE(Fraction::parse(bad)) << bad;
  EXPECT_FALSE(divide(Fraction{1}, Fraction{0}));
  EXPECT_FALSE(multiply(Fraction{INT64_MAX}, Fraction{3})) << "what leaves the range is no number";
}

TEST(Formula, counts_with_units) {
  EXPECT_EQ(number("2 + 3 * 4"), "14");
  EXPECT_EQ(number("(2 + 3) * 4 - 1"), "19");
  EXPECT_EQ(number("10 / 4"), "2,5");
  EXPECT_EQ(number("1.000 + 0,5"), "1.000,5");
  EXPECT_EQ(number("80 % + 20%"), "1");
  EXPECT_EQ(number("-3 + 5"), "2");
  EXPECT_EQ(number("6 điểm * a / b", {{"a", 81}, {"b", 100}}), "4,86");
  EXPECT_EQ(number("min(6 điểm; 6 điểm * (a / b) / 90 %)", {{"a", 81}, {"b", 100}}), "5,4");
  EXPECT_EQ(number("max(a; b) / b", {{"a", 3}, {"b", 2}}), "1,5");
  EXPECT_EQ(number("tròn(10 / 3; 2)"), "3,33");
  EXPECT_EQ(number("nếu(so_ngay > 20 ngày và không a = b; 0 điểm; 2 điểm)", {{"so_ngay", 21}, {"a", 1}, {"b", 2}}), "0");
  EXPECT_EQ(number("nếu(so_ngay > 20 ngày hoặc a >= b; 1 điểm; 2 điểm)", {{"so_ngay", 20}, {"a", 1}, {"b", 2}}), "2");
  EXPECT_EQ(number("nếu(a = 0; 1; he_so)", {{"a", 0}}), "1") << "0 fits every unit; the other branch is not asked";
  EXPECT_EQ(number("tròn(90.000.000.000.000.000 * 2; 4)"), "180.000.000.000.000.000") << "too large for decimals, still told";
  EXPECT_EQ(parsed("a / b").unit(), "");
  EXPECT_EQ(parsed("0 + a").unit(), "hồ sơ");
  EXPECT_EQ(parsed("6 điểm * a / b").unit(), "điểm");
  EXPECT_EQ(parsed("a / thu_tuc").unit(), "hồ sơ/thủ tục");
  EXPECT_EQ(parsed("1 / a * a").unit(), "");
  EXPECT_EQ(parsed("1 / so_ngay").unit(), "1/ngày");
  EXPECT_EQ(parsed("nếu(a = b; 0; 3 điểm)").unit(), "điểm");
  EXPECT_THAT(parsed("a / b + thu_tuc / thu_tuc * 0").names(), ElementsAre("a", "b", "thu_tuc"));
}

TEST(Formula, tells_a_missing_figure_from_a_whole_of_zero) {
  const auto unknown = value("6 điểm * a / b", {{"b", 0}});
  EXPECT_EQ(unknown.gap, Gap::unknown);
  EXPECT_THAT(unknown.missing, ElementsAre("a"));
  const auto none = value("6 điểm * a / b", {{"a", 0}, {"b", 0}});
  EXPECT_EQ(none.gap, Gap::no_whole);
  EXPECT_EQ(number("khi_mẫu_0(6 điểm * a / b; 6 điểm)", {{"a", 0}, {"b", 0}}), "6");
  EXPECT_EQ(value("khi_mẫu_0(6 điểm * a / b; 6 điểm)", {{"a", 1}}).gap, Gap::unknown) << "unknown is not zero";
  EXPECT_EQ(value("he_so * he_so * he_so", {{"he_so", INT64_MAX}}).gap, Gap::too_large);
}

TEST(Formula, explains_itself_part_by_part) {
  const auto v = value("6 điểm * a / b", {{"a", 81}, {"b", 100}});
  EXPECT_EQ(v.why.text, "6 điểm * a / b");
  EXPECT_EQ(v.why.value, "4,86 điểm");
  ASSERT_EQ(v.why.parts.size(), 2U);
  EXPECT_EQ(v.why.parts[1].text, "Hồ sơ B");
  EXPECT_EQ(v.why.parts[1].value, "100 hồ sơ");
  EXPECT_EQ(v.why.parts[1].id, "b");
  EXPECT_EQ(v.why.parts[0].parts[0].value, "81 hồ sơ");
  EXPECT_EQ(value("a", {}).why.value, "chưa có số liệu");
}

TEST(Formula, refuses_what_is_wrong_and_says_where) {
  struct Bad {
    std::string_view text, place, what;
  };
  for (const auto& [text, place, what] : std::vector<Bad>{
           {"", "ký tự thứ 1:", "cần một công thức"},
           {"a +", "ký tự thứ 4:", "thiếu một số hoặc tên"},
           {"a / (b", "ký tự thứ 7:", "thiếu dấu )"},
           {"a b", "ký tự thứ 3:", "thừa từ chỗ này"},
           {"hồ_sơ / b", "ký tự thứ 1:", "không có số liệu tên \"hồ_sơ\""},
           {"tròn(a; 2) + hồ", "ký tự thứ 14:", "không có số liệu"},
           {"a + 1 điểm", "ký tự thứ 3:", "không cộng được hồ sơ với điểm"},
           {"a - thu_tuc", "ký tự thứ 3:", "không trừ được hồ sơ với thủ tục"},
           {"a + a * b", "ký tự thứ 3:", "không cộng được hồ sơ với hồ sơ·hồ sơ"},
           {"a / thu_tuc > a / b", "ký tự thứ 13:", "không so sánh được hồ sơ/thủ tục với số không đơn vị"},
           {"1 / 0", "ký tự thứ 3:", "chia cho 0"},
           {"a > 2", "ký tự thứ 3:", "không so sánh được hồ sơ với số không đơn vị"},
           {"a > b", "ký tự thứ 1:", "không phải đúng hay sai"},
           {"nếu(a; 1; 2)", "ký tự thứ 1:", "phần đầu của \"nếu\" phải là điều kiện"},
           {"nếu(a = b; 1)", "ký tự thứ 1:", "cần 3 phần, có 2"},
           {"min(1; 2 điểm)", "ký tự thứ 1:", "không min được số không đơn vị với điểm"},
           {"mũ(2; 3)", "ký tự thứ 1:", "không có hàm \"mũ\""},
           {"1,5,2", "ký tự thứ 1:", "không hiểu số"},
           {"1.5", "ký tự thứ 1:", "không hiểu số"},
           {"1,", "ký tự thứ 3:", "thiếu chữ số sau dấu ,"},
           {"a = b và 1", "ký tự thứ 7:", "phải là điều kiện"},
           {"tròn(a; b)", "ký tự thứ 1:", "số chữ số thập phân"},
           {"a ; b", "ký tự thứ 3:", "thừa từ chỗ này"},
       }) {
    const auto f = Formula::parse(text, symbol);
    ASSERT_FALSE(f) << text;
    EXPECT_EQ(f.error().code, Errc::invalid_input);
    EXPECT_THAT(f.error().message, HasSubstr(std::string(place))) << text;
    EXPECT_THAT(f.error().message, HasSubstr(std::string(what))) << text;
  }
  EXPECT_FALSE(Formula::parse(std::string(500, '('), symbol)) << "nesting ends somewhere";
  EXPECT_FALSE(Formula::parse(std::string(5000, '-') + "1", symbol));
}

// Random text never does more than be refused; random formulas of the grammar are read, and written again read the same.
TEST(Formula, survives_any_text) {
  std::mt19937_64 random(7);
  const std::vector<std::string> pieces{"a", "b", "he_so", "1",    "0",          "2,5", "%", "điểm", "+",     "-", "*",    "/", "(",
                                        ")", ";", "min(",  "nếu(", "khi_mẫu_0(", "=",   "<", "và",   "không", " ", "\xff", "đ"};
  int read = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()] + (random() % 3 ? " " : "");
    const auto f = Formula::parse(text, symbol);
    if (!f) continue;
    ++read;
    const auto v =
        f->evaluate([&](std::string_view) { return std::optional<Fraction>(Fraction{static_cast<std::int64_t>(random() % 50)}); });
    EXPECT_EQ(v.number.has_value(), v.gap == Gap::none) << text;
  }
  EXPECT_GT(read, 300);
}

}  // namespace
}  // namespace motcua::indices
