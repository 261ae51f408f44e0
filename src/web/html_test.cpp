#include "web/html.hpp"
#include "base/testing_paths.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <type_traits>

#include "web/messages.hpp"

namespace motcua::web {
namespace {

template <class F> std::string written(F f, Lang lang = Lang::vi) {
  Html out(lang);
  f(out);
  return std::move(out).take();
}

// Forgetting to escape does not compile.
template <class T>
concept Appendable = requires(Html& h, T t) {
  h << t;
};
static_assert(!Appendable<std::string>);
static_assert(!Appendable<std::string_view>);
static_assert(Appendable<Html>);
template <class T>
concept FitsAttribute = requires(Html& h, T t) {
  h.value(t);
};
static_assert(FitsAttribute<std::string> && FitsAttribute<int>);
static_assert(!FitsAttribute<Html> && !FitsAttribute<bool> && !FitsAttribute<double>);

TEST(Html, escapes_the_five_signs_and_nothing_else) {
  EXPECT_EQ(written([](Html& h) { h.text("a<b>&\"'c đ"); }), "a&lt;b&gt;&amp;&#34;&#39;c đ");
  EXPECT_EQ(written([](Html& h) { h.text(std::string_view("a\0b", 3)); }),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(written([](Html& h) { h.text(-12041); }), "-12041");
}

TEST(Html, lets_only_harmless_addresses_through) {
  struct Row {
    const char* given;
    const char* written;
  };
  const Row rows[] = {
      {"/ho-so/H20.15-1?x=1&y=2#z", "/ho-so/H20.15-1?x=1&amp;y=2#z"},
      {"?trang=2", "?trang=2"},
      {"#main", "#main"},
      {"https://example.vn/a", "https://example.vn/a"},
      {"tel:1022", "tel:1022"},
      {"", ""},
      {"javascript:alert(1)", "#"},
      {" \n\tJaVaScRiPt:alert(1)", "#"},
      {"java\nscript:alert(1)", "#"},
      {"vbscript:x", "#"},
      {"data:text/html,x", "#"},
      {"//evil.example/", "#"},
      {"/\\evil.example", "#"},
      {"\\\\evil.example", "#"},
      {"/a b\"c", "/a%20b&#34;c"},
      {"/tim?q=a:b", "/tim?q=a:b"},
      {"file:///etc/passwd", "#"},
  };
  for (const auto& row : rows) EXPECT_EQ(written([&](Html& h) { h.url(row.given); }), row.written) << row.given;
}

TEST(Html, encodes_later_pieces_of_an_address_whole) {
  EXPECT_EQ(written([](Html& h) { h.url_part("a b/c?d&e=đ%"); }), "a%20b%2Fc%3Fd%26e%3D%C4%91%25");
  EXPECT_EQ(written([](Html& h) { h.url_part("Az09-._~"); }), "Az09-._~");
}

TEST(Html, writes_optional_attributes_by_their_type) {
  EXPECT_EQ(written([](Html& h) {
              h.optional(" checked", true).optional(" disabled", false).optional(" id", "a\"").optional(" title", std::string());
            }),
            " checked id=\"a&#34;\"");
}

TEST(Label, translates_literals_only) {
  const Label message = "Đăng xuất";
  const Label data = std::string("Đăng xuất");
  EXPECT_EQ(message.in(Lang::vi), "Đăng xuất");
  EXPECT_EQ(message.in(Lang::en), "Sign out");
  EXPECT_EQ(data.in(Lang::en), "Đăng xuất");
}

TEST(Messages, fall_back_to_vietnamese_and_are_escaped) {
  EXPECT_EQ(written([](Html& h) { h.say("Đăng nhập"); }, Lang::en), "Sign in");
  EXPECT_EQ(written([](Html& h) { h.say("Câu này chưa có bản dịch&nbsp;"); }, Lang::en), "Câu này chưa có bản dịch&nbsp;");
  EXPECT_EQ(written([](Html& h) { h.say("Quên mật khẩu?"); }, Lang::en), "Forgot your password?");
  EXPECT_EQ(translate(Lang::en, ""), "");
}

TEST(Messages, are_sorted_so_that_look_up_finds_each) {
  for (const auto& m : english_messages()) EXPECT_EQ(translate(Lang::en, m.vietnamese), m.other);
}

// A key that no source holds any more translates nothing: the file would rot.
TEST(Messages, all_stand_in_some_source) {
  std::string sources;
  const auto root = source_dir();
  for (const auto* folder : {"src", "tests/gallery"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const auto ext = entry.path().extension();
      if (ext != ".cpp" && ext != ".hpp" && ext != ".html") continue;
      if (entry.path().stem().string().ends_with("_test")) continue;
      std::ostringstream s;
      s << std::ifstream(entry.path()).rdbuf();
      sources += s.str();
    }
  for (const auto& m : english_messages()) EXPECT_NE(sources.find(m.vietnamese), std::string::npos) << m.vietnamese;
}

}  // namespace
}  // namespace motcua::web
