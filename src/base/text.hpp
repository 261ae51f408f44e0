// Vietnamese text: storage form, search keys, tone placement, order, case, names, masking. Text is UTF-8.
// Malformed UTF-8 never crashes: where a result is text, each malformed byte becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua {

bool is_utf8(std::string_view text);

// NFC, the storage form (TCVN 6909:2001).
std::string nfc(std::string_view text);
// What is stored of one line typed by people: NFC, trimmed, runs of white space (also no-break spaces) one space, zero-width characters
// removed, Ð U+00D0 and Ɖ U+0189 set right to Đ. Curly quotes and the placement of tones stay as typed.
std::string clean(std::string_view text);
// Without white space at both ends (ASCII).
std::string_view trim(std::string_view text);

// Search key 1: lower case, no Vietnamese marks, đ→d, white space collapsed and trimmed. "Ủy  ban" -> "uy ban".
std::string fold(std::string_view text);
// Search key 2: lower case with marks, tone placement of the new style, so that "Hòa" and "Hoà" are equal but "Hoa" is not.
std::string tone_key(std::string_view text);
// Key 1 of a personal name with y→i after a consonant ("Mỹ" = "Mĩ"); a third, optional key.
std::string name_key(std::string_view text);
// Words of key 1 (letters and digits only): "Đăng ký khai-sinh (lại)" -> dang, ky, khai, sinh, lai.
std::vector<std::string> fold_words(std::string_view text);

// hòa -> hoà, khỏe -> khoẻ, thúy -> thuý ("kiểu mới") and the other way round ("kiểu cũ"); the rest of the text is unchanged.
std::string new_tone_style(std::string_view text);
std::string old_tone_style(std::string_view text);

std::string to_lower(std::string_view text);
// A–Z only: names of protocols, headers, addresses.
std::string ascii_lower(std::string_view text);
// Exactly so many of 0–9.
bool is_digits(std::string_view text, std::size_t count);
std::string to_upper(std::string_view text);
std::string title_case(std::string_view text);     // first letter of each word, the rest lower: "Nguyễn Văn An"
std::string sentence_case(std::string_view text);  // first letter only; the rest unchanged

// Keys compared byte by byte give Vietnamese order: a ă â b c d đ e ê …; then ngang < huyền < hỏi < ngã < sắc < nặng; then case.
std::string collation_key(std::string_view text);

// Suggested parts of a full name; people may correct them, so they are stored as three fields.
struct NameParts {
  std::string family;  // họ
  std::string middle;  // chữ đệm, may be empty
  std::string given;   // tên
  friend bool operator==(const NameParts&, const NameParts&) = default;
};
NameParts split_name(std::string_view full_name);
// Order of lists of people: tên, họ, chữ đệm.
std::string name_order_key(std::string_view full_name);

// For public lists: "Nguyễn Thị Ánh" -> "Nguyễn T. Á.".
std::string mask_name(std::string_view full_name);
// All but the last `keep` characters become "•": "087190000123" -> "•••••••••123".
std::string mask_tail(std::string_view text, std::size_t keep = 3);

}  // namespace motcua
