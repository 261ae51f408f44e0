#include "portal/boards.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "portal/samples.hpp"
#include "portal/store_boards.hpp"
#include "print/document.hpp"
#include "web/crypto.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> portal_migrations();
}

namespace motcua::portal {

store::MigrationSet migrations() { return {"portal", embedded::portal_migrations()}; }

int month_of(Day day) {
  const std::chrono::year_month_day ymd{day};
  return int{ymd.year()} * 100 + static_cast<int>(unsigned{ymd.month()});
}

namespace {
constexpr int kMostLines = 200;

// Codes as people type or paste them: "1.001193, 2.000815".
std::vector<std::string> codes_in(std::string_view text) {
  std::vector<std::string> codes;
  std::string one;
  for (const char c : std::string(text) + " ") {
    if ((c >= '0' && c <= '9') || c == '.') {
      one += c;
    } else if (!one.empty()) {
      if (std::find(codes.begin(), codes.end(), one) == codes.end()) codes.push_back(one);
      one.clear();
    }
  }
  return codes;
}
tl::unexpected<Error> no_such() { return errors::not_found("portal.no_board", "Không có bảng mã này ở nơi bạn làm việc."); }
}  // namespace

std::string Boards::link(const Board& board, std::string_view procedure) const {
  return to_upper(fmt::format("{}/B/{}/{}", public_url_, board.code, procedure));
}

std::vector<Board> Boards::list(const Actor& actor, int month) {
  const auto units = actor.units_with(identity::kDossierAllocate);
  auto boards = db_.read([&](store::ReadTx& tx) { return boards_of(tx, units, month, kMostLines); });
  for (auto& b : boards) b.unit_name = identity_.tree()->name(b.unit, identity_.today());
  return boards;
}

Result<BoardId> Boards::add(const Actor& actor, UnitId unit, std::string_view place, std::string_view procedures) {
  TRY_VOID(actor.require(identity::kDossierAllocate, unit));
  std::vector<FieldError> wrong;
  Board b;
  b.place = clean(place);
  b.procedures = codes_in(procedures);
  if (b.place.empty()) wrong.push_back({"noi_treo", "Ghi nơi treo bảng, ví dụ: Nhà văn hóa ấp 1."});
  if (b.procedures.empty() || b.procedures.size() > kMostProcedures)
    wrong.push_back({"thu_tuc", fmt::format("Ghi từ 1 đến {} mã thủ tục, cách nhau bằng dấu phẩy.", kMostProcedures)});
  for (const auto& code : b.procedures)
    if (!catalog_.on_day(code, identity_.today())) wrong.push_back({"thu_tuc", fmt::format("Không có thủ tục mã {} đang áp dụng.", code)});
  if (!wrong.empty()) return errors::invalid_fields("portal.board_incomplete", std::move(wrong));
  b.id = ids_.next<BoardTag>();
  b.unit = unit;
  b.made_at = clock_.now();
  b.made_by = actor.display_name;
  b.printed_on = identity_.today();
  return db_.write([&](store::Tx& tx) -> Result<BoardId> {
    for (int i = 0; i < 20; ++i) {
      auto one = b;
      one.code = web::random_readable().substr(0, 4);
      if (insert(tx, one)) return one.id;
    }
    return errors::unavailable("portal.no_code", "Chưa cấp được mã bảng. Thử lại.");
  });
}

Result<Board> Boards::mine(store::ReadTx& tx, const Actor& actor, BoardId id) const {
  auto b = find_board(tx, id);
  if (!b || !actor.permits_in(identity::kDossierAllocate, b->unit)) return no_such();
  b->unit_name = identity_.tree()->name(b->unit, identity_.today());
  return *std::move(b);
}

Status Boards::reprint(const Actor& actor, BoardId id) {
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto b, mine(tx, actor, id));
    b.printed_on = identity_.today();
    b.outdated_at.reset();
    save(tx, b);
    return {};
  });
}
Status Boards::end(const Actor& actor, BoardId id) {
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto b, mine(tx, actor, id));
    if (!b.ended_at) b.ended_at = clock_.now();
    save(tx, b);
    return {};
  });
}

std::string Boards::read(std::string_view code, std::string_view procedure) {
  const auto today = identity_.today();
  const auto wanted = codes_in(procedure);
  const auto version = wanted.empty() ? Result<catalog::VersionPtr>(errors::not_found("portal.no_procedure_code", ""))
                                      : catalog_.on_day(wanted.front(), today);
  std::string target = version ? "/thu-tuc/" + (*version)->code : "/thu-tuc";
  const auto board = db_.read([&](store::ReadTx& tx) { return find_board(tx, to_upper(code)); });
  if (!board || !version) return target;
  if (std::find(board->procedures.begin(), board->procedures.end(), (*version)->code) == board->procedures.end()) return target;
  (void)db_.write([&](store::Tx& tx) -> Status {
    count_scan(tx, board->id, month_of(today), (*version)->code);
    // The print says what held on its day: a version that began later makes it old.
    if ((*version)->valid_from > board->printed_on && !board->outdated_at) {
      auto b = *board;
      b.outdated_at = clock_.now();
      save(tx, b);
    }
    return {};
  });
  return target;
}

Result<std::string> Boards::sheet(const Actor& actor, BoardId id, bool a5) {
  TRY(const auto b, db_.read([&](store::ReadTx& tx) { return mine(tx, actor, id); }));
  const double scale = a5 ? 0.74 : 1;
  print::Document doc{a5 ? print::Paper::a5 : print::Paper::a4, "Phiếu hướng dẫn bằng mã QR " + b.code, (a5 ? 10 : 15) * print::kMm};
  doc.paragraph(b.unit_name, {.size = 12 * scale, .align = print::Align::centre});
  doc.paragraph(print::bold("QUÉT MÃ ĐỂ XEM CẦN GIẤY TỜ GÌ"), {.size = 20 * scale, .align = print::Align::centre, .after = 4, .tag = "H1"});
  doc.paragraph("Mở máy ảnh điện thoại, đưa vào ô vuông. Không phải cài gì, không mất tiền.",
                {.size = 12 * scale, .align = print::Align::centre, .after = 10});
  const double side = 34 * print::kMm * scale, gap = 7 * print::kMm * scale;
  for (const auto& code : b.procedures) {
    TRY(const auto version, catalog_.on_day(code, identity_.today()));
    TRY(const auto symbol, print::encode_qr(link(b, code)));
    doc.keep_together(side + gap);
    const double top = doc.y();
    doc.qr(doc.left(), top, side, symbol, "Mã QR của thủ tục " + version->short_name);
    const double x = doc.left() + side + gap, width = doc.width() - side - gap;
    double y = doc.text_at(x, top + 4, width, print::bold(version->short_name), {.size = 15 * scale, .tag = "H2"});
    y = doc.text_at(x, y + 3, width, version->name, {.size = 10.5 * scale});
    y = doc.text_at(x, y + 3, width,
                    fmt::format("Mã {} · {}", version->code, catalog::words_of(catalog::term_of(*version, {}, catalog::Channel::counter))),
                    {.size = 10.5 * scale});
    const auto today = identity_.today();
    if (std::ranges::any_of(version->forms, [&](const catalog::Form& form) { return fitting_sample(form, today).has_value(); }))
      doc.text_at(x, y + 3, width, print::italic("Trong trang: mẫu tờ khai đã điền, bản trống để in"), {.size = 10.5 * scale});
    doc.move_to(top + side + gap);
  }
  doc.footer(
      fmt::format("Bảng {} · {} · in ngày {} · bản in cũ vẫn dẫn đến hướng dẫn đang áp dụng", b.code, b.place, vn_date(b.printed_on)));
  return doc.finish();
}

}  // namespace motcua::portal
