// Reads a line of a small language from left to right and knows the place for messages ("ký tự thứ 12").
#pragma once

#include <cstddef>
#include <string_view>

namespace motcua {

// Words are letters of any language, digits, '_' and '-'. `text` must outlive the scanner.
class Scanner {
 public:
  explicit Scanner(std::string_view text, bool dash_in_words = true) : text_(text), dash_(dash_in_words) {}

  std::string_view text() const { return text_; }
  std::size_t at() const { return at_; }
  void back_to(std::size_t at) { at_ = at; }
  void skip_space();
  bool at_end();                       // nothing but blanks is left
  char peek();                         // after blanks; 0 at the end
  bool take(std::string_view sign);    // after blanks
  bool take_word(std::string_view w);  // the whole next word
  std::string_view word();             // after blanks; empty when there is none
  std::string_view digits();           // at this very place
  // Everything up to `end`, which is taken too; nothing when it does not come.
  bool take_until(char end, std::string_view& inside);
  // The place as people count: characters from 1.
  std::size_t column() const { return column(at_); }
  std::size_t column(std::size_t at) const;

 private:
  bool is_word_byte(char c) const;
  std::string_view text_;
  std::size_t at_ = 0;
  bool dash_;
};

}  // namespace motcua
