#include "catalog/expression.hpp"

#include <gtest/gtest.h>

#include <map>

namespace motcua::catalog {
namespace {

Truth evaluate(std::string_view text, const std::map<std::string, std::string, std::less<>>& answers) {
  const auto expression = Expression::parse(text);
  EXPECT_TRUE(expression) << text;
  return expression->evaluate([&](std::string_view name) -> std::optional<std::string_view> {
    const auto found = answers.find(name);
    return found == answers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  });
}

TEST(Expression, compares_joins_and_negates_with_three_truths) {
  const std::map<std::string, std::string, std::less<>> answers{{"a", "co"}, {"b", "khong"}, {"c", "ba mươi"}, {"d", ""}};
  for (const auto& [text, expected] : std::vector<std::pair<std::string_view, Truth>>{
           {"a = co", Truth::yes},
           {"a = khong", Truth::no},
           {"a != khong", Truth::yes},
           {"x = co", Truth::open},
           {"không x = co", Truth::open},
           {"a = co và b = khong", Truth::yes},
           {"a = khong và x = co", Truth::no},
           {"x = co và a = khong", Truth::no},
           {"a = co và x = co", Truth::open},
           {"a = co hoặc x = co", Truth::yes},
           {"x = co hoặc a = khong", Truth::open},
           {"x = co hoặc a = co", Truth::yes},
           {"a = khong hoặc a = co và b = khong", Truth::yes},
           {"(a = co hoặc a = khong) và b = co", Truth::no},
           {"không (a = khong)", Truth::yes},
           {"c = \"ba mươi\"", Truth::yes},
           {"d = \"\"", Truth::yes},
           {"a=co", Truth::yes},
       })
    EXPECT_EQ(evaluate(text, answers), expected) << text;
}

TEST(Expression, says_where_a_mistake_is) {
  for (const auto* text : {"", "a", "a =", "= co", "a = co và", "(a = co", "a = co)", "a ! co", "a = \"co", "a = co b = co"}) {
    const auto parsed = Expression::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, Errc::invalid_input);
    EXPECT_NE(parsed.error().message.find("ký tự thứ"), std::string::npos) << parsed.error().message;
  }
}

TEST(Expression, lists_the_names_it_uses) {
  const auto parsed = Expression::parse("a = co và không (b != khong hoặc c = x)");
  ASSERT_TRUE(parsed);
  const auto names = parsed->comparisons();
  ASSERT_EQ(names.size(), 3u);
  EXPECT_EQ(names[0].name, "a");
  EXPECT_EQ(names[1].value, "khong");
  EXPECT_EQ(names[2].name, "c");
  EXPECT_EQ(parsed->text(), "a = co và không (b != khong hoặc c = x)");
}

}  // namespace
}  // namespace motcua::catalog
