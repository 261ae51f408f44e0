#include "print/forms_parts.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace motcua::print {

constexpr std::string_view kNation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";

std::string written_day(Day d) {
  const std::chrono::year_month_day ymd{d};
  return fmt::format("ngày {:02} tháng {:02} năm {}", unsigned{ymd.day()}, unsigned{ymd.month()}, int{ymd.year()});
}

std::string written_moment(Instant t) {
  const auto clock = vn_time(t);
  return clock.substr(0, 2) + " giờ " + clock.substr(3, 2) + " phút, " + written_day(day_of(t));
}

// The name of the state stands on one line (30/2020/NĐ-CP, Phụ lục I): the size at which it does.
static double one_line_size(const Document& doc, const Rich& text, double width, double size) {
  while (size > 6 && doc.height_of(text, width, {.size = size}) > doc.height_of(bold("C"), width, {.size = size}) + 0.5) size -= 0.1;
  return size;
}

Status letterhead(Document& doc, const Letterhead& head, const std::string& qr_text, double size, const std::string& look_up_code) {
  const double top = doc.y();
  double x = doc.left();
  double below = top;
  if (!qr_text.empty()) {
    TRY(const auto symbol, encode_qr(qr_text));
    constexpr double side = 25 * kMm;
    doc.qr(x, top, side, symbol, "Mã QR của hồ sơ");
    below = top + side;
    if (!look_up_code.empty())
      below = doc.text_at(x, below + 1, side, Rich{"Mã tra cứu "}.bold(look_up_code), {.size = size * 0.86, .align = Align::centre});
    x += side + 4 * kMm;
  }
  const double room = doc.left() + doc.width() - x;
  const double left_width = room * 0.4;
  const double right_width = room - left_width;
  const TextStyle centred{.size = size, .align = Align::centre};

  double y = top - 2;
  if (!head.superior.empty()) y = doc.text_at(x, y, left_width, head.superior, centred);
  y = doc.text_at(x, y, left_width, bold(head.office), centred);
  doc.line(x + left_width * 0.33, y + 1.5, x + left_width * 0.67, y + 1.5);
  const double number_y = y + 4;
  const double left_end = doc.text_at(x, number_y, left_width, "Số: " + head.number, centred);

  const double rx = x + left_width;
  const auto nation = bold(std::string(kNation));
  const TextStyle nation_style{.size = one_line_size(doc, nation, right_width, size * 0.93), .align = Align::centre};
  y = doc.text_at(rx, top - 2, right_width, nation, nation_style);
  y = doc.text_at(rx, y + 1, right_width, bold("Độc lập - Tự do - Hạnh phúc"), {.size = size, .align = Align::centre});
  doc.line(rx + right_width * 0.18, y + 1.5, rx + right_width * 0.82, y + 1.5);
  const double right_end =
      doc.text_at(rx, std::max(number_y, y + 4), right_width, italic(head.place + ", " + written_day(head.date)), centred);
  doc.move_to(std::max({below, left_end, right_end}) + 8);
  return {};
}

Result<double> proof_code(Document& doc, double x, double y, std::string_view proof, double size) {
  TRY(const auto symbol, encode_qr(proof, QrLevel::low));
  doc.qr(x, y, kProofSide, symbol, "Mã xác minh giấy này là thật");
  return doc.text_at(x, y + kProofSide + 2, kProofSide, Rich{"Mã xác minh. "}.plain("Quét để biết giấy thật hay giả."),
                     {.size = size, .align = Align::centre});
}

void signatures(Document& doc, const std::string& left_title, const std::string& left_name, const std::string& right_title,
                const std::string& right_name, double size, double room) {
  doc.keep_together(room + 4 * size);
  const double half = doc.width() / 2;
  const double top = doc.y();
  const TextStyle centred{.size = size, .align = Align::centre};
  const auto column = [&](double x, const std::string& title, const std::string& name) {
    if (title.empty()) return top;  // a form with one signature
    double y = doc.text_at(x, top, half, bold(title), centred);
    y = doc.text_at(x, y, half, italic("(Ký và ghi rõ họ tên)"), centred);
    return doc.text_at(x, y + room, half, name, centred);
  };
  const double left_end = column(doc.left(), left_title, left_name);
  const double right_end = column(doc.left() + half, right_title, right_name);
  doc.move_to(std::max(left_end, right_end) + 8);
}

}  // namespace motcua::print
