#include "base/log.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace motcua::log {
namespace {

struct Captured {
  std::vector<std::string> lines;
  Sink before = set_sink([this](Level, std::string_view line) { lines.emplace_back(line.substr(line.find(" level=") + 1)); });
  ~Captured() {
    set_sink(before);
    set_level(Level::info);
  }
};

struct Citizen {};
template <class T>
concept Loggable = requires(T value) {
  kv("x", value);
};
static_assert(Loggable<int> && Loggable<bool> && Loggable<std::string> && Loggable<std::uint64_t>);
static_assert(!Loggable<Citizen> && !Loggable<std::vector<std::string>>);

TEST(Log, writes_typed_values_in_order) {
  Captured log;
  info("web.request", kv("status", 200), kv("secure", true), kv("route", "/ho-so/{ma}"), kv("share", 0.25));
  ASSERT_EQ(log.lines.size(), 1u);
  EXPECT_EQ(log.lines[0], "level=info event=web.request status=200 secure=true route=/ho-so/{ma} share=0.25");
}

TEST(Log, a_value_cannot_forge_a_line_or_a_field) {
  Captured log;
  warn("x", kv("a", "1 level=error"), kv("b", "p\nq\"\\\x01"), kv("c", ""));
  EXPECT_EQ(log.lines.at(0), R"(level=warn event=x a="1 level=error" b="p\nq\"\\\x01" c="")");
}

TEST(Log, leaves_out_what_is_below_the_level) {
  Captured log;
  debug("quiet");
  set_level(Level::error);
  info("quiet");
  error("loud");
  EXPECT_EQ(log.lines, std::vector<std::string>{"level=error event=loud"});
}

}  // namespace
}  // namespace motcua::log
