// The 134 letters of Vietnamese outside ASCII and the vowels inside it, taken apart: letter, tone, case. Everything about Vietnamese
// text (folding, tone placement, order, case) reads this one table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace motcua {

// In the order used for sorting (level 2): ngang, huyền, hỏi, ngã, sắc, nặng.
enum class Tone : std::uint8_t { ngang, huyen, hoi, nga, sac, nang };

struct Letter {
  char32_t letter = 0;  // lower case without tone: one of a ă â b c d đ … y; 0 = no letter used in Vietnamese text
  char base = 0;        // ASCII letter without any mark
  Tone tone = Tone::ngang;
  bool upper = false;
};

// Letters a–z, A–Z and the Vietnamese ones; also Ð U+00D0, Ɖ U+0189 and their small forms, which stand for Đ in typed names.
inline Letter letter_of(char32_t c);
bool is_vowel(const Letter& letter);
// The precomposed letter; a tone on a consonant is dropped.
char32_t compose(char32_t letter, Tone tone, bool upper);

// One code point of valid UTF-8 from `pos` on; nullopt and one byte further for a malformed sequence.
inline std::optional<char32_t> next_code_point(std::string_view text, std::size_t& pos);
void append_utf8(std::string& out, char32_t c);

namespace detail {
inline constexpr std::size_t kLatinSize = 0x260;
inline constexpr char32_t kAdditionalFirst = 0x1EA0;
inline constexpr std::size_t kAdditionalSize = 0x5A;  // U+1EA0..U+1EF9
struct LetterTables {
  std::array<Letter, kLatinSize> latin{};
  std::array<Letter, kAdditionalSize> additional{};
};
extern const LetterTables kLetters;
std::optional<char32_t> next_beyond_ascii(std::string_view text, std::size_t& pos);
}  // namespace detail

// Inline: every search and every save walks its text through these two.
inline Letter letter_of(char32_t c) {
  if (c < detail::kLatinSize) return detail::kLetters.latin[c];
  const char32_t at = c - detail::kAdditionalFirst;
  return at < detail::kAdditionalSize ? detail::kLetters.additional[at] : Letter{};
}

inline std::optional<char32_t> next_code_point(std::string_view text, std::size_t& pos) {
  const auto first = static_cast<unsigned char>(text[pos]);
  if (first >= 0x80) return detail::next_beyond_ascii(text, pos);
  ++pos;
  return first;
}

}  // namespace motcua
