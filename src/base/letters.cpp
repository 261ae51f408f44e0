#include "base/letters.hpp"

#include <array>

namespace motcua {
namespace {

struct Vowel {
  char32_t letter;
  char base;
  std::u32string_view lower;  // ngang, huyền, hỏi, ngã, sắc, nặng
  std::u32string_view upper;
};

constexpr auto kVowels = std::to_array<Vowel>({
    {U'a', 'a', U"aàảãáạ", U"AÀẢÃÁẠ"},
    {U'ă', 'a', U"ăằẳẵắặ", U"ĂẰẲẴẮẶ"},
    {U'â', 'a', U"âầẩẫấậ", U"ÂẦẨẪẤẬ"},
    {U'e', 'e', U"eèẻẽéẹ", U"EÈẺẼÉẸ"},
    {U'ê', 'e', U"êềểễếệ", U"ÊỀỂỄẾỆ"},
    {U'i', 'i', U"iìỉĩíị", U"IÌỈĨÍỊ"},
    {U'o', 'o', U"oòỏõóọ", U"OÒỎÕÓỌ"},
    {U'ô', 'o', U"ôồổỗốộ", U"ÔỒỔỖỐỘ"},
    {U'ơ', 'o', U"ơờởỡớợ", U"ƠỜỞỠỚỢ"},
    {U'u', 'u', U"uùủũúụ", U"UÙỦŨÚỤ"},
    {U'ư', 'u', U"ưừửữứự", U"ƯỪỬỮỨỰ"},
    {U'y', 'y', U"yỳỷỹýỵ", U"YỲỶỸÝỴ"},
});

using detail::kAdditionalFirst;
using detail::kLatinSize;

constexpr detail::LetterTables make_tables() {
  detail::LetterTables t;
  const auto set = [&](char32_t c, Letter letter) { (c < kLatinSize ? t.latin[c] : t.additional[c - kAdditionalFirst]) = letter; };
  for (char c = 'a'; c <= 'z'; ++c) {
    const auto lower = static_cast<char32_t>(c);
    set(lower, {lower, c, Tone::ngang, false});
    set(lower - 32, {lower, c, Tone::ngang, true});
  }
  for (const auto& vowel : kVowels)
    for (std::size_t tone = 0; tone < 6; ++tone) {
      set(vowel.lower[tone], {vowel.letter, vowel.base, static_cast<Tone>(tone), false});
      set(vowel.upper[tone], {vowel.letter, vowel.base, static_cast<Tone>(tone), true});
    }
  for (const char32_t d : {U'đ', U'\u00F0', U'\u0256'}) set(d, {U'đ', 'd', Tone::ngang, false});
  for (const char32_t d : {U'Đ', U'\u00D0', U'\u0189'}) set(d, {U'đ', 'd', Tone::ngang, true});
  return t;
}

}  // namespace

constinit const detail::LetterTables detail::kLetters = make_tables();

bool is_vowel(const Letter& letter) {
  switch (letter.base) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y': return true;
    default: return false;
  }
}

char32_t compose(char32_t letter, Tone tone, bool upper) {
  for (const auto& vowel : kVowels)
    if (vowel.letter == letter) return (upper ? vowel.upper : vowel.lower)[static_cast<std::size_t>(tone)];
  if (letter == U'đ') return upper ? U'Đ' : U'đ';
  return upper && letter >= U'a' && letter <= U'z' ? letter - 32 : letter;
}

std::optional<char32_t> detail::next_beyond_ascii(std::string_view text, std::size_t& pos) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(pos++);
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || pos + more > text.size()) return std::nullopt;
  char32_t c = first & (0x3Fu >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(pos + i) & 0xC0) != 0x80) return std::nullopt;
    c = (c << 6) | (byte(pos + i) & 0x3F);
  }
  constexpr std::array<char32_t, 4> kSmallest{0, 0x80, 0x800, 0x10000};
  if (c < kSmallest[more] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return std::nullopt;
  pos += more;
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
  } else {
    if (c < 0x10000) {
      out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    } else {
      out.push_back(static_cast<char>(0xF0 | (c >> 18)));
      out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    }
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
  }
  out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
}

}  // namespace motcua
