// Waiting measured from the record, and the printed ticket.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/dates.hpp"
#include "base/text.hpp"
#include "print/document.hpp"
#include "queue/store.hpp"

namespace motcua::queue {

namespace {
constexpr int kMostDays = 366, kMostTickets = 200000, kPageRows = 50;

struct Measured {
  WaitLine line;
  std::vector<std::chrono::seconds> waits, services;
};
void count(Measured& m, const Ticket& t, Day today) {
  ++m.line.issued;
  m.line.called += t.called_at.has_value();
  m.line.served += t.state == TicketState::done;
  m.line.absent += t.state == TicketState::absent;
  m.line.left += t.state == TicketState::waiting && t.day < today;
  if (const auto waited = t.waited()) m.waits.push_back(*waited);
  if (t.state == TicketState::done && t.served_at && t.ended_at)
    m.services.push_back(std::chrono::duration_cast<std::chrono::seconds>(*t.ended_at - *t.served_at));
}
WaitLine told(Measured m) {
  m.line.wait_median = quantile(m.waits, 0.5);
  m.line.wait_p90 = quantile(std::move(m.waits), 0.9);
  m.line.service_median = quantile(std::move(m.services), 0.5);
  return m.line;
}
Status readable(const Actor& actor, UnitId unit, Day from, Day until) {
  TRY_VOID(actor.require(identity::kReportRead, unit));
  if (until < from || until - from > std::chrono::days{kMostDays})
    return errors::invalid_fields("queue.period", {{"den", "Chọn khoảng ngày đúng thứ tự, dài nhất một năm."}});
  return {};
}
}  // namespace

Result<WaitFigures> Queue::figures(const Actor& actor, UnitId unit, Day from, Day until) {
  TRY_VOID(readable(actor, unit, from, until));
  const auto today = day_of(clock_.now());
  std::map<std::string, Measured> kinds_now;
  Measured all;
  db_.read([&](store::ReadTx& tx) {
    for (const auto& kind : kinds_of(tx, unit)) kinds_now[kind.letter].line.name = kind.name;
    for (const auto& t : tickets_of(tx, {unit, from, until, {}, {}}, kMostTickets)) {
      count(kinds_now[t.letter], t, today);
      count(all, t, today);
    }
  });
  WaitFigures figures;
  for (auto& [letter, m] : kinds_now) {
    m.line.letter = letter;
    figures.kinds.push_back(told(std::move(m)));
  }
  figures.all = told(std::move(all));
  return figures;
}

Result<TicketPage> Queue::tickets(const Actor& actor, UnitId unit, Day from, Day until, std::string_view letter, TicketId before) {
  TRY_VOID(readable(actor, unit, from, until));
  return db_.read([&](store::ReadTx& tx) -> Result<TicketPage> {
    TicketPage page;
    auto rows = tickets_of(tx, {unit, from, until, std::string(letter), before}, kPageRows + 1);
    if (rows.size() > kPageRows) {
      rows.pop_back();
      page.next = rows.back().id;
    }
    for (auto& t : rows) page.rows.push_back({t, cases_of(tx, t.id)});
    return page;
  });
}

Result<std::string> Queue::paper(std::string_view token, std::string_view public_url) {
  TRY(const auto v, follow(token));
  print::Document doc{print::Paper::ticket, "Vé " + v.ticket.written_number(), 5 * print::kMm};
  const auto centre = print::Align::centre;
  doc.paragraph(v.unit_name, {.size = 9, .align = centre, .after = 6});
  doc.paragraph(print::bold(v.ticket.written_number()), {.size = 46, .align = centre, .after = 2, .tag = "H1"});
  doc.paragraph(v.kind_name, {.size = 12, .align = centre, .after = 3});
  if (!v.priority_label.empty()) doc.paragraph(print::bold("Ưu tiên: " + v.priority_label), {.size = 10, .align = centre});
  if (v.ticket.booked_for) doc.paragraph(print::bold("Đặt giờ " + vn_time(*v.ticket.booked_for)), {.size = 10, .align = centre});
  doc.paragraph(fmt::format("Lấy số lúc {}", vn_datetime(v.ticket.issued_at)), {.size = 10, .align = centre});
  doc.paragraph(fmt::format("Trước bạn còn {} người. Chờ khoảng: {}.", v.ahead,
                            v.minutes ? fmt::format("{} phút", *v.minutes) : std::string("chưa có số liệu")),
                {.size = 10, .align = centre, .after = 6});
  if (!public_url.empty()) {
    TRY(const auto symbol, print::encode_qr(fmt::format("{}/ve/{}", public_url, v.ticket.token)));
    const double side = 26 * print::kMm;
    doc.qr(doc.left() + (doc.width() - side) / 2, doc.y(), side, symbol, "Mã QR xem số đang gọi");
    doc.space(side + 4);
    doc.paragraph("Quét mã để xem số đang gọi trên điện thoại.", {.size = 8, .align = centre});
  }
  doc.paragraph("Vé chỉ có giá trị trong ngày.", {.size = 8, .align = centre});
  return doc.finish();
}

}  // namespace motcua::queue
