// QR codes (ISO/IEC 18004, TCVN 7322:2009).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace motcua::print {

// Modules of a symbol, row by row, without the quiet zone of four modules.
struct QrSymbol {
  int size{};              // modules a side
  std::vector<bool> dark;  // size * size
  bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)]; }
};

enum class QrLevel : unsigned char { low, medium, quartile, high };

// Capitals, digits and $%*+-./: and space use the alphanumeric mode (5.5 bits a character), other text UTF-8 bytes.
// Error: the text does not fit the largest symbol (2,953 bytes).
Result<QrSymbol> encode_qr(std::string_view text, QrLevel level = QrLevel::medium);

// An SVG document of the symbol with its quiet zone; `title` is the text alternative.
std::string qr_svg(const QrSymbol& symbol, std::string_view title);

}  // namespace motcua::print
