// What pages are written into. Literal markup, plain text and finished parts have different types, so text that forgot to be escaped
// does not compile. Templates (src/<context>/views/*.html) are compiled to calls of this class; see "Views" in README.md.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace motcua::web {

enum class Lang : std::uint8_t { vi, en };
Lang lang_of(std::string_view code);  // "en" gives en, all else vi
std::string_view code_of(Lang lang);

// The catalogue is keyed by the Vietnamese text itself. `vi` comes back unchanged; a text without a translation stays Vietnamese.
std::string_view translate(Lang lang, std::string_view vietnamese);

// Markup as it stands in the source. Only literals become one.
struct Markup {
  std::string_view s;
  consteval Markup(const char* p) : s(p) {}  // NOLINT(google-explicit-constructor)
};

// A text shown to people. A literal is a message (translated when the page is not Vietnamese); a string is data and stays as it is.
class Label {
 public:
  Label() = default;
  template <std::size_t N>
  Label(const char (&literal)[N]) : literal_(literal, N - 1), message_(true) {}  // NOLINT(google-explicit-constructor)
  template <std::size_t N> Label(char (&)[N]) = delete;
  template <class T>
  requires std::same_as<T, const char*> Label(T chosen_literal)
      : own_(chosen_literal), message_(true) {}       // NOLINT(google-explicit-constructor): cond ? "a" : "b"
  Label(std::string data) : own_(std::move(data)) {}  // NOLINT(google-explicit-constructor)
  Label(std::string_view data) : own_(data) {}        // NOLINT(google-explicit-constructor)

  bool empty() const { return raw().empty(); }
  std::string_view raw() const { return literal_.empty() ? std::string_view(own_) : literal_; }
  std::string_view in(Lang lang) const { return message_ ? translate(lang, raw()) : raw(); }

 private:
  std::string own_;
  std::string_view literal_;
  bool message_ = false;
};

class Content;

class Html {
 public:
  explicit Html(Lang lang = Lang::vi, std::size_t expected_bytes = 0) : lang_(lang) { out_.reserve(expected_bytes); }

  Html& operator<<(Markup literal) { return raw(literal.s); }
  Html& operator<<(const Html& part) { return raw(part.out_); }

  // Between tags (and in textarea and title): escaped. A finished part goes in as it is.
  Html& text(std::string_view value) { return escape(value); }
  Html& text(const char* value) { return escape(value); }
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Html& text(T number) { return digits(static_cast<std::int64_t>(number)); }
  Html& text(const Html& part) { return raw(part.out_); }
  template <std::same_as<Label> T> Html& text(const T& label) { return escape(label.in(lang_)); }
  template <std::same_as<Content> T> Html& text(const T& content);
  void text(bool) = delete;
  void text(double) = delete;

  // Inside a quoted attribute, and where no part may stand (textarea, title). A part does not compile here.
  Html& value(std::string_view value) { return escape(value); }
  Html& value(const char* value) { return escape(value); }
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Html& value(T number) { return digits(static_cast<std::int64_t>(number)); }
  template <std::same_as<Label> T> Html& value(const T& label) { return escape(label.in(lang_)); }
  void value(const Html&) = delete;
  void value(bool) = delete;
  void value(double) = delete;

  // A whole address: relative, http(s), mailto, tel or sms; any other scheme, "//host" and back-slashes become "#".
  Html& url(std::string_view address);
  // A later piece of an address: everything but letters, digits and -._~ is percent-encoded.
  Html& url_part(std::string_view piece);
  Html& url(const char* address) { return url(std::string_view(address)); }
  Html& url_part(const char* piece) { return url_part(std::string_view(piece)); }
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Html& url_part(T number) { return digits(static_cast<std::int64_t>(number)); }
  void url(const Html&) = delete;
  void url_part(const Html&) = delete;
  void url_part(bool) = delete;

  // ` name="value"`; `name` is written with its leading blank: attr(" id", id).
  Html& attr(Markup name, std::string_view value);
  Html& attr(Markup name, const Label& label) { return attr(name, label.in(lang_)); }
  Html& attr(Markup name, const char* value) { return attr(name, std::string_view(value)); }
  Html& attr(Markup name, const std::string& value) { return attr(name, std::string_view(value)); }
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Html& attr(Markup name, T number);
  Html& url_attr(Markup name, std::string_view address);
  // name?="{{ x }}" in templates: true writes the bare attribute; a text writes it with its value unless empty.
  template <std::same_as<bool> T> Html& optional(Markup name, T on) { return on ? raw(name.s) : *this; }
  Html& optional(Markup name, std::string_view value) { return value.empty() ? *this : attr(name, value); }
  Html& optional(Markup name, const char* value) { return optional(name, std::string_view(value)); }
  Html& optional(Markup name, const std::string& value) { return optional(name, std::string_view(value)); }

  // A literal that is a message. Vietnamese: appended as it stands, at no cost.
  Html& say(Markup message) { return lang_ == Lang::vi ? raw(message.s) : say_translated(message.s); }

  Lang lang() const { return lang_; }
  bool empty() const { return out_.empty(); }
  std::string_view view() const { return out_; }
  std::string take() && { return std::move(out_); }

 private:
  Html& raw(std::string_view s) {
    out_.append(s);
    return *this;
  }
  Html& escape(std::string_view s);
  Html& digits(std::int64_t n);
  Html& say_translated(std::string_view message);

  std::string out_;
  Lang lang_;
};

// Either a text (escaped) or a finished part: what stands in a table cell or a summary row.
class Content {
 public:
  Content() = default;
  Content(Label text) : text_(std::move(text)) {}                                 // NOLINT(google-explicit-constructor)
  Content(Html part) : part_(std::move(part)) {}                                  // NOLINT(google-explicit-constructor)
  Content(std::string text) : text_(std::move(text)) {}                           // NOLINT(google-explicit-constructor)
  Content(std::string_view text) : text_(text) {}                                 // NOLINT(google-explicit-constructor)
  template <std::size_t N> Content(const char (&literal)[N]) : text_(literal) {}  // NOLINT(google-explicit-constructor)
  bool empty() const { return text_.empty() && part_.empty(); }
  void write(Html& out) const { part_.empty() ? out.text(text_) : out << part_; }

 private:
  Label text_;
  Html part_;
};

template <std::same_as<Content> T> Html& Html::text(const T& content) {
  content.write(*this);
  return *this;
}

template <std::integral T>
requires(!std::same_as<T, bool> && !std::same_as<T, char>) Html& Html::attr(Markup name, T number) {
  raw(name.s).raw("=\"");
  return digits(static_cast<std::int64_t>(number)).raw("\"");
}

// tr("Xem thêm") inside expressions of a template; web::tr(lang, "Xem thêm") in C++.
struct Translator {
  Lang lang = Lang::vi;
  std::string_view operator()(Markup message) const { return translate(lang, message.s); }
};
inline std::string_view tr(Lang lang, Markup message) { return translate(lang, message.s); }

// A block handed to a component: @with card(…) … @end. Not owning: lives as long as the call.
template <class... A> class BasicSlot {
 public:
  template <class F>
  requires(!std::same_as<std::remove_cvref_t<F>, BasicSlot> && std::invocable<F&, Html&, A...>)
      BasicSlot(F&& block)  // NOLINT(google-explicit-constructor)
      : block_(const_cast<void*>(static_cast<const void*>(std::addressof(block)))),
        call_([](void* f, Html& out, A... args) { (*static_cast<std::remove_reference_t<F>*>(f))(out, std::forward<A>(args)...); }) {}
  void operator()(Html& out, A... args) const { call_(block_, out, std::forward<A>(args)...); }

 private:
  void* block_;
  void (*call_)(void*, Html&, A...);
};
using Slot = BasicSlot<>;

// render(lang, views::case_page, view): the finished page.
template <class View, class... A> std::string render(Lang lang, View&& view, A&&... args) {
  Html out(lang, 16 * 1024);
  std::forward<View>(view)(out, std::forward<A>(args)...);
  return std::move(out).take();
}
// part(lang, view, args…): the same as a value, for a Content.
template <class View, class... A> Html part(Lang lang, View&& view, A&&... args) {
  Html out(lang);
  std::forward<View>(view)(out, std::forward<A>(args)...);
  return out;
}

}  // namespace motcua::web
