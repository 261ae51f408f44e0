// Boards with QR codes (bảng mã QR, phiếu hướng dẫn): registered with a place, printed, counted by month without tracking anybody. What an
// old print leads to is always today's page, and the owner is told that the print is old.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "identity/identity.hpp"
#include "store/db.hpp"

namespace motcua::portal {

using identity::Actor;
using identity::UnitId;

store::MigrationSet migrations();

using BoardId = Id<struct BoardTag>;
struct Board {
  BoardId id;
  std::string code;  // "7K2M": four letters and digits nobody confuses
  UnitId unit;
  std::string unit_name, place;
  std::vector<std::string> procedures;  // codes, in the order of the board
  Instant made_at;
  std::string made_by;
  Day printed_on{};
  std::optional<Instant> outdated_at;  // somebody read a print that is older than the procedure in force
  std::optional<Instant> ended_at;
  std::int64_t scans = 0;           // ever
  std::int64_t scans_of_month = 0;  // of the month asked for
};

class Boards {
 public:
  static constexpr std::size_t kMostProcedures = 6;  // legible on A5
  Boards(store::Database& db, const Clock& clock, IdSource& ids, identity::Identity& identity, catalog::Catalog& catalog,
         std::string public_url)
      : db_(db), clock_(clock), ids_(ids), identity_(identity), catalog_(catalog), public_url_(std::move(public_url)) {}

  // Of the units the person leads, newest first, with the counts of that month (202611).
  std::vector<Board> list(const Actor& actor, int month);
  Result<BoardId> add(const Actor& actor, UnitId unit, std::string_view place, std::string_view procedures);
  Status reprint(const Actor& actor, BoardId id);                      // printed anew today
  Status end(const Actor& actor, BoardId id);                          // taken down
  Result<std::string> sheet(const Actor& actor, BoardId id, bool a5);  // PDF

  // Where a read code leads; counted. Unknown boards lead to the procedure as well, uncounted.
  std::string read(std::string_view code, std::string_view procedure);
  std::string link(const Board& board, std::string_view procedure) const;  // what the code says, in capitals

 private:
  Result<Board> mine(store::ReadTx& tx, const Actor& actor, BoardId id) const;
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  identity::Identity& identity_;
  catalog::Catalog& catalog_;
  std::string public_url_;
};

int month_of(Day day);  // 202611

// How often codes of boards of these units were read in those months, the last included.
std::int64_t scans_between(store::ReadTx& tx, std::span<const UnitId> units, int first_month, int last_month);
// Boards that hang, or hung, at these units.
std::int64_t boards_hung(store::ReadTx& tx, std::span<const UnitId> units);

}  // namespace motcua::portal
