#include "portal/store_boards.hpp"
#include "store/lists.hpp"

namespace motcua::portal {

using store::Query;
using store::ReadTx;
using store::Row;
using store::Tx;

namespace {
#define BOARD_COLUMNS "SELECT id, code, unit, place, procedures, made_at, made_by, printed_on, outdated_at, ended_at FROM portal_board "
MOTCUA_SQL(kBoard, BOARD_COLUMNS "WHERE id = $1");
MOTCUA_SQL(kBoardByCode, BOARD_COLUMNS "WHERE code = $1");
MOTCUA_SQL(kInsertBoard,
           "INSERT INTO portal_board (id, code, unit, place, procedures, made_at, made_by, printed_on, outdated_at, ended_at) VALUES "
           "($1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL) ON CONFLICT (code) DO NOTHING");
MOTCUA_SQL(kSaveBoard, "UPDATE portal_board SET printed_on = $2, outdated_at = $3, ended_at = $4 WHERE id = $1");
MOTCUA_SQL(
    kCountScan,
    "INSERT INTO portal_scan (board, month, procedure_code, count) VALUES ($1, $2, $3, 1) ON CONFLICT (board, month, procedure_code) "
    "DO UPDATE SET count = portal_scan.count + 1");

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = text.find(' ');
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}
Board board_from(const Row& r) {
  Board b;
  b.id = r.id<BoardTag>(0);
  b.code = r.text(1);
  b.unit = r.id<identity::UnitTag>(2);
  b.place = r.text(3);
  b.procedures = split(r.view(4));
  b.made_at = r.instant(5);
  b.made_by = r.text(6);
  b.printed_on = r.day(7);
  b.outdated_at = r.opt_instant(8);
  b.ended_at = r.opt_instant(9);
  return b;
}
}  // namespace

std::string joined_codes(const std::vector<std::string>& codes) {
  std::string all;
  for (const auto& c : codes) all += (all.empty() ? "" : " ") + c;
  return all;
}

std::optional<Board> find_board(ReadTx& tx, BoardId id) { return tx.one<Board>(kBoard, board_from, id); }
std::optional<Board> find_board(ReadTx& tx, std::string_view code) { return tx.one<Board>(kBoardByCode, board_from, code); }
std::vector<Board> boards_of(ReadTx& tx, const std::vector<UnitId>& units, int month, int limit) {
  std::vector<Board> boards;
  if (units.empty()) return boards;
  Query q("portal.boards",
          "SELECT b.id, b.code, b.unit, b.place, b.procedures, b.made_at, b.made_by, b.printed_on, b.outdated_at, b.ended_at, "
          "(SELECT CAST(coalesce(sum(s.count), 0) AS BIGINT) FROM portal_scan AS s WHERE s.board = b.id)");
  q.add(
      ", (SELECT CAST(coalesce(sum(s.count), 0) AS BIGINT) FROM portal_scan AS s WHERE s.board = b.id AND s.month = ?) FROM portal_board "
      "AS b",
      month);
  store::add_list(q, " WHERE b.unit IN (", units).add(" ORDER BY b.id DESC LIMIT ?", limit);
  tx.each(q, [&](const Row& r) {
    auto b = board_from(r);
    b.scans = r.i64(10);
    b.scans_of_month = r.i64(11);
    boards.push_back(std::move(b));
  });
  return boards;
}
bool insert(Tx& tx, const Board& b) {
  return tx.exec(kInsertBoard, b.id, b.code, b.unit, b.place, joined_codes(b.procedures), b.made_at, b.made_by, b.printed_on) == 1;
}
void save(Tx& tx, const Board& b) { tx.send(kSaveBoard, b.id, b.printed_on, b.outdated_at, b.ended_at); }
void count_scan(Tx& tx, BoardId id, int month, std::string_view procedure) { tx.send(kCountScan, id, month, procedure); }

std::int64_t scans_between(ReadTx& tx, std::span<const UnitId> units, int first_month, int last_month) {
  Query q{
      "portal.scans",
      "SELECT CAST(COALESCE(SUM(s.count), 0) AS BIGINT) FROM portal_board AS b JOIN portal_scan AS s ON s.board = b.id WHERE s.month >= "};
  q.add("?", first_month).add(" AND s.month <= ?", last_month);
  store::add_list(q, " AND b.unit IN (", units);
  std::int64_t n = 0;
  tx.each(q, [&](const Row& r) { n = r.i64(0); });
  return n;
}

std::int64_t boards_hung(ReadTx& tx, std::span<const UnitId> units) {
  Query q{"portal.boards_hung", "SELECT COUNT(*) FROM portal_board WHERE "};
  store::add_list(q, "unit IN (", units);
  std::int64_t n = 0;
  tx.each(q, [&](const Row& r) { n = r.i64(0); });
  return n;
}

}  // namespace motcua::portal
