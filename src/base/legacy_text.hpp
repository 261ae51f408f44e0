// Vietnamese text from before Unicode (TCVN3 fonts ".Vn…", VNI fonts "VNI-…"), as it shows when its bytes were read as cp1252.
// Callers keep the text they got: a conversion is a suggestion that people confirm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua {

enum class LegacyEncoding : std::uint8_t { tcvn3, vni };

// What a field seems to be; nullopt for Unicode Vietnamese, plain ASCII and anything else. Ask for the font where it is known.
std::optional<LegacyEncoding> detect_legacy(std::string_view text);

// All or nothing: nullopt when the text holds Vietnamese letters of Unicode already or a character the encoding does not have.
// `capital_font`: fonts of capitals only (".Vn…H") use the bytes of small letters for capitals.
std::optional<std::string> decode_tcvn3(std::string_view text, bool capital_font = false);
std::optional<std::string> decode_vni(std::string_view text);

// UTF-8 whose bytes were read as cp1252 ("Nguyá»…n" for "Nguyễn"), as some card scanners type it; nullopt when it is not that.
std::optional<std::string> undo_double_encoding(std::string_view text);
// Bytes of an old file as the text the functions above expect.
std::string from_cp1252(std::string_view bytes);

}  // namespace motcua
