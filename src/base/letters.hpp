// The 134 letters of Vietnamese outside ASCII and the vowels inside it, taken apart: letter, tone, case. Everything about Vietnamese
// text (folding, tone placement, order, case) reads this one table.
#pragma once

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
Letter letter_of(char32_t c);
bool is_vowel(const Letter& letter);
// The precomposed letter; a tone on a consonant is dropped.
char32_t compose(char32_t letter, Tone tone, bool upper);

// One code point of valid UTF-8 from `pos` on; nullopt and one byte further for a malformed sequence.
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& pos);
void append_utf8(std::string& out, char32_t c);

}  // namespace motcua
