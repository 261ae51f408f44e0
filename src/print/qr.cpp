#include "print/qr.hpp"

#include <fmt/core.h>

#include <qrcodegen/qrcodegen.hpp>

namespace motcua::print {

using qrcodegen::QrCode;
using qrcodegen::QrSegment;

Result<QrSymbol> encode_qr(std::string_view text, QrLevel level) {
  static constexpr const QrCode::Ecc kLevels[] = {QrCode::Ecc::LOW, QrCode::Ecc::MEDIUM, QrCode::Ecc::QUARTILE, QrCode::Ecc::HIGH};
  try {
    const auto segments = QrSegment::makeSegments(std::string(text).c_str());
    const auto code = QrCode::encodeSegments(segments, kLevels[static_cast<std::size_t>(level)]);
    QrSymbol symbol{code.getSize(), {}};
    symbol.dark.reserve(static_cast<std::size_t>(symbol.size * symbol.size));
    for (int y = 0; y < symbol.size; ++y)
      for (int x = 0; x < symbol.size; ++x) symbol.dark.push_back(code.getModule(x, y));
    return symbol;
  } catch (const qrcodegen::data_too_long&) {
    return errors::invalid("print.qr_too_long", "Nội dung quá dài để in thành một mã QR.");
  }
}

namespace {
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  return out;
}
}  // namespace

std::string qr_svg(const QrSymbol& symbol, std::string_view title) {
  const int side = symbol.size + 8;
  std::string path;
  for (int y = 0; y < symbol.size; ++y)
    for (int x = 0; x < symbol.size;) {
      int run = 0;
      while (x + run < symbol.size && symbol.at(x + run, y)) ++run;
      if (run) path += fmt::format("M{},{}h{}v1h-{}z", x + 4, y + 4, run, run);
      x += run ? run : 1;
    }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" role=\"img\" shape-rendering=\"crispEdges\"><title>{1}</title>"
      "<rect width=\"{0}\" height=\"{0}\" fill=\"#fff\"/><path d=\"{2}\" fill=\"#000\"/></svg>",
      side, escaped(title), path);
}

}  // namespace motcua::print
