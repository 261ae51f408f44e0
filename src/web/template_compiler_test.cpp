// The attack table: each unsafe place is a build error with file and line; each safe place escapes for itself.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/testing_paths.hpp"
#include "views/web/escape_probe.hpp"
#include "web/html.hpp"

namespace motcua::web {
namespace {

struct Outcome {
  int status;
  std::string errors;
  std::string cpp;
};

Outcome compile(const std::string& body, const std::string& options = "--context dossier") {
  const auto dir = std::filesystem::temp_directory_path() / ("motcua_views_" + std::to_string(getpid()));
  std::filesystem::create_directories(dir);
  const auto file = dir / "probe.html";
  std::ofstream(file) << "@args const View& v\n" << body;
  const std::string command = binary_dir().string() + "/tools/template_compiler " + options + " --root " + dir.string() + " --out " +
                              (dir / "out").string() + " " + file.string() + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  std::string errors;
  char buffer[512];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) errors += buffer;
  const int status = WEXITSTATUS(pclose(pipe));
  std::ostringstream cpp;
  if (status == 0) cpp << std::ifstream(dir / "out/dossier/probe.cpp").rdbuf();
  std::filesystem::remove_all(dir);
  return {status, errors, cpp.str()};
}

struct Attack {
  const char* what;
  const char* body;
  int line;  // of the file; the body begins in line 2
};

class Refused : public testing::TestWithParam<Attack> {};

TEST_P(Refused, with_file_and_line) {
  const auto& attack = GetParam();
  const auto outcome = compile(attack.body);
  EXPECT_EQ(outcome.status, 1) << attack.what << "\n" << outcome.cpp;
  EXPECT_NE(outcome.errors.find("probe.html:" + std::to_string(attack.line) + ": error: "), std::string::npos) << attack.what << "\n"
                                                                                                               << outcome.errors;
}

const Attack kAttacks[] = {
    {"value in a script", "<p>x</p>\n<script>var a = \"{{ v.x }}\";</script>\n", 3},
    {"script without value", "<script src=\"/a.js\"></script>\n", 2},
    {"script in capitals", "<ScRiPt>\n</ScRiPt>\n", 2},
    {"value in a style", "<style>p { color: {{ v.x }} }</style>\n", 2},
    {"event handler", "<p onclick=\"f('{{ v.x }}')\">x</p>\n", 2},
    {"event handler in capitals", "<p>\n<b ONMOUSEOVER=\"f()\">x</b></p>\n", 3},
    {"unquoted attribute", "<p title={{ v.x }}>x</p>\n", 2},
    {"unquoted literal attribute", "<p title=x>x</p>\n", 2},
    {"name of a tag", "<h{{ v.x }}>x</h1>\n", 2},
    {"after <", "<{{ v.x }}>x\n", 2},
    {"after </", "<p>x</{{ v.x }}>\n", 2},
    {"inside a tag", "<p {{ v.x }}>x</p>\n", 2},
    {"name of an attribute", "<p data-{{ v.x }}=\"1\">x</p>\n", 2},
    {"comment", "<p>x</p>\n<!-- {{ v.x }} -->\n", 3},
    {"doctype", "<!DOCTYPE {{ v.x }}>\n", 2},
    {"style attribute", "<p style=\"color: {{ v.x }}\">x</p>\n", 2},
    {"srcdoc", "<p srcdoc=\"{{ v.x }}\">x</p>\n", 2},
    {"srcset", "<img srcset=\"{{ v.x }}\" alt=\"\">\n", 2},
    {"iframe", "<iframe src=\"{{ v.x }}\"></iframe>\n", 2},
    {"base", "<base href=\"{{ v.x }}\">\n", 2},
    {"object", "<object data=\"{{ v.x }}\"></object>\n", 2},
    {"meta refresh", "<meta http-equiv=\"refresh\" content=\"0\">\n", 2},
    {"literal javascript address", "<a href=\"javascript:alert(1)\">x</a>\n", 2},
    {"literal javascript address with a tab", "<a href=\"java\tscript:alert(1)\">x</a>\n", 2},
    {"literal javascript address with an entity", "<a href=\"java&#115;cript:alert(1)\">x</a>\n", 2},
    {"data address", "<a href=\"data:text/html,x\">x</a>\n", 2},
    {"value that completes the scheme", "<a href=\"java{{ v.x }}\">x</a>\n", 2},
    {"value that names the host", "<a href=\"https://{{ v.x }}/a\">x</a>\n", 2},
    {"value after two slashes", "<a href=\"//{{ v.x }}\">x</a>\n", 2},
    {"svg animation of an address", "<svg><set attributeName=\"href\" to=\"{{ v.x }}\"></set></svg>\n", 2},
    {"block that ends inside another element", "@if (v.a)\n<p>\n@end\n</p>\n", 4},
    {"block that closes an element around it", "<p>\n@if (v.a)\n</p>\n@end\n", 4},
    {"branches that end differently", "@if (v.a)\n<b>x</b>\n@else\n<b>\n@end\n</b>\n", 6},
    {"block without end", "@for (auto& a : v.all)\n<p>x</p>\n", 2},
    {"end without block", "<p>x</p>\n@end\n", 3},
    {"else without if", "@else\n@end\n", 2},
    {"directive inside a tag", "<p\n@if (v.a)\ntitle=\"x\"\n@end\n>x</p>\n", 3},
    {"unknown directive", "@wile true\n", 2},
    {"element never closed", "<p>\n<b>x</p>\n", 3},
    {"wrong end tag", "<ul><li>x</ul></li>\n", 2},
    {"value without end", "<p>{{ v.x </p>\n", 2},
    {"empty value", "<p>{{ }}</p>\n", 2},
    {"statement in a value", "<p>{{ v.x; evil() }}</p>\n", 2},
    {"bare <", "<p>1 < 2</p>\n", 2},
    {"value in a value that is optional twice", "<p title?=\"a{{ v.x }}\">x</p>\n", 2},
    {"optional address", "<a href?=\"{{ v.x }}\">x</a>\n", 2},
    {"same attribute twice", "<p title=\"a\" title=\"b\">x</p>\n", 2},
    {"tag inside a textarea", "<textarea><b>x</b></textarea>\n", 2},
    {"class in a page", "<p class=\"mc-card\">x</p>\n", 2},
    {"form in a page", "<form method=\"post\" action=\"/x\"></form>\n", 2},
};
INSTANTIATE_TEST_SUITE_P(Attacks, Refused, testing::ValuesIn(kAttacks));

TEST(TemplateCompiler, writes_line_directives_so_that_errors_of_the_compiler_name_the_template) {
  const auto outcome = compile("<p>x</p>\n<p>{{ v.nosuch }}</p>\n");
  ASSERT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_NE(outcome.cpp.find("#line 3 \"probe.html\"\n  out.text(v.nosuch);"), std::string::npos) << outcome.cpp;
}

TEST(TemplateCompiler, picks_the_escaping_by_the_place) {
  const auto outcome = compile(
      "<p title=\"{{ v.a }}\">{{ v.b }}</p>\n<a href=\"{{ v.c }}\">x</a>\n<a href=\"/ho-so/{{ v.d }}?q={{ v.e }}\">x</a>\n"
      "<textarea name=\"t\">{{ v.f }}</textarea>\n<input value=\"1\" checked?=\"{{ v.g }}\">\n");
  ASSERT_EQ(outcome.status, 0) << outcome.errors;
  for (const char* call : {"out.value(v.a);", "out.text(v.b);", "out.url(v.c);", "out.url_part(v.d);", "out.url_part(v.e);",
                           "out.value(v.f);", "out.optional(\" checked\", v.g);"})
    EXPECT_NE(outcome.cpp.find(call), std::string::npos) << call << "\n" << outcome.cpp;
}

TEST(TemplateCompiler, makes_every_readable_text_a_message_and_leaves_signs_alone) {
  const auto outcome = compile("<p aria-label=\"Đóng lại\">Nộp  hồ\n sơ</p> — 12/3\n");
  ASSERT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_NE(outcome.cpp.find("out.say(\"Đóng lại\");"), std::string::npos);
  EXPECT_NE(outcome.cpp.find("out.say(\"Nộp hồ sơ\");"), std::string::npos);
  EXPECT_EQ(outcome.cpp.find("out.say(\"— 12/3\""), std::string::npos) << outcome.cpp;
}

TEST(TemplateCompiler, hands_blocks_and_writers_to_components) {
  const auto outcome = compile(
      "@with ui::form({.action = \"/a\"}) -> f\n  @f.text({.name = \"x\",\n    .label = \"Tên\"})\n@end\n@with "
      "ui::inset()\n<p>x</p>\n@end\n");
  ASSERT_EQ(outcome.status, 0) << outcome.errors;
  EXPECT_NE(outcome.cpp.find("ui::form(out, {.action = \"/a\"}, [&]([[maybe_unused]] web::Html& out, [[maybe_unused]] auto& f) {"),
            std::string::npos);
  EXPECT_NE(outcome.cpp.find("f.text(out, {.name = \"x\","), std::string::npos);
  EXPECT_NE(outcome.cpp.find("ui::inset(out, [&]([[maybe_unused]] web::Html& out) {"), std::string::npos);
}

TEST(CompiledTemplate, escapes_hostile_text_in_each_place) {
  const std::string evil = "\"><script>alert('&')</script>";
  const std::string link = "java\tscript:alert(1)";
  const auto page = render(Lang::vi, views::escape_probe, evil, link, std::string("a&b=1/../?"), true,
                           part(Lang::vi, [](Html& o) { o << "<em>giữ</em>"; }));
  EXPECT_EQ(page,
            "<p "
            "title=\"&#34;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;\">&#34;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/"
            "script&gt; <em>giữ</em></p>\n"
            "<a href=\"#\">x</a>\n"
            "<a href=\"/ho-so/a%26b%3D1%2F..%2F%3F?q=a%26b%3D1%2F..%2F%3F\">x</a>\n"
            "<textarea name=\"t\">&#34;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</textarea>\n"
            "<input type=\"checkbox\" name=\"c\" checked>\n");
}

}  // namespace
}  // namespace motcua::web
