#include "base/legacy_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/letters.hpp"
#include "base/text.hpp"

namespace motcua {
namespace {

using namespace std::string_view_literals;

std::optional<std::vector<char32_t>> code_points(std::string_view text) {
  std::vector<char32_t> out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const auto c = next_code_point(text, pos);
    if (!c) return std::nullopt;
    out.push_back(*c);
  }
  return out;
}

// Letters that only Unicode text has: beyond Latin-1, so they cannot come from a byte read as cp1252 as a letter.
bool only_in_unicode(char32_t c) {
  const Letter letter = letter_of(c);
  return (letter.base != 0 && c > 0xFF) || (c >= 0x300 && c < 0x370);
}

// cp1252 0x80–0x9F; 0 where the byte has no character (read as the control character of the same number).
constexpr std::array<char32_t, 32> kCp1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                              0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                              0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::optional<char> cp1252_byte(char32_t c) {
  if (c < 0x100) return static_cast<char>(c);
  const auto* at = std::ranges::find(kCp1252, c);
  if (at == kCp1252.end()) return std::nullopt;
  return static_cast<char>(0x80 + (at - kCp1252.begin()));
}

// TCVN 5712 (TCVN3) from byte 0xA1 on; 0 = not used.
constexpr char32_t kTcvn3First = 0xA1;
constexpr std::u32string_view kTcvn3 =
    U"ĂÂÊÔƠƯĐăâêôơưđ"                       // A1–AE
    U"\0\0\0\0\0\0"                         // AF–B4
    U"àảãáạ\0ằẳẵắ\0\0\0\0\0\0\0ặ"           // B5–C6
    U"ầẩẫấậè\0ẻẽéẹềểễếệìỉ\0\0\0ĩíịò\0ỏõóọ"  // C7–E4
    U"ồổỗốộờởỡớợù\0ủũúụừửữứựỳỷỹýỵ"sv;       // E5–FE
static_assert(kTcvn3.size() == 0xFE - 0xA1 + 1);

char32_t tcvn3_letter(char32_t c) { return c >= kTcvn3First && c <= 0xFE ? kTcvn3[c - kTcvn3First] : 0; }

struct VniRow {
  std::u32string_view from;
  char32_t letter;  // without tone
  Tone tone;
};

// Small letters; capitals use the capital mark (AÙ), which is the same table in upper case. Longest first.
constexpr auto kVni = std::to_array<VniRow>({
    {U"aù", U'a', Tone::sac},   {U"aø", U'a', Tone::huyen}, {U"aû", U'a', Tone::hoi},   {U"aõ", U'a', Tone::nga},
    {U"aï", U'a', Tone::nang},  {U"aê", U'ă', Tone::ngang}, {U"aé", U'ă', Tone::sac},   {U"aè", U'ă', Tone::huyen},
    {U"aú", U'ă', Tone::hoi},   {U"aü", U'ă', Tone::nga},   {U"aë", U'ă', Tone::nang},  {U"aâ", U'â', Tone::ngang},
    {U"aá", U'â', Tone::sac},   {U"aà", U'â', Tone::huyen}, {U"aå", U'â', Tone::hoi},   {U"aã", U'â', Tone::nga},
    {U"aä", U'â', Tone::nang},  {U"eù", U'e', Tone::sac},   {U"eø", U'e', Tone::huyen}, {U"eû", U'e', Tone::hoi},
    {U"eõ", U'e', Tone::nga},   {U"eï", U'e', Tone::nang},  {U"eâ", U'ê', Tone::ngang}, {U"eá", U'ê', Tone::sac},
    {U"eà", U'ê', Tone::huyen}, {U"eå", U'ê', Tone::hoi},   {U"eã", U'ê', Tone::nga},   {U"eä", U'ê', Tone::nang},
    {U"où", U'o', Tone::sac},   {U"oø", U'o', Tone::huyen}, {U"oû", U'o', Tone::hoi},   {U"oõ", U'o', Tone::nga},
    {U"oï", U'o', Tone::nang},  {U"oâ", U'ô', Tone::ngang}, {U"oá", U'ô', Tone::sac},   {U"oà", U'ô', Tone::huyen},
    {U"oå", U'ô', Tone::hoi},   {U"oã", U'ô', Tone::nga},   {U"oä", U'ô', Tone::nang},  {U"uù", U'u', Tone::sac},
    {U"uø", U'u', Tone::huyen}, {U"uû", U'u', Tone::hoi},   {U"uõ", U'u', Tone::nga},   {U"uï", U'u', Tone::nang},
    {U"yù", U'y', Tone::sac},   {U"yø", U'y', Tone::huyen}, {U"yû", U'y', Tone::hoi},   {U"yõ", U'y', Tone::nga},
    {U"ôù", U'ơ', Tone::sac},   {U"ôø", U'ơ', Tone::huyen}, {U"ôû", U'ơ', Tone::hoi},   {U"ôõ", U'ơ', Tone::nga},
    {U"ôï", U'ơ', Tone::nang},  {U"öù", U'ư', Tone::sac},   {U"öø", U'ư', Tone::huyen}, {U"öû", U'ư', Tone::hoi},
    {U"öõ", U'ư', Tone::nga},   {U"öï", U'ư', Tone::nang},  {U"ô", U'ơ', Tone::ngang},  {U"ö", U'ư', Tone::ngang},
    {U"î", U'y', Tone::nang},   {U"í", U'i', Tone::sac},    {U"ì", U'i', Tone::huyen},  {U"æ", U'i', Tone::hoi},
    {U"ó", U'i', Tone::nga},    {U"ò", U'i', Tone::nang},   {U"ñ", U'đ', Tone::ngang},
});

// Latin-1 letters; everything else is left alone.
char32_t latin1_lower(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 32;
  return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 32 : c;
}

// The row that matches at `at`; a mark typed with the other case than its letter counts too.
const VniRow* vni_row(const std::vector<char32_t>& text, std::size_t at) {
  for (const auto& row : kVni) {
    if (at + row.from.size() > text.size()) continue;
    if (latin1_lower(text[at]) == row.from[0] && (row.from.size() == 1 || latin1_lower(text[at + 1]) == row.from[1])) return &row;
  }
  return nullptr;
}

bool is_upper_latin1(char32_t c) { return latin1_lower(c) != c; }

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// Signs that are no letters in cp1252, and capitals after a small letter, stand inside words only in TCVN3 ("NguyÔn V¨n §øc").
int tcvn3_evidence(const std::vector<char32_t>& text) {
  static constexpr std::u32string_view kSigns = U"µ¸¶·¹®¬\u00AD§¨©ª«»¼½¾¢£¤¥¦×÷ß";
  int found = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool after_letter = i > 0 && is_ascii_letter(text[i - 1]);
    const bool before_letter = i + 1 < text.size() && (is_ascii_letter(text[i + 1]) || text[i + 1] >= 0xA1);
    const bool sign = kSigns.find(text[i]) != std::u32string_view::npos;
    const bool capital_inside = after_letter && text[i - 1] >= U'a' && text[i] >= 0xC0 && text[i] <= 0xDE;
    if ((sign && (after_letter || before_letter)) || capital_inside) ++found;
  }
  return found;
}

// Pairs of letter and mark, and letters Vietnamese does not have. oà, oá, oã prove nothing: Unicode "Hoà" has them as well.
int vni_evidence(const std::vector<char32_t>& text) {
  int found = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto* row = vni_row(text, i);
    if (row == nullptr) continue;
    const bool pair = row->from.size() == 2;
    const bool ambiguous = row->from == U"oà" || row->from == U"oá" || row->from == U"oã";
    if ((pair && !ambiguous) || row->from == U"ö" || row->from == U"ñ" || row->from == U"æ" || row->from == U"î") ++found;
    if (pair) ++i;
  }
  return found;
}

}  // namespace

std::optional<LegacyEncoding> detect_legacy(std::string_view text) {
  const auto all = code_points(nfc(text));
  if (!all || std::ranges::any_of(*all, only_in_unicode)) return std::nullopt;
  const int tcvn3 = tcvn3_evidence(*all);
  const int vni = vni_evidence(*all);
  if (tcvn3 > 0 && tcvn3 >= vni && decode_tcvn3(text)) return LegacyEncoding::tcvn3;
  if (vni > 0 && decode_vni(text)) return LegacyEncoding::vni;
  return std::nullopt;
}

std::optional<std::string> decode_tcvn3(std::string_view text, bool capital_font) {
  const auto all = code_points(text);
  if (!all) return std::nullopt;
  std::string out;
  for (const char32_t c : *all) {
    if (c < 0x80 || c == 0xA0) {
      append_utf8(out, c);
      continue;
    }
    const char32_t letter = tcvn3_letter(c);
    if (letter == 0) return std::nullopt;
    append_utf8(out, letter);
  }
  return capital_font ? to_upper(out) : out;
}

std::optional<std::string> decode_vni(std::string_view text) {
  const auto all = code_points(nfc(text));
  if (!all) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < all->size(); ++i) {
    const char32_t c = (*all)[i];
    if (const auto* row = vni_row(*all, i)) {
      append_utf8(out, compose(row->letter, row->tone, is_upper_latin1(c)));
      i += row->from.size() - 1;
    } else if (c < 0x80 || c == 0xA0 || (c >= 0x2010 && c <= 0x2026)) {
      append_utf8(out, c);
    } else {
      return std::nullopt;
    }
  }
  return out;
}

std::optional<std::string> undo_double_encoding(std::string_view text) {
  const auto all = code_points(text);
  if (!all) return std::nullopt;
  std::string bytes;
  bool beyond_ascii = false;
  for (const char32_t c : *all) {
    const auto byte = cp1252_byte(c);
    if (!byte) return std::nullopt;
    beyond_ascii = beyond_ascii || c >= 0x80;
    bytes.push_back(*byte);
  }
  if (!beyond_ascii || !is_utf8(bytes)) return std::nullopt;
  return bytes;
}

std::string from_cp1252(std::string_view bytes) {
  std::string out;
  for (const char b : bytes) {
    const auto byte = static_cast<unsigned char>(b);
    const char32_t mapped = byte >= 0x80 && byte < 0xA0 ? kCp1252[byte - 0x80u] : 0;
    append_utf8(out, mapped != 0 ? mapped : byte);
  }
  return out;
}

}  // namespace motcua
