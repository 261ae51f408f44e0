#include "base/scanner.hpp"

#include <algorithm>
#include <cctype>

namespace motcua {

bool Scanner::is_word_byte(char c) const {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c == '-' && dash_) || static_cast<unsigned char>(c) >= 0x80;
}

void Scanner::skip_space() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
}
bool Scanner::at_end() {
  skip_space();
  return at_ == text_.size();
}
char Scanner::peek() {
  skip_space();
  return at_ < text_.size() ? text_[at_] : '\0';
}
bool Scanner::take(std::string_view sign) {
  skip_space();
  if (!text_.substr(at_).starts_with(sign)) return false;
  at_ += sign.size();
  return true;
}
std::string_view Scanner::word() {
  skip_space();
  const auto start = at_;
  while (at_ < text_.size() && is_word_byte(text_[at_])) ++at_;
  return text_.substr(start, at_ - start);
}
bool Scanner::take_word(std::string_view w) {
  const auto before = at_;
  if (word() == w) return true;
  at_ = before;
  return false;
}
std::string_view Scanner::digits() {
  const auto start = at_;
  while (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  return text_.substr(start, at_ - start);
}
bool Scanner::take_until(char end, std::string_view& inside) {
  const auto found = text_.find(end, at_);
  if (found == std::string_view::npos) return false;
  inside = text_.substr(at_, found - at_);
  at_ = found + 1;
  return true;
}
std::size_t Scanner::column(std::size_t at) const {
  const auto before = text_.substr(0, at);
  return 1 +
         static_cast<std::size_t>(std::ranges::count_if(before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace motcua
