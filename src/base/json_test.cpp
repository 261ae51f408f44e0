#include "base/json.hpp"

#include <gtest/gtest.h>

namespace motcua {
namespace {

TEST(JsonWriter, writes_one_canonical_form) {
  JsonWriter json;
  json.begin_object().field("b", 1).field("a", "Đ\"\\\n\x01").key("list").begin_array().value(true).value(nullptr).value(1.5).end_array();
  json.field("none", std::optional<std::int64_t>{}).key("empty").begin_object().end_object().end_object();
  EXPECT_EQ(json.take(), R"({"b":1,"a":"Đ\"\\\n\u0001","list":[true,null,1.5],"none":null,"empty":{}})");
}

TEST(JsonWriter, replaces_malformed_text_and_refuses_misuse) {
  JsonWriter json;
  json.value(std::string_view("a\xC3"));
  EXPECT_EQ(json.take(), "\"a\uFFFD\"");
  JsonWriter wrong;
  wrong.begin_object();
  EXPECT_THROW(wrong.value(1), BrokenInvariant);
  EXPECT_THROW(wrong.end_array(), BrokenInvariant);
  EXPECT_THROW(wrong.take(), BrokenInvariant);
}

TEST(Json, reads_values_and_gives_null_for_what_is_not_there) {
  const auto json = Json::parse(R"({"a":[1,-2.5,"Đ\u1ea1",null,true],"o":{"n":9223372036854775807}})");
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["a"].size(), 5u);
  EXPECT_EQ((*json)["a"].at(0).integer(), 1);
  EXPECT_EQ((*json)["a"].at(1).number(), -2.5);
  EXPECT_EQ((*json)["a"].at(2).text(), "Đạ");
  EXPECT_TRUE((*json)["a"].at(3).is_null());
  EXPECT_EQ((*json)["a"].at(4).boolean(), true);
  EXPECT_EQ((*json)["o"]["n"].integer(), INT64_MAX);
  EXPECT_TRUE((*json)["x"]["y"].at(7).is_null());
  EXPECT_FALSE((*json)["a"].text());
}

TEST(Json, refuses_with_position_what_is_malformed_too_deep_or_doubled) {
  const auto broken = Json::parse(R"({"a":1,})");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().key, "json.invalid");
  EXPECT_EQ(broken.error().detail, "byte 8");
  EXPECT_EQ(Json::parse(std::string(33, '[') + std::string(33, ']')).error().key, "json.too_deep");
  EXPECT_TRUE(Json::parse(std::string(32, '[') + std::string(32, ']')));
  EXPECT_EQ(Json::parse(R"({"a":1,"a":2})").error().key, "json.duplicate_key");
  EXPECT_EQ(Json::parse("[1]", {.bytes = 2}).error().key, "json.too_large");
  for (const auto* bad : {"", "{", "[1,]", "01", "\"\xff\"", "nul", "1 2", "\"a\nb\"", "1e999"}) EXPECT_FALSE(Json::parse(bad)) << bad;
}

}  // namespace
}  // namespace motcua
