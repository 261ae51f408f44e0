#include "base/args.hpp"

#include <gtest/gtest.h>

#include <array>

namespace motcua {
namespace {

constexpr auto kKnown = std::to_array<Option>({{"at"}, {"day-off", true, true}, {"explain", false}});

Result<Args> parse(std::vector<std::string_view> args) { return Args::parse(args, kKnown); }

TEST(Args, reads_values_in_both_forms_flags_and_what_stands_alone) {
  const auto args = parse({"x", "--at", "2026", "--day-off=a=b", "--day-off", "c", "--explain", "--", "--y"});
  ASSERT_TRUE(args);
  EXPECT_EQ(args->get("at"), "2026");
  EXPECT_EQ(args->all("day-off"), (std::vector<std::string_view>{"a=b", "c"}));
  EXPECT_TRUE(args->has("explain"));
  EXPECT_EQ(args->positional(), (std::vector<std::string_view>{"x", "--y"}));
}

TEST(Args, names_the_option_that_is_wrong) {
  for (const auto& [args, name] : std::vector<std::pair<std::vector<std::string_view>, std::string>>{
           {{"--att", "1"}, "--att"}, {{"--at"}, "--at"}, {{"--at", "1", "--at", "2"}, "--at"}, {{"--explain=1"}, "--explain"}}) {
    const auto got = parse(args);
    ASSERT_FALSE(got);
    EXPECT_NE(got.error().message.find(name), std::string::npos) << got.error().message;
  }
}

}  // namespace
}  // namespace motcua
