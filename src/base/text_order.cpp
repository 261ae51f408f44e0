// Tone placement, Vietnamese order, case of words, names.
#include <algorithm>
#include <array>

#include "base/letters.hpp"
#include "base/text.hpp"

namespace motcua {
namespace {

enum class Style : std::uint8_t { old_style, new_style };

// Moves the tone of a syllable that ends in an open oa, oe, uy; all others agree in both habits.
void place_tone(std::vector<Letter>& syllable, Style style) {
  const auto n = syllable.size();
  if (n < 2) return;
  Letter& first = syllable[n - 2];
  Letter& second = syllable[n - 1];
  const bool open_pair =
      (first.letter == U'o' && (second.letter == U'a' || second.letter == U'e')) || (first.letter == U'u' && second.letter == U'y');
  if (!open_pair) return;
  if (n >= 3 && (syllable[n - 3].letter == U'q' || is_vowel(syllable[n - 3]))) return;
  Letter& from = style == Style::new_style ? first : second;
  Letter& to = style == Style::new_style ? second : first;
  if (from.tone == Tone::ngang || to.tone != Tone::ngang) return;
  to.tone = from.tone;
  from.tone = Tone::ngang;
}

std::string with_tone_style(std::string_view text, Style style) {
  const std::string good = nfc(text);
  std::string out;
  out.reserve(good.size());
  std::vector<Letter> syllable;
  const auto flush = [&] {
    place_tone(syllable, style);
    for (const auto& l : syllable) append_utf8(out, compose(l.letter, l.tone, l.upper));
    syllable.clear();
  };
  for (std::size_t pos = 0; pos < good.size();) {
    const char32_t c = next_code_point(good, pos).value_or(0xFFFD);
    const Letter letter = letter_of(c);
    // Look-alikes of đ are not rewritten here; they end the syllable, which never matters before a vowel pair.
    if (letter.base != 0 && compose(letter.letter, letter.tone, letter.upper) == c) {
      syllable.push_back(letter);
      continue;
    }
    flush();
    append_utf8(out, c);
  }
  flush();
  return out;
}

}  // namespace

std::string new_tone_style(std::string_view text) { return with_tone_style(text, Style::new_style); }
std::string old_tone_style(std::string_view text) { return with_tone_style(text, Style::old_style); }
std::string tone_key(std::string_view text) { return new_tone_style(to_lower(clean(text))); }

std::string name_key(std::string_view text) {
  std::string key = fold(text);
  for (std::size_t i = 1; i < key.size(); ++i)
    if (key[i] == 'y' && std::string_view("bcdghklmnpqrstvx").find(key[i - 1]) != std::string_view::npos) key[i] = 'i';
  return key;
}

std::string title_case(std::string_view text) {
  const std::string lower = to_lower(text);
  std::string out;
  out.reserve(lower.size());
  bool start = true;
  for (std::size_t pos = 0; pos < lower.size();) {
    const std::size_t from = pos;
    const char32_t c = next_code_point(lower, pos).value_or(0xFFFD);
    const std::string_view letter(lower.data() + from, pos - from);
    out.append(start ? to_upper(letter) : std::string(letter));
    start = c == ' ' || c == '-' || c == '(' || c == '"';
  }
  return out;
}

std::string sentence_case(std::string_view text) {
  if (text.empty()) return {};
  std::size_t pos = 0;
  static_cast<void>(next_code_point(text, pos));
  return to_upper(text.substr(0, pos)).append(text.substr(pos));
}

namespace {

constexpr std::u32string_view kAlphabet = U"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

// Level 1 weight: end of text < space < punctuation < digits < letters < everything else.
void append_primary(std::string& key, char32_t c, const Letter& letter) {
  if (letter.base != 0) {
    key.push_back(static_cast<char>(0x80 + kAlphabet.find(letter.letter)));
  } else if (c < 0x80) {
    key.push_back(static_cast<char>(c < 0x20 ? 0x20 : c));
  } else {
    key.push_back('\xF0');
    append_utf8(key, c);
  }
}

}  // namespace

std::string collation_key(std::string_view text) {
  const std::string good = clean(text);
  std::string primary;
  std::string tones;
  std::string cases;
  primary.reserve(good.size() * 3 + 2);
  for (std::size_t pos = 0; pos < good.size();) {
    const char32_t c = next_code_point(good, pos).value_or(0xFFFD);
    const Letter letter = letter_of(c);
    append_primary(primary, c, letter);
    tones.push_back(static_cast<char>(1 + static_cast<int>(letter.tone)));
    cases.push_back(letter.upper ? '\2' : '\1');
  }
  primary.push_back('\0');
  primary.append(tones);
  primary.push_back('\0');
  return primary.append(cases);
}

NameParts split_name(std::string_view full_name) {
  const std::string name = clean(full_name);
  const auto first = name.find(' ');
  if (first == std::string::npos) return {"", "", name};
  const auto last = name.rfind(' ');
  return {name.substr(0, first), first == last ? std::string{} : name.substr(first + 1, last - first - 1), name.substr(last + 1)};
}

std::string name_order_key(std::string_view full_name) {
  const auto parts = split_name(full_name);
  std::string key = collation_key(parts.given);
  for (const auto* part : {&parts.family, &parts.middle}) key.append(1, '\0').append(collation_key(*part));
  return key;
}

std::string mask_name(std::string_view full_name) {
  const auto parts = split_name(full_name);
  std::string out = parts.family;
  const auto initial = [&](std::string_view word) {
    std::size_t pos = 0;
    if (word.empty()) return;
    static_cast<void>(next_code_point(word, pos));
    if (!out.empty()) out.push_back(' ');
    out.append(to_upper(word.substr(0, pos))).push_back('.');
  };
  std::string_view middle = parts.middle;
  while (!middle.empty()) {
    const auto space = middle.find(' ');
    initial(middle.substr(0, space));
    middle = space == std::string_view::npos ? std::string_view{} : middle.substr(space + 1);
  }
  initial(parts.given);
  return out;
}

std::string mask_tail(std::string_view text, std::size_t keep) {
  std::vector<char32_t> all;
  for (std::size_t pos = 0; pos < text.size();) all.push_back(next_code_point(text, pos).value_or(0xFFFD));
  std::string out;
  // A short text would show whole, so at least half of it is hidden.
  const std::size_t shown = std::min(keep, all.size() / 2);
  for (std::size_t i = 0; i < all.size(); ++i) append_utf8(out, i + shown < all.size() ? U'•' : all[i]);
  return out;
}

}  // namespace motcua
