// Compiles an HTML template to typed C++ (syntax: src/web/README.md, "Views").
//   template_compiler --context dossier --root SOURCE_DIR --out DIR [--components] FILE.html…
//   template_compiler --messages OUT.cpp CATALOGUE.yaml…
// Every value is escaped for the place it stands in; a place that cannot be made safe is an error with file and line.
// Host program of the build: standard library only.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct BadTemplate : std::runtime_error {
  BadTemplate(int at, const std::string& what) : std::runtime_error(what), line(at) {}
  int line;
};

constexpr std::string_view kBlank = " \t\r\n";
bool blank(char c) { return kBlank.find(c) != std::string_view::npos; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool word(char c) { return letter(c) || digit(c) || c == '_'; }

std::string_view trim(std::string_view s) {
  const auto from = s.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return s.substr(from, s.find_last_not_of(kBlank) - from + 1);
}
std::string lower(std::string_view s) {
  std::string r(s);
  for (char& c : r)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return r;
}
template <std::size_t N> bool one_of(std::string_view s, const std::array<std::string_view, N>& set) {
  return std::find(set.begin(), set.end(), s) != set.end();
}

constexpr std::array<std::string_view, 14> kVoid{"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                 "input", "link", "meta", "param", "source", "track", "wbr"};
// Elements that run code, restyle the page or change what its addresses mean. Scripts and styles are assets (CSP).
constexpr std::array<std::string_view, 14> kForbiddenElement{"script", "style",   "base",     "object", "embed", "iframe",  "frame",
                                                             "applet", "animate", "template", "set",    "xmp",   "noembed", "plaintext"};
constexpr std::array<std::string_view, 11> kUrlAttribute{"href", "src",      "action",     "formaction", "poster",  "cite",
                                                         "data", "manifest", "xlink:href", "background", "longdesc"};
constexpr std::array<std::string_view, 6> kMessageAttribute{"title", "aria-label",       "placeholder",
                                                            "alt",   "aria-description", "aria-roledescription"};
constexpr std::array<std::string_view, 6> kScheme{"http", "https", "mailto", "tel", "sms", ""};

// True when the text holds a letter of any language: then people read it and it is a message.
bool readable(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '&') {  // an entity is not a word
      const auto end = s.find(';', i);
      if (end != std::string_view::npos && end - i < 10) {
        i = end;
        continue;
      }
    }
    const auto byte = static_cast<unsigned char>(s[i]);
    // 2-byte letters (đ), 3-byte U+1Exx (ế); dashes, arrows and dots of U+2xxx are no words
    if (letter(s[i]) || (byte >= 0xC3 && byte < 0xE1) || byte == 0xE1) return true;
  }
  return false;
}

std::string cpp_literal(std::string_view s) {
  std::string r = "\"";
  for (const char c : s) {
    switch (c) {
      case '"': r += "\\\""; break;
      case '\\': r += "\\\\"; break;
      case '\n': r += "\\n"; break;
      case '\t': r += "\\t"; break;
      case '\r': break;
      default: r += c;
    }
  }
  return r + '"';
}

// Finds the end of C++ text that begins at `at`: the first place where no bracket or string is open and `stop` holds.
template <class Stop> std::size_t scan_cpp(std::string_view s, std::size_t at, int line, Stop stop) {
  int depth = 0;
  for (std::size_t i = at; i < s.size(); ++i) {
    if (depth == 0 && stop(i)) return i;
    const char c = s[i];
    if (c == '"' || (c == '\'' && !(i > at && word(s[i - 1])))) {
      for (++i; i < s.size() && s[i] != c; ++i) {
        if (s[i] == '\\') ++i;
        if (i < s.size() && s[i] == '\n') throw BadTemplate(line, "a string of the expression does not end on its line");
      }
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      if (--depth < 0) return i;
    }
  }
  return std::string_view::npos;
}

struct Block {
  std::string kind;
  int line;
  std::vector<std::string> elements;
  bool had_else = false;
};

class Compiler {
 public:
  Compiler(std::string source, std::string shown_path, bool components)
      : text_(std::move(source)), path_(std::move(shown_path)), components_(components) {}

  void run() {
    head();
    while (at_ < text_.size()) {
      if (line_start_ && directive_line()) continue;
      content();
    }
    flush();
    if (!blocks_.empty()) throw BadTemplate(blocks_.back().line, "@" + blocks_.back().kind + " has no @end");
    if (!elements_.empty()) throw BadTemplate(element_lines_.back(), "<" + elements_.back() + "> is not closed");
  }

  const std::vector<std::string>& includes() const { return includes_; }
  const std::string& arguments() const { return arguments_; }
  const std::string& body() const { return body_; }
  const std::vector<std::string>& messages() const { return messages_; }

 private:
  // ---- reading -------------------------------------------------------------------------------------------------------------------
  char cur() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool looking_at(std::string_view s) const { return std::string_view(text_).substr(at_, s.size()) == s; }
  void step() {
    line_start_ = text_[at_] == '\n';
    if (line_start_) ++line_;
    ++at_;
  }
  void step_to(std::size_t to) {
    while (at_ < to) step();
  }
  std::string_view rest_of_line() const {
    const auto end = text_.find('\n', at_);
    return std::string_view(text_).substr(at_, (end == std::string::npos ? text_.size() : end) - at_);
  }
  [[noreturn]] void fail(const std::string& what) const { throw BadTemplate(line_, what); }

  // ---- writing -------------------------------------------------------------------------------------------------------------------
  void literal(std::string_view s) { pending_ += s; }
  void flush() {
    if (pending_.empty()) return;
    body_ += "  out << " + cpp_literal(pending_) + ";\n";
    pending_.clear();
  }
  void code(int line, const std::string& cpp) {
    flush();
    body_ += "#line " + std::to_string(line) + " " + cpp_literal(path_) + "\n" + cpp + "\n";
  }
  void message(const std::string& m) {
    flush();
    body_ += "  out.say(" + cpp_literal(m) + ");\n";
    messages_.push_back(m);
  }

  // ---- head: @include and @args ----------------------------------------------------------------------------------------------------
  void head() {
    bool args = false;
    while (at_ < text_.size()) {
      const auto line = trim(rest_of_line());
      if (line.empty()) {
        step_to(std::min(text_.size(), at_ + rest_of_line().size() + 1));
        continue;
      }
      if (line.starts_with("@include ")) {
        const auto file = trim(line.substr(9));
        if (file.size() < 3 || !((file.front() == '"' && file.back() == '"') || (file.front() == '<' && file.back() == '>')))
          fail("@include wants a file name in quotes");
        includes_.emplace_back(file);
        step_to(std::min(text_.size(), at_ + rest_of_line().size() + 1));
      } else if (line == "@args" || line.starts_with("@args ")) {
        if (args) fail("@args stands twice");
        args = true;
        std::string list(line.substr(5));
        step_to(std::min(text_.size(), at_ + rest_of_line().size() + 1));
        while (trim(list).ends_with(',')) {
          list += " " + std::string(trim(rest_of_line()));
          step_to(std::min(text_.size(), at_ + rest_of_line().size() + 1));
        }
        arguments_ = trim(list);
      } else {
        break;
      }
    }
    if (!args) fail("the template must begin with @args (write a bare @args when it takes none)");
    line_start_ = true;
  }

  // ---- directives ------------------------------------------------------------------------------------------------------------------
  bool directive_line() {
    std::size_t i = at_;
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
    if (i >= text_.size() || text_[i] != '@') return false;
    if (i + 1 < text_.size() && text_[i + 1] == '@') {  // @@ is a text that begins with @
      step_to(i + 1);
      line_start_ = false;
      return false;
    }
    if (!rcdata_.empty()) fail("no directive inside <" + rcdata_ + ">");
    const int line = line_;
    step_to(i + 1);
    // A directive ends with its line, or later when brackets are still open.
    const auto end = scan_cpp(text_, at_, line, [&](std::size_t k) { return text_[k] == '\n'; });
    if (end != std::string_view::npos && text_[end] != '\n') throw BadTemplate(line, "a bracket closes that was never opened");
    const auto stop = end == std::string_view::npos ? text_.size() : end;
    const std::string whole(trim(std::string_view(text_).substr(at_, stop - at_)));
    step_to(std::min(text_.size(), stop + 1));
    line_start_ = true;
    if (end == std::string_view::npos && !balanced(whole)) throw BadTemplate(line, "a bracket of the directive is not closed");
    directive(whole, line);
    return true;
  }

  static bool balanced(std::string_view s) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (in_string) {
        if (s[i] == '\\')
          ++i;
        else if (s[i] == '"')
          in_string = false;
      } else if (s[i] == '"')
        in_string = true;
      else if (s[i] == '(' || s[i] == '{' || s[i] == '[')
        ++depth;
      else if (s[i] == ')' || s[i] == '}' || s[i] == ']')
        --depth;
    }
    return depth == 0 && !in_string;
  }

  // "(…)" → "…"
  static std::string in_brackets(std::string_view s, int line, const std::string& what) {
    s = trim(s);
    if (s.size() < 2 || s.front() != '(' || s.back() != ')') throw BadTemplate(line, what + " wants its expression in ( )");
    const auto inner = s.substr(1, s.size() - 2);
    if (!balanced(inner)) throw BadTemplate(line, what + ": brackets do not match");
    return std::string(inner);
  }

  void directive(const std::string& whole, int line) {
    std::size_t n = 0;
    while (n < whole.size() && (word(whole[n]) || whole[n] == ':' || whole[n] == '.')) ++n;
    const std::string name = whole.substr(0, n);
    const std::string_view rest = trim(std::string_view(whole).substr(n));
    if (name == "if" || name == "for") {
      open(name, line);
      code(line, "  " + name + " (" + in_brackets(rest, line, "@" + name) + ") {");
    } else if (name == "elif" || name == "else") {
      if (blocks_.empty() || blocks_.back().kind != "if" || blocks_.back().had_else) throw BadTemplate(line, "@" + name + " without @if");
      same_context(line);
      if (name == "else" && !rest.empty()) throw BadTemplate(line, "@else takes no expression (write @elif)");
      blocks_.back().had_else = name == "else";
      code(line, name == "else" ? "  } else {" : "  } else if (" + in_brackets(rest, line, "@elif") + ") {");
    } else if (name == "end") {
      if (blocks_.empty()) throw BadTemplate(line, "@end without a block");
      if (!rest.empty()) throw BadTemplate(line, "@end stands alone");
      same_context(line);
      code(line, blocks_.back().kind == "with" ? "  });" : "  }");
      blocks_.pop_back();
    } else if (name == "let") {
      if (rest.find('=') == std::string_view::npos) throw BadTemplate(line, "@let wants `name = expression`");
      code(line, "  const auto " + std::string(rest) + ";");
    } else if (name == "with") {
      with(rest, line);
    } else if (name == "include" || name == "args") {
      throw BadTemplate(line, "@" + name + " belongs at the top of the file");
    } else if (!name.empty() && rest.starts_with('(')) {
      if (one_of(name, std::array<std::string_view, 5>{"while", "switch", "return", "do", "goto"}))
        throw BadTemplate(line, "unknown directive @" + name);
      const std::string inner = in_brackets(rest, line, "@" + name);
      const std::string args(trim(inner));
      collect(args);
      code(line, "  " + name + "(out" + (args.empty() ? "" : ", " + args) + ");");
    } else {
      throw BadTemplate(line,
                        "unknown directive @" + (name.empty() ? whole.substr(0, 20) : name) + " (write @@ for a text that begins with @)");
    }
  }

  // @with component(args) -> writer
  void with(std::string_view rest, int line) {
    std::size_t n = 0;
    while (n < rest.size() && (word(rest[n]) || rest[n] == ':' || rest[n] == '.')) ++n;
    const std::string name(rest.substr(0, n));
    auto tail = trim(rest.substr(n));
    if (name.empty() || !tail.starts_with('(')) throw BadTemplate(line, "@with wants component(arguments)");
    const auto close = scan_cpp(tail, 1, line, [](std::size_t) { return false; });
    if (close == std::string_view::npos) throw BadTemplate(line, "@with: a bracket is not closed");
    const auto args = trim(tail.substr(1, close - 1));
    tail = trim(tail.substr(close + 1));
    std::string parameter;
    if (tail.starts_with("->")) {
      const auto writer = trim(tail.substr(2));
      if (writer.empty() || !std::all_of(writer.begin(), writer.end(), word)) throw BadTemplate(line, "-> wants one name");
      parameter = ", [[maybe_unused]] auto& " + std::string(writer);
    } else if (!tail.empty()) {
      throw BadTemplate(line, "@with: text after the call");
    }
    collect(args);
    open("with", line);
    code(line, "  " + name + "(out, " + (args.empty() ? "" : std::string(args) + ", ") + "[&]([[maybe_unused]] web::Html& out" + parameter +
                   ") {");
  }

  void open(const std::string& kind, int line) { blocks_.push_back({kind, line, elements_}); }
  void same_context(int line) const {
    if (elements_ != blocks_.back().elements)
      throw BadTemplate(line, "the block opened in line " + std::to_string(blocks_.back().line) + " ends in another place than it began: " +
                                  (elements_.size() > blocks_.back().elements.size() ? "<" + elements_.back() + "> is still open"
                                                                                     : "an element around it was closed"));
  }

  // Messages named in expressions: tr("…") and .label = "…".
  void collect(std::string_view cpp) {
    for (const std::string_view mark : {"tr(\"", "label = \"", "title = \"", "hint = \"", "text = \"", "caption = \"", "legend = \""}) {
      for (auto i = cpp.find(mark); i != std::string_view::npos; i = cpp.find(mark, i + 1)) {
        const auto from = i + mark.size();
        const auto to = cpp.find('"', from);
        if (to != std::string_view::npos && to > from) messages_.emplace_back(cpp.substr(from, to - from));
      }
    }
  }

  // ---- {{ expression }} ------------------------------------------------------------------------------------------------------------
  std::string expression() {
    const int line = line_;
    step_to(at_ + 2);
    const auto end = scan_cpp(text_, at_, line, [&](std::size_t i) { return std::string_view(text_).substr(i, 2) == "}}"; });
    if (end == std::string_view::npos || std::string_view(text_).substr(end, 2) != "}}") throw BadTemplate(line, "{{ has no }}");
    const std::string e(trim(std::string_view(text_).substr(at_, end - at_)));
    if (e.empty()) throw BadTemplate(line, "{{ }} is empty");
    if (e.find("//") != std::string::npos && e.find('"') == std::string::npos) throw BadTemplate(line, "no comment inside {{ }}");
    if (scan_cpp(e, 0, line, [&](std::size_t i) { return e[i] == ';'; }) != std::string_view::npos)
      throw BadTemplate(line, "{{ }} holds one expression, not a statement");
    step_to(end + 2);
    line_start_ = false;
    collect(e);
    return e;
  }

  // ---- text between tags -----------------------------------------------------------------------------------------------------------
  void content() {
    if (looking_at("{{")) {
      const int line = line_;
      const auto e = expression();
      code(line, std::string("  out.") + (rcdata_.empty() ? "text(" : "value(") + e + ");");
      return;
    }
    if (cur() == '<') {
      if (!rcdata_.empty() && !is_end_of(rcdata_)) fail("no tag inside <" + rcdata_ + ">");
      tag();
      return;
    }
    // A run of text up to the next tag, value or directive.
    std::string run;
    const bool fresh_line = line_start_;
    while (at_ < text_.size() && cur() != '<' && !looking_at("{{")) {
      if (line_start_ && directive_ahead()) break;
      run += cur();
      step();
    }
    if (run.find("}}") != std::string::npos) fail("}} without {{");
    if (fresh_line && trim(run).empty() && !keeps_blanks()) return;  // indentation
    text_run(run);
  }

  bool directive_ahead() const {
    std::size_t i = at_;
    while (i < text_.size() && (text_[i] == ' ' || text_[i] == '\t')) ++i;
    return i < text_.size() && text_[i] == '@';
  }

  bool keeps_blanks() const { return rcdata_ == "textarea" || std::find(elements_.begin(), elements_.end(), "pre") != elements_.end(); }

  void text_run(std::string_view run) {
    if (keeps_blanks()) return literal(run);
    const auto core = trim(run);
    const auto blanks = [](std::string_view s) { return s.empty() ? "" : s.find('\n') != std::string_view::npos ? "\n" : " "; };
    if (core.empty()) return literal(blanks(run));
    const auto from = static_cast<std::size_t>(core.data() - run.data());
    literal(blanks(run.substr(0, from)));
    std::string one_line;
    for (const char c : core) {
      if (!blank(c))
        one_line += c;
      else if (one_line.back() != ' ')
        one_line += ' ';
    }
    if (readable(one_line))
      message(one_line);
    else
      literal(one_line);
    literal(blanks(run.substr(from + core.size())));
  }

  // ---- tags ------------------------------------------------------------------------------------------------------------------------
  bool is_end_of(const std::string& element) const {
    return lower(std::string_view(text_).substr(at_, element.size() + 2)) == "</" + element;
  }

  void tag() {
    if (looking_at("<{{") || looking_at("</{{")) fail("a value cannot name a tag");
    if (looking_at("<!--")) return comment();
    if (lower(std::string_view(text_).substr(at_, 9)) == "<!doctype") {
      while (at_ < text_.size() && cur() != '>') {
        if (looking_at("{{")) fail("no value inside <!doctype>");
        literal(std::string(1, cur()));
        step();
      }
      literal(">");
      step();
      return;
    }
    const bool closing = looking_at("</");
    const int line = line_;
    step_to(at_ + (closing ? 2 : 1));
    std::string name;
    while (word(cur()) || cur() == '-') {
      name += cur();
      step();
    }
    line_start_ = false;
    if (name.empty()) fail("write &lt; for a < that begins no tag");
    if (looking_at("{{")) fail("a value cannot stand in the name of a tag");
    const auto element = lower(name);
    if (one_of(element, kForbiddenElement)) fail("<" + element + "> is not allowed in a template");
    if (element == "form" && !components_) fail("<form> is written by @with ui::form(…): it carries the token against forged requests");
    literal((closing ? "</" : "<") + name);
    if (closing) {
      while (blank(cur())) step();
      if (cur() != '>') fail("only > may follow </" + name);
      step();
      literal(">");
      if (elements_.empty() || elements_.back() != element)
        throw BadTemplate(line, "</" + element + "> closes " + (elements_.empty() ? "nothing" : "<" + elements_.back() + ">"));
      elements_.pop_back();
      element_lines_.pop_back();
      rcdata_.clear();
      if (!blocks_.empty() && elements_.size() < blocks_.back().elements.size())
        throw BadTemplate(
            line, "</" + element + "> closes an element that was opened outside the block of line " + std::to_string(blocks_.back().line));
      return;
    }
    const bool self_closed = attributes(element);
    if (self_closed || one_of(element, kVoid)) return;
    elements_.push_back(element);
    element_lines_.push_back(line);
    if (element == "textarea" || element == "title") rcdata_ = element;
  }

  void comment() {
    const int line = line_;
    const auto end = text_.find("-->", at_);
    if (end == std::string::npos) throw BadTemplate(line, "a comment has no end");
    if (std::string_view(text_).substr(at_, end - at_).find("{{") != std::string_view::npos)
      throw BadTemplate(line, "no value inside a comment");
    step_to(end + 3);  // comments are for readers of the template; they are not sent
    line_start_ = false;
  }

  // Up to and with the closing >. True for "/>".
  bool attributes(const std::string& element) {
    std::vector<std::string> seen;
    for (;;) {
      while (blank(cur())) {
        step();
        if (line_start_ && directive_ahead()) fail("no directive inside a tag (for an optional attribute write name?=\"{{ … }}\")");
      }
      if (at_ >= text_.size()) fail("<" + element + "> has no >");
      if (cur() == '>') {
        step();
        line_start_ = false;
        literal(">");
        return false;
      }
      if (looking_at("/>")) {
        step_to(at_ + 2);
        literal("/>");
        return true;
      }
      if (looking_at("{{")) fail("a value inside a tag stands in a quoted attribute: name=\"{{ … }}\"");
      attribute(element, seen);
    }
  }

  void attribute(const std::string& element, std::vector<std::string>& seen) {
    std::string name;
    while (at_ < text_.size() && !blank(cur()) && cur() != '=' && cur() != '>' && cur() != '/' && cur() != '?') {
      if (looking_at("{{")) fail("a value cannot stand in the name of an attribute");
      if (!word(cur()) && cur() != '-' && cur() != ':') fail(std::string("'") + cur() + "' cannot stand in the name of an attribute");
      name += lower(std::string(1, cur()))[0] == cur() || element == "svg" || in_svg() ? cur() : lower(std::string(1, cur()))[0];
      step();
    }
    if (name.empty()) fail("the name of an attribute is missing");
    const auto key = lower(name);
    if (key.starts_with("on")) fail("no event handler (" + key + "): scripts live in assets/ts");
    if (key == "style") fail("no style attribute: looks live in assets/scss");
    if (key == "srcdoc" || key == "srcset" || key == "ping") fail("the attribute " + key + " is not allowed in a template");
    if (key == "class" && !components_) fail("no class in pages: use a component of web/ui.hpp");
    if (element == "meta" && key == "http-equiv") fail("http-equiv is set by HTTP headers");
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) fail("the attribute " + key + " stands twice");
    seen.push_back(key);
    const bool optional = cur() == '?';
    if (optional) step();
    if (cur() != '=') {
      if (optional) fail("? wants =\"{{ … }}\"");
      literal(" " + name);
      return;
    }
    step();
    if (looking_at("{{")) fail("the attribute " + key + " needs quotes around its value");
    if (cur() != '"' && cur() != '\'') fail("the attribute " + key + " needs quotes around its value");
    const char quote = cur();
    step();
    if (optional)
      optional_attribute(name, key, quote);
    else
      value(element, name, key, quote);
  }

  bool in_svg() const { return std::find(elements_.begin(), elements_.end(), "svg") != elements_.end(); }

  void optional_attribute(const std::string& name, const std::string& key, char quote) {
    if (one_of(key, kUrlAttribute)) fail("an address cannot be optional: write @if around the element");
    while (blank(cur())) step();
    if (!looking_at("{{")) fail(name + "? wants exactly one {{ … }}");
    const int line = line_;
    const auto e = expression();
    while (blank(cur())) step();
    if (cur() != quote) fail(name + "? wants exactly one {{ … }}");
    step();
    code(line, "  out.optional(\" " + name + "\", " + e + ");");
  }

  void value(const std::string& element, const std::string& name, const std::string& key, char quote) {
    const bool address = one_of(key, kUrlAttribute);
    const int line = line_;
    std::string so_far;  // literal text of this value
    int values = 0;
    literal(" " + name + "=\"");
    while (at_ < text_.size() && cur() != quote) {
      if (looking_at("{{")) {
        if (element == "meta" && key == "content" && so_far.find("url") != std::string::npos) fail("no value in a meta address");
        if (element == "link" && key == "rel") fail("the rel of a link is a literal");
        literal(escape_quotes(so_far));
        const int at = line_;
        const bool first = so_far.empty() && values == 0;
        if (address && values == 0 && !first) check_prefix(so_far, key);
        ++values;
        const auto e = expression();
        code(at, std::string("  out.") + (!address ? "value(" : first ? "url(" : "url_part(") + e + ");");
        so_far.clear();
      } else {
        if (cur() == '<') fail("write &lt; inside the attribute " + key);
        so_far += cur();
        step();
      }
    }
    if (at_ >= text_.size()) throw BadTemplate(line, "the value of " + key + " has no closing quote");
    step();
    line_start_ = false;
    if (address && values == 0) check_scheme(so_far, key);
    if (values == 0 && one_of(key, kMessageAttribute) && readable(so_far))
      message(std::string(trim(so_far)));
    else
      literal(escape_quotes(so_far));
    literal("\"");
  }

  static std::string escape_quotes(const std::string& s) {
    std::string r;
    for (const char c : s) r += c == '"' ? std::string("&#34;") : std::string(1, c);
    return r;
  }

  // Literal text before the first value of an address: it must already have settled scheme and host.
  void check_prefix(const std::string& prefix, const std::string& key) const {
    check_scheme(prefix, key);
    const auto colon = prefix.find(':');
    const auto path = prefix.find_first_of("/?#");
    if (path == std::string::npos && colon == std::string::npos)
      fail("the value could complete the scheme of " + key + ": begin with / ? or #");
    if (prefix == "/" || prefix == "//") {
      // "/{{ x }}" is safe since a later piece is percent-encoded and so never begins with a second slash; "//{{ x }}" names a host.
      if (prefix == "//") fail("a value cannot name the host of " + key);
    }
    const auto host = prefix.find("://");
    if (host != std::string::npos && prefix.find_first_of("/?#", host + 3) == std::string::npos)
      fail("a value cannot name the host of " + key);
  }
  void check_scheme(const std::string& address, const std::string& key) const {
    std::string plain;
    for (const char c : address)
      if (static_cast<unsigned char>(c) > ' ') plain += c;
    const auto colon = plain.find(':');
    const auto entity = plain.find('&');
    const auto path = plain.find_first_of("/?#");
    if (entity != std::string::npos && entity < path && entity < colon) fail("no entity in the scheme of " + key);
    if (colon == std::string::npos || path < colon) return;
    if (!one_of(lower(std::string_view(plain).substr(0, colon)), kScheme)) fail("the scheme of " + key + " is not allowed");
  }

  std::string text_;
  std::string path_;
  bool components_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool line_start_ = true;
  std::string pending_;
  std::string body_;
  std::string arguments_;
  std::string rcdata_;
  std::vector<std::string> includes_;
  std::vector<std::string> elements_;
  std::vector<int> element_lines_;
  std::vector<Block> blocks_;
  std::vector<std::string> messages_;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream s;
  s << in.rdbuf();
  return s.str();
}
void write_file(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

void compile(const std::filesystem::path& file, const std::filesystem::path& root, const std::filesystem::path& out,
             const std::string& context, bool components) {
  const auto shown = root.empty() ? file.string() : file.lexically_relative(root).string();
  const auto name = file.stem().string();
  if (name.empty() || !letter(name[0]) || !std::all_of(name.begin(), name.end(), word))
    throw BadTemplate(1, "the file name must be a C++ name");
  Compiler c(read_file(file), shown, components);
  c.run();
  std::string header = "// Made from " + shown + "\n#pragma once\n\n#include \"web/html.hpp\"\n";
  for (const auto& i : c.includes()) header += "#include " + i + "\n";
  const std::string signature = "void " + name + "(web::Html& out" + (c.arguments().empty() ? "" : ", " + c.arguments()) + ")";
  header += "\nnamespace motcua::" + context + "::views {\n" + signature + ";\n}\n";
  std::string source = "// Made from " + shown + "\n#include \"views/" + context + "/" + name + ".hpp\"\n\n#include \"web/ui.hpp\"\n\n";
  source += "#pragma GCC diagnostic ignored \"-Wshadow\"  // each block writes to the out of its component\n";
  source +=
      "namespace motcua::" + context + "::views {\nnamespace ui = ::motcua::web::ui;\nusing ::motcua::web::Label;\n" + signature + " {\n";
  source += "  [[maybe_unused]] const ::motcua::web::Translator tr{out.lang()};\n" + c.body() + "}\n}\n";
  const auto base = out / context / name;
  write_file(base.string() + ".hpp", header);
  write_file(base.string() + ".cpp", source);
  std::string list;
  for (const auto& m : c.messages()) list += m + "\n";
  write_file(base.string() + ".messages", list);
}

// Catalogue: lines `"Vietnamese": "English"`, # comments. A small part of YAML on purpose: both sides always in double quotes.
void messages(const std::filesystem::path& out, const std::vector<std::string>& files) {
  std::map<std::string, std::string> all;
  for (const auto& file : files) {
    std::istringstream in(read_file(file));
    int n = 0;
    for (std::string line; std::getline(in, line);) {
      ++n;
      const auto s = trim(line);
      if (s.empty() || s.front() == '#') continue;
      std::vector<std::string> parts;
      std::size_t i = 0;
      std::string between;
      while (i < s.size()) {
        if (s[i] != '"') {
          between += s[i++];
          continue;
        }
        std::string part;
        for (++i; i < s.size() && s[i] != '"'; ++i) {
          if (s[i] == '\\' && i + 1 < s.size()) ++i;
          part += s[i];
        }
        ++i;
        parts.push_back(part);
      }
      if (parts.size() != 2 || trim(between) != ":") throw BadTemplate(n, file + ": a line is \"Vietnamese\": \"other language\"");
      if (!all.emplace(parts[0], parts[1]).second && all[parts[0]] != parts[1])
        throw BadTemplate(n, file + ": \"" + parts[0] + "\" is translated twice, differently");
    }
  }
  std::string cpp =
      "#include \"web/messages.hpp\"\n\nnamespace motcua::web {\nnamespace {\nconstexpr Message kEnglish[] = {\n  {\"\", \"\"},\n";
  for (const auto& [vi, en] : all) cpp += "  {" + cpp_literal(vi) + ", " + cpp_literal(en) + "},\n";
  cpp += "};\n}\nstd::span<const Message> english_messages() { return kEnglish; }\n}\n";
  write_file(out, cpp);
}

}  // namespace

int main(int argc, char** argv) {
  std::string context;
  std::filesystem::path root;
  std::filesystem::path out;
  std::filesystem::path catalogue;
  bool components = false;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string_view a = argv[i];
    const auto next = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (a == "--context")
      context = next();
    else if (a == "--root")
      root = next();
    else if (a == "--out")
      out = next();
    else if (a == "--messages")
      catalogue = next();
    else if (a == "--components")
      components = true;
    else
      files.emplace_back(a);
  }
  std::string current;
  try {
    if (!catalogue.empty()) {
      messages(catalogue, files);
      return 0;
    }
    if (context.empty() || out.empty() || files.empty()) {
      std::fputs("usage: template_compiler --context NAME --out DIR [--root DIR] [--components] FILE.html...\n", stderr);
      return 2;
    }
    for (const auto& file : files) {
      current = file;
      compile(file, root, out, context, components);
    }
    return 0;
  } catch (const BadTemplate& e) {
    std::fprintf(stderr, "%s:%d: error: %s\n", current.c_str(), e.line, e.what());
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s: error: %s\n", current.c_str(), e.what());
  }
  return 1;
}
